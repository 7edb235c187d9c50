"""English times that last and are no numerals: in her forties, in their 80s."""

from collections.abc import Sequence
from fractions import Fraction

from align.facts.english_tokens import Numeral, Token, glued, low_at
from align.facts.english_words import DECADES
from align.facts.model import WEAK, Fact
from align.language.tables import words

AGES = frozenset(str(age) for age in range(20, 100, 10))
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_NUMBERED = frozenset(words("phase level class grade stage category type tier part chapter volume"))
_WHOSE = frozenset(("his", "her", "their", "my", "our", "your"))


def age(tokens: Sequence[Token], at: int) -> tuple[Fact, int] | None:
    """In their twenties, in her mid-forties, in his 80s: ten years of age, and where to read on."""
    word = tokens[at]
    figures = word.text in AGES
    end = at + 2 if figures else at + 1
    if figures and not (glued(tokens, at + 1) and low_at(tokens, at + 1) == "s"):
        return None
    of = at - 1
    while low_at(tokens, of) in ("early", "mid", "late", "-"):
        of -= 1
    if low_at(tokens, of) not in _WHOSE:
        return None
    value, span = Fraction(int(word.text) if figures else DECADES[word.low]), (word.start, tokens[end - 1].end)
    return Fact("duration", value, span, value + 9, unit="y", strength=WEAK), end


def decade(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """The '60s, the 60s: a decade of the last century, and where to read on."""
    if not (glued(tokens, at + 1) and low_at(tokens, at + 1) == "s"):
        return None
    first = at - 1 if glued(tokens, at) and low_at(tokens, at - 1) in ("'", "\N{RIGHT SINGLE QUOTATION MARK}") else at
    if first == at and low_at(tokens, at - 1) not in ("the", "early", "mid", "late", "-"):
        return None
    span, year = (tokens[first].start, tokens[at + 1].end), Fraction(1900 + int(tokens[at].text))
    also = (("time", year - 1900, year - 1891),)
    return Fact("year", year, span, year + 9, unit="decade", also=also), at + 2


def milestones(tokens: Sequence[Token], number: Numeral) -> bool:
    """True if amounts of money are counted: two trillion-yuan milestones."""
    at = number.last
    counted = number.last - number.first == 2 and number.scale > 100 and low_at(tokens, at) == "-" and glued(tokens, at)
    return counted and low_at(tokens, at + 1) in ("yuan", "dollar") and low_at(tokens, at + 2).endswith("s")


def numbered(tokens: Sequence[Token], at: int) -> tuple[Fact, int] | None:
    """Phase II, Level III: an ordinal in Roman figures, which may also be a number."""
    word = tokens[at]
    if low_at(tokens, at - 1) not in _NUMBERED:
        return None
    value = Fraction(ROMAN.index(word.text) + 1)
    also = (("number", value, value),)
    return Fact("ordinal", value, (word.start, word.end), strength=WEAK, also=also), at + 1
