"""``align evaluate``: align gold files and score the beads."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import (
    BUDGET,
    BudgetOption,
    Encoder,
    SecondOption,
    YesOption,
    load_encoder,
    say_second,
    with_second,
)


def evaluate(
    gold: Annotated[
        list[Path] | None,
        typer.Argument(metavar="GOLD.json...", help="Gold alignments: zh, en and gold beads; or folders of them."),
    ] = None,
    encoder: Encoder = "bundled",
    beads: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Score these beads of another aligner instead of ours: lines [0]:[0,1]:score as from Vecalign and "
            "Bertalign, or bitext.jsonl. For several gold files, a folder with a file of the same stem for each.",
        ),
    ] = None,
    against_encoder: Annotated[
        str, typer.Option(metavar="NAME", help="Align with this encoder too, and compare with a paired bootstrap.")
    ] = "",
    against_beads: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare with these beads of another aligner, given as for --beads."),
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Print the missed and the wrong beads, with their texts.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of a table, including the wrong beads.")
    ] = False,
    flags: Annotated[
        Path | None,
        typer.Option(
            metavar="JUDGED.jsonl",
            help="Instead, how often flags are right: a reviewed project exported with align export --to jsonl; with "
            "--second-opinion also what that makes of them.",
        ),
    ] = None,
    second_opinion: SecondOption = "",
    second_opinion_budget: BudgetOption = BUDGET,
    yes: YesOption = False,
) -> None:
    """Align the sentences of gold files and score the beads: strict, strict with nulls, lax, null."""
    with exit_codes():
        import json
        from functools import partial

        from align.commands import console
        from align.model.errors import InputError

        if flags is not None:
            if gold:
                raise InputError(str(gold[0]), "gold files and --flags are measured apart; expected one of them")
            rows = _of_flags(flags, second_opinion, second_opinion_budget, yes=yes)
            text = json.dumps(rows, ensure_ascii=False, indent=1) if as_json else _table(rows)
            console.write_data(text + "\n")
            return
        if not gold:
            raise InputError("align evaluate", "nothing to measure; expected GOLD.json files or --flags JUDGED.jsonl")
        from align.lab.benchmark import evaluate_files

        for names, both in (
            ("--encoder and --beads", encoder != "bundled" and beads),
            ("--against-encoder and --against-beads", against_encoder and against_beads),
        ):
            if both:
                raise InputError("align evaluate", f"{names} are both given; expected one of them")
        with console.progress() as progress:
            other = partial(load_encoder, against_encoder, progress) if against_encoder else None
            results = evaluate_files(
                gold,
                beads or partial(load_encoder, encoder, progress),
                against=against_beads or other,
                progress=progress,
            )
        for failure in results["failures"]:
            sys.stderr.write(f"align: {failure['file']}: {failure['reason']}; it is not scored\n")
        for row in results["files"]:
            left = row["in_no_gold_bead"]
            if left["zh"] or left["en"]:
                sys.stderr.write(
                    f"align: {row['file']}: {left['zh']} Chinese and {left['en']} English sentences are in no gold "
                    "bead; what is found for them counts as wrong\n"
                )
        if as_json:
            console.write_data(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
        else:
            console.print_evaluation(results, texts=texts)
        if results["failures"]:
            raise typer.Exit(2)


def _of_flags(path: Path, named: str, budget: int, *, yes: bool) -> list[dict[str, Any]]:
    """What judged flags are worth, with a second reader if one is named."""
    from align.commands import console
    from align.lab.judged import measured, read_judged, weighed
    from align.pipeline import Checker

    judged = read_judged(path)
    checker = with_second(Checker(), named, None, budget=budget, yes=yes)
    if checker.second is None:
        return measured(judged)
    with console.progress() as progress:
        left = weighed(judged, checker.second, progress=progress)
    say_second(checker)
    return measured(judged, left)


def _table(rows: list[dict[str, Any]]) -> str:
    """Rows as text in columns."""
    names = list(rows[0])
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(len(line[k]) for line in cells) for k in range(len(names))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) for line in cells)
