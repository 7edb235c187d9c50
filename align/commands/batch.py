"""``align batch``: align and check the pairs of a manifest."""

import os
import shutil
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import (
    BUDGET,
    BudgetOption,
    Encoder,
    FindOption,
    ProfileFile,
    SecondOption,
    TermbaseFile,
    YesOption,
    profile_of,
    second_of,
    termbase_of,
)


class EngineName(StrEnum):
    """The engines that run shards."""

    LOCAL = "local"
    SLURM = "slurm"
    RAY = "ray"


def batch(
    manifest: Annotated[
        Path,
        typer.Argument(metavar="MANIFEST.csv", help="CSV with the columns zh and en (paths), as align pair writes it."),
    ],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="The folder to write.")],
    engine: Annotated[EngineName, typer.Option(help="Processes on this machine, a Slurm cluster, or Ray.")] = (
        EngineName.LOCAL
    ),
    workers: Annotated[
        int,
        typer.Option(min=0, help="Number of processes (or of jobs at a time); 0: one per processor of this machine."),
    ] = 0,
    encoder: Encoder = "bundled",
    termbase: TermbaseFile = None,
    profile: ProfileFile = None,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Folder to cache sentence vectors for later runs over the same texts."),
    ] = None,
    no_check: Annotated[bool, typer.Option("--no-check", help="Align only.")] = False,
    pair_minutes: Annotated[
        float, typer.Option(min=0.01, help="A pair that takes longer fails, and the others go on.")
    ] = 30.0,
    pair_memory: Annotated[float, typer.Option(min=0.1, metavar="GB", help="The same, for memory.")] = 8.0,
    second_opinion: SecondOption = "",
    second_opinion_find: FindOption = None,
    second_opinion_budget: BudgetOption = BUDGET,
    yes: YesOption = False,
) -> None:
    """Align and check the pairs of a manifest: write bitext.jsonl, documents.jsonl and failures.jsonl to DIR.

    Start a killed run again to resume it; a finished one does nothing. A failed pair is recorded with its reason, and
    the others continue; the exit code is then 1.
    """
    with exit_codes(interrupted="run the same command again to resume"):
        from align import embedders
        from align.commands import console
        from align.model.errors import AlignError
        from align.model.installed import missing
        from align.project import atomic

        if missing("datatrove"):
            from align.doctor import BATCH

            raise AlignError(f"align batch needs datatrove: {BATCH}")
        if engine is EngineName.RAY and missing("ray"):
            raise AlignError('--engine ray needs Ray: pip install "ray[default]"')
        if engine is EngineName.SLURM and shutil.which("sbatch") is None:
            raise AlignError("--engine slurm needs sbatch, which is not on PATH; run it on a machine that submits jobs")
        from align.batch.run import run_batch
        from align.batch.settings import Settings
        from align.embedders.threads import available_threads

        atomic.require_folder(output)
        termbase_of(termbase)
        second, find = "", ""
        if profile or second_opinion or second_opinion_find:  # else no scorer is imported here
            second, find = second_of(profile_of(profile), second_opinion, second_opinion_find)
        if second and not yes:
            most = f"at most {second_opinion_budget:,} questions a pair (--second-opinion-budget)"
            raise AlignError(f"a batch asks the second reader without an estimate, {most}; --yes agrees to that")
        if encoder not in embedders.ENCODERS:
            embedders.load(encoder)  # a wrong name fails here once, not in every pair
        processors = available_threads()
        count = workers or processors
        settings = Settings(
            manifest=os.path.abspath(manifest),
            output=os.path.abspath(output),
            encoder=encoder,
            check=not no_check,
            termbase=os.path.abspath(termbase) if termbase else "",
            profile=os.path.abspath(profile) if profile else "",
            cache=os.path.abspath(cache) if cache else "",
            minutes=pair_minutes,
            memory=pair_memory,
            second=second,
            find=find,
            budget=second_opinion_budget if second else 0,
            threads=max(1, processors // count) if engine is EngineName.LOCAL else 1,
        )
        with console.progress() as progress:
            summary = run_batch(settings, engine=engine.value, workers=count, progress=progress)
        if summary.submitted:
            typer.echo(
                f"{console.counted(summary.pairs, 'pair')} submitted; run the same command again when the jobs are done"
            )
            return
        done = f"{summary.pairs - summary.failures} of {console.counted(summary.pairs, 'pair')} done"
        typer.echo(f"{done}: {output / 'bitext.jsonl'}")
        if summary.failures:
            typer.echo(f"{summary.failures} failed: {output / 'failures.jsonl'}", err=True)
            raise typer.Exit(1)
