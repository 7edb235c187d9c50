"""Chinese figures that take more than a numeral: 每十个人中有七个 is seven in ten, 环比 the quarter before."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from align.facts.chinese_numerals import Numeral, parse
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact

_AMONG = re.compile(
    "[个名人位户家件辆所][^，。；！？]{0,10}[中里]，?(?:就|约|便|大约|大概|平均|[^，。；！？]{0,12}(?=[只仅]有))?[只仅]?(?:有|会有)(?:近|约)?"
)
_ONLY = re.compile("[只仅就]")  # 十二个人里只有一个 is a share, 12人中有3人 two counts
_BEFORE_IT = re.compile("环比|比上一?个?季度?|比上一?个?月|较上一?个?季度?|较上一?个?月")
_D = "([一二三四五六七八九])分"
_PARTS = re.compile(f"(?<![十百]){_D}[^，。；、分]{{1,6}}[，、； ]?{_D}(?![之钟米享别析])")
_THREE = re.compile(
    "(?<![0-9.])([0-9]{1,2}(?:[.][0-9]+)?):([0-9]{1,2}(?:[.][0-9]+)?):([0-9]{1,2}(?:[.][0-9]+)?)(?![0-9.])"
)
_COUNT = "[0-9]{1,2}|[一二两三四五六七八九十]{1,2}"
_ALONE = "[0-9一二三四五六七八九十]"
_RECORD = re.compile(f"(?<!{_ALONE})({_COUNT}) ?胜 ?({_COUNT}) ?负(?! ?{_ALONE})")
_STRAIGHT = re.compile("(?:直落|连[胜赢下扳])([两二三四五])[局盘场]")
_FAR = re.compile("(?:[千万]|行百)里(?![马香眼达])")
_AGES = re.compile("(?<![0-9一二两三四五六七八九十数几上近百千万半])[百千万]年(?![大老级古])")
_TENS = "([一二三四五六七八])(?:十?[、，和与及至到~-])?([二三四五六七八九])十年代"
_DECADES = re.compile(
    f"(?:[12][0-9]|[十二一九]{{1,3}})世纪 ?的?{_TENS}|(?<![一二三四五六七八九十]){_TENS}"
    "|(?<![0-9])([1-8])0?[、，,和与及至到~-] ?([2-9])0 ?年代"
)
_MONTH_RANGE = re.compile(r"1?一?月?(?:份)?[至到~\-–—]+ ?")
_DIGITS = "零一二三四五六七八九"


def parts_of_ten(text: str) -> list[Fact]:
    """三分部署，七分落实: three and seven tenths.

    >>> [str(fact.value) for fact in parts_of_ten("三分部署，七分落实")]
    ['30', '70']
    """
    found = []
    for match in _PARTS.finditer(text):
        amounts = [_DIGITS.index(match[group]) for group in (1, 2)]
        for group, amount in zip((1, 2), amounts, strict=True) if sum(amounts) == 10 else ():
            span, value = (match.start(group), match.end(group) + 1), Fraction(amount)
            also = (("number", value, value), ("number", value * 10, value * 10))
            found.append(Fact("percent", value * 10, span, strength=WEAK, also=also))
    return found


def shares_of_three(text: str) -> list[Fact]:
    """三次产业结构为3.0:40.9:56.1: three shares of the whole.

    >>> [str(fact.value) for fact in shares_of_three("3.0:40.9:56.1")]
    ['3', '409/10', '561/10']
    """
    found = []
    for match in _THREE.finditer(text):
        whole = Fraction(match[1]) + Fraction(match[2]) + Fraction(match[3])
        if abs(whole - 100) <= Fraction(1, 5):
            for group in (1, 2, 3):
                span = match.span(group)
                found.append(Fact("percent", Fraction(match[group]), span))
    return found


def record(text: str) -> list[Fact]:
    """四胜两负 as the ratio that English makes of it: 4-2.

    >>> [fact.parts for fact in record("四胜两负")]
    [(4, 2)]
    """
    found = []
    for match in _RECORD.finditer(text):
        parts = [parse(text, match.start(group)) for group in (1, 2)]
        if all(part and part.value.denominator == 1 for part in parts):
            terms = tuple(int(part.value) for part in parts if part)
            found.append(Fact("ratio", Fraction(terms[0]), match.span(), strength=INCIDENTAL, parts=terms))
    for match in _STRAIGHT.finditer(text):
        won = "零一二三四五".index(match[1].replace("两", "二"))
        found.append(Fact("ratio", Fraction(won), match.span(), strength=INCIDENTAL, parts=(won, 0)))
    return found


def far(text: str) -> list[Fact]:
    """千里之行 is "a journey of a thousand miles", 千年 "a thousand years": what explains an English figure."""
    found = []
    for match in _FAR.finditer(text) if "里" in text else ():
        value = Fraction({"千": 1000, "万": 10000}.get(match[0][0], 100))
        miles = value * Fraction("1609.344")
        also = (("length", miles, miles), ("number", value, value))
        fact = Fact("quantity", value, match.span(), unit="li", also=also)
        found.append(replace(fact, strength=INCIDENTAL))
    for match in _AGES.finditer(text):
        years, span = Fraction({"百": 100, "千": 1000, "万": 10000}[match[0][0]]), match.span()
        fact = Fact("duration", years, span, years * 10 - 1, unit="y", strength=INCIDENTAL)
        found.append(fact)
    return found


def two_decades(text: str) -> list[Fact]:
    """上世纪八九十年代: the 1980s and the 1990s.

    >>> [str(fact.value) for fact in two_decades("八九十年代")]
    ['1980', '1990']
    """
    found = []
    for match in _DECADES.finditer(text):
        for decade in filter(None, match.groups()):
            first = Fraction(1900 + 10 * (int(decade) if decade.isdecimal() else _DIGITS.index(decade)))
            found.append(Fact("year", first, match.span(), first + 9, unit="decade"))
    return found


def out_of_every(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The facts with the two of 每十个年轻人中就有七个 as one share."""
    kept: list[Fact] = []
    for some in facts:
        every = kept[-1] if kept else None
        counted = every and every.kind == some.kind == "cardinal" and every.high is None and some.high is None
        if not every or not counted or not 0 < some.value < every.value or some.value.denominator != 1:
            kept.append(some)
        elif _AMONG.fullmatch(text, every.span[1], some.span[0]) and (
            text.endswith("每", 0, every.span[0])
            or every.value in (10, 100)
            or _ONLY.search(text, every.span[1], some.span[0])
        ):
            span = (every.span[0], some.span[1])
            also = (("number", some.value, some.value),)
            share = replace(some, kind="fraction", value=some.value / every.value, strength=STRONG, also=also)
            kept[-1] = replace(share, span=span)
        else:
            kept.append(some)
    return kept


