"""The project laid out for deciding: rows with cards in passages, and the outline that the page filters by.

What stands in a row is the report's (``align.exporters.edition``); here each issue gets what was decided on it. Rows
are made when they are about to be seen, in chunks, so that a document of five thousand units opens as fast as one of
two hundred.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from align.exporters.edition import Note, Row, known, marks_of, places, row_of
from align.language.edits import Part, changes, compared
from align.model.document import Span
from align.model.marks import Mark
from align.model.unit import SEVERITIES, ClosedIssue, Issue, Verdict
from align.review.snapshot import Snapshot
from align.store import UnitState

Status = Literal["open", "confirmed", "false positive", "fixed", "closed"]
STATUSES: tuple[Status, ...] = ("open", "confirmed", "false positive", "fixed", "closed")
ROWS = 40
"""The most rows of a chunk."""


@dataclass(frozen=True, slots=True)
class Card:
    """An issue with its verdict. ``closed``: it is no longer found. ``pattern``: the verdict comes from a pattern."""

    note: Note
    status: Status
    verdict: Verdict | None = None
    closed: ClosedIssue | None = None
    pattern: bool = False

    @property
    def applicable(self) -> bool:
        """Its suggestion can be put into the English."""
        issue = self.note.issue
        placed = issue.en_span is not None or (is_term(issue) and issue.zh_span is not None)
        return self.closed is None and bool(issue.suggestion) and placed


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A unit as a row with its cards, and what its English was."""

    row: Row
    cards: tuple[Card, ...]
    state: UnitState
    changes: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Rows that are fetched together. ``lines``: about how many lines of text they have, ``cards``: how many issues."""

    number: int
    keys: tuple[str, ...]
    lines: int
    cards: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The chunks of one turn. ``speaker`` numbers the pair of names."""

    zh_speaker: str
    en_speaker: str
    speaker: int
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The skeleton of the page."""

    passages: tuple[Passage, ...]
    speakers: tuple[tuple[str, str], ...]
    speaker_of: tuple[int, ...]
    chunk_of: tuple[int, ...]

    @property
    def chunks(self) -> tuple[Chunk, ...]:
        """All chunks in document order."""
        return tuple(chunk for passage in self.passages for chunk in passage.chunks)


def is_term(issue: Issue) -> bool:
    """True if an issue misses a rendering, whose place in the English only word links tell."""
    return issue.scorer == "terms"


def layout(snapshot: Snapshot) -> Layout:
    """Return units by turns, turns cut into chunks."""
    speakers: dict[tuple[str, str], int] = {}
    passages: list[Passage] = []
    speaker_of: list[int] = []
    chunk_of: list[int] = []
    where = zip(places(snapshot.bitext), snapshot.states, strict=True)
    for _, numbered in groupby(where, key=lambda pair: pair[0]):
        group = [state for _, state in numbered]
        names = (
            next((s.unit.zh_speaker for s in group if s.unit.zh_speaker), ""),
            next((s.unit.en_speaker for s in group if s.unit.en_speaker), ""),
        )
        speaker = speakers.setdefault(names, len(speakers))
        first = chunk_of[-1] + 1 if chunk_of else 0
        chunks = tuple(_chunk(first + k, group[k * ROWS : (k + 1) * ROWS]) for k in range(-(-len(group) // ROWS)))
        passages.append(Passage(*names, speaker, chunks))
        speaker_of += [speaker] * len(group)
        chunk_of += [chunk.number for chunk in chunks for _ in chunk.keys]
    return Layout(tuple(passages), tuple(speakers), tuple(speaker_of), tuple(chunk_of))


def row(snapshot: Snapshot, key: str) -> ReviewRow:
    """Return one unit as a row."""
    state, place = snapshot[key], snapshot.places[key]
    cards = cards_of(state)
    shown = [c.note for c in cards if c.closed is None and c.status in ("open", "confirmed")]
    settled = [c for c in cards if c.status == "fixed"]
    edits = changes(state.published, state.unit.en_text) if state.edited else ()
    zh = [*marks_of(shown, "zh"), *(m for card in settled for m in _settled(card, state))]
    en = marks_of(shown, "en")
    en += [m for card in settled if card.closed is None for m in _green([card.note.issue.en_span], card.note.anchor)]
    if any(card.closed is not None for card in settled) or not shown:
        en += _green([change.span for change in edits], "")
    base = row_of(
        state.unit, tuple(c.note for c in cards), number=snapshot.number(key), anchor=f"tu-{key}", zh=zh, en=en
    )
    if snapshot.documents[0] is not None and state.unit.zh:
        base = replace(base, paragraph=_begins_paragraph(snapshot, place))
    return ReviewRow(base, cards, state, compared(state.published, state.unit.en_text) if state.edited else ())


def cards_of(state: UnitState) -> tuple[Card, ...]:
    """Return the issues of a unit, gone or not, the most severe first.

    A decision does not move a card: who decides on one goes on with the next.
    """
    cards = [_card(state, issue, state.verdicts.get(issue.id)) for issue in state.unit.issues]
    cards += [_card(state, closed.issue, closed.verdict, closed) for closed in state.closed]
    return tuple(sorted(cards, key=_place))


def outline(snapshot: Snapshot, plan: Layout) -> dict[str, Any]:
    """Return what the page knows of every unit without having its text: enough to filter, to count and to walk."""
    return {
        "revision": snapshot.revision,
        "speakers": plan.speakers,
        "units": [
            [state.key, plan.speaker_of[place], plan.chunk_of[place], *entry(state)]
            for place, state in enumerate(snapshot.states)
        ],
    }


def entry(state: UnitState) -> list[Any]:
    """Return a unit's part of the outline: confidence in per cent, version, marks and flags.

    A flag is: id, scorer, severity, status, confidence in per cent, and its kind (same scorer, same Chinese).
    """
    flags = [
        [
            card.note.issue.id,
            card.note.issue.scorer,
            SEVERITIES.index(card.note.severity),
            STATUSES.index(card.status),
            round(100 * card.note.issue.confidence),
            f"{card.note.issue.scorer}: {card.note.issue.zh_value or card.note.issue.en_value}",
        ]
        for card in cards_of(state)
    ]
    marks = {
        "head": bool(state.unit.head),
        "locked": state.locked,
        "approved": state.approval is not None,
        "signed": state.sign_off is not None,
        "edited": state.edited,
        "changed": state.changed_since_review,
        "comments": bool(state.comments),
    }
    return [round(100 * state.unit.confidence), state.version, [name for name, on in marks.items() if on], flags]


def _place(card: Card) -> tuple[int, Span, str]:
    """Return what orders the cards of a unit, whatever becomes of them."""
    issue = card.note.issue
    return -SEVERITIES.index(card.note.severity), issue.zh_span or issue.en_span or (0, 0), issue.id


def _card(state: UnitState, issue: Issue, verdict: Verdict | None, closed: ClosedIssue | None = None) -> Card:
    status: Status = verdict.decision if verdict else "open" if closed is None else "closed"
    note = Note(f"issue-{issue.id}", known(issue.severity), issue)
    return Card(note, status, verdict, closed, issue.id in state.suppressed)


def _settled(card: Card, state: UnitState) -> list[Mark]:
    """Return the Chinese words of an issue that is done with, where the Chinese is still the one in which it was
    found."""
    if card.closed is not None and card.closed.zh_text != state.unit.zh_text:
        return []
    return _green([card.note.issue.zh_span], card.note.anchor)


def _green(spans: Sequence[tuple[int, int] | None], anchor: str) -> list[Mark]:
    return [Mark(span, anchor, "settled") for span in spans if span is not None]


def _chunk(number: int, states: Sequence[UnitState]) -> Chunk:
    lines = sum(max(1, -(-len(s.unit.zh_text) // 24), -(-len(s.unit.en_text) // 62)) for s in states)
    return Chunk(number, tuple(s.key for s in states), lines, sum(len(s.unit.issues) + len(s.closed) for s in states))


def _begins_paragraph(snapshot: Snapshot, place: int) -> bool:
    document = snapshot.documents[0]
    if document is None:
        return False
    mine = document.segments[snapshot.states[place].unit.zh[0]].paragraph
    before = next((s.unit.zh for s in reversed(snapshot.states[max(0, place - 8) : place]) if s.unit.zh), None)
    return before is None or document.segments[before[0]].paragraph != mine
