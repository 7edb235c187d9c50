"""Writes of the store: read rows of units, make new states, write the differences, all in one transaction."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Connection, select

from align.store import journal, rows, schema
from align.store.database import Database
from align.store.errors import Conflict, Unknown
from align.store.model import UnitState
from align.store.reader import Reader, one_unit
from align.store.reviewing import Pattern
from align.store.rows import Row, RowId


def utc_now() -> str:
    """Return the time in UTC as ISO 8601, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Writer(Reader):
    """Writes to one review, and undoes writes."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        """Write to an open database."""
        super().__init__(database)
        self._clock = clock

    def undo(self, *, who: str) -> str | None:
        """Undo the last action of a person that is not undone yet; return what it was, or None if there is none.

        Raises Conflict if somebody has changed the same rows since.
        """
        with self._db.write() as connection:
            entry = journal.last_undoable(connection, who)
            if entry is None:
                return None
            if (later := journal.in_the_way(connection, entry.id)) is not None:
                states = rows.load(connection, journal.keys_of(connection, entry.id))
                raise Conflict(next(iter(states.values()), None), who=later.who, when=later.when)
            when = self._clock()
            for taken in (*journal.checks_after(connection, entry.id), entry):  # a check goes with what it checked
                back = [(name, after, before) for name, before, after in journal.changes_of(connection, taken.id)]
                what = f"undid: {taken.what}"
                journal.commit(connection, back, who=who, when=when, action=journal.UNDO, what=what, undoes=taken.id)
            return entry.what

    def _change(
        self,
        key: str,
        version: int | None,
        change: Callable[[UnitState, Connection], UnitState],
        *,
        who: str,
        action: str,
        what: str,
    ) -> UnitState:
        """Change one unit. ``version``: the one seen, or None if it does not matter."""
        with self._db.write() as connection:
            before = rows.read_rows(connection, [key])
            state = expect(connection, rows.states_of(before), key, version, who=who)
            after = rows.rows_of([change(state, connection)])
            self._commit(connection, before, after, who=who, action=action, what=what)
            return one_unit(connection, key)

    def _commit(
        self,
        connection: Connection,
        before: Mapping[RowId, Row],
        after: Mapping[RowId, Row],
        *,
        who: str,
        action: str,
        what: str,
    ) -> None:
        if changes := journal.differences(before, after):
            journal.commit(connection, changes, who=who, when=self._clock(), action=action, what=what)


def expect(
    connection: Connection, states: Mapping[str, UnitState], key: str, version: int | None, *, who: str = ""
) -> UnitState:
    """Return the unit of a key. Raises Conflict if its version is outdated, Unknown for an unknown key.

    Changes that ``who`` made meanwhile, from the same page, are no conflict, nor are checks.
    """
    state = states.get(key)
    if state is not None and not state.gone and (version is None or unchanged(connection, state, version, who=who)):
        return state
    raise changed(connection, None if state is None or state.gone else state, key)


def unchanged(connection: Connection, state: UnitState, version: int, *, who: str) -> bool:
    """True if nobody but ``who`` has changed a unit since a version; checks do not count."""
    return version == state.version or not journal.touched_by_others(connection, state.key, version, who)


def changed(connection: Connection, state: UnitState | None, key: str) -> Conflict:
    """Return the conflict with who changed a unit last; ``state``: None if it is gone. Raises Unknown."""
    touch = journal.last_touch(connection, key)
    if touch is None:
        raise Unknown(f"there is no unit {key}")
    return Conflict(state, who=touch.who, when=touch.when)


def patterns(connection: Connection) -> dict[Pattern, str]:
    """Return the patterns never to be flagged again, with who set them."""
    return {(r.scorer, r.zh_value, r.en_value): r.who for r in connection.execute(select(schema.patterns))}


def issue_ids(connection: Connection) -> set[str]:
    """Return the ids of all issues, including closed ones."""
    return set(connection.execute(select(schema.issues.c.id)).scalars())


def positions(connection: Connection) -> list[tuple[str, float]]:
    """Return the keys and positions of all units."""
    table = schema.units
    return [(r.key, r.position) for r in connection.execute(select(table.c.key, table.c.position))]
