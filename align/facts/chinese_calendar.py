"""Chinese dates, times and periods: 7月3日, 二〇二四年, 上午10时30分, 20世纪90年代, 前三季度, 去年."""

import re
from collections.abc import Callable
from fractions import Fraction

from align.facts.chinese_context import bound_of, direction_of
from align.facts.chinese_numerals import Numeral, parse
from align.facts.model import INCIDENTAL, STRONG, WEAK, Bound, Fact, Kind, Reading
from align.language.kept_patterns import compiled
from align.language.lexicon import forms, hedge, hedged

_DAY_PERIOD = compiled(
    "(凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚间|夜间|今晚|当晚|深夜|午夜|早|晚|午间|夜里)的?$"
)
_LATE = frozenset(["下午", "傍晚", "晚上", "晚间", "夜间", "今晚", "当晚", "深夜", "晚", "夜里"])
_MINUTES = re.compile(
    r"([0-5]?[0-9]|[一二三四五]?十?[一二三四五六七八九]|[二三四五]?十|零[一二三四五六七八九])分(?!之[^前后间]|钟)"
)
_AFTER_HOUR = re.compile("钟|整|半(?!径)|许|一刻|三刻")
_NEXT_DAY = re.compile(
    r"([0-3]?[0-9]|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(日|号|(?=[至到和与及、~\-–—]))"
)
_ORDINAL_HAO = re.compile(
    "号(?:线|楼|院|文|令|馆|店|机|公告|桌|球|选手|工程|台|门|井|村|议案|决议|法|公路|车|舱|卫星|宿舍|病|矿|岛|坑|墓|航站|航天|种子|文件|通知|提案)"
)
_DURATION_RI = re.compile("日(?:内|之内|以内|游|左右|后|前(?!后))")
_CENTURY = re.compile("世纪的?([0-9]{2}|[一二三四五六七八九]?十)年代")
_FIRST_OF = re.compile("(?<![提之以此目日先往空向当眼生赛婚产孕会])前$|[头首]$")
_RELATED = frozenset("上下这那每某本前后")  # 上一世纪: the previous century
WORDS = compiled(
    "今年|本年度|去年|上年(?!纪|级)|上一年|前年|明年|下一年|后年|上半年|下半年|[上下]半[场時时]|首季|[上下]半叶|半年度|一刻[钟鐘]"
    "|(?<![个一两二三四五六七八九十])(?:半个多?世纪|(?<![上下前后])半个多?月|半个?小时|半个?钟头|半年(?!报)|半天)"
    "|百[强強佳]|[六七八九]旬|[亚亞季殿]军|一半|半数|过半|减半|半[价價额額费費票]|"
    f"翻(?P<hedge>{hedged('zh')})(?P<times>[一两二三四])?番"
    "|翻倍|百分百|打对折|半百(?!岁)|成千上万"
    "|首(?=[次届个批家例位条座台艘款部轮套只颗日站架列笔单发创飞航枚支所起场期])|正午|午夜"
    "|(?:上|下|本|这|每|逢)?(?:星期|礼拜)[一二三四五六日天]|(?:上|下|本)周[一二三四五六日]"
    "|(?<![一二两三四五六七八九十0-9])周[一二三四五六日](?![年岁期])"
)
_YEARS = {"前年": -2, "去年": -1, "上年": -1, "上一年": -1, "今年": 0, "本年度": 0, "明年": 1, "下一年": 1, "后年": 2}
_FIXED: dict[str, tuple[Kind, Fraction, int, str]] = {
    "上半年": ("period", Fraction(1), STRONG, "half"),
    "下半年": ("period", Fraction(2), STRONG, "half"),
    "首季": ("period", Fraction(1), STRONG, "quarter"),
    "上半场": ("period", Fraction(1), WEAK, "half"),
    "下半场": ("period", Fraction(2), WEAK, "half"),
    "上半时": ("period", Fraction(1), WEAK, "half"),
    "下半时": ("period", Fraction(2), WEAK, "half"),
    "上半叶": ("period", Fraction(1), WEAK, "half"),
    "下半叶": ("period", Fraction(2), WEAK, "half"),
    "半年度": ("period", Fraction(1), WEAK, "half"),
    **dict.fromkeys(("一刻钟", "一刻鐘"), ("duration", Fraction(15), WEAK, "min")),
    "半年": ("duration", Fraction(6), STRONG, "month"),
    "半天": ("duration", Fraction(1, 2), WEAK, "d"),
    "打对折": ("percent", Fraction(50), STRONG, ""),
    **dict.fromkeys(("百强", "百強", "百佳"), ("cardinal", Fraction(100), INCIDENTAL, "")),
    "半百": ("cardinal", Fraction(50), WEAK, ""),
    "百分百": ("percent", Fraction(100), WEAK, ""),
    "首": ("ordinal", Fraction(1), INCIDENTAL, ""),
    "正午": ("time", Fraction(12), WEAK, "h"),
    "午夜": ("time", Fraction(0), WEAK, "h"),
}
_AGED = re.compile(f"(?:龄|历史|距今|长达|历经|历时|绵延|跨越|传承)(?:[已有为]|{hedge('zh')})*$")
_NEAR = 12  # characters before a number in which its word and hedges stand
_HALVES = {
    "世纪": ("y", Fraction(50)),
    "月": ("month", Fraction(1, 2)),
    "小时": ("min", Fraction(30)),
    "钟头": ("min", Fraction(30)),
}
_HEDGES: dict[str, Bound] = {form: bound for bound in ("near", "about", "over") for form in forms(bound, "zh")}


