"""What a Chinese numeral counts, by what stands after it: units, money, shares, multiples, ordinals, or mere things."""

import re
from dataclasses import replace
from fractions import Fraction

from align.facts.chinese_calendar import BY_NEXT, period_fact
from align.facts.chinese_context import fact_of
from align.facts.chinese_numerals import DIGITS, Numeral
from align.facts.chinese_shares import EACH, fraction, ratio, share
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact, Kind, Reading
from align.facts.units import CURRENCIES, CURRENCY_SIGNS, TIME_UNITS, UNITS
from align.language.kept_patterns import compiled
from align.language.lexicon import forms
from align.language.tables import any_of, words

_D = "[0-9一二三四五六七八九]"
_CLASS_OF = re.compile("届|级(?!台阶|石阶|阶梯|石级|踏步|楼梯)")  # 2020级
_HALF = re.compile("个半(?![成透衰音岛导球径决自])")
_LATIN = re.compile(r" ?([A-Za-zµμ°℃℉][A-Za-z²³0-9]*)")
_WARM = re.compile("零下|零上|气温|高温|低温|摄氏|体温|温度")
# what is said after a unit in a smaller one, or in digits alone: 五元三角, 三块五, 9秒83, 一米八, 2时5分
_SPLIT: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(f"[元圆]({_D})角({_D})?分?"), "CNY"),
    (
        re.compile(
            f"块(?:({_D})(?:[毛角]({_D})?分?)?"
            "(?=钱?[，。；、！？：）,.;!?) 了的到至跟和涨降左以每/]|钱?$|一[斤公个只张瓶碗份次条支])"
            "|(?=一[斤公]))"
        ),
        "CNY",
    ),
    (re.compile("秒([0-9]{1,3}|[零〇一二三四五六七八九]{2,3})(?![0-9.次个米名人遍下回元步公千厘万亿%岁分秒])"), "s"),
    (
        re.compile(
            f"米({_D}[0-9零一二三四五六七八九]|{_D}(?=[，。、；）的左以高长宽多]|$))(?![0-9.十百千万亿个米次名人岁])"
        ),
        "m",
    ),
)
_RATE = re.compile("[可约能]?(?:兑|合|折合|等于|=|对)")
_MAO = re.compile("[毛角](?=钱|[，。；、！？：）,;]|$)")
_MINUTE = re.compile(f"分(?=(?:{_D}|十)+(?:[.][0-9]+)?秒)|(?<=时.)分(?![之钟])|(?<=时..)分(?![之钟])")
_CLASSIFIERS = frozenset(forms("classifier", "zh"))
_LISTED = re.compile("[.、．)），](?![0-9])|[0-9.]+ |(?<=[.][0-9]) ")
_BRACKETED = re.compile("(?<![^；。：;:，,、 ])[(（]$")  # (2) at the beginning of an item
_CUBIC = re.compile("方(?![面式案位法便向针阵言])")
_CLAUSE = re.compile("[条章节款](?=[,.;:，。、：；的规之第至和到（( ”》]|$)")
_RANKED = re.compile("[线手级流等](?!地震|台风|以上|教师|公路|联赛|工)|[是来则]")
_SERVICES = words("急救 大学 工程 报警 接 热线 平台 高校 院校")
_NUMBERED_NOUN = re.compile("产业|方|世界|课堂|战场|动力|[，、,]")
_LABELLED = re.compile("(?:图|表|式|附录|碳)$")
_LATIN_UNITS = {
    name: key for key, unit in UNITS.items() for name in (*unit.zh, *unit.en) if name[0].isascii() or name[0] in "°℃℉"
}
_CURRENCY_NAMES = {"人民币": "CNY", "澳币": "AUD", "加币": "CAD", "新币": "SGD", "日币": "JPY", "台币": "TWD"} | {
    name: key for key, unit in UNITS.items() if key in CURRENCIES for name in unit.zh if name[-1] in "币金"
}
# 港币1.25元, 共派息2元: the currency of the figure itself or of one before it
_MONEY_BEFORE = compiled(f"({any_of(_CURRENCY_NAMES)})[为约达近逾超共合计: ]{{0,2}}(?:[0-9.,]+[万亿]*元[^。；]*)?$")
_SIGN = compiled(f"(人民币|{any_of(CURRENCY_SIGNS)}) ?$")
_ONES_MEASURE = re.compile("半(?![数径导夜场决程途])")
_UNIT_KEYS = {name: key for key, unit in UNITS.items() for name in unit.zh}
_UNIT = compiled(f"(?!{any_of(forms('unlike.unit', 'zh'))})(?:{any_of(_UNIT_KEYS)})")


