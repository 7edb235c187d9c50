"""``align pair``: find which Chinese file belongs to which English one."""

from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import Encoder, load_encoder


def pair(
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="ZH_FOLDER EN_FOLDER | FOLDER | CRAWL.warc.gz",
            help="A folder with the Chinese texts and one with their English versions, one folder with both, "
            "or a web archive.",
        ),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="MANIFEST.csv", help="The CSV file to write.")],
    least: Annotated[
        float | None,
        typer.Option(min=0.0, max=1.0, help="Leave out pairs less probable than this.", show_default="0.67"),
    ] = None,
    encoder: Encoder = "bundled",
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Overwrite a different manifest, which may have been corrected by hand.")
    ] = False,
) -> None:
    """Find which Chinese file belongs to which English one; write the manifest that align batch reads.

    Files without a partner, copies among them, are listed with reasons in a second file beside it
    (MANIFEST.unmatched.csv). The pages of a web archive are written to MANIFEST.pages, and their addresses stand in the
    manifest.
    """
    with exit_codes():
        from align.commands import console
        from align.commands.console import counted
        from align.model.errors import InputError
        from align.pairing import crawl, manifest
        from align.pairing.folders import LEAST, pair_folders
        from align.project import atomic

        if len(inputs) > 2:
            raise InputError(
                str(inputs[2]), "one folder too many; expected a Chinese and an English one, or one of both"
            )
        atomic.require_place(output)
        folders = inputs
        addresses: dict[Path, str] = {}
        if len(inputs) == 1 and crawl.is_archive(inputs[0]):
            folders = [output.with_suffix(".pages")]
            addresses, damage = crawl.write_pages(inputs[0], folders[0])
            if damage:
                typer.echo(f"align: {damage}; the {counted(len(addresses), 'page')} before that are paired", err=True)
        with console.progress() as progress:
            embedder = load_encoder(encoder, progress)
            found = pair_folders(folders, embedder=embedder, least=LEAST if least is None else least, progress=progress)
        unmatched = output.with_suffix(".unmatched.csv")
        text = manifest.render(found.pairs, output.parent, addresses)
        if output.is_file() and not overwrite and output.read_bytes() != text.encode():
            new = output.with_suffix(".new.csv")
            atomic.write_file(new, text)
            raise InputError(str(output), f"exists with other pairs; these are in {new} now; or use --overwrite")
        atomic.write_file(output, text)
        atomic.write_file(unmatched, manifest.render_unmatched(found.alone, output.parent))
        doubtful = sum(pair.confidence < 0.9 for pair in found.pairs)
        typer.echo(f"{counted(len(found.pairs), 'pair')}, {doubtful} of them less than 90 % sure: {output}")
        typer.echo(f"{counted(len(found.alone), 'file')} without a partner: {unmatched}")
        if found.moved:
            shown = ", ".join(map(str, found.moved[:3])) + (", ..." if len(found.moved) > 3 else "")
            typer.echo(f"{counted(len(found.moved), 'file')} in the folder of the other language, put right: {shown}")
