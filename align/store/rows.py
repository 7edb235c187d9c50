"""Converts the state of a unit to rows of tables and back. A row is a mapping of plain values, for the history."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import Connection, Table, select

from align.model.characters import storable
from align.model.document import Span
from align.model.unit import ClosedIssue, Comment, Issue, TranslationUnit, Verdict
from align.store import schema
from align.store.model import DroppedEdit, UnitState

Row = dict[str, Any]
RowId = tuple[str, tuple[Any, ...]]
"""The name of a table and the primary key of a row."""

_MANY = 500


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
        names = [column.name for column in table.columns]
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
    given = {v["issue"]: Verdict(v["decision"], v["who"], v["when"], storable(v["comment"])) for v in verdicts}
    closed = tuple(_closed(i, given.pop(i["id"], None)) for i in issues if i["closed"] is not None) if issues else ()
    id, zh, en, scores = json.loads(f"[{row['id']},{row['zh']},{row['en']},{row['scores']}]")
    unit = TranslationUnit(
        id=id,
        zh=tuple(zh),
        en=tuple(en),
        zh_text=row["zh_text"],
        en_text=row["en_text"],
        zh_speaker=row["zh_speaker"],
        en_speaker=row["en_speaker"],
        confidence=row["confidence"],
        scores=scores,
        issues=tuple(issue_of(i) for i in issues if i["closed"] is None),
        reordered=row["reordered"],
        zh_place=row["zh_place"],
        en_place=row["en_place"],
    )
    return UnitState(
        key=row["key"],
        unit=unit,
        version=row["version"],
        published=row["published"],
        position=row["position"],
        locked=row["locked"],
        approved=None if row["approved"] is None else Verdict(**json.loads(row["approved"])),
        verdicts=given,
        comments=tuple(Comment(storable(c["text"]), c["who"], c["when"], c["id"]) for c in comments),
        closed=closed,
        suppressed=frozenset(v["issue"] for v in verdicts if v["pattern"]),
        changed_since_review=row["changed"],
        edited_by=row["edited_by"],
        edited_when=row["edited_when"],
        conflict=None if row["conflict"] is None else DroppedEdit(**json.loads(row["conflict"])),
        gone=row["gone"],
        signed=None if row["signed"] is None else Verdict(**json.loads(row["signed"])),
    )


def issue_of(row: Row) -> Issue:
    """Return the issue of a row."""
    return Issue(
        scorer=row["scorer"],
        type=row["type"],
        severity=row["severity"],
        confidence=row["confidence"],
        message=row["message"],
        zh_span=_span(row["zh_span"]),
        en_span=_span(row["en_span"]),
        zh_value=row["zh_value"],
        en_value=row["en_value"],
        suggestion=row["suggestion"],
        id=row["id"],
        code=row["code"],
        values=json.loads(row["values"]),
    )


def _closed(row: Row, verdict: Verdict | None) -> ClosedIssue:
    texts = row["closed_zh_text"], row["closed_en_text"]
    return ClosedIssue(issue_of(row), row["closed"], row["closed_when"], *texts, verdict)


def _span(value: str | None) -> Span | None:
    return None if value is None else cast(Span, tuple(json.loads(value)))


def _unit_of(row: Row) -> str:
    return str(row["unit"] if "unit" in row else row["key"])


def _unit_row(state: UnitState) -> Row:
    unit = state.unit
    return {
        "key": state.key,
        "position": state.position,
        "id": _json(unit.id),
        "zh": _json(unit.zh),
        "en": _json(unit.en),
        "zh_text": unit.zh_text,
        "en_text": unit.en_text,
        "published": state.published,
        "zh_speaker": unit.zh_speaker,
        "en_speaker": unit.en_speaker,
        "confidence": unit.confidence,
        "scores": _json(dict(unit.scores)),
        "reordered": unit.reordered,
        "zh_place": unit.zh_place,
        "en_place": unit.en_place,
        "locked": state.locked,
        "changed": state.changed_since_review,
        "gone": state.gone,
        "edited_by": state.edited_by,
        "edited_when": state.edited_when,
        "approved": None if state.approved is None else _json(asdict(state.approved)),
        "conflict": None if state.conflict is None else _json(asdict(state.conflict)),
        "signed": None if state.signed is None else _json(asdict(state.signed)),
    }


def _issue_row(key: str, place: int, issue: Issue, closed: ClosedIssue | None) -> Row:
    return {
        "id": issue.id,
        "unit": key,
        "place": place,
        "scorer": issue.scorer,
        "type": issue.type,
        "severity": issue.severity,
        "confidence": issue.confidence,
        "message": issue.message,
        "zh_span": None if issue.zh_span is None else _json(issue.zh_span),
        "en_span": None if issue.en_span is None else _json(issue.en_span),
        "zh_value": issue.zh_value,
        "en_value": issue.en_value,
        "suggestion": issue.suggestion,
        "code": issue.code,
        "values": _json(issue.values),
        "closed": closed and closed.reason,
        "closed_when": closed and closed.when,
        "closed_zh_text": closed and closed.zh_text,
        "closed_en_text": closed and closed.en_text,
    }


def _verdict_row(state: UnitState, id: str, verdict: Verdict) -> Row:
    return {"issue": id, "unit": state.key, **asdict(verdict), "pattern": id in state.suppressed}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
