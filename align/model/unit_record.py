"""A translation unit as JSON: a line of ``bitext.jsonl``, a format that users' scripts rely on."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from align.model.document import Span
from align.model.document_record import span_of
from align.model.unit import SEVERITIES, Issue, TranslationUnit, Value

ISSUE_KEYS = (
    "id",
    "scorer",
    "type",
    "severity",
    "confidence",
    "zh_span",
    "en_span",
    "zh_value",
    "en_value",
    "message",
    "suggestion",
)


def as_record(unit: TranslationUnit) -> dict[str, Any]:
    """Return the unit as a line of ``bitext.jsonl``: plain JSON values under the documented keys, in their order."""
    record: dict[str, Any] = {
        "id": unit.id,
        "zh": list(unit.zh),
        "en": list(unit.en),
        "zh_text": unit.zh_text,
        "en_text": unit.en_text,
        "zh_speaker": unit.zh_speaker,
        "en_speaker": unit.en_speaker,
        "confidence": round(unit.confidence, 4),
        "scores": {k: round(v, 4) for k, v in unit.scores.items()},
        "issues": [_issue_record(issue) for issue in unit.issues],
    }
    if unit.reordered:
        record["reordered"] = True
    record |= {key: place for key, place in (("zh_place", unit.zh_place), ("en_place", unit.en_place)) if place}
    return record


def from_record(record: Mapping[str, Any]) -> TranslationUnit:
    """Return the unit of a line of ``bitext.jsonl``. Only ``zh_text`` and ``en_text`` are required.

    Raises one of ``MALFORMED`` for an invalid record: a wrong value would later stop an unrelated export or page.
    """
    zh_text, en_text = _text(record["zh_text"]), _text(record["en_text"])
    return TranslationUnit(
        id=id_of(record.get("id", 0)),
        zh=numbers_of(record.get("zh", ())),
        en=numbers_of(record.get("en", ())),
        zh_text=zh_text,
        en_text=en_text,
        zh_speaker=_text(record.get("zh_speaker", "")),
        en_speaker=_text(record.get("en_speaker", "")),
        confidence=finite(record.get("confidence", 1.0)),
        scores={_text(name): finite(value) for name, value in record.get("scores", {}).items()},
        issues=tuple(within(issue_from(issue), zh_text, en_text) for issue in record.get("issues", ())),
        reordered=bool(record.get("reordered", False)),
        zh_place=_text(record.get("zh_place", "")),
        en_place=_text(record.get("en_place", "")),
    )


def issue_from(record: Mapping[str, Any]) -> Issue:
    """Return the issue of a record made by :func:`as_record`. Raises one of ``MALFORMED``."""
    if record["severity"] not in SEVERITIES:
        raise ValueError(f"unknown severity {record['severity']!r}; expected one of {', '.join(SEVERITIES)}")
    return Issue(
        scorer=_text(record["scorer"]),
        type=_text(record["type"]),
        severity=record["severity"],
        confidence=finite(record["confidence"]),
        message=_text(record["message"]),
        zh_span=_span(record.get("zh_span")),
        en_span=_span(record.get("en_span")),
        zh_value=_text(record.get("zh_value", "")),
        en_value=_text(record.get("en_value", "")),
        suggestion=_text(record.get("suggestion", "")),
        id=_text(record.get("id", "")),
        code=_text(record.get("code", "")),
        values=_values(record.get("values", {})),
    )


def within(issue: Issue, zh_text: str, en_text: str) -> Issue:
    """Return the issue, if its spans lie within the texts. Raises ValueError."""
    for span, text in ((issue.zh_span, zh_text), (issue.en_span, en_text)):
        if span is not None and not 0 <= span[0] <= span[1] <= len(text):
            raise ValueError(f"the span {span[0]}, {span[1]} is outside its text of {len(text)} characters")
    return issue


def id_of(value: Any) -> int | str:
    """Return the id of a unit. Raises TypeError."""
    if type(value) is int or type(value) is str:
        return value
    raise TypeError("an id must be a number or a text")


def numbers_of(values: Any) -> tuple[int, ...]:
    """Return segment numbers. Raises TypeError."""
    for number in values:  # twice as fast as all(...): a memory has hundreds of thousands of units
        if type(number) is not int:
            raise TypeError("segment numbers must be whole numbers")
    return tuple(values)


def finite(value: Any) -> float:
    """Return a finite number. Raises TypeError or ValueError."""
    number = float(value)
    if not isfinite(number):
        raise ValueError(f"{value!r} is not a number")
    return number


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _values(value: Any) -> Mapping[str, Value]:
    if not isinstance(value, dict):
        raise TypeError(f"{value!r} is not an object")
    return value


def _span(value: Any) -> Span | None:
    return span_of(value) if value else None


def _issue_record(issue: Issue) -> dict[str, Any]:
    record = {key: getattr(issue, key) for key in ISSUE_KEYS}
    record["confidence"] = round(issue.confidence, 4)
    for key in ("zh_span", "en_span"):
        record[key] = list(record[key]) if record[key] else None
    if issue.code:
        record |= {"code": issue.code, "values": dict(issue.values)}
    return record
