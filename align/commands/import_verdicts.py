"""``align import-verdicts``: take over decisions that were made in the review workbook."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def import_verdicts(
    workbook: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="What align export --to xlsx wrote, decided in.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder that it was exported from.")],
    who: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="Who decided; by default the name of the user.")
    ] = None,
) -> None:
    """Take over the decisions, approvals and comments that a reviewer made in Excel."""
    with exit_codes():
        import getpass

        from align.codecs.workbook import read_decisions
        from align.commands.console import counted
        from align.model.errors import InputError
        from align.project.folder import open_store
        from align.readers import open_file
        from align.review.workbook import take_over

        if not folder.is_dir():
            raise InputError(str(folder), "is no folder; expected one that align run wrote")
        with open_file(workbook) as stream:
            decisions, approvals = read_decisions(stream, workbook.name)
        store = open_store(folder)
        try:
            taken = take_over(store, decisions, approvals, who=who or getpass.getuser(), name=workbook.name)
        finally:
            store.close()
        said = f"{counted(taken.decisions, 'decision')}, {counted(taken.approvals, 'approval')}"
        said += f" and {counted(taken.comments, 'comment')} taken over"
        if taken.edits:
            said += f", and the English of {counted(taken.edits, 'pair')}"
        typer.echo(f"{said}; {taken.agreed} were there already")
        for line in taken.refused:
            sys.stderr.write(f"align: not taken over: {line}\n")
