"""How the store writes: read the rows of some units, make new states, write what differs, all in one transaction."""

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
    """Writes to one review, and takes back what was written."""

    def __init__(self, database: Database, clock: Callable[[], str]) -> None:
        """A writer to an open database."""
        super().__init__(database)
        self._clock = clock

    def undo(self, *, who: str) -> str | None:
        """Undo the last action of a person that is not undone yet; return what it was, or None if there is none.

        Raises Conflict if somebody has changed since what it would have to change back.
        """
        with self._db.write() as connection:
            entry = journal.last_undoable(connection, who)
            if entry is None:
                return None
            if (later := journal.in_the_way(connection, entry.id)) is not None:
                states = rows.load(connection, journal.keys_of(connection, entry.id))
                raise Conflict(next(iter(states.values()), None), who=later.who, when=later.when)
            done = journal.changes_of(connection, entry.id)
            back = [(name, after, before) for name, before, after in done]
            when, what = self._clock(), f"undid: {entry.what}"
            journal.commit(connection, back, who=who, when=when, action=journal.UNDO, what=what, undoes=entry.id)
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
        """Change one unit. ``version``: the one that was seen, or None if it does not matter."""
        with self._db.write() as connection:
            before = rows.read_rows(connection, [key])
            state = expect(connection, rows.states_of(before), key, version)
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


def expect(connection: Connection, states: Mapping[str, UnitState], key: str, version: int | None) -> UnitState:
    """Return the unit of a key among states. Raises Conflict if it is not what was seen, Unknown where it never was."""
    state = states.get(key)
    if state is not None and not state.gone and version in (None, state.version):
        return state
    touch = journal.last_touch(connection, key)
    if touch is None:
        raise Unknown(f"there is no unit {key}")
    raise Conflict(None if state is None or state.gone else state, who=touch.who, when=touch.when)


def patterns(connection: Connection) -> dict[Pattern, str]:
    """Return the patterns that are never flagged again, with who set them."""
    return {(r.scorer, r.zh_value, r.en_value): r.who for r in connection.execute(select(schema.patterns))}


def issue_ids(connection: Connection) -> set[str]:
    """Return the ids of all issues, closed ones too."""
    return set(connection.execute(select(schema.issues.c.id)).scalars())


def positions(connection: Connection) -> list[tuple[str, float]]:
    """Return the keys of all units and where they stand."""
    table = schema.units
    return [(r.key, r.position) for r in connection.execute(select(table.c.key, table.c.position))]
