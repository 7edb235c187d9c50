"""Lunar dates in English: the 15th day of the eighth lunar month, August 15 on the lunar calendar, Mid-Autumn Festival.

The ordinals of such a date are read one by one first; this makes dates of them where the text speaks of the lunar
calendar at all.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from align.facts.model import INCIDENTAL, WEAK, Fact

_LUNAR = re.compile(r"\blunar (?:calendar|month|year|new year)", re.IGNORECASE)
_DAY_OF = re.compile(r"(?: day)? (?:of|in) (?:the )?(?:year's )?", re.IGNORECASE)
_MONTH = re.compile(r"(?: (?:chinese|traditional))*(?: lunar)?(?: calendar)?[ -]month\b", re.IGNORECASE)
_CALENDAR = re.compile(
    r"(?: \d{4})?,? (?:(?:of|on|in|by|according to) (?:the )?)?\(?(?:(?:traditional|chinese) )*lunar (?:calendar|year)",
    re.IGNORECASE,
)
FESTIVALS = {
    "lantern festival": (1, 15),
    "dragon boat festival": (5, 5),
    "qixi festival": (7, 7),
    "double seventh festival": (7, 7),
    "zhongyuan festival": (7, 15),
    "mid-autumn festival": (8, 15),
    "double ninth festival": (9, 9),
    "chongyang festival": (9, 9),
    "laba festival": (12, 8),
    "lunar new year's day": (1, 1),
    "chinese new year's day": (1, 1),
}
_FESTIVAL = re.compile(r"\b(?:" + "|".join(FESTIVALS) + r")\b", re.IGNORECASE)


def with_lunar_dates(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The facts with lunar dates in the place of their ordinals, and with festivals, which explain a Chinese date.

    >>> from align.facts import extract
    >>> [fact.parts for fact in extract("on the 15th day of the eighth lunar month, or Mid-Autumn Festival", "en")]
    [(8, 15), (8, 15)]
    """
    kept = _dates(facts, text) if _LUNAR.search(text) else list(facts)
    festivals = []
    for match in _FESTIVAL.finditer(text) if "estival" in text or "ew Year's" in text else ():
        parts = FESTIVALS[match[0].lower()]
        date = Fact("date", Fraction(parts[0]), match.span(), unit="lunar", strength=INCIDENTAL, parts=parts)
        festivals.append(date)
    return sorted([*kept, *festivals], key=lambda fact: fact.span) if festivals else kept


def _dates(facts: Sequence[Fact], text: str) -> list[Fact]:
    kept: list[Fact] = []
    for fact in facts:
        last = kept[-1] if kept else None
        if fact.kind == "date" and not fact.unit and _CALENDAR.match(text, fact.span[1]):
            kept.append(replace(fact, unit="lunar", strength=WEAK))
        elif fact.kind == "ordinal" and 1 <= fact.value <= 12 and (month := _MONTH.match(text, fact.span[1])):
            day, start = 0, fact.span[0]
            if last is not None and last.kind == "ordinal" and _DAY_OF.fullmatch(text, last.span[1], start):
                day, start = int(last.value), kept.pop().span[0]
            span, parts = (start, month.end()), (int(fact.value), day)
            kept.append(Fact("date", fact.value, span, unit="lunar", strength=WEAK, parts=parts))
        else:
            kept.append(fact)
    return kept