def word_fact(text: str, match: re.Match[str]) -> Fact:
    """The fact of a match of ``WORDS``: a relative year, a half, a doubling, "first", a weekday."""
    word, span = match[0], match.span()
    if word in _YEARS:
        return Fact("year", Fraction(_YEARS[word]), span, unit="relative", strength=INCIDENTAL)
    if word in _FIXED:
        kind, value, strength, unit = _FIXED[word]
        return Fact(kind, value, span, unit=unit, strength=strength)
    if word[-1] == "旬":
        age = Fraction(10 * ("六七八九".index(word[0]) + 6))
        return Fact("duration", age, span, age + 9, unit="y", strength=WEAK)
    if word[-1] in "军軍":
        place = Fraction({"季": 3, "殿": 4}.get(word[0], 2))
        return Fact("ordinal", place, span, strength=INCIDENTAL)
    if word in ("一半", "半数", "过半", "减半"):
        bound = "over" if word == "过半" else bound_of(text, *span)
        direction = -1 if word == "减半" else direction_of(text, *span)
        return Fact("fraction", Fraction(1, 2), span, None, bound, "", direction, WEAK)
    if word[0] == "半" and word[1] in "价價额額费費票":
        return Fact("fraction", Fraction(1, 2), span, strength=INCIDENTAL)
    if word[0] == "半":
        unit, value = next(entry for name, entry in _HALVES.items() if word.endswith(name))
        return Fact("duration", value, span, unit=unit, bound="over" if "多" in word else bound_of(text, *span))
    if word[0] == "翻":
        count = "一两三四".find((match["times"] or "一").replace("二", "两")) + 1
        bound = _HEDGES.get((match["hedge"] or "").removeprefix("了")) or bound_of(text, *span)
        return Fact("multiple", Fraction(2**count), span, bound=bound)
    if word == "成千上万":
        return Fact("cardinal", Fraction(1000), span, high=Fraction(99999), strength=WEAK)
    weekday = Fraction("一二三四五六".find(word[-1]) + 1 or 7)
    return Fact("date", weekday, span, unit="weekday", strength=WEAK)


