"""A cache of vectors: in memory for a process, in one SQLite file for later ones.

The key is the encoder's name and the text. Vectors are stored as fp32, so a run that reads them gives exactly the same
beads as the run that wrote them.

Memory always pays: a lock or a correction asks for the same sentences again. The file is for encoders that need
milliseconds per text. It reads about 40 000 vectors a second and writes 15 000, some ten times as many as the bundled
encoder computes, but takes 2 KB per text: not worth the disk for the half second of a transcript.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder

if TYPE_CHECKING:
    import sqlite3

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
_FILE = "vectors-1.sqlite"
_AT_A_TIME = 500  # older versions of SQLite allow 999 variables
_WAIT = 30.0  # seconds to wait for another writer


class CachedEmbedder:
    """An embedder that encodes each text once. See :func:`cached`."""

    def __init__(self, embedder: Embedder, path: Path | None, most: int | None = None) -> None:
        self.name = embedder.name
        self._embedder, self._path, self._most = embedder, path, most
        self._memory: dict[str, NDArray[np.float32]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors [len(texts), dimension], each of unit length."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._memory]
        if self._most is not None and len(self._memory) + len(missing) > self._most:
            known = dict(zip(missing, self._embedder.encode(missing), strict=True)) | self._memory
            return np.stack([known[text] for text in texts])
        if missing and self._path is not None:
            missing = self._read(missing)
        if missing:
            vectors = self._embedder.encode(missing)
            self._memory.update(zip(missing, vectors, strict=True))
            if self._path is not None:
                self._write(missing, vectors)
        return np.stack([self._memory[text] for text in texts]) if texts else self._embedder.encode([])

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return lengths in the encoder's own tokens (not cached)."""
        return self._embedder.token_counts(texts)

    def _read(self, texts: list[str]) -> list[str]:
        """Load known vectors from the file into memory; return the texts that it lacks."""
        keys = {self._key(text): text for text in texts}
        wanted = list(keys)

        def select(database: "sqlite3.Connection") -> None:
            for start in range(0, len(wanted), _AT_A_TIME):
                part = wanted[start : start + _AT_A_TIME]
                marks = ",".join("?" * len(part))
                for key, vector in database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part):
                    self._memory[keys[key]] = np.frombuffer(vector, dtype="<f4")

        self._use_file(select)
        return [text for text in texts if text not in self._memory]

    def _write(self, texts: Sequence[str], vectors: NDArray[np.float32]) -> None:
        rows = [(self._key(t), v.astype("<f4").tobytes()) for t, v in zip(texts, vectors, strict=True)]

        def insert(database: "sqlite3.Connection") -> None:
            database.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)

        self._use_file(insert)

    def _use_file(self, work: "Callable[[sqlite3.Connection], None]") -> None:
        """Run ``work`` on the file. An unusable file never stops a run; a damaged one is set aside."""
        import sqlite3

        assert self._path is not None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=_WAIT)) as database:
                database.execute("PRAGMA journal_mode=WAL")
                database.execute("PRAGMA synchronous=NORMAL")
                with database:
                    database.execute(_SCHEMA)
                    work(database)
        except (sqlite3.OperationalError, OSError):  # locked for too long, read-only, disk full
            return
        except sqlite3.DatabaseError:
            _set_aside(self._path)

    def _key(self, text: str) -> bytes:
        digest = hashlib.blake2b(self.name.encode(), digest_size=16)
        digest.update(b"\0" + text.encode("utf-8", "surrogatepass"))
        return digest.digest()


def cached(embedder: Embedder, folder: Path | None = None, *, most: int | None = None) -> CachedEmbedder:
    """Return the embedder with a cache in memory and a file in ``folder`` that processes may share.

    ``most``: the number of texts that memory holds; those that come when it is full are not kept. One that has a cache
    stays as it is.

    >>> import tempfile
    >>> class Lengths:
    ...     name = "lengths"
    ...     def encode(self, texts):
    ...         print("encodes", texts)
    ...         return np.array([[len(text), 1] for text in texts], dtype=np.float32)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     first = cached(Lengths(), Path(folder)).encode(["你好", "hello", "你好"])
    ...     again = cached(Lengths(), Path(folder)).encode(["hello", "bye"])
    encodes ['你好', 'hello']
    encodes ['bye']
    >>> again.tolist()
    [[5.0, 1.0], [3.0, 1.0]]
    """
    if isinstance(embedder, CachedEmbedder):
        return embedder
    return CachedEmbedder(embedder, None if folder is None else folder / _FILE, most)


def _set_aside(path: Path) -> None:
    """Rename a file that is not a database, so that the next run starts a new one."""
    for suffix in ("-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()
    with suppress(OSError):
        path.replace(path.with_name(path.name + ".damaged"))
