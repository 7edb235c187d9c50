"""The append-only history: an entry holds the rows that a write changed, before and after, so it can be undone.

Undoing compares rows, not versions: a decision can be undone although a colleague has commented on the same unit
since, but not if somebody has changed the same row again. So the current state is always the result of the entries not
undone, in their order.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, delete, func, insert, select, tuple_, update

from align.store import schema
from align.store.model import Entry
from align.store.rows import Row, RowId, row_id

Change = tuple[RowId, Row | None, Row | None]
"""The name of a row, and the row before and after."""

IMPORT, UNDO, CHECK = "import", "undo", "check"
UNCHECKED = " unchecked"
"""How the action of an entry ends after which a scorer has yet to look at the units."""
_AT_ONCE = 300
_SELECT = "SELECT {} FROM {}"
_LAST = """SELECT c."table", c.key, c.after FROM changes AS c JOIN
(SELECT "table", key, max(entry) AS entry FROM changes GROUP BY "table", key) AS last USING ("table", key, entry)"""


def revision(connection: Connection) -> int:
    """Return the id of the last entry, or 0 if there is none."""
    return int(connection.execute(select(func.coalesce(func.max(schema.history.c.id), 0))).scalar_one())


def differences(before: Mapping[RowId, Row], after: Mapping[RowId, Row]) -> list[Change]:
    """Return the changes that turn the rows before into the rows after."""
    old = {name: _content(row) for name, row in before.items()}
    new = {name: _content(row) for name, row in after.items()}
    return [(n, old.get(n), new.get(n)) for n in dict.fromkeys((*old, *new)) if old.get(n) != new.get(n)]


def commit(
    connection: Connection,
    changes: Sequence[Change],
    *,
    who: str,
    when: str,
    action: str,
    what: str,
    undoes: int | None = None,
) -> int:
    """Write changes and their entry; return its id, which becomes the version of the units touched."""
    id = revision(connection) + 1
    entry = {"id": id, "who": who, "when": when, "action": action, "what": what, "undoes": undoes}
    connection.execute(insert(schema.history), entry)
    if not changes:
        return id
    connection.execute(insert(schema.changes), [_record(id, place, change) for place, change in enumerate(changes)])
    for name, table in schema.JOURNALED.items():
        mine = [(key, before, after) for (of, key), before, after in changes if of == name]
        columns = list(table.primary_key)
        gone = [dict(zip((f"b{n}" for n in range(len(columns))), key, strict=True)) for key, old, _ in mine if old]
        if gone:
            matches = and_(*(column == bindparam(f"b{n}") for n, column in enumerate(columns)))
            connection.execute(delete(table).where(matches), gone)
        extra = {"version": id} if table is schema.units else {}
        if new := [{**row, **extra} for _, _, row in mine if row is not None]:
            connection.execute(insert(table), new)
    if units := sorted({unit for change in changes for unit in _units_of(change)}):
        connection.execute(insert(schema.touched), [{"entry": id, "unit": unit} for unit in units])
        query = update(schema.units).where(schema.units.c.key == bindparam("of")).values(version=id)
        connection.execute(query, [{"of": unit} for unit in units])
    return id


def changes_of(connection: Connection, entry: int) -> list[Change]:
    """Return the changes that an entry made."""
    table = schema.changes
    query = select(table).where(table.c.entry == entry).order_by(table.c.place)
    return [
        ((row.table, tuple(json.loads(row.key))), _row(row.table, row.before), _row(row.table, row.after))
        for row in connection.execute(query)
    ]


def last_undoable(connection: Connection, who: str) -> Entry | None:
    """Return the last entry of a person not undone yet; nobody can undo the first import."""
    table = schema.history
    query = select(table).where(table.c.who == who, table.c.action != IMPORT, *_in_force()).order_by(table.c.id.desc())
    row = connection.execute(query.limit(1)).first()
    return None if row is None else Entry(row.id, row.who, row.when, row.action, row.what)


def in_the_way(connection: Connection, entry: int) -> Entry | None:
    """Return the last later entry of a person, not undone, that changed a row of this one."""
    mine, theirs, table = schema.changes.alias(), schema.changes.alias(), schema.history
    query = (
        select(table)
        .join(theirs, theirs.c.entry == table.c.id)
        .join(mine, and_(mine.c.table == theirs.c.table, mine.c.key == theirs.c.key))
        .where(mine.c.entry == entry, theirs.c.entry > entry, table.c.action != CHECK, *_in_force())
        .order_by(table.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).first()
    return None if row is None else Entry(row.id, row.who, row.when, row.action, row.what)


def _in_force() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the entries that are neither undone nor undo another one."""
    table = schema.history.alias()
    undone = select(table.c.undoes).where(table.c.undoes.is_not(None))
    return schema.history.c.action != UNDO, schema.history.c.id.not_in(undone)


def current(connection: Connection, names: Iterable[RowId]) -> dict[RowId, Row]:
    """Return the current rows of some names, without versions."""
    keys: dict[str, list[tuple[Any, ...]]] = {}
    for name, key in names:
        keys.setdefault(name, []).append(key)
    rows: dict[RowId, Row] = {}
    for name, wanted in keys.items():
        table = schema.JOURNALED[name]
        columns = tuple_(*table.primary_key)
        for start in range(0, len(wanted), _AT_ONCE):
            query = select(table).where(columns.in_(wanted[start : start + _AT_ONCE]))
            for found in connection.execute(query).mappings():
                row = _content(dict(found))
                rows[row_id(table, row)] = row
    return rows


