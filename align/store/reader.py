"""Reads a review. Each call sees one state of the database throughout."""

import json
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, select

from align.model import document_record
from align.model.bitext import Bitext, Project
from align.model.document import Document
from align.store import importing, journal, reports, rows, schema
from align.store.database import Database
from align.store.errors import Unknown
from align.store.model import Entry, Precision, ProjectInfo, TermAddition, UnitState


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A review at one revision. ``states``: all units, by key; ``units``: the current ones, in order."""

    revision: int = 0
    states: Mapping[str, UnitState] = field(default_factory=dict)
    units: tuple[UnitState, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    zh: Document | None = None
    en: Document | None = None

    def fact(self, name: str) -> str:
        """Return a text from the rows of the project."""
        return str(json.loads(self.facts[name]))

    def bitext(self) -> Bitext:
        """Return the bitext as reviewed."""
        return Bitext(
            tuple(state.unit for state in self.units),
            self.zh,
            self.en,
            self.fact("signature"),
            {id: verdict for state in self.units for id, verdict in state.verdicts.items()},
            {s.unit.id: s.approval for s in self.units if s.approval is not None},
            {s.unit.id: tuple(replace(c, id="") for c in s.comments) for s in self.units if s.comments},
            {s.unit.id: s.revision for s in self.units if s.edited or s.closed},
            {s.unit.id: s.sign_off for s in self.units if s.sign_off is not None},
        )


class Reader:
    """Reads one review. Caches the states, and reads only changed units again."""

    def __init__(self, database: Database) -> None:
        """Read from an open database."""
        self._db = database
        self._lock = threading.Lock()
        self._last = Snapshot()

    def close(self) -> None:
        """Close all connections."""
        self._db.close()

    def former_ids(self) -> dict[str, str]:
        """Return, by the ids that issues had in an older version, those that they have now."""
        with self._db.read() as connection:
            return dict(connection.execute(select(schema.former_ids.c.former, schema.former_ids.c.id)).tuples().all())

    def revision(self) -> int:
        """Return the id of the last history entry; it grows with every write."""
        with self._db.read() as connection:
            return journal.revision(connection)

    def snapshot(self) -> Snapshot:
        """Return the whole review at one revision."""
        with self._db.read() as connection:
            return self._snapshot(connection)

    def units(self) -> tuple[UnitState, ...]:
        """Return the current units in document order."""
        return self.snapshot().units

    def unit(self, key: str) -> UnitState:
        """Return one unit. Raises Unknown."""
        with self._db.read() as connection:
            return one_unit(connection, key)

    def documents(self) -> tuple[Document | None, Document | None]:
        """Return the Chinese and the English document, or None if the project has only pairs."""
        found = self.snapshot()
        return found.zh, found.en

    def bitext(self) -> Bitext:
        """Return the bitext as reviewed: current texts, beads and issues, with verdicts and approvals.

        A unit that changed since it was approved does not count as approved.
        """
        return self.snapshot().bitext()

    def project(self) -> Project:
        """Return the project as reviewed."""
        found = self.snapshot()
        return Project(found.fact("name"), found.bitext(), json.loads(found.facts["run"]))

    def info(self) -> ProjectInfo:
        """Return the description of the project."""
        found = self.snapshot()
        about = reports.info_of(found.fact("name"), Bitext((), found.zh, found.en, found.fact("signature")))
        return replace(about, id=found.fact(importing.ID))

    def precision(self) -> Mapping[str, Precision]:
        """Return the verdicts on the issues of each scorer."""
        return reports.precision_of(self.snapshot().states.values())

    def history(self, limit: int = 100) -> tuple[Entry, ...]:
        """Return the last entries of the history, the latest first."""
        with self._db.read() as connection:
            return journal.entries(connection, limit)

    def history_of(self, key: str, limit: int = 200) -> tuple[tuple[Entry, tuple[journal.Change, ...]], ...]:
        """Return the last entries that changed a unit, the latest first, with their changes to it."""
        with self._db.read() as connection:
            return tuple(
                (entry, tuple(c for c in journal.changes_of(connection, entry.id) if journal.is_of(c, key)))
                for entry in journal.touches(connection, key, limit)
            )

    def terms(self) -> tuple[TermAddition, ...]:
        """Return the termbase additions, in the order in which they were made."""
        with self._db.read() as connection:
            query = select(schema.terms).order_by(schema.terms.c.when, schema.terms.c.zh, schema.terms.c.en)
            return tuple(TermAddition(row.zh, row.en, row.who, row.when) for row in connection.execute(query))

    def is_of(self, project: Project) -> bool:
        """True if this is the run that the review was created from or last merged."""
        with self._db.read() as connection:
            return _facts(connection)["digest"] == json.dumps(importing.digest_of(project))

    def _snapshot(self, connection: Connection) -> Snapshot:
        last = self._last
        now = journal.revision(connection)
        if now == last.revision:
            return last
        with self._lock:
            last = self._last
            if now == last.revision:
                return last
            if now > last.revision > 0:
                touched = journal.touched_since(connection, last.revision)
                gone = frozenset(touched)
                states = {k: s for k, s in last.states.items() if k not in gone} | rows.load(connection, touched)
            else:  # the first time, or seen by a connection that began before another thread's
                states = rows.load(connection)
            facts = _facts(connection)
            same = facts["digest"] == last.facts.get("digest")
            zh, en = (last.zh, last.en) if same else documents_of(connection)
            units = in_order(state for state in states.values() if not state.gone)
            found = Snapshot(now, states, units, facts, zh, en)
            if now > last.revision:
                self._last = found
            return found


def one_unit(connection: Connection, key: str) -> UnitState:
    """Return a current unit. Raises Unknown."""
    state = rows.load(connection, [key]).get(key)
    if state is None or state.gone:
        raise Unknown(f"there is no unit {key}")
    return state


def in_order(states: Iterable[UnitState]) -> tuple[UnitState, ...]:
    """Return states in document order."""
    return tuple(sorted(states, key=lambda state: (state.position, state.key)))


def documents_of(connection: Connection) -> tuple[Document | None, Document | None]:
    """Return the Chinese and the English document, where there are any."""
    records = {row.side: json.loads(row.record) for row in connection.execute(select(schema.documents))}
    zh, en = (document_record.from_record(records[side]) if side in records else None for side in ("zh", "en"))
    return zh, en


def _facts(connection: Connection) -> dict[str, str]:
    return {row.name: row.value for row in connection.execute(select(schema.project))}
