"""What stands around a Chinese figure: its sign and its bound (近, 超过, 不低于, 以上)."""

import re

from align.facts.chinese_numerals import Numeral
from align.facts.model import BOUNDS, BOUNDS_AFTER, SCALABLE, STRONG, Bound, Fact, Kind, Reading
from align.facts.words_beside import words as beside
from align.language.kept_patterns import compiled
from align.language.lexicon import forms, inside
from align.language.tables import any_of, words

_TURNED: dict[str, Bound] = {"over.compared": "max", "below.compared": "min"}  # by a negator before them
_BEFORE: dict[str, Bound] = {
    **{form: bound for bound in BOUNDS for form in forms(bound, "zh")},
    **{
        no + word: bound
        for kind, bound in _TURNED.items()
        for no in forms("negator", "zh")
        for word in forms(kind, "zh")
    },
}
_AFTER: dict[str, Bound] = {form: bound for bound in BOUNDS_AFTER for form in forms(f"{bound}-after", "zh")}
_FILLERS = (" ", *words("人民币 了 到 至 为 有 出"))
_BEFORE_ENDS = {word[-1] for word in _BEFORE}
_LONGEST = max(map(len, _BEFORE))
_TERM = re.compile("的?[^，。；]{0,2}(?:时效|期限|时限|限期|有效期|保质期)")
_BOUND_AFTER = compiled(
    "[A-Za-z]{0,6}(?:"
    f"(?P<next>{any_of(_AFTER)})|[个名家项种条位座辆人次件台套场户批所间张只头棵本部篇例起处类对组支架艘列班门款片块颗株份笔宗步天年月元岁吨亩米级层分词]"
    f"(?P<counted>{any_of(form for form in _AFTER if len(form) > 1)}))"
)
_AT_A_DISTANCE = beside("bound apart")["zh"]
_NEGATIVE = re.compile("零下$|(?<![胜平0-9一二三四五六七八九十])负$")
_MINUS = re.compile("(?:(?<![\\w%-])|(?<=[为是达至到在约于率值]))-$")


def bound_of(text: str, start: int, end: int, *, over: bool = False, duration: bool = False) -> Bound:
    """The bound of the figure at [start, end); ``over`` where a 多 or 余 stands inside it already.

    近三年 is "the past three years", not "nearly three years"; 近三年后 and 近三小时 are; 超过三年时效 is past it.

    >>> bound_of("不低于5%", 3, 5), bound_of("近500人", 1, 4), bound_of("60人以上", 0, 2), bound_of("最多可坐9人", 4, 5)
    ('min', 'near', 'min', 'max')
    """
    before = _before(text, start)
    if before == "over" and duration and _TERM.match(text, end):
        return ""
    if before == "near" and duration and text[end : end + 1] not in ("后", "前", "之", "的"):
        before = ""
    after = _after(text, end)
    if before in ("min", "max", "below") or (before and not after):
        return "over" if over and before in ("about", "reach") else before
    if after or over or before:
        return after or ("over" if over else before)
    distant = _AT_A_DISTANCE.search(text, max(0, start - 10), start)
    return ("min" if distant["min"] else "max") if distant else ""


def _before(text: str, start: int) -> Bound:
    at = start
    if at and text[at - 1] not in _BEFORE_ENDS:
        at -= next((len(filler) for filler in _FILLERS if text.endswith(filler, 0, at)), 0)
    if not at or text[at - 1] not in _BEFORE_ENDS:
        return ""
    for length in range(_LONGEST, 0, -1):
        bound = _BEFORE.get(text[at - length : at]) if at >= length else None
        if bound is not None:
            return "" if text.endswith(inside(text[at - length : at], "zh")[0], 0, at - length) else bound
    return ""


def _after(text: str, end: int) -> Bound:
    match = _BOUND_AFTER.match(text, end)
    word = (match["next"] or match["counted"]) if match else ""
    if not match or text.startswith(inside(word, "zh")[1], match.end()):
        return ""
    return _AFTER[word]


def sign_of(text: str, number: Numeral) -> tuple[int, int]:
    """-1 or 1, and where the sign (负, 零下, a minus that is no dash) begins."""
    start = number.start
    negative = _NEGATIVE.search(text, max(0, start - 2), start)
    negative = negative or (_MINUS.search(text, max(0, start - 2), start) if number.arabic else None)
    if negative and not text.endswith("正负", 0, start):
        return -1, negative.start()
    return 1, start - 2 if text.endswith("正负", 0, start) else start - text.endswith("正", 0, start)


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
    """The fact of a numeral with its sign and bound."""
    sign, start = sign_of(text, number)
    value, high = number.value, number.high
    if sign < 0:
        value, high = (-value, None) if high is None else (-high, -value)
    bound: Bound = ""
    if kind in SCALABLE and number.bare and start and text[start - 1] in "上成":
        high, start = value * 10 - 1, start - 1
    elif kind in SCALABLE:
        bound = bound_of(text, number.start, end, over=number.over, duration=kind == "duration")
    return Fact(kind, value, (start, end), high, bound, unit, strength, also=also, label=label)
