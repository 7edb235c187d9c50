"""Which projects are published: folders and files of pairs, each under a name of its own, read when its turn comes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from align.errors import InputError
from align.folder import read_project
from align.publish.staging import Load


def loaders(places: Sequence[Path]) -> dict[str, Load]:
    """What reads each project, by the name that its document gets. Raises InputError for a name given twice.

    >>> list(loaders([Path("out/march"), Path("pairs/april.tsv")]))
    ['march', 'april']
    """
    out: dict[str, Load] = {}
    taken: dict[str, Path] = {}
    for place in places:
        name = place.resolve().name if place.is_dir() or not place.suffix else place.stem
        if name in taken:
            raise InputError(str(place), f"has the name of {taken[name]}; the names of projects become ids: rename one")
        taken[name] = place
        out[name] = partial(read_project, place)
    return out
