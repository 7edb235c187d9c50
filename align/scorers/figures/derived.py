"""Figures of the English that follow from two of the Chinese: 4299元，下调200元 as "4,299 yuan, down from 4,499".

Good translators name the base instead of the change, the difference instead of one of two counts (核载19人、实载22人,
"22 people, three more than authorised"), the half of what is halved (80元，学生半价, "students pay 40 yuan"). The two
figures then have no partner, or a wrong one. They are taken out where the sum comes out exactly, one of its terms
stands in the English, and the words beside the figure say which sum it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

from align.facts import Fact
from align.facts.compare import relate
from align.facts.matching import Matching
from align.facts.model import INCIDENTAL
from align.facts.units import in_base
from align.model.unit import TranslationUnit

_FROM = re.compile(
    r"\b(?:from|against|than|(?:compared|comparing) (?:with|to)|versus|was|were|had been|previous(?:ly)?(?: \w+)?)"
    r"(?: (?:about|around|nearly|just|only|over|some|the|a|an|RMB|US\$?|HK\$?))* ?[$¥€£]?$",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r" (?:\w+ ){0,2}(?:more|fewer|less|higher|lower|above|below|over|under|ahead|behind|longer|shorter|older|younger"
    r"|places?|spots?|positions?|beyond|short of|too many|too few)\b",
    re.IGNORECASE,
)
_ALL_BUT = re.compile(r"\ball but $", re.IGNORECASE)
_BY = re.compile(r"\bby (?:\w+ )?$", re.IGNORECASE)
_HALF_ZH = re.compile("半价|半額|半数|减半|一半|对半|半費|半费|五折|5折")
_REST = re.compile(r"\b(?:remaining|other|rest|remainder|balance)\b[^.;]{0,40}$", re.IGNORECASE)
_ALMOST = Fraction(1, 10)  # of an hour
_TOTAL = re.compile(r"\b(?:total|tally|haul|altogether|in all|combined|overall)\b", re.IGNORECASE)
_TIMES = {Fraction(2): re.compile(r"\b(?:twice|double)\b", re.IGNORECASE), Fraction(1, 2): re.compile(r"\bhalf\b")}
_NEAR = 100  # characters around a figure that are looked at
_MOST = 12  # figures a side: above that a sum comes out by chance


def without_derived(found: Matching, unit: TranslationUnit) -> Matching:
    """The matching without the figures that follow from others.

    >>> from align.facts import extract
    >>> zh, en = "起售价4299元，下调200元。", "Prices start at 4,299 yuan, down from 4,499 yuan."
    >>> from align.facts.matching import match
    >>> found = match(extract(zh, "zh"), extract(en, "en"))
    >>> unit = TranslationUnit(0, (0,), (0,), zh, en)
    >>> len(found.pairs), len(without_derived(found, unit).pairs)
    (2, 1)
    """
    same = [pair for pair in found.pairs if pair[2].verdict == "same"]
    wrong = [pair for pair in found.pairs if pair[2].verdict in ("wrong", "unit")]
    zh = [*found.zh, *(pair[0] for pair in wrong)]
    en = [*found.en, *(pair[1] for pair in wrong)]
    if not (zh or en) or len(same) + len(zh) > _MOST:
        return found
    told = [pair[0] for pair in same]
    stated = [pair[1] for pair in same]
    gone: list[Fact] = [one for one in found.zh if _is_change(one, told)]
    for fact in en:
        if fact.strength == INCIDENTAL or fact.high is not None:
            continue
        used = next(_sources(fact, told, [one for one in zh if one not in gone], unit, stated), None)
        if used is not None:
            gone += [fact, *(one for one in used if one in zh)]
    if not gone:
        return found
    loose = [pair for pair in wrong if pair[0] in gone or pair[1] in gone]
    left_zh = [one for one in (*found.zh, *(pair[0] for pair in loose)) if one not in gone]
    left_en = [one for one in (*found.en, *(pair[1] for pair in loose)) if one not in gone]
    pairs = tuple(pair for pair in found.pairs if pair not in loose)
    return replace(found, pairs=pairs, zh=tuple(left_zh), en=tuple(left_en))


def _is_in_a_unit_before(fact: Fact, zh: Fact, en: Sequence[Fact]) -> bool:
    """Whether a bare number is in the unit of a figure before it: 13,300 hectares; now it is over 73,000."""
    for other in en:
        if other.kind == "quantity" and other.span[1] <= fact.span[0]:
            relation = relate(zh, replace(fact, kind="quantity", unit=other.unit, also=()))
            if relation is not None and relation.verdict == "same":
                return True
    return False


def _sources(
    fact: Fact, told: Sequence[Fact], missing: Sequence[Fact], unit: TranslationUnit, en: Sequence[Fact]
) -> Iterator[list[Fact]]:
    """The Chinese figures that an English one may come from; ``told`` are in the English, ``missing`` are not."""
    start, end = fact.span
    before, after = unit.en_text[max(0, start - _NEAR) : start], unit.en_text[end : end + _NEAR]
    value = abs(fact.value)
    if _FROM.search(before):
        for now in told:
            for change in missing:
                if (
                    _fits(fact, now)
                    and _changes(change, now)
                    and value in (now.value + change.value, now.value - change.value)
                ):
                    yield [change]
    if _DIFFERENCE.match(after) or _BY.search(before):
        known = [*told, *missing]
        for one, other in combinations(known, 2):
            plain = _alike(one, other) and (fact.kind == "cardinal" or _fits(fact, one) or fact.kind == "point")
            if plain and (one in told or other in told) and value == abs(one.value - other.value):
                yield [one, other]
    if fact.kind == "cardinal" and after.startswith(" other "):
        yield from ([one] for one in missing if one.kind == "cardinal" and one.value == fact.value + 1)
    if fact.kind == "cardinal":
        yield from ([one] for one in missing if one.kind == "quantity" and _is_in_a_unit_before(fact, one, en))
    if _ALL_BUT.search(before):
        for one, other in combinations([*told, *missing], 2):
            if _alike(one, other) and value == abs(one.value - other.value):
                yield [one, other]
    if _HALF_ZH.search(unit.zh_text):
        for whole in told:
            if _fits(fact, whole) and value * 2 == whole.value:
                yield []
    if fact.kind == "cardinal" and _TOTAL.search(unit.en_text):
        counts = [one for one in told if one.kind == "cardinal"]
        if len(counts) > 2 and value == sum(one.value for one in counts):
            yield []
    if fact.kind == "percent" and _REST.search(before):
        shares = [one.value for one in told if one.kind == "percent"]
        if any(value + sum(some) == 100 for n in (1, 2, 3) for some in combinations(shares, n)):
            yield []
    if fact.kind == "multiple":
        for one, other in combinations([*told, *missing], 2):
            if _fits(one, other) and one in missing and other in told and other.value == one.value * fact.value:
                yield [one]
    if fact.kind == "duration" and _lasts(fact, told):
        yield []
    yield from _products(fact, told, missing)


def _products(fact: Fact, told: Sequence[Fact], missing: Sequence[Fact]) -> Iterator[list[Fact]]:
    """原来的七倍 of 4 as 28, 三分之二 of 36万元 as 240,000 yuan: a multiple or a share of what the English states."""
    for factor in missing:
        if factor.kind not in ("multiple", "fraction", "percent") or factor.bound:
            continue
        share = factor.value / 100 if factor.kind == "percent" else factor.value
        plain = factor.value - 1 if factor.kind == "multiple" else share  # 增长七倍, or 七倍 of it
        for whole in told:
            alike = _fits(fact, whole) or fact.kind == "cardinal"
            if (
                alike
                and whole.kind in ("cardinal", "money", "quantity")
                and fact.value in (whole.value * share, whole.value * plain)
            ):
                yield [factor]


def _is_change(fact: Fact, told: Sequence[Fact]) -> bool:
    """Whether a change goes without saying where both ends are told: from 3.8 percent to 3, 低0.8个百分点."""
    if fact.kind not in ("point", "money", "quantity", "cardinal") or fact.strength == INCIDENTAL:
        return False
    ends = [one for one in told if one.kind == "percent" or (fact.kind != "point" and _fits(one, fact))]
    return any(abs(one.value - other.value) == fact.value for one, other in combinations(ends, 2) if _fits(one, other))


def _lasts(fact: Fact, told: Sequence[Fact]) -> bool:
    """Whether a duration is from one time or day to another: 9月3日至6日 as "over the four days from 3 to 6"."""
    for one, other in combinations(told, 2):
        if one.kind == other.kind == "time" and fact.unit in ("h", "min"):
            hours = (other.value - one.value) % 24
            if abs(in_base(fact.value, fact.unit) / 3600 - hours) <= _ALMOST:
                return True
        days = one.kind == other.kind == "date" and one.parts[1:] and other.parts[1:] and fact.unit == "d"
        if days and fact.value - (other.parts[1] - one.parts[1]) in (0, 1, 30, 31, 32):
            return True
    return False


def multiples_told(found: Matching, unit: TranslationUnit) -> Matching:
    """The matching without what is told as a multiple: 床4000张、棉被8000床 as "4,000 beds, twice as many quilts"."""
    said = [times for times, words in _TIMES.items() if words.search(unit.en_text)]
    told = [zh for zh, _, relation in found.pairs if relation.verdict == "same" and zh.kind == "cardinal"]
    wanted = {other.value * times for other in told for times in said}
    gone = [one for one in found.zh if one.kind == "cardinal" and one.value in wanted]
    return replace(found, zh=tuple(one for one in found.zh if one not in gone)) if gone else found


def _fits(fact: Fact, other: Fact) -> bool:
    return fact.kind == other.kind and fact.unit == other.unit


def _changes(change: Fact, now: Fact) -> bool:
    """Whether a figure may be what another changed by: points of percent, or the same unit."""
    if now.kind == "percent":
        return change.kind == "point" and not change.label
    return _fits(change, now) or {change.kind, now.kind} == {"cardinal", "quantity"}


def _alike(one: Fact, other: Fact) -> bool:
    return _fits(one, other) and one.kind in ("cardinal", "quantity", "money", "percent", "ordinal", "duration")
