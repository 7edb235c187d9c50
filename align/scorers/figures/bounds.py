"""Hedges and bounds of figures that agree by value: 近 as "more than", 不低于 as "at most", 超过5000 as plain "5,000".

What a lost hedge weighs was decided on the 150 hedged figures of correct translations at hand (DEMETR, clean news and
statutes, two aligned books, the seeds). Bounds and hedges that name a side (超过, 近, 不足, 不低于, 不超过) survive: of
a hundred, none was lost outside durations and lists. So one that is lost from a count, an amount or a share is major,
as is a flipped one. 约 names no side, and one published translation in twenty drops it: minor. Of durations and ages
(40余年, 近5个月) translators drop hedges freely: a note, or minor for 不满. 达到 and 高达 hedge nothing. In a list one
hedge serves for all: "over 90,000 bridges and 17,000 tunnels". A hedge that only the English has is minor where it
names a side.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product

from align.facts import Fact
from align.facts.model import SCALABLE, STRONG, Bound
from align.facts.words_beside import words
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.figures.wording import issue

_UP: frozenset[Bound] = frozenset(("over", "min"))
_DOWN: frozenset[Bound] = frozenset(("near", "below", "max"))
_FIRM: frozenset[Bound] = frozenset(("min", "max", "below"))
_LOST: dict[Bound, Severity] = {"about": "minor"}
_LOST_OF_DURATION: dict[Bound, Severity] = {"min": "major", "max": "major", "below": "minor"}
_LISTED = re.compile(r"(?: [\w-]+){0,4}(?:,|,? and|,? or)(?: and)? ?", re.ASCII)
# 八号或以上, below v9: what it says of its bound is not read; the first six months, for 6个月以内
_UNBOUND = frozenset(("ordinal", "identifier", "period"))
_CONFIDENCE: dict[Severity, float] = {"major": 0.85, "minor": 0.6, "neutral": 0.5}
_CLOSED = re.compile(r"\bbetween [^,;.]{0,50}$", re.IGNORECASE)
_TURNED: dict[Bound, Bound] = {"over": "max", "max": "over", "below": "min", "min": "below"}
_NO, _OF_WHOLE = words("denied"), words("bound of a whole")["zh"]
_APART: tuple[Bound, ...] = ("max", "near", "min")
_SAID_APART = {bound: words(f"{bound} apart")["en"] for bound in _APART}


def bound_issue(zh: Fact, en: Fact, facts: Sequence[Fact], unit: TranslationUnit) -> Issue | None:
    """The issue of a pair whose values agree, None where their bounds do; ``facts`` are all of the English."""
    text = unit.en_text
    if zh.high is not None or en.high is not None or zh.kind not in SCALABLE or en.kind in _UNBOUND:
        return None
    if _is_end(zh, en.bound) or _is_end(en, zh.bound) or (zh.bound and _CLOSED.search(text, 0, en.span[0])):
        return None
    apart = None if zh.bound else _OF_WHOLE.search(unit.zh_text, max(0, zh.span[0] - 14), zh.span[0])
    if apart and en.bound and _severity(replace(zh, bound=apart.lastgroup), en) is None:  # type: ignore[arg-type]
        return None
    ours, theirs = _possible(zh, unit.zh_text, _NO["zh"]), _possible(en, text, _NO["en"])
    around = max(0, en.span[0] - 70), en.span[1] + 24
    if not en.bound and any(bound in _SAID_APART and _SAID_APART[bound].search(text, *around) for bound in ours):
        return None
    possible = [_severity(replace(zh, bound=one), replace(en, bound=other)) for one, other in product(ours, theirs)]
    severity = possible[0] if all(possible) else None
    if severity is None or (zh.bound and not en.bound and _of_list(en, facts, text) == zh.bound):
        return None
    values = {"stated": zh.bound, "instead": en.bound}
    return issue("figures.bound", severity, _CONFIDENCE[severity], zh=zh, en=en, values=values)


def _possible(fact: Fact, text: str, negated: re.Pattern[str]) -> list[Bound]:
    """The bound of a figure, and that which a negation before it makes of it: with no score below 6, at least 6."""
    turned = fact.bound in _TURNED and negated.search(text, max(0, fact.span[0] - 110), fact.span[0])
    return [fact.bound, _TURNED[fact.bound]] if turned else [fact.bound]


def rounding_issue(zh: Fact, en: Fact) -> Issue | None:
    """A rounding is right with a hedge that is true, and worth a note without one."""
    if zh.bound:
        return None
    if (en.bound in _UP and en.value > zh.value) or (en.bound in _DOWN and en.value < zh.value):
        return issue("figures.false-bound", "major", 0.8, zh=zh, en=en, values={"instead": en.bound})
    if en.bound:
        return None
    return issue("figures.rounded", "neutral", 0.5, zh=zh, en=en)


def _severity(zh: Fact, en: Fact) -> Severity | None:
    ours, theirs = zh.bound, en.bound
    if (ours in _UP and theirs in _DOWN) or (ours in _DOWN and theirs in _UP):
        return "major"
    if (ours in _FIRM and theirs == "about") or (ours in _UP and theirs == "reach"):
        return "major"
    if ours == "about" and theirs in ("over", "min", "max", "below"):
        return "minor" if zh.kind == "duration" else "major"
    if ours and not theirs:
        if ours == "reach":
            return None
        return _LOST_OF_DURATION.get(ours, "neutral") if zh.kind == "duration" else _LOST.get(ours, "major")
    strong = zh.strength == en.strength == STRONG
    if not ours and theirs in ("over", "near", "min") and "duration" not in (zh.kind, en.kind) and strong:
        return "minor"
    return None


def _is_end(fact: Fact, bound: Bound) -> bool:
    """True if a bound says no more than that a figure ends its range: "between 5 and 10" for 不低于5且不超过10."""
    if fact.whole is None:
        return False
    return bound in ("min", "over") if fact.span[0] == fact.whole[0] else bound in ("max", "below")


def _of_list(fact: Fact, facts: Sequence[Fact], text: str) -> Bound:
    """Return the bound that a figure shares with the first of the list that it stands in, "" if it stands in none."""
    bound: Bound = ""
    for one, other in pairwise(facts):
        follows = one.kind == other.kind and _LISTED.fullmatch(text, one.span[1], other.span[0])
        bound = (one.bound or bound) if follows else ""
        if other is fact:
            return bound
    return ""
