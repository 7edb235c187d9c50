"""What a Chinese numeral counts, by what stands after it: units, money, shares, multiples, ordinals, or mere things."""

import re
from dataclasses import replace
from fractions import Fraction

from align.facts import chinese_calendar as calendar
from align.facts.chinese_context import bound_of, direction_of
from align.facts.chinese_numerals import Numeral, parse
from align.facts.model import INCIDENTAL, STRONG, WEAK, Bound, Direction, Fact, Kind, Reading, exact, words
from align.facts.units import CURRENCIES, CURRENCY_SIGNS, TIME_UNITS, UNITS

FRACTION = re.compile(" {0,3}分 {0,3}之 {0,3}")
SCALABLE = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)
_SHARES = frozenset(("percent", "point", "fraction", "permille"))
_SLASH = re.compile("(?: ([0-9]{1,3}))?/([0-9]{1,3})(?![0-9/])")
_EACH = re.compile("每[^，。；、]{0,3}$")
_MIXED = re.compile(" {0,2}又 {0,2}")
_RATIO = re.compile(" ?[比:] ?")
_PERCENT = re.compile(" {0,4}(?:(个? {0,3}百 {0,3}分 {0,3}点)|(个?(?:基点|BP|bp))|(个?千分点|‰)|(%))")
_TENTHS = re.compile(
    " {0,3}成(?![新立为功本就果长员都熟品绩交千群年套型人语败色才因化分正于天全片规像见家行体活像事仙])"
    "(半| {0,3}[一二三四五六七八九](?![成个项家种条十百千万次年月]))?"
)
_DISCOUNT = re.compile(" {0,3}折(?![叠射线磨返断旧合腾桥扇])")
_DOZEN = re.compile("打(?![算造击开破好通赢响电工拼卡分出下入包扫印车官压])")
_HALF = re.compile("个半(?![成岛导球径决自])")
_LATIN = re.compile(r" ?([A-Za-zµμ°℃℉][A-Za-z²³0-9]*)")
_GROWTH = re.compile(
    "(?:(增长|延长|增加|增|提高|上升|提升|扩大|上涨|涨|升高)|[多高快])(?:了|约|近|超过|超|将近|逾|近乎)*$"
)
_LEVEL = re.compile("[到至为]$")
_WARM = re.compile("零下|零上|气温|高温|低温|摄氏|体温|温度")
_CLASSIFIERS = frozenset(
    "个名家项种条位座辆人次件台套场届户批所间张只头棵本部篇例起处类级层对双组支队枚架艘列班门款道股片块颗株箱袋瓶桶份封幅笔宗轮步点大方省市县区村镇乡"
    "国页根把束栋幢节句字代重口声趟遍回副排群堂盘杯碗"
)
_NOT_UNITS = words(
    """
        里面 里程 里屯 里长 里之外 周期 周边 周围 周末 升级 升学 升至 升高 升到 升幅 克服 克拉 瓦解 瓦房 天然
        天下 天气 天空 天津 天山 天文 米兰 米饭 元旦 元首 元素 元化 元宵 元老 年级 分之 秒杀
    """
)
_LISTED = re.compile("[.、．)）](?![0-9])|[0-9.]+ |(?<=[.][0-9]) ")
_NOT_CUBIC = words("方面 方式 方案 方位 方法 方便 方向 方针 方阵 方言")
_RANKED = re.compile("[线手级流等](?!地震|台风|以上|教师|公路|联赛|工)")
_SERVICES = words("急救 大学 工程 报警 接 热线 平台 高校 院校")
_ORDINAL_NOUNS = words("产业 方机 世界 课堂 战场 动力")
_LATIN_UNITS = {
    name: key for key, unit in UNITS.items() for name in (*unit.zh, *unit.en) if name[0].isascii() or name[0] in "°℃℉"
}
_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
for _key, _item in UNITS.items():
    for _name in _item.zh:
        _BY_FIRST.setdefault(_name[0], []).append((_name, _key))
for _names in _BY_FIRST.values():
    _names.sort(key=lambda pair: -len(pair[0]))


