"""The store: each method is one transaction, and each write one entry of the history."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, select

from align import document_record
from align.bitext import Bitext, Decision, Issue, TranslationUnit, Verdict
from align.document import Document
from align.errors import InputError
from align.project import Project
from align.store import importing, journal, reports, reviewing, rows, schema
from align.store.database import Database
from align.store.errors import Conflict, Unknown
from align.store.model import (
    Comment,
    Entry,
    MergeReport,
    Precision,
    ProjectInfo,
    Restructuring,
    TermAddition,
    UnitState,
)
from align.store.restructuring import describe, require_same_segments, restructured

RUN = "align run"
"""Who merges a new run."""

Place = tuple[str, str]
"""A unit's key and an issue's id."""


def utc_now() -> str:
    """The time in UTC as ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Store:
    """The review of one project. Safe to share between threads; other processes may use the same database.

    Writes take ``who`` and, where they act on a unit that somebody has looked at, the ``version`` that was seen: they
    raise Conflict if it is no longer that, Unknown if there is no such unit or issue.
    """

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        """Use :meth:`open`."""
        self._db = database
        self._clock = clock
        self._lock = threading.Lock()
        self._seen = 0
        self._states: dict[str, UnitState] = {}
        self._ordered: tuple[UnitState, ...] = ()
        self._documents: tuple[str, tuple[Document | None, Document | None]] = ("", (None, None))

    @classmethod
    def open(cls, place: Path | str, *, seed: Project | None = None, clock: Callable[[], str] = utc_now) -> "Store":
        """Opens a SQLite file (a path) or a database by URL; an empty one takes what ``seed`` holds.

        Raises InputError where it cannot be opened, or is empty and there is no ``seed``.
        """
        if isinstance(place, Path) and seed is None and not place.exists():
            raise InputError(str(place), "is not there; expected a review")
        store = cls(Database(place), clock)
        with store._db.write() as connection:
            if connection.execute(select(schema.project.c.name)).first() is None:
                if seed is None:
                    raise InputError(str(place), "holds no review yet; expected one")
                new = {**importing.project_rows(seed), **rows.rows_of(importing.first_states(seed))}
                store._commit(connection, {}, new, who=RUN, action="import", what=f"imported {seed.name}")
        return store

    def close(self) -> None:
        """Closes all connections."""
        self._db.close()

    # -- reading

    def revision(self) -> int:
        """The id of the last history entry; it grows with every write."""
        with self._db.read() as connection:
            return journal.revision(connection)

    def changes(self, since: int) -> tuple[int, tuple[str, ...]]:
        """The revision, and the keys of the units that were touched (or removed) after an earlier one."""
        with self._db.read() as connection:
            return journal.revision(connection), journal.touched_since(connection, since)

    def units(self) -> tuple[UnitState, ...]:
        """All units in document order, without those that are gone."""
        with self._db.read() as connection:
            return self._units(connection)

    def gone(self) -> tuple[UnitState, ...]:
        """The units that a later version of the texts no longer has, with what was decided on them."""
        with self._db.read() as connection:
            self._units(connection)
            return tuple(state for state in self._states.values() if state.gone)

    def unit(self, key: str) -> UnitState:
        """One unit. Raises Unknown."""
        with self._db.read() as connection:
            return _one(connection, key)

    def documents(self) -> tuple[Document | None, Document | None]:
        """The Chinese and the English document, None where the project has only pairs."""
        with self._db.read() as connection:
            return self._read_documents(connection)

    def bitext(self) -> Bitext:
        """The bitext as reviewed: current texts, beads and issues, with verdicts and approvals.

        A unit that changed since it was approved does not count as approved.
        """
        with self._db.read() as connection:
            states = self._units(connection)
            zh, en = self._read_documents(connection)
            return _bitext(states, zh, en, json.loads(_value(connection, "signature")))

    def project(self) -> Project:
        """The project as reviewed."""
        with self._db.read() as connection:
            name, run = (json.loads(_value(connection, key)) for key in ("name", "run"))
        return Project(name, self.bitext(), run)

    def info(self) -> ProjectInfo:
        """What the review is of, and how far it is."""
        with self._db.read() as connection:
            name = json.loads(_value(connection, "name"))
        return reports.info_of(name, self.bitext(), self.units())

    def precision(self) -> Mapping[str, Precision]:
        """By scorer, what reviewers made of its issues."""
        return reports.precision_of((*self.units(), *self.gone()))

    def history(self, key: str | None = None, limit: int = 100) -> tuple[Entry, ...]:
        """The last entries of the history, of one unit or of all, the latest first."""
        with self._db.read() as connection:
            return journal.entries(connection, key=key, limit=limit)

    def terms(self) -> tuple[TermAddition, ...]:
        """The termbase additions, in the order in which they were made."""
        with self._db.read() as connection:
            query = select(schema.terms).order_by(schema.terms.c.when, schema.terms.c.zh, schema.terms.c.en)
            return tuple(TermAddition(row.zh, row.en, row.who, row.when) for row in connection.execute(query))

    def is_of(self, project: Project) -> bool:
        """Whether this is the run that the review was begun from or brought up to last."""
        with self._db.read() as connection:
            return bool(json.loads(_value(connection, "digest")) == importing.digest_of(project))

    # -- writing

    def decide(
        self, key: str, issue_id: str, decision: Decision | None, *, who: str, version: int, comment: str = ""
    ) -> UnitState:
        """Decides on an issue, or with None takes the decision back."""
        verdict = None if decision is None else Verdict(decision, who, self._clock(), comment)

        def change(state: UnitState) -> UnitState:
            try:
                return reviewing.decided(state, issue_id, verdict)
            except KeyError:
                raise Unknown(f"unit {key} has no issue {issue_id}") from None

        return self._change(key, version, change, who=who, action="decide", what=decision or "reopened")

    def decide_many(self, places: Sequence[Place], decision: Decision, *, who: str) -> tuple[UnitState, ...]:
        """Decides on many issues at once; those that are gone meanwhile are passed over. Returns the units changed."""
        with self._db.write() as connection:
            keys = list(dict.fromkeys(key for key, _ in places))
            before = rows.read_rows(connection, keys)
            states = rows.states_of(before)
            verdict = Verdict(decision, who, self._clock())
            count = 0
            for key, issue_id in places:
                state = states.get(key)
                if state is not None and any(issue.id == issue_id for issue in state.unit.issues):
                    changed = state.changed_since_review
                    states[key] = replace(reviewing.decided(state, issue_id, verdict), changed_since_review=changed)
                    count += 1
            after = rows.rows_of(states.values())
            what = f"{decision}: {count} issues"
            self._commit(connection, before, after, who=who, action="decide many", what=what)
            return _in_order(rows.load(connection, keys).values())

    def edit(self, key: str, en_text: str, issues: Sequence[Issue], *, who: str, version: int) -> UnitState:
        """Replaces the English of a unit. ``issues``: what the scorers say of the new English in its context."""
        when = self._clock()

        def change(state: UnitState, connection: Connection) -> UnitState:
            own = [issue.id for issue in state.unit.issues] + [c.issue.id for c in state.closed]
            named = reviewing.with_free_ids(issues, own=own, taken=_issue_ids(connection))
            new = reviewing.edited(state, en_text, named, who=who, when=when)
            return reviewing.suppressed(new, _patterns(connection), when=when)

        with self._db.write() as connection:
            before = rows.read_rows(connection, [key])
            state = self._expect(connection, before, key, version)
            after = rows.rows_of([change(state, connection)])
            self._commit(connection, before, after, who=who, action="edit", what="edited the English")
            return _one(connection, key)

    def comment(self, key: str, text: str, *, who: str) -> UnitState:
        """Adds a comment to a unit."""
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection, [key])
            state = self._expect(connection, before, key, None)
            note = Comment(text, who, when, f"c{journal.revision(connection) + 1}")
            after = rows.rows_of([reviewing.commented(state, note)])
            self._commit(connection, before, after, who=who, action="comment", what="commented")
            return _one(connection, key)

    def lock(self, key: str, locked: bool, *, who: str, version: int) -> UnitState:
        """Locks the bead of a unit against the aligner, or unlocks it."""
        what = "locked" if locked else "unlocked"
        return self._change(key, version, lambda s: replace(s, locked=locked), who=who, action="lock", what=what)

    def approve(self, key: str, approved: bool, *, who: str, version: int, comment: str = "") -> UnitState:
        """Approves a unit as a whole, as it stands, or takes that back."""
        verdict = Verdict("confirmed", who, self._clock(), comment) if approved else None

        def change(state: UnitState) -> UnitState:
            return replace(state, approved=verdict, changed_since_review=False)

        what = "approved" if approved else "no longer approved"
        return self._change(key, version, change, who=who, action="approve", what=what)

    def dismiss_conflict(self, key: str, *, who: str, version: int) -> UnitState:
        """Lets go of an edit that a later English did not take over; the history keeps it."""
        what = "let an edit go"
        return self._change(key, version, lambda s: replace(s, conflict=None), who=who, action="dismiss", what=what)

    def restructure(
        self,
        versions: Mapping[str, int],
        units: Sequence[TranslationUnit],
        *,
        who: str,
        what: Restructuring = "merge",
    ) -> tuple[UnitState, ...]:
        """Puts new units (with issues) in place of old ones, named by key with the versions that were seen.

        The new units are locked, but those of a "realign". Raises InputError unless they hold the same segments.
        """
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection, list(versions))
            olds = _in_order(self._expect(connection, before, key, version) for key, version in versions.items())
            require_same_segments([old.unit for old in olds], units)
            own = {i.id for o in olds for i in o.unit.issues} | {c.issue.id for o in olds for c in o.closed}
            taken = _issue_ids(connection) - own
            named = []
            for unit in units:
                issues = reviewing.with_free_ids(unit.issues, own=(), taken=taken)
                taken.update(issue.id for issue in issues)
                named.append(replace(unit, issues=issues))
            kept = [position for key, position in _positions(connection) if key not in versions]
            number = journal.revision(connection) + 1
            new = restructured(
                olds,
                named,
                what=what,
                next_position=lambda at: min((p for p in kept if p > at), default=at + 1.0),
                english=self._read_documents(connection)[1],
                new_keys=[f"{number}-{n}" for n in range(len(units))],
                who=who,
                when=when,
            )
            patterns = _patterns(connection)
            after = rows.rows_of(reviewing.suppressed(state, patterns, when=when) for state in new)
            self._commit(connection, before, after, who=who, action=what, what=describe(what))
            return _in_order(rows.load(connection, [state.key for state in new]).values())

    def suppress(self, scorer: str, zh_value: str, en_value: str, *, who: str) -> tuple[UnitState, ...]:
        """Never flags this pair of renderings again: its issues, open or found later, are false positives.

        Raises InputError for a pair of nothings, which would silence the scorer. Returns the units changed.
        """
        if not zh_value and not en_value:
            raise InputError(scorer, "an issue without values is no pattern; expected what the Chinese or English says")
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection)
            states = rows.states_of(before)
            patterns = {(scorer, zh_value, en_value): who}
            new = {key: reviewing.suppressed(s, patterns, when=when) for key, s in states.items() if not s.gone}
            changed = [key for key, state in new.items() if state != states[key]]
            row = {"scorer": scorer, "zh_value": zh_value, "en_value": en_value, "who": who, "when": when}
            old = {n: r for n, r in before.items() if r.get("unit", r.get("key")) in changed}
            after = {**rows.rows_of(new[key] for key in changed), rows.row_id(schema.patterns, row): row}
            known = journal.current(connection, [rows.row_id(schema.patterns, row)])
            what = f"never flag {zh_value} = {en_value} again"
            self._commit(connection, {**old, **known}, after, who=who, action="suppress", what=what)
            return _in_order(rows.load(connection, changed).values())

    def add_term(self, zh: str, en: str, *, who: str) -> None:
        """Adds a rendering to the project's termbase."""
        with self._db.write() as connection:
            row = {"zh": zh, "en": en, "who": who, "when": self._clock()}
            name = rows.row_id(schema.terms, row)
            if not journal.current(connection, [name]):
                self._commit(connection, {}, {name: row}, who=who, action="term", what=f"{zh} = {en}")

    def undo(self, *, who: str) -> str | None:
        """Takes back the last thing that a person did and has not undone; returns what it was, None if there is none.

        Raises Conflict where somebody has changed since what it would have to change back.
        """
        with self._db.write() as connection:
            entry = journal.last_undoable(connection, who)
            if entry is None:
                return None
            done = journal.changes_of(connection, entry.id)
            now = journal.current(connection, (name for name, _, _ in done))
            for name, _, after in done:
                if now.get(name) != after:
                    raise self._conflict_over(connection, entry)
            back = [(name, after, before) for name, before, after in done]
            what = f"undid: {entry.what}"
            journal.commit(
                connection, back, who=who, when=self._clock(), action=journal.UNDO, what=what, undoes=entry.id
            )
            return entry.what

    def merge_run(self, project: Project) -> MergeReport:
        """Takes in a new run: see :mod:`align.store.rerun`."""
        raise NotImplementedError

    # -- inside

    def _change(
        self,
        key: str,
        version: int,
        change: Callable[[UnitState], UnitState],
        *,
        who: str,
        action: str,
        what: str,
    ) -> UnitState:
        with self._db.write() as connection:
            before = rows.read_rows(connection, [key])
            after = rows.rows_of([change(self._expect(connection, before, key, version))])
            self._commit(connection, before, after, who=who, action=action, what=what)
            return _one(connection, key)

    def _expect(
        self, connection: Connection, found: Mapping[rows.RowId, rows.Row], key: str, version: int | None
    ) -> UnitState:
        state = rows.states_of({n: r for n, r in found.items() if r.get("unit", r.get("key")) == key}).get(key)
        if state is None or state.gone:
            touch = journal.last_touch(connection, key)
            if touch is None or version is None:
                raise Unknown(f"there is no unit {key}")
            raise Conflict(None, who=touch.who, when=touch.when)
        if version is not None and state.version != version:
            touch = journal.last_touch(connection, key)
            raise Conflict(state, who=touch.who if touch else "", when=touch.when if touch else "")
        return state

    def _conflict_over(self, connection: Connection, entry: Entry) -> Conflict:
        """What stands in the way of undoing an entry: the last other touch of one of its units."""
        (full,) = [e for e in journal.entries(connection, key=None, limit=entry.id + 10**9) if e.id == entry.id]
        touches = [t for key in full.keys if (t := journal.last_touch(connection, key)) is not None]
        last = max(touches, key=lambda touch: touch.id, default=entry)
        states = rows.load(connection, full.keys)
        state = next((s for s in states.values() if s.version == last.id), next(iter(states.values()), None))
        return Conflict(state, who=last.who, when=last.when)

    def _commit(
        self,
        connection: Connection,
        before: Mapping[rows.RowId, rows.Row],
        after: Mapping[rows.RowId, rows.Row],
        *,
        who: str,
        action: str,
        what: str,
    ) -> None:
        if changes := journal.differences(before, after):
            journal.commit(connection, changes, who=who, when=self._clock(), action=action, what=what)

    def _units(self, connection: Connection) -> tuple[UnitState, ...]:
        """The units as of a connection's snapshot; only those that were touched since the last call are read again."""
        with self._lock:
            now = journal.revision(connection)
            if now > self._seen:
                if self._seen == 0:
                    states = rows.load(connection)
                else:
                    keys = journal.touched_since(connection, self._seen)
                    states = {k: s for k, s in self._states.items() if k not in keys} | rows.load(connection, keys)
                self._states = states
                self._ordered = _in_order(state for state in states.values() if not state.gone)
                self._seen = now
            return self._ordered

    def _read_documents(self, connection: Connection) -> tuple[Document | None, Document | None]:
        digest = _value(connection, "digest")
        known, documents = self._documents
        if known != digest:
            records = {row.side: json.loads(row.record) for row in connection.execute(select(schema.documents))}
            zh, en = (document_record.from_record(records[s]) if s in records else None for s in ("zh", "en"))
            documents = (zh, en)
            self._documents = (digest, documents)
        return documents


