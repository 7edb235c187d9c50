"""Figures of one side that have no partner on the other: dropped, added, or merely said in another way.

Good translators leave figures out with reason: a list stands for its count, "this year" for the document's own year,
"that figure" for one said just before. Where a neighbouring unit has the figure, the alignment is the likelier error.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations

from align.facts import Fact, extract
from align.facts.compare import relate
from align.facts.matching import Matching, match
from align.facts.model import STRONG
from align.facts.readings import readings
from align.facts.spelled import quotient, record_of
from align.facts.stages import STAGES
from align.facts.units import UNITS
from align.model.unit import Issue, TranslationUnit, Value
from align.scorers.base import Context
from align.scorers.figures.rates import is_one
from align.scorers.figures.wording import issue

Found = tuple[Issue, Fact | None, Fact | None]
_TAKEN_UP = re.compile(
    r"\b(?:that|this|the|these|those) (?:figure|number|share|rate|level|amount|percentage|total)s?\b", re.IGNORECASE
)
_AGAIN = re.compile(
    r"(?: of [\w -]{1,30})?,? ?"
    r"(?:\((?:[^()]{0,30} )?|(?:or|i\.e\.,?|that is,?|equivalent to|equal to)(?: [a-z]+)? )(?:US|HK|RMB)?\$?"
)
_LEAD = re.compile(r" (?:[a-z]+ )?(?:down|up|ahead|behind|clear|adrift)\b", re.IGNORECASE)
_BASE = re.compile("[比较較]上?$")  # 较5月末上升: from a month earlier
_EARLIER = {
    kind: re.compile(
        rf"\b(?:an?|one) {name} (?:earlier|before|ago)|\b(?:previous|preceding|prior|last) {name}\b"
        rf"|\b{name}[- ]on[- ]{name}"
    )
    for kind, name in {"day": "day", "month": "month", "year": "year", "period": "(?:quarter|half)"}.items()
}
_APIECE = re.compile(r"\b(?:apiece|all|each|level|levell?ed|tied?|drawn?|even)\b", re.IGNORECASE)
_DEKAD = re.compile(r"\b(?:first|second|middle|last|final) (?:ten|10) days of", re.IGNORECASE)
_COUNTS = ("cardinal", "quantity", "money")
_EITHER = re.compile(r"\b(?:either|both|each) years?\b", re.IGNORECASE)
_LAST_SIXTEEN = re.compile(r"\b(?:last|round of|final) $", re.IGNORECASE)
_LAST_OF = {4: "末节", 5: "决胜局"}
_NONE = re.compile(r"\b(?:none|nil|zero|no|not a single|nobody|without)\b", re.IGNORECASE)
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_LAST_MONTHS = ("", "end of March", "end of June", "end of September", "end of December")
_MIDYEAR = re.compile(r"\bmid-?year\b|\bmiddle of the year\b", re.IGNORECASE)
_NEUTRAL = re.compile("临界点|臨界點|荣枯[线點点]|榮枯[線點]|盛衰分界")  # of a purchasing managers' index
_ALL = re.compile(r"\b(?:all|every|entire|entirely|full|fully|complete|completely|whole|universal)\b", re.IGNORECASE)


def omissions(found: Matching, unit: TranslationUnit, context: Context) -> Iterator[Found]:
    """An issue for each Chinese figure that is not in the English."""
    year = context.date.year if context.date else None
    for fact in found.zh:
        if fact.strength < STRONG or fact.kind == "identifier" or _implied(fact, found, year):
            continue
        if fact.kind == "percent" and fact.value == 100 and _ALL.search(unit.en_text):
            continue
        if not fact.value and (fact.whole or (fact.kind in _COUNTS and _NONE.search(unit.en_text))):
            continue
        if _listed(fact, unit.en_text) or _taken_up(fact, unit, context) or _told_in_words(fact, found, unit, context):
            continue
        place = _elsewhere(fact, context, "en")
        if place:
            yield issue("figures.missing-here", "minor", 0.4, zh=fact, values={"place": place}), fact, None
        else:
            yield issue("figures.missing", "major", 0.7, zh=fact), fact, None


def additions(found: Matching, unit: TranslationUnit, context: Context) -> Iterator[Found]:
    """An issue for each English figure that is not in the Chinese."""
    year = context.date.year if context.date else None
    # the other end of "seventy or eighty" where the Chinese has one vague number
    estimates = {en.whole for zh, en, _ in found.pairs if zh.high is not None and en.whole is not None}
    stated = extract(unit.zh_text, "zh")
    plans = [fact for fact in stated if fact.kind == "ordinal"]
    reigns = {fact.span[1] for fact in stated if fact.kind == "year"}
    lunar = any(fact.unit == "lunar" and fact.span[0] in reigns for fact in stated)  # the English says it by the sun
    for fact in found.en:
        if fact.strength < STRONG or fact.kind == "identifier" or _plan_year(fact, plans) or _own(fact, year):
            continue
        if (fact.kind == "year" and _within(fact, found)) or (fact.kind == "date" and lunar):
            continue
        if fact.kind == "multiple" and _between_two(fact, found):
            continue
        start, end = fact.span
        if "旬" in unit.zh_text and fact.unit == "d" and _DEKAD.search(unit.en_text, max(0, start - 20), end + 3):
            continue
        if fact.kind == "ordinal" and _LAST_OF.get(int(fact.value), "-") in unit.zh_text:
            continue
        if "决赛" in unit.zh_text and _LAST_SIXTEEN.search(unit.en_text, max(0, fact.span[0] - 16), fact.span[0]):
            continue
        if fact.whole in estimates or (fact.value == 50 and _NEUTRAL.search(unit.zh_text)):
            continue
        if (first := _converts(fact, unit.en_text)) is not None:
            if wrong := _wrong_conversion(first, fact, found):
                yield wrong
            continue
        if dated := _date_of(fact, found, unit.en_text):
            if year is not None and not _may_be(fact, dated, context):
                values = {"right": str(year)}
                yield issue("figures.other-year", "critical", 0.8, zh=dated, en=fact, values=values), dated, fact
            continue
        place = _elsewhere(fact, context, "zh")
        if place:
            yield issue("figures.added-here", "minor", 0.4, en=fact, values={"place": place}), None, fact
        else:
            yield issue("figures.added", "minor", 0.6, en=fact), None, fact


def _is_year_before(fact: Fact, found: Matching, context: Context) -> bool:
    """Whether a year is the one before another of the Chinese, or before the document's own."""
    years = {zh.value for zh, _, _ in found.pairs if zh.kind == "year" and not zh.unit}
    return fact.value + 1 in years | ({Fraction(context.date.year)} if context.date else set())


