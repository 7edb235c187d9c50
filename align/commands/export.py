"""``align export``: write a project in another format."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def _formats() -> list[str]:
    from align.exporters import EXPORTERS

    return [*EXPORTERS, "tbx"]


def export(
    place: Annotated[
        Path,
        typer.Argument(
            metavar="DIR",
            help="A folder from align run, or a file of pairs; for tbx, a termbase (CSV, TSV, TBX).",
        ),
    ],
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FORMAT",
            autocompletion=_formats,
            help="CHOICES (for a termbase or its terms).",
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
) -> None:
    """Write a project, with its review, in another format."""
    with exit_codes():
        from align.commands import console
        from align.model.errors import InputError
        from align.project import export as exports
        from align.review.messages import words_of

        if language != "en" and language != "zh":
            raise InputError(f"--language {language}", "unknown language; choose one of en, zh")
        words = words_of("zh" if language == "zh" else "en")
        if to == "tbx":
            content = exports.termbase(place, version=version)
        else:
            content = exports.project(place, to, version=version, onto=onto, words=words)
        if output == Path("-"):
            console.write_data(content.data)
            return
        target = exports.write(content, place, output=output, sources=[place, *([onto] if onto else [])])
        typer.echo(f"{content.what}: {target}")
