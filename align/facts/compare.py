"""True if two facts, one of each language, state the same, and how they differ where they do not.

Every fact is read as (dimension, low, high): lengths in metres, money in its currency, shares in percent, whatever the
words. Two facts agree where any two readings do. Exact equality is asked for in the same unit; a conversion may be off
by rounding; a vague value (数十, "dozens") agrees where the ranges overlap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from align.facts.digits import distance, magnitude, power_of_ten, significant
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact, Reading
from align.facts.readings import MEASURED, readings
from align.facts.stages import contradict
from align.facts.units import UNITS, in_base

Verdict = Literal["same", "rounded", "unit", "wrong"]
_CONVERTED, _HEDGED = Fraction(2, 100), Fraction(5, 100)
_CALENDAR, _ROUGHLY = Fraction(4, 100), Fraction(1, 10)
_SHARES = frozenset(("percent", "permille", "point", "fraction"))
_COUNTS = frozenset(("cardinal", "quantity", "money"))
_ROUNDED = _COUNTS | _SHARES | {"multiple"}
_NEVER_BARE = frozenset(("year", "date", "period", "ratio"))
# 第四节 of a match; in the first quarter and in the second; 6个月以内, the first six months
_IN_OTHER_WORDS = frozenset(
    (
        ("ordinal", "", "multiple", ""),
        ("ordinal", "", "period", "quarter"),
        ("period", "quarter", "ordinal", ""),
        ("period", "half", "ordinal", ""),
        ("duration", "month", "period", "first months"),
    )
)
_FAR = 15  # places of figures that are compared
_HUNDREDTH = Fraction(1, 100)
_NUMBERED = ({"year", "cardinal"}, {"ordinal", "cardinal"})
_SAID_ALIKE = ({"percent", "fraction"}, {"date", "ordinal"})
_BROAD = {"month", "y", "quarter", "decade", "century", "millennium"}
_Read = tuple[Fact, tuple[Reading, ...]]


@dataclass(frozen=True, slots=True)
class Relation:
    """How a Chinese and an English fact relate; ``cost`` orders the pairs that could be made, lower is likelier."""

    verdict: Verdict
    cost: float


def relate(zh: Fact, en: Fact, year: int | None = None) -> Relation | None:
    """How two facts relate, None where they have nothing to do with each other.

    >>> from align.facts import extract
    >>> z, e = extract("15亩", "zh")[0], extract("one hectare", "en")[0]
    >>> relate(z, e).verdict
    'same'
    >>> relate(extract("5亿元", "zh")[0], extract("5 million yuan", "en")[0]).verdict
    'wrong'
    """
    return _relate((zh, readings(zh, year)), (en, readings(en, year)), year)


def agree(one: Fact, other: Fact) -> bool:
    """True if a figure is one that is stated on either side, to the digits that are stated; no number is a measure.

    >>> share, said = Fact("fraction", Fraction(1, 3), (0, 1)), Fact("percent", Fraction("33.3"), (0, 1))
    >>> agree(share, said), agree(share, Fact("cardinal", Fraction("33.3"), (0, 1)))
    (True, False)
    """
    alike = one.kind == other.kind or {one.kind, other.kind} in _SAID_ALIKE
    return alike and (_same((one, readings(one)), (other, readings(other))) is not None or _rounded(one, other))


def relations(zh: Sequence[Fact], en: Sequence[Fact], year: int | None = None) -> dict[tuple[int, int], Relation]:
    """How every fact of one side relates to every fact of the other, by their places; unrelated pairs are left out.

    In a table that was not cut into lines only those at like places are compared: each with each would take seconds.
    """
    theirs = [(fact, readings(fact, year)) for fact in en]
    found = {}
    for i, fact in enumerate(zh):
        ours = (fact, readings(fact, year))
        at = i * len(en) // len(zh)
        for j, other in enumerate(theirs[max(0, at - _FAR) : at + _FAR], max(0, at - _FAR)):
            if relation := _relate(ours, other, year):
                found[i, j] = relation
    return found


def _relate(ours: _Read, theirs: _Read, year: int | None) -> Relation | None:
    zh, en = ours[0], theirs[0]
    cost = _same(ours, theirs)
    if cost is not None:
        return Relation("same", cost)
    if _finer(zh, en):
        return Relation("same", 0.4)
    if _rounded(zh, en):
        return Relation("rounded", 0.4)
    if _other_unit(zh, en):
        alike = zh.kind == en.kind and (zh.kind != "quantity" or _dimension(zh) == _dimension(en))
        return Relation("unit", 1.0 if alike or zh.kind in _SHARES else 2.6)
    cost = _wrong(zh, en, year)
    return None if cost is None else Relation("wrong", cost)


def _dimension(fact: Fact) -> str:
    return UNITS[fact.unit].dimension


def _same(ours: _Read, theirs: _Read) -> float | None:
    zh, en = ours[0], theirs[0]
    if contradict(zh, en):
        return None
    if zh.unit == en.unit == "century" and en.strength == INCIDENTAL:
        return 0.4  # "the century" is one that was named before
    if zh.kind == en.kind == "date" and zh.unit == en.unit != "weekday":
        shared = [(a, b) for a, b in zip(zh.parts, en.parts, strict=True) if a and b]
        if shared and all(a == b for a, b in shared):
            return 0.0 if zh.parts == en.parts else 0.2
        return None
    if zh.kind == en.kind == "ratio":
        if en.label == "score" and zh.parts == en.parts[::-1]:
            return 0.2  # English gives the winner's goals first, Chinese those of whom it speaks of
        return 0.0 if zh.parts[0] * en.parts[1] == zh.parts[1] * en.parts[0] else None
    if zh.kind == en.kind == "identifier":
        return 0.0 if zh.label == en.label or zh.label.endswith(en.label) or en.label.endswith(zh.label) else None
    if "identifier" in (zh.kind, en.kind):
        return 0.4 if zh.value == en.value else None
    for place, one in enumerate(ours[1]):
        for other, two in enumerate(theirs[1]):
            if one[0] != two[0] or (zh.kind == en.kind == "multiple" and one[0] == "percent"):
                continue
            if _agree(zh, en, one, two):
                loose = 0.0 if _equal(one[1], two[1]) and _equal(one[2], two[2]) else 0.2
                first = zh.kind == en.kind and not place and not other
                return loose + (0.0 if first else 0.1 + 0.05 * (place + other))
    bare = zh.kind == "cardinal" or en.kind == "cardinal"
    bare = bare and ((zh.high is None) == (en.high is None) or en.whole is not None or _begins(zh, en))
    bare = bare and zh.kind not in _NEVER_BARE and en.kind not in _NEVER_BARE
    large = zh.value == en.value >= 10**6
    if bare and (large or (_may_be_bare(zh, en) and _may_be_bare(en, zh))) and _overlap(zh, en):
        return 0.35
    return 0.45 if zh.value == en.value and (zh.kind, zh.unit, en.kind, en.unit) in _IN_OTHER_WORDS else None


def _begins(one: Fact, other: Fact) -> bool:
    """True if one is vague and the other what it begins with or lies close to: 上万 and "over 10,000 yuan"."""
    vague, exact = (one, other) if one.high is not None else (other, one)
    high = vague.high if vague.high is not None else vague.value
    return exact.value == vague.value or 0 < vague.value <= exact.value <= high < 2 * vague.value


def _may_be_bare(fact: Fact, other: Fact) -> bool:
    """True if a bare number may stand for a fact with a unit: "10 and 20 percent" yes, "one" of "one hand" no."""
    if fact.kind != "cardinal" or other.kind in ("cardinal", "ordinal"):
        return True
    if other.kind in ("duration", "quantity", "time"):
        return fact.strength != INCIDENTAL or other.strength == STRONG
    return fact.strength == STRONG or other.strength < STRONG


def _agree(zh: Fact, en: Fact, ours: Reading, theirs: Reading) -> bool:
    dimension, low, high = ours
    _, low2, high2 = theirs
    if _equal(low, low2) and _equal(high, high2):
        return True
    ours_vague, theirs_vague = not _equal(low, high), not _equal(low2, high2)
    if (ours_vague or theirs_vague) and dimension != "ordinal":
        if dimension == "year" and ours_vague and theirs_vague:
            return low == low2
        return low <= high2 and low2 <= high
    if dimension == "clock":
        return (low - low2) % 24 == 0
    fell = (low < 0 and en.direction < 0) or (low2 < 0 and zh.direction < 0)
    if dimension != "temperature" and -low == low2 and low and fell:
        return True
    tolerance = _tolerance(zh, en, dimension)
    return bool(tolerance) and low2 != 0 and abs(low / low2 - 1) <= tolerance


def _equal(one: Fraction, other: Fraction) -> bool:
    """Equality of fractions, in half the time of ``==``, which asks of what kind the other is."""
    return one is other or (one.numerator == other.numerator and one.denominator == other.denominator)


def _tolerance(zh: Fact, en: Fact, dimension: str) -> Fraction:
    if dimension == "percent" and zh.kind != en.kind and "fraction" in (zh.kind, en.kind):
        if _hedges_right(zh, en):
            return Fraction(12, 100)
        share = zh.value if zh.kind == "fraction" else en.value
        if (share * 100).denominator == 1 and not (zh.bound or en.bound):
            return Fraction(0)
        return _HEDGED if zh.bound or en.bound else _CONVERTED
    if dimension == "temperature" and en.also and zh.unit == en.unit == "C":
        return _CONVERTED if zh.value != en.value else Fraction(0)  # bare degrees, which may be Fahrenheit
    if zh.unit not in UNITS or en.unit not in UNITS or zh.unit == en.unit or dimension == "multiple":
        return Fraction(0)
    if dimension == "time":
        if en.text.lower() == "fortnight":
            return _ROUGHLY
        return _CALENDAR if (zh.unit in _BROAD) != (en.unit in _BROAD) else Fraction(0)
    if _decimal(zh.unit, en.unit):
        return Fraction(0)
    digits = significant(en.value)
    if digits > 2:
        if digits == 3 and en.bound and (en.value * 2).denominator == 1:
            return _CONVERTED  # less than 13.5 hectares
        return Fraction(1, 100) if digits == 3 else Fraction(3, 1000)
    return _HEDGED if en.bound else _CONVERTED


def _hedges_right(zh: Fact, en: Fact) -> bool:
    """True if an English share stands on the side of the Chinese one that its hedge says: 30% as "nearly a third"."""
    ours = zh.value * 100 if zh.kind == "fraction" else zh.value
    theirs = en.value * 100 if en.kind == "fraction" else en.value
    return (en.bound in ("near", "below") and theirs > ours) or (en.bound in ("over", "min") and theirs < ours)


@lru_cache(maxsize=1024)
def _decimal(unit: str, other: str) -> bool:
    """True if one unit is a power of ten of the other, so that nothing has to be rounded between them."""
    ratio = UNITS[unit].factor / UNITS[other].factor
    return power_of_ten(ratio.numerator, ratio.denominator)


def _overlap(zh: Fact, en: Fact) -> bool:
    high, high2 = zh.high or zh.value, en.high or en.value
    return zh.value <= high2 and en.value <= high


def _rounded(zh: Fact, en: Fact) -> bool:
    """True if the English is the Chinese value with fewer digits: 4178027 as 4.18 or as more than 4.1 million."""
    comparable = zh.kind == en.kind and zh.unit == en.unit and zh.kind in _ROUNDED
    comparable = comparable or (zh.kind in _COUNTS and en.kind in _COUNTS and "cardinal" in (zh.kind, en.kind))
    if not comparable or zh.high is not None or en.high is not None:
        return False
    if zh.value.numerator <= 0 or en.value.numerator <= 0:
        return False
    if zh.bound and en.text.lower().endswith("dozen"):
        return zh.value <= en.value < zh.value + 10  # 十多, 十来: a dozen
    digits, ours = significant(en.value), significant(zh.value)
    if not 0 < digits < ours or (digits < 2 and not en.bound):
        return False
    if ours == 2 and en.bound and zh.bound == en.bound:
        return False  # over 95 percent is not said as "over 90"
    step = Fraction(10) ** (magnitude(en.value) - digits + 1)
    lower = (zh.value // step) * step
    if en.bound in ("over", "min") and en.value == lower:
        return True
    if en.bound in ("near", "below", "max") and en.value == lower + step:
        return True
    if digits < 2 and abs(en.value / zh.value - 1) > _HEDGED:
        return False
    return en.value == (zh.value / step + Fraction(1, 2)) // 1 * step


def _finer(zh: Fact, en: Fact) -> bool:
    """True if the Chinese is the English value with far fewer digits: 0.84 for 0.8413447461, not 5.2 for 5.24."""
    return zh.value.denominator > 1 and significant(en.value) > significant(zh.value) + 2 and _rounded(en, zh)


def _other_unit(zh: Fact, en: Fact) -> bool:
    """The same number with another unit, currency or kind of share: 5亿元 as US$500 million, 个百分点 as percent."""
    if zh.kind == en.kind == "point" and zh.label != en.label:
        return zh.value * (100 if zh.label else 1) == en.value * (100 if en.label else 1)
    shares = zh.kind in _SHARES and en.kind in _SHARES and zh.kind != en.kind
    measured = zh.kind in MEASURED and en.kind in MEASURED and zh.unit != en.unit
    if not (shares or measured) or INCIDENTAL in (zh.strength, en.strength):
        return False
    return zh.value == en.value and zh.high == en.high


def _wrong(zh: Fact, en: Fact, year: int | None) -> float | None:
    """The cost of taking one for a wrong rendering of the other, None where they are of different sorts."""
    incidental = INCIDENTAL in (zh.strength, en.strength)
    kinds = {zh.kind, en.kind}
    cost = 1.5
    if zh.kind == en.kind == "identifier":
        letters = ["".join(c for c in fact.label if not c.isdecimal()) for fact in (zh, en)]
        return 1.5 if letters[0] == letters[1] and letters[0] else None
    if (zh.kind, en.kind) == ("identifier", "cardinal"):
        return 1.7 if zh.label.isdecimal() and en.strength == STRONG and len(zh.text) == len(en.text) else None
    if kinds in _NUMBERED:
        numbered = any(reading[0] in kinds for reading in (*zh.also, *en.also))
        return 1.7 if numbered and not incidental else None
    if zh.kind == en.kind == "year":
        if incidental and (en.label == "comparison" or (zh.unit != en.unit and year is None)):
            return None
        return 1.6 if zh.unit == en.unit else 1.9
    if zh.kind == en.kind == "date":
        return 1.5 if zh.unit == en.unit and zh.strength != INCIDENTAL else None
    if zh.kind == en.kind == "ordinal":
        return None if zh.strength == en.strength == INCIDENTAL else 2.1 if incidental else 1.6
    if "multiple" in kinds and kinds <= {"multiple", "percent"}:
        return 1.5 if len(kinds) == 1 else 2.2
    if incidental:
        return None
    if zh.kind == en.kind and zh.kind in ("time", "period", "ratio"):
        return 1.5
    if zh.kind == en.kind == "duration":
        if zh.unit != en.unit and (WEAK in (zh.strength, en.strength) or 1 in (zh.value, en.value)):
            ratio = in_base(zh.value, zh.unit) / in_base(en.value, en.unit) if en.value else 0
            if not Fraction(1, 4) <= ratio <= 4:
                return None  # 一天更换6次 ("a day") beside "three hours"
        unequal = 0.5 if zh.strength != en.strength else 0.0
        far = distance(in_base(zh.value, zh.unit), in_base(en.value, en.unit))
        return (1.5 if zh.unit == en.unit else 1.9) + unequal + 0.3 * far
    if (zh.kind, en.kind) == ("duration", "ordinal") and zh.text.endswith("周年"):
        return None if en.unit else 1.7
    if kinds <= _SHARES:
        cost += 0.0 if zh.kind == en.kind else 0.5
    elif kinds <= _COUNTS:
        if zh.kind == en.kind != "cardinal" and zh.unit != en.unit:
            cost += 0.3 if UNITS[zh.unit].dimension == UNITS[en.unit].dimension else 0.8
        elif zh.kind != en.kind:
            cost += 0.5 if "cardinal" in kinds else 1.0
    else:
        return None
    vague = zh.high is not None and en.high is not None  # 数千万 and "thousands" are of the kind of a slip
    far = 0.0 if vague else distance(zh.value, en.value)
    if WEAK in (zh.strength, en.strength) and zh.strength != en.strength:
        if not vague and not _HUNDREDTH < en.value / (zh.value or 1) < 100:
            return None
        cost += 0.8
    return cost + far
