"""Words that state a figure and are no numerals (``data/figure-words.csv``): doubled, noon, last year, 去年, 半价."""

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from typing import Any

from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact
from align.language.kept_patterns import compiled
from align.language.tables import VARIANTS, any_of, read_table
from align.model.document import Language

_STRENGTHS = {"strong": STRONG, "weak": WEAK, "incidental": INCIDENTAL}


@cache
def _table(language: Language) -> tuple[re.Pattern[str], dict[str, Fact], tuple[Fact, ...]]:
    """Return one pattern of all words, and what they state: English by the word, Chinese by the group of its row.

    Chinese words are regular expressions, since no blank sets them apart.
    """
    rows = [row for row in read_table("figure-words") if row["language"] == language]
    facts = tuple(_fact(row) for row in rows)
    if language == "zh":
        return compiled("|".join(f"({row['words']})" for row in rows)), {}, facts
    words = {_key(word): fact for row, fact in zip(rows, facts, strict=True) for word in row["words"].split(VARIANTS)}
    spelled = any_of(words).replace(r"\ ", "[ -]")
    return compiled(f"(?<![A-Za-z]){spelled}(?![A-Za-z])", re.IGNORECASE), words, facts


def _key(word: str) -> str:
    return word.lower().replace("-", " ")


def _fact(row: dict[str, str]) -> Fact:
    kind: Any = row["kind"]
    high = Fraction(row["high"]) if row["high"] else None
    parts, strength = tuple(map(int, row["parts"].split())), _STRENGTHS[row["strength"]]
    value, label = Fraction(row["value"]), row["label"]
    return Fact(kind, value, (0, 0), high, unit=row["unit"], strength=strength, label=label, parts=parts)


def stated(text: str, language: Language) -> Iterator[tuple[re.Match[str], Fact]]:
    """Yield each word that states a figure, with the figure; its span is left open.

    >>> [(match[0], str(fact.value)) for match, fact in stated("doubled since last year", "en")]
    [('doubled', '2'), ('last year', '-1')]
    """
    pattern, words, facts = _table(language)
    for match in pattern.finditer(text):
        yield match, words[_key(match[0])] if words else facts[(match.lastindex or 1) - 1]
