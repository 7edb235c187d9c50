"""Facts of a Chinese text: dates and words that state a figure first, then every numeral with what is beside it."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from align.facts.chinese_calendar import dated, digital_clock, year_fact
from align.facts.chinese_context import bound_of, sign_of
from align.facts.chinese_measures import identifier, measured
from align.facts.chinese_numerals import CHARS, LIMIT, Numeral, parse
from align.facts.chinese_shares import FRACTION
from align.facts.durations import ZH_LINK, joined
from align.facts.figure_words import stated
from align.facts.inside_words import inside_words, not_a_figure
from align.facts.model import INCIDENTAL, MOST_FACTS, SCALABLE, STRONG, WEAK, Fact, Reading
from align.facts.stages import staged
from align.facts.units import CURRENCY_SIGNS
from align.facts.words_beside import words
from align.model.document import Span

_START = re.compile(f"[0-9]+|[{CHARS}几数]+|(?<![0-9A-Za-z.])\\.[0-9]+")
_CLOCK = re.compile(r"(?<![0-9:.比分])([01]?[0-9]|2[0-4]):([0-5][0-9])(?![0-9:]|[.][0-9])")
_LINK = re.compile("(?:至|到|/(?=[0-9]{2}[学财赛])|—+|–|-+|~|―|─) ?(零下|负)?")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]+[-–]?$")
# 十四五 is the 14th plan, 二十大 the 20th congress: the last character is no part of the number
_NAMED = re.compile(
    "(?P<plan>(?:十[一二三四五六]|[一二三四五六七八九])五(?=[”\"’'」』]?(?:规划|时期|期间|计划|末|以来|开局|收官))"
    "|(?<=[“\"‘'「『])十[一二三四五六]五(?=[”\"’'」』]))"
    "|(?<![一二三四五六七八九十百])(?:十[一二三四五六七八九]|二十)大(?![家量型小约队批力类])"
)
# 按六四比例分担, 三七开, 五五分成: two digits that share a whole
_SPLIT = re.compile("(?<![一二三四五六七八九十])([一二三四五六七八九])([一二三四五六七八九])(?=比例|分成|开|分担|分账)")
_FAR = re.compile(
    "(?:[千万]|行百)里(?![马香眼达])|(?<![0-9一二两三四五六七八九十数几上近百千万半])[百千万]年(?![大老级古])"
)
_BEFORE_IT = re.compile("环比|[比较]上一?个?(?:季度?|月)")
_YEARS = ("学年", "财年", "赛季", "年度")
_AMONG = words("among")["zh"]
_FIGURES = frozenset(("图", "表", "式"))
_ONES = "零一二三四五六七八九"
_COUNTED = frozenset("年月日号楼室栋层岁度元万亿千百人个名件吨米%℃")
_RELATED = frozenset("上下前这那每某另")  # 下一届, 每一个: next and each
_BARE_LEAD = frozenset("近上数几成过超逾约达破半至到足每")
_AFTER_BARE = ("元", "米", "亩", "吨", "公里", "公斤")


def extract_chinese(text: str) -> tuple[Fact, ...]:
    """The facts of a Chinese text in the form of ``align.facts.normal``, in order.

    >>> [(f.kind, str(f.value), f.span) for f in extract_chinese("增长近五分之一，达11万7015辆")]
    [('fraction', '1/5', (3, 7)), ('cardinal', '117015', (9, 16))]
    """
    return _Reader(text).read()


def _fixed(text: str) -> Iterator[Fact]:
    """Yield what is no numeral: words, dates with a form of their own, times with a colon, plans and congresses."""
    for match, fact in stated(text, "zh"):
        span, word = match.span(), match[0]
        if fact.kind == "fraction" and fact.strength:
            bound = "over" if word == "过半" else bound_of(text, *span)
            yield replace(fact, span=span, bound=bound, direction=-1 if word == "减半" else 0)
        elif fact.kind == "multiple" or (fact.kind == "duration" and word[0] == "半"):
            inner = "近" if "近" in word else "约" if "约" in word else "超" if "超" in word or "多" in word else ""
            bound = bound_of(inner + "5", len(inner), len(inner) + 1) if inner else bound_of(text, *span)
            yield replace(fact, span=span, bound=bound)
        else:
            yield replace(fact, span=span)
    yield from dated(text)
    if ":" in text:
        yield from (digital_clock(text, match) for match in _CLOCK.finditer(text))
    for match in _SPLIT.finditer(text):
        terms = (_ONES.index(match[1]), _ONES.index(match[2]))
        yield Fact("ratio", Fraction(terms[0]), match.span(), parts=terms)
    for match in _FAR.finditer(text):  # what explains "a thousand miles" and "centuries"
        value = Fraction({"千": 1000, "万": 10000}.get(match[0][0], 100))
        if match[0][-1] == "年":
            yield Fact("duration", value, match.span(), value * 10 - 1, unit="y", strength=INCIDENTAL)
        else:
            miles = value * Fraction("1609.344")
            also = (("length", miles, miles), ("number", value, value))
            yield Fact("quantity", value, match.span(), unit="li", strength=INCIDENTAL, also=also)
    for match in _NAMED.finditer(text):
        number = parse(match[0][:-1], 0)
        label = "plan" if match["plan"] else "congress"
        yield Fact("ordinal", number.value if number else Fraction(0), match.span(), label=label)


def _dates_joined(facts: list[Fact]) -> list[Fact]:
    """A year and the month or day right after it know that they are one date."""
    for k, (year, date) in enumerate(pairwise(facts)):
        plain = not (year.unit or date.unit or year.whole or date.whole)
        if (year.kind, date.kind) == ("year", "date") and plain and date.span[0] - year.span[1] in (0, 1):
            whole = (year.span[0], date.span[1])
            facts[k], facts[k + 1] = replace(year, whole=whole), replace(date, whole=whole)
    return facts


def _out_of_every(facts: list[Fact], text: str) -> list[Fact]:
    """The facts with the two of 每十个年轻人中就有七个 as one share."""
    for k, (every, some) in enumerate(pairwise(facts)):
        match = _AMONG.fullmatch(text, every.span[1], some.span[0]) if every.kind == some.kind == "cardinal" else None
        if match is None or not 0 < some.value < every.value or every.high or some.high or some.value % 1:
            continue
        if every.value in (10, 100) or match["only"] or text.endswith("每", 0, every.span[0]):
            also, span = (("number", some.value, some.value),), (every.span[0], some.span[1])
            share = replace(
                some, kind="fraction", value=some.value / every.value, strength=STRONG, also=also, span=span
            )
            return [*facts[:k], share, *_out_of_every(facts[k + 2 :], text)]
    return facts


def _periods_before(facts: Sequence[Fact], text: str) -> Iterator[Fact]:
    """Yield the quarter or month that 环比 compares with, which translators name: "up 20% from the third quarter"."""
    for match in _BEFORE_IT.finditer(text):
        told = [fact for fact in facts if fact.kind in ("period", "date") and fact.span[1] <= match.start()]
        last = told[-1] if told else None
        if last and last.unit == "quarter":
            value = last.value - 1 if last.value > 1 else Fraction(4)
            yield Fact("period", value, match.span(), unit="quarter", strength=INCIDENTAL)
        elif last and last.kind == "date" and not last.unit and last.parts[0]:
            month = last.parts[0] - 1 or 12
            yield Fact("date", Fraction(month), match.span(), strength=INCIDENTAL, parts=(month, 0))


class _Reader:
    """One pass over the numerals of a text, those left out that other facts hold already."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.facts = list(_fixed(text))
        self.words = inside_words(text)

    def read(self) -> tuple[Fact, ...]:
        taken = sorted(fact.span for fact in self.facts)
        starts = [span[0] for span in taken]
        done = 0
        for run in _START.finditer(self.text):
            if len(self.facts) > MOST_FACTS or run.end() - run.start() > LIMIT:
                continue
            at = max(run.start(), done)
            while at < run.end():
                k = bisect_right(starts, at) - 1
                if k >= 0 and taken[k][1] > at:
                    at = taken[k][1]
                elif word := self._word_at(at):
                    at = self._inside(word, at)
                else:
                    at = at + (not_a_figure(self.text, at) or max(self._number(at) - at, 1))
            done = max(done, at)
        facts = _dates_joined(_out_of_every(sorted(self.facts, key=lambda fact: fact.span), self.text))
        facts = staged(joined(facts, self.text, ZH_LINK), self.text, "zh")
        return tuple(sorted([*facts, *_periods_before(facts, self.text)], key=lambda fact: fact.span))

    def _word_at(self, at: int) -> Span | None:
        """Return the word that a position is in, where its number characters are no figure."""
        k = bisect_right(self.words, (at, len(self.text))) - 1
        return self.words[k] if k >= 0 and self.words[k][1] > at else None

    def _inside(self, word: Span, at: int) -> int:
        """Read the number in a word as one that explains a figure of the other side (二十四节气, "24 solar terms")."""
        number = parse(self.text[: word[1]], at)
        if number is not None and number.value > 1 and not number.bare:
            self.facts.append(Fact("cardinal", number.value, (number.start, number.end), strength=INCIDENTAL))
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
        letters = _LETTERS_BEFORE.search(text, max(0, at - 12), at) if number.arabic else None
        if letters and letters[0].rstrip("-–") not in CURRENCY_SIGNS and letters[0] not in ("AD", "BC"):
            return self._keep(identifier(text, letters.start(), number.end))
        related = number.value == 1 and not number.arabic and before in _RELATED
        if related or (number.bare and not self._bare_ok(number)) or self._enumerates(number):
            return number.end
        if end := self._year_range(number) or self._range(number):
            return end
        fact = measured(text, number)
        end = fact.span[1]
        last = self.facts[-1] if self.facts else None
        if last and last.kind == "ratio" and text[last.span[1] : fact.span[0]] == "(":
            fact = replace(fact, strength=INCIDENTAL)  # a tie-break
        self._keep(fact)
        return end + (fact.kind == "cardinal" and text.startswith("两", end))

    def _enumerates(self, number: Numeral) -> bool:
        """三四五六年级 are four grades, not 3,456; 一一 (one by one) is no number. Each digit may explain one."""
        digits = [_ONES.find(c) for c in self.text[number.start : number.end]]
        if number.arabic or len(digits) < 2 or min(digits) < 1:
            return False
        rising = len(digits) > 2 and all(a < b for a, b in pairwise(digits))
        for at, digit in enumerate(digits, number.start) if rising else ():
            self.facts.append(Fact("cardinal", Fraction(digit), (at, at + 1), strength=INCIDENTAL))
        return rising or (len(digits) == 2 and digits[0] == digits[1])

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

    def _second(self, number: Numeral) -> tuple[str, Numeral | None]:
        """What joins a numeral with the other end of a range, and that end."""
        link = _LINK.match(self.text, number.end)
        return (link[0], parse(self.text, link.end())) if link else ("", None)

    def _year_range(self, number: Numeral) -> int:
        """1978-2018年, 2021至2025年; where to read on, 0 where it is none."""
        text, (_, second) = self.text, self._second(number)
        if number.digits != 4 or number.end - number.start != 4 or second is None:
            return 0
        year = text.startswith("年", second.end)
        of_year = year or text.startswith(_YEARS, second.end)
        years = 1800 <= number.value < second.value < 2100 and second.value < number.value + 100
        plain = text[second.end : second.end + 1] not in _COUNTED or second.end == len(text)
        short = second.digits == 2 and 1500 <= number.value < 2100 and second.value > number.value % 100
        first = year_fact(text, number, linked=True)
        full = second.digits == 4
        if first is None or not ((of_year and (short or full)) or (full and years and plain)):
            return 0
        value = second.value if full else number.value // 100 * 100 + second.value
        return self._ends(first, Fact("year", value, (second.start, second.end + year)))

    def _ends(self, first: Fact, last: Fact) -> int:
        whole = (first.span[0], last.span[1])
        self.facts += [replace(first, whole=whole), replace(last, whole=whole)]
        return last.span[1]

    def _range(self, number: Numeral) -> int:
        """600至850亿元: the first end takes unit and multiplier from the second; 0 where it is no range."""
        text, (link, second) = self.text, self._second(number)
        if second is None or second.bare or (number.digits > 4 and "-" in link):
            return 0
        score = number.digits and second.digits and second.value <= number.value and number.value < 200 and "-" in link
        if score and (text[second.end : second.end + 1] or " ") not in _COUNTED:
            strength = INCIDENTAL if text[number.start - 1 : number.start] in _FIGURES else STRONG
            terms = (int(number.value), int(second.value))
            return self._keep(Fact("ratio", number.value, (number.start, second.end), strength=strength, parts=terms))
        last = measured(text, second)
        end = last.span[1]
        if last.kind not in SCALABLE and last.kind not in ("date", "time", "ordinal", "period"):
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
