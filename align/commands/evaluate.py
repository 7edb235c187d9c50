"""``align evaluate``: align gold files and score the beads."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import Encoder, load_encoder


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD.json...", help="Gold alignments: zh, en and gold beads.")],
    encoder: Encoder = "bundled",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False,
) -> None:
    """Align the sentences of gold files and score the beads: strict, strict with nulls, lax, null."""
    with exit_codes():
        import json

        from align import console
        from align.benchmark import evaluate_files

        with console.progress() as progress:
            results = evaluate_files(gold, embedder=load_encoder(encoder, progress), progress=progress)
        if as_json:
            sys.stdout.write(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
        else:
            console.print_evaluation(results)
