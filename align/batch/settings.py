"""The settings of a batch, the same for every shard; ``batch.json`` keeps them for later runs to compare."""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from align.model.version import VERSION
from align.pairing.manifest import read_manifest

LOCAL_SHARD, REMOTE_SHARD = 16, 64
"""Most pairs in a shard. Locally a shard takes some ten seconds, which is what a killed worker loses; on other engines,
where each shard is a process that loads the models, it is larger."""

POISONED = "poisoned.jsonl"
"""A file in the shards' folder: pairs on which worker processes died repeatedly, with the reason to record."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings; all paths are absolute. ``threads``: per worker. ``cache``: the folder of vectors, "" for none.

    ``shard``: the most pairs in a shard (:mod:`align.batch.shards`). ``second``, ``find``, ``budget``:
    the second reader, what it reads for errors, and the most questions about a pair of documents.
    """

    manifest: str
    output: str
    encoder: str = "bundled"
    check: bool = True
    termbase: str = ""
    profile: str = ""
    cache: str = ""
    threads: int = 1
    shard: int = LOCAL_SHARD
    minutes: float = 30.0
    memory: float = 8.0
    second: str = ""
    find: str = ""
    budget: int = 0

    @property
    def folder(self) -> Path:
        """The output folder."""
        return Path(self.output)

    @property
    def shards(self) -> Path:
        """The folder of the finished shards."""
        return self.folder / "shards"

    @property
    def logs(self) -> Path:
        """The folder of datatrove's logs and completion markers."""
        return self.folder / "logs"

    @property
    def limits(self) -> dict[str, str]:
        """The environment that limits the threads of all libraries to a worker's share."""
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")
        return {name: str(self.threads) for name in names}

    def completed(self) -> set[int]:
        """Return the shards that datatrove has marked as done."""
        folder = self.logs / "completions"
        return {int(path.name) for path in folder.iterdir()} if folder.is_dir() else set()

    def of_output(self) -> dict[str, str]:
        """Return the settings that determine the output: version, pairs and options, but not workers or threads."""
        second = {"--second-opinion": self.second, "--second-opinion-find": self.find}
        return {
            "version": VERSION,
            "manifest": self._digest_of_pairs(),
            "--encoder": self.encoder,
            "--no-check": "" if self.check else "given",
            "--termbase": _digest(self.termbase),
            "--profile": _digest(self.profile),
            **{name: value for name, value in second.items() if value},
        }

    def _digest_of_pairs(self) -> str:
        """Return the digest of what is aligned: facts of pairs and columns for people may change."""
        path = Path(self.manifest)
        pairs = [(e.id, *(os.path.relpath(file, path.parent) for file in (e.zh, e.en))) for e in read_manifest(path)]
        return hashlib.sha256(repr(pairs).encode(errors="surrogateescape")).hexdigest()[:16]

    def as_json(self) -> str:
        """Return one line of JSON for :func:`from_json`."""
        return json.dumps(asdict(self), ensure_ascii=False)


def from_json(text: str) -> Settings:
    """Read a line of :func:`as_json`."""
    values: Mapping[str, Any] = json.loads(text)
    return Settings(**values)


def shard_name(rank: int) -> str:
    """Return the name of a shard's files without their extensions."""
    return f"{rank:06d}"


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:16] if path else ""