def departure(connection: Connection) -> str:
    """Return a row that is not what the history says of it, "" if all are: a page that a disk has changed looks whole.

    Rows that the history has never heard of are departures too, but those of ``project``: a later version may add some.
    """
    rows: dict[RowId, tuple[Any, ...]] = {}
    names: dict[str, list[str]] = {}
    for name, table in schema.JOURNALED.items():
        columns = [column.name for column in table.columns if column.name != "version"]
        at = [columns.index(column.name) for column in table.primary_key]
        names[name] = columns
        for row in connection.exec_driver_sql(_SELECT.format(",".join(f'"{c}"' for c in columns), name)):
            rows[name, tuple(row[k] for k in at)] = tuple(row)
    for name, key, after in connection.exec_driver_sql(_LAST):
        row_key = name, tuple(json.loads(key))
        found, expected = rows.pop(row_key, None), _row(name, after)
        if found != (expected and tuple(expected.get(column) for column in names[name])):
            return f"{name} {row_key[1][0]!r} is not what its history says"
    unknown = next((key for key in rows if key[0] != schema.project.name), None)
    return f"{unknown[0]} {unknown[1][0]!r} is not in its history" if unknown else ""


def last_touch(connection: Connection, key: str) -> Entry | None:
    """Return the last entry that changed a unit, gone or not."""
    return next(iter(touches(connection, key, 1)), None)


def touches(connection: Connection, key: str, limit: int) -> tuple[Entry, ...]:
    """Return the last entries that changed a unit, gone or not, the latest first."""
    query = (
        select(schema.history)
        .join(schema.touched, schema.touched.c.entry == schema.history.c.id)
        .where(schema.touched.c.unit == key)
        .order_by(schema.history.c.id.desc())
        .limit(limit)
    )
    return tuple(
        Entry(row.id, row.who, row.when, row.action, row.what, undoes=row.undoes) for row in connection.execute(query)
    )


def is_of(change: Change, key: str) -> bool:
    """True if a change is of a unit, its issues, verdicts or comments."""
    return key in _units_of(change)


def entries(connection: Connection, limit: int) -> tuple[Entry, ...]:
    """Return the last entries, the latest first."""
    touched = schema.touched
    query = select(schema.history).order_by(schema.history.c.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    keys: dict[int, list[str]] = {row.id: [] for row in rows}
    for entry, unit in connection.execute(select(touched).where(touched.c.entry.in_(keys)).order_by(touched.c.unit)):
        keys[entry].append(unit)
    return tuple(Entry(r.id, r.who, r.when, r.action, r.what, tuple(keys[r.id]), r.undoes) for r in rows)


def checks_after(connection: Connection, entry: int) -> tuple[Entry, ...]:
    """Return the checks of units that an entry touched, made after it and in force, the latest first."""
    mine, theirs, table = schema.touched.alias(), schema.touched.alias(), schema.history
    query = (
        select(table)
        .distinct()
        .join(theirs, theirs.c.entry == table.c.id)
        .join(mine, mine.c.unit == theirs.c.unit)
        .where(mine.c.entry == entry, theirs.c.entry > entry, table.c.action == CHECK, *_in_force())
        .order_by(table.c.id.desc())
    )
    return tuple(Entry(row.id, row.who, row.when, row.action, row.what) for row in connection.execute(query))


def unchecked(connection: Connection) -> dict[str, str]:
    """Return the units that were stored before all scorers had looked at them, with who wrote."""
    table, touched = schema.history, schema.touched
    begun = table.c.action.like(f"%{UNCHECKED}")
    query = (
        select(touched.c.unit, table.c.who, table.c.action)
        .join(table, touched.c.entry == table.c.id)
        .where(begun | table.c.action.in_((CHECK, "edit", "edit many")), *_in_force())
        .where(table.c.id >= select(func.min(table.c.id)).where(begun).scalar_subquery())
        .order_by(table.c.id)
    )
    found = {row.unit: (row.who, row.action) for row in connection.execute(query)}
    return {unit: who for unit, (who, action) in found.items() if action.endswith(UNCHECKED)}


def touched_by_others(connection: Connection, key: str, since: int, who: str) -> bool:
    """True if anybody but one person, and anything but a check, has touched a unit after an entry."""
    query = (
        select(schema.history.c.id)
        .join(schema.touched, schema.touched.c.entry == schema.history.c.id)
        .where(schema.touched.c.unit == key, schema.history.c.id > since, schema.history.c.action != CHECK)
        .where(schema.history.c.who != who)
        .limit(1)
    )
    return connection.execute(query).first() is not None


def keys_of(connection: Connection, entry: int) -> tuple[str, ...]:
    """Return the keys of the units that an entry changed."""
    table = schema.touched
    return tuple(connection.execute(select(table.c.unit).where(table.c.entry == entry)).scalars())


def touched_since(connection: Connection, since: int) -> tuple[str, ...]:
    """Return the keys of the units that entries after one have changed, including units that are gone."""
    table = schema.touched
    query = select(table.c.unit).distinct().where(table.c.entry > since)
    return tuple(connection.execute(query).scalars())


def _row(table: str, value: str | None) -> Row | None:
    return None if value is None else {**schema.ADDED.get(table, {}), **json.loads(value)}


def _content(row: Mapping[str, Any]) -> Row:
    return {column: value for column, value in row.items() if column != "version"}


def _record(entry: int, place: int, change: Change) -> dict[str, Any]:
    (table, key), before, after = change
    return {
        "entry": entry,
        "place": place,
        "table": table,
        "key": json.dumps(key, ensure_ascii=False),
        "before": None if before is None else json.dumps(before, ensure_ascii=False),
        "after": None if after is None else json.dumps(after, ensure_ascii=False),
    }


def _units_of(change: Change) -> set[str]:
    """Return the units of a change: two if an issue moves."""
    (table, _), before, after = change
    name = "key" if table == schema.units.name else "unit"
    return {row[name] for row in (before, after) if row is not None and name in row}
