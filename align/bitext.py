"""Beads, translation units, issues and verdicts: what aligning and checking produce.

The field names of ``TranslationUnit`` and ``Issue`` are the keys of ``bitext.jsonl``, a contract that others script
against. Spans inside a unit count characters of its own ``zh_text`` and ``en_text``.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date as Date  # noqa: N812
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal

from align.document import Document, Span

if TYPE_CHECKING:
    from pandas import DataFrame

Severity = Literal["neutral", "minor", "major", "critical"]
Decision = Literal["confirmed", "false positive", "fixed"]
State = Literal["open", "decided", "approved"]
SEVERITIES: tuple[Severity, ...] = ("neutral", "minor", "major", "critical")
ISSUE_KEYS = (
    *("id", "scorer", "type", "severity", "confidence", "zh_span", "en_span"),
    *("zh_value", "en_value", "message", "suggestion"),
)


@dataclass(frozen=True, slots=True)
class Bead:
    """Consecutive segments of both sides that translate each other; an empty side makes it a null bead.

    ``confidence``: the probability that the bead is exactly right, in [0, 1]. ``reordered``: its English stands
    elsewhere than the order of the Chinese says.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    confidence: float = 1.0
    reordered: bool = False


@dataclass(frozen=True, slots=True)
class Issue:
    """One discrepancy. The Chinese is the authority: ``zh_value`` is what it states, ``en_value`` what English does.

    ``type`` is an MQM-Core error type, where useful with a finer kind after a slash ("mistranslation/number").
    ``suggestion`` is the English that would be right, "" where it cannot be computed. ``id`` is given by
    :func:`identify`; a scorer leaves it empty.
    """

    scorer: str
    type: str
    severity: Severity
    confidence: float
    message: str
    zh_span: Span | None = None
    en_span: Span | None = None
    zh_value: str = ""
    en_value: str = ""
    suggestion: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's decision on an issue, or on a unit as a whole. ``when``: ISO 8601, UTC."""

    decision: Decision
    who: str
    when: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A bead with its texts, scores and issues. ``zh_place``, ``en_place``: where they stand (``Document.place``)."""

    id: int | str
    zh: tuple[int, ...]
    en: tuple[int, ...]
    zh_text: str
    en_text: str
    zh_speaker: str = ""
    en_speaker: str = ""
    confidence: float = 1.0
    scores: Mapping[str, float] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    reordered: bool = False
    zh_place: str = ""
    en_place: str = ""


@dataclass(frozen=True, slots=True)
class Bitext:
    """All units of a document pair. ``zh`` and ``en`` are None where only pairs were given (``align check``).

    ``verdicts``: what reviewers decided, by issue id. ``approved``: the units that a reviewer confirmed as a whole, by
    unit id.
    """

    units: tuple[TranslationUnit, ...]
    zh: Document | None = None
    en: Document | None = None
    signature: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    approved: Mapping[int | str, Verdict] = field(default_factory=dict)

    @property
    def date(self) -> Date | None:
        """The date that the Chinese states for itself, else the English."""
        for document in (self.zh, self.en):
            if document is not None and document.metadata.date is not None:
                return document.metadata.date
        return None

    def state(self, unit: TranslationUnit) -> State:
        """Approved as a whole; else decided, where each of its issues has a verdict (and it has any); else open."""
        if unit.id in self.approved:
            return "approved"
        return "decided" if unit.issues and all(i.id in self.verdicts for i in unit.issues) else "open"

    def to_pandas(self) -> "DataFrame":
        """A row a unit: the columns of ``bitext.jsonl``, and ``severity``, that of the gravest issue.

        It is an ordered category, missing where there is no issue: ``df[df.severity >= "major"]``.
        """
        import pandas as pd

        gravest = [max((i.severity for i in unit.issues), key=SEVERITIES.index, default=None) for unit in self.units]
        frame = pd.DataFrame([as_record(unit) for unit in self.units])
        return frame.assign(severity=pd.Categorical(gravest, SEVERITIES, ordered=True))

    def _repr_html_(self) -> str:
        """The pairs with their flags, as a notebook shows them."""
        from align import notebook

        return notebook.table(self)


def unit_of(number: int, bead: Bead, zh: Document, en: Document) -> TranslationUnit:
    """The translation unit of a bead, without scores and issues."""
    return TranslationUnit(
        id=number,
        zh=bead.zh,
        en=bead.en,
        zh_text=zh.passage(bead.zh),
        en_text=en.passage(bead.en),
        zh_speaker=zh.speaker(bead.zh[0]) if bead.zh else "",
        en_speaker=en.speaker(bead.en[0]) if bead.en else "",
        confidence=bead.confidence,
        reordered=bead.reordered,
        zh_place=zh.place(bead.zh),
        en_place=en.place(bead.en),
    )


def identify(unit: TranslationUnit, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Gives each issue of a unit an id that survives a re-run.

    It is a digest of what the issue is about (scorer, type, the Chinese text and what each side states), not of
    positions, so that units before it may come and go; equal ones in a document are told apart by
    :func:`with_unique_ids`.
    """
    named: list[Issue] = []
    for issue in issues:
        zh = unit.zh_text[slice(*issue.zh_span)] if issue.zh_span else ""
        en = unit.en_text[slice(*issue.en_span)] if issue.en_span else ""
        anchor = unit.zh_text or unit.en_text
        parts = (issue.scorer, issue.type, anchor, zh, en, issue.zh_value, issue.en_value)
        named.append(replace(issue, id=hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]))
    return tuple(named)


