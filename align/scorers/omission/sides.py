"""The texts of a document, seen from one side: how long the other side usually is, and which figures it states too."""

import math
from collections.abc import Sequence

import numpy as np

from align.facts import extract
from align.facts.matching import match
from align.facts.model import STRONG
from align.model.document import Language, Span
from align.model.unit import TranslationUnit

_PRIOR = 5  # units of the usual length that count with those of the document
CHARACTERS = 3.3
"""Characters of English that say what one of Chinese does."""
_ELSEWHERE, _BY = 0.5, 0.1  # likeness of words of a neighbour that carry a clause; how much likelier they must be


class Sides:
    """The units of a document, seen from the side ``side``; ``other`` is the other one."""

    def __init__(self, units: Sequence[TranslationUnit], side: Language) -> None:
        self.side = side
        self.other: Language = "en" if side == "zh" else "zh"
        self._units = units
        self._figures: dict[int, list[tuple[int, bool]]] = {}
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
        if place in self._figures:
            return self._figures[place]
        unit = self._units[place]
        zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
        found = match(zh, en)
        pairs = [
            (pair[0] if self.side == "zh" else pair[1])
            for pair in found.pairs
            if pair[2].verdict in ("same", "rounded") and STRONG in (pair[0].strength, pair[1].strength)
        ]
        stated = {fact.span for fact in pairs}
        free = found.zh if self.side == "zh" else found.en
        figures = [(span[0], True) for span in stated] + [(f.span[0], False) for f in free if f.strength == STRONG]
        self._figures = {place: figures}
        return figures

    def figures_in(self, place: int, span: Span) -> dict[str, float]:
        """Return the evidence of the figures in a span: whether one is stated there, and whether one is not."""
        found = [there for at, there in self.figures(place) if span[0] <= at < span[1]]
        return {"stated": float(any(found)), "unstated": float(not all(found))}


def carried_beside(here: float, beside: float) -> bool:
    """True if a unit beside carries a clause, by the likeness of the likest words here and there."""
    return beside >= max(_ELSEWHERE, here + _BY)


def _log_ratio(zh: int, en: int) -> float:
    return math.log((en + 10) / (CHARACTERS * zh + 10))
