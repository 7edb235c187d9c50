"""What a user can filter pairs by: the measures of one pair, under the names that the field uses."""

from collections.abc import Sequence
from dataclasses import dataclass

from align.language.identify import lid
from align.model.unit import TranslationUnit

_SHORTEST = 24  # characters: below, a text repeats too little to count
_RUN = 6  # characters


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a pair.

    ``linked``: the probability that its sides share content; for a run of an earlier version its lower bound, the
    confidence of the bead; 1 for pairs that came aligned. ``score``: the quality score
    (:mod:`align.scorers.quality`), None if it was not computed or the English was changed since. ``lid``: the lower
    probability of the two languages. ``length_ratio``: English characters for each Chinese one. ``flags``: the number
    of issues.
    """

    linked: float
    score: float | None
    lid: float
    length_ratio: float
    flags: int


def measures(unit: TranslationUnit) -> Measures:
    """Return the measures of a unit with both sides.

    >>> unit = TranslationUnit(0, (0,), (0,), "出口增长。", "Exports grew.", confidence=0.8, scores={"linked": 0.99})
    >>> found = measures(unit)
    >>> found.linked, found.score, found.length_ratio, found.flags
    (0.99, None, 2.6, 0)
    """
    return Measures(
        linked=unit.scores.get("linked", unit.confidence),
        score=unit.scores.get("score"),
        lid=round(lid(unit.zh_text, unit.en_text), 4),
        length_ratio=round(len(unit.en_text) / max(1, len(unit.zh_text)), 4),
        flags=len(unit.issues),
    )


def repetition(text: Sequence[str]) -> float:
    """Return the share of the runs of six characters of a text that it has had before, 0 for short texts.

    >>> repetition("The meeting will be held in Taiyuan tomorrow morning.")
    0.0
    >>> repetition("buy now buy now buy now buy now buy now buy now") > 0.7
    True
    """
    count = len(text) - _RUN + 1
    if len(text) < _SHORTEST:
        return 0.0
    return 1 - len({text[k : k + _RUN] for k in range(count)}) / count
