"""What an English numeral counts, by the tokens around it: units, money, shares, multiples, ordinals or things."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from align.facts import english_calendar as calendar
from align.facts.english_context import bound_of, direction_of
from align.facts.english_tokens import Numeral, Token, glued, low_at
from align.facts.english_units import currency_before, unit_at
from align.facts.model import INCIDENTAL, STRONG, WEAK, Bound, Direction, Fact, Kind, Reading
from align.facts.units import CURRENCIES, TIME_UNITS, UNITS, in_base
from align.language.lexicon import forms
from align.language.tables import words

SCALABLE = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)
_MORE = frozenset(words("more higher larger greater bigger faster longer"))
_BY = frozenset(("by", "than", *forms("rise.noun rise.verb", "en")))
_ORDINAL_LEAD = frozenset(
    words(
        """
        no nos number article chapter section ranked ranking version phase page line grade level resolution round week
        lane episode matchday
    """
    )
)
_NO_NAMES = frozenset(
    words(
        """
        the a an in on at of by and or but from to with for as over under about nearly some only last next
        another
    """
    )
)
_IN_CENTS = ("CNY", "USD", "HKD", "AUD", "CAD", "EUR", "local")
_DOTTED = re.compile("([0-9]{1,2})[.]([0-9]{2})")
FIGURE_NAMES = frozenset(words("fig figs figure figures table tables eq eqs equation equations"))


def measured(tokens: Sequence[Token], number: Numeral, text: str) -> tuple[Fact | None, int]:
    """The fact of one numeral by the tokens after and before it, and where to read on."""
    at = number.last
    after = at + 1 if low_at(tokens, at) == "-" and glued(tokens, at + 1) else at
    if found := _share(tokens, number, after):
        kind, value, last, label = found
        return _fact(tokens, text, kind, replace(number, value=value), last, label=label), last
    if number.high is not None and low_at(tokens, after) == "of" and low_at(tokens, after + 1) in ("times", "percent"):
        after += 1
    once = number.value == 1 and low_at(tokens, after) == "time"  # not less than one time but not more than three
    if (
        once
        or low_at(tokens, after) in ("times", "fold", "folds")
        or (low_at(tokens, after) == "x" and glued(tokens, after))
    ):
        return _multiple(tokens, number, text, after + 1), after + 1
    key, end = unit_at(tokens, at)
    if number.share and not key:
        key, end = _unit_of_share(tokens, number, at)
    money, width = currency_before(tokens, number.first)
    if key and not (money and key not in CURRENCIES):
        if key == "y" and low_at(tokens, end) in ("plan", "plans"):
            return None, end
        return _quantity(tokens, number, text, key, end)
    if money:
        return _fact(tokens, text, "money", replace(number, first=number.first - width), at, unit=money), at
    if number.share:
        weak = number.value in (Fraction(1, 2), Fraction(1, 4))
        below = Fraction(number.value.denominator)
        also: tuple[Reading, ...] = (("ordinal", below, below),) if number.value == 1 / below and below < 20 else ()
        if number.figures and number.last - number.first == 3:  # 9/11 is a date too
            month, day = (tokens[number.first + k].text for k in (0, 2))
            if month.isdecimal() and day.isdecimal() and int(month) < 13 and int(day) < 32:
                also += (("day", Fraction(100 * int(month) + int(day)), Fraction(100 * int(month) + int(day))),)
        return _fact(tokens, text, "fraction", number, at, strength=WEAK if weak else STRONG, also=also), at
    return _cardinal(tokens, number, text), at


def _share(tokens: Sequence[Token], number: Numeral, at: int) -> tuple[Kind, Fraction, int, str] | None:
    """Percent, percentage points, basis points, per mille: the kind, the value, the token after it, a label."""
    first, second, value = low_at(tokens, at), low_at(tokens, at + 1), number.value
    if number.share and first == "a" and second in ("percentage", "percent", "per"):
        at, first, second = at + 1, second, low_at(tokens, at + 2)
    if number.share and first == "of" and second in ("a", "one"):
        at, first, second = at + 2, low_at(tokens, at + 2), low_at(tokens, at + 3)
        if first not in ("percentage", "percent", "per"):
            return None
    if first in ("percentage", "percent", "pct"):
        if second == "-":
            second, at = low_at(tokens, at + 2), at + 1
        if second in ("point", "points", "pt", "pts"):
            return "point", value, at + 2, ""
        return "percent", value, at + 1, ""
    if first == "basis" and second in ("point", "points"):
        return "point", value / 100, at + 2, "basis points"
    if first in ("%", "percents"):
        return "percent", value, at + 1, ""
    if first == "per" and second == "cent":
        return "percent", value, at + 2, ""
    if first in ("‰", "permille"):
        return "permille", value, at + 1, ""
    if first in ("per", "in") and second in ("mille", "thousand", "mil", "1,000", "1000"):
        return "permille", value, at + 2, ""
    return None


def _unit_of_share(tokens: Sequence[Token], number: Numeral, at: int) -> tuple[str, int]:
    """Half an hour, a quarter of a century, two thirds of a mile."""
    skip = (
        1
        if low_at(tokens, at) in ("a", "an")
        else 2
        if low_at(tokens, at) == "of" and low_at(tokens, at + 1) in ("a", "an")
        else 0
    )
    if not skip or number.value >= 1:
        return "", at
    key, end = unit_at(tokens, at + skip)
    halved = number.value == Fraction(1, 2) and key not in CURRENCIES
    return (key, end) if key in TIME_UNITS or skip == 2 or halved else ("", at)


def _multiple(tokens: Sequence[Token], number: Numeral, text: str, end: int) -> Fact:
    """Three times, 1.5-fold; "236 million times" is a count."""
    value = number.value
    if value > 1000 and low_at(tokens, end) not in _MORE:
        return _fact(tokens, text, "cardinal", number, end)
    also: list[Reading] = [("number", value, value)]
    fold = tokens[end - 1].low.startswith("fold")
    if fold or low_at(tokens, end) in _MORE or low_at(tokens, number.first - 1) in _BY:
        also.append(("multiple", value + 1, value + 1))
    strength = STRONG if number.figures or value > 10 or value.denominator > 1 else WEAK if value > 1 else INCIDENTAL
    return _fact(tokens, text, "multiple", number, end, strength=strength, also=tuple(also))


def _quantity(tokens: Sequence[Token], number: Numeral, text: str, key: str, end: int) -> tuple[Fact, int]:
    kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
    if low_at(tokens, end) == "and" and low_at(tokens, end + 1) == "a" and low_at(tokens, end + 2) == "half":
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 3
    if key == "foot" and low_at(tokens, end) == "-" and low_at(tokens, end + 1).isdecimal():  # a 6-foot-6 junior
        number, end = replace(number, value=number.value + Fraction(int(tokens[end + 1].text), 12)), end + 2
    per, after = unit_at(tokens, end + 1) if low_at(tokens, end) == "/" and glued(tokens, end + 1) else ("", end)
    end = after if per else end  # 28 kg/m² or higher
    if key == "C" and low_at(tokens, end) == "below" and low_at(tokens, end + 1) in ("zero", "freezing"):
        number = replace(number, value=-number.value)
        end += 3 if low_at(tokens, end + 2) in ("celsius", "centigrade") else 2
    strength = WEAK if low_at(tokens, number.first - 1) == "per" else STRONG
    if low_at(tokens, end) == "out" and low_at(tokens, end + 1) == "of":
        strength = INCIDENTAL
    elif not number.figures and number.value in (1, 2):
        strength = INCIDENTAL if number.value == 1 and kind == "duration" else WEAK
    also: tuple[Reading, ...] = ()
    if key == "y":
        also = (("ordinal", number.value, number.value),)
    if key == "lb":
        also = (("GBP", number.value, number.value),)
    if key == "C" and tokens[end - 1].low in ("degrees", "degree"):
        base = in_base(number.value, "F")
        also = (("temperature", base, base),)
    return _fact(tokens, text, kind, number, end, unit=key, strength=strength, also=also), end


def _cardinal(tokens: Sequence[Token], number: Numeral, text: str) -> Fact:
    first, value = number.first, number.value
    lead = tokens[first - 1] if first else None
    if lead is not None and lead.text in (".", "#", "-", "–") and first > 1:
        lead = tokens[first - 2] if lead.text != "-" or glued(tokens, first) else lead
    strength = STRONG
    if not number.figures and value <= 10:
        strength = WEAK if value != 1 else INCIDENTAL
    elif (
        number.high is not None
        or value == 1
        or tokens[first].low in ("a", "an")
        or (value == 12 and not number.figures)
    ):
        strength = WEAK
    also: list[Reading] = []
    whole = value.denominator == 1 and number.high is None
    glued_on = low_at(tokens, first - 1) == "-" and glued(tokens, first) and glued(tokens, first - 1)
    named = glued_on and lead is not None and lead.text.isalpha()  # Chang'e-6
    numbered = named or (
        lead is not None and (lead.low in _ORDINAL_LEAD or (lead.text.istitle() and lead.low not in _NO_NAMES))
    )
    if numbered and whole:
        also.append(("ordinal", value, value))
    if number.figures and (
        match := _DOTTED.fullmatch(tokens[number.first].text)
    ):  # 7.30 of the clock, 18.12 of the year
        also += _of_the_clock(int(match[1]), int(match[2]))
    if whole and value <= 24 and (number.figures or (lead is not None and lead.low == "at")):
        also += [("clock", hour % 24, hour % 24) for hour in ((value, value + 12) if value <= 12 else (value,))]
    if low_at(tokens, number.last) in ("cent", "cents"):
        also += [(UNITS[key].dimension, value / 100, value / 100) for key in _IN_CENTS]
    label = "numbered" if numbered and number.figures else ""
    if low_at(tokens, first - 1) == "of" and low_at(tokens, first - 2) == "out":
        strength = INCIDENTAL
    if (lead is not None and lead.low in FIGURE_NAMES) or (first == 0 and low_at(tokens, number.last) in (".", ")")):
        strength = INCIDENTAL
    return _fact(tokens, text, "cardinal", number, number.last, strength=strength, also=tuple(also), label=label)


def _of_the_clock(first: int, second: int) -> list[Reading]:
    """Return 7.30 as half past seven in the morning and evening, 18.12 and 12.18 as December 18."""
    hours = [(Fraction(hour) + Fraction(second, 60)) % 24 for hour in (first, first + 12) if first < 24 and second < 60]
    days = [Fraction(100 * m + d) for m, d in ((first, second), (second, first)) if 0 < m < 13 and 0 < d < 32]
    return [("clock", hour, hour) for hour in hours] + [("day", day, day) for day in days]


def ordinal(tokens: Sequence[Token], number: Numeral, text: str) -> tuple[list[Fact], int]:
    """First half, the 25th, 19th century, third: what an ordinal begins, and where to read on."""
    if found := calendar.period(tokens, number, text):
        return [found[0]], found[1]
    if number.last - number.first == 2 and (dated := calendar.day_before_month(tokens, number.first, text)):
        return dated
    start, value, last = tokens[number.first].start, number.value, number.last
    if low_at(tokens, last) == "of" and low_at(tokens, last + 1) in calendar.MONTHS and value <= 31:
        span = (start, tokens[last + 1].end)
        parts = (calendar.MONTHS[tokens[last + 1].low], int(value))
        return [Fact("date", Fraction(parts[0]), span, parts=parts)], last + 2
    if low_at(tokens, last) == "-" and low_at(tokens, last + 1) in ("century", "centuries"):
        last += 1
    if low_at(tokens, last) in ("century", "centuries") and value <= 30:
        span = (start, tokens[last].end)
        begin = (value - 1) * 100
        return [Fact("year", begin, span, high=begin + 99, unit="century")], last + 1
    strength = STRONG if number.figures or value > 2 else WEAK if value > 1 else INCIDENTAL
    if tokens[number.first].low in ("second", "third") and low_at(tokens, last) in (
        "-",
        "only",
        "to",
        "party",
        "parties",
    ):
        strength = INCIDENTAL
    day: tuple[Reading, ...] = (("date", value, value),) if value <= 31 else ()
    plan = tuple(token.low for token in tokens[last : last + 4]) == ("five", "-", "year", "plan")
    last += 4 if plan else 0
    span = (start, tokens[last - 1].end)
    return [Fact("ordinal", value, span, strength=strength, also=day)], last


def _fact(
    tokens: Sequence[Token],
    text: str,
    kind: Kind,
    number: Numeral,
    last: int,
    *,
    unit: str = "",
    strength: int = STRONG,
    also: tuple[Reading, ...] = (),
    label: str = "",
) -> Fact:
    """The fact of a numeral with its sign, bound and direction."""
    first, value, high = number.first, number.value, number.high
    sign = low_at(tokens, first - 1)
    dash = sign in ("-", "−") and (
        first == 1 or (glued(tokens, first) and not glued(tokens, first - 1)) or low_at(tokens, first - 2) == "("
    )
    either = sign == "minus" and low_at(tokens, first - 2) == "or" and low_at(tokens, first - 3) == "plus"
    if (sign in ("minus", "negative") and not either) or dash:
        first, value, high = first - 1, -value, None if high is None else -high
    start, end = tokens[first].start, tokens[last - 1].end
    bound: Bound = ""
    direction: Direction = 0
    if kind in SCALABLE:
        bound, direction = bound_of(tokens, first, last), direction_of(tokens, first, last)
    return Fact(kind, value, (start, end), high, bound, unit, direction, strength, also=also, label=label)
