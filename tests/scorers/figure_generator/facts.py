"""What a generated sentence states: a typed value, before any language.

The generator is the examiner of the figures scorer, so it shares no code with it: it has its own facts, numerals and
units, and it only ever writes; it parses nothing.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Bound = Literal["", "more", "nearly", "about", "least", "most", "less"]
Kind = Literal[
    "count",
    "vague",
    "money",
    "measure",
    "temperature",
    "percent",
    "points",
    "basis",
    "permille",
    "change",
    "fraction",
    "multiple",
    "range",
    "ordinal",
    "date",
    "year",
    "clock",
    "duration",
    "period",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure.

    ``value`` is the number: of things, of units, of percent or points; the factor of a multiple (2 for doubled); the
    power of ten of a vague number (100 for hundreds of); the ordinal; the year of a date (0 where none is given); the
    minutes of a clock time since midnight; a duration in months or minutes (``unit`` says which); the number of a
    period. ``high`` is the other end of a range. ``unit`` names a currency, a measure or a classifier. ``direction``
    is +1 or -1 for a change, whose ``of`` is what changes.
    """

    kind: Kind
    value: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    unit: str = ""
    bound: Bound = ""
    direction: int = 0
    of: Literal["percent", "points"] = "percent"
    month: int = 0
    day: int = 0


def plain(value: Fraction) -> str:
    """A terminating decimal, written out without an exponent or a trailing zero.

    >>> plain(Fraction(13, 10)), plain(Fraction(-5)), plain(Fraction(1, 8))
    ('1.3', '-5', '0.125')
    """
    sign, value = ("-" if value < 0 else ""), abs(value)
    whole, rest = divmod(value, 1)
    digits = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        digits += str(digit)
        if len(digits) > 12:
            raise ValueError(f"{value} does not end")
    return f"{sign}{whole}.{digits}" if digits else f"{sign}{whole}"


def decimals(value: Fraction) -> int:
    """How many digits stand after the point; 99 where they do not end.

    >>> decimals(Fraction(13, 10)), decimals(Fraction(1, 3))
    (1, 99)
    """
    try:
        return len(plain(value).partition(".")[2])
    except ValueError:
        return 99


def significant(value: Fraction) -> str:
    """The digits of a value between its first and its last that is not zero.

    >>> significant(Fraction(130)), significant(Fraction(1, 20)), significant(Fraction(117015))
    ('13', '5', '117015')
    """
    return plain(abs(value)).replace(".", "").strip("0")