def periods_before(facts: Sequence[Fact], text: str) -> list[Fact]:
    """The quarter or month that 环比 compares with, which translators name: "up 20 percent from the third quarter"."""
    found = []
    for match in _BEFORE_IT.finditer(text):
        stated = [fact for fact in facts if fact.kind in ("period", "date") and fact.span[1] <= match.start()]
        span = match.span()
        last = stated[-1] if stated else None
        if last is None:
            continue
        if last.kind == "period" and last.unit == "quarter":
            quarter = last.value - 1 if last.value > 1 else Fraction(4)
            found.append(Fact("period", quarter, span, unit="quarter", strength=INCIDENTAL))
        elif last.kind == "date" and not last.unit and last.parts[0]:
            month = last.parts[0] - 1 or 12
            found.append(Fact("date", Fraction(month), span, strength=INCIDENTAL, parts=(month, 0)))
    return found


def month_range(text: str, first: Numeral) -> Fact | None:
    """1至5月, 1-5月: the first five months. None where it is no such range."""
    if first.value != 1 or first.end - first.start != 1:
        return None
    match = _MONTH_RANGE.match(text, first.start)
    second = parse(text, match.end()) if match and match.end() > first.end else None
    if second is None or not 2 <= second.value <= 12 or text[second.end : second.end + 1] != "月":
        return None
    if text[second.end + 1 : second.end + 2].isdecimal():
        return None
    end = second.end + (2 if text.startswith("月份", second.end) else 1)
    return Fact("period", second.value, (first.start, end), unit="first months")
