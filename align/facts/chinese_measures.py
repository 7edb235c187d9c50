"""What a Chinese numeral counts, by what stands after it: units, money, shares, multiples, ordinals, or mere things."""

import re
from dataclasses import replace
from fractions import Fraction

from align.facts import chinese_calendar as calendar
from align.facts.chinese_fact import fact_of
from align.facts.chinese_numerals import DIGITS, Numeral
from align.facts.chinese_shares import EACH, fraction, ratio, share
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact, Kind, Reading
from align.facts.units import CURRENCIES, CURRENCY_SIGNS, TIME_UNITS, UNITS
from align.language.tables import any_of, words

_STEPS = ("级台阶", "级石阶", "级阶梯", "级石级", "级踏步", "级楼梯")
_HALF = re.compile("个半(?![成岛导球径决自])")
_LATIN = re.compile(r" ?([A-Za-zµμ°℃℉][A-Za-z²³0-9]*)")
_WARM = re.compile("零下|零上|气温|高温|低温|摄氏|体温|温度")
_D = "[0-9一二三四五六七八九]"
_KUAI = re.compile(
    f"块(?:({_D})(?:[毛角]({_D})?分?)?(?=钱?[，。；、！？：）,.;!?) 了的到至跟和涨降左以每/]|钱?$|"
    "一[斤公个只张瓶盒杯碗份包袋次条度吨升本件支双套])|(?=一[斤公]))"
)
_JIAO = re.compile(f"[元圆圓]({_D})角(?:({_D})分)?")
_RATE = re.compile("[可约能]?(?:兑|兌|合|折合|等于|=|对)")
_MAO = re.compile("[毛角](?=钱|錢|[，。；、！？：）,;]|$)")
_MINUTE = re.compile(f"分(?=(?:{_D}|十)+(?:[.][0-9]+)?秒)|(?<=时.)分(?![之钟])|(?<=时..)分(?![之钟])")
_SPLIT_SECOND = re.compile(
    "秒([0-9]{1,3}|[零〇一二三四五六七八九]{2,3})(?![0-9.次个米名人遍下回元步公千厘万亿%岁分秒])"
)
_METERS = re.compile(
    f"米({_D}[0-9零一二三四五六七八九]|{_D}(?=[，。、；）的左以高长宽多]|$))(?![0-9.十百千万亿个米次名人岁])"
)
_CLASSIFIERS = frozenset(
    "个名家项种条位座辆人次件台套场届户批所间张只头棵本部篇例起处类级层对双组支队枚架艘列班门款道股片块颗株箱袋瓶桶份封幅笔宗轮步点大方省市县区村镇乡"
    "国页根把束栋幢节句字代重口声趟遍回副排群堂盘杯碗"
)
_NOT_UNITS = words(
    """
        里面 里程 里屯 里长 里之外 周期 周边 周围 周末 升级 升学 升至 升高 升到 升幅 克服 克拉 瓦解 瓦房 天然
        天下 天气 天空 天津 天山 天文 米兰 米饭 元旦 元首 元素 元化 元宵 元老 年级 分之 秒杀 周空翻 周跳 周半跳
    """
)
_LISTED = re.compile("[.、．)）](?![0-9])|[0-9.]+ |(?<=[.][0-9]) ")
_NOT_CUBIC = words("方面 方式 方案 方位 方法 方便 方向 方针 方阵 方言")
_CLAUSE = re.compile("[条章节款](?=[,.;:，。、：；的规之第至和到（( ”》]|$)")
_RANKED = re.compile("[线手级流等](?!地震|台风|以上|教师|公路|联赛|工)")
_SERVICES = words("急救 大学 工程 报警 接 热线 平台 高校 院校")
_ORDINAL_NOUNS = words("产业 方机 世界 课堂 战场 动力")
_LATIN_UNITS = {
    name: key for key, unit in UNITS.items() for name in (*unit.zh, *unit.en) if name[0].isascii() or name[0] in "°℃℉"
}
_CURRENCY_NAMES = {"人民币": "CNY", "澳币": "AUD", "加币": "CAD", "新币": "SGD", "日币": "JPY", "台币": "TWD"} | {
    name: key for key, unit in UNITS.items() if key in CURRENCIES for name in unit.zh if name[-1] in "币金"
}
_MONEY_BEFORE = re.compile(f"({any_of(_CURRENCY_NAMES)})[为约达近逾超共合计: ]{{0,2}}$")
_MONEY_ABOVE = re.compile(f"({any_of(_CURRENCY_NAMES)})[为约达近逾超共合计: ]{{0,2}}[0-9.,]+[万亿]*元[^。；]*$")
_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
for _key, _item in UNITS.items():
    for _name in _item.zh:
        _BY_FIRST.setdefault(_name[0], []).append((_name, _key))
for _names in _BY_FIRST.values():
    _names.sort(key=lambda pair: -len(pair[0]))