def measured(text: str, number: Numeral) -> Fact:
    """The fact that a numeral begins.

    >>> from align.facts.chinese_numerals import parse
    >>> fact = measured("增长两倍", parse("增长两倍", 2))
    >>> fact.kind, fact.value, fact.span
    ('multiple', Fraction(3, 1), (2, 4))
    """
    if text.startswith("第", number.start - 1) and number.start:
        return _ordinal(text, number)
    end = number.end
    reader = BY_NEXT.get(text[end : end + 1])
    if found := fraction(text, number) or (reader(text, number) if reader else None):
        return found
    if _CLASS_OF.match(text, end) and number.digits == 4 and 1900 < number.value < 2100:
        return Fact("year", number.value, (number.start, end + 1))
    if text.startswith("届", end) and not number.over and number.value != 1 and text[end - 1] != "两":
        return fact_of(text, "ordinal", number, end + 1)
    if text.startswith("中全会", end):
        return fact_of(text, "ordinal", number, end + 3)
    found = ratio(text, number) or share(text, number)
    if found is None and text[end : end + 1].isascii() and number.arabic:
        found = _latin_unit(text, number)
    return found or _unit(text, number)


def identifier(text: str, start: int, end: int) -> Fact:
    """G20, 5G, PM2.5, 802.11n: letters and digits that name something."""
    while end < len(text) and text[end].isascii() and (text[end].isalnum() or text[end] == ".") and end < start + 24:
        end += 1
    end -= text[start:end].endswith(".")
    label = text[start:end].lower().replace("-", "").replace("–", "")
    value = Fraction(int("".join(c for c in label if c.isdecimal()) or "0"))
    return Fact("identifier", value, (start, end), strength=WEAK, label=label)


def _ordinal(text: str, number: Numeral) -> Fact:
    """第17场, 第二季度, 第十四个五年规划 (whose five years are no fact)."""
    if text.startswith("季度", number.end) and (fact := period_fact(text, number)):
        return fact
    start, end, value = number.start - 1, number.end, number.value
    if value <= 4 and text.startswith("季", end):  # of a year, or of a series
        also: tuple[Reading, ...] = (("ordinal", value, value),)
        return Fact("period", value, (start, end + 1), unit="quarter", strength=WEAK, also=also)
    strength = INCIDENTAL if value == 1 or _NUMBERED_NOUN.match(text, end) else STRONG if value > 2 else WEAK
    also = (("time", value * 60, value * 60),) if text.startswith("分钟", end) else ()  # four minutes into the match
    label = ""
    if text.startswith(("个五年规划", "个五年计划"), end):
        end, label = end + 5, "plan"
    elif _CLAUSE.match(text, end):
        end += 1
    return Fact("ordinal", value, (start, end), strength=strength, label=label, also=also)


def _latin_unit(text: str, number: Numeral) -> Fact | None:
    match = _LATIN.match(text, number.end)
    key = _LATIN_UNITS.get(match[1]) if match else None
    if match and key is None and match[0][0] != " " and len(match[1]) < 3:
        return identifier(text, number.start, match.end())
    return _quantity(text, number, key, match.end()) if match and key else None