def _one(connection: Connection, key: str) -> UnitState:
    state = rows.load(connection, [key]).get(key)
    if state is None or state.gone:
        raise Unknown(f"there is no unit {key}")
    return state


def _in_order(states: Iterable[UnitState]) -> tuple[UnitState, ...]:
    return tuple(sorted(states, key=lambda state: (state.position, state.key)))


def _value(connection: Connection, name: str) -> str:
    return str(connection.execute(select(schema.project.c.value).where(schema.project.c.name == name)).scalar_one())


def _issue_ids(connection: Connection) -> set[str]:
    return set(connection.execute(select(schema.issues.c.id)).scalars())


def _positions(connection: Connection) -> list[tuple[str, float]]:
    table = schema.units
    return [(r.key, r.position) for r in connection.execute(select(table.c.key, table.c.position))]


def _patterns(connection: Connection) -> dict[reviewing.Pattern, str]:
    return {(r.scorer, r.zh_value, r.en_value): r.who for r in connection.execute(select(schema.patterns))}


def _bitext(states: Sequence[UnitState], zh: Document | None, en: Document | None, signature: str) -> Bitext:
    return Bitext(
        tuple(state.unit for state in states),
        zh,
        en,
        signature,
        {id: verdict for state in states for id, verdict in state.verdicts.items()},
        {s.unit.id: s.approved for s in states if s.approved is not None and not s.changed_since_review},
    )
