"""A bitext laid out for reading: turns, rows and notes. Data only; the markup is in the templates.

A passage is a stretch of units with their Chinese in one turn and their English in one turn.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup

from align.language.spans import inside
from align.model.bitext import Bitext
from align.model.document import Aside, Document, Language, Span
from align.model.marks import Mark, marked
from align.model.unit import SEVERITIES, Issue, Severity, TranslationUnit, heads_first

BANDS = (0.9, 0.75, 0.5, 0.25)
"""Lower bounds of the confidence classes 0 to 3; anything below the last is class 4."""

_LONG = {"zh": 12, "en": 32}
"""Longer spans get an underline but no tint, so that a whole sentence is not more striking than a figure."""


@dataclass(frozen=True, slots=True)
class Note:
    """An issue under its row. ``severity`` is one that the style sheet knows."""

    anchor: str
    severity: Severity
    issue: Issue


@dataclass(frozen=True, slots=True)
class Row:
    """A translation unit. ``paragraph``: true if its Chinese begins a paragraph. ``state``: the side without text, if
    any. ``number``: as people count; of a title or a date line, what it is."""

    anchor: str
    unit: TranslationUnit
    beads: str
    band: int
    zh: Markup
    en: Markup
    notes: tuple[Note, ...]
    paragraph: bool = False
    number: str = ""
    state: Literal["", "untranslated", "added"] = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """Rows of one turn. ``speaker``: the number of its pair of names in ``Edition.speakers``."""

    zh_speaker: str
    en_speaker: str
    speaker: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Apart:
    """Text of a document outside the alignment."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Edition:
    """All contents of the page. ``tally``: scorers with their counts by severity, the worst first."""

    passages: tuple[Passage, ...]
    speakers: tuple[tuple[str, str], ...]
    tally: tuple[tuple[str, tuple[int, ...]], ...]
    asides: tuple[tuple[Language, tuple[Apart, ...]], ...]

    @property
    def totals(self) -> tuple[tuple[Severity, int], ...]:
        """The number of issues of each severity, the highest first."""
        columns = zip(*(counts for _, counts in self.tally), strict=True)
        return tuple(zip(reversed(SEVERITIES), (sum(c) for c in columns), strict=False))

    @property
    def notes(self) -> tuple[tuple[Row, Note], ...]:
        """All notes with their rows, in reading order."""
        return tuple((row, note) for passage in self.passages for row in passage.rows for note in row.notes)


def edition(bitext: Bitext) -> Edition:
    """Lay out a bitext.

    >>> unit = TranslationUnit(7, (), (3,), "", "Added.", en_speaker="Xinhua")
    >>> page = edition(Bitext((unit,)))
    >>> page.speakers, page.passages[0].rows[0].state
    ((('', 'Xinhua'),), 'added')
    """
    bitext = replace(bitext, units=tuple(heads_first(bitext.units)))
    rows = list(_rows(bitext))
    speakers: dict[tuple[str, str], int] = {}
    passages = []
    for _, numbered in groupby(zip(places(bitext), rows, strict=True), key=lambda pair: pair[0]):
        group = tuple(row for _, row in numbered)
        names = (_first(r.unit.zh_speaker for r in group), _first(r.unit.en_speaker for r in group))
        passages.append(Passage(*names, speakers.setdefault(names, len(speakers)), group))
    documents = [document for document in (bitext.zh, bitext.en) if document is not None]
    compared = [unit.id for unit in bitext.units if unit.head]
    asides = tuple((document.language, tuple(_asides(document, compared))) for document in documents)
    return Edition(tuple(passages), tuple(speakers), _tally(rows, bitext), tuple(pair for pair in asides if pair[1]))


def _rows(bitext: Bitext) -> Iterator[Row]:
    taken: set[str] = set()
    paragraph = -1
    number = 0
    for unit in bitext.units:
        number += not unit.head
        anchor = _anchor(f"tu-{unit.id}", taken)
        notes = tuple(
            Note(_anchor(f"issue-{i.id or unit.id}", taken), known(i.severity), i) for i in highest_first(unit)
        )
        counted = unit.head or str(number)
        row = row_of(unit, notes, number=counted, anchor=anchor, zh=marks_of(notes, "zh"), en=marks_of(notes, "en"))
        if bitext.zh is not None and unit.zh:
            last, paragraph = paragraph, bitext.zh.segments[unit.zh[0]].paragraph
            row = replace(row, paragraph=paragraph != last)
        yield row


