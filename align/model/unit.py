"""Beads, translation units, issues and verdicts: what aligning and checking produce.

The field names of ``TranslationUnit`` and ``Issue`` are the keys of ``bitext.jsonl`` (:mod:`align.model.unit_record`).
Spans inside a unit count characters of its own ``zh_text`` and ``en_text``.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from align.model.document import Document, Span

Severity = Literal["neutral", "minor", "major", "critical"]
Decision = Literal["confirmed", "false positive", "fixed"]
SEVERITIES: tuple[Severity, ...] = ("neutral", "minor", "major", "critical")
DECISIONS: tuple[Decision, ...] = ("confirmed", "false positive", "fixed")
Signature = tuple[str, ...]
Head = Literal["", "title", "date"]
_HEAD = re.compile(r"(?:.*:)?(title|date)(?:-[0-9]+)?")  # in a batch, the document stands before it
REVIEWER = "reviewer"
"""What stands for the scorer of an issue that a reviewer found."""
SECOND_READER = "second reader"
"""What stands for the scorer of an issue that a language model found (:mod:`align.opinion`)."""
Value = Any
"""What fills a gap of a message: a word of a text, a number, a figure (``rendering.spelled``); plain JSON."""


@dataclass(frozen=True, slots=True)
class Bead:
    """Consecutive segments of both sides that translate each other; with an empty side, a null bead.

    ``confidence``: the probability that the bead is exactly right, in [0, 1]. ``reordered``: its English stands
    out of the order of the Chinese. ``linked``: the probability that its sides share content, that is, that some
    sentence of one is in a bead with a sentence of the other; never less than ``confidence``.
    """

    zh: tuple[int, ...]
    en: tuple[int, ...]
    confidence: float = 1.0
    reordered: bool = False
    linked: float = 1.0


@dataclass(frozen=True, slots=True)
class Issue:
    """One discrepancy. The Chinese is the authority: ``zh_value`` is what it states, ``en_value`` what the English.

    ``type`` is an MQM-Core error type, where useful with a finer kind after a slash ("mistranslation/number").
    ``suggestion`` is the correct English, "" if it cannot be computed. ``id`` is given by
    :func:`identify`; a scorer leaves it empty.

    What is wrong is the ``code``, an entry of the catalogue of scorers, and the ``values`` that fill its message
    (:mod:`align.scorers.catalogue`, which makes ``message``, ``zh_value`` and ``en_value`` of them and says the same in
    Chinese). An issue of another tool or of an older version has none: its message is what it is.
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
    code: str = ""
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reviewer's decision on an issue, or on a unit as a whole. ``when``: ISO 8601, UTC."""

    decision: Decision
    who: str
    when: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Comment:
    """What a reviewer wrote about a unit. ``when``: ISO 8601, UTC. ``id``: its own in a review, "" outside."""

    text: str
    who: str
    when: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A bead with its texts, scores and issues. ``zh_place``, ``en_place``: where they stand (``Document.place``).

    ``written``, ``written_speaker``: where ``zh_text`` and ``zh_speaker`` are Simplified forms, which scorers compare,
    what is written, of the same lengths, so that spans serve both (:mod:`align.scorers.traditional`).
    """

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
    written: str = ""
    written_speaker: str = ""

    @property
    def head(self) -> Head:
        """What a unit of :func:`heads_of` is, by its id; "" for every other unit."""
        if self.zh or self.en or not isinstance(self.id, str):
            return ""
        match = _HEAD.fullmatch(self.id)
        return "" if match is None else "title" if match[1] == "title" else "date"

    def zh_at(self, span: Span | None) -> str:
        """Return the Chinese at a span, "" for none."""
        return self.zh_text[span[0] : span[1]] if span else ""

    def en_at(self, span: Span | None) -> str:
        """Return the English at a span, "" for none."""
        return self.en_text[span[0] : span[1]] if span else ""

    def quoted(self, span: Span | None) -> str:
        """Return the Chinese at a span as it is written, "" for none."""
        return (self.written or self.zh_text)[span[0] : span[1]] if span else ""


@dataclass(frozen=True, slots=True)
class ClosedIssue:
    """An issue that is no longer found, and why. Its spans count characters of ``zh_text`` and ``en_text``, in
    which it was found last."""

    issue: Issue
    reason: str
    when: str
    zh_text: str
    en_text: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a review has changed in a unit: the English as it was published, who edited it when ("" if nobody did), and
    the issues that are no longer found."""

    published: str
    who: str = ""
    when: str = ""
    closed: tuple[ClosedIssue, ...] = ()