def with_unique_ids(units: Sequence[TranslationUnit]) -> tuple[TranslationUnit, ...]:
    """Numbers the second and further issues of a document that have the same id ("-2", "-3", ...)."""
    seen: dict[str, int] = {}
    out = []
    for unit in units:
        if not unit.issues:
            out.append(unit)
            continue
        issues = []
        for issue in unit.issues:
            seen[issue.id] = seen.get(issue.id, 0) + 1
            count = seen[issue.id]
            issues.append(issue if count == 1 else replace(issue, id=f"{issue.id}-{count}"))
        out.append(replace(unit, issues=tuple(issues)))
    return tuple(out)


def as_record(unit: TranslationUnit) -> dict[str, Any]:
    """The unit as a line of ``bitext.jsonl``: plain JSON values, the contract's keys in the contract's order."""
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
    """The unit of a line of ``bitext.jsonl``. Only ``zh_text`` and ``en_text`` must be there.

    Raises KeyError, TypeError, ValueError or IndexError where the record is no such line: later, a wrong value would
    stop an export or a page that has nothing to do with it.
    """
    zh_text, en_text = _text(record["zh_text"]), _text(record["en_text"])
    return TranslationUnit(
        id=record.get("id", 0),
        zh=_numbers(record.get("zh", ())),
        en=_numbers(record.get("en", ())),
        zh_text=zh_text,
        en_text=en_text,
        zh_speaker=_text(record.get("zh_speaker", "")),
        en_speaker=_text(record.get("en_speaker", "")),
        confidence=_finite(record.get("confidence", 1.0)),
        scores={_text(name): _finite(value) for name, value in record.get("scores", {}).items()},
        issues=tuple(within(issue_from(issue), zh_text, en_text) for issue in record.get("issues", ())),
        reordered=bool(record.get("reordered", False)),
        zh_place=_text(record.get("zh_place", "")),
        en_place=_text(record.get("en_place", "")),
    )


def issue_from(record: Mapping[str, Any]) -> Issue:
    """The issue of a record as :func:`as_record` makes one. Raises KeyError, TypeError, ValueError or IndexError."""
    if record["severity"] not in SEVERITIES:
        raise ValueError(f"{record['severity']!r} is no severity; expected one of {', '.join(SEVERITIES)}")
    return Issue(
        scorer=_text(record["scorer"]),
        type=_text(record["type"]),
        severity=record["severity"],
        confidence=_finite(record["confidence"]),
        message=_text(record["message"]),
        zh_span=_span(record.get("zh_span")),
        en_span=_span(record.get("en_span")),
        zh_value=_text(record.get("zh_value", "")),
        en_value=_text(record.get("en_value", "")),
        suggestion=_text(record.get("suggestion", "")),
        id=_text(record.get("id", "")),
    )


def within(issue: Issue, zh_text: str, en_text: str) -> Issue:
    """The issue, if its spans lie within the texts. Raises ValueError."""
    for span, text in ((issue.zh_span, zh_text), (issue.en_span, en_text)):
        if span is not None and not 0 <= span[0] <= span[1] <= len(text):
            raise ValueError(f"the span {span[0]}, {span[1]} is outside its text of {len(text)} characters")
    return issue


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not text")
    return value


def _finite(value: Any) -> float:
    number = float(value)
    if not isfinite(number):
        raise ValueError(f"{value!r} is not a number")
    return number


def _numbers(values: Any) -> tuple[int, ...]:
    if not all(type(value) is int for value in values):
        raise TypeError("segments have whole numbers")
    return tuple(values)


def _span(value: Any) -> Span | None:
    return (int(value[0]), int(value[1])) if value else None


def _issue_record(issue: Issue) -> dict[str, Any]:
    record = {key: getattr(issue, key) for key in ISSUE_KEYS}
    record["confidence"] = round(issue.confidence, 4)
    for key in ("zh_span", "en_span"):
        record[key] = list(record[key]) if record[key] else None
    return record
