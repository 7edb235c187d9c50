"""``align evaluate``: align gold files and score the beads."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import Encoder, load_encoder


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD.json...", help="Gold alignments: zh, en and gold beads; or folders of them."),
    ],
    encoder: Encoder = "bundled",
    beads: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Score these beads of another aligner instead of ours: lines [0]:[0,1]:score as from Vecalign and "
            "Bertalign, or bitext.jsonl. For several gold files, a folder with a file of the same stem for each.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of a table, including the wrong beads.")
    ] = False,
) -> None:
    """Align the sentences of gold files and score the beads: strict, strict with nulls, lax, null."""
    with exit_codes():
        import json

        from align.commands import console
        from align.lab.benchmark import evaluate_files

        with console.progress() as progress:
            results = evaluate_files(
                gold, embedder=lambda: load_encoder(encoder, progress), beads=beads, progress=progress
            )
        for row in results["files"]:
            left = row["in_no_gold_bead"]
            if left["zh"] or left["en"]:
                sys.stderr.write(
                    f"align: {row['file']}: {left['zh']} Chinese and {left['en']} English sentences are in no gold "
                    "bead; what is found for them counts as wrong\n"
                )
        if as_json:
            console.write_data(json.dumps(results, ensure_ascii=False, indent=1) + "\n")
        else:
            console.print_evaluation(results)
