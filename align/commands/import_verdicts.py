"""``align import-verdicts``: import decisions made in the review workbook."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def import_verdicts(
    workbook: Annotated[
        Path, typer.Argument(metavar="FILE.xlsx", help="The workbook from align export --to xlsx, with decisions.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder from which it was exported.")],
    who: Annotated[
        str | None, typer.Option("--as", metavar="NAME", help="The name of the reviewer; by default that of the user.")
    ] = None,
) -> None:
    """Import the decisions, approvals and comments that a reviewer made in Excel."""
    with exit_codes():
        import getpass

        from align.codecs.workbook import read_decisions
        from align.commands.console import counted
        from align.model.errors import InputError
        from align.project.folder import open_store
        from align.readers import open_file
        from align.review.workbook import take_over

        if not folder.is_dir():
            raise InputError(str(folder), "is not a folder; expected one from align run")
        with open_file(workbook) as stream:
            decisions, approvals = read_decisions(stream, workbook.name)
        store = open_store(folder)
        try:
            taken = take_over(store, decisions, approvals, who=who or getpass.getuser(), name=workbook.name)
        finally:
            store.close()
        summary = f"{counted(taken.decisions, 'decision')}, {counted(taken.approvals, 'approval')}"
        summary += f" and {counted(taken.comments, 'comment')} imported"
        if taken.edits:
            summary += f", and the English of {counted(taken.edits, 'pair')}"
        typer.echo(f"{summary}; {taken.agreed} were already there")
        for line in taken.refused:
            sys.stderr.write(f"align: not imported: {line}\n")
