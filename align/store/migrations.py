"""The steps that bring the database of an older version up to date.

From 2 to 3, issues and patterns are known by the words that they are about. Before, the id of an issue and what is
never flagged again held the figures of both sides as they were displayed ("500,000,000 yuan"): to reword a figure would
have lost what was decided on it. Spans were stored too, so that the words can be read off. Both are renamed wherever
they stand, in the history as well, so that what was done before can be undone after. The old ids stay in
``former_ids``, for workbooks that were exported with them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Table,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    select,
    text,
    update,
)

from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit, digest, signature
from align.store import schema
from align.store.reviewing import Pattern, pattern_of, with_free_ids
from align.store.rows import Row, issue_of

_PATTERN = ("scorer", "zh_value", "en_value")


def prepare(connection: Connection, name: str) -> None:
    """Make the tables in an empty database, or migrate older ones. Call it in a write transaction.

    Raises InputError if a newer align or another program made the database.
    """
    found = inspect(connection).get_table_names()
    if schema.schema_version.name not in found:
        if set(found) & set(schema.metadata.tables):
            raise InputError(name, "is a database of another program; expected a review or an empty database")
        schema.metadata.create_all(connection)
        connection.execute(insert(schema.schema_version).values(version=schema.VERSION))
        return
    version = schema.version_of(connection)
    if version > schema.VERSION:
        raise InputError(
            name, f"was made by a newer align (schema {version}); expected schema {schema.VERSION} or older"
        )
    for step in range(version, schema.VERSION):
        MIGRATIONS[step](connection)
    if version < schema.VERSION:
        connection.execute(update(schema.schema_version).values(version=schema.VERSION))


def _from_1(connection: Connection) -> None:
    """Migrate from version 1: add patterns never to be flagged again, edits not adopted, and faster undoing."""
    schema.patterns.create(connection)
    schema.changes_row.create(connection)
    connection.execute(text("ALTER TABLE units ADD COLUMN conflict TEXT"))
    connection.execute(text("ALTER TABLE verdicts ADD COLUMN pattern BOOLEAN NOT NULL DEFAULT FALSE"))


def _from_2(connection: Connection) -> None:
    """Migrate from version 2: add codes and values of issues, rename ids and patterns by words."""
    connection.execute(text("ALTER TABLE issues ADD COLUMN code TEXT NOT NULL DEFAULT ''"))
    connection.execute(text("ALTER TABLE issues ADD COLUMN \"values\" TEXT NOT NULL DEFAULT '{}'"))
    schema.former_ids.create(connection)
    known = list(_issues(connection))
    ids = _new_ids(known)
    words: dict[Pattern, dict[Pattern, None]] = {}
    for unit, issue in known:
        words.setdefault((issue.scorer, issue.zh_value, issue.en_value), {})[pattern_of(unit, issue)] = None
    for table, column in ((schema.issues, schema.issues.c.id), (schema.verdicts, schema.verdicts.c.issue)):
        query = update(table).where(column == bindparam("former")).values({column.name: bindparam("new")})
        if ids:
            connection.execute(query, [{"former": former, "new": new} for former, new in ids.items()])
    if ids:
        connection.execute(insert(schema.former_ids), [{"former": old, "id": new} for old, new in ids.items()])
    _rename_patterns(connection, words)
    _rename_history(connection, ids, words)


def _from_3(connection: Connection) -> None:
    """Migrate from version 3: add the sign-off of the chief editor."""
    connection.execute(text("ALTER TABLE units ADD COLUMN signed TEXT"))


def _issues(connection: Connection) -> Iterator[tuple[TranslationUnit, Issue]]:
    """Yield each issue with its unit as it was when the issue was found: those of now, then those of the history
    alone."""
    table = schema.units.c
    texts = select(table.key, table.zh_text, table.en_text)
    units = {row["key"]: row for row in connection.execute(texts).mappings()}
    query = select(schema.issues).join(schema.units, schema.units.c.key == schema.issues.c.unit)
    rows = [
        {str(name): value for name, value in row.items()}  # names of a class of its own, which msgspec refuses
        for row in connection.execute(query.order_by(schema.units.c.position, schema.issues.c.place)).mappings()
    ]
    history = select(schema.changes).where(schema.changes.c.table == schema.issues.name)
    for change in connection.execute(history.order_by(schema.changes.c.entry, schema.changes.c.place)):
        rows += [schema.ADDED["issues"] | json.loads(row) for row in (change.before, change.after) if row is not None]
    seen: set[str] = set()
    for row in rows:
        if row["id"] not in seen and row["unit"] in units:
            seen.add(row["id"])
            unit = units[row["unit"]]
            zh, en = (row[f"closed_{side}"] if row["closed"] else unit[side] for side in ("zh_text", "en_text"))
            yield TranslationUnit(0, (), (), zh, en), issue_of(row)


def _new_ids(known: Iterable[tuple[TranslationUnit, Issue]]) -> dict[str, str]:
    """Return the new id by former id; equal ones are numbered as they were."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for unit, issue in sorted(known, key=lambda pair: int(pair[1].id.partition("-")[2] or 1)):
        bare = replace(issue, id=digest(signature(unit, issue), unit.zh_text or unit.en_text))
        (named,) = with_free_ids([bare], own=(), taken=taken)
        taken.add(named.id)
        ids[issue.id] = named.id
    return ids


def _rename_patterns(connection: Connection, words: Mapping[Pattern, Iterable[Pattern]]) -> None:
    table = schema.patterns
    for row in connection.execute(select(table)).mappings().all():
        former = row["scorer"], row["zh_value"], row["en_value"]
        if new := [dict(row) | dict(zip(_PATTERN, pattern, strict=True)) for pattern in words.get(former, ())]:
            connection.execute(delete(table).where(*_is(table, row)))
            connection.execute(insert(table), new)


def _rename_history(connection: Connection, ids: Mapping[str, str], words: Mapping[Pattern, Iterable[Pattern]]) -> None:
    """Rename in the rows that the history keeps. A pattern that stands for several pairs of words becomes several."""
    table = schema.changes
    changed = table.c.table.in_([t.name for t in (schema.issues, schema.verdicts, schema.patterns)])
    more: list[Row] = []
    for row in connection.execute(select(table).where(changed)).mappings().all():
        key = json.loads(row["key"])
        if row["table"] == schema.patterns.name:
            keys = [dict(zip(_PATTERN, new, strict=True)) for new in words.get(tuple(key), ())]
        else:
            keys = [{"id" if row["table"] == schema.issues.name else "issue": ids[key[0]]}] if key[0] in ids else []
        for number, names in enumerate(keys):
            new = dict(row) | {"key": json.dumps([*names.values()], ensure_ascii=False)}
            for side in ("before", "after"):
                if row[side] is not None:
                    new[side] = json.dumps(json.loads(row[side]) | names, ensure_ascii=False)
            if number:
                more.append(new)
            else:
                connection.execute(update(table).where(*_is(table, row)).values(new))
    for new in more:
        last = select(func.max(table.c.place)).where(table.c.entry == new["entry"])
        connection.execute(insert(table), new | {"place": connection.execute(last).scalar_one() + 1})


def _is(table: Table, row: RowMapping) -> list[ColumnElement[bool]]:
    """Return what only this row of a table matches."""
    return [column == row[column.name] for column in table.primary_key]


MIGRATIONS: dict[int, Callable[[Connection], None]] = {1: _from_1, 2: _from_2, 3: _from_3}