def _within(year: Fact, found: Matching) -> bool:
    """Whether a year is one of a range that the Chinese gives the ends of: 2021-22至2023-24年度."""
    years = [zh.value for zh, _, _ in found.pairs if zh.kind == "year" and not zh.unit]
    short = any(len(zh.text) == 2 for zh, _, _ in found.pairs if zh.kind == "year")
    return short and bool(years) and min(years) < year.value < max(years)


def _between_two(factor: Fact, found: Matching) -> bool:
    """Whether a factor is that of two Chinese figures: 由15天延长至30天 is "doubled from 15 days to 30"."""
    told = [zh for zh, _, _ in found.pairs] + list(found.zh)
    return any(
        one.kind == other.kind
        and one.unit == other.unit
        and other.value in (one.value * factor.value, one.value / factor.value)
        for one, other in combinations(told, 2)
    )


def _told_in_words(fact: Fact, found: Matching, unit: TranslationUnit, context: Context) -> bool:
    """Whether the English says a day by its weekday (3日 as "Thursday"), or a score by its lead: "two games down"."""
    if _BASE.search(unit.zh_text, max(0, fact.span[0] - 3), fact.span[0]):
        span = fact.kind if fact.kind != "date" else "day" if fact.parts[1] else "month"
        if fact.kind == "year" and not _is_year_before(fact, found, context):
            return False
        return span in _EARLIER and _EARLIER[span].search(unit.en_text) is not None
    if fact.kind == "ratio" and fact.parts[0] == fact.parts[1]:
        return _APIECE.search(unit.en_text) is not None
    if fact.kind == "ratio" and 0 in fact.parts:
        return any(en.value in fact.parts and _LEAD.match(unit.en_text, en.span[1]) for en in found.en)
    if fact.unit == "y" and fact.value == Fraction(2) and _EITHER.search(unit.en_text):
        return True
    if fact.kind in ("duration", "quantity"):
        return is_one(fact, unit.en_text)
    if fact.kind == "ordinal" and fact.label == "named" and 1 < fact.value < len(_ROMAN):
        return re.search(rf"\b{_ROMAN[int(fact.value)]}\b", unit.en_text) is not None
    if fact.kind == "period" and fact.unit == "quarter" and _LAST_MONTHS[int(fact.value)] in unit.en_text:
        return True
    if fact.kind == "date" and fact.label in STAGES and _DEKAD.search(unit.en_text):
        return True
    if fact.kind == "period" and fact.unit == "half":
        return _MIDYEAR.search(unit.en_text) is not None
    if fact.kind == "year" and fact.unit == "century" and fact.label:
        return "turn of the" in unit.en_text
    if fact.kind != "date" or fact.unit or not fact.parts[1]:
        return False
    weekdays = [int(en.value) for en in found.en if en.kind == "date" and en.unit == "weekday"]
    month = fact.parts[0] or next(
        (zh.parts[0] for zh, _, _ in found.pairs if zh.kind == "date" and not zh.unit and zh.parts[0]), 0
    )
    if not weekdays or not month or context.date is None:
        return bool(weekdays)
    try:
        return date(context.date.year, month, fact.parts[1]).isoweekday() in weekdays
    except ValueError:
        return False


