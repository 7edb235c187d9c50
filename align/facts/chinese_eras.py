"""Years of reigns and lunar dates: 光绪三十年 is 1904, 民国二十六年 1937, 农历八月十五 a lunar date.

A year of a reign may be said as such in English too ("the fourth year of his reign"), so it keeps its number.
"""

import re
from fractions import Fraction

from align.facts.chinese_numerals import parse
from align.facts.model import WEAK, Fact, Reading
from align.language.tables import words
from align.model.document import Span

# First years of reigns by common reckoning (a reign is counted from the New Year after the accession): all of Ming and
# Qing, the Republic, the modern Japanese, and those of earlier dynasties that histories name most.
ERAS = {
    name: int(year)
    for name, year in zip(
        *[
            iter(
                words(
                    """
        洪武 1368 建文 1399 永乐 1403 洪熙 1425 宣德 1426 正统 1436 景泰 1450 天顺 1457 成化 1465 弘治 1488 正德 1506
        嘉靖 1522 隆庆 1567 万历 1573 泰昌 1620 天启 1621 崇祯 1628 顺治 1644 康熙 1662 雍正 1723 乾隆 1736 嘉庆 1796
        道光 1821 咸丰 1851 同治 1862 光绪 1875 宣统 1909 民国 1912 明治 1868 昭和 1926 平成 1989 令和 2019
        建安 196 黄初 220 太康 280 永和 345 开皇 581 大业 605 武德 618 贞观 627 永徽 650 开元 713 天宝 742 至德 756
        大历 766 贞元 785 元和 806 长庆 821 会昌 841 大中 847 建隆 960 太平兴国 976 淳化 990 咸平 998 景德 1004
        大中祥符 1008 天圣 1023 庆历 1041 皇祐 1049 嘉祐 1056 熙宁 1068 元丰 1078 元祐 1086 绍圣 1094 崇宁 1102
        政和 1111 宣和 1119 靖康 1126 建炎 1127 绍兴 1131 隆兴 1163 乾道 1165 淳熙 1174 庆元 1195 淳祐 1241 咸淳 1265
        至元 1264 大德 1297 至正 1341
                    """
                )
            )
        ]
        * 2,
        strict=True,
    )
}
_TRADITIONAL = str.maketrans(
    "樂統順隆慶啟禎緒國業貞觀寶長會興聖寧豐紹曆農陰舊臘閏載",
    "乐统顺隆庆启祯绪国业贞观宝长会兴圣宁丰绍历农阴旧腊闰载",
)
_YEAR = "元|[一二三四五六七八九十廿]{1,4}|[0-9]{1,3}"
ERA = re.compile(f"({'|'.join(sorted(ERAS, key=len, reverse=True))})({_YEAR})[年载](?![来间内以多])")
_DAY = "初[一二三四五六七八九十]|[二廿]十?[一二三四五六七八九]|十[一二三四五六七八九]|二十|三十"
_MONTH = "十[一二]|[正冬腊一二三四五六七八九十]"
LUNAR = re.compile(
    f"(?:农历|阴历|旧历|夏历)(?:的|每?年|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?闰?({_MONTH})月"
    f"({_DAY})?(?:日)?|(?<![0-9一二三四五六七八九])([正冬腊])月({_DAY})?|(?<![0-9])({_MONTH})月(初[一二三四五六七八九十])"
)

_HAN = "〇零一二三四五六七八九"
YEARS = re.compile(
    "(?<![0-9])((?:19|20)[0-9]{2})[-/–—]([0-9]{2})(?=[年学學财財赛賽至到和及与與、度]|$)"
    f"|(?<![{_HAN}])([一二][{_HAN}]{{3}})[至到-]([{_HAN}]{{2}})(?=[学學财財]年|年度|赛季|賽季|財政|财政)"
)
_OF_HAN = str.maketrans(_HAN, "00123456789")


def in_simplified(text: str) -> str:
    """A text with the characters of eras and lunar dates in Simplified, the same length."""
    return text.translate(_TRADITIONAL)


def era_fact(match: re.Match[str]) -> Fact:
    """The fact of a match of ``ERA``."""
    number = parse(match[2].replace("廿", "二十"), 0)
    count = number.value if number else Fraction(1)
    year = ERAS[match[1]] + count - 1
    span = match.span()
    seconds = count * 31556952
    also: tuple[Reading, ...] = (("ordinal", count, count), ("time", seconds, seconds))
    if match.string.startswith(("十一月", "十二月", "腊月", "冬月"), match.end()):
        also += (("year", year + 1, year + 1),)
    return Fact("year", year, span, also=also)


def lunar_fact(match: re.Match[str]) -> Fact:
    """The fact of a match of ``LUNAR``: ``parts`` are its month and day; the English may go without."""
    month, day = match[1] or match[3] or match[5], match[2] or match[4] or match[6] or ""
    return _lunar(month, day, match.span())


def _lunar(month: str, day: str, span: Span) -> Fact:
    parts = (_month(month), _number(day.removeprefix("初").replace("廿十", "廿").replace("廿", "二十")))
    return Fact("date", Fraction(parts[0]), span, unit="lunar", strength=WEAK, parts=parts)


def _month(name: str) -> int:
    return {"正": 1, "冬": 11, "腊": 12}.get(name) or _number(name)


def _number(written: str) -> int:
    number = parse(written, 0) if written else None
    return int(number.value) if number else 0


def two_years(match: re.Match[str]) -> list[Fact]:
    """The years of a match of ``YEARS``: 2021-22 is of 2021 and 2022; none where they do not follow each other."""
    groups = (1, 2) if match[1] else (3, 4)
    first, second = (int(match[group].translate(_OF_HAN)) for group in groups)
    if (first + 1) % 100 != second:
        return []
    spans = [match.span(group) for group in groups]
    return [Fact("year", Fraction(first + k), span) for k, span in enumerate(spans)]
