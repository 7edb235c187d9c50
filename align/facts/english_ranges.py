"""English figures of two numbers: 60 to 85 billion kWh, between 3 and 5 percent, 3:1, three to one."""

from collections.abc import Sequence
from dataclasses import replace

from align.facts.english_clock import clock
from align.facts.english_context import bound_of
from align.facts.english_measures import FIGURE_NAMES, measured
from align.facts.english_shares import parse
from align.facts.english_tokens import ONES, STARTERS, Numeral, Token, glued, low_at
from align.facts.english_units import currency_before, unit_at
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact

_STEPS = frozenset((1, 10, 100, 1000))
_AFTER_TO = frozenset(("in", "on", "for", "from", "and", "while", "but", "this", "last", "by", "as", "at", "per", "a"))
_RANGES = frozenset(("-", "–", "—", "‑", "~"))


def other_end(tokens: Sequence[Token], number: Numeral, text: str) -> int:
    """Where the other end of a range begins, 0 where there is none."""
    at = number.last
    word = low_at(tokens, at)
    if word in _RANGES and low_at(tokens, at + 1) == "to":
        at, word = at + (2 if low_at(tokens, at + 2) in _RANGES else 1), "to"
    dash = word in _RANGES and (word in ("–", "—") or (glued(tokens, at) and glued(tokens, at + 1)))
    between = word == "and" and any(low_at(tokens, number.first - k) == "between" for k in (1, 2, 3, 4))
    either = word == "or" and not number.share
    rises = word == "to" and "by" in (low_at(tokens, number.first - 1), low_at(tokens, number.first - 2))
    if rises or not (word == "to" or between or dash or either):
        return 0
    at += 1
    while low_at(tokens, at) in ("$", "€", "£", "¥", "￥", "us", "rmb", "hk", "minus") and at < number.last + 4:
        at += 1
    if at >= len(tokens) or not (tokens[at].number or tokens[at].low in STARTERS or tokens[at].low == "a"):
        return 0
    if tokens[at].low in ("half", "quarter", "first", "second", "third") or clock(tokens, at, text):
        return 0
    return at


def joins(tokens: Sequence[Token], number: Numeral, second: Numeral) -> bool:
    """True if two numerals are the ends of a range; those with "or" only where they follow one another: five or six."""
    ours, theirs = currency_before(tokens, number.first)[0], currency_before(tokens, second.first)[0]
    if ours and theirs and ours != theirs:
        return False  # $1 to RMB 7.0: a rate
    step = second.value - number.value
    return low_at(tokens, number.last) != "or" or (step in _STEPS and number.value % step == 0 and number.value > step)


def ratio(tokens: Sequence[Token], number: Numeral, text: str) -> tuple[Fact, int] | None:
    """3:1, 3-1, three to one (a score falls, a range rises)."""
    at = number.last
    word = low_at(tokens, at)
    whole = number.value.denominator == 1 and number.value <= 200 and number.scale == 1 and not number.share
    if word not in (":", "-", "–", "to") or not whole or at + 1 >= len(tokens):
        return None
    if not (tokens[at + 1].number or low_at(tokens, at + 1) in ONES):
        return None
    if word != "to" and not (glued(tokens, at) and glued(tokens, at + 1)):
        return None
    second = parse(tokens, at + 1)
    if second is None or second.value.denominator != 1 or second.scale != 1 or second.ordinal or second.value > 200:
        return None
    rises = second.value > number.value or low_at(tokens, number.first - 1) in ("from", "-")
    if word != ":" and (rises or unit_at(tokens, second.last)[0]):
        return None
    if low_at(tokens, second.last) in ("%", "percent", "per", "-", "/"):
        return None
    span = (tokens[number.first].start, tokens[second.last - 1].end)
    parts = (int(number.value), int(second.value))
    lead = low_at(tokens, number.first - (2 if low_at(tokens, number.first - 1) in (".", "(") else 1))
    strength = INCIDENTAL if lead in FIGURE_NAMES else STRONG
    label = "score" if word in "-–" else ""
    fact = Fact("ratio", number.value, span, strength=strength, parts=parts, label=label)
    return fact, second.last


def from_to(facts: Sequence[Fact], fact: Fact, text: str, following: str) -> Fact:
    """The figure, with the unit of the one before it in "from one yuan to two", where no noun follows it."""
    last = facts[-1] if facts else None
    if (
        last is None
        or fact.kind != "cardinal"
        or last.kind not in ("money", "quantity", "percent", "duration")
        or last.whole
    ):
        return fact
    before = text[: last.span[0]].rstrip()
    if not before.endswith(("from", "From")) or text[last.span[1] : fact.span[0]].strip() != "to" or fact.value >= 1000:
        return fact
    if following[:1].isalpha() and following not in _AFTER_TO:
        return fact
    return replace(fact, kind=last.kind, unit=last.unit, strength=max(fact.strength, WEAK), also=())


def range_facts(tokens: Sequence[Token], ends: tuple[Numeral, Numeral], text: str) -> tuple[list[Fact], int]:
    """60 to 85 billion kWh: the first end takes unit and multiplier from the second."""
    number, second = ends
    last, end = measured(tokens, second, text)
    if last is None:
        return [], end
    value = number.value
    if number.scale == 1 and second.scale > 1 and value < second.value / second.scale:
        value *= second.scale
    if last.label == "basis points":
        value /= 100
    money, width = currency_before(tokens, number.first)
    if money and last.kind == "cardinal":
        last = replace(last, kind="money", unit=money)
    minus = low_at(tokens, number.first - 1) in ("minus", "negative")
    first = number.first - (width or minus)
    span = (tokens[first].start, tokens[number.last - 1].end)
    strength = STRONG if number.figures else min(last.strength, WEAK if value > 1 else INCIDENTAL)
    whole = (span[0], last.span[1])
    start = replace(
        last,
        value=-value if minus else value,
        high=number.high,
        span=span,
        bound=bound_of(tokens, first, number.last),
        strength=strength,
        also=(),
        whole=whole,
    )
    return [start, replace(last, whole=whole)], end
