"""Facts of a Chinese text: every numeral, read together with what stands before and after it."""

import re
from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from align.facts import chinese_calendar as calendar
from align.facts import chinese_eras as eras
from align.facts.chinese_context import bound_of
from align.facts.chinese_fact import SCALABLE, sign_of
from align.facts.chinese_measures import identifier, measured
from align.facts.chinese_numerals import CHARS, LIMIT, Numeral, parse
from align.facts.chinese_related import (
    far,
    month_range,
    out_of_every,
    parts_of_ten,
    periods_before,
    record,
    shares_of_three,
    two_decades,
)
from align.facts.chinese_shares import FRACTION
from align.facts.chinese_text import not_a_figure
from align.facts.durations import ZH_LINK, joined
from align.facts.inside_words import inside_words
from align.facts.model import INCIDENTAL, MOST_FACTS, STRONG, WEAK, Fact, Reading
from align.facts.stages import staged
from align.facts.units import CURRENCY_SIGNS
from align.model.document import Span

_START = re.compile(f"[0-9]+|[{CHARS}几数]+|(?<![0-9A-Za-z.])\\.[0-9]+")
_CLOCK = re.compile(r"(?<![0-9:.比分])([01]?[0-9]|2[0-4]):([0-5][0-9])(?![0-9:]|[.][0-9])")
_LINK = re.compile("(?:至|到|—+|–|-+|~|―|─) ?(零下|负)?")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]+[-–]?$")
_CLOSED = "[”\"’'」』]"
_PLANS = re.compile(
    f"(?:十[一二三四五六]五|[一二三四五六七八九]五)(?={_CLOSED}?"
    "(?:规划|規劃|时期|期间|期間|计划|計劃|末|以来|以來|开局|開局|收官))"
    f"|(?<=[“\"‘'「『])十[一二三四五六]五(?={_CLOSED})"
)
_CONGRESS = re.compile("(?<![一二三四五六七八九十百])(?:十[一二三四五六七八九]|二十)大(?![家量型小约队批力类])")
_SPLIT = re.compile("(?<![一二三四五六七八九十])([一二三四五六七八九])([一二三四五六七八九])(?=比例|分成|开|分担|分账)")
CHARS_ONE = "零一二三四五六七八九"
_COUNTED = frozenset("年月日号楼室栋层岁度元万亿千百人个名件吨米%℃")
_RELATED = frozenset("上下这那每某另")  # 下一届, 每一个: next and each
_BARE_LEAD = frozenset("近上数几成过超逾约达破半至到足每")
_AFTER_BARE = ("元", "米", "亩", "吨", "公里", "公斤")


def extract_chinese(text: str) -> tuple[Fact, ...]:
    """The facts of a Chinese text in the form of ``align.facts.normal``, in order.

    >>> [(f.kind, str(f.value), f.span) for f in extract_chinese("增长近五分之一，达11万7015辆")]
    [('fraction', '1/5', (3, 7)), ('cardinal', '117015', (9, 16))]
    """
    return _Reader(text).read()


def _dates_joined(facts: list[Fact]) -> list[Fact]:
    """A year and the month or day right after it know that they are one date."""
    for k in range(len(facts) - 1):
        year, date = facts[k], facts[k + 1]
        plain = not (year.unit or date.unit or year.whole or date.whole)
        if (year.kind, date.kind) == ("year", "date") and plain and date.span[0] - year.span[1] in (0, 1):
            whole = (year.span[0], date.span[1])
            facts[k], facts[k + 1] = replace(year, whole=whole), replace(date, whole=whole)
    return facts


