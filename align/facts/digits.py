"""The digits of exact values: how many are significant, how large a value is, how far two are apart."""

from fractions import Fraction


def significant(value: Fraction) -> int:
    """How many significant digits a decimal value has (0 for 1/3 and the like).

    >>> significant(Fraction(4178027)), significant(Fraction("4.18")), significant(Fraction(1, 3))
    (7, 3, 0)
    """
    scaled, below = abs(value.numerator), value.denominator
    while below % 10 == 0:
        below //= 10
    while below % 2 == 0:
        scaled, below = scaled * 5, below // 2
    while below % 5 == 0:
        scaled, below = scaled * 2, below // 5
    return len(str(scaled).rstrip("0")) if below == 1 else 0


def magnitude(value: Fraction) -> int:
    """The power of ten of the first digit of a value that is not zero.

    >>> magnitude(Fraction(117015)), magnitude(Fraction("0.05")), magnitude(Fraction(-20))
    (5, -2, 1)
    """
    value = abs(value)
    power = len(str(int(value))) - 1 if value >= 1 else -1
    while value < Fraction(10) ** power:
        power -= 1
    return power


def distance(zh: Fraction, en: Fraction) -> float:
    """0 for slips of the kinds that people make (a power of ten, transposed digits), up to 1 for far values."""
    if not zh or not en:
        return 0.5
    one, other = abs(zh.numerator) * en.denominator, abs(en.numerator) * zh.denominator
    large, small = max(one, other), min(one, other)
    if large < 10**6 * small and power_of_ten(one, other):
        return 0.0
    if large > 100 * small:
        return 1.0
    return 0.3 if large > 4 * small else 0.1


def power_of_ten(one: int, other: int) -> bool:
    """True if two whole numbers above zero are apart by a power of ten."""
    large, small = max(one, other), min(one, other)
    return large % small == 0 and str(large // small).rstrip("0") == "1"
