"""The current project in memory, which every request reads; only changes are read again."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from align.model.bitext import Bitext
from align.model.document import Document
from align.model.unit import TranslationUnit
from align.store import Store, UnitState, Unknown
from align.store.reader import Snapshot as Stored


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All units at one revision, as one reads them: title and date lines, then the text. ``layout``: the revision of
    the last change to their list."""

    revision: int
    layout: int
    states: tuple[UnitState, ...]
    documents: tuple[Document | None, Document | None]
    places: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> UnitState:
        """Return the state of a unit. Raises Unknown."""
        if key not in self.places:
            raise Unknown(f"no unit {key!r}")
        return self.states[self.places[key]]

    def number(self, key: str) -> str:
        """Return the number of a pair as people count; of a title or a date line, what it is. Raises Unknown."""
        heads = sum(1 for _ in takewhile(lambda state: state.unit.head, self.states))
        return self[key].unit.head or str(self.places[key] + 1 - heads)

    def since(self, revision: int) -> tuple[str, ...] | None:
        """Return the keys of the units changed after an earlier revision; None if the list of units has changed."""
        if revision < self.layout:
            return None
        return tuple(state.key for state in self.states if state.version > revision)

    @property
    def units(self) -> list[TranslationUnit]:
        """The current units."""
        return [state.unit for state in self.states]

    @property
    def bitext(self) -> Bitext:
        """Units and documents, without verdicts."""
        return Bitext(tuple(self.units), *self.documents)


class Current:
    """Provides the newest snapshot to many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._asked = 0.0

    def __call__(self, *, age: float = 0.0) -> Snapshot:
        """Return the project in the state of the store now, or at most ``age`` seconds ago."""
        if (known := self.known(age)) is not None:
            return known
        with self._lock:
            if (known := self.known(age)) is not None:  # another thread has updated it meanwhile
                return known
            asked = time.monotonic()
            self._snapshot = _newer(self._snapshot, self._store.snapshot())
            self._asked = asked
            return self._snapshot

    def known(self, age: float) -> Snapshot | None:
        """Return the last snapshot if it is at most ``age`` seconds old, without reading the store."""
        return self._snapshot if age and time.monotonic() - self._asked <= age else None


def _newer(old: Snapshot | None, now: Stored) -> Snapshot:
    documents = (now.zh, now.en)
    if old is not None and old.revision == now.revision:
        return old
    states = tuple(sorted(now.units, key=lambda state: not state.unit.head))
    if old is not None and old.documents == documents and _same_places(old.states, states):
        return Snapshot(now.revision, old.layout, states, documents, old.places)
    places = {state.key: place for place, state in enumerate(states)}
    return Snapshot(now.revision, now.revision, states, documents, places)


def _same_places(old: tuple[UnitState, ...], new: tuple[UnitState, ...]) -> bool:
    """True if the same units are in the same order; unchanged ones are the same objects."""
    return len(old) == len(new) and all(a is b or _placed(a) == _placed(b) for a, b in zip(old, new, strict=True))


def _placed(state: UnitState) -> tuple[object, ...]:
    """Return the fields that place a unit; while they are equal, the layout of the page is too."""
    return state.key, state.position, state.unit.zh, state.unit.en