def measured(text: str, number: Numeral, source: str) -> tuple[Fact | None, int]:
    """The fact that a numeral begins, and where to read on.

    >>> from align.facts.chinese_numerals import parse
    >>> fact, end = measured("增长两倍", parse("增长两倍", 2), "增长两倍")
    >>> fact.kind, fact.value, end
    ('multiple', Fraction(3, 1), 4)
    """
    if text.startswith("第", number.start - 1) and number.start:
        return _ordinal(text, number, source)
    following = text[number.end : number.end + 8].lstrip(" ")
    if found := _fraction(text, number, source) or _dated(text, number, source, following):
        return found, found.span[1]
    if following.startswith("届") and not number.over:
        found = _fact(text, source, "ordinal", number, text.index("届", number.end) + 1)
    elif following.startswith("中全会"):
        found = _fact(text, source, "ordinal", number, number.end)
    else:
        found = _ratio(text, number, source) or _share(text, number, source, following)
    if found is None and text[number.end : number.end + 1].isascii() and number.arabic:
        found = _latin_unit(text, number, source)
    found = found or _unit(text, number, source)
    return found, found.span[1]


def identifier(text: str, source: str, start: int, end: int) -> Fact:
    """G20, 5G, PM2.5, 802.11n: letters and digits that name something."""
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == ".") and end < start + 24:
        end += 1
    while text[end - 1] == ".":
        end -= 1
    label = text[start:end].lower().replace("-", "").replace("–", "")
    value = Fraction(int("".join(c for c in label if c.isdecimal()) or "0"))
    return Fact("identifier", value, (start, end), source[start:end], strength=WEAK, label=label)


def _dated(text: str, number: Numeral, source: str, following: str) -> Fact | None:
    reader = calendar.BY_NEXT.get(following[:1])
    fact = reader(text, number, source) if reader else None
    if fact is None and following.startswith(("季度", "个季度", "个月")):
        fact = calendar.period_fact(text, number, source)
    if fact is None and following.startswith("世纪"):
        fact = calendar.century_fact(text, number, source)
    return fact


def _ordinal(text: str, number: Numeral, source: str) -> tuple[Fact, int]:
    """第17场, 第二季度, 第十四个五年规划 (whose five years are no fact)."""
    fact = calendar.period_fact(text, number, source)
    if fact is not None:
        return fact, fact.span[1]
    start, end = number.start - 1, number.end
    strength = INCIDENTAL if number.value == 1 else STRONG if number.value > 2 else WEAK
    if text.startswith((*_ORDINAL_NOUNS, "方", "，", "、", ","), end):
        strength = INCIDENTAL
    fact = Fact("ordinal", number.value, (start, end), source[start:end], strength=strength)
    return fact, end + 4 if text.startswith(("个五年规", "个五年计"), end) else end


def _fraction(text: str, number: Numeral, source: str) -> Fact | None:
    """百分之五十六, 五分之一, 三百五又三分之一."""
    if match := _SLASH.match(text, number.end) if number.arabic and number.digits else None:
        parts = int(match[2])
        if parts:
            value = number.value + Fraction(int(match[1]), parts) if match[1] else number.value / parts
            return _fact(text, source, "fraction", replace(number, value=value, digits=0), match.end())
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
    strength = WEAK if kind == "percent" and value == 100 and not top.arabic else STRONG
    return _fact(
        text, source, kind, replace(top, start=start, value=value, high=high, scale=1), top.end, strength=strength
    )


def _ratio(text: str, number: Numeral, source: str) -> Fact | None:
    match = _RATIO.match(text, number.end)
    second = parse(text, match.end()) if match else None
    if match is None or second is None or not 0 < number.digits < 4 or not 0 < second.digits < 4:
        return None
    if not number.arabic and (not second.digits == 1 == number.digits or ":" in match[0]):
        return None
    span = (number.start, second.end)
    parts = (int(number.value), int(second.value))
    return Fact("ratio", number.value, span, source[span[0] : span[1]], parts=parts)


