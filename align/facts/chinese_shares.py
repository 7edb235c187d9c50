"""Chinese shares and multiples: 五分之一, 3比1, 5%, 2.3个百分点, 三成, 八折, 两打, 一倍半."""

import re
from dataclasses import replace
from fractions import Fraction

from align.facts.chinese_fact import fact_of
from align.facts.chinese_numerals import Numeral, parse
from align.facts.model import INCIDENTAL, STRONG, WEAK, Bound, Fact, Kind, Reading, exact
from align.language.lexicon import hedged, pattern

FRACTION = re.compile("分之")
_A_LITTLE: dict[str, Bound] = {"强": "over", "強": "over", "弱": "near"}
_SLASH = re.compile("(?: ([0-9]{1,3}))?/([0-9]{1,3})(?![0-9/])")
EACH = re.compile("每[^，。；、]{0,3}$")
_MIXED = re.compile("又")
_RATIO = re.compile("[比:]")
_PERCENT = re.compile(" ?(?:(个?多?百分点)|(个?(?:基本点|基点|BP|bp))|(个?千分点|‰)|(%))")
_TENTHS = re.compile(
    "成(?![新立为功本就果长员熟品绩交千群年套型人语败色才因化分正于天全片规像见家行体活像仙]"
    "|事(?!项|務|务|故|件|业)|都(?!不|没|未|还|达不))"
    "(半|[一二三四五六七八九](?![成个项家种条十百千万次年月]))?"
)
_DISCOUNT = re.compile("折(?![叠射线磨返断旧合腾桥扇])")
_GROWTH = re.compile(f"(?:({pattern('rise.noun rise.verb', 'zh')})|{pattern('more', 'zh')}){hedged('zh')}$")


def fraction(text: str, number: Numeral) -> Fact | None:
    """百分之五十六, 五分之一, 三百五又三分之一."""
    if match := _SLASH.match(text, number.end) if number.arabic and number.digits else None:
        parts = int(match[2])
        if parts:
            value = number.value + Fraction(int(match[1]), parts) if match[1] else number.value / parts
            strength = INCIDENTAL if text.startswith(("决赛", "決賽"), match.end()) else STRONG
            share = replace(number, value=value, digits=0)
            return fact_of(text, "fraction", share, match.end(), strength=strength)
    match, whole, start = FRACTION.match(text, number.end), exact(0), number.start
    if match is None and (mixed := _MIXED.match(text, number.end)):
        second = parse(text, mixed.end())
        if second is None:
            return None
        whole, number, match = number.value, second, FRACTION.match(text, second.end)
    if match is None:
        return None
    negative = text.startswith("负", match.end())
    top = parse(text, match.end() + negative)
    if top is None or not number.value or number.over:
        return None
    kind: Kind = "fraction"
    if number.bare and not whole and number.value in (100, 1000):
        kind = "percent" if number.value == 100 else "permille"
    below = number.value if kind == "fraction" else Fraction(1)
    value = whole + (-top.value if negative else top.value) / below
    high = None if top.high is None else whole + top.high / below
    if text.startswith(("决赛", "決賽"), top.end):
        return fact_of(text, "fraction", replace(top, start=start, value=value), top.end, strength=INCIDENTAL)
    strength = WEAK if kind == "percent" and value == 100 and not top.arabic else STRONG
    share = replace(top, start=start, value=value, high=high, scale=1)
    fact = fact_of(text, kind, share, top.end, strength=strength)
    a_little: Bound = _A_LITTLE.get(text[top.end : top.end + 1], "")
    return replace(fact, bound=a_little) if a_little and not fact.bound else fact


def ratio(text: str, number: Numeral) -> Fact | None:
    match = _RATIO.match(text, number.end)
    second = parse(text, match.end()) if match else None
    if match is None or second is None or not 0 < number.digits < 4 or not 0 < second.digits < 4:
        return None
    if not number.arabic and (not second.digits == 1 == number.digits or ":" in match[0]):
        return None
    span = (number.start, second.end)
    parts = (int(number.value), int(second.value))
    return Fact("ratio", number.value, span, parts=parts)


def share(text: str, number: Numeral, following: str) -> Fact | None:
    """Percent, percentage points, tenths, discounts, dozens and multiples."""
    end = number.end
    if match := _PERCENT.match(text, end):
        kinds: tuple[Kind, ...] = ("point", "point", "permille", "percent")
        basis = match.lastindex == 2
        scaled = _times(number, Fraction(1, 100)) if basis else number
        scaled = replace(scaled, over=True) if "多" in match[0] else scaled
        kind = kinds[(match.lastindex or 1) - 1]
        each = number.value == 1 and EACH.search(text, max(0, number.start - 4), number.start)
        strength, label = WEAK if each else STRONG, "basis points" if basis else ""
        return fact_of(text, kind, scaled, match.end(), strength=strength, label=label)
    if (match := _TENTHS.match(text, end)) and 0 < number.value <= 10:
        extra = Fraction(0)
        if match[1]:
            extra = Fraction(1, 2) if match[1] == "半" else Fraction("一二三四五六七八九".index(match[1][-1]) + 1, 10)
        return fact_of(text, "percent", _times(number, Fraction(10), extra), match.end())
    if (match := _DISCOUNT.match(text, end)) and 0 < number.value < 100:
        return _discount(text, number, match.end())
    if following.startswith("倍") and not number.bare:
        return _multiple(text, number, end + 1)
    return None


def _times(number: Numeral, factor: Fraction, extra: Fraction = Fraction(0)) -> Numeral:
    high = None if number.high is None else number.high * factor
    return replace(number, value=(number.value + extra) * factor, high=high)


def _discount(text: str, number: Numeral, end: int) -> Fact:
    value = number.value * 10 if number.value < 10 else number.value
    if number.high is not None:
        value += number.high
    sure = text.startswith("打", number.start - 1) or text.startswith(("优", "起", "扣", "销", "出"), end)
    off = 100 - value
    also = (("percent", off, off),)
    plain = replace(number, value=value, high=None)
    return fact_of(text, "percent", plain, end, strength=STRONG if sure else WEAK, also=also)


def _multiple(text: str, number: Numeral, end: int) -> Fact:
    """The resulting factor: 增长两倍 is 3, 增长到3倍 is 3; 高两倍 may be either."""
    if text.startswith("半", end):
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
    also: tuple[Reading, ...] = ()
    growth = _GROWTH.search(text, max(0, number.start - 6), number.start)
    if (growth and growth[1]) or (number.value == 1 and not text.startswith("以上", end)):
        number = replace(number, value=number.value + 1, high=None if number.high is None else number.high + 1)
    elif growth:
        also = (("multiple", number.value + 1, number.value + 1),)
    return fact_of(text, "multiple", number, end, also=also)
