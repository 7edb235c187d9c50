"""Parts of a month, year, decade or century: 5月下旬 and "late May", 本世纪末 and "the end of the century".

Early, mid and late are told apart, no finer: 下旬, 月底 and 月末 are "late May" as well as "the end of May".
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from align.facts.model import INCIDENTAL, Fact
from align.facts.words_beside import words
from align.model.document import Language

Stage = Literal["early", "mid", "late"]
STAGES: tuple[Stage, ...] = ("early", "mid", "late")
_STAGE = words("stage")
_TURN = re.compile(r"\bturn of(?: the)? $", re.IGNORECASE)
_ZH_CENTURY = re.compile("本世纪[的之]?(?=[初中末])")


def staged(facts: Sequence[Fact], text: str, language: Language) -> list[Fact]:
    """The facts, those of a month or longer with the stage of it that is said, as their ``label``.

    >>> from align.facts import extract
    >>> [fact.label for fact in extract("5月下旬", "zh") + extract("early last year", "en")]
    ['late', 'early']
    """
    kept = [_staged(fact, text, language) for fact in facts]
    if language == "zh" and "本世纪" in text:
        centuries = [_century(match.start(), match.end(), text) for match in _ZH_CENTURY.finditer(text)]
        kept = sorted([*kept, *(_staged(fact, text, language) for fact in centuries)], key=lambda fact: fact.span)
    return kept


def contradict(one: Fact, other: Fact) -> bool:
    """True if two dates are of different stages."""
    return one.label != other.label and one.label in STAGES and other.label in STAGES


def _staged(fact: Fact, text: str, language: Language) -> Fact:
    start, end = fact.span
    if language == "en" and fact.unit in ("century", "y") and _TURN.search(text, max(0, start - 24), start):
        return replace(fact, strength=INCIDENTAL)  # around 1900, or 2000
    bare = language == "en" and fact.unit in ("century", "y") and text[slice(*fact.span)].lower() == "century"
    long = fact.kind == "year" or (fact.kind == "date" and not fact.unit and not fact.parts[1])
    if not (long or bare) or fact.label:
        return fact
    stage = _STAGE[language]
    match = stage.match(text, end) if language == "zh" else stage.search(text, max(0, start - 24), start)
    if match is None or not match.lastindex:
        return fact
    span = (start, match.end()) if language == "zh" else (match.start(), end)
    fact = _century(start, end, text) if bare else fact
    return replace(fact, span=span, label=STAGES[match.lastindex - 1])


def _century(start: int, end: int, text: str) -> Fact:
    """The century that is spoken of as "the century"."""
    first = Fraction(2000)
    return Fact("year", first, (start, end), first + 99, unit="century", strength=INCIDENTAL)
