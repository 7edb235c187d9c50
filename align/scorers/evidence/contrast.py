"""Which of two versions an encoder prefers: the pair as it is, or with one cue turned round.

How similar a good translation is to its original says little; which of two translations is more similar says much
(contrastive conditioning, Vamvas & Sennrich 2022). Three measures, each taken on whole texts and on clauses:

- the *margin* of a change on one side, ``sim(zh, en') - sim(zh, en)``: above zero, the change fits the other side
  better;
- the *parallelogram* of a change on each side, ``cos(e(zh) - e(zh'), e(en) - e(en'))``: far below zero where the two
  cues are one statement and contradict each other, far above where they agree, near zero where they have nothing to do
  with each other. What the sentences share cancels out, and with it the bias that a negated text is always further
  away;
- *support*: the highest parallelogram that a cue has with any of the other side. A cue that agrees with nothing there
  is added or lost.

A negation has nothing to be turned into on the side that lacks it, so one is put in at the words that word links say
correspond to what it negates.
"""

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.embedders import Embedder
from align.model.document import Language, Span
from align.model.unit import TranslationUnit
from align.scorers.evidence.alternatives import Alternative, Kind, contrary, linked_places, negated, turned
from align.wordlinks.links import LinkProvider, WordLinks, chinese_words

_BLOCK, _KEPT = 256, 4096  # units
_TURNED = 1024  # texts whose changes are remembered from stage to stage: two of each unit of a block
_TINY = 1e-6

Stage = Literal["clauses", "texts", "links"]
STAGES: tuple[Stage, ...] = ("clauses", "texts", "links")
"""What evidence is got by and by, since each stage costs more than the one before: of clauses, of whole texts, of word
links."""


@dataclass(frozen=True, slots=True)
class _Vectors:
    """The vectors of some texts: ``table`` [texts, dimension], and the row of each text."""

    rows: Mapping[str, int]
    table: NDArray[np.float32]

    def of(self, texts: Iterable[str]) -> NDArray[np.float32]:
        """Return the vectors of some of the texts, [texts, dimension]."""
        found: NDArray[np.float32] = self.table[[self.rows[text] for text in texts]]
        return found


@dataclass(frozen=True, slots=True)
class Contrast:
    """What the measures say of one cue, held against the change on the other side that contradicts it most.

    ``zh``, ``en``: the cue and what it is held against, a cue too or, where ``inserted``, the word at which a negation
    was put in; None where the other side has neither. ``of_zh``: the cue is the Chinese one. ``right``: what would
    stand in the English instead. Each measure is that of the whole texts, then that of the clauses.
    """

    kind: Kind
    of_zh: bool
    inserted: bool
    zh: Span | None
    en: Span | None
    right: str
    margin: tuple[float, float]
    other_margin: tuple[float, float]
    contrary: tuple[float, float]
    support: tuple[float, float]

    def signs(self) -> dict[str, float]:
        """Return the measures by name, for a decision: margins in twentieths, so that all are of one order.

        Of a cue without a counterpart the contradiction and the margin of the counterpart are 0.
        """
        rows = (
            ("margin", self.margin, 20.0),
            ("other_margin", self.other_margin, 20.0),
            ("contrary", self.contrary, 1.0),
            ("support", self.support, 1.0),
        )
        levels = ("text", "clause")
        return {
            f"{name}_{level}": scale * value
            for name, both, scale in rows
            for level, value in zip(levels, both, strict=True)
        }


class ContrastProvider:
    """Contrasts of the units of a document, in stages of which each costs more than the one before.

    Those of "clauses" compare clauses alone, whose measures stand for whole texts too; those of "texts" compare whole
    texts as well; those of "links" put in negations too, for which word links are asked. What is known ahead to be
    asked for is made in blocks: a text takes the encoder ten times as long alone as among others.
    """

    def __init__(self, units: Sequence[TranslationUnit], links: LinkProvider | None, embedder: Embedder) -> None:
        wanted = {_key(unit): unit for unit in units if links is None or links.announced(unit)}
        self._units, self._places = list(wanted.values()), {key: place for place, key in enumerate(wanted)}
        self._links, self._embedder = links, embedder
        self._kept: dict[Stage, dict[tuple[str, str], tuple[Contrast, ...]]] = {stage: {} for stage in STAGES}
        self._seen = 0
        self._lock = threading.Lock()

    def block(self, unit: TranslationUnit) -> list[TranslationUnit]:
        """Return the units from this one on that are to be looked at together, none if it was looked at before."""
        with self._lock:
            place = self._places.get(_key(unit), -1)
            if place < self._seen:
                return []
            self._seen = place + _BLOCK
            return self._units[place : self._seen]

    def at(self, stage: Stage, units: Sequence[TranslationUnit]) -> list[tuple[Contrast, ...]]:
        """Return the contrasts of units at a stage; they are kept, until there are too many."""
        kept = self._kept[stage]
        found = {_key(unit): kept.get(_key(unit)) for unit in units}
        new = list({_key(unit): unit for unit in units if found[_key(unit)] is None}.values())
        if new:
            made = dict(zip(map(_key, new), self._made(stage, new), strict=True))
            found |= made
            with self._lock:
                for old in list(kept)[: max(0, len(kept) + len(made) - _KEPT)]:
                    del kept[old]
                kept |= made
        return [found[_key(unit)] or () for unit in units]

    def _made(self, stage: Stage, units: Sequence[TranslationUnit]) -> list[tuple[Contrast, ...]]:
        if stage != "links":
            return _contrasts(units, self._embedder, rough=stage == "clauses")
        assert self._links is not None
        plain = self.at("texts", units)
        negating = [unit for unit, found in zip(units, plain, strict=True) if any(c.kind == "negation" for c in found)]
        self._links.want(negating)
        full = _contrasts(negating, self._embedder, list(map(self._links, negating)))
        known = dict(zip(map(_key, negating), full, strict=True))
        return [known.get(_key(unit), found) for unit, found in zip(units, plain, strict=True)]


