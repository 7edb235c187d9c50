"""Facts of a Chinese text: every numeral, read together with what stands before and after it."""

import re
from bisect import bisect_right
from dataclasses import replace
from fractions import Fraction

from align.facts import chinese_calendar as calendar
from align.facts.chinese_context import bound_of, direction_of
from align.facts.chinese_numerals import ARABIC, CHARS, LIMIT, Numeral, parse
from align.facts.chinese_text import not_a_figure, prepare
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact, Kind
from align.facts.units import CURRENCIES, CURRENCY_SIGNS, TIME_UNITS, UNITS

_START = re.compile(f"[0-9]+|[{CHARS}几数]+|(?<![0-9A-Za-z])\\.[0-9]+")
_CLOCK = re.compile(r"(?<![0-9:比分])([01]?[0-9]|2[0-4]):([0-5][0-9])(?![0-9:])")
_LINK = re.compile(" ?(?:至|到|—+|–|-+|~|―|─) ?(?:同比)?")
_RATIO = re.compile(" ?[比:] ?")
_FRACTION = re.compile(" {0,3}分 {0,3}之 {0,3}")
_PERCENT = re.compile(" {0,3}(?:(个? {0,3}百 {0,3}分 {0,3}点)|(个?(?:基点|BP|bp))|(个?千分点|‰)|(%))")
_TENTHS = re.compile(
    " {0,3}成(?![立为功本就果长员都熟品绩交千群年套型人语败色才因化分正于天全片规像见家行体活像事仙])"
    "(半| {0,3}[一二三四五六七八九](?![成个项家种条十百千万次年月]))?"
)
_DISCOUNT = re.compile(" {0,3}折(?![叠射线磨返断旧合腾桥扇])")
_DOZEN = re.compile("打(?![算造击开破好通赢响电工拼卡分出下入包扫印车官压])")
_HALF = re.compile("个半(?=小时|月|星期|钟头|世纪|学期|多月|多小时)")
_LATIN = re.compile(r" ?([A-Za-zµμ°℃℉][A-Za-z²³0-9]*)")
_LETTERS_BEFORE = re.compile(r"[A-Za-z]+[-–]?$")
_CLASSIFIERS = frozenset(
    "个名家项种条位座辆人次件台套场届户批所间张只头棵本部篇例起处类级层对双组支队枚架艘列班门款道股片块颗株箱袋瓶桶份封幅笔宗轮步点大方省市县区村镇乡"
    "国倍页根把束栋幢节句字岁代重口声趟遍回副排群堂盘杯碗双"
)
_GROWTH = re.compile("(?:增长|增加|增|提高|上升|提升|扩大|上涨|涨|升高|多|高|快)(?:了|约|近|超过|超|将近|逾|近乎)*$")
_PLANS = re.compile(
    "(十[一二三四五六]五|[一二三四五六七八九]五)(?=”?(?:规划|时期|期间|计划|末|以来|开局|收官|”))|(?<=“)十[一二三四五六]五(?=”|规划)"
)
_CONGRESS = re.compile("(十[一二三四五六七八九]|二十)大(?![家量型小约部队批力类])")
_BARE_LEAD = frozenset("近上数几成过超逾约达破半至到足")
_UNITS_BY_FIRST: dict[str, list[tuple[str, str]]] = {}
_LATIN_UNITS = {
    name: key for key, unit in UNITS.items() for name in (*unit.zh, *unit.en) if name[0].isascii() or name[0] in "°℃℉"
}
for _key, _item in UNITS.items():
    for _name in _item.zh:
        _UNITS_BY_FIRST.setdefault(_name[0], []).append((_name, _key))
for _names in _UNITS_BY_FIRST.values():
    _names.sort(key=lambda pair: -len(pair[0]))
_SCALABLE = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)
_NOT_UNITS = (
    "里面",
    "里程",
    "里屯",
    "周期",
    "周边",
    "周围",
    "周末",
    "升级",
    "升学",
    "克服",
    "克拉",
    "瓦解",
    "瓦房",
    "天然",
    "天下",
    "天气",
    "天空",
    "米兰",
    "米饭",
    "元旦",
    "元首",
    "元素",
    "元化",
    "元宵",
    "年级",
    "天津",
    "升至",
    "升高",
    "升到",
    "升幅",
    "天山",
    "天文",
    "元老",
    "里长",
    "里之外",
    "分之",
)
_TEENS_AFTER = re.compile("[线手级流等](?!地震|台风|以上|教师|公路|联赛|工)")


