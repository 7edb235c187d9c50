"""What rose and what fell, by a figure or to it: 增长5% as "fell 5 percent", 提高30% as "raised to 30 percent".

The role and the direction of a figure are read with it (``align.facts.roles``). What grew at a rate that fell to 5
percent rose by 5 percent, and its rate fell to 5: so the level of a rate is set against changes alone.
"""

import re
from dataclasses import replace

from align.facts import Fact
from align.facts.model import SCALABLE
from align.language.kept_patterns import compiled
from align.language.lexicon import hedged
from align.model.unit import Issue, TranslationUnit
from align.scorers.figures.wording import issue, suggested

_WORD = compiled(rf"(?P<word> (?:by|to)\b)?(?P<rest>{hedged('en')} [A-Z$€£¥]*)$", re.IGNORECASE)
_CHANGES = ("change", "rate")
_TRENDS = {1: "rise", -1: "fall"}


def trend_issue(zh: Fact, en: Fact, unit: TranslationUnit) -> Issue | None:
    """Return the issue of a pair of equal figures of which one rose and one fell, or one changed by it, one to it."""
    roles = {zh.role, en.role}
    apart = "from" in roles or ("rate" in roles and not roles <= {*_CHANGES})
    if zh.direction * en.direction < 0 < zh.value and en.value > 0 and not apart:
        longer = "day" in zh.unit and unit.zh_text.endswith(("多", "少"), 0, zh.span[0])  # 多2天: "2 days later"
        return None if longer or zh.unit in ("s", "min") else _turned(zh, en)
    if roles != {"change", "level"} or 0 in (zh.direction, en.direction) or "multiple" in (zh.kind, en.kind):
        return None  # 增长1.8倍 is "to 2.8 times its level"
    if en.kind not in SCALABLE or zh.whole or en.whole:
        return None
    return _reached(zh, en, unit.en_text)


def _turned(zh: Fact, en: Fact) -> Issue:
    wanted = f"{'up' if zh.direction > 0 else 'down'} {suggested(zh, en)}"
    values = {"stated": _TRENDS[zh.direction], "instead": _TRENDS[en.direction]}
    return issue("figures.trend", "critical", 0.85, zh=zh, en=en, values=values, suggestion=wanted)


def _reached(zh: Fact, en: Fact, text: str) -> Issue | None:
    code, word = ("figures.level", "to") if zh.role == "level" else ("figures.change", "by")
    found = _WORD.search(text, 0, en.span[0])
    if found is None:
        return None
    start, end = found.start("rest") + 1, en.span[1]
    right = f"{word} {text[start:end]}"
    return replace(issue(code, "major", 0.9, zh=zh, en=en, suggestion=right), en_span=(found.start() + 1, end))
