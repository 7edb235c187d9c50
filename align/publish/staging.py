"""The first pass: reads each project once, checks it, and stores it on disk as one record batch.

Obstacles (open critical issues, personal data) are collected over all projects before an error is raised, so that one
message shows everything to do.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from align.model.bitext import Project
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.publish import personal, reviewers
from align.publish.features import features
from align.publish.gates import open_critical
from align.publish.rows import NAME, DocumentFacts, columns, document_facts, texts_of
from align.publish.settings import SPLITS, Settings, Split

if TYPE_CHECKING:
    import pyarrow as pa

SHOWN = 20
GROUP_ROWS = 4096
CHUNK = 16  # documents
MANY = 8  # chunks from which starting processes pays

Load = Callable[[], Project]


@dataclass(frozen=True, slots=True)
class Group:
    """Consecutive documents of a split and their units in one batch; ``sizes``: the number of units of each."""

    documents: tuple[DocumentFacts, ...]
    sizes: tuple[int, ...]
    units: "pa.RecordBatch"


@dataclass(frozen=True, slots=True)
class Staged:
    """For each split the files that its documents were put into, in order, each with the documents that it holds.

    ``masked``: how many pieces of personal data of each kind were overwritten.
    """

    files: Mapping[Split, tuple[tuple[Path, tuple[DocumentFacts, ...]], ...]]
    masked: Mapping[str, int] = field(default_factory=dict)

    def groups(self, split: Split) -> Iterator[Group]:
        """Yield the documents of a split with their units, some thousand rows at a time."""
        import pyarrow as pa

        for path, documents in self.files[split]:
            with pa.OSFile(str(path)) as file, pa.ipc.open_file(file) as reader:
                held, batches = list[DocumentFacts](), list["pa.RecordBatch"]()
                for number, facts in enumerate(documents):
                    held.append(facts)
                    batches.append(reader.get_batch(number))
                    if sum(b.num_rows for b in batches) >= GROUP_ROWS or number == len(documents) - 1:
                        yield Group(tuple(held), tuple(b.num_rows for b in batches), pa.concat_batches(batches))
                        held, batches = [], []


def stage(
    projects: Mapping[str, Load],
    splits: Mapping[str, Split],
    settings: Settings,
    *,
    folder: Path,
    workers: int = 1,
    progress: Progress = silent,
) -> Staged:
    """Read each project once and store its units in ``folder``.

    Raises InputError for open critical issues, unless allowed, and for personal data, unless masked; the message names
    up to ``SHOWN`` places. The result does not depend on ``workers``, the number of processes; with more than one, the
    values of ``projects`` must be picklable.
    """
    tasks = [
        _Task(
            split, folder / f"{split}-{start:06}.arrow", {name: projects[name] for name in names[start : start + CHUNK]}
        )
        for split, names in ((split, [n for n, s in splits.items() if s == split]) for split in SPLITS)
        for start in range(0, len(names), CHUNK)
    ]
    files: dict[Split, list[tuple[Path, tuple[DocumentFacts, ...]]]] = {split: [] for split in SPLITS}
    blocking, exposing, masked = _Places(), _Places(), Counter[str]()
    for number, (task, done) in enumerate(zip(tasks, _results(tasks, settings, workers), strict=True)):
        blocking.add(done.blocking)
        exposing.add(done.exposing)
        masked.update(done.masked)
        files[task.split].append((task.path, done.documents))
        progress("reading projects", number + 1, len(tasks))
    blocking.refuse("open critical issues: decide on them, or publish without their pairs (--allow-open)")
    exposing.refuse(
        "pieces of personal data: mask them (--mask-personal; a project's name is to be changed), "
        "or accept what is none (--accept TEXT, for each)"
    )
    return Staged({split: tuple(found) for split, found in files.items()}, masked)


@dataclass(frozen=True, slots=True)
class _Task:
    split: Split
    path: Path
    projects: Mapping[str, Load]


@dataclass(frozen=True, slots=True)
class _Done:
    documents: tuple[DocumentFacts, ...]
    blocking: tuple[str, ...]
    exposing: tuple[str, ...]
    masked: Counter[str]


def _results(tasks: Sequence[_Task], settings: Settings, workers: int) -> Iterator[_Done]:
    """Yield the results in the order of the tasks."""
    if workers < 2 or len(tasks) < MANY:
        yield from (_run(task, settings) for task in tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not fork: pyarrow has threads, and a forked copy of their locks may never be released.
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=get_context("spawn")) as pool:
        yield from pool.map(_run, tasks, [settings] * len(tasks))


def _run(task: _Task, settings: Settings) -> _Done:
    import pyarrow as pa

    schema = features()["units"].arrow_schema
    rewrite = partial(personal.mask, accept=settings.accept) if settings.mask else None
    documents, blocking, exposing, masked = list[DocumentFacts](), list[str](), list[str](), Counter[str]()
    with pa.ipc.new_file(str(task.path), schema) as writer:
        for name, load in task.projects.items():
            project = reviewers.told(replace(load(), name=name), settings)
            blocking += _open(project) if not settings.allow_open else []
            exposing += _exposed(project, settings)
            if settings.mask:
                masked.update(item.kind for _, text in texts_of(project) for item in _found(text, settings))
            writer.write(pa.RecordBatch.from_pydict(columns(project, settings, rewrite=rewrite), schema=schema))
            documents.append(document_facts(project, settings, rewrite=rewrite))
    return _Done(tuple(documents), tuple(blocking), tuple(exposing), masked)


class _Places:
    """The places of an obstacle: the number, and the first ones."""

    def __init__(self) -> None:
        self.count, self.first = 0, list[str]()

    def add(self, places: Sequence[str]) -> None:
        self.count += len(places)
        self.first += places[: SHOWN - len(self.first)]

    def refuse(self, what: str) -> None:
        if self.count:
            lines = "\n  ".join(self.first)
            more = f"\n  ... and {self.count - len(self.first)} more" if self.count > len(self.first) else ""
            raise InputError("not published", f"{self.count} {what}\n  {lines}{more}")


def _open(project: Project) -> list[str]:
    return [
        f"{project.name}, {unit.head or f'pair {number}'}: {issue.scorer}: {issue.message}"
        for number, unit in enumerate(project.bitext.units, 1)
        for issue in open_critical(unit, project.bitext)
    ]


def _exposed(project: Project, settings: Settings) -> list[str]:
    return [
        f"{project.name}, {place}, characters {item.span[0]}-{item.span[1]}: {item.kind} {item.text}"
        for place, text in texts_of(project)
        if place == NAME or not settings.mask
        for item in _found(text, settings)
    ]


def _found(text: str, settings: Settings) -> tuple[personal.Personal, ...]:
    return personal.find(text, accept=settings.accept)
