"""English numerals by value, over tokens: 1,300; 88.4 billion; two hundred and fifty-four; half a million; two thirds.

A token is a word, a number or one other character. A numeral may mix figures and words (3 hundred and 21), and "and"
joins only what is smaller than the multiplier before it: "3 hundred and 2 hundred" are two numbers.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LIMIT = 40
TOKEN = re.compile(
    r"[0-9]{1,3}(?:[ \u202f\u00a0][0-9]{3}(?![0-9])){2,}(?:\.[0-9]+)?|[0-9]{1,3}(?:\u202f[0-9]{3}(?![0-9]))(?:\.[0-9]+)?|"
    r"[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|\.[0-9]+|[ap]\.m\.?|[A-Za-z\u00c0-\u024f]+(?:\.[A-Z]\.|[²³])?|[^\sA-Za-z0-9]",
)
ONES = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
    )
} | {"nought": 0, "naught": 0}
TENS = {w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)} | {
    "fourty": 40
}
SCALES = {
    "hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "lakh": 10**5,
    "crore": 10**7, "mln": 10**6, "mil": 10**6, "bln": 10**9, "bn": 10**9, "tn": 10**12, "tln": 10**12, "mn": 10**6,
}
DOZENS = {"dozen": 12, "dozens": 12, "doz": 12, "dozs": 12, "dzs": 12, "dz": 12, "score": 20}
LETTERS = {
    "k": 10**3,
    "K": 10**3,
    "m": 10**6,
    "M": 10**6,
    "mm": 10**6,
    "MM": 10**6,
    "b": 10**9,
    "B": 10**9,
    "G": 10**9,
    "T": 10**12,
}
PLURALS = {
    "tens": 10,
    "dozens": 12,
    "scores": 20,
    "hundreds": 100,
    "thousands": 1000,
    "millions": 10**6,
    "billions": 10**9,
} | {"trillions": 10**12}
SEVERAL = frozenset(("several", "few", "couple", "many"))
ORDINALS = {
    w: n
    for n, w in enumerate(
        ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"]
    )
    if n
} | {"nineth": 9, "twelveth": 12}
ORDINALS |= {w[:-1] + "ieth": n for w, n in TENS.items()}
ORDINAL_SCALES = {w + "th": n for w, n in SCALES.items() if len(w) > 3}
_PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {w: n for w, n in ORDINALS.items() if n > 2}
_PARTS |= {w + "s": n for w, n in ORDINALS.items() if n > 2} | {w: n for w, n in ORDINAL_SCALES.items()}
_PARTS |= {w + "s": n for w, n in ORDINAL_SCALES.items()}
_VULGAR = dict(
    zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", ["1/2", "1/3", "2/3", "1/4", "3/4", "1/5", "2/5", "3/5", "4/5", "1/6", "5/6", "1/8", "3/8", "5/8", "7/8"], strict=True)
)
STARTERS = frozenset(
    (*ONES, *TENS, *SCALES, *DOZENS, *PLURALS, *ORDINALS, *ORDINAL_SCALES, "half", "quarter", "halves", *_VULGAR)
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or character: as written, in lower case, and where it stands."""

    text: str
    low: str
    start: int
    end: int
    number: bool


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens ``first`` to ``last`` (exclusive).

    ``scale`` is the multiplier that a range's other end may take, ``fraction`` where it is written as a share
    ("a third", "3/4"), ``ordinal`` where it is one, ``figures`` where digits are in it, ``plain`` where it is just one
    number token with no comma or point.
    """

    value: Fraction
    first: int
    last: int
    high: Fraction | None = None
    scale: int = 1
    fraction: bool = False
    ordinal: bool = False
    figures: bool = False
    plain: bool = False
    spaced: bool = False


def tokenize(text: str) -> list[Token]:
    """The tokens of an English text; absurdly long numbers are no tokens."""
    return [
        Token(m[0], m[0].lower(), m.start(), m.end(), m[0][-1].isdigit() and m[0][-1].isascii())
        for m in TOKEN.finditer(text)
        if m.end() - m.start() <= LIMIT
    ]


def parse(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The numeral that starts at a token, None where none does.

    >>> t = tokenize("two and a half million")
    >>> parse(t, 0).value, parse(tokenize("three-quarters"), 0).value
    (Fraction(2500000, 1), Fraction(3, 4))
    """
    return _Scan(tokens, at).read()


