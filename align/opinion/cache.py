"""What a model has answered, kept on disk: a run that was stopped goes on, and one that is repeated asks nothing.

A question is known by the model, the version of our prompts and its whole text, by digest: no text is stored. One file
for each model, in the cache folder; SQLite, so that processes of a batch share it, and a crash loses one answer.
"""

import hashlib
import json
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

from align.model.places import cache_folder
from align.opinion.reader import CAPABILITIES, Capability, Question, Reader

PROMPTS = 2
"""The version of our prompts. Another asks again."""

_WAIT = 30.0  # seconds for another process


class Cache:
    """The answers of a model. One that cannot be opened or is damaged only costs the answers to be asked again."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._database: sqlite3.Connection | None = None
        with suppress(OSError, sqlite3.Error):
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False, isolation_level=None)
            database.execute("create table if not exists answer (key text primary key, value text not null)")
            self._database = database

    def get(self, key: str) -> str | None:
        """Return an answer, None if it is not there."""
        with self._lock, suppress(sqlite3.Error):
            if self._database is not None:
                row = self._database.execute("select value from answer where key = ?", (key,)).fetchone()
                return str(row[0]) if row else None
        return None

    def put(self, key: str, value: str) -> None:
        """Keep an answer."""
        with self._lock, suppress(sqlite3.Error):
            if self._database is not None:
                self._database.execute("insert or replace into answer values (?, ?)", (key, value))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None


class Kept:
    """A reader whose answers are kept; what is kept is not asked again."""

    def __init__(self, reader: Reader, cache: Cache) -> None:
        self.name, self.together = reader.name, reader.together
        self._reader, self._cache = reader, cache

    @property
    def can(self) -> frozenset[Capability]:
        """What the reader offers; kept too, so that a run with all answers at hand needs no reader."""
        known = (self._cache.get(self._key("can")) or "").split()
        if known:
            return frozenset(one for one in CAPABILITIES if one in known)
        found = self._reader.can
        self._cache.put(self._key("can"), " ".join(sorted(found)))
        return found

    def knows(self, *question: object) -> bool:
        """True if the answer to a question, the arguments of :meth:`logprob` or :meth:`answer`, is kept."""
        return self._cache.get(self._key(*question)) is not None

    def pace(self, prompt: str, text: str) -> None:
        """Ask, even if the answer is kept, to see how long it takes. Raises UnansweredError."""
        if "logprob" in self.can:
            self._reader.logprob(prompt, text)
        else:
            self._reader.answer(Question("Translate.", prompt, {"type": "object"}))

    def logprob(self, prompt: str, text: str) -> float:
        """Return the log-probability of a text after a prompt."""
        key = self._key(prompt, text)
        with suppress(TypeError, ValueError):  # of a damaged file
            return float(self._cache.get(key) or "")
        found = self._reader.logprob(prompt, text)
        self._cache.put(key, repr(found))
        return found

    def answer(self, question: Question) -> str:
        """Return the answer to a question."""
        key = self._key(question)
        if (kept := self._cache.get(key)) is not None:
            return kept
        found = self._reader.answer(question)
        self._cache.put(key, found)
        return found

    def _key(self, *question: object) -> str:
        parts = [[q.system, q.text, q.schema] if isinstance(q, Question) else q for q in question]
        written = json.dumps([PROMPTS, self.name, parts], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def cache_of(name: str) -> Cache:
    """Return the cache of a model, in the cache folder of this user."""
    file = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Cache(cache_folder() / "opinions" / f"{file}.sqlite")
