"""``align export``: write a project in another format."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def _formats() -> list[str]:
    from align.corpus.training import FORMS
    from align.exporters import EXPORTERS

    return [*dict.fromkeys([*EXPORTERS, "tbx", *FORMS])]


def export(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="A folder from align run or align batch, or a file of pairs; for tbx, a termbase (CSV, TSV, TBX).",
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORMAT",
            autocompletion=_formats,
            help="CHOICES. The last three, and jsonl of a batch, are for training; tbx is for a termbase or its terms.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="FILE", help='The output file; by default beside the input; "-" for stdout.'
        ),
    ] = None,
    version: Annotated[
        str | None, typer.Option(help="Version of the format: xliff 1.2 (default) or 2.1; tbx 3 (default) or 2.")
    ] = None,
    language: Annotated[
        str, typer.Option(metavar="LANGUAGE", help="The language of words of ours in reports and lists: en or zh.")
    ] = "en",
    onto: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The .tmx or .xlf file that the pairs came from: write a copy of it with the issues added.",
        ),
    ] = None,
    min_linked: Annotated[
        float | None,
        typer.Option(help="For training: the least probability that both sides of a pair share content."),
    ] = None,
    min_score: Annotated[float | None, typer.Option(help="For training: the least quality score of a pair.")] = None,
    gzip: Annotated[bool, typer.Option("--gzip", help="For training: compress the files with gzip.")] = False,
    shard: Annotated[int, typer.Option(min=0, metavar="N", help="For training: files of N pairs each.")] = 0,
) -> None:
    """Write a project, with its review, in another format; or the pairs of a corpus to train on."""
    with exit_codes():
        from align.corpus.training import FORMS
        from align.project.batch_folder import is_batch

        asked = min_linked is not None or min_score is not None or gzip or shard
        if to in FORMS and (to != "jsonl" or asked or is_batch(place)):
            _train(place, to, output, min_linked or 0.0, min_score or 0.0, gzip, shard)
            return
        from align.commands import console
        from align.model.errors import InputError
        from align.project import export as exports
        from align.review.messages import words_of

        if language != "en" and language != "zh":
            raise InputError(f"--language {language}", "unknown language; choose one of en, zh")
        words = words_of("zh" if language == "zh" else "en")
        if asked:
            raise InputError(
                "align export", f"--min-linked, --min-score, --gzip and --shard are for {', '.join(FORMS)}"
            )
        if to == "tbx":
            content = exports.termbase(place, version=version)
        else:
            content = exports.project(place, to, version=version, onto=onto, output=output, words=words)
        if output == Path("-"):
            console.write_data(content.data)
            return
        target = exports.write(content, place, output=output, sources=[place, *([onto] if onto else [])])
        typer.echo(f"{content.what}: {target}")


def _train(place: Path, form: str, output: Path | None, linked: float, score: float, packed: bool, shard: int) -> None:
    """Export pairs to train on, and say how many were left out and why."""
    from align.commands import console
    from align.corpus.filters import Filters
    from align.corpus.training import FORMS, export
    from align.model.errors import InputError
    from align.project.atomic import require_place

    if output == Path("-"):
        raise InputError("align export", f"{form} is written to files; give their name without a suffix (-o)")
    name = place.resolve().name if place.is_dir() else place.stem
    target = output or (place if place.is_dir() else place.parent) / f"{name}.train"
    for suffix in FORMS[form].suffixes:
        target = target.with_name(target.name.removesuffix(".gz").removesuffix(suffix))
    require_place(target)
    with console.progress() as progress:
        done = export(
            place, form, target, filters=Filters(linked, score), packed=packed, shard=shard, progress=progress
        )
    shown = [str(path) for path in done.files[:2]] + ([f"... ({len(done.files)} files)"] if len(done.files) > 2 else [])
    typer.echo(f"{console.counted(done.pairs, 'pair')}: {', '.join(shown)}")
    for reason, count in done.left.items():
        typer.echo(f"  left out: {reason}: {count}")
