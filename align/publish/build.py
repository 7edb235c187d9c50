"""Builds the data set in a folder, in two passes over the documents with at most some thousand units in memory.

The first reads and stages the projects; then the evaluation splits are indexed, and the second pass marks leaks, writes
the configurations and counts. The same projects, settings and history give the same bytes.
"""

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from align.model.errors import InputError
from align.model.parts import part_name
from align.model.progress import Progress, silent
from align.model.version import VERSION
from align.project.atomic import remove_abandoned
from align.project.lock import only_writer
from align.publish import card, croissant, history, plots
from align.publish.leaks import Guard
from align.publish.settings import CONFIGS, Settings, Split
from align.publish.shards import ShardWriter, SplitFacts
from align.publish.splits import allot, groups_of
from align.publish.staging import Load, Staged, stage
from align.publish.tables import tables
from align.publish.tally import Tally

if TYPE_CHECKING:
    import pyarrow as pa

README = "README.md"
_ORDER: tuple[Split, ...] = ("test", "validation", "train")


@dataclass(frozen=True, slots=True)
class Built:
    """A data set in ``folder``: its files by relative path, and the contents of this revision.

    ``unchanged``: the data are those of the last revision, so that there is nothing to publish. ``masked``: how many
    pieces of personal data of each kind were overwritten.
    """

    folder: Path
    files: tuple[str, ...]
    revision: history.Revision
    tally: Tally
    splits: tuple[SplitFacts, ...]
    fingerprint: str
    unchanged: bool
    masked: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Target:
    """The target of a data set. ``location``: the argument of ``load_dataset``; ``endpoint``: the address of the
    Hub."""

    location: str
    date: str
    previous: history.Previous | None = None
    endpoint: str = ""


