"""Tokens of an English text.

A token is a word, a number or one other character: "$2.3bn" is "$", "2.3", "bn"; "8 p.m." keeps "p.m." whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

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
