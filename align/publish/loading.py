"""Loads the projects to be published, folders and files of pairs, one at a time, each under a unique name.

A folder of ``align batch`` has one project per pair, with its review, if any (``align review --document``). A project
with the name of a pair replaces it: so pairs that were aligned again separately return to their corpus.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from align.model.bitext import Project
from align.model.errors import InputError
from align.project import batch_folder
from align.project.folder import read_project
from align.publish.staging import Load


def loaders(places: Sequence[Path]) -> dict[str, Load]:
    """Return a function that reads each project, by the name of its document. Raises InputError for a repeated name.

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
                raise InputError(
                    str(place), f"has the same name as {where}; rename one, since names of projects become ids"
                )
    return out


def groups_of(places: Sequence[Path]) -> dict[str, str]:
    """Return the group of each document for which the manifest of a batch states one."""
    batches = [place for place in places if batch_folder.is_batch(place)]
    found = [item for place in batches for item in batch_folder.facts_of(place).items()]
    return {name: facts["group"] for name, facts in found if "group" in facts}


def _of(place: Path) -> dict[str, Load]:
    if batch_folder.is_batch(place):
        facts = batch_folder.facts_of(place)
        reviewed = batch_folder.reviewed_of(place)
        return batch_folder.pairs_of(place) | {
            n: partial(_reviewed, path, facts.get(n)) for n, path in reviewed.items()
        }
    name = place.resolve().name if place.is_dir() or not place.suffix else place.stem
    return {name: partial(read_project, place)}


def _reviewed(path: Path, facts: Mapping[str, str] | None) -> Project:
    """Return the project of a reviewed pair with what the manifest states of it."""
    project = read_project(path)
    return replace(project, run={**project.run, "facts": facts}) if facts else project