def _share(text: str, number: Numeral, source: str, following: str) -> Fact | None:
    """Percent, percentage points, tenths, discounts, dozens and multiples."""
    end = number.end
    if match := _PERCENT.match(text, end):
        kinds: tuple[Kind, ...] = ("point", "point", "permille", "percent")
        basis = match.lastindex == 2
        scaled = _times(number, Fraction(1, 100)) if basis else number
        kind = kinds[(match.lastindex or 1) - 1]
        each = number.value == 1 and _EACH.search(text, max(0, number.start - 4), number.start)
        strength, label = WEAK if each else STRONG, "basis points" if basis else ""
        return _fact(text, source, kind, scaled, match.end(), strength=strength, label=label)
    if (match := _TENTHS.match(text, end)) and 0 < number.value <= 10:
        extra = Fraction(0)
        if match[1]:
            extra = Fraction(1, 2) if match[1] == "半" else Fraction("一二三四五六七八九".index(match[1][-1]) + 1, 10)
        return _fact(text, source, "percent", _times(number, Fraction(10), extra), match.end())
    if (match := _DISCOUNT.match(text, end)) and 0 < number.value < 100:
        return _discount(text, number, source, match.end())
    if match := _DOZEN.match(text, end):
        return _fact(text, source, "cardinal", _times(number, Fraction(12)), match.end())
    if following.startswith("倍") and not number.bare:
        return _multiple(text, number, source, text.index("倍", end) + 1)
    return None


def _times(number: Numeral, factor: Fraction, extra: Fraction = Fraction(0)) -> Numeral:
    high = None if number.high is None else number.high * factor
    return replace(number, value=(number.value + extra) * factor, high=high)


def _discount(text: str, number: Numeral, source: str, end: int) -> Fact:
    value = number.value * 10 if number.value < 10 else number.value
    if number.high is not None:
        value += number.high
    sure = text.startswith("打", number.start - 1) or text.startswith(("优", "起", "扣", "销", "出"), end)
    off = 100 - value
    also = (("percent", off, off),)
    plain = replace(number, value=value, high=None)
    return _fact(text, source, "percent", plain, end, strength=STRONG if sure else WEAK, also=also)


def _multiple(text: str, number: Numeral, source: str, end: int) -> Fact:
    """The resulting factor: 增长两倍 is 3, 增长到3倍 is 3; 高两倍 may be either."""
    if text.startswith("半", end):
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
    also: tuple[Reading, ...] = ()
    growth = _GROWTH.search(text, max(0, number.start - 6), number.start)
    if (growth and growth[1]) or number.value == 1:
        number = replace(number, value=number.value + 1, high=None if number.high is None else number.high + 1)
    elif growth:
        also = (("multiple", number.value + 1, number.value + 1),)
    return _fact(text, source, "multiple", number, end, also=also)


def _latin_unit(text: str, number: Numeral, source: str) -> Fact | None:
    match = _LATIN.match(text, number.end)
    if match is None:
        return None
    key = _LATIN_UNITS.get(match[1])
    if key is None and match[0][0] != " " and len(match[1]) < 3:
        return identifier(text, source, number.start, match.end())
    return _quantity(text, number, source, key, match.end()) if key else None


def _unit(text: str, number: Numeral, source: str) -> Fact:
    at = number.end
    while at < number.end + 3 and text.startswith(" ", at):
        at += 1
    if match := _HALF.match(text, at):
        at = match.end()
        number = replace(number, value=number.value + Fraction(1, 2), end=at)
    following = text[at : at + 8]
    if not following.startswith(_NOT_UNITS):
        for name, key in _BY_FIRST.get(following[:1], ()):
            if following.startswith(name):
                return _quantity(text, number, source, key, at + len(name))
    if number.scale > 1 and following.startswith("方") and not following.startswith(_NOT_CUBIC):
        return _quantity(text, number, source, "m3", at + 1)
    sign = _sign_before(text, number.start)
    if sign:
        return _fact(text, source, "money", number, number.end, unit=sign)
    if following.startswith("度") and _WARM.search(text, max(0, number.start - 8), number.start):
        return _fact(text, source, "quantity", number, at + 1, unit="C")
    return _cardinal(text, number, source, following)