class _Scan:
    def __init__(self, tokens: Sequence[Token], at: int) -> None:
        self.tokens, self.first, self.at = tokens, at, at
        self.figures = False

    def read(self) -> Numeral | None:
        token = self.tokens[self.first]
        if token.text in _VULGAR:
            return Numeral(Fraction(_VULGAR[token.text]), self.first, self.first + 1, fraction=True, figures=True)
        vague = self._vague()
        if vague:
            return vague
        if token.low in ("half", "quarter"):
            return self._half(Fraction(1, 2 if token.low == "half" else 4), self.first + 1)
        if token.low in ("a", "an"):
            return self._article()
        return self._number(self.first)

    def _low(self, at: int) -> str:
        return self.tokens[at].low if at < len(self.tokens) else ""

    def _joined(self, at: int) -> int:
        """The position after an optional hyphen."""
        return at + 1 if self._low(at) in ("-", "–", "‑") else at

    def _vague(self) -> Numeral | None:
        """Dozens of, hundreds of thousands of, several hundred, a few thousand."""
        at, low = self.first, self._low(self.first)
        if low == "a" and self._low(at + 1) in ("few", "couple"):
            at, low = at + 1, self._low(at + 1)
        if low in SEVERAL:
            nxt = at + 2 if self._low(at + 1) == "of" else at + 1
            unit = SCALES.get(self._low(nxt)) or DOZENS.get(self._low(nxt))
            if unit is None or low == "many":
                return None
            more = SCALES.get(self._low(nxt + 1), 1)
            last = nxt + (2 if more > 1 else 1)
            high = Fraction(3 if low == "couple" else 10) * unit * more
            return Numeral(2 * Fraction(unit) * more, self.first, last, high=high - 1, scale=unit)
        if low not in PLURALS or (self.first and self.tokens[self.first - 1].number):
            return None
        value, last = PLURALS[low], self.first + 1
        top = value * 10
        while self._low(last) == "of" and self._low(last + 1) in PLURALS and last < self.first + 5:
            value, top, last = value * PLURALS[self._low(last + 1)], top * PLURALS[self._low(last + 1)], last + 2
        return Numeral(Fraction(value), self.first, last, high=Fraction(top - 1), scale=value)

    def _article(self) -> Numeral | None:
        low = self._low(self.first + 1)
        if low in DOZENS and low != "score":
            return Numeral(Fraction(12), self.first, self.first + 2)
        if low == "half" or (
            low == "quarter" and self._low(self.first + 2) in ("of", "million", "billion", "century", "")
        ):
            share = Fraction(1, 2 if low == "half" else 4)
            if low == "half" and self._low(self.first + 2) in ("dozen",):
                return Numeral(Fraction(6), self.first, self.first + 3)
            return self._half(share, self.first + 2)
        if low in SCALES or low in ORDINAL_SCALES:
            return self._number(self.first)
        part = _PARTS.get(low)
        hyphen = self._joined(self.first + 2)
        if low in TENS and self._low(hyphen) in _PARTS and _PARTS[self._low(hyphen)] < 10:
            return Numeral(Fraction(1, TENS[low] + _PARTS[self._low(hyphen)]), self.first, hyphen + 1, fraction=True)
        hedged = self._low(self.first - 1) in _HEDGES if self.first else False
        if part and low in ORDINALS and (hedged or self._low(self.first + 2) in _AFTER_SHARE):
            return Numeral(Fraction(1, part), self.first, self.first + 2, fraction=True)
        return None

    def _half(self, share: Fraction, at: int) -> Numeral | None:
        """Half a million, half an hour, a half, a quarter million."""
        word = self.tokens[at - 1].low
        nxt = at + 1 if self._low(at) in ("a", "an") else at
        at = self._joined(at) if self._low(self._joined(at)) in SCALES else at
        nxt = max(nxt, at)
        if self._low(nxt) in DOZENS:
            return Numeral(12 * share, self.first, nxt + 1)
        unit = SCALES.get(self._low(nxt))
        if unit:
            return Numeral(unit * share, self.first, nxt + 1, scale=unit)
        if word == "quarter" and self._low(self.first) not in ("a", "an", "one"):
            return None
        return Numeral(share, self.first, at, fraction=True)

    def _number(self, at: int) -> Numeral | None:
        """Words and figures with their multipliers, then halves, fractions and ordinals."""
        groups: list[tuple[Fraction, int]] = []
        current: Fraction | None = None
        last_unit = 0  # what may follow must be below: 100 after hundred, 10 after twenty
        ordinal = False
        scale = 1
        started = at
        if self._low(at) in ("a", "an"):
            current, at = Fraction(1), at + 1
        plain = False
        spaced = False
        while at < len(self.tokens) and at < started + LIMIT:
            token = self.tokens[at]
            low = token.low
            nxt = self._joined(at) if current is not None or groups else at
            if nxt != at:
                low = self._low(nxt)
                glued = low in ONES or low in ORDINALS or low in SCALES or low in TENS or low in ORDINAL_SCALES
                if not glued or (nxt < len(self.tokens) and self.tokens[nxt].number):
                    break
                if low in ORDINALS and last_unit == 0:
                    break
                token = self.tokens[nxt]
            if token.number:
                if current is not None or (groups and not self._fits(token, groups)):
                    break
                current, last_unit = _value(token.text), 0
                plain, self.figures = not groups and token.text.isdigit(), True
                at = nxt + 1
                continue
            value = ONES.get(low, TENS.get(low))
            if value is not None:
                if current is not None and not (
                    value < last_unit and last_unit >= 10 and not (last_unit == 10 and value == 0)
                ):
                    break
                if groups and current is None and value >= groups[-1][1]:
                    break
                current = (current or Fraction(0)) + value
                last_unit = 10 if low in TENS else 1
                at = nxt + 1
                continue
            if low == "point" and current is not None and not self.figures:
                whole = current
                current, at = self._decimals(current, at)
                if current == whole:
                    break
                continue
            if low in ORDINALS and (current is not None or groups):
                number = ORDINALS[low]
                if last_unit > number or (current is None and groups):
                    if low == "second" and last_unit == 0:
                        break
                    current, at, ordinal = (current or Fraction(0)) + number, nxt + 1, True
                break
            if low in SCALES and (current is not None or groups or low not in ("mil", "lakh", "crore", "mn")):
                unit = SCALES[low]
                if low == "hundred":
                    if current is not None and current >= 100 and not self.figures:
                        break
                    if current is None and groups:
                        break
                    current, last_unit, at = (1 if current is None else current) * 100, 100, nxt + 1
                    scale = 100
                    plain = False
                    continue
                if current is None and not groups:
                    current = Fraction(1)
                base = current if current is not None else Fraction(0)
                while groups and groups[-1][1] <= unit:
                    base += groups.pop()[0]
                groups.append((base * unit, unit))
                current, last_unit, scale, at, plain = None, 0, unit, nxt + 1, False
                continue
            if low in DOZENS and current is not None and low != "score":
                current, at, plain = current * DOZENS[low], nxt + 1, False
                last_unit = 1
                break
            if low == "and" and (current is not None or groups):
                limit = 100 if last_unit == 100 else groups[-1][1] if groups and current is None else 0
                sub = self._and(at + 1, limit, groups)
                if sub is None:
                    break
                number, at, was_ordinal = sub
                current = (current or Fraction(0)) + number
                last_unit = 0
                ordinal = was_ordinal
                if ordinal:
                    break
                continue
            if low in ORDINAL_SCALES and (current is not None or groups or self._low(started) in ("a",)) and nxt:
                base = (current or Fraction(0)) + sum((g[0] for g in groups), Fraction(0))
                groups, current, at, ordinal = [], (base or 1) * ORDINAL_SCALES[low], nxt + 1, True
                break
            if not groups and current is not None and self.figures and plain is not None and at == started + 1:
                letter = LETTERS.get(token.text)
                if (
                    letter
                    and (token.start == self.tokens[at - 1].end or token.text in "kKMGB")
                    and self._letter_ok(token, at)
                ):
                    groups, current, at, scale, plain = [(current * letter, letter)], None, at + 1, letter, False
            break
        if current is None and not groups:
            return self._lone_ordinal(started)
        value = (current or Fraction(0)) + sum((g[0] for g in groups), Fraction(0))
        if ordinal:
            return Numeral(value, started, at, ordinal=True)
        if (
            self.figures
            and value.denominator == 1
            and self._low(at) in ("st", "nd", "rd", "th")
            and self.tokens[at].start == self.tokens[at - 1].end
        ):
            return Numeral(value, started, at + 1, ordinal=True, figures=True)
        exact = scale if current is None or scale == 100 else 1
        return self._with_fraction(
            Numeral(value, started, at, scale=exact, figures=self.figures, plain=plain, spaced=spaced), groups
        )

    def _letter_ok(self, token: Token, at: int) -> bool:
        nxt = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if token.text in ("m", "mm"):
            money = (
                (self.first
                and self.tokens[self.first - 1].text in "$€£¥￥")
                or self._low(self.first - 1) in ("rmb", "usd", "cny")
            )
            noun = nxt is not None and nxt.low in _COUNTED
            return bool(money or noun)
        if token.text in ("G", "T", "K", "B") and token.start == self.tokens[at - 1].end:
            return nxt is None or token.text in "K" or bool(self.first and self.tokens[self.first - 1].text in "$€£¥")
        return True

    def _fits(self, token: Token, groups: list[tuple[Fraction, int]]) -> bool:
        return (
            groups[-1][1] == 1000
            and Fraction(token.text.replace(",", "")) < 1000
            and self._low(token_index(self.tokens, token) + 1) == "hundred"
        )

    def _lone_ordinal(self, at: int) -> Numeral | None:
        low = self._low(at)
        if low in ORDINALS or low in ORDINAL_SCALES:
            return Numeral(Fraction(ORDINALS.get(low) or ORDINAL_SCALES[low]), at, at + 1, ordinal=True)
        return None

    def _decimals(self, whole: Fraction, at: int) -> tuple[Fraction, int]:
        digits = ""
        at += 1
        while at < len(self.tokens):
            low = self._low(at)
            if low in ONES and (ONES[low] < 10 or not digits):
                digits += str(ONES[low])
            elif low in TENS and not digits:
                digits += str(TENS[low] + ONES.get(self._low(self._joined(at + 1)), 0))
                if self._low(self._joined(at + 1)) in ONES:
                    at = self._joined(at + 1)
            else:
                break
            at += 1
        return (whole + Fraction("0." + digits) if digits else whole), at

    def _and(self, at: int, limit: int, groups: list[tuple[Fraction, int]]) -> tuple[Fraction, int, bool] | None:
        if limit < 100 or at >= len(self.tokens):
            return None
        token = self.tokens[at]
        if not (token.number or token.low in ONES or token.low in TENS or token.low in ORDINALS):
            return None
        if token.number and limit > 1000:
            return None
        sub = _Scan(self.tokens, at)._number(at)
        if sub is None or (sub.fraction and sub.value < 1):
            return None
        if sub.value >= limit:
            rescued = limit == 100 and not groups and sub.scale == 1000 and sub.value < 100000 and not token.number
            return (Fraction(0), at, False) if rescued else None
        return sub.value, sub.last, sub.ordinal

    def _with_fraction(self, number: Numeral, groups: list[tuple[Fraction, int]]) -> Numeral:
        """Adds "and a half", "and three quarters", "2 1/4"; makes "two thirds", "3/4", "one over three" shares."""
        at, value = number.last, number.value
        low = self._low(at)
        if low == "/" and number.plain and at + 1 < len(self.tokens) and self.tokens[at + 1].number:
            below = self.tokens[at + 1]
            if (
                below.start == self.tokens[at].end
                and below.text.isdigit()
                and int(below.text)
                and self._low(at + 2) != "/"
            ):
                return _share(number, value / int(below.text), at + 2)
        if number.plain and at + 2 < len(self.tokens) and self.tokens[at].number and self._low(at + 1) == "/":
            top, below = self.tokens[at], self.tokens[at + 2 if at + 2 < len(self.tokens) else at]
            if (
                below.number
                and below.text.isdigit()
                and int(below.text)
                and top.text.isdigit()
                and top.start > self.tokens[at - 1].end
            ):
                return _share(number, value + Fraction(int(top.text), int(below.text)), at + 3)
        if low == "and":
            nxt = at + 2 if self._low(at + 1) in ("a", "one") else at + 1
            part = _PARTS.get(self._low(nxt)) if nxt > at + 1 else None
            share = Fraction(1, part) if part else None
            if share is None and (self._low(at + 1) in ONES) and self._low(self._joined(at + 2)) in _PARTS:
                nxt = self._joined(at + 2)
                share = Fraction(ONES[self._low(at + 1)], _PARTS[self._low(nxt)])
            if share is not None:
                unit = SCALES.get(self._low(nxt + 1), 0)
                if groups:
                    return _share(
                        number,
                        value + share * (unit if unit > 100 else groups[-1][1]),
                        nxt + (2 if unit else 1),
                        whole=True,
                    )
                return _share(
                    number, (value + share) * (unit or 1), nxt + (2 if unit else 1), whole=True, scale=unit or 1
                )
        hyphen = self._joined(at)
        part = _PARTS.get(self._low(hyphen))
        if part and not number.figures and value.denominator == 1 and self._low(hyphen) not in ("second",):
            plural = self._low(hyphen).endswith("s")
            period = (
                part == 4
                and self._low(hyphen - 1) in ("three", "four", "two")
                and self.first
                and self._low(self.first - 1) in ("first", "last", "past")
            )
            if (plural or value == 1) and not period:
                share = value / part
                unit = (
                    SCALES.get(self._low(hyphen + 3), 0)
                    if self._low(hyphen + 1) == "of" and self._low(hyphen + 2) == "a"
                    else 0
                )
                return _share(number, share * (unit or 1), hyphen + (4 if unit else 1), whole=bool(unit))
        out_of = (
            2
            if low == "out" and self._low(at + 1) == "of"
            else 1
            if low in ("in", "over") and value == 1 and number.last == number.first + 1
            else 0
        )
        if (
            out_of
            and at + out_of < len(self.tokens)
            and not (
                low == "in"
                and number.figures
                and number.first
                and self._low(number.first - 1) not in ("", "about", "nearly", "some", "every", "around")
            )
        ):
            below_number = _Scan(self.tokens, at + out_of)._number(at + out_of)
            if (
                below_number
                and below_number.value > value
                and not below_number.ordinal
                and below_number.value < 10**5
                and (low != "in" or below_number.value <= 100)
            ):
                nxt_low = self._low(below_number.last)
                if nxt_low not in (
                    "years",
                    "months",
                    "days",
                    "weeks",
                    "hours",
                    "cities",
                    "provinces",
                    "percent",
                    "%",
                    "minutes",
                    "decades",
                ):
                    return _share(number, value / below_number.value, below_number.last)
        return number