def _own(fact: Fact, year: int | None) -> bool:
    """Whether a fact is the document's own year."""
    return fact.kind == "year" and year is not None and fact.high is None and fact.value == year


def _implied(fact: Fact, found: Matching, year: int | None) -> bool:
    """Whether a year needs no words: the document's own, or one that "last year" stands for where none is known."""
    return _own(fact, year) or (
        fact.kind == "year" and year is None and any(other.unit == "relative" for other in found.en)
    )


def _plan_year(fact: Fact, ordinals: list[Fact]) -> bool:
    """Whether a year is told by what it is added to: the 14th plan is of 2021-2025, the 18th congress of 2012."""
    if fact.kind != "year" or fact.unit:
        return False
    starts = [2021 + 5 * (int(plan.value) - 14) for plan in ordinals]
    held = [2012 + 5 * (int(congress.value) - 18) for congress in ordinals if congress.label == "congress"]
    return fact.value in held or any(fact.value in (start, start + 4) for start in starts)


def _converts(fact: Fact, text: str) -> Fact | None:
    """The amount or measure that another repeats: 100 billion yuan ($14 billion), 3 mu, or about 0.2 hectares."""
    if fact.kind not in ("money", "quantity"):
        return None
    before = [other for other in extract(text, "en") if other.kind == fact.kind and other.span[1] <= fact.span[0]]
    if not before or before[-1].unit == fact.unit:
        return None
    first = before[-1]
    alike = fact.kind == "money" or UNITS[first.unit].dimension == UNITS[fact.unit].dimension
    return first if alike and _AGAIN.fullmatch(text, first.span[1], fact.span[0]) else None


def _wrong_conversion(first: Fact, fact: Fact, found: Matching) -> Found | None:
    """An issue where an amount in the English is not the one that it is said to be."""
    relation = relate(first, fact)
    if fact.kind == "money" or relation is None or relation.verdict in ("same", "rounded"):
        return None
    ours = next((zh for zh, en, told in found.pairs if en.span == first.span and told.verdict == "same"), first)
    far = quotient(ours, fact)
    if far is None:
        return None
    zh = None if ours is first else ours
    values: dict[str, Value] = {"stated": record_of(ours), "quotient": str(far)}
    return issue("figures.converted", "critical", 0.8, zh=zh, en=fact, values=values), zh, fact


def _date_of(fact: Fact, found: Matching, text: str) -> Fact | None:
    """The Chinese date whose English the translator gave a year: July 18, 2023 for 7月18日."""
    if fact.kind != "year" or fact.unit:
        return None
    for zh, en, _ in found.pairs:
        between = text[en.span[1] : fact.span[0]]
        if zh.kind == en.kind == "date" and zh.unit == "" and en.span[1] <= fact.span[0] and not between.strip(" ,"):
            return zh
    return None


def _may_be(fact: Fact, date: Fact, context: Context) -> bool:
    """Whether a date without a year may be of that year: the document's, or the one before where the month is later."""
    if context.date is None or fact.value == context.date.year:
        return True
    return fact.value == context.date.year - 1 and date.parts[0] > context.date.month


def _listed(fact: Fact, text: str) -> bool:
    """Whether the English may list what the Chinese counts: 8个语种 as eight names."""
    if fact.kind != "cardinal" or not 2 < fact.value <= 20 or fact.value.denominator != 1:
        return False
    return text.count(",") + text.count(" and ") + text.count(";") + 1 >= fact.value


def _taken_up(fact: Fact, unit: TranslationUnit, context: Context) -> bool:
    """Whether the figure was said just before, on both sides, and the English takes it up: "that figure"."""
    before = context.previous
    if before is None or not _TAKEN_UP.search(unit.en_text):
        return False
    pairs = match(extract(before.zh_text, "zh"), extract(before.en_text, "en")).pairs
    return any(zh.kind == fact.kind and zh.value == fact.value for zh, _, _ in pairs)


def _elsewhere(fact: Fact, context: Context, side: str) -> str:
    """Which neighbour has the figure on the other side with no partner of its own: "next", "previous" or ""."""
    year = context.date.year if context.date else None
    for place, unit in (("next", context.next), ("previous", context.previous)):
        if unit is None:
            continue
        left = match(extract(unit.zh_text, "zh"), extract(unit.en_text, "en"), year=year)
        if any(other.strength == STRONG and _states(fact, other, year) for other in getattr(left, side)):
            return place
    return ""


def _states(one: Fact, other: Fact, year: int | None) -> bool:
    if one.kind == other.kind == "date":
        return one.parts == other.parts
    return not set(readings(one, year)).isdisjoint(readings(other, year))
