"""Whether a figure is how much something changed, or the level that it reached: 提高30% "by", 提高到30% "to"."""

import re
from dataclasses import replace

from align.facts import Fact
from align.facts.model import SCALABLE
from align.language.kept_patterns import compiled
from align.language.lexicon import hedged, pattern
from align.model.unit import Issue, TranslationUnit
from align.scorers.figures.wording import issue

_FAR = 60  # characters before a figure
_MOVED = "rise.noun rise.verb fall.noun fall.verb fall.gap"
_ZH = compiled(f"{pattern(_MOVED, 'zh')}(?<![幅速量])(?P<to>{pattern('to', 'zh')})?{hedged('zh')}$")
_EN = compiled(
    rf"{pattern(_MOVED, 'en')}(?P<word>[^,.;:()]*? (?:by|(?P<to>{pattern('to', 'en')})))?"
    rf"(?P<rest>{hedged('en')} [A-Z$€£¥]*)$"
)
# a rate that slowed to 5 percent, 增速回落至5%, is itself a change
_RATE = {
    "zh": re.compile("(?:[增涨升降跌减][速幅]|增长率|通胀)[^，。；]*$"),
    "en": re.compile(r"\b(?:growth|expansion|contraction|inflation|pace)\b[^,;]*$", re.IGNORECASE),
}


def reached(zh: Fact, en: Fact, unit: TranslationUnit) -> Issue | None:
    """Return the issue of a pair of equal figures of which one is a change and the other a level."""
    if en.kind not in SCALABLE or "multiple" in (zh.kind, en.kind) or zh.whole or en.whole:
        return None  # 增长1.8倍 is "to 2.8 times its level"
    ours = _ZH.search(unit.zh_text, max(0, zh.span[0] - _FAR), zh.span[0])
    theirs = _EN.search(unit.en_text, max(0, en.span[0] - _FAR), en.span[0])
    if not ours or not theirs or bool(ours["to"]) == bool(theirs["to"]):
        return None
    side, text, fact = ("zh", unit.zh_text, zh) if ours["to"] else ("en", unit.en_text, en)
    if _RATE[side].search(text, max(0, fact.span[0] - _FAR), fact.span[0]):
        return None
    code, word = ("figures.level", "to") if ours["to"] else ("figures.change", "by")
    rest, end = theirs.start("rest") + 1, en.span[1]
    start = rest - 3 if theirs["word"] else rest
    right = f"{word} {unit.en_text[rest:end]}"
    return replace(issue(code, "major", 0.9, zh=zh, en=en, suggestion=right), en_span=(start, end))
