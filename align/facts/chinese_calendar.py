"""Chinese dates, times and periods: 7月3日, 二〇二四年, 上午10时30分, 20世纪90年代, 前三季度, 光绪三十年, 农历八月十五.

A year of a reign may be said as such in English too ("the fourth year of his reign"), so it keeps its number.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from align.facts.chinese_context import bound_of
from align.facts.chinese_numerals import Numeral, parse
from align.facts.model import STRONG, WEAK, Fact, Reading
from align.facts.words_beside import words
from align.language.kept_patterns import compiled
from align.language.lexicon import hedge
from align.language.tables import any_of, read_table

_DAY_PERIOD, _NUMBERED = words("part of the day")["zh"], words("numbering")["zh"]
_MIDNIGHT = re.compile("(?:今晚|当晚|深夜|晚上|晚|夜里|午夜)的?$")
_MINUTES = re.compile(
    r"([0-5]?[0-9]|[一二三四五]?十?[一二三四五六七八九]|[二三四五]?十|零[一二三四五六七八九])分(?!之[^前后间]|钟)"
)
_SECONDS = re.compile("[0-9]{1,2}秒")
_AFTER_HOUR = re.compile("钟|整|半(?!径)|许|一刻|三刻")
_PART = {"半": Fraction(1, 2), "一刻": Fraction(1, 4), "三刻": Fraction(3, 4)}
_NEXT_DAY = re.compile(
    r"([0-3]?[0-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(日|号|(?=[至到和与及、~\-–—]))"
)
_DURATION_RI = re.compile("日(?:内|之内|以内|游|左右|后|前(?!后))")
_NO_HOUR = re.compile("时[代期间段光空刻候长常不而尚]")
_CENTURY = re.compile("世纪的?([0-9]{2}|[一二三四五六七八九]?十)年代")
_TENS = "([一二三四五六七八])(?:十?[、，和与及至到~-])?([二三四五六七八九])十年代"
_DECADES = re.compile(
    f"(?:[12][0-9]|[十二一九]{{1,3}})世纪 ?的?{_TENS}|(?<![一二三四五六七八九十]){_TENS}"
    "|(?<![0-9])([1-8])0?[、，,和与及至到~-] ?([2-9])0 ?年代"
    "|(?<![0-9一二三四五六七八九十])(?:19|一九)([1-9一二三四五六七八九])几年"
)
_FIRST_OF = re.compile("(?<![提之以此目日先往空向当眼生赛婚产孕会])前$|[头首]$")
_COUNT_OF = re.compile(f"(?:为期|提前)$|{_FIRST_OF.pattern}")  # 前三日
_AGED = compiled(f"(?:龄|历史|距今|长达|历经|历时|绵延|跨越|传承)(?:[已有为]|{hedge('zh')})*$")
_MONTH_RANGE = re.compile(
    "(?<![0-9一二三四五六七八九十])[1一](?:月份?)?[至到~–—-]+ ?"
    "(?:([2-9]|1[0-2])|([二三四五六七八九十]|十[一二]))月份?(?![0-9])"
)
_HAN = "零一二三四五六七八九"

# First years of reigns by common reckoning (a reign is counted from the New Year after the accession).
_ERAS = {row["name"]: int(row["first"]) for row in read_table("eras")}
_ERA = compiled(f"({any_of(_ERAS)})(元|[一二三四五六七八九十廿]{{1,4}}|[0-9]{{1,3}})[年载](?![来间内以多])")
_LUNAR_DAY = "初[一二三四五六七八九十]|[二廿]十?[一二三四五六七八九]|十[一二三四五六七八九]|二十|三十"
_LUNAR_MONTH = "十[一二]|[正冬腊一二三四五六七八九十]"
_LUNAR = compiled(
    f"(?:农历|阴历|旧历|夏历)(?:的|每?年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?({_LUNAR_MONTH})月"
    f"({_LUNAR_DAY})?日?|(?<![0-9一二三四五六七八九])([正冬腊])月({_LUNAR_DAY})?"
    f"|(?<![0-9])({_LUNAR_MONTH})月(初[一二三四五六七八九十])"
)


def dated(text: str) -> Iterator[Fact]:
    """Yield what has a form of its own: years of reigns, lunar dates, two decades in one, 1-5月.

    >>> [(str(fact.value), fact.unit) for fact in dated("光绪三十年，上世纪八九十年代，1-5月")]
    [('1904', ''), ('1980', 'decade'), ('1990', 'decade'), ('5', 'first months')]
    """
    if "年" not in text and "月" not in text:
        return
    for match in _ERA.finditer(text):
        number = parse(match[2].replace("廿", "二十"), 0)
        count = number.value if number else Fraction(1)
        years = count * 31556952
        also: tuple[Reading, ...] = (("ordinal", count, count), ("time", years, years))
        yield Fact("year", _ERAS[match[1]] + count - 1, match.span(), also=also)
    for match in _LUNAR.finditer(text):
        month, day = match[1] or match[3] or match[5], match[2] or match[4] or match[6] or ""
        parts = ({"正": 1, "冬": 11, "腊": 12}.get(month) or _small(month), _small(day.removeprefix("初")))
        yield Fact("date", Fraction(parts[0]), match.span(), unit="lunar", strength=WEAK, parts=parts)
    for match in _DECADES.finditer(text) if "年代" in text or "几年" in text else ():
        for decade in filter(None, match.groups()):
            first = Fraction(1900 + 10 * (int(decade) if decade.isdecimal() else _HAN.index(decade)))
            yield Fact("year", first, match.span(), first + 9, unit="decade")
    for match in _MONTH_RANGE.finditer(text) if "月" in text else ():
        last = Fraction(int(match[1]) if match[1] else _small(match[2]))
        yield Fact("period", last, match.span(), unit="first months")


def _small(written: str) -> int:
    number = parse(written.replace("廿十", "廿").replace("廿", "二十"), 0) if written else None
    return int(number.value) if number else 0


def year_fact(text: str, number: Numeral, *, linked: bool = False) -> Fact | None:
    """The fact of a numeral that 年 follows (or whose range's other end it follows), None for a duration."""
    value, start = int(number.value), number.start
    if text.startswith("年代", number.end) and not linked:
        if number.digits == 4 or (value % 10 == 0 and 10 <= value <= 90):
            century = 2000 if text.endswith(("本世纪", "本世纪的"), 0, start) else 1900
            first = Fraction(value if value >= 1000 else century + value)
            return Fact("year", first, (start, number.end + 2), first + 9, unit="decade")
        return None
    plain = number.digits == number.end - start == 4 and not number.over and number.high is None
    if not plain or not 1000 <= value < 2200 or _AGED.search(text, max(0, start - 12), start):
        return None  # 树龄逾1200年
    return Fact("year", number.value, (start, number.end + (not linked)))


def month_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 月 follows: a month, and the day where one comes next."""
    month, at, day = number.value, number.end + 1, 0
    if text.startswith("月龄", number.end):
        return Fact("duration", month, (number.start, at + 1), unit="month")
    if month.denominator != 1 or not 1 <= month <= 12 or number.over or number.high is not None:
        return None
    if match := _NEXT_DAY.match(text, at):
        found = parse(text, match.start(1))
        if found is not None and 1 <= found.value <= 31:
            day, at = int(found.value), match.end()
    elif text.startswith("份", at):
        at += 1
    strength = WEAK if day == 0 and not number.arabic else STRONG
    return Fact("date", month, (number.start, at), strength=strength, parts=(int(month), day))


def day_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 日 or 号 follows."""
    value, at = number.value, number.end
    if value.denominator != 1 or number.over or number.high is not None or text.startswith(("日元", "日圆"), at):
        return None
    span, number_sign = (number.start, at + 1), text[at] == "号"
    before = text[number.start - 1 : number.start]
    if number_sign and before and before in "路街道巷弄里村院":
        return Fact("ordinal", value, span, strength=WEAK, label="named")
    if number_sign and (value > 31 or _NUMBERED.match(text, at)):
        return Fact("ordinal", value, span)
    if value > 31:
        return Fact("duration", value, span, unit="d", bound=bound_of(text, *span))
    counted = not number_sign and _COUNT_OF.search(text, max(0, number.start - 2), number.start)
    if counted or _DURATION_RI.match(text, at):
        return Fact("duration", value, span, unit="d", also=(("date", value, value),))
    if number_sign and not number.arabic and before and before not in "月本这该至到和与及、，的在于从是每":
        return Fact("ordinal", value, span, label="named")
    strength = STRONG if number.arabic or value > 10 else WEAK
    also: tuple[Reading, ...] = (("time", value * 86400, value * 86400),)
    if number_sign:
        also = (("ordinal", value, value), ("number", value, value))  # 12 号甲板
    return Fact("date", value, span, strength=strength, parts=(0, int(value)), also=also)


def clock_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 时 or 点 follows, where it is a time of day."""
    value, at = number.value, number.end
    if value.denominator != 1 or not 0 <= value <= 24 or number.over or number.high is not None:
        return None
    if _NO_HOUR.match(text, at):
        return None
    period = _DAY_PERIOD.search(text, max(0, number.start - 4), number.start)
    minutes, rest = _MINUTES.match(text, at + 1), _AFTER_HOUR.match(text, at + 1)
    start = period.start() if period else number.start
    if text[at] == "点" and not (period or minutes or rest):
        return None
    end, hour = at + 1, of_day(value, period)
    if minutes:
        hour, end = hour + Fraction(_small(minutes[1]), 60), minutes.end()
        seconds = _SECONDS.match(text, end)
        end = seconds.end() if seconds else end
    elif rest:
        hour, end = hour + _PART.get(rest[0], 0), rest.end()
    hour %= 24
    sure = period or value > 12 or text[at] == "时"
    also = () if sure else (("clock", (hour + 12) % 24, (hour + 12) % 24),)
    return Fact("time", hour, (start, end), unit="h", also=also)


def of_day(hour: Fraction, period: re.Match[str] | None) -> Fraction:
    """The hour of 24 that an hour of twelve is in a part of the day."""
    if period is None:
        return hour
    if hour in (0, 12) and _MIDNIGHT.match(period[0]):
        return Fraction(0)
    late = period["late"] or (period["night"] and hour >= 5)
    return hour + 12 if (late and hour < 12) or (period["noon"] and hour < 3) else hour


def digital_clock(text: str, match: re.Match[str]) -> Fact:
    """The fact of a match of hours and minutes with a colon: 上午10:30."""
    period = _DAY_PERIOD.search(text, max(0, match.start() - 4), match.start())
    value = (of_day(Fraction(int(match[1])), period) + Fraction(int(match[2]), 60)) % 24
    return Fact("time", value, (period.start() if period else match.start(), match.end()), unit="h")


def century_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 世纪 follows: a century, or a decade where 20世纪90年代 goes on."""
    value, at = number.value, number.end
    if value.denominator != 1 or not 1 <= value <= 30 or number.bare:
        return None
    first = (value - 1) * 100
    if match := _CENTURY.match(text, at):
        first += _small(match[1])
        return Fact("year", first, (number.start, match.end()), first + 9, unit="decade")
    return Fact("year", first, (number.start, at + 2), first + 99, unit="century")


_PERIODS = re.compile("(?P<quarter>季度)|(?P<quarters>个季度|(?<=[二三23])季)|(?P<months>个月)")


def period_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral before 季度, and of 前N个月: a part of the year; None for a count of quarters or months."""
    value, match = number.value, _PERIODS.match(text, number.end)
    lead = _FIRST_OF.search(text, max(0, number.start - 2), number.start)
    if match is None or value.denominator != 1 or not 1 <= value <= (12 if match["months"] else 4):
        return None
    start = lead.start() if lead else number.start
    if match["quarter"]:
        unit = "first quarters" if lead and value > 1 else "quarter"
        return Fact("period", value, (start - text.endswith("第", 0, start), match.end()), unit=unit)
    if lead is None:
        return None
    unit = "first months" if match["months"] else "first quarters" if value > 1 else "quarter"
    return Fact("period", value, (start, match.end()), unit=unit)


Reader = Callable[[str, Numeral], Fact | None]
BY_NEXT: dict[str, Reader] = {
    "年": year_fact,
    "月": month_fact,
    "日": day_fact,
    "号": day_fact,
    "时": clock_fact,
    "点": clock_fact,
    "季": period_fact,
    "个": period_fact,
    "世": lambda text, number: century_fact(text, number) if text.startswith("世纪", number.end) else None,
}