def measured(text: str, number: Numeral) -> tuple[Fact | None, int]:
    """The fact that a numeral begins, and where to read on.

    >>> from align.facts.chinese_numerals import parse
    >>> fact, end = measured("增长两倍", parse("增长两倍", 2))
    >>> fact.kind, fact.value, end
    ('multiple', Fraction(3, 1), 4)
    """
    if text.startswith("第", number.start - 1) and number.start:
        return _ordinal(text, number)
    following = text[number.end : number.end + 8]
    if found := fraction(text, number) or _dated(text, number, following):
        return found, found.span[1]
    year = number.digits == 4 and 1900 < number.value < 2100
    if year and following.startswith(("届", "屆", "级")) and not following.startswith(_STEPS):
        end = number.end + 1
        return Fact("year", number.value, (number.start, end)), end
    if following.startswith("届") and not number.over and number.value != 1:
        found = fact_of(text, "ordinal", number, number.end + 1)
    elif following.startswith("中全会"):
        found = fact_of(text, "ordinal", number, number.end + 3)
    else:
        found = ratio(text, number) or share(text, number, following)
    if found is None and text[number.end : number.end + 1].isascii() and number.arabic:
        found = _latin_unit(text, number)
    found = found or _unit(text, number)
    return found, found.span[1]


def identifier(text: str, start: int, end: int) -> Fact:
    """G20, 5G, PM2.5, 802.11n: letters and digits that name something."""
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == ".") and end < start + 24:
        end += 1
    while text[end - 1] == ".":
        end -= 1
    label = text[start:end].lower().replace("-", "").replace("–", "")
    value = Fraction(int("".join(c for c in label if c.isdecimal()) or "0"))
    return Fact("identifier", value, (start, end), strength=WEAK, label=label)


def _dated(text: str, number: Numeral, following: str) -> Fact | None:
    reader = calendar.BY_NEXT.get(following[:1])
    fact = reader(text, number) if reader else None
    if fact is None and following.startswith(("季", "个季度", "个月")):
        fact = calendar.period_fact(text, number)
    if fact is None and following.startswith("世纪"):
        fact = calendar.century_fact(text, number)
    return fact


def _ordinal(text: str, number: Numeral) -> tuple[Fact, int]:
    """第17场, 第二季度, 第十四个五年规划 (whose five years are no fact)."""
    fact = calendar.period_fact(text, number)
    if fact is not None:
        return fact, fact.span[1]
    start, end = number.start - 1, number.end
    strength = INCIDENTAL if number.value == 1 else STRONG if number.value > 2 else WEAK
    if text.startswith((*_ORDINAL_NOUNS, "方", "，", "、", ","), end):
        strength = INCIDENTAL
    also: tuple[Reading, ...] = ()
    if number.value <= 4 and text.startswith("季", end):  # of a year, or of a series
        also = (("ordinal", number.value, number.value),)
        span = (start, end + 1)
        return Fact("period", number.value, span, unit="quarter", strength=WEAK, also=also), end + 1
    if text.startswith("分钟", end):  # four minutes into the match
        also = (("time", number.value * 60, number.value * 60),)
    label = ""
    if text.startswith(("个五年规划", "个五年计划"), end):
        end, label = end + 5, "plan"
    elif _CLAUSE.match(text, end):
        end += 1
    return Fact("ordinal", number.value, (start, end), strength=strength, label=label, also=also), end


def _latin_unit(text: str, number: Numeral) -> Fact | None:
    match = _LATIN.match(text, number.end)
    if match is None:
        return None
    key = _LATIN_UNITS.get(match[1])
    if key is None and match[0][0] != " " and len(match[1]) < 3:
        return identifier(text, number.start, match.end())
    return _quantity(text, number, key, match.end()) if key else None


def _unit(text: str, number: Numeral) -> Fact:
    at = number.end
    if match := _HALF.match(text, at):
        at = match.end()
        number = replace(number, value=number.value + Fraction(1, 2), end=at)
    following = text[at : at + 8]
    if (match := _JIAO.match(text, at)) and number.value.denominator == 1:
        part = Fraction("0." + "".join(str(DIGITS.get(c, c)) for c in match[1] + (match[2] or "")))
        return fact_of(text, "money", replace(number, value=number.value + part), match.end(), unit="CNY")
    if (match := _KUAI.match(text, at)) and not number.bare:
        tenths = Fraction("0." + "".join(str(DIGITS.get(c, c)) for c in match[1] + (match[2] or "")) if match[1] else 0)
        return fact_of(text, "money", replace(number, value=number.value + tenths), match.end(), unit="CNY")
    if (
        _MAO.match(text, at)
        and number.high is None
        and (number.value > 1 or number.arabic or text[at + 1 : at + 2] in "钱錢")
    ):
        return fact_of(text, "money", replace(number, value=number.value / 10), at + 1, unit="CNY")
    if match := _MINUTE.match(text, at):
        return _quantity(text, number, "min", match.end())
    if (match := _SPLIT_SECOND.match(text, at) or _METERS.match(text, at)) and number.value.denominator == 1:
        split = "".join(str(DIGITS.get(c, c)) for c in match[1])
        number = replace(number, value=number.value + Fraction("0." + split))
        return _quantity(text, number, "s" if text[at] == "秒" else "m", match.end())
    if not following.startswith(_NOT_UNITS):
        for name, key in _BY_FIRST.get(following[:1], ()):
            if following.startswith(name):
                if name == "元" and (money := _MONEY_BEFORE.search(text, max(0, number.start - 5), number.start)):
                    key = _CURRENCY_NAMES[money[1]]
                elif name == "元" and (money := _MONEY_ABOVE.search(text, max(0, number.start - 60), number.start)):
                    key = _CURRENCY_NAMES[money[1]]  # 港币1.25元, 共派息2元
                return _quantity(text, number, key, at + len(name))
    if number.value >= 1000 and following.startswith("方") and not following.startswith(_NOT_CUBIC):
        return _quantity(text, number, "m3", at + 1)
    sign = _sign_before(text, number.start)
    if sign:
        return fact_of(text, "money", number, number.end, unit=sign)
    if following.startswith("度") and _WARM.search(text, max(0, number.start - 8), number.start):
        return fact_of(text, "quantity", number, at + 1, unit="C")
    return _cardinal(text, number, following)