def unit_of(number: int, bead: Bead, zh: Document, en: Document) -> TranslationUnit:
    """Return the translation unit of a bead, without issues; its only score is ``linked``, if it has both sides."""
    return TranslationUnit(
        id=number,
        zh=bead.zh,
        en=bead.en,
        zh_text=zh.passage(bead.zh),
        en_text=en.passage(bead.en),
        zh_speaker=zh.speaker(bead.zh[0]) if bead.zh else "",
        en_speaker=en.speaker(bead.en[0]) if bead.en else "",
        confidence=bead.confidence,
        scores={"linked": bead.linked} if bead.zh and bead.en else {},
        reordered=bead.reordered,
        zh_place=zh.place(bead.zh),
        en_place=en.place(bead.en),
    )


def heads_of(zh: Document, en: Document) -> tuple[TranslationUnit, ...]:
    """Return units of the titles and the date lines that both documents set apart, the first with the first.

    They are paired by their place alone, so nothing weighs them (no scores), and they hold no segments.
    """
    ours, theirs = zh.heads(), en.heads()
    return tuple(
        TranslationUnit(id, (), (), zh.text[slice(*span)], en.text[slice(*theirs[id])])
        for id, span in ours.items()
        if id in theirs
    )


def heads_first(units: Iterable[TranslationUnit]) -> list[TranslationUnit]:
    """Return units as one reads them: titles and date lines first, which a bitext has last."""
    return sorted(units, key=lambda unit: not unit.head)


def without_score(unit: TranslationUnit) -> TranslationUnit:
    """Return a unit without its quality score, which another English makes wrong."""
    return replace(unit, scores={name: value for name, value in unit.scores.items() if name != "score"})


def highest_of(severities: Iterable[Severity]) -> Severity | None:
    """Return the highest of some severities, or None if there are none.

    >>> highest_of(["minor", "critical", "major"])
    'critical'
    """
    return max(severities, key=SEVERITIES.index, default=None)


def about(unit: TranslationUnit, issue: Issue) -> tuple[str, str]:
    """Return the Chinese and the English words of an issue: what stands at its spans, else the values.

    >>> unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    >>> about(unit, Issue("figures", "", "major", 1.0, "", (2, 5), None, "500,000,000 yuan", "nothing"))
    ('5亿元', 'nothing')
    """
    zh = unit.quoted(issue.zh_span) if issue.zh_span else issue.zh_value
    en = unit.en_at(issue.en_span) if issue.en_span else issue.en_value
    return zh, en


def signature(unit: TranslationUnit, issue: Issue) -> Signature:
    """Return what an issue is about, whatever the sentences around it; its id, in contrast, changes with them."""
    return issue.scorer, issue.type, *about(unit, issue)


def identify(unit: TranslationUnit, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Give each issue of a unit an id that survives a re-run: the digest of its signature and the Chinese text.

    It depends neither on positions, so that units before it may come and go, nor on how an issue is worded or a figure
    is displayed. Equal ones in a document are told apart by :func:`with_unique_ids`.
    """
    text = unit.written or unit.zh_text or unit.en_text
    return tuple(replace(issue, id=digest(signature(unit, issue), text)) for issue in issues)


def digest(about: Signature, text: str) -> str:
    """Return the id of an issue from its signature and the text of its unit: the Chinese, or the English alone."""
    scorer, kind, *words = about
    return hashlib.sha256("\x1f".join((scorer, kind, text, *words)).encode()).hexdigest()[:12]


def with_unique_ids(units: Sequence[TranslationUnit]) -> tuple[TranslationUnit, ...]:
    """Number the second and further issues of a document with the same id ("-2", "-3", ...)."""
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
