"""English times of day and of races: 10:30, 2.20pm, 8 o'clock yesterday evening, 1:58.08."""

import re
from collections.abc import Sequence
from fractions import Fraction

from align.facts.english_tokens import ONES, Token, low_at
from align.facts.model import Fact
from align.language.tables import words

_DOTTED = re.compile("([0-9]{1,2})[.]([0-5][0-9])")
_SECONDS = re.compile("[0-5][0-9][.][0-9]{1,3}")
_HOURS = re.compile("([0-9]{1,2}):([0-5][0-9]):([0-5][0-9](?:[.][0-9]{1,3})?)(?![0-9:])")
_TO_TIME = ("to", "-", "–", "until", "and", "or")
_DAY_PARTS = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
_AT_TIME = frozenset(words("at by until till before after around about since"))
_BEFORE_DAY_PART = frozenset(
    words("in the on yesterday this last tomorrow that same following next every each local time")
)


def clock(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """10:30, 10:30 a.m., 8 p.m., 8pm, 8 o'clock."""
    token = tokens[at]
    dotted = _DOTTED.fullmatch(token.text) if _is(tokens, at + 1, "am", "pm", "a.m.", "p.m.", "a.m", "p.m") else None
    if not (dotted or token.text.isdecimal()) or (not dotted and int(token.text) > 24):
        return None
    hour, minute, last = int(dotted[1] if dotted else token.text), int(dotted[2]) if dotted else 0, at + 1
    digital = False
    if _is(tokens, at + 1, ":", ".") and at + 2 < len(tokens):
        part = tokens[at + 2]
        digital = len(part.text) == 2 and part.text.isdecimal() and part.text < "60" and part.start == token.end + 1
        if digital:
            minute, last = int(part.text), at + 3
    mark = tokens[last].low.replace(".", "") if last < len(tokens) else ""
    if mark not in ("am", "pm"):
        if oclock(tokens, last):
            last += 3
            return of_the_day(tokens, (token.start, last), Fraction(hour), text, also=True)
        if not digital or (at and tokens[at - 1].text == ":") or _is(tokens, last, ":"):
            return None
        return of_the_day(tokens, (token.start, last), Fraction(hour) + Fraction(minute, 60), text)
    if tokens[last].text == "am" and tokens[last].start > tokens[last - 1].end + 1:
        return None
    if mark == "pm" and hour < 12:
        hour += 12
    if mark == "am" and hour == 12:
        hour = 0
    return _time(Fraction(hour) + Fraction(minute, 60), (token.start, tokens[last].end), text), last + 1


def of_the_day(
    tokens: Sequence[Token], stated: tuple[int, int], value: Fraction, text: str, *, also: bool = False
) -> tuple[Fact, int]:
    """A time without a.m. or p.m., by the part of the day that is said after it: 8:20 yesterday evening.

    ``stated``: the character where it starts, and the token after it.
    """
    start, last = stated
    for at in range(last, min(last + 4, len(tokens))):
        if tokens[at].low in _DAY_PARTS:
            late = value < 12 and not (tokens[at].low == "night" and value < 5)
            value += _DAY_PARTS[tokens[at].low] if late else 0
            return _time(value, (start, tokens[at].end), text), at + 1
        if tokens[at].low not in _BEFORE_DAY_PART:
            break
    return _time(value, (start, tokens[last - 1].end), text, also=also), last


def spoken(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """Half past four, a quarter to nine, twenty past six; "ten to eight" only after "at", "by" and the like."""
    start = at + 1 if tokens[at].low == "a" else at
    minutes = {"half": 30, "quarter": 15}.get(low_at(tokens, start)) or ONES.get(low_at(tokens, start), 0)
    minutes = minutes or {"twenty": 20}.get(low_at(tokens, start), 0)
    last = start + 1
    if minutes == 20 and low_at(tokens, last) == "-" and low_at(tokens, last + 1) == "five":
        minutes, last = 25, last + 2
    named = low_at(tokens, last) in ("minute", "minutes")
    last += named
    link, hour = low_at(tokens, last), ONES.get(low_at(tokens, last + 1), 0)
    if not 0 < minutes <= 30 or link not in ("past", "to") or not 0 < hour <= 12:
        return None
    sure = named or link == "past" or low_at(tokens, start) == "quarter"
    after = low_at(tokens, last + 2)
    if not sure and (
        low_at(tokens, at - 1) not in _AT_TIME
        or (after.isalpha() and after not in _BEFORE_DAY_PART | {"and", "or", "but"})
    ):
        return None
    value = Fraction(hour) + Fraction(minutes if link == "past" else -minutes, 60)
    return of_the_day(tokens, (tokens[at].start, last + 2), value, text, also=True)


def in_words(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """Eight in the evening, ten at night; after "from", "at", "until" and the like."""
    hour = ONES.get(low_at(tokens, at), 0)
    if not 0 < hour <= 12 or low_at(tokens, at - 1) not in _AT_TIME | {"from", "between", "to", "and"}:
        return None
    part = tuple(low_at(tokens, at + k) for k in (1, 2, 3))
    if part[:2] != ("at", "night") and not (part[:2] == ("in", "the") and part[2] in _DAY_PARTS):
        return None
    return of_the_day(tokens, (tokens[at].start, at + 1), Fraction(hour), text)


def until(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """The first end of "8 to 9 p.m." and "9, 10 and 11 a.m.", which has its half of the day from the last."""
    token = tokens[at]
    if not token.text.isdecimal() or not 0 < int(token.text) <= 12 or not _is(tokens, at + 1, *_TO_TIME, ","):
        return None
    last = at
    while last < at + 8 and _is(tokens, last + 1, ",") and low_at(tokens, last + 2).isdecimal():
        last += 2
    end = clock(tokens, last + 2, text) if last + 2 < len(tokens) and _is(tokens, last + 1, *_TO_TIME) else None
    if end is None or tokens[end[1] - 1].low.replace(".", "") not in ("am", "pm"):
        return None
    late = end[0].value >= 12
    hour = Fraction(int(token.text) % 12 + (12 if late else 0))
    if hour > end[0].value:
        hour -= 12
    return _time(hour, (token.start, token.end), text), at + 1


def oclock(tokens: Sequence[Token], at: int) -> bool:
    """True if "o'clock" begins at a token."""
    return _is(tokens, at, "o") and _is(tokens, at + 1, "'", "’") and _is(tokens, at + 2, "clock")


def race_time(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """1:58.08, minutes and seconds of a race."""
    minutes, seconds = tokens[at], tokens[at + 2] if at + 2 < len(tokens) else None
    if seconds is None or not _is(tokens, at + 1, ":") or seconds.start != minutes.end + 1 or len(minutes.text) > 2:
        return None
    if not minutes.text.isdecimal() or not _SECONDS.fullmatch(seconds.text):
        return None
    value, span = 60 * int(minutes.text) + Fraction(seconds.text), (minutes.start, seconds.end)
    return Fact("duration", value, span, unit="s"), at + 3


def marathon_time(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """2:05:12, hours, minutes and seconds."""
    if at + 4 >= len(tokens) or not _is(tokens, at + 1, ":") or not _is(tokens, at + 3, ":"):
        return None
    match = _HOURS.match(text, tokens[at].start)
    if match is None or match.end() != tokens[at + 4].end:
        return None
    value = 3600 * int(match[1]) + 60 * int(match[2]) + Fraction(match[3])
    return Fact("duration", value, match.span(), unit="s"), at + 5


def _time(value: Fraction, span: tuple[int, int], text: str, *, also: bool = False) -> Fact:
    value %= 24
    other = (value + 12) % 24
    return Fact("time", value, span, unit="h", also=(("clock", other, other),) if also else ())


def _is(tokens: Sequence[Token], at: int, *wanted: str) -> bool:
    return at < len(tokens) and tokens[at].low in wanted
