"""The texts of a document, seen from one side: how long the other side usually is, and which figures it states too."""

import math
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from align.facts import extract
from align.facts.matching import match
from align.facts.model import STRONG, Fact
from align.model.document import Language, Span
from align.model.unit import TranslationUnit

_PRIOR = 5  # units of the usual length that count with those of the document
CHARACTERS = 3.3
"""Characters of English that say what one of Chinese does."""
_REMEMBERED = 1024  # units whose figures are matched: both sides ask for them, and two stages
_ELSEWHERE, _BY = 0.5, 0.1  # likeness of words of a neighbour that carry a clause; how much likelier they must be


class Sides:
    """The units of a document, seen from the side ``side``; ``other`` is the other one."""

    def __init__(self, units: Sequence[TranslationUnit], side: Language) -> None:
        self.side = side
        self.other: Language = "en" if side == "zh" else "zh"
        self._units = units
        ratios = [_log_ratio(len(u.zh_text), len(u.en_text)) for u in units if u.zh_text and u.en_text]
        weight = len(ratios) / (len(ratios) + _PRIOR)
        self._usual = weight * float(np.median(ratios)) if ratios else 0.0

    def __len__(self) -> int:
        """Return the number of units."""
        return len(self._units)

    def text(self, place: int) -> tuple[str, str]:
        """Return the text of a unit on this side, and on the other."""
        unit = self._units[place]
        return (unit.zh_text, unit.en_text) if self.side == "zh" else (unit.en_text, unit.zh_text)

    def lengths(self, place: int, span: Span) -> tuple[float, float]:
        """Return how much shorter the other side is than usual, and how much more usual without the span (log
        ratios)."""
        mine, other = map(len, self.text(place))
        without = mine - (span[1] - span[0])
        if self.side == "zh":
            short = self._usual - _log_ratio(mine, other)
            rest = self._usual - _log_ratio(without, other)
        else:
            short = _log_ratio(other, mine) - self._usual
            rest = _log_ratio(other, without) - self._usual
        return short, abs(short) - abs(rest)

    def figures(self, place: int) -> list[tuple[int, bool]]:
        """Return where plain figures stand, and whether the other side states them too."""
        unit = self._units[place]
        return _figures(unit.zh_text, unit.en_text)[self.side]

    def figures_in(self, place: int, span: Span) -> dict[str, float]:
        """Return the evidence of the figures in a span: whether one is stated there, and whether one is not."""
        found = [there for at, there in self.figures(place) if span[0] <= at < span[1]]
        return {"stated": float(any(found)), "unstated": float(not all(found))}


def carried_beside(here: float, beside: float) -> bool:
    """True if a unit beside carries a clause, by the likeness of the likest words here and there."""
    return beside >= max(_ELSEWHERE, here + _BY)


@lru_cache(maxsize=_REMEMBERED)
def _figures(zh_text: str, en_text: str) -> dict[Language, list[tuple[int, bool]]]:
    """Return of each side where its plain figures stand, and whether the other side states them too."""
    found = match(extract(zh_text, "zh"), extract(en_text, "en"))
    stated = [
        pair
        for pair in found.pairs
        if pair[2].verdict in ("same", "rounded") and STRONG in (pair[0].strength, pair[1].strength)
    ]
    sides: tuple[tuple[Language, list[Fact], Sequence[Fact]], ...] = (
        ("zh", [pair[0] for pair in stated], found.zh),
        ("en", [pair[1] for pair in stated], found.en),
    )
    return {
        side: [(start, True) for start, _ in {fact.span for fact in there}]
        + [(fact.span[0], False) for fact in free if fact.strength == STRONG]
        for side, there, free in sides
    }


def _log_ratio(zh: int, en: int) -> float:
    return math.log((en + 10) / (CHARACTERS * zh + 10))
