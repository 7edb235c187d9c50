"""What part a figure plays beside another of its kind: where something stood, where it stands, by how much it changed.

回落0.2元，降至8.6元 may be told as "averaged 8.6 yuan, down 0.2 yuan": the order of clauses is free, the parts are
not. They serve as subjects do (``figures_swapped``): a figure that keeps its part has not changed places, and two that
have exchanged theirs have ("from 33.5% to 31.2%" for 由31.2%提升至33.5%). A part that two figures of a side play says
nothing. A list under 分别 and "respectively" gives its places out in order.
"""

import re
from collections.abc import Hashable, Sequence
from itertools import pairwise

from align.facts import Fact
from align.model.document import Language

_HEDGES = "(?:了|约|近|超|超过|逾|近乎|大约|将近)?$"
_HEDGED = r"(?: (?:about|nearly|almost|around|roughly|some|over|more than|less than|a total of))? ?$"
_PARTS: dict[Language, dict[str, re.Pattern[str]]] = {
    "zh": {
        "change": re.compile(
            "(?:增长|增加|增收|上升|提高|提升|上涨|上调|扩大|下降|下跌|减少|降低|回落|下滑|下调|收窄|缩小|[增降涨跌]幅?达?)"
            + _HEDGES
        ),
        "from": re.compile("(?<![自理缘])[由从](?:[^，。；、由从至到0-9]{0,10}的)?" + _HEDGES),
        "level": re.compile("(?:[至到为达占]|占比|达到)" + _HEDGES),
    },
    "en": {
        "change": re.compile(
            r"\b(?:up|down|by|rose|fell|grew|gained|lost|increased|decreased|declined|dropped|rising|falling|growing"
            r"|(?:increase|decrease|rise|fall|drop|growth|decline|gain) of)(?: by)?" + _HEDGED,
            re.IGNORECASE,
        ),
        "from": re.compile(r"\bfrom" + _HEDGED, re.IGNORECASE),
        "level": re.compile(
            r"(?:(?<!compared )(?<!up )(?<!relative )(?<!equivalent )\bto|\bat|\bwas|\bwere|\bis|\bare|\baveraged"
            r"|\breached|\baccount\w* for|\btotal\w*)" + _HEDGED,
            re.IGNORECASE,
        ),
    },
}
_BEFORE = 40
_IN_TURN = (re.compile("(?:分别|依次)[^，。；]{0,10}$"), re.compile(r"[^.;]{0,60}\brespectively\b"))


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


def in_turn(text: str, language: Language, run: Sequence[Fact]) -> bool:
    """Whether a list of figures is given out in order: 分别增长4.8%、5.6%和5.1%, "4.8, 5.6 and 5.1% respectively"."""
    if language == "zh":
        return _IN_TURN[0].search(text[max(0, run[0].span[0] - 16) : run[0].span[0]]) is not None
    return _IN_TURN[1].match(text, run[-1].span[1]) is not None
