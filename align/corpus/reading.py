"""Reads the folders to be counted: of ``align batch``, line by line, and of projects, with their reviews."""

from collections.abc import Callable, Sequence
from pathlib import Path

from align.corpus.statistics import Statistics
from align.model.bitext import BITEXT, REVIEW
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.project.batch_folder import failures_of, is_batch, reviewed_of, units_of, without_pairs
from align.project.folder import read_project

_OFTEN = 1000


def count(places: Sequence[Path], *, progress: Progress = silent) -> Statistics:
    """Return the statistics of several folders together.

    A folder may hold a batch, a project, or such folders; one named twice counts once. Raises InputError for an empty
    folder, and for invalid lines of ``bitext.jsonl``.
    """
    statistics = Statistics()
    folders = list({folder.resolve(): folder for place in places for folder in _folders(place)}.values())
    for number, folder in enumerate(folders):
        progress("counting", number, len(folders))
        if is_batch(folder):
            _count_batch(folder, statistics, lambda done: progress("counting units", done, 0))
        else:
            project = read_project(folder)
            bitext = project.bitext
            for unit in bitext.units:
                approved = unit.id in bitext.approved
                statistics.add(project.name, unit, bitext.verdicts, approved=approved, where=str(folder))
    progress("counting", len(folders), len(folders))
    return statistics


def _folders(place: Path) -> list[Path]:
    """Return the folders to count; after a batch, those of its reviewed pairs."""
    found = _at(place)
    return found + [path for folder in found if is_batch(folder) for path in reviewed_of(folder).values()]


def _at(place: Path) -> list[Path]:
    if not place.is_dir():
        raise InputError(str(place), "is not a folder; expected one from align run or align batch")
    if (place / BITEXT).exists() or (place / REVIEW).exists():
        return [place]
    inside = sorted(path.parent for path in place.glob(f"*/{BITEXT}"))
    if not inside:
        raise without_pairs(place)
    return inside


def _count_batch(folder: Path, statistics: Statistics, tell: Callable[[int], None]) -> None:
    """Count the units of a batch, except for its reviewed pairs, which have separate folders."""
    statistics.failures += failures_of(folder)
    reviewed = reviewed_of(folder)
    for number, (document, unit) in enumerate(units_of(folder), start=1):
        if document not in reviewed:
            statistics.add(document, unit, {}, approved=False, where=f"{folder}/{document}")
        if number % _OFTEN == 0:
            tell(number)
