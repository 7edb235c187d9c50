"""The pipeline of a shard, as steps of datatrove: read its part of the manifest, align and check, write.

A step is sent to other processes and machines, so it holds only settings and loads models where it runs, once per
process. A failed pair becomes a line in the shard's failures and does not affect other pairs.
"""

import errno
import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datatrove.data import Document
from datatrove.pipeline.base import PipelineStep

from align import embedders, pipeline
from align.batch.settings import POISONED, Settings, shard_name
from align.batch.shards import bounds
from align.embedders import Embedder
from align.embedders.cached import cached
from align.model.bitext import Bitext
from align.model.document_record import structure_record
from align.model.errors import MALFORMED, AlignError
from align.model.termbase import Termbase
from align.model.unit_record import as_record
from align.pairing.manifest import Entry, read_manifest
from align.pipeline import Checker
from align.project import inputs
from align.project.atomic import write_files
from align.project.batch_folder import FILES
from align.readers.termbase import read_termbase
from align.scorers.profile import DEFAULT, Profile, read_profile

if TYPE_CHECKING:
    from align.embedders.token_states import TokenEncoder

Report = Callable[[str, str], None]


def no_report(event: str, pair: str) -> None:
    """Report nothing."""


class ReadPairs(PipelineStep):  # type: ignore[misc]
    """Yields the pairs of a shard."""

    name, type = "manifest", "Reader"

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Yield the pairs of shard ``rank``, as documents without text."""
        entries = _entries(self.settings.manifest)
        first, last = bounds(self.settings, len(entries))[rank]
        for entry in entries[first:last]:
            metadata = {"zh": str(entry.zh), "en": str(entry.en), "facts": dict(entry.facts)}
            yield Document(text="", id=entry.id, metadata=metadata)


class AlignPairs(PipelineStep):  # type: ignore[misc]
    """Aligns and checks each pair; its lines of ``bitext.jsonl`` become the document's text.

    Each is kept until its shard is written, so that a process that is killed loses no more than the pair it is at.
    """

    name, type = "align", "Aligner"

    def __init__(self, settings: Settings, *, report: Report = no_report) -> None:
        super().__init__()
        self.settings, self.report = settings, report

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Yield the documents with their text, or with a "failure" in their metadata."""
        poisoned = _poisoned(self.settings.shards / POISONED)
        for number, document in enumerate(data):
            self.report("start", document.id)
            done = self.settings.shards / _done_name(rank, number)
            if document.id in poisoned:
                document.metadata["failure"] = poisoned[document.id]
            elif not _restored(document, done):
                self._align(document)
                _keep(document, done)
            yield document
            self.report("done", document.id)

    def _align(self, document: Any) -> None:
        metadata = document.metadata
        entry = Entry(document.id, Path(metadata["zh"]), Path(metadata["en"]), metadata["facts"])
        try:
            bitext = _bitext(entry, self.settings)
        except AlignError as error:
            document.metadata["failure"] = str(error)
        except Exception as error:  # one pair must not affect the others
            if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise  # and is not to blame for a full disk
            document.metadata["failure"] = f"internal error: {type(error).__name__}: {error}"
        else:
            document.text = "".join(_lines(entry, bitext))
            document.metadata["record"] = _record(entry, bitext)


class WriteShard(PipelineStep):  # type: ignore[misc]
    """Writes a shard's three files, each atomically."""

    name, type = "shard", "Writer"

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Write the documents as they come, so that memory holds one at a time; pass on nothing."""
        folder = self.settings.shards
        folder.mkdir(parents=True, exist_ok=True)
        names = [folder / f"{shard_name(rank)}.{name}" for name in FILES]
        parts = [path.with_name(f".{path.name}.{os.getpid()}.part") for path in names]
        try:
            with (
                open(parts[0], "w", encoding="utf-8") as units,
                open(parts[1], "w", encoding="utf-8") as documents,
                open(parts[2], "w", encoding="utf-8") as failures,
            ):
                for document in data:
                    units.write(document.text)
                    if "failure" in document.metadata:
                        failures.write(_json(_failure(document)))
                    else:
                        documents.write(_json(document.metadata["record"]))
                for file in (units, documents, failures):
                    file.flush()
                    os.fsync(file.fileno())
            for part, path in zip(parts, names, strict=True):
                os.replace(part, path)
            for path in folder.glob(f"{_done_name(rank, '*')}"):
                path.unlink()
        finally:
            for part in parts:
                part.unlink(missing_ok=True)
        _note_memory(self.settings)
        yield from ()


def steps(settings: Settings, *, report: Report = no_report) -> list[Any]:
    """Return the pipeline of a shard."""
    return [ReadPairs(settings), AlignPairs(settings, report=report), WriteShard(settings)]


def _done_name(rank: int, number: object) -> str:
    return f"{shard_name(rank)}-{number}.pair"


def _restored(document: Any, path: Path) -> bool:
    """Give a document what an earlier process made of it; false if there is nothing."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        document.text = kept["text"]
        document.metadata |= kept["metadata"]
    except (*MALFORMED, OSError):
        return False
    return True