def _contrasts(
    units: Sequence[TranslationUnit], embedder: Embedder, links: Sequence[WordLinks] = (), *, rough: bool = False
) -> list[tuple[Contrast, ...]]:
    """Return the contrasts of each unit; all texts are encoded in one go. Without ``links`` no negation is put in."""
    drafts = [_drafts(unit, links[k] if links else None, rough=rough) for k, unit in enumerate(units)]
    texts = list(dict.fromkeys(text for draft in drafts for level in draft for text in level.texts()))
    if not texts:
        return [() for _ in drafts]
    vectors = _Vectors({text: row for row, text in enumerate(texts)}, embedder.encode(texts))
    return [_measured(draft, vectors) for draft in drafts]


@dataclass(frozen=True, slots=True)
class _Change:
    """A change to one side, in the part of the text that it is compared in, with the part as it would be."""

    alternative: Alternative
    part: int
    text: str


@dataclass(frozen=True, slots=True)
class _Level:
    """Both sides in parts (the whole, or clauses) and the changes to each."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    zh_changes: tuple[_Change, ...]
    en_changes: tuple[_Change, ...]

    def texts(self) -> Iterator[str]:
        """All that is to be encoded."""
        yield from self.zh
        yield from self.en
        yield from (change.text for change in (*self.zh_changes, *self.en_changes))


def _key(unit: TranslationUnit) -> tuple[str, str]:
    return unit.zh_text, unit.en_text


def _drafts(unit: TranslationUnit, links: WordLinks | None, *, rough: bool) -> tuple[_Level, ...]:
    zh, en = unit.zh_text, unit.en_text
    zh_changes, en_changes = list(_turned(zh, "zh")), list(_turned(en, "en"))
    kinds = {c.kind for c in zh_changes} & {c.kind for c in en_changes}
    for mine, other, is_zh in ((zh_changes, en_changes, True), (en_changes, zh_changes, False)):
        cues = [c.span for c in mine if c.kind == "negation" and not c.inserted]
        if cues:
            kinds.add("negation")
        if cues and links:
            words, text = (links.en_words, en) if is_zh else (links.zh_words, zh)
            other += negated(words, text, linked_places(links, cues, zh=is_zh), "en" if is_zh else "zh")
    zh_changes, en_changes = ([c for c in side if c.kind in kinds] for side in (zh_changes, en_changes))
    if not kinds:
        return ()
    zh_clauses, en_clauses = clause_spans(zh, "zh"), clause_spans(en, "en")
    clause = _level(unit, zh_changes, en_changes, zh_clauses or [(0, len(zh))], en_clauses or [(0, len(en))])
    if rough:
        return clause, clause
    whole = _level(unit, zh_changes, en_changes, [(0, len(zh))], [(0, len(en))])
    return whole, whole if len(zh_clauses) == len(en_clauses) == 1 else clause


@lru_cache(maxsize=_TURNED)
def _turned(text: str, language: Language) -> tuple[Alternative, ...]:
    return tuple(turned(text, language, chinese_words(text) if language == "zh" else ()))


def _level(
    unit: TranslationUnit,
    zh_changes: Sequence[Alternative],
    en_changes: Sequence[Alternative],
    zh_parts: Sequence[Span],
    en_parts: Sequence[Span],
) -> _Level:
    sides = []
    for text, changes, parts in ((unit.zh_text, zh_changes, zh_parts), (unit.en_text, en_changes, en_parts)):
        homes = [_home(change.span, parts) for change in changes]
        made = [_Change(c, k, c.apply(text, parts[k])) for c, k in zip(changes, homes, strict=True)]
        sides.append((tuple(text[slice(*part)] for part in parts), tuple(made)))
    (zh, zh_made), (en, en_made) = sides
    return _Level(zh, en, zh_made, en_made)


def _home(span: Span, parts: Sequence[Span]) -> int:
    """The part in which a change stands."""
    end = max(span[1], span[0] + 1)
    return next((k for k, (a, b) in enumerate(parts) if a < end and span[0] < b), len(parts) - 1)


def _measured(levels: Sequence[_Level], vectors: _Vectors) -> tuple[Contrast, ...]:
    if not levels:
        return ()
    whole = _Compared(levels[0], vectors)
    clause = whole if levels[1] is levels[0] else _Compared(levels[1], vectors)
    return tuple(_cues(whole, clause))


def _cues(whole: "_Compared", clause: "_Compared") -> Iterator[Contrast]:
    """Yield each cue of either side against what contradicts it most, at both levels together, and against what plainly
    says the opposite, if that is another."""
    for of_zh in (True, False):
        mine, others = whole.changes(zh=of_zh), whole.changes(zh=not of_zh)
        alike = [level.alike if of_zh else level.alike.T for level in (whole, clause)]
        margins, other_margins = ([level.margins(zh=side) for level in (whole, clause)] for side in (of_zh, not of_zh))
        for kind, span in dict.fromkeys((c.kind, c.span) for c in mine if not c.inserted):
            rows = [k for k, c in enumerate(mine) if (c.kind, c.span) == (kind, span) and not c.inserted]
            held = [k for k, c in enumerate(others) if c.kind == kind]
            flips = [k for k in held if not others[k].inserted]
            opposites = [k for k in held if contrary(kind, mine[rows[0]].said, others[k].said)]
            margin = [float(m[rows].max()) for m in margins]
            support = [float(a[rows][:, flips].max(initial=0.0)) for a in alike]
            places = [_most_contrary(alike, rows, some) for some in (held, opposites) if some]
            found = {others[column].span: (row, column) for row, column in reversed(places)}
            for row, column in reversed(found.values()) if found else [(rows[0], -1)]:
                against = others[column] if found else None
                there = against.span if against else None
                yield Contrast(
                    kind,
                    of_zh,
                    bool(against and against.inserted),
                    span if of_zh else there,
                    there if of_zh else span,
                    mine[row].new if not of_zh else against.new if against else "",
                    (margin[0], margin[1]),
                    _pair(m[column] for m in other_margins) if against else (0.0, 0.0),
                    _pair(-a[row, column] for a in alike) if against else (0.0, 0.0),
                    (support[0], support[1]),
                )


def _most_contrary(
    alike: Sequence[NDArray[np.float32]], rows: Sequence[int], columns: Sequence[int]
) -> tuple[int, int]:
    """Return of some changes of each side the two that contradict each other most."""
    each = -(alike[0][rows] + alike[1][rows])[:, columns]
    row, column = divmod(int(each.argmax()), len(columns))
    return rows[row], columns[column]


def _pair(values: Iterable[np.float32]) -> tuple[float, float]:
    first, second = map(float, values)
    return first, second


class _Compared:
    """A level with its vectors.

    ``alike`` [Chinese changes, English changes]: the parallelograms, 0 of changes whose parts do not correspond.
    """

    def __init__(self, level: _Level, vectors: _Vectors) -> None:
        self._level = level
        zh, en = vectors.of(level.zh), vectors.of(level.en)
        alike = zh @ en.T
        to_en, to_zh = alike.argmax(axis=1), alike.argmax(axis=0)
        zh_parts, en_parts = ([c.part for c in changes] for changes in (level.zh_changes, level.en_changes))
        zh_steps = zh[zh_parts] - vectors.of(c.text for c in level.zh_changes)
        en_steps = en[en_parts] - vectors.of(c.text for c in level.en_changes)
        self._zh_margins: NDArray[np.float32] = -np.einsum("ij,ij->i", zh_steps, en[to_en[zh_parts]])
        self._en_margins: NDArray[np.float32] = -np.einsum("ij,ij->i", en_steps, zh[to_zh[en_parts]])
        apart = (to_en[zh_parts][:, None] != en_parts) & (to_zh[en_parts] != np.array(zh_parts, dtype=int)[:, None])
        self.alike = np.where(apart, np.float32(0), cosines(zh_steps, en_steps))

    def changes(self, *, zh: bool) -> list[Alternative]:
        """The changes of a side."""
        return [c.alternative for c in (self._level.zh_changes if zh else self._level.en_changes)]

    def margins(self, *, zh: bool) -> NDArray[np.float32]:
        """The margins of the changes of a side."""
        return self._zh_margins if zh else self._en_margins


def cosines(a: NDArray[np.float32], b: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cosine of each of some vectors to each of others, 0 for those without length."""
    lengths = np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))
    return np.asarray(a @ b.T / np.maximum(lengths, _TINY), dtype=np.float32)
