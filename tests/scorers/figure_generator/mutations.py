"""Single errors that a translator or a typist makes, each as a change of the fact that the English renders.

A mutation takes the true fact and gives a false one, or None where it does not apply. It never gives a value that a
fair reader could take for a rounding of the true one: the false value has at least as many significant digits.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from random import Random

from .facts import Fact, decimals, plain, significant

Mutation = Callable[[Fact, Random], Fact | None]

NUMBER = frozenset({"mistranslation/number"})
UNIT = frozenset({"mistranslation/unit"})
PERCENTAGE = frozenset({"mistranslation/percentage"})
DIRECTION = frozenset({"mistranslation/direction"})
DATE = frozenset({"mistranslation/date"})
BOUND = frozenset({"mistranslation/bound"})

_COUNTED = ("count", "money", "measure")
_WRITTEN = (*_COUNTED, "percent", "change")
_UNITS = {
    "kilometer": "mile",
    "tonne": "kilogram",
    "kilogram": "pound",
    "jin": "tonne",
    "mu": "hectare",
    "square kilometer": "square meter",
    "cubic meter": "liter",
    "kilowatt-hour": "kilowatt",
    "kilowatt": "kilowatt-hour",
}
_FLIPPED = {"more": ("nearly", "less", "most"), "nearly": ("more",), "least": ("most", "less")}
_FLIPPED |= {"most": ("least", "more"), "less": ("more", "least")}


def _times(factor: Fraction) -> Mutation:
    def change(fact: Fact, rng: Random) -> Fact | None:
        value = fact.value * factor
        if fact.kind not in _COUNTED or (factor < 1 and value.denominator != 1) or value > 10**15:
            return None
        return replace(fact, value=value)

    return change


def _scale_word(size: int, factor: Fraction) -> Mutation:
    """亿 taken for million or for billion, 万亿 for billion: the digits agree, the scale does not."""

    def change(fact: Fact, rng: Random) -> Fact | None:
        value = fact.value * factor
        if fact.kind not in _COUNTED or fact.value < size or value.denominator != 1:
            return None
        return replace(fact, value=value)

    return change


def _swap_digits(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind not in _WRITTEN:
        return None
    digits = plain(fact.value)
    places = [k for k, c in enumerate(digits) if c.isdigit()]
    pairs = [(a, b) for a, b in itertools.pairwise(places) if digits[a] != digits[b]]
    rng.shuffle(pairs)
    for a, b in pairs:
        swapped = list(digits)
        swapped[a], swapped[b] = swapped[b], swapped[a]
        found = _checked(fact, Fraction("".join(swapped)))
        if found and swapped[0] != "0":
            return found
    return None


def _change_digit(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind not in _WRITTEN:
        return None
    digits = plain(fact.value)
    places = [k for k, c in enumerate(digits) if c.isdigit() and c != "0"]
    if not places:
        return None
    place = rng.choice(places)
    new = rng.choice([d for d in "123456789" if d != digits[place]])
    return _checked(fact, Fraction(digits[:place] + new + digits[place + 1 :]))


def _checked(fact: Fact, value: Fraction) -> Fact | None:
    if value == fact.value:
        return None
    if fact.unit in ("mu", "jin") and decimals(value / 30) > 4:
        return None
    return replace(fact, value=value) if len(significant(value)) >= len(significant(fact.value)) else None


def _shift_point(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind not in ("percent", "change"):
        return None
    value = fact.value * rng.choice((Fraction(10), Fraction(1, 10)))
    return replace(fact, value=value) if value <= 100 and decimals(value) <= 3 else None


def _of(kind: str, new: str) -> Mutation:
    def change(fact: Fact, rng: Random) -> Fact | None:
        if fact.kind == "change" and fact.of == kind:
            return replace(fact, of=new)  # type: ignore[arg-type]
        return None

    return change


def _becomes(kind: str, new: str) -> Mutation:
    def change(fact: Fact, rng: Random) -> Fact | None:
        return replace(fact, kind=new, bound="") if fact.kind == kind else None  # type: ignore[arg-type]

    return change


def _unit(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, unit=_UNITS[fact.unit]) if fact.kind == "measure" and fact.unit in _UNITS else None


def _currency(fact: Fact, rng: Random) -> Fact | None:
    others = [c for c in ("yuan", "dollar", "euro", "yen", "pound") if c != fact.unit]
    return replace(fact, unit=rng.choice(others)) if fact.kind == "money" else None


def _month(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, month=fact.month % 12 + 1) if fact.kind == "date" else None


def _day(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, day=(fact.day + rng.randint(1, 26) - 1) % 28 + 1) if fact.kind == "date" else None


def _year(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind not in ("date", "year") or not fact.value:
        return None
    return replace(fact, value=fact.value + rng.choice((-10, -1, 1, 10)))


def _meridiem(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, value=(fact.value + 720) % 1440) if fact.kind == "clock" else None


def _hour(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, value=(fact.value + rng.choice((-120, -60, 60))) % 1440) if fact.kind == "clock" else None


def _minute(fact: Fact, rng: Random) -> Fact | None:
    hour, minute = divmod(fact.value, 60)
    return replace(fact, value=hour * 60 + (minute + 5) % 60) if fact.kind == "clock" and minute else None


def _ordinal(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, value=fact.value + rng.choice((-1, 1, 10))) if fact.kind == "ordinal" else None


def _direction(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, direction=-fact.direction) if fact.kind == "change" else None


def _flip(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, bound=rng.choice(_FLIPPED[fact.bound])) if fact.bound in _FLIPPED else None  # type: ignore[arg-type]


def _lose(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, bound="") if fact.bound else None


def _range_end(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind != "range":
        return None
    step = Fraction(10) ** (len(plain(fact.value)) - 2)
    return replace(fact, high=fact.high + step * rng.randint(2, 9))


def _fraction(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind != "fraction":
        return None
    top, bottom = fact.value.numerator, fact.value.denominator
    value = rng.choice([v for v in (1 - fact.value, Fraction(top, bottom + 1)) if v != fact.value] or [Fraction(1, 3)])
    return replace(fact, value=value) if value.denominator <= 11 else None


def _multiple(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind != "multiple":
        return None
    # four times told as twice is how 翻两番 goes wrong, N times told as N - 1 how 增长N倍 does
    return replace(fact, value=Fraction(2) if fact.value == 4 else fact.value + 1)


def _vague(fact: Fact, rng: Random) -> Fact | None:
    value = fact.value * rng.choice((Fraction(10), Fraction(1, 10), Fraction(100)))
    return replace(fact, value=value) if fact.kind == "vague" and 10 <= value <= 10**7 else None


def _period(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind != "period":
        return None
    return replace(fact, value=fact.value % (2 if fact.unit == "half" else 4) + 1)


def _duration(fact: Fact, rng: Random) -> Fact | None:
    if fact.kind != "duration":
        return None
    return replace(fact, value=fact.value + rng.choice((30, 60) if fact.unit == "minutes" else (6, 12)))


def _sign(fact: Fact, rng: Random) -> Fact | None:
    return replace(fact, value=-fact.value) if fact.kind == "temperature" and fact.value < 0 else None


# name: what changes the fact, and the issue types that are fair for it
MUTATIONS: dict[str, tuple[Mutation, frozenset[str]]] = {
    "times 10": (_times(Fraction(10)), NUMBER),
    "divided by 10": (_times(Fraction(1, 10)), NUMBER),
    "times 100": (_times(Fraction(100)), NUMBER),
    "times 10,000": (_times(Fraction(10_000)), NUMBER),
    "亿 as million": (_scale_word(10**8, Fraction(1, 100)), NUMBER),
    "亿 as billion": (_scale_word(10**8, Fraction(10)), NUMBER),
    "万亿 as billion": (_scale_word(10**12, Fraction(1, 1000)), NUMBER),
    "digits swapped": (_swap_digits, NUMBER),
    "digit changed": (_change_digit, NUMBER),
    "decimal point shifted": (_shift_point, NUMBER),
    "percent as points": (_of("percent", "points"), PERCENTAGE),
    "points as percent": (_of("points", "percent"), PERCENTAGE),
    "permille as percent": (_becomes("permille", "percent"), PERCENTAGE),
    "basis points as points": (_becomes("basis", "points"), PERCENTAGE | NUMBER),
    "unit changed": (_unit, UNIT),
    "currency changed": (_currency, UNIT),
    "month changed": (_month, DATE),
    "day changed": (_day, DATE),
    "year changed": (_year, DATE),
    "a.m. for p.m.": (_meridiem, DATE),
    "hour changed": (_hour, DATE),
    "minutes changed": (_minute, DATE),
    "period changed": (_period, DATE),
    "duration changed": (_duration, DATE | NUMBER),
    "ordinal changed": (_ordinal, NUMBER),
    "direction flipped": (_direction, DIRECTION),
    "bound flipped": (_flip, BOUND),
    "hedge lost": (_lose, BOUND),
    "range end changed": (_range_end, NUMBER),
    "fraction changed": (_fraction, NUMBER),
    "multiple changed": (_multiple, NUMBER),
    "dozens as hundreds": (_vague, NUMBER),
    "minus lost": (_sign, NUMBER),
}