_HEDGES = frozenset(["about", "nearly", "almost", "over", "roughly", "approximately", "around", "than", "by", "only"])
_AFTER_SHARE = frozenset(
    ("of", "", ".", ",", "more", "less", "higher", "lower", "to", ")", "in", "by", "is", "are", "were", "was", ";")
)
_COUNTED = frozenset(
    ["people", "persons", "residents", "citizens", "visitors", "tourists", "trips", "visits", "cases", "deaths", "jobs", "users", "households", "families", "units", "vehicles", "cars", "students", "workers", "farmers", "farms", "passengers", "tickets", "homes", "copies", "metric", "barrels", "tons", "children", "women", "men", "subscribers", "customers", "players", "viewers", "followers", "doses", "tests", "shares", "yuan", "dollars", "euros"]
)


def _value(text: str) -> Fraction:
    return Fraction("".join(c for c in text if c not in ", \u202f\u00a0"))


def token_index(tokens: Sequence[Token], token: Token) -> int:
    """Where a token stands in its list (tokens are few and near: a scan of positions)."""
    low, high = 0, len(tokens)
    while low < high:
        middle = (low + high) // 2
        if tokens[middle].start < token.start:
            low = middle + 1
        else:
            high = middle
    return low


def _share(number: Numeral, value: Fraction, last: int, *, whole: bool = False, scale: int = 1) -> Numeral:
    return Numeral(value, number.first, last, scale=scale, fraction=not whole, figures=number.figures)
