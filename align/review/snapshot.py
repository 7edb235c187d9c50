"""The project as it is now, in memory: every request reads it, and only what has changed is read again."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from align.bitext import Bitext, TranslationUnit
from align.document import Document
from align.store import Store, UnitState, Unknown

_FEW = 100
"""Units that are read one by one; of more, all are."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All units in document order at one revision. ``layout``: the revision at which their list was last another."""

    revision: int
    layout: int
    states: tuple[UnitState, ...]
    documents: tuple[Document | None, Document | None]
    places: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> UnitState:
        """The state of a unit. Raises Unknown."""
        if key not in self.places:
            raise Unknown(f"no unit {key!r}")
        return self.states[self.places[key]]

    @property
    def units(self) -> list[TranslationUnit]:
        """The units as they are now."""
        return [state.unit for state in self.states]

    @property
    def bitext(self) -> Bitext:
        """Units and documents, without verdicts."""
        return Bitext(tuple(self.units), *self.documents)


class Current:
    """Gives the newest snapshot, to many threads."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._asked = 0.0

    def __call__(self, *, age: float = 0.0) -> Snapshot:
        """The project as the store has it at this moment, or had it ``age`` seconds ago at most."""
        if (known := self.known(age)) is not None:
            return known
        with self._lock:
            if (known := self.known(age)) is not None:  # another thread has asked meanwhile
                return known
            asked = time.monotonic()
            self._snapshot = self._refreshed(self._snapshot)
            self._asked = asked
            return self._snapshot

    def known(self, age: float) -> Snapshot | None:
        """The last snapshot where it is no older than so many seconds; asks nobody."""
        return self._snapshot if age and time.monotonic() - self._asked <= age else None

    def since(self, revision: int, *, age: float = 0.0) -> tuple[Snapshot, tuple[str, ...] | None]:
        """The newest snapshot and the keys of units touched since a revision; None: the list of units is another."""
        snapshot = self(age=age)
        if revision >= snapshot.revision:
            return snapshot, ()
        if revision < snapshot.layout:
            return snapshot, None
        _, keys = self._store.changes(revision)
        return snapshot, tuple(key for key in keys if key in snapshot.places)

    def _refreshed(self, old: Snapshot | None) -> Snapshot:
        if old is None:
            return self._whole(None)
        if self._store.revision() == old.revision:
            return old
        revision, keys = self._store.changes(old.revision)
        if len(keys) > _FEW:
            return self._whole(old)
        states = list(old.states)
        for key in keys:
            try:
                state = self._store.unit(key)
            except Unknown:
                return self._whole(old)
            place = old.places.get(key)
            if place is None or _placed(state) != _placed(states[place]):
                return self._whole(old)
            states[place] = state
        return Snapshot(revision, old.layout, tuple(states), old.documents, old.places)

    def _whole(self, old: Snapshot | None) -> Snapshot:
        revision = self._store.revision()  # read first: what is written meanwhile is read again, never missed
        states = tuple(self._store.units())
        if old is not None and [*map(_placed, states)] == [*map(_placed, old.states)]:
            return Snapshot(revision, old.layout, states, old.documents, old.places)
        places = {state.key: place for place, state in enumerate(states)}
        return Snapshot(revision, revision, states, self._store.documents(), places)


def _placed(state: UnitState) -> tuple[object, ...]:
    """What tells where a unit stands; while it is the same, the layout of the page is too."""
    return state.key, state.position, state.unit.zh, state.unit.en, state.gone