def extract_chinese(text: str) -> tuple[Fact, ...]:
    """The facts of a Chinese text, in order, with spans in the text as given.

    >>> [(f.kind, str(f.value), f.text) for f in extract_chinese("增长近五分之一，达11万7015辆")]
    [('fraction', '1/5', '五分之一'), ('cardinal', '117015', '11万7015')]
    """
    return _Reader(text).read()


class _Reader:
    """One pass over a text. ``done`` is the first position that no fact has taken yet."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.text = prepare(source)
        self.facts: list[Fact] = []
        self.done = 0

    def read(self) -> tuple[Fact, ...]:
        text = self.text
        self._fixed()
        taken = sorted(f.span for f in self.facts)
        starts = [span[0] for span in taken]
        for run in _START.finditer(text):
            if run.end() - run.start() > LIMIT:
                self.done = run.end()
                continue
            at = max(run.start(), self.done)
            while at < run.end():
                k = bisect_right(starts, at) - 1
                if k >= 0 and taken[k][1] > at:
                    at = taken[k][1]
                    continue
                skip = not_a_figure(text, at)
                at = at + skip if skip else max(self._number(at), at + 1)
            self.done = max(self.done, at)
        return tuple(sorted(self.facts, key=lambda f: f.span))

    def _fixed(self) -> None:
        """Facts that are words of their own, and times with a colon."""
        text, source = self.text, self.source
        self.facts += [calendar.word_fact(text, match, source) for match in calendar.WORDS.finditer(text)]
        if ":" in text:
            self.facts += [calendar.digital_clock(text, match, source) for match in _CLOCK.finditer(text)]
        for pattern, label in ((_PLANS, "plan"), (_CONGRESS, "congress")):
            for match in pattern.finditer(text) if "五" in text or "大" in text else ():
                word = match[1] or match[0]
                number = parse(text[: match.start() + len(word) - (label == "plan")], match.start())
                if number is not None:
                    span = (match.start(), match.start() + len(word) + (label == "congress"))
                    self.facts.append(Fact("ordinal", number.value, span, source[span[0] : span[1]], label=label))

    def _number(self, at: int) -> int:
        """Reads the numeral at a position with what follows; returns where to go on."""
        text = self.text
        if text.startswith("零下", at):
            return at + 1
        number = parse(text, at)
        if number is None:
            return at + 1
        before = text[at - 1] if at else ""
        if before == "." and at > 1 and text[at - 2].isdigit():
            return number.end
        if before.isascii() and (before.isalpha() or before in "-–") and number.arabic:
            letters = _LETTERS_BEFORE.search(text, max(0, at - 12), at)
            if letters and letters[0].rstrip("-–") not in CURRENCY_SIGNS and letters[0] not in ("AD", "BC"):
                return self._identifier(letters.start(), number.end)
        if number.bare and not self._bare_ok(number):
            return number.end
        plan = self._year_range(number) or self._range(number)
        if plan:
            return plan
        return self._with_unit(number)

    def _bare_ok(self, number: Numeral) -> bool:
        """百, 千, 万 alone count only after 近, 上 and the like or before 分之; 百万 and 千亿 always do."""
        text = self.text
        if number.end - number.start > 1 and number.value >= 10**6:
            return True
        before = text[number.start - 1 : number.start]
        return (before in _BARE_LEAD and before != "") or bool(_FRACTION.match(text, number.end)) or number.over

    def _identifier(self, start: int, end: int) -> int:
        tail = re.compile("[A-Za-z0-9.]*").match(self.text, end)
        end = tail.end() if tail else end
        while self.text[end - 1] == ".":
            end -= 1
        label = self.text[start:end].lower().replace("-", "").replace("–", "")
        value = Fraction(int("".join(c for c in label if c.isdigit())[:LIMIT] or "0"))
        self.facts.append(Fact("identifier", value, (start, end), self.source[start:end], strength=WEAK, label=label))
        return end

    def _year_range(self, number: Numeral) -> int:
        """1978-2018年, 2021至2025年 and 1-5月."""
        text = self.text
        period = calendar.month_range(text, number, self.source) if number.value == 1 else None
        if period:
            self.facts.append(period)
            return period.span[1]
        if number.digits != 4 or number.end - number.start != 4:
            return 0
        link = _LINK.match(text, number.end)
        second = parse(text, link.end()) if link else None
        if second is None or second.digits != 4 or text[second.end :].lstrip(" ")[:1] != "年":
            return 0
        first = calendar.year_fact(text, number, self.source, linked=True)
        if first:
            self.facts.append(first)
            return number.end
        return 0

    def _range(self, number: Numeral) -> int:
        """The first end of 600至850亿元: it takes unit and multiplier from the second, which is read after it."""
        text = self.text
        link = _LINK.match(text, number.end)
        if link is None or link.end() >= len(text):
            return 0
        second = parse(text, link.end())
        if second is None or second.bare or (number.digits > 4 and "-" in link[0]):
            return 0
        before = len(self.facts)
        end = self._with_unit(second)
        if len(self.facts) == before:
            return end
        last = self.facts[-1]
        if last.kind not in ("date", "time", "ordinal", "period") and last.kind not in _SCALABLE:
            return end
        value = number.value
        if number.scale == 1 and second.scale > 1 and value < second.value / second.scale:
            value *= second.scale
        parts = last.parts
        if last.kind == "date" and last.unit != "weekday":
            parts = (int(value), 0) if "月" in last.text and "日" not in last.text else (0, int(value))
        span = (number.start, number.end)
        first = replace(
            last, value=value, span=span, text=self.source[span[0] : span[1]], high=None, parts=parts, also=()
        )
        first = replace(first, bound=self._bound(number, number.end, last.kind), strength=max(last.strength, WEAK))
        if last.kind == "time":
            first = replace(first, value=value % 24)
        self.facts[before:before] = [first]
        return end

    def _bound(self, number: Numeral, end: int, kind: Kind) -> str:  # type: ignore[return]
        return bound_of(self.text, number.start, end, over=number.over, duration=kind == "duration")

    def _with_unit(self, number: Numeral) -> int:
        """The fact of one numeral by what stands after it; returns its end."""
        text = self.text
        before = text[number.start - 1 : number.start]
        if before == "第":
            return self._ordinal(number)
        fraction = self._fraction(number)
        if fraction:
            return fraction
        following = text[number.end : number.end + 8].lstrip(" ")
        reader = calendar.BY_NEXT.get(following[:1])
        fact = reader(text, number, self.source) if reader else None
        if fact is None and following.startswith(("季度", "个季度", "个月")):
            fact = calendar.period_fact(text, number, self.source)
        if fact is None and following.startswith("世纪"):
            fact = calendar.century_fact(text, number, self.source)
        if fact is not None:
            self.facts.append(fact)
            return fact.span[1]
        if following.startswith(("届", "中全会")) and not number.over:
            end = text.index(following[0], number.end) + 1
            return self._add("ordinal", number, number.end if following[0] == "中" else end)
        if ratio := self._ratio(number):
            return ratio
        return self._measured(number, following)

    def _ordinal(self, number: Numeral) -> int:
        text = self.text
        fact = calendar.period_fact(text, number, self.source)
        if fact is not None:
            self.facts.append(fact)
            return fact.span[1]
        start = number.start - 1
        strength = INCIDENTAL if number.value == 1 else STRONG if number.value > 3 else WEAK
        if (
            text[number.end : number.end + 2] in ("产业", "方机", "世界")
            or text[number.end : number.end + 1] in "方，、,"
        ):
            strength = min(strength, INCIDENTAL)
        span = (start, number.end)
        end = number.end
        if text[end : end + 4] in ("个五年规", "个五年计"):
            end += 4
        self.facts.append(Fact("ordinal", number.value, span, self.source[start : span[1]], strength=strength))
        return end

    def _fraction(self, number: Numeral) -> int:
        """百分之五十六, 五分之一, 三百五又三分之一."""
        text = self.text
        match = _FRACTION.match(text, number.end)
        whole = Fraction(0)
        start = number.start
        if match is None and (mixed := re.compile(" {0,2}又 {0,2}").match(text, number.end)):
            whole, second = number.value, parse(text, mixed.end())
            if second is None:
                return 0
            number, match = second, _FRACTION.match(text, second.end)
        if match is None:
            return 0
        sign = 1
        at = match.end()
        if text.startswith("负", at):
            sign, at = -1, at + 1
        top = parse(text, at)
        if top is None or not number.value or number.over:
            return 0
        bare = number.bare and not whole
        kinds: dict[int, Kind] = {100: "percent", 1000: "permille"}
        kind: Kind = kinds.get(int(number.value), "fraction") if bare else "fraction"
        value = sign * top.value if kind != "fraction" else whole + sign * top.value / number.value
        high = None if top.high is None else (top.high if kind != "fraction" else whole + top.high / number.value)
        joined = replace(top, start=start, value=value, high=high, scale=1)
        return self._add(kind, joined, top.end)

    def _ratio(self, number: Numeral) -> int:
        match = _RATIO.match(self.text, number.end)
        second = parse(self.text, match.end()) if match else None
        if match is None or second is None or not 0 < number.digits < 4 or not 0 < second.digits < 4:
            return 0
        if not number.arabic and (not second.digits == 1 == number.digits or ":" in match[0]):
            return 0
        span = (number.start, second.end)
        parts = (int(number.value), int(second.value))
        self.facts.append(Fact("ratio", number.value, span, self.source[span[0] : span[1]], parts=parts))
        return second.end

    def _measured(self, number: Numeral, following: str) -> int:
        text, end = self.text, number.end
        if match := _PERCENT.match(text, end):
            kinds: tuple[Kind, ...] = ("point", "point", "permille", "percent")
            scale = Fraction(1, 100) if match.lastindex == 2 else 1
            kind = kinds[(match.lastindex or 1) - 1]
            return self._add(kind, self._scaled(number, Fraction(scale)), match.end())
        if (match := _TENTHS.match(text, end)) and 0 < number.value <= 10:
            half = Fraction(match[1] is not None and match[1] == "半", 2)
            extra = half if not match[1] or half else (parse(text, match.end() - 1) or number).value / 10
            return self._add("percent", self._scaled(number, Fraction(10), extra), match.end())
        if (match := _DISCOUNT.match(text, end)) and 0 < number.value < 100:
            return self._discount(number, match.end())
        if match := _DOZEN.match(text, end):
            return self._add("cardinal", self._scaled(number, Fraction(12)), match.end(), strength=STRONG)
        if following.startswith("倍") and not number.bare:
            return self._multiple(number, text.index("倍", end) + 1)
        return self._unit(number)

    def _scaled(self, number: Numeral, factor: Fraction, extra: Fraction = Fraction(0)) -> Numeral:
        high = None if number.high is None else number.high * factor
        return replace(number, value=(number.value + extra) * factor, high=high)

    def _discount(self, number: Numeral, end: int) -> int:
        value = number.value * 10 if number.value < 10 and number.high is None else number.value
        if number.high is not None:
            value = number.value * 10 + number.high
        number = replace(number, value=value, high=None)
        sure = self.text[number.start - 1 : number.start] == "打" or self.text[end : end + 1] in "优起扣销出"
        off = Fraction(100 - value)
        return self._add("percent", number, end, strength=STRONG if sure else WEAK, also=(("percent", off, off),))

    def _multiple(self, number: Numeral, end: int) -> int:
        if self.text.startswith("半", end):
            number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
        value, high = number.value, number.high
        growth = _GROWTH.search(self.text, max(0, number.start - 6), number.start)
        if growth and growth[0][0] not in "多高快":
            number = replace(number, value=value + 1, high=None if high is None else high + 1)
        also = (("multiple", value + 1, value + 1),) if growth and growth[0][0] in "多高快" else ()
        if self.text[number.start - 1 : number.start] in ("几", "数"):
            return end
        return self._add("multiple", number, end, also=also)

    def _unit(self, number: Numeral) -> int:
        text, end = self.text, number.end
        at = end
        while at < end + 3 and text[at : at + 1] == " ":
            at += 1
        if match := _HALF.match(text, at):
            number, at = replace(number, value=number.value + Fraction(1, 2)), match.end()
        if number.arabic and (match := _LATIN.match(text, end)):
            key = _LATIN_UNITS.get(match[1])
            if key is None and match[0][0] != " " and len(match[1]) < 3:
                return self._identifier(number.start, match.end())
            if key:
                return self._quantity(number, key, match.end())
        following = text[at : at + 8]
        for name, key in _UNITS_BY_FIRST.get(following[:1], ()):
            if following.startswith(name) and not following.startswith(_NOT_UNITS):
                return self._quantity(number, key, at + len(name))
        sign = self._sign_before(number.start)
        if sign:
            return self._add("money", number, end, unit=sign)
        if following.startswith("度") and re.search(
            "零下|零上|气温|高温|摄氏|体温|温度", text[max(0, number.start - 8) : number.start]
        ):
            return self._add("quantity", number, at + 1, unit="C")
        return self._cardinal(number, following)

    def _sign_before(self, start: int) -> str:
        before = self.text[max(0, start - 4) : start].rstrip(" ")
        return (
            "CNY"
            if before.endswith("人民币")
            else next((k for s, k in CURRENCY_SIGNS.items() if before.endswith(s)), "")
        )

    def _quantity(self, number: Numeral, key: str, end: int) -> int:
        kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
        text = self.text
        if (
            text.startswith("半", end)
            and key in ("y", "d", "km", "jin", "mu", "kg", "h", "month")
            and not text.startswith(("数", "径", "导", "夜", "场"), end + 1)
        ):
            number, end = replace(number, value=number.value + Fraction(1, 2)), end + 1
        strength = STRONG
        if number.bare or (number.value in (1, 2) and not number.arabic and number.scale == 1):
            strength = WEAK if not number.bare else INCIDENTAL
        also = []
        if key == "y" and number.digits == 2 and number.arabic and text[end - 1] == "年":
            full = number.value + (1900 if number.value > 49 else 2000)
            also = [("year", full, full)]
        if key == "y" and (text[end - 2 : end] == "周年" or text[end - 1] == "岁"):
            also = [("ordinal", number.value, number.value)]
        return self._add(kind, number, end, unit=key, strength=strength, also=tuple(also))

    def _cardinal(self, number: Numeral, following: str) -> int:
        single = not number.arabic and number.value <= 10 and number.value.denominator == 1 and number.high is None
        strength = STRONG
        if single:
            counted = following[:1] in _CLASSIFIERS and following[:1] != ""
            strength = WEAK if counted and number.value > 1 else INCIDENTAL
            if _TEENS_AFTER.match(following) or following.startswith(("是", "来", "则")):
                strength = INCIDENTAL
        elif number.bare or (number.high is not None and not number.arabic and number.value <= 10):
            strength = WEAK
        if number.arabic and following.startswith(
            ("急救", "大学", "工程", "报警", "接", "热线", "平台", "高校", "院校")
        ):
            strength = INCIDENTAL
        if number.arabic and number.digits == 2 and following.startswith("后") and number.value % 5 == 0:
            strength = INCIDENTAL
        also = []
        if number.digits == 4 and number.end - number.start == 4 and 1500 <= number.value < 2200:
            also = [("year", number.value, number.value)]
        if following[:1] == "点" and number.value <= 24:
            also = [("clock", number.value, number.value)]
        return self._add("cardinal", number, number.end, strength=strength, also=tuple(also))

    def _add(
        self,
        kind: Kind,
        number: Numeral,
        end: int,
        *,
        unit: str = "",
        strength: int = STRONG,
        also: tuple[tuple[str, Fraction, Fraction], ...] = (),
    ) -> int:
        text, value, start = self.text, number.value, number.start
        high = number.high
        before = text[max(0, start - 2) : start]
        plain_minus = before[-1:] == "-" and not (before[:-1] and (before[0].isalnum() or before[0] in "-%"))
        if before[-1:] == "负" or before == "零下" or (plain_minus and number.arabic):
            value, high = -value, None if high is None else -high
            start -= 2 if before == "零下" else 1
        elif before.endswith("正"):
            start -= 1
        scalable = kind in _SCALABLE
        bound = bound_of(text, number.start, end, over=number.over, duration=kind == "duration") if scalable else ""
        if number.bare and text[start - 1 : start] in ("上", "成") and start:
            high, bound = value * 10 - 1, ""
        span = (start, end)
        self.facts.append(
            Fact(
                *(kind, value, span, self.source[start:end], high, bound, unit),
                direction=direction_of(text, start) if scalable else 0,
                strength=strength,
                also=also,
            )
        )
        return end


_ = ARABIC
