"""``align scorers``: the table of what is checked."""

from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def scorers(
    markdown: Annotated[bool, typer.Option("--markdown", help="As the Markdown table that README.md embeds.")] = False,
) -> None:
    """The table of what is checked."""
    with exit_codes():
        from align.commands import console
        from align.scorers import SCORERS

        console.print_scorers(SCORERS, markdown=markdown)