def year_fact(text: str, number: Numeral, *, linked: bool = False) -> Fact | None:
    """The fact of a numeral that 年 follows (or whose range's other end it follows), None for a duration."""
    after = text[number.end :][:3] if not linked else "年"
    if after.startswith("年代"):
        value = int(number.value)
        if number.digits == 4 or (value % 10 == 0 and 10 <= value <= 90):
            base = value if value >= 1000 else _century_before(text, number.start) + value
            return _year(base, number, number.end + 2, width=9, unit="decade")
        return None
    plain = number.digits == number.end - number.start and not number.over and number.high is None
    if plain and number.digits == 4 and 1000 <= number.value < 2200 and not _is_age(text, number.start):
        end = number.end if linked else number.end + 1
        if number.value % 100 or not text.startswith(("年来", "年前"), end - 1):
            return _year(int(number.value), number, end)
        span = (number.start, end)  # 2000年前: two thousand years ago, or by 2000
        also = (("year", number.value, number.value),)
        return Fact("duration", number.value, span, unit="y", also=also)
    return None


def _is_age(text: str, start: int) -> bool:
    """True if a number of years is how old something is: 树龄逾1200年."""
    return _AGED.search(text, max(0, start - _NEAR), start) is not None


def _century_before(text: str, start: int) -> int:
    if text.endswith("本世纪", 0, start) or text.endswith("本世纪的", 0, start):
        return 2000
    return 1900


def _year(value: int, number: Numeral, end: int, *, width: int = 0, unit: str = "") -> Fact:
    high = Fraction(value + width) if width else None
    return Fact("year", Fraction(value), (number.start, end), high, unit=unit)


def month_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 月 follows: a month, and the day where one comes next."""
    month = number.value
    if text.startswith("月龄", number.end):
        end = number.end + 2
        return Fact("duration", month, (number.start, end), unit="month")
    if month.denominator != 1 or not 1 <= month <= 12 or number.over or number.high is not None:
        return None
    at = number.end + 1
    day, end = 0, at
    match = _NEXT_DAY.match(text, at)
    if match:
        found = parse(text, match.start(1))
        if found is not None and 1 <= found.value <= 31:
            day, end = int(found.value), match.end()
    elif text.startswith("份", at):
        end = at + 1
    return Fact(
        "date",
        month,
        (number.start, end),
        strength=WEAK if day == 0 and not number.arabic else STRONG,
        parts=(int(month), day),
    )


def day_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 日 or 号 follows."""
    value = number.value
    at = number.end
    if value.denominator != 1 or number.over or number.high is not None:
        return None
    span, seconds = (number.start, at + 1), value * 86400
    if text[at] == "号" and number.start and text[number.start - 1] in "路街道巷弄里村院":
        return Fact("ordinal", value, span, strength=WEAK, label="named")
    if text[at] == "号" and (value > 31 or _ORDINAL_HAO.match(text, at)):
        return Fact("ordinal", value, span)
    if text.startswith(("日元", "日圆"), at):
        return None
    if value > 31:
        return Fact("duration", value, span, unit="d", bound=bound_of(text, *span))
    if value < 1:
        return None
    if _DURATION_RI.match(text, at) or (text[at] == "日" and text.endswith("为期", 0, number.start)):
        return Fact("duration", value, span, unit="d", also=(("date", value, value),))
    before = text[number.start - 1 : number.start]
    if text[at] == "号" and not number.arabic and before and before not in "月本这该至到和与及、，的在于从是每":
        return Fact("ordinal", value, span, label="named")
    strength = STRONG if number.arabic or value > 10 else WEAK
    numbered: tuple[Reading, ...] = (("ordinal", value, value), ("number", value, value))  # 12 号甲板
    also = (("time", seconds, seconds),) if text[at] == "日" else numbered
    return Fact("date", value, span, strength=strength, parts=(0, int(value)), also=also)


