"""Figures that the English states otherwise than the Chinese: by value, not by digits.

Comparing digit strings flags 40 % of correct translations (5亿 is "500 million") and lets 3.2万亿 pass as "3.2
billion". Here both sides are read into typed facts (``align.facts``) and paired one to one; each pair that disagrees
and each fact without a partner is one issue.
"""

from collections.abc import Iterator

from align.bitext import Issue, Severity, TranslationUnit
from align.facts import Fact, extract
from align.facts.compare import Relation
from align.facts.matching import match
from align.facts.model import STRONG, Bound
from align.facts.style import render
from align.facts.units import UNITS
from align.scorers.base import Context, Scorer
from align.scorers.figures_swapped import swap_issue, swaps
from align.scorers.figures_unpaired import Found, additions, omissions
from align.scorers.figures_wording import DATED, SAID, difference, equation, issue, one_a_range, spelled

_UP: frozenset[Bound] = frozenset(("over", "min"))
_DOWN: frozenset[Bound] = frozenset(("near", "below", "max"))
_FIRM: frozenset[Bound] = frozenset(("min", "max", "below"))
_MOST = 200  # figures a side: above that a unit is a table that was not cut into lines
_SHARES = frozenset(("percent", "permille", "point"))


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """The issues of a unit's figures; none where a side is empty, which is an omission or an addition of all.

    A unit with more than 200 figures on a side (a table that was not cut into lines) is not compared and yields
    nothing: what stands against what cannot be told there, and time grows with the product of the two numbers.

    >>> unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    >>> [found.message for found in find(unit, Context([unit]))]
    ['5亿元 = 500,000,000 yuan; English 5 million yuan = 5,000,000 yuan: 100 times too small.']
    """
    if not unit.zh_text or not unit.en_text:
        return
    zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
    if not (zh or en) or max(len(zh), len(en)) > _MOST:
        return
    matching = match(zh, en, year=context.date.year if context.date else None)
    moved = swaps(matching, (zh, en), unit, context)
    found: list[Found] = [(swap_issue(ours, theirs), ours, theirs) for ours, theirs in moved]
    for ours, theirs, relation in matching.pairs:
        one = None if any(ours is fact for fact, _ in moved) else _pair_issue(ours, theirs, relation)
        if one is not None:
            found.append((one, ours, theirs))
    found += omissions(matching, unit, context)
    found += additions(matching, unit, context)
    yield from one_a_range(found)


def _pair_issue(zh: Fact, en: Fact, relation: Relation) -> Issue | None:
    if relation.verdict == "wrong":
        return _wrong(zh, en, relation.cost)
    if relation.verdict == "unit":
        return _unit(zh, en)
    if zh.direction * en.direction < 0 and zh.value > 0 and en.value > 0:
        return _direction(zh, en)
    return _rounding(zh, en) if relation.verdict == "rounded" else _bound(zh, en)


def _wrong(zh: Fact, en: Fact, cost: float) -> Issue:
    kind = "mistranslation/date" if zh.kind in DATED and en.kind in DATED else "mistranslation/number"
    confidence = max(0.4, min(0.97, 0.97 - 0.3 * (cost - 1.6)))
    gap = difference(zh, en)
    message = f"{equation(zh)}; English {equation(en)}" + (f": {gap}." if gap else ".")
    return issue(kind, "critical", confidence, message, zh=zh, en=en)


def _unit(zh: Fact, en: Fact) -> Issue:
    if zh.kind in _SHARES or en.kind in _SHARES:
        message = f"{zh.text} is {spelled(zh)}; the English says {spelled(en)}."
        return issue("mistranslation/percentage", "critical", 0.95, message, zh=zh, en=en)
    message = f"{zh.text} is in {UNITS[zh.unit].english[1]}; the English is in {UNITS[en.unit].english[1]} ({en.text})."
    return issue("mistranslation/unit", "critical", 0.9, message, zh=zh, en=en)


def _direction(zh: Fact, en: Fact) -> Issue:
    told = {1: "a rise", -1: "a fall"}
    message = f"The Chinese tells of {told[zh.direction]} ({zh.text}), the English of {told[en.direction]} ({en.text})."
    wanted = f"{'up' if zh.direction > 0 else 'down'} {render(zh)}"
    return issue("mistranslation/direction", "critical", 0.85, message, zh=zh, en=en, suggestion=wanted)


def _rounding(zh: Fact, en: Fact) -> Issue | None:
    """A rounding is right with a hedge that is true, and worth a note without one."""
    if zh.bound:
        return None
    if (en.bound in _UP and en.value > zh.value) or (en.bound in _DOWN and en.value < zh.value):
        message = f"{zh.text} is not {SAID[en.bound]} {en.text}."
        return issue("mistranslation/bound", "major", 0.8, message, zh=zh, en=en)
    if en.bound:
        return None
    message = f"{zh.text} is exact; the English rounds it to {en.text} without saying so."
    return issue("mistranslation/bound", "neutral", 0.5, message, zh=zh, en=en)


def _bound(zh: Fact, en: Fact) -> Issue | None:
    if zh.high is not None or en.high is not None:
        return None
    severity = _bound_severity(zh, en)
    if severity is None:
        return None
    confidence = {"major": 0.85, "minor": 0.6}.get(severity, 0.5)
    message = f"The Chinese says {SAID[zh.bound]} ({zh.text}), the English {SAID[en.bound]} ({en.text})."
    return issue("mistranslation/bound", severity, confidence, message, zh=zh, en=en)


def _bound_severity(zh: Fact, en: Fact) -> Severity | None:
    """A flipped bound or a firm one that is lost is major; a hedge that is lost is less, an added one at most minor."""
    ours, theirs = zh.bound, en.bound
    if (ours in _UP and theirs in _DOWN) or (ours in _DOWN and theirs in _UP):
        return "major"
    if (ours in _FIRM and theirs == "about") or (ours in _UP and theirs == "reach"):
        return "major"
    if ours and not theirs:
        lost: dict[Bound, Severity | None] = {"min": "major", "max": "major", "near": "minor", "below": "minor"}
        return lost.get(ours, None if ours == "reach" else "neutral")
    strong = zh.strength == en.strength == STRONG
    if not ours and theirs in ("over", "near", "min") and en.kind != "duration" and strong:
        return "minor"
    return None


SCORER = Scorer(
    id="figures",
    checks="figures, money, percentages, dates and times, compared by value",
    example=("投资5亿元。", "It invested 5 million yuan."),
    types=(
        "mistranslation/number",
        "mistranslation/unit",
        "mistranslation/percentage",
        "mistranslation/direction",
        "mistranslation/date",
        "mistranslation/bound",
        "omission/number",
        "addition/number",
    ),
    severities=("neutral", "minor", "major", "critical"),
    find=find,
)
