"""``align check``: check pairs that are already aligned."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from align.commands.exit_codes import exit_codes
from align.commands.options import (
    BUDGET,
    BudgetOption,
    FailOnOption,
    FindOption,
    ProfileFile,
    SecondOption,
    SensitivityOption,
    TermbaseFile,
    YesOption,
    checker_of,
    exit_if_issues,
    say_second,
    with_encoders,
    with_second,
)


def check(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="PAIRS",
            help="Pairs that are already aligned: .tsv (zh<TAB>en), .tmx, .xlf, .sdlxliff, .po, .xlsx, .docx, .jsonl; "
            "- for stdin",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="A .jsonl, .xlsx, .tsv, .html, .tmx or .xlf file; by default, and for -, JSON lines to stdout. "
            "From .tmx to .tmx or from .xlf to .xlf, the output is the input with issues added.",
        ),
    ] = None,
    termbase: TermbaseFile = None,
    profile: ProfileFile = None,
    sensitivity: SensitivityOption = None,
    second_opinion: SecondOption = "",
    second_opinion_find: FindOption = None,
    second_opinion_budget: BudgetOption = BUDGET,
    yes: YesOption = False,
    fail_on: FailOnOption = None,
) -> None:
    """Check pairs that are already aligned; write them with their issues."""
    with exit_codes():
        from align.commands import console
        from align.exporters import jsonl
        from align.model.errors import InputError
        from align.project import export
        from align.project.atomic import require_place, write_file
        from align.readers.pairs import read_bitext

        bitext, *more = files
        if more:
            raise InputError(str(more[0]), "one file too many; to align and check two texts: align run ZH EN -o DIR")
        bitext = Path("/dev/stdin") if bitext == Path("-") else bitext
        output = None if output == Path("-") else output
        if output is not None:
            export.require_format(output)
            require_place(output)
        checker = checker_of(termbase, profile, sensitivity)
        checker = with_second(checker, second_opinion, second_opinion_find, budget=second_opinion_budget, yes=yes)
        pairs = read_bitext(bitext)
        with console.progress() as progress:
            checker, _ = with_encoders(checker, "bundled", progress)
            pairs, held = checker.check(pairs, progress=progress)
        say_second(checker)
        if output is None:
            console.write_data(jsonl.render(pairs))
            if held:
                sys.stderr.write(f"align: {console.held_back(held)}\n")
        else:
            write_file(output, export.for_file(pairs, output, source=bitext))
            console.print_check(pairs.units, output, held=held)
        exit_if_issues(pairs.units, fail_on)
