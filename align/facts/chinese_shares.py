"""Chinese shares and multiples: 五分之一, 3比1, 5%, 2.3个百分点, 三成, 八折, 一倍半."""

import re
from dataclasses import replace
from fractions import Fraction

from align.facts.chinese_context import fact_of
from align.facts.chinese_numerals import Numeral, parse
from align.facts.model import INCIDENTAL, STRONG, WEAK, Bound, Fact, Kind, Reading
from align.language.lexicon import hedged, pattern

FRACTION = re.compile("分之(?P<negative>负)?")
_A_LITTLE: dict[str, Bound] = {"强": "over", "弱": "near"}
_FINALS = "决赛"
_SLASH = re.compile("(?: ([0-9]{1,3}))?/([0-9]{1,3}|10{3,6})(?![0-9/])")
EACH = re.compile("每[^，。；、]{0,3}$")
_PERCENT = re.compile(" ?(?:(个?多?百分点)|(个?(?:基本点|基点|BP(?![A-Za-z])))|(个?千分点|‰)|(%))")
_KINDS: tuple[Kind, ...] = ("point", "point", "permille", "percent")
_TENTHS = re.compile(
    "成(?![新立为功本就果长员熟品绩交千群年套型人语败色才因化分正于天全片规像见家行体活像仙]"
    "|事(?!项|务|故|件|业)|都(?!不|没|未|还|达不))"
    "(半|[一二三四五六七八九](?![成个项家种条十百千万次年月]))?"
)
_DISCOUNT = re.compile("折(?![叠页射线磨返断旧合腾桥扇])")
_SURE = re.compile("[优起扣销出]")
_GROWTH = re.compile(f"(?:({pattern('rise.noun rise.verb', 'zh')})|{pattern('more', 'zh')}){hedged('zh')}$")


def fraction(text: str, number: Numeral) -> Fact | None:
    """百分之五十六, 五分之一, 3/4."""
    slash = _SLASH.match(text, number.end) if number.arabic and number.digits else None
    if slash and int(slash[2]):
        parts = int(slash[2])
        value = number.value + Fraction(int(slash[1]), parts) if slash[1] else number.value / parts
        strength = INCIDENTAL if text.startswith(_FINALS, slash.end()) else STRONG
        return fact_of(text, "fraction", replace(number, value=value, digits=0), slash.end(), strength=strength)
    mixed = parse(text, number.end + 1) if text.startswith("又", number.end) else None  # 三又二分之一
    start, whole, number = number.start, number.value if mixed else Fraction(0), mixed or number
    match = FRACTION.match(text, number.end)
    top = parse(text, match.end()) if match else None
    if match is None or top is None or not number.value or number.over:
        return None
    kind: Kind = "fraction"
    if number.bare and not mixed and number.value in (100, 1000):
        kind = "percent" if number.value == 100 else "permille"
    below = (number.value if kind == "fraction" else Fraction(1)) * (-1 if match["negative"] else 1)
    value, high = whole + top.value / below, None if top.high is None else top.high / below
    strength = WEAK if kind == "percent" and value == 100 and not top.arabic else STRONG
    strength = INCIDENTAL if text.startswith(_FINALS, top.end) else strength
    share = replace(top, start=start, value=value, high=high, scale=1)
    fact = fact_of(text, kind, share, top.end, strength=strength)
    return replace(fact, bound=fact.bound or _A_LITTLE.get(text[top.end : top.end + 1], ""))


def ratio(text: str, number: Numeral) -> Fact | None:
    """3比1, 3:1."""
    second = parse(text, number.end + 1) if text[number.end : number.end + 1] in ("比", ":") else None
    if second is None or not 0 < number.digits < 4 or not 0 < second.digits < 4:
        return None
    if not number.arabic and (not second.digits == 1 == number.digits or text[number.end] == ":"):
        return None
    return Fact("ratio", number.value, (number.start, second.end), parts=(int(number.value), int(second.value)))


def share(text: str, number: Numeral) -> Fact | None:
    """Percent, percentage points, tenths, discounts and multiples."""
    end = number.end
    if match := _PERCENT.match(text, end):
        basis = match.lastindex == 2
        scaled = _times(number, Fraction(1, 100)) if basis else number
        scaled = replace(scaled, over=True) if "多" in match[0] else scaled
        each = number.value == 1 and EACH.search(text, max(0, number.start - 4), number.start)
        strength, label = WEAK if each else STRONG, "basis points" if basis else ""
        return fact_of(text, _KINDS[(match.lastindex or 1) - 1], scaled, match.end(), strength=strength, label=label)
    if (match := _TENTHS.match(text, end)) and 0 < number.value <= 10:
        more = Fraction(0)
        if match[1]:
            more = Fraction(1, 2) if match[1] == "半" else Fraction("一二三四五六七八九".index(match[1]) + 1, 10)
        return fact_of(text, "percent", _times(replace(number, value=number.value + more), Fraction(10)), match.end())
    if (match := _DISCOUNT.match(text, end)) and 0 < number.value < 100 and number.high is None:
        value = number.value * 10 if number.value < 10 else number.value
        sure = text.startswith("打", number.start - 1) or _SURE.match(text, match.end())
        also = (("percent", 100 - value, 100 - value),)
        strength = STRONG if sure else WEAK
        return fact_of(text, "percent", replace(number, value=value), match.end(), strength=strength, also=also)
    return _multiple(text, number) if text.startswith("倍", end) and not number.bare else None


def _times(number: Numeral, factor: Fraction) -> Numeral:
    return replace(number, value=number.value * factor, high=None if number.high is None else number.high * factor)


def _multiple(text: str, number: Numeral) -> Fact:
    """The resulting factor: 增长两倍 is 3, 增长到3倍 is 3; 高两倍 may be either."""
    end = number.end + 1
    if text.startswith("半", end):
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
    also: tuple[Reading, ...] = ()
    growth = _GROWTH.search(text, max(0, number.start - 6), number.start)
    if (growth and growth[1]) or (number.value == 1 and not text.startswith("以上", end)):
        number = replace(number, value=number.value + 1, high=None if number.high is None else number.high + 1)
    elif growth:
        also = (("multiple", number.value + 1, number.value + 1),)
    return fact_of(text, "multiple", number, end, also=also)