def _sign_before(text: str, start: int) -> str:
    before = text[max(0, start - 4) : start].rstrip(" ")
    if before.endswith("人民币"):
        return "CNY"
    return next((key for sign, key in CURRENCY_SIGNS.items() if before.endswith(sign)), "")


def _quantity(text: str, number: Numeral, key: str, end: int) -> Fact:
    kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
    half = text.startswith("半", end) and not text.startswith(("数", "径", "导", "夜", "场", "决", "程", "途"), end + 1)
    if half and kind != "money":
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
    strength = INCIDENTAL if number.bare else STRONG
    if number.high is not None and text[number.start] in "几数幾數":
        strength = WEAK
    if number.value == 1 and kind == "money" and _RATE.match(text, end):
        strength = WEAK
    if number.value == 1 and not number.arabic and not half:
        strength = WEAK
    also: list[Reading] = []
    if key == "y" and number.digits == 2 and number.arabic and text[end - 1] == "年":
        full = number.value + (1900 if number.value > 49 else 2000)
        also = [("year", full, full)]
    if text.endswith("每", 0, number.start) or EACH.search(text, max(0, number.start - 4), number.start):
        strength = min(strength, WEAK)
    if (
        text.endswith(("连续", "連續"), 0, number.start)
        or (
            key in ("y", "min")
            and number.value.denominator == 1
            and number.value > 3
            and text.endswith(("钟", "年"), 0, end)
        )
        or (key == "y" and (text.startswith("周", end - 2) or text[end - 1] == "岁"))
    ):
        also = [("ordinal", number.value, number.value)]
    return fact_of(text, kind, number, end, unit=key, strength=strength, also=tuple(also))


def _as_day(value: int) -> Reading | None:
    """911 as September 11, 418 as April 18."""
    month, day = divmod(value, 100)
    return ("day", Fraction(value), Fraction(value)) if 0 < month < 10 and 0 < day < 32 else None


def _cardinal(text: str, number: Numeral, following: str) -> Fact:
    if number.arabic and following.startswith(_SERVICES):
        return identifier(text, number.start, number.end)
    strength = STRONG
    if not number.arabic and number.value <= 10 and number.value.denominator == 1 and number.high is None:
        counted = following != "" and following[0] in _CLASSIFIERS
        strength = WEAK if counted and number.value > 1 else INCIDENTAL
        if _RANKED.match(following) or following.startswith(("是", "来", "则")):
            strength = INCIDENTAL
    elif number.bare or (number.high is not None and not number.arabic and number.value <= 10):
        strength = STRONG if number.bare and number.value >= 1000 and text.endswith("上", 0, number.start) else WEAK
    if text.endswith("者半", 0, number.start):
        strength = INCIDENTAL  # 行百里者半九十
    if number.value == 1 or text.endswith(("图", "表", "式", "附录", "碳"), 0, number.start):
        strength = min(strength, WEAK)
    if number.start == 0 and number.arabic and _LISTED.match(text, number.end):
        strength = INCIDENTAL
    if number.arabic and number.digits == 2 and following.startswith("后") and number.value % 5 == 0:
        strength = INCIDENTAL
    also: tuple[Reading, ...] = ()
    if number.digits == 4 == number.end - number.start and 1500 <= number.value < 2200:
        also = (("year", number.value, number.value),)
    if number.arabic and number.digits == number.end - number.start == 3 and (day := _as_day(int(number.value))):
        also = (day,)
    if following.startswith(("连胜", "连败", "连冠", "连跌", "连涨", "连霸")):
        also = (("ordinal", number.value, number.value),)
    if following[:1] == "点" and number.value <= 24:
        also = (("clock", number.value, number.value),)
    return fact_of(text, "cardinal", number, number.end, strength=strength, also=also)
