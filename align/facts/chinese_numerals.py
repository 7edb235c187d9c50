"""Chinese numerals by value: 1.3万亿, 11万7015, 一万五千亿, 二〇二四, 十几万, 一千多万.

A table of characters is not enough: the value of a digit depends on what comes before (一千三 is 1300, 一千零三 is
1003), multipliers multiply what stands before them as a whole (4569万8311亿), two neighbouring digits are an estimate
(七八十), and 几, 数, 多 and 余 may stand inside. One pass, a bounded number of characters.
"""

import re
from dataclasses import dataclass
from fractions import Fraction

from align.facts.number_words import number_words

LIMIT = 48
Number = int | Fraction
DIGITS, SMALL, LARGE = (number_words(kind) for kind in ("digit", "small", "large"))
FEW = frozenset("几数")
OVER = frozenset("余多来")
CHARS = "".join(DIGITS) + "".join(SMALL) + "".join(LARGE)
ARABIC = re.compile(r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|\.[0-9]+")
_DIGIT_RUN = re.compile("[" + "".join(DIGITS) + "]+")
_MULTIPLIER_NEXT = re.compile("[十百千万亿](?!分[比率数])")
_UNIT_THOUSAND = re.compile("千[瓦米克卡赫伏帕]")
_UNIT_MEGA = re.compile("兆[瓦赫帕焦欧伏位字比]|百帕")
_NOT_OVER = re.compile(
    "多(?:元|边|样|媒|方|维|极|功|层|次|数|党|重|少|年生)|来(?!万|亿|个|岁|天|年|人|名|分|次|块|元|斤|里|米|公|家)"
)
_AND_UNITS = re.compile("有[一二三四五六七八九](?![十百千万亿几数多]|[个家项种条名人次])")  # 八十有六, not 八十有三个


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, from ``start`` to ``end``; ``high`` where it is vague (十几 is 10 to 19).

    ``scale`` is the last multiplier of 万 and above (600至850亿 needs it), ``digits`` the length of a plain digit
    string (a year has four), ``bare`` a multiplier with no digit before it (百, 万), ``over`` a 多 or 余 inside.
    """

    value: Fraction
    start: int
    end: int
    high: Fraction | None = None
    scale: int = 1
    digits: int = 0
    bare: bool = False
    over: bool = False
    arabic: bool = False


def parse(text: str, at: int) -> Numeral | None:
    """The numeral that starts at a position, None where there is none or where it is absurdly long.

    ``text`` has half-width digits and simplified characters.

    >>> parse("1.3万亿元", 0).value, parse("一百二三十人", 0).high
    (Fraction(1300000000000, 1), Fraction(130, 1))
    """
    scan = _Scan(text, at)
    while scan.step():
        pass
    return scan.result()


class _Scan:
    """The state of one reading: closed groups, the group below 万 that is open, and a digit that waits."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.start, self.at = text, at, at
        self.stop = min(len(text), at + LIMIT)
        self.groups: list[tuple[Number, Number, int]] = []
        self.low: Number = 0
        self.high: Number = 0
        self.smallest = 10**4
        self.waiting: tuple[Number, Number] | None = None
        self.unit_before = 0  # the multiplier that the last token was, 0 after a digit or a zero
        self.digits = 0
        self.scale = self.room = 1
        self.arabic = self.over = self.vague = self.bare = self.any = self.closed = False

    def step(self) -> bool:
        """Reads one more token; False where the numeral ends."""
        if self.closed or self.at >= self.stop:
            return False
        at = self.at
        char = self.text[at]
        if "0" <= char <= "9" or (char == "." and not self.any):
            return self._arabic(at)
        if char in DIGITS:
            return self._han_digits(at)
        if char in SMALL:
            return self._small(at, SMALL[char])
        if char in LARGE and not _UNIT_MEGA.match(self.text, at):
            return self._large(at, LARGE[char])
        if char in FEW:
            return self._few(at)
        if char in OVER and self.any:
            return self._more(at)
        if char == "点" and self.any:
            return self._point(at)
        if char == "有" and self.unit_before == 10 and _AND_UNITS.match(self.text, at):
            return self._han_digits(at + 1)
        following = self.text[at + 1 : at + 2]
        if (
            (char == "k" or (char == "K" and self.digits > 2))
            and self.arabic
            and self.waiting
            and not (following and following.isascii())
        ):
            self.waiting = (self.waiting[0] * 1000, self.waiting[1] * 1000)
            return self._advance(at + 1, close=True)
        return False

    def result(self) -> Numeral | None:
        if not self.any:
            return None
        low, high = self.low, self.high
        if self.waiting is not None:
            scale = self.unit_before // 10 if self.unit_before >= 100 and not self.arabic_waiting else 1
            low, high = low + self.waiting[0] * scale, high + self.waiting[1] * scale
        for group in self.groups:
            low, high = low + group[0], high + group[1]
        scale = self.scale if self.groups and not self.waiting and not self.low else 1
        bare = self.bare and self.waiting is None and not self.low % 10
        vague = Fraction(high) if high != low else None
        return Numeral(Fraction(low), self.start, self.at, vague, scale, self.digits, bare, self.over, self.arabic)

    arabic_waiting = False

    def _advance(self, at: int, *, close: bool = False) -> bool:
        self.at, self.any, self.closed = at, True, close
        return True

    def _arabic(self, at: int) -> bool:
        match = ARABIC.match(self.text, at)
        if match is None or self.waiting is not None or (self.any and not (self.unit_before and self.arabic)):
            return False
        if len(match[0]) > LIMIT:
            return False
        written = match[0].replace(",", "")
        value: Number = int(written) if written.isdecimal() else Fraction(written)
        if self.any and value >= max(self.unit_before, self.room):
            return False
        self.waiting, self.arabic, self.arabic_waiting = (value, value), True, True
        if not self.any and match[0].isdecimal():
            self.digits = len(match[0])
        return self._advance(match.end())

    def _han_digits(self, at: int) -> bool:
        match = _DIGIT_RUN.match(self.text, at, min(len(self.text), at + LIMIT + 1))
        if match is None or self.waiting is not None or len(match[0]) > LIMIT:
            return False
        run = match[0]
        if "俩" in run:
            run = run[: run.index("俩") + 1]
        if "两" in run[1:] or (self.any and run[0] == "两"):
            # 二十两 is a weight; 一千两百 is a number
            cut = run.index("两", 0 if self.any else 1)
            after = self.text[at + cut + 1 : at + cut + 2]
            if after not in SMALL or cut:
                run = run[:cut]
            if not run:
                return False
        end = at + len(run)
        numbers = [DIGITS[c] for c in run]
        if self.any and numbers[0] == 0:
            after = self.text[at + 1 : at + 2]
            if not (after in DIGITS or after in SMALL or after in FEW or (after.isascii() and after.isdecimal())):
                return False
            self.room, self.unit_before = self.unit_before, 1
            return self._advance(at + 1)
        self.arabic_waiting = False
        if len(numbers) == 1:
            self.waiting = (numbers[0], numbers[0])
            self.digits = 0 if self.any else 1
            return self._advance(end)
        first, second = numbers[:2]
        if len(numbers) == 2 and 0 < first < second and (second == first + 1 or (first, second) == (3, 5)):
            self.waiting, self.vague = (first, second), True
            return self._advance(end)
        if self.any:
            return False
        value = int("".join(map(str, numbers)))
        if len(numbers) == 2 and first == 0 and self.text[end : end + 1] not in ("", "点"):
            value = second
        self.waiting, self.digits = (value, value), len(numbers)
        return self._advance(end)

    def _small(self, at: int, unit: int) -> bool:
        if (
            _UNIT_MEGA.match(self.text, at)
            or unit >= self.smallest
            or (self.digits > 1 and not self.arabic and not self.vague)
        ):
            return False
        if unit == 1000 and (self.waiting is None or self.arabic_waiting) and _UNIT_THOUSAND.match(self.text, at):
            return False
        if self.waiting is None:
            if self.any and not (unit == 10 and self.unit_before != 10):
                return False
            self.waiting = (1, 1)
            self.bare = not self.any and unit > 10
        low, high = self.waiting
        self.low, self.high = self.low + low * unit, self.high + high * unit
        self.smallest, self.waiting, self.unit_before = unit, None, unit
        return self._advance(at + 1)

    def _large(self, at: int, unit: int) -> bool:
        low, high = self.low, self.high
        if self.waiting is not None:
            low, high = low + self.waiting[0], high + self.waiting[1]
        empty = low == high == 0
        self.scale = unit * (self.scale if empty and self.any else 1)
        groups = list(self.groups)
        while groups and (groups[-1][2] < unit or (groups[-1][2] == unit and empty)):
            low, high = low + groups[-1][0], high + groups[-1][1]
            groups.pop()
            empty = False
        if groups and groups[-1][2] <= unit:
            return False
        if empty:
            if self.any:
                return False
            low = high = 1
            self.bare = True
        self.groups = [*groups, (low * unit, high * unit, unit)]
        self.low = self.high = 0
        self.smallest, self.waiting, self.unit_before = 10**4, None, unit
        return self._advance(at + 1)

    def _few(self, at: int) -> bool:
        if self.waiting is not None:
            return False
        if self.text[at] == "数" and self.any:
            return False
        if not self.any and not _MULTIPLIER_NEXT.match(self.text, at + 1):
            return False
        self.waiting = (0, 9) if self.any else (2, Fraction(99, 10))
        self.vague = True
        self.unit_before = 1
        return self._advance(at + 1)

    def _more(self, at: int) -> bool:
        round_number = self.text[self.at - 1] in "百千万亿兆" or self.digits > 3
        if self.over or (_NOT_OVER.match(self.text, at) and not round_number):
            return False
        if self.text[self.at - 1] in "零〇" or (self.text[at] == "来" and self.text[self.at - 1] not in "十百"):
            return False
        self.over = True
        after = at + 1
        large = after < len(self.text) and self.text[after] in LARGE
        return self._advance(at + 1, close=not large)

    def _point(self, at: int) -> bool:
        after = at + 1
        match = _DIGIT_RUN.match(self.text, after, min(len(self.text), after + LIMIT))
        if match is None or "两" in match[0] or self.arabic or self.vague:
            return False
        if self.text[match.end() : match.end() + 1] in ("十", "刻", "直"):  # 两点一刻, 两点一直
            return False
        decimals = Fraction("0." + "".join(str(DIGITS[c]) for c in match[0]))
        whole, _ = self.waiting or (0, 0)
        if self.waiting is not None and self.unit_before >= 100:
            whole *= self.unit_before // 10
        self.waiting, self.digits, self.unit_before, self.bare = (whole + decimals, whole + decimals), 0, 0, False
        return self._advance(match.end())
