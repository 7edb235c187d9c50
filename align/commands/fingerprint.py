"""``align fingerprint``: the list of hashes of a test set, for ``decontaminate`` in a recipe."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def fingerprint(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Text files in UTF-8, one sentence per line; or Chinese, tab, English."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="LIST", help="The list to write.")],
) -> None:
    """Hash the sentences of test sets, so that align publish can keep them out of a corpus (recipe: decontaminate)."""
    with exit_codes():
        from align.commands.console import counted
        from align.project.atomic import require_place, write_file
        from align.publish.fingerprints import render, sentences_of

        require_place(output)
        lines = list(render(sentences_of(files)))
        write_file(output, "".join(lines))
        typer.echo(f"{counted(len(lines) - 1, 'sentence')}: {output}")
