"""Output for people: progress on stderr, summaries and tables on stdout."""

import shlex
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from align.model.bitext import Bitext
from align.model.document import Document
from align.model.progress import Progress
from align.model.unit import SEVERITIES, Issue, Severity, TranslationUnit

if TYPE_CHECKING:
    from align.corpus.statistics import Statistics
    from align.doctor import Finding
    from align.lab.reference import Comparison
    from align.scorers import Scorer
    from align.store import MergeReport

SHOWN = 12
NAMES = {"chrf": "chrF", "bleu": "BLEU", "ter": "TER"}
_STATES = {"ok": "green", "absent": "yellow", "broken": "bold red"}
_QUIET = 30.0
_PIPE = 240  # width of a table without a terminal
STYLES: dict[Severity, str] = {"critical": "bold red", "major": "yellow", "minor": "cyan", "neutral": "dim"}


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a progress bar on stderr or, if that is not a terminal, a line every ``_QUIET`` seconds."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int, /) -> None:
            name = stage.partition(" (")[0]
            if name not in tasks:
                tasks[name] = bars.add_task(stage, total=total or None)
            bars.update(tasks[name], description=stage, completed=done, total=total or None)

        yield report


def _lines() -> Progress:
    """Write the progress of a stage to stderr, at most every ``_QUIET`` seconds."""
    last = time.monotonic()

    def report(stage: str, done: int, total: int, /) -> None:
        nonlocal last
        if time.monotonic() - last >= _QUIET:
            last = time.monotonic()
            sys.stderr.write(f"align: {stage}: {done}{f' of {total}' if total else ''}\n")
            sys.stderr.flush()

    return report


def print_run(
    bitext: Bitext,
    report: Path,
    *,
    checked: bool,
    comparison: "Comparison | None" = None,
    held: Mapping[str, int] | None = None,
) -> None:
    """Print the results of ``align run``: sides, beads, flags, and the path of the report.

    ``comparison``: that with a second English version. ``held``: the number of alarms of each scorer that a profile
    held back.
    """
    from align.readers.languages import NAMES

    console = _stdout()
    sides = [side for side in (bitext.zh, bitext.en) if side is not None]
    for side in sides:
        of = f" ({NAMES[side.language]})" if len({one.name for one in sides}) < len(sides) else ""
        console.print(_describe(side, of), style="dim")
    pairs = bitext.pairs
    beads = Counter(f"{len(u.zh)}-{len(u.en)}" for u in pairs)
    kinds = ", ".join(f"{count} {kind}" for kind, count in beads.most_common(6))
    console.print(f"{counted(len(pairs), 'pair')}: {kinds}{', ...' if len(beads) > 6 else ''}", highlight=False)
    alone = sum(not unit.zh or not unit.en for unit in pairs)
    if 2 * alone > len(pairs):
        line = f"{alone} of {len(pairs)} pairs have only one side: is one text a translation of the other?"
        console.print(line, style="bold", highlight=False)
    if checked:
        print_issues(bitext.units, console=console)
        _print_held(held or {}, console)
    if comparison is not None:
        _print_comparison(comparison, console)
    console.print(f"signature: {bitext.signature}", style="dim", highlight=False)
    console.print(f"report: {report}", markup=False, highlight=False)
    if checked and any(unit.issues for unit in bitext.units):
        console.print(
            f"to decide on the flags: align review {shlex.quote(str(report.parent))}", markup=False, highlight=False
        )


def print_merge(report: "MergeReport") -> None:
    """Print the effects of a new run on the review in its folder."""
    parts = (
        (report.changed, "pair", "changed since review"),
        (report.added, "pair", "new"),
        (report.gone, "pair", "gone"),
        (report.verdicts_kept, "decision", "kept"),
        (report.closed, "flag", "no longer found"),
        (report.applied, "edit", "already in the new English"),
        (report.pending, "edit", "not yet in it"),
        (report.conflicts, "edit", "not adopted"),
        (report.still_found, "flag", "marked as fixed but still found"),
    )
    line = ", ".join(f"{counted(count, what)} {how}" for count, what, how in parts if count)
    _stdout().print(f"review: {line or 'nothing changed'}", highlight=False)