def _unit(text: str, number: Numeral) -> Fact:
    at = number.end
    if match := _HALF.match(text, at):
        at = match.end()
        number = replace(number, value=number.value + Fraction(1, 2), end=at)
    for pattern, key in _SPLIT:
        match = pattern.match(text, at)
        if match and number.value.denominator == 1 and not number.bare:
            digits = "".join(str(DIGITS.get(c, c)) for part in match.groups() for c in part or "")
            return _quantity(text, replace(number, value=number.value + Fraction(f"0.{digits or 0}")), key, match.end())
    counted = number.high is None and (number.value > 1 or number.arabic or text[at + 1 : at + 2] == "钱")
    if _MAO.match(text, at) and counted:
        return fact_of(text, "money", replace(number, value=number.value / 10), at + 1, unit="CNY")
    if match := _MINUTE.match(text, at):
        return _quantity(text, number, "min", match.end())
    if match := _UNIT.match(text, at):
        key = _UNIT_KEYS[match[0]]
        money = _MONEY_BEFORE.search(text, max(0, number.start - 60), number.start) if match[0] == "元" else None
        return _quantity(text, number, _CURRENCY_NAMES[money[1]] if money else key, match.end())
    if number.value >= 1000 and _CUBIC.match(text, at):
        return _quantity(text, number, "m3", at + 1)
    if match := _SIGN.search(text, max(0, number.start - 4), number.start):
        return fact_of(text, "money", number, at, unit=CURRENCY_SIGNS.get(match[1], "CNY"))
    if text.startswith("度", at) and _WARM.search(text, max(0, number.start - 8), number.start):
        return fact_of(text, "quantity", number, at + 1, unit="C")
    return _cardinal(text, number)


def _quantity(text: str, number: Numeral, key: str, end: int) -> Fact:
    kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
    half = kind != "money" and _ONES_MEASURE.match(text, end)
    if half:
        number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
    value = number.value
    strength = INCIDENTAL if number.bare else STRONG
    vague = number.high is not None and text[number.start] in "几数"
    one = value == 1 and ((kind == "money" and _RATE.match(text, end)) or (not number.arabic and not half))
    each = EACH.search(text, max(0, number.start - 4), number.start)
    if vague or one:
        strength = WEAK
    elif each:
        strength = min(strength, WEAK)
    also: tuple[Reading, ...] = ()
    if key == "y" and number.digits == 2 and number.arabic and text[end - 1] == "年":
        full = value + (1900 if value > 49 else 2000)
        also = (("year", full, full),)
    of_order = key in ("y", "min") and value.denominator == 1 and value > 3 and text[end - 1] in "钟年"
    aged = key == "y" and (text[end - 1] == "岁" or text.startswith("周", end - 2))
    if of_order or aged or text.endswith("连续", 0, number.start):
        also = (("ordinal", value, value),)
    return fact_of(text, kind, number, end, unit=key, strength=strength, also=also)


def _cardinal(text: str, number: Numeral) -> Fact:
    start, end, value = number.start, number.end, number.value
    if number.arabic and text.startswith(_SERVICES, end):
        return identifier(text, start, end)
    strength = STRONG
    if not number.arabic and value <= 10 and value.denominator == 1 and number.high is None:
        counted = text[end : end + 1] in _CLASSIFIERS and not _RANKED.match(text, end)
        strength = WEAK if counted and value > 1 else INCIDENTAL
    elif number.bare or (number.high is not None and not number.arabic and value <= 10):
        strength = STRONG if number.bare and value >= 1000 and text.endswith("上", 0, start) else WEAK
    if value == 1 or _LABELLED.search(text, max(0, start - 2), start) or EACH.search(text, max(0, start - 4), start):
        strength = min(strength, WEAK)
    after_90 = number.arabic and number.digits == 2 and value % 5 == 0 and text.startswith("后", end)  # 90后
    before = (start == 0 and _LISTED.match(text, end)) or (
        text[end : end + 1] in (")", "）") and _BRACKETED.search(text, max(0, start - 2), start)
    )
    if after_90 or (number.arabic and before):
        strength = INCIDENTAL
    also: tuple[Reading, ...] = (("year", value + 1900, value + 1909),) if after_90 else ()
    plain = number.digits == end - start
    month, day = divmod(int(value), 100)
    if plain and number.digits == 4 and 1500 <= value < 2200:
        also = (("year", value, value),)
    elif plain and number.arabic and number.digits == 3 and 0 < month < 10 and 0 < day < 32:
        also = (("day", value, value),)  # 911
    elif text.startswith("点", end) and value <= 24:
        also = (("clock", value, value),)
    return fact_of(text, "cardinal", number, end, strength=strength, also=also)
