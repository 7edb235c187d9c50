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
    against_encoder: Annotated[
        str, typer.Option(metavar="NAME", help="Align with this encoder too, and compare with a paired bootstrap.")
    ] = "",
    against_beads: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Compare with these beads of another aligner, given as for --beads."),
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Print the missed and the wrong beads, with their texts.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print JSON instead of a table, including the wrong beads.")
    ] = False,
) -> None:
    """Align the sentences of gold files and score the beads: strict, strict with nulls, lax, null."""
    with exit_codes():
        import json
        from functools import partial

        from align.commands import console
        from align.lab.benchmark import evaluate_files
        from align.model.errors import AlignError

        if against_encoder and against_beads:
            raise AlignError("--against-encoder and --against-beads are both given; expected one of them")
        with console.progress() as progress:
            other = partial(load_encoder, against_encoder, progress) if against_encoder else None
            results = evaluate_files(
                gold,
                beads or partial(load_encoder, encoder, progress),
                against=against_beads or other,
                progress=progress,
            )
        for failure in results["failures"]:
            sys.stderr.write(f"align: {failure['file']}: {failure['reason']}; it is not scored\n")
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
            console.print_evaluation(results, texts=texts)
        if results["failures"]:
            raise typer.Exit(2)