def print_check(units: Sequence[TranslationUnit], output: Path, *, held: Mapping[str, int] | None = None) -> None:
    """Print the results of ``align check -o FILE``."""
    console = _stdout()
    console.print(f"{counted(sum(not unit.head for unit in units), 'pair')} checked", highlight=False)
    print_issues(units, console=console)
    _print_held(held or {}, console)
    console.print(f"written: {output}", highlight=False)


def print_issues(units: Sequence[TranslationUnit], *, console: Console) -> None:
    """Print counts by severity and scorer, then the most severe issues, one line each."""
    found = [(unit, issue) for unit in units for issue in unit.issues]
    numbers = {id(unit): unit.id if unit.head else number for number, unit in enumerate(units, 1)}  # from 1
    if not found:
        console.print("no flags: no place found where the English departs from the Chinese")
        return
    by_severity = Counter(issue.severity for _, issue in found)
    counts = ", ".join(f"{by_severity[s]} {s}" for s in reversed(SEVERITIES) if by_severity[s])
    by_scorer = Counter(issue.scorer for _, issue in found)
    scorers = ", ".join(f"{name} {count}" for name, count in by_scorer.most_common())
    console.print(f"{counted(len(found), 'flag')}: {counts} ({scorers})", highlight=False)
    found.sort(key=lambda pair: _highest_first(pair[1]))
    for unit, issue in found[:SHOWN]:
        console.print(
            Text.assemble(
                (f"  #{numbers[id(unit)]} ", "dim"),
                (f"{issue.severity:8} ", STYLES[issue.severity]),
                f"{issue.scorer}: {' '.join(issue.message.split())}",
            )
        )
    if len(found) > SHOWN:
        console.print(f"  ... highest severity first, and {len(found) - SHOWN} more in the report", style="dim")


def print_evaluation(results: Mapping[str, Any], *, texts: bool = False) -> None:
    """Print the table of ``align evaluate``; with ``texts`` also those of the missed and of the wrong beads."""
    console = _stdout()
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("set", "documents", "sentences", "strict F1", "with nulls", "lax", "null", "seconds"):
        table.add_column(heading, justify="left" if heading == "set" else "right")
    for name, row in results["sets"].items():
        table.add_row(escape(name), str(row["documents"]), *_evaluation_cells(row))
        of_set = [file for file in results["files"] if file["set"] == name]
        for file in of_set if len(results["files"]) > 1 else ():
            table.add_row(escape(f"  {file['id']}"), "", *_evaluation_cells(file))
    console.print(table)
    if compared := results.get("comparison"):
        console.print(
            f"strict F1 {compared['first']:.4f} here, {compared['second']:.4f} with {compared['against']}: "
            f"{compared['difference']:+.4f}, 95 % interval {compared['low']:+.4f} to {compared['high']:+.4f}, "
            f"p {compared['probability']:.3f} (paired bootstrap over {compared['blocks']} blocks)",
            markup=False,
            highlight=False,
        )
    for file in results["files"] if texts else ():
        for name in ("missed", "wrong"):
            for numbers, sides in zip(file[name], file["texts"][name], strict=True):
                zh, en = (",".join(map(str, side)) or "-" for side in numbers)
                lines = [f"{file['id']}: {name}: zh {zh} en {en}", *(f"  {text}" for side in sides for text in side)]
                console.print("\n".join(lines), markup=False, highlight=False)
    console.print(f"signature: {results['signature']}", style="dim", highlight=False)


def _evaluation_cells(row: Mapping[str, Any]) -> list[str]:
    """Return the scores for which gold has beads; "-" for the others."""
    keys = ("strict", "strict_with_nulls", "lax", "null")
    scores = ["-" if row[key] is None else f"{row[key]['f1']:.4f}" for key in keys]
    return [str(row["sentences"]), *scores, f"{row['seconds']:.1f}"]


def print_scorers(scorers: "Mapping[str, Scorer]", *, markdown: bool) -> None:
    """Print the table of checks, for a terminal or as Markdown."""
    if markdown:
        write_data(scorers_markdown(scorers))
        return
    table = Table(box=None, padding=(0, 2, 1, 0))
    for heading in ("scorer", "checks", "severity", "for example"):
        table.add_column(heading, overflow="fold")
    for scorer in scorers.values():
        example = f"{scorer.example[0]}\n{scorer.example[1]}"
        table.add_row(scorer.id, scorer.checks, ", ".join(scorer.severities), Text(example))
    _stdout().print(table)


