"""Measures said in two units: 十一年六个月 and "11 years and six months" are one, as is "five feet four inches"."""

import re
from collections.abc import Iterable
from dataclasses import replace

from align.facts.model import INCIDENTAL, Fact

_BELOW = {
    ("y", "month"): 12,
    ("week", "d"): 7,
    ("d", "h"): 24,
    ("h", "min"): 60,
    ("min", "s"): 60,
    ("foot", "inch"): 12,
    ("lb", "oz"): 16,
}
ZH_LINK, EN_LINK = re.compile("[零又 ]?"), re.compile("-|,? |,? and ")
_JOINED = ("duration", "quantity")


def joined(facts: Iterable[Fact], text: str, link: re.Pattern[str]) -> list[Fact]:
    """The facts with each run of durations in ever smaller units as one, in the smallest; ``parts`` has what was said.

    >>> from align.facts import extract
    >>> [(fact.text, str(fact.value), fact.parts) for fact in extract("一小时二十分三十秒", "zh")]
    [('一小时二十分三十秒', '4830', (1, 20, 30))]
    """
    kept: list[Fact] = []
    for fact in facts:
        last = kept[-1] if kept else None
        if last is None or not _goes_on(last, fact) or not link.fullmatch(text, last.span[1], fact.span[0]):
            kept.append(fact)
            continue
        kept[-1] = replace(
            fact,
            value=last.value * _BELOW[last.unit, fact.unit] + fact.value,
            span=(last.span[0], fact.span[1]),
            bound=last.bound or fact.bound,
            strength=max(last.strength, fact.strength),
            parts=(*(last.parts or (int(last.value),)), int(fact.value)) if fact.value.denominator == 1 else (),
            also=(),
        )
    return kept


def _goes_on(one: Fact, other: Fact) -> bool:
    if one.unit == "week" and other.unit == "d" and one.value == 1:
        return False  # 一周四天工作制: a four-day week
    limit = _BELOW.get((one.unit, other.unit), 0) if one.kind == other.kind in _JOINED else 0
    plain = one.high is None and other.high is None and one.value.denominator == 1 and not (one.whole or other.whole)
    return plain and 0 < other.value < limit and other.strength != INCIDENTAL
