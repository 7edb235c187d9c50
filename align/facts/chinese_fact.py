"""The fact of a Chinese numeral: its value with the sign before it, its bound and its direction."""

from align.facts.chinese_context import bound_of, direction_of
from align.facts.chinese_numerals import Numeral
from align.facts.model import STRONG, Bound, Direction, Fact, Kind, Reading

SCALABLE = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)

_BEFORE_MINUS = frozenset("为是达至到在约于率值")


def sign_of(text: str, number: Numeral) -> tuple[int, int]:
    """-1 or 1, and where the sign (负, 零下, a minus that is no dash) begins."""
    start = number.start
    before = text[max(0, start - 2) : start]
    if before in ("零下", "正负"):
        return -1 if before == "零下" else 1, start - 2
    dash = before[-1:] == "-" and not (before[:-1] and (before[0].isalnum() or before[0] in "-%"))
    dash = dash or (before[-1:] == "-" and before[0] in _BEFORE_MINUS)
    lost = before == "胜负" or before[:1].isdecimal() or before[:1] in "胜平一二三四五六七八九十"
    if (before[-1:] == "负" and not (before[:-1] and lost)) or (dash and number.arabic):
        return -1, start - 1
    return 1, start - 1 if before.endswith("正") else start


def fact_of(
    text: str,
    kind: Kind,
    number: Numeral,
    end: int,
    *,
    unit: str = "",
    strength: int = STRONG,
    also: tuple[Reading, ...] = (),
    label: str = "",
) -> Fact:
    """The fact of a numeral with its sign, bound and direction."""
    sign, start = sign_of(text, number)
    value, high = number.value, number.high
    if sign < 0:
        value, high = (-value, None) if high is None else (-high, -value)
    bound: Bound = ""
    direction: Direction = 0
    if kind in SCALABLE and number.bare and start and text[start - 1] in "上成":
        high, start = value * 10 - 1, start - 1
    elif kind in SCALABLE:
        bound = bound_of(text, number.start, end, over=number.over, duration=kind == "duration")
        direction = direction_of(text, start, end)
    span, _written = (start, end), text[start:end]
    return Fact(kind, value, span, high, bound, unit, direction, strength, also=also, label=label)
