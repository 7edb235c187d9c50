"""English numerals in full: whole numbers with what may follow them (and a half, two thirds, 3/4), halves of what
follows (half a million), and vague plurals (dozens of, hundreds of thousands of, several hundred)."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from align.facts.english_numerals import whole
from align.facts.english_tokens import Numeral, Token, low_at
from align.facts.model import BOUNDS
from align.facts.number_words import DOZENS, ONES, ORDINAL_SCALES, ORDINALS, PARTS, PLURALS, SCALES, TENS, VULGAR
from align.language.lexicon import forms
from align.language.tables import words

_SEVERAL = {"several": 10, "few": 10, "couple": 3}
_HEDGES = frozenset(("than", "by", "only", *(form for bound in BOUNDS for form in forms(bound, "en"))))
_AFTER_SHARE = frozenset(
    words(
        """
        of . , ; ) more less fewer higher lower larger smaller greater bigger faster slower longer shorter cheaper to in
        by is are were was has have and or from
        """
    )
) | {""}
_TENTHS_OF = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 100, 1000, 10000))
_ROUND = frozenset(words("three four five six seven eight nine ten twenty hundred"))
_PERIODS = frozenset(words("years months days weeks hours minutes decades cities provinces percent %"))


def parse(tokens: Sequence[Token], at: int) -> Numeral | None:
    """The numeral that starts at a token, None where none does.

    >>> from align.facts.english_tokens import tokenize
    >>> [str(parse(tokenize(t), 0).value) for t in ("two and a half million", "three-quarters", "half a dozen")]
    ['2500000', '3/4', '6']
    """
    token = tokens[at]
    if token.text in VULGAR:
        return Numeral(VULGAR[token.text], at, at + 1, share=True, figures=True)
    if token.low in ("half", "quarter"):
        return _half_of(tokens, at, at + 1)
    if token.low in ("a", "an"):
        return _after_article(tokens, at)
    if token.low in _SEVERAL:
        return _several(tokens, at, at)
    if token.low in PLURALS and not (at and tokens[at - 1].number):
        return _plural(tokens, at)
    number = whole(tokens, at)
    return number if number is None or number.ordinal else _with_share(tokens, number)


def _joined(tokens: Sequence[Token], at: int) -> int:
    """The position after an optional hyphen."""
    return at + 1 if low_at(tokens, at) in ("-", "–", "‑") else at


def _several(tokens: Sequence[Token], first: int, at: int) -> Numeral | None:
    """Several hundred, a few thousand, a couple of million."""
    nxt = at + 2 if low_at(tokens, at + 1) == "of" else at + 1
    unit = SCALES.get(low_at(tokens, nxt)) or DOZENS.get(low_at(tokens, nxt))
    if unit is None:
        return None
    more = SCALES.get(low_at(tokens, nxt + 1), 1)
    high = Fraction(_SEVERAL[low_at(tokens, at)] * unit * more - 1)
    return Numeral(Fraction(2 * unit * more), first, nxt + (2 if more > 1 else 1), high=high, scale=unit)


def _plural(tokens: Sequence[Token], at: int) -> Numeral:
    """Dozens, hundreds of thousands, thousands upon thousands."""
    value = PLURALS[tokens[at].low]
    top, last = 100 if tokens[at].low in ("dozens", "scores") else value * 10, at + 1
    for _ in range(2):
        nxt = _joined(tokens, last)
        link, after = low_at(tokens, nxt), _joined(tokens, nxt + 1)
        word = low_at(tokens, after)
        if link == "upon" and word in PLURALS:
            last, top = after + 1, top * 10
        elif link == "of" and (unit := PLURALS.get(word) or SCALES.get(word)):  # hundreds of million, too
            value, top, last = value * unit, top * unit, after + 1
    return Numeral(Fraction(value), at, last, high=Fraction(top - 1), scale=value)


def _after_article(tokens: Sequence[Token], at: int) -> Numeral | None:
    """A dozen, a few thousand, a half, a quarter of, a hundred thousand, a third, a twenty-first part."""
    low, after = low_at(tokens, at + 1), low_at(tokens, at + 2)
    if low in DOZENS:
        return Numeral(Fraction(12), at, at + 2)
    if low in ("few", "couple"):
        return _several(tokens, at, at + 1)
    if low == "half" or (low == "quarter" and (after in _AFTER_SHARE or after in SCALES or after == "century")):
        return _half_of(tokens, at, at + 2)
    ends = after in _AFTER_SHARE or low_at(tokens, at - 1) in _HEDGES
    if low in SCALES:
        number = whole(tokens, at)
        return number if number is None or number.ordinal else _with_share(tokens, number)
    if low in ORDINAL_SCALES:
        return Numeral(Fraction(1, ORDINAL_SCALES[low]), at, at + 2, share=True) if ends else whole(tokens, at)
    nxt = _joined(tokens, at + 2)
    if low in TENS and ORDINALS.get(low_at(tokens, nxt), 10) < 10:
        below = TENS[low] + ORDINALS[low_at(tokens, nxt)]
        return Numeral(Fraction(1, below), at, nxt + 1, share=True)
    if low in ORDINALS and low in PARTS and ends:
        return Numeral(Fraction(1, PARTS[low]), at, at + 2, share=True)
    return None


def _half_of(tokens: Sequence[Token], first: int, at: int) -> Numeral | None:
    """Half a million, half dozen, a quarter million, a half; ``at`` is the token after the word."""
    word = tokens[at - 1].low
    share = Fraction(1, 2 if word == "half" else 4)
    nxt = at + 1 if low_at(tokens, at) in ("a", "an") else _joined(tokens, at)
    if low_at(tokens, nxt) in DOZENS:
        return Numeral(12 * share, first, nxt + 1)
    if unit := SCALES.get(low_at(tokens, nxt)):
        return Numeral(unit * share, first, nxt + 1, scale=unit)
    if word == "quarter" and low_at(tokens, first) not in ("a", "an"):
        return None
    return Numeral(share, first, at, share=True)


def _with_share(tokens: Sequence[Token], number: Numeral) -> Numeral:
    found = _slash(tokens, number) or _and_a_half(tokens, number) or _parts(tokens, number) or _out_of(tokens, number)
    return found or number


def _slash(tokens: Sequence[Token], number: Numeral) -> Numeral | None:
    """3/4 and 2 1/4; 5/17/2018 is neither."""
    at, value = number.last, number.value
    if not number.plain:
        return None
    if low_at(tokens, at) != "/":
        gap = at < len(tokens) and tokens[at].text.isdecimal() and tokens[at].start > tokens[at - 1].end
        if not gap or low_at(tokens, at + 1) != "/":
            return None
        top = Fraction(int(tokens[at].text))
        at += 1
    else:
        top, value = value, Fraction(0)
    below = tokens[at + 1] if at + 1 < len(tokens) else None
    if below is None or not below.text.isdecimal() or below.start > tokens[at].end or low_at(tokens, at + 2) == "/":
        return None
    if not int(below.text) or (len(below.text) > 3 and below.text.strip("0") != "1"):
        return None
    return replace(number, value=value + top / int(below.text), last=at + 2, share=True, plain=False)


def _and_a_half(tokens: Sequence[Token], number: Numeral) -> Numeral | None:
    """One and a half, two and a half million, 3 million and a quarter, one hundred and three quarters."""
    at = number.last
    if low_at(tokens, at) not in ("and", "-", "&"):
        return None
    at = at + 1 if low_at(tokens, at) != "-" else at + 2 if low_at(tokens, at + 1) == "and" else 0
    if not at:
        return None
    at = _joined(tokens, at)
    top, after = (1, at + 1) if low_at(tokens, at) == "a" else _small(tokens, at)
    nxt = _joined(tokens, after)
    below = PARTS.get(low_at(tokens, nxt))
    if not top or below is None or top >= below:
        return None
    unit, share = SCALES.get(low_at(tokens, nxt + 1), 1), Fraction(top, below)
    if number.scale > 100:  # three million and a quarter, and a quarter million
        value = number.value + share * (unit if unit > 1 else number.scale)
    else:
        value = (number.value + share) * unit
    scale = unit if unit > 1 or number.scale <= 100 else number.scale
    return replace(number, value=value, last=nxt + (2 if unit > 1 else 1), scale=scale, plain=False)


def _small(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """A number below a hundred in words and the token after it, 0 where there is none."""
    if low_at(tokens, at) not in ONES and low_at(tokens, at) not in TENS:
        return 0, at
    number = whole(tokens, at)
    return (int(number.value), number.last) if number and number.value < 100 and not number.ordinal else (0, at)


def _parts(tokens: Sequence[Token], number: Numeral) -> Numeral | None:
    """Two thirds, one-fifth, three twenty-firsts, two thirds of a million."""
    at = _joined(tokens, number.last)
    low = low_at(tokens, at)
    if number.figures or number.value.denominator != 1:
        return None
    below, last = PARTS.get(low), at + 1
    if low in ("ten", "hundred") and low_at(tokens, at + 1) == "-" and low_at(tokens, at + 2) in PARTS:
        below, last = (10 if low == "ten" else 100) * PARTS[low_at(tokens, at + 2)], at + 3
    if low in TENS:
        nxt = _joined(tokens, at + 1)
        ending = low_at(tokens, nxt)
        single = ORDINALS.get(ending.removesuffix("s"), 10)
        fits = single < 10 and (ending.endswith("s") or number.value == 1)
        below, last = (TENS[low] + single if fits else None), nxt + 1
    if low == "halves" and number.value > 3:
        return None
    if below is None or not (low_at(tokens, last - 1).endswith("s") or number.value == 1):
        return None
    if below == 4 and (low_at(tokens, number.first - 1) in ("first", "last", "past") or number.value > 3):
        return None
    of_a = low_at(tokens, last) == "of" and low_at(tokens, last + 1) == "a"
    unit = SCALES.get(low_at(tokens, last + 2), 1) if of_a else 1
    last += 3 if unit > 1 else 0
    return replace(number, value=number.value / below * unit, last=last, share=unit == 1, plain=False, scale=1)


def _out_of(tokens: Sequence[Token], number: Numeral) -> Numeral | None:
    """One out of three, three in ten, one over twenty; "12 in six boxes" and "one in two years" are no shares."""
    at, low = number.last, low_at(tokens, number.last)
    beside = low.isalpha() and low_at(tokens, at + 1) == "in" and not number.figures and number.value < 10
    if beside and low_at(tokens, at + 2) in _ROUND and low not in _PERIODS and low not in SCALES:
        at, low = at + 1, "in"  # one job in five
    if low == "out" and low_at(tokens, at + 1) == "of":
        at += 2
    elif low == "in" or (low == "over" and (number.value == 1 or number.figures)):
        at += 2 if low_at(tokens, at + 1) == "every" else 1
    else:
        return None
    below = whole(tokens, at) if at < len(tokens) else None
    if below is None or below.ordinal or not below.value or number.value.denominator != 1:
        return None
    if below.value <= number.value or (low == "over" and 1900 <= below.value < 2100 and below.plain):
        return None
    if low == "in" and (below.value not in _TENTHS_OF or (number.figures and number.first)) and number.value > 1:
        return None
    large = below.value > 100 and "," not in tokens[at].text and below.scale == 1  # one in 2008; not one in 10,000
    mixed = number.figures != below.figures and low_at(tokens, at - 1) != "every"
    if (low == "in" and large) or low_at(tokens, below.last) in _PERIODS or (mixed and number.value > 1):
        return None
    return replace(number, value=number.value / below.value, last=below.last, share=True, plain=False)