def clock_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 时 or 点 follows, where it is a time of day."""
    value = number.value
    if value.denominator != 1 or not 0 <= value <= 24 or number.over or number.high is not None:
        return None
    at = number.end
    mark = text[at]
    if mark == "时" and text[at + 1 : at + 2] and text[at + 1] in "代期间段光空刻候常不而尚":
        return None
    period = _DAY_PERIOD.search(text, max(0, number.start - 4), number.start)
    minutes = _MINUTES.match(text, at + 1)
    rest = _AFTER_HOUR.match(text, at + 1)
    if minutes and not period and minutes[1] == "十" and not number.arabic:
        minutes = None  # 这一点十分重要
    if mark == "点" and not (period or minutes or rest):
        return None
    start, end, part = number.start, at + 1, Fraction(0)
    if minutes:
        found = parse(text, minutes.start(1))
        part, end = Fraction(found.value if found else 0, 60), minutes.end()
    elif rest:
        part = {"半": Fraction(1, 2), "一刻": Fraction(1, 4), "三刻": Fraction(3, 4)}.get(rest[0], Fraction(0))
        end = rest.end()
    elif mark == "点" and number.arabic and text[end : end + 1].isdecimal():
        return None
    hour = value
    if period:
        start = period.start()
        hour = _of_day(hour, period[1])
    hour = (hour + part) % 24
    also = () if period or value > 12 or mark == "时" else (("clock", (hour + 12) % 24, (hour + 12) % 24),)
    return Fact("time", hour, (start, end), unit="h", also=also)


def _of_day(hour: Fraction, period: str) -> Fraction:
    if hour == 12 and period in ("今晚", "当晚", "深夜", "晚上", "晚", "夜里", "午夜"):
        return Fraction(0)
    if (period in _LATE and hour < 12 and not (period in ("深夜", "夜里") and hour < 5)) or (
        period == "中午" and hour < 3
    ):
        return hour + 12
    return hour


def digital_clock(text: str, match: re.Match[str]) -> Fact:
    """The fact of a match of hours and minutes with a colon: 上午10:30."""
    hour, minute = int(match[1]), int(match[2])
    period = _DAY_PERIOD.search(text, max(0, match.start() - 4), match.start())
    value = _of_day(Fraction(hour), period[1]) if period else Fraction(hour)
    start = period.start() if period else match.start()
    value = (value + Fraction(minute, 60)) % 24
    return Fact("time", value, (start, match.end()), unit="h")


def century_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral that 世纪 follows: a century, or a decade where 20世纪90年代 goes on."""
    value = number.value
    if value.denominator != 1 or not 1 <= value <= 30 or number.bare:
        return None
    at = number.end
    if value == 1 and text[number.start - 1 : number.start] in _RELATED:
        return None
    decade = _CENTURY.match(text, at)
    first = (int(value) - 1) * 100
    if decade:
        found = parse(text, decade.start(1))
        return _year(first + int(found.value if found else 0), number, decade.end(), width=9, unit="decade")
    return _year(first, number, at + 2, width=99, unit="century")


def period_fact(text: str, number: Numeral) -> Fact | None:
    """The fact of a numeral before 季度, and of 前N个月: a part of the year; None for a count of quarters or months."""
    value = number.value
    rest = text[number.end :]
    lead = text[number.start - 1 : number.start] if _FIRST_OF.search(text, 0, number.start) else ""
    start = number.start - len(lead)
    if value.denominator != 1:
        return None
    for name in ("季度", "个季度"):
        if rest.startswith(name) and 1 <= value <= 4 and (lead or name == "季度"):
            start = start if lead else number.start - (1 if text.endswith("第", 0, number.start) else 0)
            end = text.index("季度", number.end) + 2
            unit = "first quarters" if lead and value > 1 else "quarter"
            return Fact("period", value, (start, end), unit=unit)
    if rest.startswith("季") and lead and 2 <= value <= 3:
        end = text.index("季", number.end) + 1
        return Fact("period", value, (start, end), unit="first quarters")
    if rest.startswith("个月") and lead and 1 <= value <= 12:
        end = text.index("个月", number.end) + 2
        return Fact("period", value, (start, end), unit="first months")
    return None


Reader = Callable[[str, Numeral], Fact | None]
BY_NEXT: dict[str, Reader] = {
    "年": year_fact,
    "月": month_fact,
    "日": day_fact,
    "号": day_fact,
    "时": clock_fact,
    "点": clock_fact,
}
