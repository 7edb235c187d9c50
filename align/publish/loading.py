"""Which projects are published: folders and files of pairs, each under a name of its own, read when its turn comes.

A folder of ``align batch`` is as many projects as it has pairs, and a pair that is reviewed there is read as reviewed
(``align review --document``). A project that has the name of a pair stands in its place: that is how pairs that were
aligned again by themselves come back into their corpus.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from align.model.errors import InputError
from align.project import batch_folder
from align.project.folder import read_project
from align.publish.staging import Load


def loaders(places: Sequence[Path]) -> dict[str, Load]:
    """Return what reads each project, by the name that its document gets. Raises InputError for a name given twice.

    >>> list(loaders([Path("out/march"), Path("pairs/april.tsv")]))
    ['march', 'april']
    """
    out: dict[str, Load] = {}
    taken: dict[str, Path] = {}
    batches = [place for place in places if batch_folder.is_batch(place)]
    for place in [*(p for p in places if p not in batches), *batches]:
        for name, load in _of(place).items():
            if name not in taken:
                taken[name], out[name] = place, load
            elif place not in batches or taken[name] in batches:
                where = taken[name] / name if taken[name] in batches else taken[name]
                raise InputError(str(place), f"has the name of {where}; the names of projects become ids: rename one")
    return out


def _of(place: Path) -> dict[str, Load]:
    if batch_folder.is_batch(place):
        reviewed = batch_folder.reviewed_of(place)
        return batch_folder.pairs_of(place) | {name: partial(read_project, path) for name, path in reviewed.items()}
    name = place.resolve().name if place.is_dir() or not place.suffix else place.stem
    return {name: partial(read_project, place)}
