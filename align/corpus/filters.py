"""Filters of pairs: thresholds on their measures, and the reason why a pair does not pass."""

from dataclasses import dataclass
from typing import Literal

from align.corpus.measures import Measures, repetition
from align.model.errors import InputError
from align.model.unit import TranslationUnit

Reason = Literal[
    "not linked", "low score", "low confidence", "other language", "length", "length ratio", "repetition", "flags"
]
Range = tuple[float, float]
ANY: Range = (0, 1e9)


@dataclass(frozen=True, slots=True)
class Filters:
    """The thresholds that a pair must reach. ``linked``, ``score``, ``confidence``, ``lid``: the least probabilities.

    ``length_zh``, ``length_en``: the least and the most characters of a side; ``length_ratio``: of English characters
    for each Chinese one. ``repetition``: the largest share of a side that may repeat earlier parts of it; ``flags``:
    the most issues. A pair without a score passes only where ``score`` is 0.
    """

    linked: float = 0.9
    score: float = 0.0
    confidence: float = 0.0
    lid: float = 0.0
    length_zh: Range = ANY
    length_en: Range = ANY
    length_ratio: Range = ANY
    repetition: float = 1.0
    flags: int = 1_000_000

    def __post_init__(self) -> None:
        """Raise InputError for impossible thresholds."""
        for name in ("linked", "score", "confidence", "lid", "repetition"):
            if not 0 <= getattr(self, name) <= 1:
                raise InputError(name, f"is {getattr(self, name)}; expected 0 to 1")
        for name in ("length_zh", "length_en", "length_ratio"):
            least, most = getattr(self, name)
            if not 0 <= least <= most:
                raise InputError(name, f"is {least} to {most}; expected the lower end first")
        if self.flags < 0:
            raise InputError("flags", f"is {self.flags}; expected 0 or more")

    def refuses(self, unit: TranslationUnit, found: Measures) -> tuple[Reason, str] | None:
        """Return why a unit with both sides does not pass, and its value; None if it passes.

        >>> from align.corpus.measures import measures
        >>> unit = TranslationUnit(0, (0,), (0,), "出口增长。", "Exports grew.", scores={"linked": 0.42})
        >>> Filters().refuses(unit, measures(unit))
        ('not linked', '0.42, less than 0.9')
        """
        score = found.score
        least: tuple[tuple[Reason, float | None, float], ...] = (
            ("not linked", found.linked, self.linked),
            ("low score", score if score is not None or self.score else 0.0, self.score),
            ("low confidence", unit.confidence, self.confidence),
            ("other language", found.lid, self.lid),
        )
        for reason, value, threshold in least:
            if value is None:
                return reason, "none was computed"
            if value < threshold:
                return reason, f"{value:.4g}, less than {threshold:.4g}"
        ranges: tuple[tuple[Reason, float, Range], ...] = (
            ("length", len(unit.zh_text), self.length_zh),
            ("length", len(unit.en_text), self.length_en),
            ("length ratio", found.length_ratio, self.length_ratio),
            ("repetition", self._repeated(unit), (0, self.repetition)),
            ("flags", found.flags, (0, self.flags)),
        )
        for reason, number, (low, high) in ranges:
            if not low <= number <= high:
                return reason, f"{number:.4g}, not {low:.4g} to {high:.4g}"
        return None

    def _repeated(self, unit: TranslationUnit) -> float:
        """Return the repetition of the side that repeats more, 0 where nobody asks."""
        return max(map(repetition, (unit.zh_text, unit.en_text))) if self.repetition < 1 else 0.0
