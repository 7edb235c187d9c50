"""Figures of one side that have no partner on the other: dropped, added, or merely said in another way.

Good translators leave figures out with reason: a list stands for its count, "this year" for the document's own year, a
weekday for a day. Where a neighbouring unit has the figure, the alignment is the likelier error.
"""

import re
from collections.abc import Iterator
from datetime import date

from align.facts import Fact, extract
from align.facts.compare import agree
from align.facts.matching import Matching, match
from align.facts.model import STRONG
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context
from align.scorers.figures.rates import is_one
from align.scorers.figures.wording import issue

Found = tuple[Issue, Fact | None, Fact | None]
_ALL = re.compile(r"\b(?:all|every|entire|entirely|full|fully|complete|completely|whole|universal)\b", re.IGNORECASE)


def omissions(found: Matching, unit: TranslationUnit, context: Context) -> Iterator[Found]:
    """Yield an issue for each Chinese figure that is not in the English."""
    year = context.date.year if context.date else None
    text = unit.en_text
    for fact in found.zh:
        if fact.strength < STRONG or fact.kind == "identifier" or _implied(fact, found, year):
            continue
        if not fact.value:
            continue  # nothing is told in words: 0至6岁 is "up to six", 0比2 "two goals down", 0票反对 "unanimously"
        if fact.kind == "ratio" and fact.parts[0] == fact.parts[1]:
            continue  # "one apiece", "level"
        if (fact.kind == "percent" and fact.value == 100 and _ALL.search(text)) or _listed(fact, text):
            continue
        if fact.kind in ("duration", "quantity") and is_one(fact, text):
            continue
        if fact.kind == "date" and fact.parts[1:] > (0,) and any(en.unit == "weekday" for en in found.en):
            continue  # 3日 as "Thursday"
        if place := _elsewhere(fact, context, "en"):
            yield issue("figures.missing-here", "minor", 0.4, zh=fact, values={"place": place}), fact, None
        else:
            severity: Severity = "minor" if fact.kind == "ratio" else "major"  # a score is often told in words
            yield issue("figures.missing", severity, 0.7, zh=fact), fact, None


def additions(found: Matching, context: Context) -> Iterator[Found]:
    """Yield an issue for each English figure that is not in the Chinese."""
    year = context.date.year if context.date else None
    for fact in found.en:
        if fact.strength < STRONG or fact.kind == "identifier" or _own(fact, year):
            continue
        if dated := _date_of(fact, found):
            if context.date is not None and not _may_be(fact, dated, context.date):
                values = {"right": str(year)}
                yield issue("figures.other-year", "critical", 0.8, zh=dated, en=fact, values=values), dated, fact
        elif place := _elsewhere(fact, context, "zh"):
            yield issue("figures.added-here", "minor", 0.4, en=fact, values={"place": place}), None, fact
        else:
            yield issue("figures.added", "minor", 0.6, en=fact), None, fact


def _own(fact: Fact, year: int | None) -> bool:
    """True if a fact is the document's own year."""
    return fact.kind == "year" and fact.high is None and fact.value == year


def _implied(fact: Fact, found: Matching, year: int | None) -> bool:
    """True if a year needs no words: the document's own, or one that "last year" stands for where none is known."""
    relative = year is None and any(other.unit == "relative" for other in found.en)
    return _own(fact, year) or (fact.kind == "year" and relative)


def _listed(fact: Fact, text: str) -> bool:
    """True if the English may list what the Chinese counts: 8个语种 as eight names."""
    if fact.kind != "cardinal" or not 2 < fact.value <= 20:
        return False
    return text.count(",") + text.count(" and ") + text.count(";") + 1 >= fact.value


def _date_of(fact: Fact, found: Matching) -> Fact | None:
    """Return the Chinese date whose English the translator gave a year: July 18, 2023 for 7月18日."""
    plain = fact.kind == "year" and not fact.unit
    for zh, en, _ in found.pairs if plain else ():
        if zh.kind == en.kind == "date" and not zh.unit and 0 <= fact.span[0] - en.span[1] <= 2:
            return zh
    return None


def _may_be(fact: Fact, stated: Fact, own: date) -> bool:
    """True if a date without a year may be of that year: the document's, or the one before if the month is later."""
    return fact.value == own.year or (fact.value == own.year - 1 and stated.parts[0] > own.month)


def _elsewhere(fact: Fact, context: Context, side: str) -> str:
    """Return which neighbour has the figure on the other side with no partner: "next", "previous" or ""."""
    year = context.date.year if context.date else None
    for place, unit in (("next", context.next), ("previous", context.previous)):
        if unit is None:
            continue
        left = match(extract(unit.zh_text, "zh"), extract(unit.en_text, "en"), year=year)
        if any(other.strength == STRONG and agree(fact, other) for other in getattr(left, side)):
            return place
    return ""
