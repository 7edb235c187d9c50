"""``align pair``: which Chinese file belongs to which English one."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import Encoder, load_encoder


def pair(
    zh: Annotated[Path, typer.Argument(metavar="ZH_FOLDER", help="A folder with the Chinese texts.")],
    en: Annotated[Path, typer.Argument(metavar="EN_FOLDER", help="A folder with their English versions.")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="MANIFEST.csv", help="The CSV file to write.")],
    least: Annotated[float, typer.Option(min=0.0, max=1.0, help="Pairs less likely than this are left alone.")] = 0.5,
    encoder: Encoder = "bundled",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Write over a manifest that says something else, corrected perhaps.")
    ] = False,
) -> None:
    """Find which Chinese file belongs to which English one; write the manifest that align batch reads.

    Files without a partner are listed, with reasons, in a second file beside it (MANIFEST.unmatched.csv).
    """
    with exit_codes():
        from align.commands import console
        from align.commands.console import counted
        from align.model.errors import InputError
        from align.pairing import manifest
        from align.pairing.folders import pair_folders
        from align.project import atomic

        atomic.require_folder(output.parent)
        with console.progress() as progress:
            embedder = load_encoder(encoder, progress)
            pairs, alone = pair_folders(zh, en, embedder=embedder, least=least, progress=progress)
        unmatched = output.with_suffix(".unmatched.csv")
        text = manifest.render(pairs, output.parent)
        if output.exists() and not overwrite and output.read_bytes() != text.encode():
            raise InputError(str(output), "is there and says something else; expected a new file, or --overwrite")
        atomic.write_files(
            output.parent, {output.name: text, unmatched.name: manifest.render_alone(alone, output.parent)}
        )
        doubtful = sum(pair.confidence < 0.9 for pair in pairs)
        typer.echo(f"{counted(len(pairs), 'pair')}, {doubtful} of them less than 90 % sure: {output}")
        typer.echo(f"{counted(len(alone), 'file')} without a partner: {unmatched}")
