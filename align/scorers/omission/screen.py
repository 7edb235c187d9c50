"""Which units may lack a clause: those that word links are asked for.

Word links cost more than everything else, and nearly every clause has one on the other side that says much the same.
So a linear score from what the aligner knows already, the similarity of the closest clause, the size of the clause and
how much shorter the other side is than usual, tells in which units a claim could be made at all. It is fitted by
``scripts/fit_screen`` so that of the units with a clause taken out in which one is claimed, one in a hundred is lost.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.embedders import Embedder
from align.model.document import Language
from align.model.unit import TranslationUnit

ENCODER = "bundled"
"""The sentence encoder that the screen was fitted with."""

_PER_WORD = {"zh": 1.0, "en": 3.3}  # characters of English that say what one of Chinese does


@dataclass(frozen=True, slots=True)
class Screen:
    """What each sign adds, and from which sum on a unit may lack a clause."""

    closest: float
    size: float
    short: float
    least: float

    def score(self, closest: NDArray[np.float32], sizes: NDArray[np.float64], short: float) -> NDArray[np.float64]:
        """Return the score of each clause of a unit."""
        scores: NDArray[np.float64] = self.closest * closest + self.size * np.log1p(sizes) + self.short * short
        return scores


ZH = Screen(closest=-16.73, size=3.4, short=7.85, least=4.78)
EN = Screen(closest=-19.93, size=0.77, short=19.9, least=1.12)


def places(units: Sequence[TranslationUnit], embedder: Embedder, *, chinese: bool) -> frozenset[int]:
    """Return the places of the units of a document that may lack a Chinese clause, or else have one too many."""
    screen = ZH if chinese else EN
    return frozenset(
        place
        for place, scores in scores_of(units, embedder, screen, chinese=chinese)
        if max(scores, default=-math.inf) >= screen.least
    )


def scores_of(
    units: Sequence[TranslationUnit], embedder: Embedder, screen: Screen, *, chinese: bool
) -> list[tuple[int, NDArray[np.float64]]]:
    """Return the places of the units that have both sides, with the scores of their clauses.

    A clause that a unit beside its own says has none: it is no gap but a slip of the aligner.
    """
    return [
        (place, screen.score(closest[kept], sizes[kept], short))
        for place, closest, sizes, short, kept in signs_of(units, embedder, chinese=chinese)
    ]


def signs_of(
    units: Sequence[TranslationUnit], embedder: Embedder, *, chinese: bool
) -> list[tuple[int, NDArray[np.float32], NDArray[np.float64], float, NDArray[np.bool_]]]:
    """Return the signs of each unit with both sides: place, the similarity of the clause that is closest to each of
    its clauses, their sizes, how much shorter the other side is than usual, and which of them no neighbour says."""
    lengths = {k: _log_ratio(unit) for k, unit in enumerate(units) if unit.zh_text.strip() and unit.en_text.strip()}
    if not lengths:
        return []
    usual = float(np.median(list(lengths.values())))
    sides: tuple[Language, Language] = ("zh", "en") if chinese else ("en", "zh")
    mine, others = ([_clauses(_text(unit, side), side) for unit in units] for side in sides)
    texts = list(dict.fromkeys(text for side in (mine, others) for clauses in side for text in clauses))
    vectors = dict(zip(texts, embedder.encode(texts), strict=True))
    table = [np.stack([vectors[text] for text in clauses]) if clauses else None for clauses in others]
    found = []
    for place, length in lengths.items():
        own = np.stack([vectors[text] for text in mine[place]])
        here = _closest(own, table[place])
        around = [_closest(own, table[k]) for k in (place - 1, place + 1) if 0 <= k < len(units)]
        beside = np.max(around, axis=0) if around else np.full(len(own), -1.0)
        sizes = np.array([len(text) for text in mine[place]]) / _PER_WORD[sides[0]]
        short = max(0.0, usual - length if chinese else length - usual)
        found.append((place, here, sizes, short, beside < np.maximum(0.5, here + 0.1)))
    return found


def _text(unit: TranslationUnit, side: Language) -> str:
    return unit.zh_text if side == "zh" else unit.en_text


def _clauses(text: str, side: Language) -> list[str]:
    return [text[start:end] for start, end in clause_spans(text, side)] or ([text] if text.strip() else [])


def _closest(own: NDArray[np.float32], others: NDArray[np.float32] | None) -> NDArray[np.float32]:
    if others is None:
        return np.full(len(own), -1, dtype=np.float32)
    closest: NDArray[np.float32] = (own @ others.T).max(axis=1)
    return closest


def _log_ratio(unit: TranslationUnit) -> float:
    return math.log((len(unit.en_text) + 10) / (3.3 * len(unit.zh_text) + 10))
