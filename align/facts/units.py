"""Units and currencies (``align/language/data/units.csv``): their names in both languages, what they measure, factors.

``factor`` is exact where the definition is (1 mile = 1609.344 m, 1 mu = 2000/3 square metres, 1 jin = 500 g; the mean
Gregorian month of 30.436875 days). Nothing is converted between currencies.
"""

from dataclasses import dataclass
from fractions import Fraction

from align.language.tables import VARIANTS, read_table


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: what it measures, how much of the dimension's base unit it is, and its names.

    ``english`` is the rendering in press-office style, singular and plural. Names with a capital are matched as they
    are written, others in any case.
    """

    key: str
    dimension: str
    factor: Fraction
    english: tuple[str, str]
    zh: tuple[str, ...]
    en: tuple[str, ...] = ()


def _names(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(VARIANTS)) if cell else ()


UNITS: dict[str, Unit] = {
    row["key"]: Unit(
        row["key"],
        row["dimension"],
        Fraction(row["factor"]),
        (row["singular"], row["plural"]),
        _names(row["zh"]),
        _names(row["en"]),
    )
    for row in read_table("units")
}
CURRENCIES = frozenset(key for key in UNITS if len(key) == 3 and key.isupper())
LOCAL_DOLLARS = frozenset(("HKD", "TWD", "MOP"))
TIME_UNITS = frozenset(key for key, unit in UNITS.items() if unit.dimension == "time")
CURRENCY_SIGNS = {sign: row["key"] for row in read_table("units") for sign in _names(row["signs"])}


def in_base(value: Fraction, key: str) -> Fraction:
    """A value in the base unit of its dimension (Fahrenheit by the scale's offset).

    >>> in_base(Fraction(15), "mu"), in_base(Fraction(50), "F")
    (Fraction(10000, 1), Fraction(10, 1))
    """
    unit = UNITS[key]
    if key == "F":
        return (value - 32) * unit.factor
    return value if unit.factor == 1 else value * unit.factor