def write_data(data: str | Iterable[bytes]) -> None:
    """Write data for other programs to stdout, always in UTF-8."""
    sys.stdout.flush()
    for chunk in [data.encode(errors="backslashreplace")] if isinstance(data, str) else data:
        sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()


def scorers_markdown(scorers: "Mapping[str, Scorer]") -> str:
    """Return the table for README.md."""
    lines = ["| scorer | checks | severity | for example |", "| --- | --- | --- | --- |"]
    for scorer in scorers.values():
        cells = (f"`{scorer.id}`", scorer.checks, ", ".join(scorer.severities), " -> ".join(scorer.example))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _stdout() -> Console:
    return Console(file=sys.stdout, soft_wrap=not sys.stdout.isatty())


def held_back(held: Mapping[str, int]) -> str:
    """Return a line with the number of alarms that a profile held back, "" for none.

    >>> held_back({"omission": 3, "terms": 1})
    "4 alarms beyond the profile's limits were held back (omission 3, terms 1)"
    """
    counts = ", ".join(f"{name} {count}" for name, count in held.items())
    total = sum(held.values())
    were = "alarm beyond the profile's limits was" if total == 1 else "alarms beyond the profile's limits were"
    return f"{total} {were} held back ({counts})" if total else ""


def _print_held(held: Mapping[str, int], console: Console) -> None:
    if line := held_back(held):
        console.print(line, style="yellow", highlight=False)


def _print_comparison(comparison: "Comparison", console: Console) -> None:
    if not comparison.document:
        console.print(f"compared with {comparison.name}: no text in common", highlight=False)
        return
    scores = ", ".join(f"{NAMES[name]} {score:.1f}" for name, score in comparison.document.items())
    console.print(f"compared with {comparison.name}: {scores}", highlight=False)
    for name, signature in comparison.signatures.items():
        console.print(f"  {NAMES[name]}: {signature}", style="dim", highlight=False)


def _describe(document: Document, of: str) -> str:
    speakers = {turn.speaker for turn in document.turns if turn.speaker}
    turns = f", {counted(len(document.turns), 'turn')}, {counted(len(speakers), 'speaker')}" if speakers else ""
    return f"{document.name}{of}: {counted(len(document.segments), 'sentence')}{turns}"


def counted(number: int, what: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "edit"), counted(12_000, "edit")
    ('1 edit', '12,000 edits')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _highest_first(issue: Issue) -> tuple[int, float]:
    return -SEVERITIES.index(issue.severity), -issue.confidence


def print_corpus(statistics: "Statistics", page: Path) -> None:
    """Print the summary of ``align report`` and the path of the page."""
    console = _stdout()
    sizes = counted(len(statistics.documents), "document"), counted(statistics.units, "pair")
    console.print(", ".join(sizes), highlight=False)
    found = ", ".join(f"{count:,} {severity}" for severity, count in statistics.by_severity().items() if count)
    console.print(
        f"flags: {found or 'none'}; {statistics.per_100():.1f} major or critical per 100 pairs", highlight=False
    )
    for counts in statistics.worst(3):
        of = counted(counts.units, "pair")
        console.print(f"  {counts.name}: {counts.severe} in {of}", markup=False, highlight=False)
    for scorer, right, wrong in statistics.precision():
        console.print(f"  {scorer}: {right} right of {counted(right + wrong, 'decided flag')}", highlight=False)
    if statistics.failures:
        console.print(f"{counted(statistics.failures, 'document pair')} failed", highlight=False)
    console.print(f"page: {page}", markup=False, highlight=False, soft_wrap=True)


def print_findings(findings: "Sequence[Finding]", *, works: bool) -> None:
    """Print the findings of ``align doctor``: a table per group, and below it what to do."""
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else _PIPE)
    width = max(len(finding.name) for finding in findings)
    for group in dict.fromkeys(finding.group for finding in findings):
        table = Table(title=group, title_justify="left", title_style="bold", box=None, show_header=False)
        table.add_column(width=max(map(len, _STATES)))
        table.add_column(width=width)
        table.add_column(overflow="fold")
        for finding in findings:
            if finding.group == group:
                todo = f"\nwhat to do: {finding.todo}" if finding.todo else ""
                table.add_row(Text(finding.state, _STATES[finding.state]), finding.name, Text(finding.text + todo))
        console.print(table)
    broken = ", ".join(finding.name for finding in findings if finding.state == "broken")
    console.print("everything that align run needs is working" if works else f"broken: {broken}", style="bold")
