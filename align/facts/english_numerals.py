"""English numerals by value, over tokens: 1,300; 88.4 billion; two hundred and fifty-four; the 21st; 1.3m people.

A numeral may mix figures and words (3 hundred and 21), and "and" joins only what is smaller than the multiplier before
it: "3 hundred and 2 hundred" are two numbers, "two hundred and two thousand" is one.
"""

from collections.abc import Sequence
from fractions import Fraction

from align.facts.english_tokens import LIMIT, Numeral, Token, amount, low_at
from align.facts.number_words import DOZENS, LETTERS, ONES, ORDINAL_SCALES, ORDINALS, PARTS, SCALES, TENS
from align.language.lexicon import forms

_HYPHENS = frozenset("-–‑")
_AFTER_HYPHEN = frozenset((*ONES, *TENS, *SCALES, *ORDINALS, *ORDINAL_SCALES))
_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_RARE = frozenset(("mil", "mn", "lakh", "crore"))
_COUNTED = frozenset(forms("counted", "en"))


def whole(tokens: Sequence[Token], at: int, *, nested: bool = False) -> Numeral | None:
    """The whole number, decimal or ordinal that starts at a token, without any share after it.

    ``nested``: what follows an "and", in which there is no second one.

    >>> from align.facts.english_tokens import tokenize
    >>> whole(tokenize("one hundred and thirty-two fifths"), 0).value, whole(tokenize("the 21st"), 1).ordinal
    (Fraction(132, 1), True)
    """
    scan = _Scan(tokens, at, nested=nested)
    while scan.step():
        pass
    return scan.result()


