"""A batch from beginning to end: settings, shards through an engine, and joining the shards.

The folder holds ``batch.json`` (the settings), ``shards/`` (the parts, while it runs), then ``bitext.jsonl`` (all
units, each with its document), ``documents.jsonl`` (a line per pair) and ``failures.jsonl`` (a line per failed pair,
with the reason). A killed batch resumes where it was; a finished one does nothing.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from align.batch.engines import RUN, Engine
from align.batch.settings import LOCAL_SHARD, REMOTE_SHARD, Settings, from_json, shard_name
from align.batch.shards import bounds, cut, sizes_of
from align.model.bitext import DOCUMENTS, REVIEW
from align.model.errors import MALFORMED, AlignError, InputError
from align.model.progress import Progress, silent
from align.pairing.manifest import Entry, read_manifest
from align.project.atomic import write_files
from align.project.batch_folder import DOCUMENTS as PAIRS
from align.project.batch_folder import FILES, STATE, failures_of
from align.project.lock import only_writer
from align.project.seal import sealed


class IncompleteError(AlignError):
    """Some shards failed."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a batch. ``submitted``: true if it runs elsewhere and its results are not here yet."""

    folder: Path
    pairs: int
    failures: int
    submitted: bool = False


def run_batch(
    settings: Settings, *, engine: Engine = "local", workers: int = 1, progress: Progress = silent
) -> Summary:
    """Run a batch, or the rest of it.

    Raises InputError for an invalid manifest and for a folder with another batch, IncompleteError if an engine gave up
    on shards: finished shards stay, and the next run resumes from there.
    """
    with only_writer(settings.folder, "align batch"):
        return _run(settings, engine, workers, progress)


def _run(settings: Settings, engine: Engine, workers: int, progress: Progress) -> Summary:
    entries = read_manifest(Path(settings.manifest))
    settings, finished = _started_settings(settings, entries, engine, workers)
    if not finished:
        tasks = len(bounds(settings, len(entries)))
        if len(settings.completed()) < tasks:
            RUN[engine](settings, tasks, workers, progress)
        done = len(settings.completed())
        if done < tasks and engine == "slurm":
            return Summary(settings.folder, len(entries), 0, submitted=True)
        if done < tasks:
            raise IncompleteError(
                f"{tasks - done} of {tasks} shards failed; see {settings.logs}, then run it again to resume"
            )
        _put_together(settings, tasks)
    documents = _with_facts(settings, entries)
    if documents or not finished:
        _write_state(settings, finished=True, documents=documents)
        shutil.rmtree(settings.shards, ignore_errors=True)
    return Summary(settings.folder, len(entries), failures_of(settings.folder))


def _started_settings(
    settings: Settings, entries: Sequence[Entry], engine: Engine, workers: int
) -> tuple[Settings, bool]:
    """Return the settings with which the folder was started, which must be compatible, and True if it is finished."""
    path = settings.folder / STATE
    if not path.exists():
        _require_no_other(settings.folder)
        most, rounds = (LOCAL_SHARD, 4) if engine == "local" else (REMOTE_SHARD, 1)
        settings = replace(settings, shard=most)
        _write_state(settings, finished=False, shards=cut(sizes_of(entries), workers, most=most, rounds=rounds))
        return settings, False
    try:
        state = json.loads(path.read_text(encoding="utf-8"))
        before = dict(state["asked"])
        begun = from_json(json.dumps(state["settings"]))
    except MALFORMED:
        raise InputError(str(path), "was not written by align batch; expected a new folder") from None
    if other := [name for name, value in settings.of_output().items() if before.get(name) != value]:
        raise InputError(str(settings.folder), f"holds a batch with another {', '.join(other)}; expected a new folder")
    if state["finished"] and "files" in state and state["files"] != _digests(settings.folder):
        raise InputError(
            str(settings.folder),
            f"the batch is finished, but {', '.join(FILES)} were changed since; expected a new folder",
        )
    return replace(settings, shard=begun.shard), bool(state["finished"])


def _require_no_other(folder: Path) -> None:
    """Raise InputError if a batch would overwrite something else, such as a reviewed project."""
    for name in (REVIEW, DOCUMENTS, *FILES):
        if (folder / name).exists():
            raise InputError(str(folder), f"holds {name}, which is not from a batch; expected a new folder")


def _digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of each existing file."""
    found = {}
    for name in FILES:
        with suppress(FileNotFoundError), open(folder / name, "rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _write_state(
    settings: Settings, *, finished: bool, shards: Sequence[int] = (), documents: Sequence[bytes] = ()
) -> None:
    """Write the state and, at the same moment, the lines of ``documents.jsonl`` if there are new ones."""
    files = _digests(settings.folder)
    if documents:
        files[PAIRS] = hashlib.sha256(b"".join(documents)).hexdigest()
    state: dict[str, Any] = {
        "settings": json.loads(settings.as_json()),
        "asked": settings.of_output(),
        "finished": finished,
    }
    state |= sealed(state["settings"])
    state |= {"files": files} if finished else {"shards": shards}
    text = json.dumps(state, ensure_ascii=False, indent=1) + "\n"
    write_files(settings.folder, {STATE: text, **({PAIRS: documents} if documents else {})})


def _put_together(settings: Settings, tasks: int) -> None:
    """Join the shards' files in the order of the manifest into three files, each written atomically."""
    for name in FILES:
        part = settings.folder / f".{name}.part"
        try:
            with open(part, "wb") as whole:
                for path in _parts(settings, tasks, name):
                    with open(path, "rb") as shard:
                        shutil.copyfileobj(shard, whole, 1 << 20)
                whole.flush()
                os.fsync(whole.fileno())
            os.replace(part, settings.folder / name)
        finally:
            part.unlink(missing_ok=True)


def _with_facts(settings: Settings, entries: Sequence[Entry]) -> list[bytes]:
    """Return the lines of ``documents.jsonl`` with what the manifest states of its pairs, [] if they have it already.

    So licences and addresses can be added to a manifest after its pairs were aligned.
    """
    facts = {entry.id: dict(entry.facts) for entry in entries}
    before = (settings.folder / PAIRS).read_bytes().splitlines(keepends=True)
    lines = []
    for line in before:
        record = json.loads(line)
        stated = facts.get(record["id"], {})
        if record.pop("facts", {}) != stated:
            told = {"id": record["id"], **({"facts": stated} if stated else {}), **record}
            line = f"{json.dumps(told, ensure_ascii=False)}\n".encode(errors="backslashreplace")
        lines.append(line)
    return lines if lines != before else []


def _parts(settings: Settings, tasks: int, name: str) -> Iterator[Path]:
    for rank in range(tasks):
        yield settings.shards / f"{shard_name(rank)}.{name}"
