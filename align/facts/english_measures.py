"""What an English numeral counts, by the words around it: units, money, shares, multiples, ordinals or things."""

import re
from dataclasses import dataclass
from fractions import Fraction

from align.facts.english_context import bound_of
from align.facts.english_tokens import Numeral
from align.facts.english_units import currency_before, unit_at
from align.facts.model import INCIDENTAL, SCALABLE, STRONG, WEAK, Fact, Kind, Reading
from align.facts.units import CURRENCIES, TIME_UNITS, UNITS, in_base
from align.language.kept_patterns import compiled
from align.language.lexicon import forms
from align.language.tables import any_of, words

_SHARE = re.compile(
    r"[ -]?(?:(?P<point>(?:percentage|percent|per cent|pct)[ -](?:points?|pts?))|(?P<basis>basis[ -]points?)"
    r"|(?P<permille>per mille|(?:per|in) (?:thousand|1,?000))|(?P<percent>percents?|percentage|per cent|pct))\b"
    r"| ?(?:(?P<mille>‰)|(?P<sign>%))"
)
_OF_ONE = re.compile("(?: of)? (?:an?|one)(?= )")
_TIMES = re.compile(r"(?: of)?[ -]times\b|(?P<fold>[ -]?folds?)\b|x(?![A-Za-z])")
_ONCE = re.compile(r" time\b")
_MORE = re.compile(r" (?:more|higher|larger|greater|bigger|faster|longer)\b")
_BY = compiled(rf"\b(?:by|than|{any_of(forms('rise.noun rise.verb', 'en'))}) $")
_PLAN = re.compile("[ -]plans?")
_INCHES = re.compile("-([0-9]{1,2})")
_BELOW_ZERO = re.compile(r" below (?:zero|freezing)(?: celsius| centigrade)?", re.IGNORECASE)
_OUT_OF = re.compile(" out of")
_PER_UNIT = re.compile("/(?=[a-z])")
# what numbers things: Article 15, Phase 2, and any name
_LEAD = re.compile(r"(?P<word>[A-Za-z]+)(?P<sign>[ .#–-]*)$")
_ORDINAL_LEAD = frozenset(forms("numbered", "en"))
_NO_NAMES = frozenset(
    words("the a an in on at of by and or but from to with for as over under about nearly some only last next another")
)
_FIGURE_NAMES = frozenset(words("fig figs figure figures table tables eq eqs equation equations"))
_LISTED = re.compile("[.)]")
_IN_CENTS = ("CNY", "USD", "HKD", "AUD", "CAD", "EUR", "local")
_CENTS = re.compile(r" cents?\b")
_DOTTED = re.compile("([0-9]{1,2})[.]([0-9]{2})")
_CENTURY = re.compile("[ -]centur(?:y|ies)", re.IGNORECASE)
_FIVE_YEARS = re.compile(" Five-Year Plan", re.IGNORECASE)
_NOT_RANKED = re.compile(r"-| (?:only|to|party|parties)\b", re.IGNORECASE)
_FACTOR = re.compile(r"\bfactor of $")
_PERCENT_OF = re.compile(r"(?<![0-9] )\bper ?cents? of $")
_MINUS = re.compile(r"(?<!plus or )(?:^- ?|\b(?:minus|negative) |(?<![^ (])[-−]|(?<=\()[-−])$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A numeral at its place in a text."""

    text: str
    number: Numeral
    start: int
    end: int

    def fact(
        self,
        kind: Kind,
        end: int,
        *,
        value: Fraction | None = None,
        start: int | None = None,
        unit: str = "",
        strength: int = STRONG,
        also: tuple[Reading, ...] = (),
        label: str = "",
    ) -> Fact:
        """The fact with its sign and bound."""
        start = self.start if start is None else start
        value, high = self.number.value if value is None else value, self.number.high
        if match := _MINUS.search(self.text, max(0, start - 9), start):
            start, value, high = match.start(), -value, None if high is None else -high
        bound = bound_of(self.text, start, end) if kind in SCALABLE else ""
        return Fact(kind, value, (start, end), high, bound, unit, strength, also=also, label=label)


def measured(figure: Figure) -> tuple[Fact | None, int]:
    """The fact of one numeral by the words after and before it, and where to read on."""
    text, number, at = figure.text, figure.number, figure.end
    part = _OF_ONE.match(text, at) if number.share else None
    if match := _SHARE.match(text, part.end() if part else at):
        kind: Kind = "percent"
        if match["point"] or match["basis"]:
            kind = "point"
        elif match["permille"] or match["mille"]:
            kind = "permille"
        value, label = (number.value / 100, "basis points") if match["basis"] else (number.value, "")
        return figure.fact(kind, match.end(), value=value, label=label), match.end()
    if told := _PERCENT_OF.search(text, 0, figure.start):
        return figure.fact("percent", at, start=told.start()), at
    if _FACTOR.search(text, max(0, figure.start - 10), figure.start):
        return figure.fact("multiple", at, also=(("multiple", number.value + 1, number.value + 1),)), at
    if match := _TIMES.match(text, at) or (_ONCE.match(text, at) if number.value == 1 else None):
        return _multiple(figure, match), match.end()
    key, end = unit_at(text, at)
    if part and not key and number.value < 1:
        key, end = unit_at(text, part.end())
        of = text.startswith(" of", at) or key in TIME_UNITS or number.value == Fraction(1, 2)
        key, end = (key, end) if of and (key not in CURRENCIES or text.startswith(" of", at)) else ("", at)
    money, start = currency_before(text, figure.start)
    if key and not (money and key not in CURRENCIES):
        if key == "y" and (plan := _PLAN.match(text, end)):
            return None, plan.end()
        fact = _quantity(figure, key, end)
        return fact, fact.span[1]
    if money:
        return figure.fact("money", at, start=start, unit=money), at
    if number.share:
        return _fraction(figure), at
    return _cardinal(figure), at


def _fraction(figure: Figure) -> Fact:
    number = figure.number
    below = Fraction(number.value.denominator)
    also: tuple[Reading, ...] = (("ordinal", below, below),) if number.value == 1 / below and below < 20 else ()
    month, _, day = figure.text[figure.start : figure.end].partition("/")  # 9/11 is a date too
    if month.isdecimal() and day.isdecimal() and int(month) < 13 and int(day) < 32:
        date = Fraction(100 * int(month) + int(day))
        also += (("day", date, date),)
    strength = WEAK if number.value in (Fraction(1, 2), Fraction(1, 4)) else STRONG
    return figure.fact("fraction", figure.end, strength=strength, also=also)


def _multiple(figure: Figure, match: re.Match[str]) -> Fact:
    """Three times, 1.5-fold; "236 million times" is a count."""
    number, value, text = figure.number, figure.number.value, figure.text
    more = _MORE.match(text, match.end())
    if value > 1000 and not more:
        return figure.fact("cardinal", match.end())
    also: list[Reading] = [("number", value, value)]
    if match.groupdict().get("fold") or more or _BY.search(text, max(0, figure.start - 14), figure.start):
        also.append(("multiple", value + 1, value + 1))
    strength = STRONG if number.figures or value > 10 or value.denominator > 1 else WEAK if value > 1 else INCIDENTAL
    return figure.fact("multiple", match.end(), strength=strength, also=tuple(also))


def _quantity(figure: Figure, key: str, end: int) -> Fact:
    text, number, value = figure.text, figure.number, figure.number.value
    kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
    if key == "foot" and (match := _INCHES.match(text, end)):  # a 6-foot-6 junior
        value, end = value + Fraction(int(match[1]), 12), match.end()
    if match := _PER_UNIT.match(text, end):
        per, after = unit_at(text, match.end())
        end = after if per else end  # 28 kg/m² or higher
    if key == "C" and (match := _BELOW_ZERO.match(text, end)):
        value, end = -value, match.end()
    strength = WEAK if text.endswith("per ", 0, figure.start) else STRONG
    if _OUT_OF.match(text, end):
        strength = INCIDENTAL
    elif not number.figures and value in (1, 2):
        strength = INCIDENTAL if value == 1 and kind == "duration" else WEAK
    also: tuple[Reading, ...] = ()
    if key == "y":
        also = (("ordinal", value, value),)
    elif key == "lb":
        also = (("GBP", value, value),)
    elif key == "C" and text.endswith(("degree", "degrees"), 0, end):
        base = in_base(value, "F")
        also = (("temperature", base, base),)
    return figure.fact(kind, end, value=value, unit=key, strength=strength, also=also)


def _cardinal(figure: Figure) -> Fact:
    text, number, value = figure.text, figure.number, figure.number.value
    lead = _LEAD.search(text, max(0, figure.start - 24), figure.start)
    word, sign = (lead["word"], lead["sign"]) if lead and lead["sign"] != " - " else ("", "")
    strength = STRONG
    if not number.figures and value <= 10:
        strength = WEAK if value != 1 else INCIDENTAL
    elif (
        number.high is not None
        or value == 1
        or text[figure.start : figure.start + 2] == "a "
        or (value == 12 and not number.figures)
    ):
        strength = WEAK
    also: list[Reading] = []
    whole = value.denominator == 1 and number.high is None
    numbered = sign == "-" or word.lower() in _ORDINAL_LEAD or (word.istitle() and word.lower() not in _NO_NAMES)
    if numbered and whole:
        also.append(("ordinal", value, value))
    if number.figures and (match := _DOTTED.fullmatch(text, figure.start, figure.end)):
        also += _of_the_clock(int(match[1]), int(match[2]))  # 7.30 of the clock, 18.12 of the year
    if whole and value <= 24 and (number.figures or word.lower() == "at"):
        also += [("clock", hour % 24, hour % 24) for hour in ((value, value + 12) if value <= 12 else (value,))]
    if _CENTS.match(text, figure.end):
        also += [(UNITS[key].dimension, value / 100, value / 100) for key in _IN_CENTS]
    listed = not figure.start and _LISTED.match(text, figure.end)
    if word.lower() in _FIGURE_NAMES or listed or text.endswith("out of ", 0, figure.start):
        strength = INCIDENTAL
    label = "numbered" if numbered and number.figures else ""
    return figure.fact("cardinal", figure.end, strength=strength, also=tuple(also), label=label)


def _of_the_clock(first: int, second: int) -> list[Reading]:
    """Return 7.30 as half past seven in the morning and evening, 18.12 and 12.18 as December 18."""
    hours = [(Fraction(hour) + Fraction(second, 60)) % 24 for hour in (first, first + 12) if first < 24 and second < 60]
    days = [Fraction(100 * m + d) for m, d in ((first, second), (second, first)) if 0 < m < 13 and 0 < d < 32]
    return [("clock", hour, hour) for hour in hours] + [("day", day, day) for day in days]


def ordinal(figure: Figure) -> tuple[Fact, int]:
    """The 25th, 19th century, third: what an ordinal begins, and where to read on."""
    text, number, value, end = figure.text, figure.number, figure.number.value, figure.end
    if value <= 30 and (match := _CENTURY.match(text, end)):
        begin = (value - 1) * 100
        return Fact("year", begin, (figure.start, match.end()), high=begin + 99, unit="century"), match.end()
    strength = STRONG if number.figures or value > 2 else WEAK if value > 1 else INCIDENTAL
    if text[figure.start : end].lower() in ("second", "third") and _NOT_RANKED.match(text, end):
        strength = INCIDENTAL
    day: tuple[Reading, ...] = (("date", value, value),) if value <= 31 else ()
    plan = _FIVE_YEARS.match(text, end)
    end = plan.end() if plan else end
    return Fact("ordinal", value, (figure.start, end), strength=strength, also=day), end
