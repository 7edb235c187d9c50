"""The command line: the list of commands. Each is a module of :mod:`align.commands`.

Exit codes: 0 done, 1 issues at or above ``--fail-on``, 2 bad arguments or unreadable input, 3 interrupted, 4 internal
error. Results go to stdout; progress and errors go to stderr.
"""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer

from align.commands import (
    batch,
    check,
    doctor,
    evaluate,
    export,
    fingerprint,
    import_verdicts,
    mine_terms,
    pair,
    publish,
    report,
    review,
    run,
    scorers,
)
from align.commands.layout import Command, Group
from align.model.garbage import collect_seldom
from align.model.version import VERSION

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"align {VERSION}")
        raise typer.Exit


@app.callback(epilog="To start: align run CHINESE ENGLISH -o DIR, then align review DIR")
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Align a Chinese transcript with its English version and show where the English departs from the Chinese."""


def main() -> None:
    """Run the ``align`` command.

    On a terminal that cannot show Chinese, characters are escaped, so that no message can end a run.
    """
    for stream in ("stdout", "stderr"):  # closed by who started us: what is written there goes nowhere
        if getattr(sys, stream) is None:
            setattr(sys, stream, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    collect_seldom()
    app(prog_name="align")


_DOCUMENT, _CORPUS, _TOOL = "One text and its English", "Many texts", "The tool itself"
for _group, _name, _command, _summary in (
    (_DOCUMENT, "run", run.run, "Align two transcripts and check the English."),
    (_DOCUMENT, "review", review.review, "Decide on the flags in the browser."),
    (_DOCUMENT, "export", export.export, "Export a project: errata, TMX, XLIFF, Excel, ..."),
    (_DOCUMENT, "check", check.check, "Check pairs that are already aligned."),
    (_DOCUMENT, "import-verdicts", import_verdicts.import_verdicts, "Import decisions made in Excel."),
    (_CORPUS, "pair", pair.pair, "Find which Chinese file belongs to which English one."),
    (_CORPUS, "batch", batch.batch, "Align and check thousands of pairs; resumes where it stopped."),
    (_CORPUS, "report", report.report, "Write a page of statistics on a corpus."),
    (_CORPUS, "mine-terms", mine_terms.mine_terms, "Propose termbase entries from aligned texts."),
    (_CORPUS, "fingerprint", fingerprint.fingerprint, "Hash a test set, to keep it out of a corpus."),
    (_CORPUS, "publish", publish.publish, "Publish projects as a Hugging Face data set."),
    (_TOOL, "doctor", doctor.doctor, "Test what works on this machine, and show what is missing."),
    (_TOOL, "scorers", scorers.scorers, "List the checks."),
    (_TOOL, "evaluate", evaluate.evaluate, "Align gold files and score the beads (for researchers)."),
):
    app.command(_name, cls=Command, rich_help_panel=_group, short_help=_summary)(_command)
