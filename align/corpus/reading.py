"""Reads what is to be counted: folders of ``align batch``, line by line, and project folders, as reviewed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from align.corpus.statistics import Statistics
from align.model.bitext import BITEXT, REVIEW
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.project.batch_folder import failures_of, is_batch, reviewed_of, units_of
from align.project.folder import read_project

_OFTEN = 1000


def count(places: Sequence[Path], *, progress: Progress = silent) -> Statistics:
    """Return the statistics of several folders together.

    A folder may be a batch's, a project, or one that holds such folders; one that is named twice counts once. Raises
    InputError for one that holds nothing, and for lines of ``bitext.jsonl`` that are none.
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
    """Return the folders to count; after that of a batch, those of its pairs that are reviewed there."""
    found = _at(place)
    return found + [path for folder in found if is_batch(folder) for path in reviewed_of(folder).values()]


def _at(place: Path) -> list[Path]:
    if not place.is_dir():
        raise InputError(str(place), "is not a folder; expected what align run or align batch wrote")
    if (place / BITEXT).exists() or (place / REVIEW).exists():
        return [place]
    inside = sorted(path.parent for path in place.glob(f"*/{BITEXT}"))
    if not inside:
        raise InputError(str(place), f"holds no {BITEXT}; expected what align run or align batch wrote")
    return inside


def _count_batch(folder: Path, statistics: Statistics, tell: Callable[[int], None]) -> None:
    """Count the units of a batch without the pairs that are reviewed, which have folders of their own."""
    statistics.failures += failures_of(folder)
    reviewed = reviewed_of(folder)
    for number, (document, unit) in enumerate(units_of(folder), start=1):
        if document not in reviewed:
            statistics.add(document, unit, {}, approved=False, where=f"{folder}/{document}")
        if number % _OFTEN == 0:
            tell(number)
