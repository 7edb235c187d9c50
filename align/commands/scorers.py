"""``align scorers``: the table of checks."""

from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def scorers(
    markdown: Annotated[bool, typer.Option("--markdown", help="Print Markdown, as in README.md.")] = False,
) -> None:
    """Print the table of checks."""
    with exit_codes():
        from align.commands import console
        from align.scorers import SCORERS

        console.print_scorers(SCORERS, markdown=markdown)