def build(
    projects: Mapping[str, Load],
    settings: Settings,
    target: Target,
    *,
    folder: Path,
    groups: Mapping[str, str] | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Built:
    """Write the data set of some projects, by name, into an empty folder.

    ``groups``: of documents that go into one split, beside those of the settings. Raises InputError if there is nothing
    to publish, or the gates refuse.
    """
    if not projects:
        raise InputError("not published", "no project; expected folders from align run")
    previous = target.previous
    together = groups_of(projects, settings.groups, groups)
    splits = allot(list(projects), settings.shares, before=previous.splits if previous else None, groups=together)
    staging = folder / ".staging"
    staging.mkdir(parents=True)
    try:
        staged = stage(projects, splits, settings, folder=staging, workers=workers, progress=progress)
        written, rows, tally = _write(staged, settings, folder, progress)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    if not rows.num_rows:
        reasons = ", ".join(f"{reason} {count}" for reason, count in tally.counts["withheld"].most_common())
        raise InputError("not published", f"no pair passes the gates ({reasons or 'no unit at all'})")
    digests = {str(path.relative_to(folder)): _sha256(path) for facts in written for path in facts.files}
    told = _public_settings(settings)
    fingerprint = hashlib.sha256(repr((sorted(digests.items()), sorted(told.items()))).encode()).hexdigest()
    generator = f"align {VERSION}"
    revision = history.revise(rows, previous, date=target.date, generator=generator)
    _refuse_removals(revision, previous, settings)
    revisions = [*(previous.revisions if previous else ()), revision]
    figures = plots.draw(folder, tally)
    text = card.render(card.Contents(tally, written, figures, revisions, target.location, target.endpoint), settings)
    card.validate(text)
    (folder / README).write_text(text, encoding="utf-8")
    title = settings.title or target.location.rstrip("/").rsplit("/", 1)[-1]
    described = croissant.render(written, digests, settings, name=title, number=revision.number, date=target.date)
    (folder / croissant.CROISSANT).write_text(described, encoding="utf-8")
    manifest = history.manifest(digests, revisions, fingerprint=fingerprint, settings=told)
    (folder / history.MANIFEST).write_text(manifest, encoding="utf-8")
    return Built(
        folder,
        (*digests, *figures, README, croissant.CROISSANT, history.MANIFEST),
        revision,
        tally,
        written,
        fingerprint,
        unchanged=previous is not None and previous.fingerprint == fingerprint,
        masked=staged.masked,
    )


def _refuse_removals(revision: history.Revision, previous: history.Previous | None, settings: Settings) -> None:
    """Raise InputError if a tenth of the published pairs would be removed: a folder was forgotten, or moved."""
    before = previous.rows.num_rows if previous else 0
    if 10 * revision.removed > before and not settings.allow_removals:
        raise InputError(
            "not published",
            f"{revision.removed} of {before} published pairs would be removed, of "
            f"{', '.join(revision.documents['removed'])}: name all folders, or allow this (--allow-removals)",
        )


def to_folder(
    projects: Mapping[str, Load],
    settings: Settings,
    *,
    out: Path,
    date: str,
    location: str = "",
    groups: Mapping[str, str] | None = None,
    workers: int = 1,
    progress: Progress = silent,
) -> Built:
    """Publish to a folder, as a new revision if it holds one already.

    When all files are ready they are moved into place one by one, the manifest last; other files in the folder are
    kept. Raises InputError for a folder with other contents, and as :func:`build` does.
    """
    if out.exists() and not out.is_dir():
        raise InputError(str(out), "is a file; expected a folder")
    with only_writer(out, "align publish", beside=True):
        return _to_folder(projects, settings, out, date, location, groups, workers, progress)


def _to_folder(
    projects: Mapping[str, Load],
    settings: Settings,
    out: Path,
    date: str,
    location: str,
    groups: Mapping[str, str] | None,
    workers: int,
    progress: Progress,
) -> Built:
    from fsspec.implementations.local import LocalFileSystem

    remove_abandoned(out.parent)
    if out.is_dir() and any(out.iterdir()) and not (out / history.MANIFEST).exists():
        raise InputError(str(out), f"is not empty and holds no {history.MANIFEST}; expected a new folder")
    previous = history.read_previous(LocalFileSystem(), str(out))
    stale = history.files_of(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    place = out.with_name(part_name(out.name))
    try:
        place.mkdir()
        target = Target(location or str(out), date, previous)
        new = place / "new"
        built = build(projects, settings, target, folder=new, groups=groups, workers=workers, progress=progress)
        if previous is None:  # all at once, so that a program that is killed leaves nothing or the whole
            if out.exists():
                out.rmdir()
            built.folder.rename(out)
        elif not built.unchanged:
            for path in built.files:
                (out / path).parent.mkdir(parents=True, exist_ok=True)
                (built.folder / path).replace(out / path)
            for path in set(stale) - set(built.files):
                (out / path).unlink(missing_ok=True)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    moved = [replace(facts, files=tuple(out / facts.config / f.name for f in facts.files)) for facts in built.splits]
    return replace(built, folder=out, splits=tuple(moved))


def _write(
    staged: Staged, settings: Settings, folder: Path, progress: Progress
) -> "tuple[tuple[SplitFacts, ...], pa.Table, Tally]":
    """Run the second pass. Return the parquet files; id, document and digest of each published pair; the counts."""
    import pyarrow as pa

    guard, tally, written = Guard(staged, settings), Tally(), dict[tuple[str, Split], SplitFacts]()
    kept = [pa.schema([(name, pa.string()) for name in ("id", "document", "digest")]).empty_table()]
    total, done = sum(len(documents) for files in staged.files.values() for _, documents in files), 0
    for split in _ORDER:
        writers = {config: ShardWriter(folder, config, split) for config in CONFIGS}
        for group in staged.groups(split):
            marked = replace(group, units=guard.mark(group.units, split))
            tally.add(marked, split)
            for config, table in tables(marked, settings.windows).items():
                writers[config].write(table)
                if config == "pairs":
                    kept.append(table.select(["id", "document", "digest"]).replace_schema_metadata())
            done += len(group.documents)
            progress("writing", done, total)
        for config, writer in writers.items():
            written[config, split] = writer.close()
    ordered = [written[config, split] for config in CONFIGS for split in reversed(_ORDER)]
    return tuple(facts for facts in ordered if facts.rows), pa.concat_tables(kept), tally


def _public_settings(settings: Settings) -> dict[str, object]:
    """Return the settings for the manifest, without the accepted texts, which would publish them."""
    record = asdict(settings)
    del record["accept"], record["allow_removals"]
    lists = [{"file": Path(entry.file).name, "sha256": entry.sha256} for entry in settings.decontaminate]
    return {**json.loads(json.dumps(record)), "decontaminate": lists}


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
