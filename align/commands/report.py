"""``align report``: statistics on a corpus and its flags."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes


def report(
    folders: Annotated[
        list[Path],
        typer.Argument(metavar="DIR...", help="Folders from align run or align batch, or a folder of such folders."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="The HTML page to write; by default DIR/corpus.html."),
    ] = None,
) -> None:
    """Write a page of statistics on a corpus: pairs, flags by scorer and severity, worst documents, verdicts."""
    with exit_codes():
        from align.commands import console
        from align.corpus.page import render
        from align.corpus.reading import count
        from align.project import atomic

        page = output or folders[0] / "corpus.html"
        atomic.require_place(page)
        with console.progress() as progress:
            statistics = count(folders, progress=progress)
        names = [place.resolve().name for place in folders]
        title = ", ".join(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"
        if output is None:  # a link under our own name in somebody's folder is replaced, not followed
            atomic.write_files(page.parent, {page.name: render(statistics, title=title)})
        else:
            atomic.write_file(page, render(statistics, title=title))
        console.print_corpus(statistics, page)
