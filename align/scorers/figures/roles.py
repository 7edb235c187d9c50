"""What part a figure plays beside another of its kind: where something stood, where it stands, by how much it changed.

回落0.2元，降至8.6元 may be told as "averaged 8.6 yuan, down 0.2 yuan": the order of clauses is free, the parts are
not. They serve as subjects do (``swapped``): a figure that keeps its part has not changed places, and two that
have exchanged theirs have ("from 33.5% to 31.2%" for 由31.2%提升至33.5%). A part that two figures of a side play says
nothing.
"""

import re
from collections.abc import Hashable, Sequence
from itertools import pairwise

from align.facts import Fact
from align.language.kept_patterns import compiled
from align.language.lexicon import hedged, pattern
from align.model.document import Language

_CHANGE, _LEVEL = "rise fall", "to level reach"
_PARTS: dict[Language, dict[str, re.Pattern[str]]] = {
    "zh": {
        "change": compiled(f"{pattern(_CHANGE, 'zh')}{hedged('zh')}$"),
        "from": compiled(f"{pattern('from', 'zh')}(?:[^，。；、由从至到0-9]{{0,10}}的)?{hedged('zh')}$"),
        "level": compiled(f"{pattern(_LEVEL, 'zh')}{hedged('zh')}$"),
    },
    "en": {
        "change": compiled(rf"(?:{pattern(_CHANGE, 'en')}|\b(?:by|lost))(?: by| of)?{hedged('en')} ?$", re.IGNORECASE),
        "from": compiled(rf"{pattern('from', 'en')}{hedged('en')} ?$", re.IGNORECASE),
        "level": compiled(rf"{pattern('to level', 'en')}{hedged('en')} ?$", re.IGNORECASE),
    },
}
_BEFORE = 40


def parts(text: str, language: Language, facts: Sequence[Fact]) -> dict[Hashable, Fact]:
    """Which figure of a kind plays each part, of those that one alone plays."""
    played: dict[Hashable, list[Fact]] = {}
    for fact in facts:
        if part := _part(text, language, fact):
            played.setdefault(("part", part), []).append(fact)
    return {part: found[0] for part, found in played.items() if len(found) == 1}


def ends(text: str, language: Language, facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Where something stood and where it stands, of figures of a kind that follow one another."""
    told = [(_part(text, language, fact), fact) for fact in facts]
    found = []
    for one, other in pairwise(told):
        if {one[0], other[0]} == {"from", "level"}:
            found.append((one[1], other[1]) if one[0] == "from" else (other[1], one[1]))
    return found


def _part(text: str, language: Language, fact: Fact) -> str:
    before = text[max(0, fact.span[0] - _BEFORE) : fact.span[0]]
    return next((name for name, words in _PARTS[language].items() if words.search(before)), "")
