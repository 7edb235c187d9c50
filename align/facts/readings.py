"""What a fact may be read as: (dimension, low, high), in units that both languages share.

Lengths are in metres, money in its currency, shares in percent, whatever the words; 增长两倍 may be three times or 200
percent, "2000" a year or a number.
"""

from fractions import Fraction

from align.facts.model import Fact, Reading
from align.facts.units import UNITS, in_base

MEASURED = frozenset(("quantity", "money", "duration"))
_DIMENSIONS = {"cardinal": "number", "percent": "percent", "point": "point", "time": "clock"}
_PERCENT_OF = {"fraction": Fraction(100), "permille": Fraction(1, 10)}


def readings(fact: Fact, year: int | None = None) -> tuple[Reading, ...]:
    """Every (dimension, low, high) that a fact may be read as; ``year`` is the document's own.

    >>> readings(Fact("quantity", Fraction(3), (0, 2), unit="mu"))[0][0]
    'area'
    """
    value, high = fact.value, fact.high if fact.high is not None else fact.value
    kind = fact.kind
    if kind in _DIMENSIONS:
        own: tuple[Reading, ...] = ((_DIMENSIONS[kind], value, high),)
    elif kind in MEASURED:
        low = in_base(value, fact.unit)
        own = ((UNITS[fact.unit].dimension, low, low if fact.high is None else in_base(high, fact.unit)),)
    elif kind in _PERCENT_OF:
        scale = _PERCENT_OF[kind]
        own = (("percent", value * scale, high * scale),)
    elif kind == "multiple":
        own = (
            ("multiple", value, high),
            ("percent", value * 100, high * 100),
            ("percent", (value - 1) * 100, (high - 1) * 100),
        )
    elif kind == "year" and fact.unit == "relative":
        own = (("relative", value, value),)
        own += (("year", value + year, value + year),) if year else ()
    elif kind == "year":
        own = (("year", value, high),)
        own += (("relative", value - year, value - year),) if year and abs(value - year) < 3 else ()
    elif kind == "date" and fact.unit == "weekday":
        own = (("weekday", value, value),)
    elif kind == "date":
        own = (("date", value, value),) if fact.parts[0] == 0 and not fact.unit else ()
        if fact.parts[0] and fact.parts[1] and not fact.unit:
            day = Fraction(100 * fact.parts[0] + fact.parts[1])
            own = (("day", day, day),)
    elif kind == "period":
        own = (("period", *_months(fact)),)
    elif kind == "ordinal":
        own = (("ordinal " + fact.unit if fact.unit else "ordinal", value, value),)
    else:
        own = ()
    return own + fact.also


def _months(fact: Fact) -> tuple[Fraction, Fraction]:
    """The first and last month of a part of the year, as one number: 上半年 is "the first six months"."""
    value = int(fact.value)
    first, last = {
        "half": (6 * value - 5, 6 * value),
        "quarter": (3 * value - 2, 3 * value),
        "first quarters": (1, 3 * value),
        "first months": (1, value),
    }[fact.unit]
    coded = Fraction(100 * first + last)
    return coded, coded
