"""Composes reading, aligning and checking. No files, no printing: texts in, a bitext out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812

from align.bitext import TranslationUnit, identify, with_unique_ids
from align.progress import Progress, silent
from align.scorers import SCORERS, Context


def check(
    units: Sequence[TranslationUnit],
    *,
    date: Date | None = None,
    scorers: Iterable[str] | None = None,
    progress: Progress = silent,
) -> tuple[TranslationUnit, ...]:
    """Runs scorers over units in document order; returns the units with issues and their ids.

    ``date``: the document's own date, which tells what "this year" is. ``scorers``: ids from ``SCORERS``, by default
    all. Issues that a unit already has are replaced.
    """
    chosen = [SCORERS[name] for name in (SCORERS if scorers is None else scorers)]
    shared: dict[str, object] = {}
    checked = []
    for position, unit in enumerate(units):
        context = Context(units, position, date, shared)
        found = [issue for scorer in chosen for issue in scorer.find(unit, context)]
        checked.append(replace(unit, issues=identify(unit, found)))
        progress("checking", position + 1, len(units))
    return with_unique_ids(checked)
