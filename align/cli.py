"""The command line: which commands there are. Each is a module of :mod:`align.commands`.

Exit codes: 0 done, 1 issues at or above ``--fail-on``, 2 bad arguments or unreadable input, 3 interrupted, 4 internal
error. What a person asked for goes to stdout; progress and errors go to stderr.
"""

import typer

from align.commands import (
    batch,
    check,
    evaluate,
    export,
    import_verdicts,
    mine_terms,
    pair,
    publish,
    report,
    review,
    run,
    scorers,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Align a Chinese transcript with its English version and show where the English departs from the Chinese.",
)
app.command(short_help="Align two transcripts and check the English.")(run.run)
app.command(short_help="Check pairs that are aligned already.")(check.check)
app.command(short_help="Decide on the flags in the browser.")(review.review)
app.command(short_help="Write a project in a format that others read.")(export.export)
app.command("import-verdicts", short_help="Take over decisions made in Excel.")(import_verdicts.import_verdicts)
app.command(short_help="Align gold files and score the beads.")(evaluate.evaluate)
app.command("mine-terms", short_help="Propose termbase entries from aligned texts.")(mine_terms.mine_terms)
app.command(short_help="Find which Chinese file belongs to which English one.")(pair.pair)
app.command(short_help="Align and check thousands of pairs; can be stopped and goes on.")(batch.batch)
app.command(short_help="Publish projects as a Hugging Face data set.")(publish.publish)
app.command(short_help="Show what a whole corpus holds, and where it is worst.")(report.report)
app.command(short_help="Show what is checked.")(scorers.scorers)


def main() -> None:
    """The entry point of the ``align`` command."""
    app(prog_name="align")
