"""What stands beside a figure and is turned into its opposite: 高6.8个百分点 as "6.8 points slower", 出口 as "imports".

The value is right, so that pairing finds nothing, and in a long sentence both poles occur, so that counting them
(``direction``) finds nothing either. Only what touches the figure is read: 高, 快, 早, 领先 and their opposites right
before the Chinese figure against "higher", "ahead", "behind" right after the English one; and the word of what is
counted (出口, 顺差, 城镇: ``align.scorers.concepts``) right before the Chinese figure against its opposite
in the part of the sentence that is the English figure's alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from align.facts import Fact
from align.language.lexicon import hedge, hedged, opposites, pattern
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.concepts.rows import Concept, families
from align.scorers.figures.wording import issue, suggested

_KINDS = frozenset(("point", "percent", "duration", "cardinal", "quantity", "money"))
_AHEAD, _BEHIND = (
    f"{pattern(kinds, 'zh')}|比[^，。；]{{1,16}}{pattern(time, 'zh')}"
    for kinds, time in (("more ahead", "earlier"), ("less behind", "later"))
)
_ZH = re.compile(f"(?:({_AHEAD})|{_BEHIND})[^，。；、0-9比]{{0,4}}?{hedged('zh')}$")
_MORE, _LESS = opposites("more ahead earlier", "en"), opposites("less behind later", "en")
_EN = re.compile(
    r"(?: (?:points?|goals?|places?|seats?|votes?|laps?|shots?|strokes?))?"
    rf" (?:({'|'.join(_MORE)})|({'|'.join(_LESS)}))\b(?! (?:in|on|today|when)\b)"
)
_OF_TIME = re.compile(r"ahead|earlier|quicker|faster|behind|later|slower")
_GROWTH = re.compile(f"{pattern('rise', 'zh')}{hedged('zh')}$")
_BY = re.compile(rf"{pattern('rise', 'en')}[^.;,]{{0,16}}\b(by )$")
_STATED = re.compile(f"(?:总?[额量值]|人口|居民|人均|收入|为|实现|完成|分别|{hedge('zh')})*$")
_NOUNS = frozenset(
    ("exports", "imports", "surplus", "deficit", "profit", "loss", "urban", "rural", "inflow", "outflow")
)
_CUTS = re.compile(r"[;:.!?](?= |$)|,(?= )|\b(?:and|while|whereas|but|of which)\b", re.IGNORECASE)


def compared_issue(zh: Fact, en: Fact, unit: TranslationUnit) -> Issue | None:
    """An issue where 高 or 快 before a figure has become "lower" or "behind" after it."""
    if zh.kind not in _KINDS or zh.value != en.value:
        return None
    ours = _ZH.search(unit.zh_text, max(0, zh.span[0] - 24), zh.span[0])
    theirs = _EN.match(unit.en_text, en.span[1])
    if ours is None or theirs is None or (ours[1] is not None) == (theirs[1] is not None):
        return None
    if zh.kind == "duration" and not _OF_TIME.search(theirs[0]):
        return None
    stated, instead = ("lead", "lag") if ours[1] is not None else ("lag", "lead")
    here = (ours.start(), zh.span[1])
    there = (en.span[0], theirs.end())
    zh_words = replace(zh, span=here, text=unit.zh_at(here))
    en_words = replace(en, span=there, text=unit.en_at(there))
    wanted = f"{suggested(replace(zh, bound=''), en)} {(_MORE | _LESS)[theirs[1] or theirs[2]]}"
    values = {"stated": stated, "instead": instead}
    return issue("figures.trend", "critical", 0.8, zh=zh_words, en=en_words, values=values, suggestion=wanted)


def subject_issue(zh: Fact, en: Fact, facts: Sequence[Fact], unit: TranslationUnit) -> Issue | None:
    """An issue where the word before a figure has become its opposite; ``facts`` are all of the English."""
    if zh.kind not in _KINDS or (zh.value != en.value and zh.unit == en.unit):
        return None
    start = max(0, zh.span[0] - 16)
    before = unit.zh_text[start : zh.span[0]]
    for family in families("direction"):
        for stated, opposite in permutations(family, 2):
            if stated.name not in _NOUNS or not (said := _last(stated, before)):
                continue
            part = _part(en, facts, unit.en_text)
            wrong = opposite.en.search(unit.en_text, *part)
            if wrong is None or stated.en.search(unit.en_text, *part) or opposite.zh.search(before):
                return None
            here = (start + said[0], zh.span[1])
            zh = replace(zh, span=here, text=before[slice(*said)])
            en = replace(en, span=wrong.span(), text=wrong[0])
            return issue("figures.opposite", "critical", 0.8, zh=zh, en=en, values={"right": stated.name})
    return None


def _last(pole: Concept, before: str) -> Span | None:
    """Where a pole is stated right before a figure."""
    spans = [match.span() for match in pole.zh.finditer(before)]
    return spans[-1] if spans and _STATED.fullmatch(before, spans[-1][1]) else None


def _part(en: Fact, facts: Sequence[Fact], text: str) -> Span:
    """The part of the sentence that is a figure's alone: to the cuts between it and its neighbours."""
    start = max([fact.span[1] for fact in facts if fact.span[1] <= en.span[0]], default=0)
    end = min([fact.span[0] for fact in facts if fact.span[0] >= en.span[1]], default=len(text))
    cuts = [match.end() for match in _CUTS.finditer(text, start, en.span[0])]
    after = _CUTS.search(text, en.span[1], end)
    return cuts[-1] if cuts else start, after.start() if after else end


def grown(zh: Fact, en: Fact, unit: TranslationUnit) -> tuple[Fact, Fact]:
    """A multiple with the 增长 that makes 7.8倍 a factor of 8.8, and an English one that grew by as much again.

    "Grew 8.8 times" often means the factor and is left alone; "by 8.8 times" for 增长7.8倍 counts the first one twice.
    """
    growth = _GROWTH.search(unit.zh_text, max(0, zh.span[0] - 10), zh.span[0]) if zh.kind == "multiple" else None
    if growth is None:
        return zh, en
    zh = replace(zh, text=growth[0] + zh.text)
    by = _BY.search(unit.en_text, max(0, en.span[0] - 40), en.span[0])
    if by is None or en.kind != "multiple" or zh.value != en.value or "time" not in en.text:
        return zh, en
    return zh, replace(en, value=en.value + 1, text=by[1] + en.text)
