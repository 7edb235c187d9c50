"""Words and characters that are numbers, or parts of one, by class (``align/language/data/number-words.csv``)."""

from fractions import Fraction
from unicodedata import normalize

from align.language.tables import VARIANTS, read_table


def number_words(kind: str) -> dict[str, int]:
    """Return the words of a class with their values.

    >>> number_words("scale")["million"], number_words("large")["亿"]
    (1000000, 100000000)
    """
    rows = [row for row in read_table("number-words") if row["class"] == kind]
    return {word: int(row["value"]) for row in rows for word in row["words"].split(VARIANTS)}


ONES, TENS, SCALES, DOZENS = (number_words(kind) for kind in ("one", "ten", "scale", "dozen"))
LETTERS, ORDINALS = number_words("letter"), number_words("ordinal")
PLURALS = number_words("plural")  # on their own they are vague: at least that many
ORDINAL_SCALES = {word + "th": n for word, n in SCALES.items() if len(word) > 5}
# What a share may be counted in: thirds, quarters, hundredths.
PARTS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4}
PARTS |= {word: n for word, n in (ORDINALS | ORDINAL_SCALES).items() if n > 2}
PARTS |= {word + "s": n for word, n in (ORDINALS | ORDINAL_SCALES).items() if n > 0 and word != "second"}
VULGAR = {mark: Fraction(normalize("NFKC", mark).replace("\N{FRACTION SLASH}", "/")) for mark in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
ARTICLES = frozenset(("a", "an", "several", "few", "couple"))
STARTERS = frozenset(
    (*ONES, *TENS, *SCALES, *DOZENS, *PLURALS, *ORDINALS, *ORDINAL_SCALES, *VULGAR, "half", "quarter", "halves")
)
