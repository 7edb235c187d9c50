"""Scores of matches: 0比1不敌 is "lost 1-0" as well as "lost 0-1", but never "won 1-0".

English tells a score from the winner's side whoever is spoken of; Chinese gives the goals of the team that is spoken of
first. So the reverse order is right where the Chinese tells of a loss and the English puts the winner's goals first.
Who won is compared where both sides name the opponent: beside 不敌 it wins, as it does where "beat" follows it.
"""

import re

from align.facts import Fact
from align.language.places import en_places, zh_places
from align.model.unit import Issue, TranslationUnit
from align.scorers.figures.wording import issue

_ZH = re.compile(
    "(不敌|负于|[告憾惜]负|[败输]给|[落惜惨]败|失利|输掉|输|落后|败北|败于|负)|(战胜|[击打]败|力克|[大完险取获]胜|轻取|横扫|淘汰|逆转|胜|赢)"
)
_EN = re.compile(
    r"\b(?:(lost|los(?:e|es|ing)|loss|(?:beaten|defeated|eliminated|routed|thrashed|edged) by|beaten|fell|falls?"
    r"|trail\w*|went down|succumb\w*|crash\w*|defeat(?! of\b)|down|behind)"
    r"|(w[io]n|wins|winning|beat|beats|beating|defeat(?:ed|s|ing)|defeat of|edged|overcame|thrash\w+|routed|swept|sweep"
    r"|victory|triumph\w*|eliminated|lead|leads|led|ahead))\b",
    re.IGNORECASE,
)
_PASSIVE = re.compile("被|遭|让")
_REACH = 12


def told_from_the_other_side(zh: Fact, en: Fact, unit: TranslationUnit) -> bool:
    """Whether a score in the other order is one that the Chinese tells as lost, the English as English does."""
    reversed_ = zh.kind == en.kind == "ratio" and zh.parts == en.parts[::-1] and zh.parts[0] < zh.parts[1]
    clause = unit.zh_text[zh.span[0] : zh.span[1] + _REACH]
    found = _ZH.search(clause) if reversed_ else None
    return found is not None and found[1] is not None and _EN.search(unit.en_text) is not None


def result_issue(zh: Fact, en: Fact, unit: TranslationUnit) -> Issue | None:
    """An issue where the opponent wins on one side and loses on the other, None where that cannot be told."""
    ours, theirs = _opponent_wins_zh(zh, unit.zh_text), None
    if ours is not None:
        theirs = _opponent_wins_en(ours[1], unit.en_text)
    if ours is None or theirs is None or ours[0] == theirs:
        return None
    result = {True: "loss", False: "win"}
    values = {"stated": result[ours[0]], "instead": result[theirs]}
    return issue("figures.trend", "critical", 0.8, zh=zh, en=en, values=values, suggestion="")


def _opponent_wins_zh(score: Fact, text: str) -> tuple[bool, str] | None:
    """Whether the place behind the verb of a result wins, and its Chinese name."""
    found = _ZH.search(text, score.span[1], score.span[1] + _REACH)
    if found is None or _PASSIVE.search(text, max(0, score.span[0] - _REACH), found.start()):
        return None
    behind = [place.zh[0] for place, span in zh_places(text) if 0 <= span[0] - found.end() <= 2]
    return (found[1] is not None, behind[0]) if behind else None


def _opponent_wins_en(opponent: str, text: str) -> bool | None:
    verbs = list(_EN.finditer(text))
    places = [span for found, span in en_places(text) if any(place.zh[0] == opponent for place in found)]
    if len(verbs) != 1 or len(places) != 1:
        return None
    before = places[0][0] < verbs[0].start()
    return before if verbs[0][2] is not None else not before