class _Reader:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.facts: list[Fact] = []
        self.words: tuple[Span, ...] = ()

    def read(self) -> tuple[Fact, ...]:
        self._fixed()
        self.words = inside_words(self.text)
        taken = sorted(fact.span for fact in self.facts)
        starts = [span[0] for span in taken]
        done = 0
        for run in _START.finditer(self.text):
            if len(self.facts) > MOST_FACTS:
                break
            if run.end() - run.start() > LIMIT:
                continue
            at = max(run.start(), done)
            while at < run.end():
                k = bisect_right(starts, at) - 1
                if k >= 0 and taken[k][1] > at:
                    at = taken[k][1]
                    continue
                if word := self._word_at(at):
                    at = self._inside(word, at)
                    continue
                skip = not_a_figure(self.text, at)
                at = at + skip if skip else max(self._number(at), at + 1)
            done = max(done, at)
        facts = out_of_every(sorted(self.facts, key=lambda fact: fact.span), self.text)
        facts = staged(joined(_dates_joined(facts), self.text, ZH_LINK), self.text, "zh")
        before = periods_before(facts, self.text)
        return tuple(sorted([*facts, *before], key=lambda fact: fact.span) if before else facts)

    def _fixed(self) -> None:
        """Facts that are words of their own, times with a colon, plans and congresses."""
        text = self.text
        self.facts += [calendar.word_fact(text, match) for match in calendar.WORDS.finditer(text)]
        for match in eras.YEARS.finditer(text):
            self.facts += eras.two_years(match)
        if "年" in text or "月" in text:
            simple = eras.in_simplified(text)
            self.facts += [eras.era_fact(match) for match in eras.ERA.finditer(simple)]
            self.facts += [eras.lunar_fact(match) for match in eras.LUNAR.finditer(simple)]
        if ":" in text:
            self.facts += shares_of_three(text)
            self.facts += [calendar.digital_clock(text, match) for match in _CLOCK.finditer(text)]
        if "比例" in text or "开" in text or "分" in text:
            for match in _SPLIT.finditer(text):
                terms = (CHARS_ONE.index(match[1]), CHARS_ONE.index(match[2]))
                self.facts.append(Fact("ratio", Fraction(terms[0]), match.span(), parts=terms))
            self.facts += parts_of_ten(text)
        if "胜" in text or "直落" in text or "连" in text:
            self.facts += record(text)
        if "年代" in text:
            self.facts += two_decades(text)
        if "里" in text or "年" in text:
            self.facts += far(text)
        if "五" in text:
            self.facts += [self._named(match, "plan", 1) for match in _PLANS.finditer(text)]
        if "大" in text:
            self.facts += [self._named(match, "congress", 1) for match in _CONGRESS.finditer(text)]

    def _named(self, match: re.Match[str], label: str, cut: int) -> Fact:
        """十四五 is the 14th plan, 二十大 the 20th congress: the last character is no part of the number."""
        number = parse(match[0][:-cut], 0)
        return Fact("ordinal", number.value if number else Fraction(0), match.span(), label=label)

    def _word_at(self, at: int) -> Span | None:
        """Return the word that a position is in, where its number characters are no figure."""
        k = bisect_right(self.words, (at, len(self.text))) - 1
        return self.words[k] if k >= 0 and self.words[k][1] > at else None

    def _inside(self, word: Span, at: int) -> int:
        """Read the number in a word as one that explains a figure of the other side (二十四节气, "24 solar terms")."""
        number = parse(self.text[: word[1]], at)
        if number is not None and number.value > 1 and not number.bare:
            span = (number.start, number.end)
            self.facts.append(Fact("cardinal", number.value, span, strength=INCIDENTAL))
        return number.end if number else at + 1

    def _number(self, at: int) -> int:
        """Reads the numeral at a position with what follows; returns where to go on."""
        text = self.text
        number = None if text.startswith("零下", at) else parse(text, at)
        if number is None:
            return at + 1
        before = text[at - 1] if at else ""
        if before == "." and at > 1 and text[at - 2].isdecimal():
            return number.end
        if before.isascii() and (before.isalpha() or before in ("-", "–")) and number.arabic:
            letters = _LETTERS_BEFORE.search(text, max(0, at - 12), at)
            if letters and letters[0].rstrip("-–") not in CURRENCY_SIGNS and letters[0] not in ("AD", "BC"):
                return self._keep(identifier(text, letters.start(), number.end))
        if number.bare and not self._bare_ok(number):
            return number.end
        if self._enumerates(number):
            return number.end
        if number.value == 1 and not number.arabic and before in _RELATED:
            return number.end
        if end := self._year_range(number) or self._range(number):
            return end
        fact, end = measured(text, number)
        last = self.facts[-1] if self.facts else None
        if fact is not None and last and last.kind == "ratio" and text[last.span[1] : fact.span[0]] == "(":
            fact = replace(fact, strength=INCIDENTAL)  # a tie-break
        if fact is not None:
            self._keep(fact)
        return end + 1 if text.startswith("两", end) and fact is not None and fact.kind == "cardinal" else end

    def _enumerates(self, number: Numeral) -> bool:
        """三四五六年级 are four grades, not 3,456; 一一 (one by one) is no number. Each digit may explain one."""
        run = self.text[number.start : number.end]
        digits = [CHARS_ONE.find(c) for c in run]
        if number.arabic or len(run) < 2 or min(digits) < 1:
            return False
        rising = len(run) > 2 and all(a < b for a, b in pairwise(digits))
        if rising:
            for at, digit in enumerate(digits, number.start):
                self.facts.append(Fact("cardinal", Fraction(digit), (at, at + 1), strength=INCIDENTAL))
        return rising or (len(run) == 2 and digits[0] == digits[1])

    def _keep(self, fact: Fact) -> int:
        self.facts.append(fact)
        return fact.span[1]

    def _bare_ok(self, number: Numeral) -> bool:
        """百, 千, 万 alone count only after 近, 上 and the like or before 分之; 百万 and 千亿 always do."""
        if (number.end - number.start > 1 and number.value >= 10**6) or number.over:
            return True
        if self.text[number.start - 1 : number.start] in _BARE_LEAD:
            return True
        return self.text.startswith(_AFTER_BARE, number.end) or FRACTION.match(self.text, number.end) is not None

    def _year_range(self, number: Numeral) -> int:
        """1978-2018年, 2021至2025年 and 1-5月; where to read on, 0 where it is none."""
        text = self.text
        if number.end - number.start == 1 and number.value == 1 and (period := month_range(text, number)):
            return self._keep(period)
        if number.digits != 4 or number.end - number.start != 4:
            return 0
        link = _LINK.match(text, number.end)
        second = parse(text, link.end()) if link else None
        if second is None or not self._ends_year_range(number, second):
            return 0
        first = calendar.year_fact(text, number, linked=True)
        if first is None:
            return 0
        end = second.end + text.startswith("年", second.end)
        value = second.value if second.digits == 4 else number.value // 100 * 100 + second.value
        span = (second.start, end)
        return self._ends(first, Fact("year", value, span))

    def _ends_year_range(self, number: Numeral, second: Numeral) -> bool:
        """2018至2020年, 2019-2020赛季, 1950-53年."""
        following = self.text[second.end : second.end + 1]
        if second.digits == 2 and 1500 <= number.value < 2100:
            return following.startswith("年") and second.value > number.value % 100
        years = 1800 <= number.value < second.value < number.value + 100 and second.value < 2100
        plain = not following or following not in _COUNTED
        return second.digits == 4 and (following.startswith("年") or (years and plain))

    def _ends(self, first: Fact, last: Fact) -> int:
        whole = (first.span[0], last.span[1])
        self.facts += [replace(first, whole=whole), replace(last, whole=whole)]
        return last.span[1]

    def _range(self, number: Numeral) -> int:
        """600至850亿元: the first end takes unit and multiplier from the second."""
        text = self.text
        link = _LINK.match(text, number.end)
        second = parse(text, link.end()) if link else None
        if link is None or second is None or second.bare or (number.digits > 4 and "-" in link[0]):
            return 0
        if number.digits and second.digits and second.value <= number.value and "-" in link[0] and number.value < 200:
            following = text[second.end : second.end + 1]
            if not following or following not in _COUNTED:
                span, terms = (number.start, second.end), (int(number.value), int(second.value))
                strength = INCIDENTAL if text.endswith(("图", "表", "式"), 0, number.start) else STRONG
                return self._keep(Fact("ratio", number.value, span, strength=strength, parts=terms))
        last, end = measured(text, second)
        if last is None or (last.kind not in SCALABLE and last.kind not in ("date", "time", "ordinal", "period")):
            return 0
        value = number.value
        if number.scale == 1 and second.scale > 1 and value < second.value / second.scale:
            value *= second.scale
        elif last.kind in ("percent", "point", "money") and second.value:
            value *= abs(last.value) / second.value
        sign, start = sign_of(text, number)
        parts = last.parts
        also: tuple[Reading, ...] = ()
        if last.kind == "date" and last.unit != "weekday":
            of_days = text[end - 1] in "日号"
            if not 1 <= value <= (31 if of_days else 12):
                return 0
            parts = (0, int(value)) if of_days else (int(value), 0)
            also = (("time", value * 86400, value * 86400),) if of_days and last.also else ()
        first = replace(
            last,
            value=value % 24 if last.kind == "time" else value * sign,
            span=(start, number.end),
            high=number.high,
            parts=parts,
            also=also,
            bound=bound_of(text, number.start, number.end) if last.kind in SCALABLE else "",
            strength=max(last.strength, WEAK),
        )
        self._ends(first, last)
        return end