def _keep(document: Any, path: Path) -> None:
    made = {name: document.metadata[name] for name in ("failure", "record") if name in document.metadata}
    write_files(path.parent, {path.name: json.dumps({"text": document.text, "metadata": made}, ensure_ascii=False)})


def _bitext(entry: Entry, settings: Settings) -> Bitext:
    pair = inputs.read_pair([entry.zh, entry.en])
    model = _embedder(settings.encoder, settings.threads)
    embedder = cached(model, Path(settings.cache) if settings.cache else None, most=pipeline.REMEMBERED)
    bitext = pipeline.align_documents(pair.zh, pair.en, embedder=embedder, anchors=pair.anchors)
    if not settings.check:
        return bitext
    termbase, profile = _rules(settings.termbase, settings.profile)
    second = None
    if settings.second:
        from align.opinion.opening import second_reader

        second = second_reader(settings.second, settings.find, budget=settings.budget)
    own = embedder if settings.encoder == "bundled" else _embedder("bundled", settings.threads)
    return Checker(profile, termbase, own, _token_encoder(settings.threads), second).check(bitext).bitext


def _lines(entry: Entry, bitext: Bitext) -> Iterator[str]:
    for unit in bitext.units:
        yield _json({"document": entry.id, **as_record(unit), "id": f"{entry.id}:{unit.id}"})


def _record(entry: Entry, bitext: Bitext) -> dict[str, Any]:
    date = bitext.date
    sides: dict[str, Any] = {}
    for side, document in (("zh", bitext.zh), ("en", bitext.en)):
        assert document is not None
        sides[side] = {
            "name": document.name,
            "title": document.metadata.title,
            "notice": document.metadata.notice,
            "segments": len(document.segments),
            **structure_record(document),
        }
    return {
        "id": entry.id,
        **({"facts": dict(entry.facts)} if entry.facts else {}),
        "date": date.isoformat() if date else None,
        **sides,
        "units": len(bitext.units),
        "issues": sum(len(unit.issues) for unit in bitext.units),
        "signature": bitext.signature,
    }


def _failure(document: Any) -> dict[str, str]:
    return {
        "id": document.id,
        "zh": document.metadata["zh"],
        "en": document.metadata["en"],
        "reason": document.metadata["failure"],
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _note_memory(settings: Settings) -> None:
    """Write the peak memory of this process in MiB beside the logs, except on Windows."""
    with suppress(ImportError):
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20 if sys.platform == "darwin" else 1 << 10)
        settings.logs.mkdir(parents=True, exist_ok=True)
        (settings.logs / f"memory-{platform.node()}-{os.getpid()}.txt").write_text(f"{peak}\n")


def _poisoned(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    rows: Iterable[dict[str, str]] = map(json.loads, path.read_bytes().splitlines())
    return {row["id"]: row["reason"] for row in rows}


@lru_cache(maxsize=1)
def _entries(manifest: str) -> tuple[Entry, ...]:
    return read_manifest(Path(manifest))


@lru_cache(maxsize=2)  # that of aligning, and that of checking
def _embedder(name: str, threads: int) -> Embedder:
    return embedders.load(name, threads=threads)


@lru_cache(maxsize=1)
def _token_encoder(threads: int) -> "Callable[[], TokenEncoder] | None":
    """Return a function that loads the encoder of word links once per process, or None if its package is missing."""
    from align.embedders.token_encoders import bundled_loader

    return bundled_loader(threads=threads)


@lru_cache(maxsize=1)
def _rules(termbase: str, profile: str) -> tuple[Termbase | None, Profile]:
    terms = read_termbase(Path(termbase)) if termbase else None
    return terms, read_profile(Path(profile)) if profile else DEFAULT
