"""Seasons, parts of the day, currencies and industries without a figure: 冬天 as "summer", 按欧元计 "in yuan"."""

from collections.abc import Iterator, Sequence

from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import issue_on
from align.scorers.concepts.engine import replaced
from align.scorers.concepts.rows import Topic

_KINDS: tuple[tuple[Topic, str], ...] = (
    ("time", "mistranslation/date"),
    ("currency", "mistranslation/unit"),
    ("industry", "mistranslation/number"),
)


def named_issues(unit: TranslationUnit, taken: Sequence[Span]) -> Iterator[Issue]:
    """An issue for each that the English replaces by another, unless a figure's issue says so (``taken``, English)."""
    for topic, kind in _KINDS:
        for zh_span, en_span, right in replaced(topic, unit):
            if touches(en_span, list(taken)):
                continue
            values = {"right": right}
            yield issue_on(
                unit, "figures.named", zh_span, en_span, severity="major", confidence=0.8, values=values, kind=kind
            )