def _sign_before(text: str, start: int) -> str:
    before = text[max(0, start - 4) : start].rstrip(" ")
    if before.endswith("人民币"):
        return "CNY"
    return next((key for sign, key in CURRENCY_SIGNS.items() if before.endswith(sign)), "")


def _quantity(text: str, number: Numeral, source: str, key: str, end: int) -> Fact:
    kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
    half = text.startswith("半", end) and not text.startswith(("数", "径", "导", "夜", "场"), end + 1)
    if half and kind != "money":
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
    strength = INCIDENTAL if number.bare else STRONG
    if number.high is not None and source[number.start] in "几数幾數":
        strength = WEAK
    if number.value == 1 and not number.arabic and not half:
        strength = WEAK
    also: list[Reading] = []
    if key == "y" and number.digits == 2 and number.arabic and text[end - 1] == "年":
        full = number.value + (1900 if number.value > 49 else 2000)
        also = [("year", full, full)]
    if text.endswith("每", 0, number.start) or _EACH.search(text, max(0, number.start - 4), number.start):
        strength = min(strength, WEAK)
    if key == "y" and (
        text.startswith("周", end - 2) or text[end - 1] == "岁" or text.endswith("连续", 0, number.start)
    ):
        also = [("ordinal", number.value, number.value)]
    return _fact(text, source, kind, number, end, unit=key, strength=strength, also=tuple(also))


def _cardinal(text: str, number: Numeral, source: str, following: str) -> Fact:
    strength = STRONG
    if not number.arabic and number.value <= 10 and number.value.denominator == 1 and number.high is None:
        counted = following != "" and following[0] in _CLASSIFIERS
        strength = WEAK if counted and number.value > 1 else INCIDENTAL
        if _RANKED.match(following) or following.startswith(("是", "来", "则")):
            strength = INCIDENTAL
    elif number.bare or (number.high is not None and not number.arabic and number.value <= 10):
        strength = WEAK
    if number.value == 1 or text[: number.start].endswith(("图", "表", "式", "附录")):
        strength = min(strength, WEAK)
    if number.start == 0 and number.arabic and _LISTED.match(text, number.end):
        strength = INCIDENTAL
    if number.arabic and following.startswith(_SERVICES):
        strength = WEAK
    if number.arabic and number.digits == 2 and following.startswith("后") and number.value % 5 == 0:
        strength = INCIDENTAL
    also: tuple[Reading, ...] = ()
    if number.digits == 4 == number.end - number.start and 1500 <= number.value < 2200:
        also = (("year", number.value, number.value),)
    if following[:1] == "点" and number.value <= 24:
        also = (("clock", number.value, number.value),)
    return _fact(text, source, "cardinal", number, number.end, strength=strength, also=also)


def sign_of(text: str, number: Numeral) -> tuple[int, int]:
    """-1 or 1, and where the sign (负, 零下, a minus that is no dash) begins."""
    start = number.start
    before = text[max(0, start - 2) : start]
    if before == "零下":
        return -1, start - 2
    dash = before[-1:] == "-" and not (before[:-1] and (before[0].isalnum() or before[0] in "-%"))
    if before[-1:] == "负" or (dash and number.arabic):
        return -1, start - 1
    return 1, start - 1 if before.endswith("正") else start


def _fact(
    text: str,
    source: str,
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
        value, high = -value, None if high is None else -high
    bound: Bound = ""
    direction: Direction = 0
    if kind in SCALABLE and number.bare and start and text[start - 1] in "上成":
        high = value * 10 - 1
    elif kind in SCALABLE:
        bound = bound_of(text, number.start, end, over=number.over, duration=kind == "duration")
        direction = direction_of(text, start, end, share=kind in _SHARES)
    span, written = (start, end), source[start:end]
    return Fact(kind, value, span, written, high, bound, unit, direction, strength, also=also, label=label)
