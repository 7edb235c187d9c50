"""``align export``: write a project in a format that others read."""

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
            help="A folder that align run wrote, or a file of pairs; for tbx, a termbase (CSV, TSV, TBX).",
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
        typer.Option("-o", "--output", metavar="FILE", help='By default beside what was exported; "-" for stdout.'),
    ] = None,
    version: Annotated[str | None, typer.Option(help="Of the format: xliff 1.2 (default) or 2.1; tbx 3 or 2.")] = None,
    onto: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The .tmx or .xlf that the pairs came from: add the issues and keep everything else.",
        ),
    ] = None,
) -> None:
    """Write a project, as reviewed, in a format that others read."""
    with exit_codes():
        from align.commands import console
        from align.project import export as exports

        if to == "tbx":
            content = exports.termbase(place, version=version)
        else:
            content = exports.project(place, to, version=version, onto=onto)
        if output == Path("-"):
            console.write_data(content.data)
            return
        target = exports.write(content, place, output=output, sources=[place, *([onto] if onto else [])])
        typer.echo(f"{content.what}: {target}")
