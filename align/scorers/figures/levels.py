"""What is left and by how much it fell: 仅为原来的三分之一 is "two-thirds less", and never "one third less".

A share of what was before and the fall from it are two figures that add up to the whole. Where the English tells the
other of the two, equal values are the error and complements are right.
"""

import re
from fractions import Fraction
from typing import Literal

from align.facts import Fact
from align.language.kept_patterns import compiled
from align.language.lexicon import hedged, nouns, pattern
from align.model.unit import Issue, TranslationUnit
from align.scorers.figures.wording import issue

_Role = Literal["", "level", "fall"]
_SHARES = frozenset(("fraction", "percent"))
_LEVEL_ZH = compiled(
    "(?:(?:原来|原先|以前|之前|此前|过去|当初|传统方案)的"
    f"|{pattern('fall.noun fall.verb', 'zh')}(?:{pattern('to', 'zh')}(?:原来的)?|[破穿])){hedged('zh')}$"
)
_FALL_ZH = compiled(f"{pattern('fall.noun fall.verb saving', 'zh')}{hedged('zh')}$")
_FELL = pattern("fall.noun fall.verb fall.down saving", "en")
_FALL_AFTER = compiled(rf" (?:{'|'.join(sorted(nouns('fall.noun fall.off', 'en')))}|{pattern('less', 'en')})\b")
_FALL_BEFORE = compiled(rf"{_FELL}(?:[^.;,]{{0,50}}\bby)?{hedged('en')} $", re.IGNORECASE)
_LEVEL_BEFORE = compiled(rf"{_FELL}[^.;,]{{0,60}} (?:{pattern('to', 'en')}{hedged('en')}|below|under) $", re.IGNORECASE)
_NEAR = 100  # characters around a figure that are looked at
_LEVEL_AFTER = compiled(r" of (?:what|its (?:previous|former|original)|the (?:previous|former|original))\b")


def level_issue(zh: Fact, en: Fact, unit: TranslationUnit) -> Issue | None:
    """An issue where the same share is a level on one side and a fall on the other."""
    if not _contradict(zh, en, unit) or _share(zh) != _share(en) or _share(zh) * 2 == 1:
        return None
    code = "figures.decrease" if _chinese(zh, unit) == "fall" else "figures.remaining"
    return issue(code, "critical", 0.85, zh=zh, en=en)


def _contradict(zh: Fact, en: Fact, unit: TranslationUnit) -> bool:
    if zh.kind not in _SHARES or en.kind not in _SHARES or zh.high is not None or en.high is not None:
        return False
    stated = _chinese(zh, unit)
    return bool(stated) and {stated, _english(en, unit)} == {"level", "fall"}


def _share(fact: Fact) -> Fraction:
    return fact.value / 100 if fact.kind == "percent" else fact.value


def _chinese(fact: Fact, unit: TranslationUnit) -> _Role:
    before = unit.zh_text[max(0, fact.span[0] - 16) : fact.span[0]]
    return "level" if _LEVEL_ZH.search(before) else "fall" if _FALL_ZH.search(before) else ""


def _english(fact: Fact, unit: TranslationUnit) -> _Role:
    start, end = fact.span
    before, after = unit.en_text[max(0, start - _NEAR) : start], unit.en_text[end : end + _NEAR]
    if _LEVEL_BEFORE.search(before) or _LEVEL_AFTER.match(after):
        return "level"
    return "fall" if _FALL_AFTER.match(after) or _FALL_BEFORE.search(before) else ""
