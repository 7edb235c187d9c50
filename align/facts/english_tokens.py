"""Tokens of an English text, and the tables of its number words.

A token is a word, a number or one other character: "$2.3bn" is "$", "2.3", "bn"; "8 p.m." keeps "p.m." whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from align.language.tables import words

LIMIT = 40
_FIGURES = frozenset("0123456789")
SPACES = " \u00a0\u202f"
TOKEN = re.compile(
    rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}}(?![0-9])){{2,5}}(?:\.[0-9]+)?"
    r"|[0-9]{1,3} 000(?![0-9])"
    r"|[0-9]{1,3}\u202f[0-9]{3}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?![0-9])(?:\.[0-9]+)?"
    r"|[0-9]+(?:,[0-9]{3}(?![0-9]))*(?:\.[0-9]+)?|(?<![.\w])\.[0-9]+"
    r"|(?:[kcm]?m|ft|in|yd|mi)[23](?![0-9A-Za-z])"
    r"|°[CF](?![A-Za-z])|[ap]\.m\.?|[A-Za-z\u00c0-\u024f]+(?:\.[A-Z]\.|[²³])?|[^\sA-Za-z0-9\u3000-\u9fff]"
)
ONES = {
    word: n
    for n, word in enumerate(
        words(
            """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
            seventeen eighteen nineteen"""
        )
    )
} | {"nought": 0, "naught": 0}
TENS = {word: 10 * n for n, word in enumerate(words("twenty thirty forty fifty sixty seventy eighty ninety"), 2)} | {
    "fourty": 40
}
SCALES = {
    word: 10**power
    for power, group in {
        2: "hundred",
        3: "thousand",
        5: "lakh",
        6: "million mln mil mn",
        7: "crore",
        9: "billion bln bn",
        12: "trillion tn tln",
    }.items()
    for word in words(group)
}
DOZENS = dict.fromkeys(words("dozen dozens doz dozs dzs dz"), 12)
LETTERS = {
    letter: 10**power
    for power, group in {3: "k K", 6: "m M mm MM", 9: "b B G", 12: "T"}.items()
    for letter in words(group)
}
# Plurals on their own are vague: at least that many.
PLURALS = {"tens": 10, "dozens": 24, "scores": 40, "hundreds": 100, "thousands": 10**3, "millions": 10**6} | {
    "billions": 10**9,
    "trillions": 10**12,
}
ORDINALS = {
    word: n
    for n, word in enumerate(
        words(
            """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
            fifteenth sixteenth seventeenth eighteenth nineteenth"""
        ),
        1,
    )
} | {"nineth": 9, "twelveth": 12}
ORDINALS |= {word[:-1] + "ieth": n for word, n in TENS.items()}
ORDINAL_SCALES = {word + "th": n for word, n in SCALES.items() if len(word) > 5}
# What a share may be counted in: thirds, quarters, hundredths.
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
PARTS |= {word: n for word, n in (ORDINALS | ORDINAL_SCALES).items() if n > 2}
PARTS |= {word + "s": n for word, n in (ORDINALS | ORDINAL_SCALES).items() if n > 0 and word != "second"}
VULGAR = {
    mark: Fraction(share)
    for mark, share in zip(
        "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", words("1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8"), strict=True
    )
}
ARTICLES = frozenset(("a", "an", "several", "few", "couple"))
STARTERS = frozenset(
    (*ONES, *TENS, *SCALES, *DOZENS, *PLURALS, *ORDINALS, *ORDINAL_SCALES, *VULGAR, "half", "quarter", "halves")
)


class Token(NamedTuple):
    """A word, number or character: as written, in lower case, and where it stands."""

    text: str
    low: str
    start: int
    end: int
    number: bool


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number over tokens ``first`` to ``last`` (exclusive); ``high`` where it is vague ("dozens").

    ``scale`` is the last multiplier, which a range's other end may take; ``share`` where it is written as one ("a
    third", "3/4"); ``ordinal`` where it is one; ``figures`` where digits are in it; ``plain`` where it is just one
    token of digits.
    """

    value: Fraction
    first: int
    last: int
    high: Fraction | None = None
    scale: int = 1
    share: bool = False
    ordinal: bool = False
    figures: bool = False
    plain: bool = False


def tokenize(text: str) -> list[Token]:
    """The tokens of an English text; absurdly long ones are left out.

    >>> [token.text for token in tokenize("US$2.3bn at 8 p.m.")]
    ['US', '$', '2.3', 'bn', 'at', '8', 'p.m.']
    """
    make = tuple.__new__  # a third of the time that Token(...) takes
    return [
        make(Token, (written, written.lower(), *match.span(), written[-1] in _FIGURES and not written[0].isalpha()))
        for match in TOKEN.finditer(text)
        if len(written := match[0]) <= LIMIT
    ]


def amount(written: str) -> int | Fraction:
    """The value of a number token: its commas and spaces set groups apart."""
    if written.isdecimal():
        return int(written)
    plain = "".join([c for c in written if c not in "," + SPACES])
    return int(plain) if plain.isdecimal() else Fraction(plain)


def low_at(tokens: Sequence[Token], at: int) -> str:
    """A token in lower case, "" outside the text."""
    return tokens[at].low if 0 <= at < len(tokens) else ""
