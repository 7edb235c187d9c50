"""A translation unit as JSON: a line of ``bitext.jsonl``, a format that users' scripts rely on."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

import msgspec

from align.model.unit import Issue, TranslationUnit

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
        "issues": [issue_record(issue) for issue in unit.issues],
    }
    if unit.reordered:
        record["reordered"] = True
    record |= {key: place for key, place in (("zh_place", unit.zh_place), ("en_place", unit.en_place)) if place}
    return record


def from_record(record: Mapping[str, Any]) -> TranslationUnit:
    """Return the unit of a line of ``bitext.jsonl``. Only ``zh_text`` and ``en_text`` are required.

    Raises TypeError or ValueError, which names the place, for an invalid record: a wrong value would later stop an
    unrelated export or page.
    """
    unit = msgspec.convert({"id": 0, "zh": (), "en": (), **record}, TranslationUnit)
    for number in (unit.confidence, *unit.scores.values()):
        _require_finite(number)
    for issue in unit.issues:
        checked(issue, unit.zh_text, unit.en_text)
    return unit


def checked(issue: Issue, zh_text: str, en_text: str) -> Issue:
    """Return the issue, if its confidence is a number and its spans lie within the texts. Raises ValueError."""
    _require_finite(issue.confidence)
    for span, text in ((issue.zh_span, zh_text), (issue.en_span, en_text)):
        if span is not None and not 0 <= span[0] <= span[1] <= len(text):
            raise ValueError(f"the span {span[0]}, {span[1]} is outside its text of {len(text)} characters")
    return issue


def _require_finite(number: float) -> None:
    if not isfinite(number):
        raise ValueError(f"{number} is not a number")


def issue_record(issue: Issue) -> dict[str, Any]:
    """Return the issue as JSON values."""
    record = {key: getattr(issue, key) for key in ISSUE_KEYS}
    record["confidence"] = round(issue.confidence, 4)
    for key in ("zh_span", "en_span"):
        record[key] = list(record[key]) if record[key] else None
    if issue.code:
        record |= {"code": issue.code, "values": dict(issue.values)}
    return record