class _Scan:
    """The state of one reading: closed groups (5 million), the group that is open, and what may still be added to it.

    ``room``: a word may follow where its value is below: 10 after "twenty", 100 after "hundred".
    """

    def __init__(self, tokens: Sequence[Token], at: int, *, nested: bool) -> None:
        self.nested = nested
        self.tokens, self.first, self.at = tokens, at, at
        self.groups: list[tuple[int | Fraction, int]] = []
        self.current: int | Fraction | None = None
        self.room = 0
        self.scale = 1
        self.ordinal = self.figures = self.plain = self.closed = False
        if low_at(self.tokens, at) in ("a", "an"):
            self.current, self.at = 1, at + 1

    def step(self) -> bool:
        """Reads one more token; False where the numeral ends."""
        if self.closed or self.at >= len(self.tokens) or self.at > self.first + LIMIT:
            return False
        at = self._past_hyphen()
        token = self.tokens[at]
        low = token.low
        if token.number:
            return at == self.at and self._figure(at, token)
        if low in ONES or low in TENS:
            return self._word(at, ONES[low] if low in ONES else TENS[low], 10 if low in TENS else 1)
        if low in SCALES:
            return self._hundred(at) if low == "hundred" else self._multiplier(at, low)
        if low in ("hundreds", "thousands", "millions") and self.current is not None:
            return self._hundred(at) if low == "hundreds" else self._multiplier(at, low[:-1])
        if low in DOZENS and self.current is not None:
            self.current *= DOZENS[low]
            return self._advance(at + 1, close=True)
        if low in ORDINALS:
            return self._ordinal(at, ORDINALS[low])
        if low in ORDINAL_SCALES and self._any():
            value = (self._total() or 1) * ORDINAL_SCALES[low]
            self.groups, self.current, self.ordinal = [], value, True
            return self._advance(at + 1, close=True)
        if low == "and" and self._any() and not self.nested:
            return self._and(at + 1)
        if low == "point" and self.current is not None and not self.figures:
            return self._decimals(at + 1)
        return self._suffix(at, token)

    def result(self) -> Numeral | None:
        if not self._any():
            low = low_at(self.tokens, self.first)
            value = ORDINALS.get(low) or ORDINAL_SCALES.get(low)
            return Numeral(Fraction(value), self.first, self.first + 1, ordinal=True) if value else None
        scale = self.scale if self.current is None or self.scale == 100 else 1
        return Numeral(
            Fraction(self._total()),
            self.first,
            self.at,
            scale=scale,
            ordinal=self.ordinal,
            figures=self.figures,
            plain=self.plain and not self.ordinal,
        )

    def _any(self) -> bool:
        return self.current is not None or bool(self.groups)

    def _total(self) -> int | Fraction:
        return sum([group[0] for group in self.groups], self.current or 0)

    def _advance(self, at: int, *, close: bool = False) -> bool:
        self.at, self.closed = at, close
        return True

    def _past_hyphen(self) -> int:
        """The next token, or the one after a hyphen that joins number words."""
        if self.tokens[self.at].low not in _HYPHENS or not self._any():
            return self.at
        low = low_at(self.tokens, self.at + 1)
        joins = low in _AFTER_HYPHEN and not (low in ORDINALS and not self.room)
        return self.at + 1 if joins else self.at

    def _figure(self, at: int, token: Token) -> bool:
        if self.current is not None:
            return False
        if self.groups and not (self.groups[-1][1] == 1000 and low_at(self.tokens, at + 1) == "hundred"):
            return False
        self.current, self.room, self.figures = amount(token.text), 0, True
        self.plain = not self.groups and token.text.isdecimal()
        return self._advance(at + 1)

    def _word(self, at: int, value: int, room: int) -> bool:
        if self.current is not None and not 0 < value < self.room:
            return False
        if self.current is None and self.groups and (self.figures or value >= self.groups[-1][1]):
            return False
        self.current = (self.current or 0) + value
        self.room = room
        return self._advance(at + 1)

    def _hundred(self, at: int) -> bool:
        if (self.current is not None and self.current >= 100 and not self.figures) or (
            self.current is None and self.groups
        ):
            return False
        self.current = (1 if self.current is None else self.current) * 100
        self.room, self.scale, self.plain = 100, 100, False
        return self._advance(at + 1)

    def _multiplier(self, at: int, low: str) -> bool:
        unit = SCALES[low]
        if not self._any() and low in _RARE:
            return False
        base = 1 if not self._any() else self.current or 0
        while self.groups and self.groups[-1][1] <= unit:
            base += self.groups.pop()[0]
        self.groups.append((base * unit, unit))
        self.current, self.room, self.scale, self.plain = None, 0, unit, False
        return self._advance(at + 1)

    def _ordinal(self, at: int, value: int) -> bool:
        """Twenty-first, two hundred and third; "three second" is no ordinal."""
        open_group = self.current is None and bool(self.groups)
        if not (self.room > value or open_group):
            return False
        self.current, self.ordinal = (self.current or 0) + value, True
        return self._advance(at + 1, close=True)

    def _and(self, at: int) -> bool:
        limit = 100 if self.room == 100 else self.groups[-1][1] if self.groups and self.current is None else 0
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or not limit or (token.number and limit > 1000):
            return False
        if not (token.number or token.low in ONES or token.low in TENS or token.low in ORDINALS):
            return False
        sub = whole(self.tokens, at, nested=True)
        if sub is None or not sub.value or self._counts_parts(token, sub.last, sub.value):
            return False
        if sub.value >= limit:
            # two hundred and two thousand
            if not (limit == 100 and not self.groups and sub.scale == 1000 and not token.number):
                return False
            return self._advance(at)
        self.current = (self.current or 0) + sub.value
        self.room, self.ordinal = 0, sub.ordinal
        return self._advance(sub.last, close=sub.ordinal)

    def _counts_parts(self, token: Token, after: int, value: Fraction) -> bool:
        """True if what follows "and" is a share: two million and three fifths, and one half."""
        at = after + 1 if low_at(self.tokens, after) in _HYPHENS else after
        part = low_at(self.tokens, at)
        return part in PARTS and (value < PARTS[part] if part.endswith("s") else token.low == "one")

    def _decimals(self, at: int) -> bool:
        """Five point zero three, two hundred point seventy-one."""
        digits = ""
        while at < len(self.tokens):
            low = low_at(self.tokens, at)
            if low in ONES and (ONES[low] < 10 or not digits):
                digits += str(ONES[low])
            elif low in TENS and not digits:
                nxt = at + 2 if low_at(self.tokens, at + 1) in _HYPHENS else at + 1
                digits = str(TENS[low] + ONES.get(low_at(self.tokens, nxt), 0))
                at = nxt if low_at(self.tokens, nxt) in ONES else at
            else:
                break
            at += 1
        if not digits or self.current is None:
            return False
        self.current, self.room = self.current + Fraction("0." + digits), 0
        return self._advance(at)

    def _suffix(self, at: int, token: Token) -> bool:
        """21st, 10k, US$2m, 1.3m people: letters that touch the figures."""
        if not self.figures or self.current is None or self.groups or at != self.first + 1:
            return False
        touches = token.start == self.tokens[at - 1].end
        if touches and token.low in _SUFFIXES and self.current.denominator == 1:
            self.ordinal = True
            return self._advance(at + 1, close=True)
        factor = LETTERS.get(token.text)
        if factor is None or not (touches or token.text in "kMGB") or not self._is_factor(at, token.text):
            return False
        self.groups, self.current, self.scale, self.plain = [(self.current * factor, factor)], None, factor, False
        return self._advance(at + 1, close=True)

    def _is_factor(self, at: int, letter: str) -> bool:
        money = self.first > 0 and (
            self.tokens[self.first - 1].text in "$€£¥￥" or low_at(self.tokens, self.first - 1) in ("rmb", "usd", "cny")
        )
        if letter in "bB":
            figures = self.tokens[at - 1].text
            return money or "." in figures or at + 1 == len(self.tokens) or low_at(self.tokens, at + 1) in _COUNTED
        if letter in ("m", "mm"):
            return money or low_at(self.tokens, at + 1) in _COUNTED
        return money or letter not in "GT" or at + 1 == len(self.tokens)
