"""The writes of reviewers and new runs: each method is one transaction and one entry of the history."""

import json
import os
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, select
from sqlalchemy.exc import DatabaseError

from align.model.bitext import Project
from align.model.errors import MALFORMED, InputError
from align.model.parts import part_name
from align.model.unit import REVIEWER, Comment, Decision, Issue, Severity, TranslationUnit, Verdict
from align.model.unit_record import checked as checked_issue
from align.store import importing, journal, rerun, reviewing, rows, schema, soundness
from align.store.database import Database
from align.store.edits import RUN, Edits, rechecked
from align.store.errors import Unknown
from align.store.model import MergeReport, Restructuring, UnitState
from align.store.reader import documents_of, in_order
from align.store.restructuring import describe, require_same_segments, restructured
from align.store.writer import expect, issue_ids, patterns, positions, utc_now


class Store(Edits):
    """The review of one project. Thread-safe; other processes may use the same database.

    Writes take ``who`` and, for a unit that somebody has looked at, the ``version`` seen: they raise Conflict if it is
    outdated, Unknown for an unknown unit or issue.
    """

    @classmethod
    def open(cls, place: Path | str, *, seed: Project | None = None, clock: Callable[[], str] = utc_now) -> "Store":
        """Open a SQLite file (a path) or a database by URL; fill an empty one from ``seed``.

        Raises InputError if it cannot be opened, or is empty and there is no ``seed``.
        """
        if isinstance(place, Path) and not os.path.lexists(place):
            if seed is None:
                raise InputError(str(place), "does not exist; expected a review")
            _begin(place, seed, clock)
        database = Database(place)
        store = cls(database, clock)
        try:
            store._seed(seed)
            store._require_readable()
        except BaseException:
            database.close()
            raise
        return store

    def _seed(self, seed: Project | None) -> None:
        """Take what a project holds into a database that holds nothing yet."""
        with self._db.write() as connection:
            if connection.execute(select(schema.project.c.name)).first() is not None:
                importing.give_id(connection)
                return
            if journal.revision(connection):
                raise self._db.damaged("its history is there, and what it is of is not")
            if seed is None:
                raise InputError(self._db.name, "is empty; expected a review")
            new = {**importing.project_rows(seed), **rows.rows_of(importing.first_states(seed))}
            self._commit(connection, {}, new, who=RUN, action=journal.IMPORT, what=f"imported {seed.name}")
            importing.give_id(connection)

    def _require_readable(self) -> None:
        """Read everything once. Raises InputError if a row is missing or is not what align writes."""
        try:
            if self._db.path is not None:
                with self._db.read() as connection:
                    if why := journal.departure(connection):
                        raise self._db.damaged(why)
            found = self.snapshot()
            found.bitext(), found.fact("name"), json.loads(found.facts["run"])
            if any(type(state.version) is not int or not 0 <= state.version <= found.revision for state in found.units):
                raise self._db.damaged("a unit has a version that its history does not have")
        except (DatabaseError, *MALFORMED) as error:
            raise self._db.damaged(repr(getattr(error, "orig", error))) from None

    def keep_copy(self) -> None:
        """Keep a copy of the review beside it, where it is a file: the last one that was whole.

        Raises InputError if there is no room for it.
        """
        if self._db.path is not None:
            self._db.copy(soundness.copy_of(self._db.path))

    def decide(
        self, key: str, issue_id: str, decision: Decision | None, *, who: str, version: int, comment: str = ""
    ) -> UnitState:
        """Decide on an issue, open or closed; None withdraws the decision."""
        verdict = None if decision is None else Verdict(decision, who, self._clock(), comment)

        def change(state: UnitState, _: Connection) -> UnitState:
            try:
                return reviewing.decided(state, issue_id, verdict)
            except KeyError:
                raise Unknown(f"unit {key} has no issue {issue_id}") from None

        return self._change(key, version, change, who=who, action="decide", what=decision or "reopened")

    def report(self, key: str, issue: Issue, *, who: str, version: int) -> UnitState:
        """Add an error that the scorers missed; it counts as confirmed.

        Raises ValueError for a span outside its text.
        """
        when = self._clock()

        def change(state: UnitState, connection: Connection) -> UnitState:
            id = f"r{journal.revision(connection) + 1}"
            own = checked_issue(replace(issue, scorer=REVIEWER, id=id), state.unit.zh_text, state.unit.en_text)
            unit = replace(state.unit, issues=(*state.unit.issues, own))
            return reviewing.decided(replace(state, unit=unit), id, Verdict("confirmed", who, when))

        return self._change(key, version, change, who=who, action="report", what="added an error")

    def rate(
        self, key: str, issue_id: str, type: str, severity: Severity, *, who: str, version: int, comment: str = ""
    ) -> UnitState:
        """Give an issue another type or severity, which confirms it."""
        verdict = Verdict("confirmed", who, self._clock(), comment)

        def change(state: UnitState, _: Connection) -> UnitState:
            if all(issue.id != issue_id for issue in state.unit.issues):
                raise Unknown(f"unit {key} has no issue {issue_id}")
            rated = (replace(i, type=type, severity=severity) if i.id == issue_id else i for i in state.unit.issues)
            return reviewing.decided(replace(state, unit=replace(state.unit, issues=tuple(rated))), issue_id, verdict)

        return self._change(key, version, change, who=who, action="rate", what=f"rated as {severity}")

    def decide_many(self, places: Sequence[tuple[str, str]], decision: Decision, *, who: str) -> tuple[UnitState, ...]:
        """Decide on many issues, by unit key and issue id; skip those no longer found.

        A unit that changed since its review stays marked, since nobody has looked at it. Returns the changed units.
        """
        verdict = Verdict(decision, who, self._clock())
        with self._db.write() as connection:
            keys = list(dict.fromkeys(key for key, _ in places))
            before = rows.read_rows(connection, keys)
            states, count = rows.states_of(before), 0
            for key, issue_id in places:
                state = states.get(key)
                if state is not None and any(issue.id == issue_id for issue in state.unit.issues):
                    new, count = reviewing.decided(state, issue_id, verdict), count + 1
                    states[key] = replace(new, approved=state.approved, changed_since_review=state.changed_since_review)
            what = f"{decision}: {count} flag{'' if count == 1 else 's'}"
            self._commit(connection, before, rows.rows_of(states.values()), who=who, action="decide many", what=what)
            return in_order(rows.load(connection, keys).values())

    def comment(self, key: str, text: str, *, who: str) -> UnitState:
        """Add a comment to a unit."""
        when = self._clock()

        def change(state: UnitState, connection: Connection) -> UnitState:
            comment = Comment(text, who, when, f"c{journal.revision(connection) + 1}")
            return replace(state, comments=(*state.comments, comment))

        return self._change(key, None, change, who=who, action="comment", what="commented")

    def lock(self, key: str, locked: bool, *, who: str, version: int) -> UnitState:
        """Lock the bead of a unit against the aligner, or unlock it."""
        what = "locked" if locked else "unlocked"
        return self._change(key, version, lambda s, _: replace(s, locked=locked), who=who, action="lock", what=what)

    def dismiss_conflict(self, key: str, *, who: str, version: int) -> UnitState:
        """Drop an edit that a later English did not adopt; the history keeps it."""
        what = "dropped an edit"
        return self._change(key, version, lambda s, _: replace(s, conflict=None), who=who, action="dismiss", what=what)

    def restructure(
        self,
        versions: Mapping[str, int],
        units: Sequence[TranslationUnit],
        *,
        who: str,
        what: Restructuring = "merge",
        checked: bool = True,
    ) -> tuple[UnitState, ...]:
        """Replace old units, given by key with the versions seen, by new ones with issues.

        The new units are locked, except after a "realign". ``checked``: False if a scorer has yet to run: see
        :meth:`check`. Raises InputError unless they hold the same segments.
        """
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection, list(versions))
            states = rows.states_of(before)
            olds = in_order(expect(connection, states, key, version) for key, version in versions.items())
            require_same_segments([old.unit for old in olds], units)
            kept = sorted(position for key, position in positions(connection) if key not in versions)
            number = journal.revision(connection) + 1
            new = restructured(
                olds,
                _with_free_ids(units, olds, issue_ids(connection)),
                what=what,
                next_position=lambda at: kept[k] if (k := bisect_right(kept, at)) < len(kept) else at + 1.0,
                english=self._snapshot(connection).en,
                new_keys=[f"{number}-{n}" for n in range(len(units))],
                who=who,
                when=when,
            )
            never = patterns(connection)
            after = rows.rows_of(reviewing.suppressed(state, never, when=when) for state in new)
            action = what if checked else f"{what}{journal.UNCHECKED}"
            self._commit(connection, before, after, who=who, action=action, what=describe(what))
            return in_order(rows.load(connection, [state.key for state in new]).values())

    def suppress(self, scorer: str, zh_value: str, en_value: str, *, who: str) -> tuple[UnitState, ...]:
        """Never flag a pattern again: its issues, open or found later, are false positives.

        ``zh_value``, ``en_value``: as in :data:`align.store.reviewing.Pattern`. Raises InputError for a pair of empty
        values, which would silence the scorer. Returns the changed units.
        """
        if not zh_value and not en_value:
            raise InputError(
                scorer, "an issue without values cannot be a pattern; expected a Chinese or an English value"
            )
        when = self._clock()
        row = {"scorer": scorer, "zh_value": zh_value, "en_value": en_value, "who": who, "when": when}
        name = rows.row_id(schema.patterns, row)
        with self._db.write() as connection:
            live = (state for state in self._snapshot(connection).units)
            new = [(s, reviewing.suppressed(s, {(scorer, zh_value, en_value): who}, when=when)) for s in live]
            changed = [state.key for old, state in new if state != old]
            before = {**rows.read_rows(connection, changed), **journal.current(connection, [name])}
            after = {**rows.rows_of(state for old, state in new if state != old), name: before.get(name, row)}
            what = f"never flags {zh_value or '-'} = {en_value or '-'} again"
            self._commit(connection, before, after, who=who, action="suppress", what=what)
            return in_order(rows.load(connection, changed).values())

    def add_term(
        self, zh: str, en: str, *, who: str, found: Mapping[str, tuple[int, Sequence[Issue]]] | None = None
    ) -> tuple[UnitState, ...]:
        """Add a rendering to the project's termbase, unless it has it.

        ``found``: the units, by key, whose issues change: the version checked, and all issues. A unit that somebody
        changed meanwhile stays unchanged, since its next check knows the term. Returns the changed units.
        """
        when = self._clock()
        row = {"zh": zh, "en": en, "who": who, "when": when}
        name = rows.row_id(schema.terms, row)
        checked = found or {}
        with self._db.write() as connection:
            units = rows.read_rows(connection, list(checked))
            states = {
                key: state
                for key, state in rows.states_of(units).items()
                if state.version == checked[key][0] and not state.gone
            }
            new = rechecked(connection, states, checked, reason=reviewing.TERMS, when=when)
            known = journal.current(connection, [name])
            before = {**rows.read_rows(connection, list(states)), **known}
            after = {**rows.rows_of(new), **(known or {name: row})}
            self._commit(connection, before, after, who=who, action="term", what=f"added {zh} = {en}")
            return in_order(rows.load(connection, list(states)).values())

    def merge_run(self, project: Project) -> MergeReport:
        """Merge a new run of the project: see :mod:`align.store.rerun`."""
        when = self._clock()
        with self._db.write() as connection:
            before = rows.read_rows(connection)
            english, number = documents_of(connection)[1], journal.revision(connection) + 1
            states, report = rerun.merged(
                in_order(rows.states_of(before).values()),
                importing.units_with_ids(project.bitext),
                new_key=lambda n: f"{number}-{n}",
                revised=english is None or project.bitext.en is None or english.text != project.bitext.en.text,
                when=when,
            )
            never = patterns(connection)
            states = tuple(s if s.gone else reviewing.suppressed(s, never, when=when) for s in states)
            about = importing.project_rows(project)
            before |= journal.current(connection, {*about, ("documents", ("zh",)), ("documents", ("en",))})
            what = f"merged a new run: pairs changed {report.changed}, flags no longer found {report.closed}"
            self._commit(connection, before, {**rows.rows_of(states), **about}, who=RUN, action="run", what=what)
            return report


def _begin(path: Path, seed: Project, clock: Callable[[], str]) -> None:
    """Make a review, under another name until it is whole: what stands in its place is never empty or half of one."""
    part = path.with_name(part_name(path.name))
    try:
        database = Database(part)
        try:
            Store(database, clock)._seed(seed)
        finally:
            database.close()
        soundness.put_in_place(part, path)
    finally:
        for file in soundness.without(part):
            file.unlink(missing_ok=True)


def _with_free_ids(
    units: Sequence[TranslationUnit], olds: Sequence[UnitState], taken: set[str]
) -> list[TranslationUnit]:
    """Return replacement units with unique issue ids; those of the old units may be reused."""
    own = {issue.id for old in olds for issue in (*old.unit.issues, *(closed.issue for closed in old.closed))}
    used = taken - own
    named = []
    for unit in units:
        issues = reviewing.with_free_ids(unit.issues, own=(), taken=used)
        used |= {issue.id for issue in issues}
        named.append(replace(unit, issues=issues))
    return named
