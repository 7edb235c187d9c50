"""``align mine-terms``: propose termbase entries from aligned texts."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import token_encoder


def mine_terms(
    folders: Annotated[
        list[Path], typer.Argument(metavar="DIR...", help="Folders from align run, or files of aligned pairs.")
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.csv", help="The CSV file to write.")],
    least: Annotated[int, typer.Option(min=2, help="The least number of pairs with the term.")] = 3,
) -> None:
    """Propose termbase entries: recurring Chinese terms with a stable rendering, as CSV for --termbase."""
    with exit_codes():
        from align.commands import console
        from align.lab import miner
        from align.project import atomic, folder
        from align.scorers.terms import built_in
        from align.wordlinks.links import LinkProvider

        atomic.require_place(output)
        units = folder.read_units(folders)
        load = token_encoder()
        known = [term.zh for term in built_in().terms]
        with console.progress() as progress:
            progress("looking for renderings", 0, 1)
            links = LinkProvider(units, load, progress=progress) if load is not None else None
            if links is not None:
                links.want(units)
            found = miner.mine(units, known=known, links=links, least=least, progress=progress)
        atomic.write_file(output, miner.render(found))
        pairs = sum(not unit.head for unit in units)
        proposed = f"{console.counted(len(found), 'term')} proposed from {console.counted(pairs, 'pair')}"
        typer.echo(f"{proposed}: {output}")