def highest_first(unit: TranslationUnit) -> list[Issue]:
    """Return the issues of a unit in the order in which they are shown."""
    return sorted(unit.issues, key=lambda issue: -SEVERITIES.index(known(issue.severity)))


def row_of(
    unit: TranslationUnit,
    notes: tuple[Note, ...],
    *,
    number: str,
    anchor: str,
    zh: Sequence[Mark],
    en: Sequence[Mark],
) -> Row:
    """Return a unit with its marked texts; the caller sets ``paragraph``."""
    return Row(
        anchor=anchor,
        number=number,
        unit=unit,
        beads=f"{len(unit.zh)}–{len(unit.en)}" if unit.zh and unit.en else "",
        band=sum(unit.confidence < bound for bound in BANDS),
        zh=marked(unit.zh_text, zh),
        en=marked(unit.en_text, en),
        notes=notes,
        state="added" if not unit.zh_text else "untranslated" if not unit.en_text else "",
    )


def marks_of(notes: Sequence[Note], side: Language) -> list[Mark]:
    """Return the spans of notes in one side's text."""
    marks = []
    for note in notes:
        span: Span | None = note.issue.zh_span if side == "zh" else note.issue.en_span
        if span is not None:
            long = " long" if span[1] - span[0] > _LONG[side] else ""
            marks.append(Mark(span, note.anchor, note.severity + long))
    return marks


def places(bitext: Bitext) -> list[tuple[object, object]]:
    """Return the Chinese and the English turn of each unit.

    A null bead takes the turn of its empty side from the neighbour in the same turn of the other side, the previous one
    first.
    """
    units = bitext.units
    turns = [(_turn(bitext.zh, u.zh, u.zh_speaker), _turn(bitext.en, u.en, u.en_speaker)) for u in units]
    following: list[tuple[object, object]] = [
        (None, None)
    ]  # for each unit, from the last on: the next unit with both sides
    for turn in reversed(turns[1:]):
        following.append(turn if None not in turn else following[-1])
    filled: list[tuple[object, object]] = []
    for (zh, en), whole in zip(turns, reversed(following), strict=False):
        if (zh is None) != (en is None):
            before = filled[-1] if filled else (None, None)
            side = 0 if en is None else 1
            same = [other for other in (before, whole) if other[side] == (zh, en)[side]]
            other = (same or [before])[0]
            zh, en = (zh, other[1]) if en is None else (other[0], en)
        filled.append((zh, en))
    return filled


def _turn(document: Document | None, numbers: Sequence[int], speaker: str) -> object:
    if document is None:
        return speaker or None
    return document.segments[numbers[0]].turn if numbers else None


def _asides(document: Document, compared: Iterable[int | str]) -> Iterator[Apart]:
    """Yield the asides of a document, except speaker labels, which are shown as headings, and titles and date lines
    that are ``compared``."""
    shown = {document.turns[turn].label for turn in {segment.turn for segment in document.segments}}
    shown.discard(None)
    heads = [span for id in compared if (span := document.head(id))]
    for aside in document.asides:
        if aside.kind == "label" and aside.span in shown:
            continue
        if not any(inside(span, [aside.span]) for span in heads):
            yield _apart(document, aside)


def _apart(document: Document, aside: Aside) -> Apart:
    return Apart(aside.kind, document.text[slice(*aside.span)].strip())


def _tally(rows: Iterable[Row], bitext: Bitext) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the counts of each scorer; what a reviewer found to be no error counts nowhere."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for note in row.notes:
            counts[note.issue.scorer, note.severity] += not bitext.is_rejected(note.issue)
    scorers = {scorer: tuple(counts[scorer, s] for s in reversed(SEVERITIES)) for scorer, _ in counts}
    return tuple(sorted(scorers.items(), key=lambda pair: pair[1], reverse=True))


def known(severity: str) -> Severity:
    """Return the severity, or "neutral" for an unknown one (a bitext may come from another tool)."""
    return next((known for known in SEVERITIES if known == severity), "neutral")


def _anchor(wanted: str, taken: set[str]) -> str:
    """Return a unique element id that needs no escaping in a URL."""
    base = re.sub("%", ".", quote(wanted, safe=""))
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}-{count}"
    taken.add(name)
    return name


def _first(names: Iterable[str]) -> str:
    return next((name for name in names if name), "")
