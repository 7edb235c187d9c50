"""Converts the state of a unit to rows of tables and back. A row is a mapping of plain values, for the history."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Table, select

from align.model.characters import storable
from align.model.unit import ClosedIssue, Issue, Verdict
from align.store import schema
from align.store.model import UnitState

Row = dict[str, Any]
RowId = tuple[str, tuple[Any, ...]]
"""The name of a table and the primary key of a row."""

_MANY = 500
_encode = json.JSONEncoder(
    ensure_ascii=False, default=lambda value: dict(value) if isinstance(value, Mapping) else asdict(value)
).encode  # one, where json.dumps would make one at each call


def row_id(table: Table, row: Mapping[str, Any]) -> RowId:
    """Return the name of a row."""
    return table.name, tuple(row[column.name] for column in table.primary_key)


def rows_of(states: Iterable[UnitState]) -> dict[RowId, Row]:
    """Return all rows of states, without the versions of units, which the journal sets."""
    rows: dict[RowId, Row] = {}
    for state in states:
        rows["units", (state.key,)] = _unit_row(state)
        for place, issue in enumerate(state.unit.issues):
            rows["issues", (issue.id,)] = _issue_row(state.key, place, issue, None)
        for place, closed in enumerate(state.closed):
            rows["issues", (closed.issue.id,)] = _issue_row(state.key, place, closed.issue, closed)
            if closed.verdict is not None:
                rows["verdicts", (closed.issue.id,)] = _verdict_row(state, closed.issue.id, closed.verdict)
        for id, verdict in state.verdicts.items():
            rows["verdicts", (id,)] = _verdict_row(state, id, verdict)
        for comment in state.comments:
            rows["comments", (comment.id,)] = {"unit": state.key, **asdict(comment)}
    return rows


def read_rows(connection: Connection, keys: Sequence[str] | None = None) -> dict[RowId, Row]:
    """Return the current rows of some units, or of all units, including those that are gone."""
    if keys is not None and len(keys) > _MANY:
        chosen = frozenset(keys)
        return {id: row for id, row in read_rows(connection).items() if _unit_of(row) in chosen}
    found: dict[RowId, Row] = {}
    for table in (schema.units, schema.issues, schema.verdicts, schema.comments):
        query = select(table)
        if keys is not None:
            query = query.where((table.c.key if table is schema.units else table.c.unit).in_(keys))
        names = [str(column.name) for column in table.columns]  # of a class of its own, which msgspec refuses
        for values in connection.execute(query):  # keys of one column; mappings would take three times as long
            found[table.name, (values[0],)] = dict(zip(names, values, strict=True))
    return found


def load(connection: Connection, keys: Sequence[str] | None = None) -> dict[str, UnitState]:
    """Return the states of some units, or of all, by key, without unknown keys."""
    return states_of(read_rows(connection, keys))


def states_of(found: Mapping[RowId, Row]) -> dict[str, UnitState]:
    """Return the states of rows, by key."""
    by_unit = {name: defaultdict[str, list[Row]](list) for name in ("issues", "verdicts", "comments")}
    for (table, _), row in found.items():
        if table in by_unit:
            by_unit[table][row["unit"]].append(row)
    issues, verdicts, comments = by_unit["issues"], by_unit["verdicts"], by_unit["comments"]
    return {
        key: _state(
            row,
            sorted(issues[key], key=lambda row: row["place"]) if key in issues else (),
            verdicts.get(key, ()),
            sorted(comments[key], key=lambda row: (row["when"], row["id"])) if key in comments else (),
        )
        for (table, (key, *_)), row in found.items()
        if table == "units"
    }


def _state(row: Row, issues: Sequence[Row], verdicts: Sequence[Row], comments: Sequence[Row]) -> UnitState:
    given = {v["issue"]: msgspec.convert(v | {"comment": storable(v["comment"])}, Verdict) for v in verdicts}
    closed = [_closed(i, given.pop(i["id"], None)) for i in issues if i["closed"] is not None]
    found = _parsed(schema.units, row)
    found |= {
        "unit": found | {"issues": [issue_of(i) for i in issues if i["closed"] is None]},
        "verdicts": given,
        "comments": [comment | {"text": storable(comment["text"])} for comment in comments],
        "closed": closed,
        "suppressed": [v["issue"] for v in verdicts if v["pattern"]],
        "changed_since_review": row["changed"],
    }
    return msgspec.convert(found, UnitState)


def issue_of(row: Row) -> Issue:
    """Return the issue of a row."""
    return msgspec.convert(_parsed(schema.issues, row), Issue)


def _closed(row: Row, verdict: Verdict | None) -> ClosedIssue:
    texts = row["closed_zh_text"], row["closed_en_text"]
    return ClosedIssue(issue_of(row), row["closed"], row["closed_when"], *texts, verdict)


def _unit_of(row: Row) -> str:
    return str(row["unit"] if "unit" in row else row["key"])


def _unit_row(state: UnitState) -> Row:
    values = _fields(schema.units, state.unit) | _fields(schema.units, state)
    del values["version"]
    return _written(schema.units, values | {"changed": state.changed_since_review})


def _issue_row(key: str, place: int, issue: Issue, closed: ClosedIssue | None) -> Row:
    values = _fields(schema.issues, issue) | {
        "unit": key,
        "place": place,
        "closed": closed and closed.reason,
        "closed_when": closed and closed.when,
        "closed_zh_text": closed and closed.zh_text,
        "closed_en_text": closed and closed.en_text,
    }
    return _written(schema.issues, values)


def _verdict_row(state: UnitState, id: str, verdict: Verdict) -> Row:
    return {"issue": id, "unit": state.key, **asdict(verdict), "pattern": id in state.suppressed}


def _fields(table: Table, value: Any) -> Row:
    """Return the fields of a value that are columns of a table."""
    names = _shared(table, value.__class__)
    return dict(zip(names, attrgetter(*names)(value), strict=True))


@cache
def _shared(table: Table, kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind) if field.name in table.columns)


@cache
def _in_json(table: Table) -> tuple[str, ...]:
    return tuple(str(column.name) for column in table.columns if (column.comment or "").startswith("JSON"))


def _parsed(table: Table, row: Row) -> Row:
    return row | {name: msgspec.json.decode(row[name]) for name in _in_json(table) if row[name] is not None}


def _written(table: Table, row: Row) -> Row:
    return row | {name: _encode(row[name]) for name in _in_json(table) if row[name] is not None}
