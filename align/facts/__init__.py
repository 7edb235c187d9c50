"""Typed facts: what a text states in figures, found in both languages as values that can be compared."""

from functools import lru_cache

from align.facts.chinese import extract_chinese
from align.facts.english import extract_english
from align.facts.model import MOST_FACTS, MOST_READ, Fact
from align.facts.normal import normalise
from align.facts.roles import in_role
from align.facts.stamps import stamps
from align.model.document import Language

__all__ = ["Fact", "extract", "is_read"]


@lru_cache(maxsize=1024)
def extract(text: str, language: Language) -> tuple[Fact, ...]:
    """The facts of a text in order, with spans into it. Time grows in proportion to the text.

    Only the first 200,000 characters and the first 1,000 figures are read; :func:`is_read` tells whether that was all.

    >>> [fact.text for fact in extract("今年上半年增长5.2%，达884亿千瓦时", "zh")]
    ['今年', '上半年', '5.2%', '884亿千瓦时']
    >>> [str(fact.value) for fact in extract("up 5.2 percent to 88.4 billion kWh", "en")]
    ['26/5', '88400000000']
    """
    written = text[:MOST_READ]
    normal = normalise(written, language)
    plain, dated = stamps(normal.text)
    found = extract_chinese(plain) if language == "zh" else extract_english(plain)
    if dated:
        found = tuple(sorted([*found, *dated], key=lambda fact: fact.span))
    return tuple(normal.back(in_role(fact, plain, language), written) for fact in found)


def is_read(text: str, language: Language) -> bool:
    """True if a text was read to its end."""
    return len(text) <= MOST_READ and len(extract(text, language)) < MOST_FACTS
