"""Figures that the English states otherwise than the Chinese: by value, not by digits.

Comparing digit strings flags 40 % of correct translations (5亿 is "500 million") and lets 3.2万亿 pass as "3.2 billion".
Here both sides are read into typed facts (``align.facts``), paired one to one, and each pair that disagrees, and each
fact without a partner, is one issue. What a good translator may do is no issue: conversions with the right result,
"this year" for the document's own year, a list instead of its count, a value said once instead of twice.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from align.bitext import Issue, Severity, TranslationUnit
from align.facts import Fact, extract
from align.facts.compare import Relation, readings
from align.facts.matching import Matching, match
from align.facts.model import STRONG, Bound
from align.facts.style import number, render
from align.facts.units import UNITS, in_base
from align.scorers.base import Context, Scorer

_ID = "figures"
_UP: frozenset[Bound] = frozenset(("over", "min"))
_DOWN: frozenset[Bound] = frozenset(("near", "below", "max"))
_FIRM: frozenset[Bound] = frozenset(("min", "max", "below"))
_DATED = frozenset(("year", "date", "time", "period"))
_SHARES = frozenset(("percent", "permille", "point"))
_SAID: dict[Bound, str] = {
    "": "exactly",
    "about": "about",
    "near": "nearly",
    "over": "more than",
    "min": "at least",
} | {
    "max": "no more than",
    "below": "less than",
    "reach": "up to",
}
_ADDED_SEVERITY: Severity = "minor"


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """The issues of a unit's figures; none where a side is empty (that is an omission or an addition of all)."""
    if not unit.zh_text or not unit.en_text:
        return
    year = context.date.year if context.date else None
    zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
    if not zh and not en:
        return
    matching = match(zh, en, year=year)
    for ours, theirs, relation in matching.pairs:
        issue = _pair_issue(ours, theirs, relation)
        if issue:
            yield issue
    yield from _omissions(matching, unit, context, year)
    yield from _additions(matching, unit, context, year)


def _pair_issue(zh: Fact, en: Fact, relation: Relation) -> Issue | None:
    if relation.verdict == "unit":
        return _unit_issue(zh, en)
    if relation.verdict == "wrong":
        return _wrong_issue(zh, en, relation.cost)
    if zh.direction * en.direction < 0 and zh.value > 0 and en.value > 0:
        told = {1: "rises", -1: "falls"}
        message = f"The Chinese says that it {told[zh.direction]} ({zh.text}), the English that it {told[en.direction]} ({en.text})."
        wanted = f"{'up' if zh.direction > 0 else 'down'} {render(zh)}"
        return _issue("mistranslation/direction", "critical", 0.85, message, zh, en, suggestion=wanted)
    return _bound_issue(zh, en, relation)


def _wrong_issue(zh: Fact, en: Fact, cost: float) -> Issue:
    kind = "mistranslation/date" if zh.kind in _DATED and en.kind in _DATED else "mistranslation/number"
    confidence = max(0.4, min(0.97, 0.97 - 0.3 * (cost - 1.6)))
    ours, theirs = spelled(zh), spelled(en)
    message = f"{_equation(zh.text, ours)}; English {_equation(en.text, theirs)}"
    relation = _times(zh, en)
    message += f": {relation}." if relation else "."
    return _issue(kind, "critical", confidence, message, zh, en)


def _unit_issue(zh: Fact, en: Fact) -> Issue:
    if zh.kind in _SHARES or en.kind in _SHARES:
        message = f"{zh.text} is {spelled(zh)}; the English says {spelled(en)}."
        return _issue("mistranslation/percentage", "critical", 0.95, message, zh, en)
    message = f"{zh.text} is in {UNITS[zh.unit].english[1]}; the English is in {UNITS[en.unit].english[1]} ({en.text})."
    return _issue("mistranslation/unit", "critical", 0.9, message, zh, en)


def _bound_issue(zh: Fact, en: Fact, relation: Relation) -> Issue | None:
    ours, theirs = zh.bound, en.bound
    if zh.high is not None or en.high is not None:
        return None
    if relation.verdict == "rounded" and not ours:
        false = (theirs in _UP and en.value > zh.value) or (theirs in _DOWN and en.value < zh.value)
        if false:
            message = f"{zh.text} is not {_SAID[theirs]} {en.text}."
            return _issue("mistranslation/bound", "major", 0.8, message, zh, en)
        if not theirs:
            message = f"{zh.text} is exact; the English rounds it to {en.text} without saying so."
            return _issue("mistranslation/bound", "neutral", 0.5, message, zh, en)
        return None
    severity, confidence = _bound_severity(ours, theirs, zh, en)
    if severity is None:
        return None
    message = f"The Chinese says {_SAID[ours]} ({zh.text}), the English {_SAID[theirs]} ({en.text})."
    return _issue("mistranslation/bound", severity, confidence, message, zh, en)


def _bound_severity(zh: Bound, en: Bound, ours: Fact, theirs: Fact) -> tuple[Severity | None, float]:
    if (zh in _UP and en in _DOWN) or (zh in _DOWN and en in _UP):
        return "major", 0.9
    if zh in _FIRM and en == "about":
        return "major", 0.8
    if zh and not en:
        if zh in ("min", "max"):
            return "major", 0.7
        if zh == "reach":
            return None, 0.0
        return ("minor" if zh in ("near", "below") else "neutral"), 0.6
    if en in ("over", "near", "min") and not zh and theirs.kind != "duration" and ours.kind != "ordinal":
        return "minor", 0.5
    return None, 0.0


def _omissions(found: Matching, unit: TranslationUnit, context: Context, year: int | None) -> Iterator[Issue]:
    for fact in found.zh:
        if fact.strength < STRONG or _own_year(fact, year) or _is_list(fact, unit.en_text) or fact.kind == "identifier":
            continue
        if fact.kind == "year" and year is None and any(other.unit == "relative" for other in found.en):
            continue
        place = _elsewhere(fact, context, "en", year)
        if place:
            message = f"{fact.text} is in the English of the {place} unit: the two may be misaligned."
            yield _issue("omission/number", "minor", 0.4, message, fact, None)
        else:
            message = f"{fact.text} ({spelled(fact)}) is not in the English."
            yield _issue("omission/number", "major", 0.7, message, fact, None)


def _additions(found: Matching, unit: TranslationUnit, context: Context, year: int | None) -> Iterator[Issue]:
    plans = [fact for fact in extract(unit.zh_text, "zh") if fact.kind == "ordinal"]
    for fact in found.en:
        if fact.strength < STRONG or _own_year(fact, year) or fact.kind == "identifier" or _plan_year(fact, plans):
            continue
        if fact.kind == "money" and unit.en_text[: fact.span[0]].count("(") > unit.en_text[: fact.span[0]].count(")"):
            continue
        place = _elsewhere(fact, context, "zh", year)
        if place:
            message = f"{fact.text} is in the Chinese of the {place} unit: the two may be misaligned."
            yield _issue("addition/number", "minor", 0.4, message, None, fact)
        else:
            message = f"{fact.text} ({spelled(fact)}) is not in the Chinese."
            yield _issue("addition/number", _ADDED_SEVERITY, 0.6, message, None, fact)


def _own_year(fact: Fact, year: int | None) -> bool:
    return fact.kind == "year" and year is not None and fact.high is None and fact.value == year


def _plan_year(fact: Fact, ordinals: list[Fact]) -> bool:
    """Whether a year is one of those that a five-year plan spans, which translators add: the 14th is 2021-2025."""
    if fact.kind != "year" or fact.unit:
        return False
    starts = [2021 + 5 * (int(plan.value) - 14) for plan in ordinals]
    return any(fact.value in (start, start + 4) for start in starts)


def _is_list(fact: Fact, text: str) -> bool:
    """Whether the English may list what the Chinese counts: 8个语种 as eight names."""
    if fact.kind != "cardinal" or not 2 < fact.value <= 20 or fact.value.denominator != 1:
        return False
    return text.count(",") + text.count(" and ") + text.count(";") + 1 >= fact.value


def _elsewhere(fact: Fact, context: Context, side: str, year: int | None) -> str:
    """Which neighbour states a fact on the other side and not on the fact's own: "next", "previous" or ""."""
    for place, unit in (("next", context.next), ("previous", context.previous)):
        if unit is None:
            continue
        zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
        left = match(zh, en, year=year)
        candidates = left.en if side == "en" else left.zh
        if any(_states(fact, other, year) for other in candidates if other.strength == STRONG):
            return place
    return ""


def _states(one: Fact, other: Fact, year: int | None) -> bool:
    if one.kind == other.kind == "date":
        return one.parts == other.parts
    return bool({r for r in readings(one, year)} & {r for r in readings(other, year)})


def spelled(fact: Fact) -> str:
    """A fact's value in full, in plain English: 500,000,000 yuan; 42.8 percent; July 3."""
    if fact.kind in _DATED or fact.kind in ("ordinal", "ratio", "identifier"):
        return render(fact)
    value = _full(fact.value) if fact.high is None else f"{_full(fact.value)} to {_full(fact.high)}"
    if fact.kind == "percent":
        return value + " percent"
    if fact.kind == "point":
        return value + " percentage points"
    if fact.kind == "permille":
        return value + " per thousand"
    if fact.kind == "multiple":
        return value + " times"
    return f"{value} {UNITS[fact.unit].english[0 if fact.value == 1 else 1]}" if fact.unit else value


def _full(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}"
    shown = number(value) if abs(value) < 10**6 else f"{float(value):,}"
    return (
        f"{value.numerator}/{value.denominator}"
        if Fraction(shown.replace(",", "").replace("minus ", "-") if shown else 0) != value
        else shown
    )


def _equation(text: str, value: str) -> str:
    plain = text.replace(" ", "").lower() == value.replace(" ", "").lower()
    return text if plain else f"{text} = {value}"


def _times(zh: Fact, en: Fact) -> str:
    """ "100 times too small", "higher", "lower"; "" where the two cannot be divided."""
    if zh.kind in _DATED or zh.kind in ("ordinal", "ratio", "identifier") or zh.high is not None or en.high is not None:
        return ""
    same = zh.unit == en.unit or not zh.unit or not en.unit or UNITS[zh.unit].dimension != UNITS[en.unit].dimension
    ours = zh.value if same else in_base(zh.value, zh.unit)
    theirs = en.value if same else in_base(en.value, en.unit)
    if zh.kind == "fraction" and en.kind == "percent":
        ours *= 100
    elif zh.kind == "percent" and en.kind == "fraction":
        theirs *= 100
    if ours <= 0 or theirs <= 0:
        return ""
    ratio = theirs / ours if theirs > ours else ours / theirs
    way = "large" if theirs > ours else "small"
    if ratio.denominator == 1:
        return f"{int(ratio):,} times too {way}"
    return f"{float(ratio):,.1f} times too {way}" if ratio >= 2 else f"too {way}"


def _issue(
    kind: str,
    severity: Severity,
    confidence: float,
    message: str,
    zh: Fact | None,
    en: Fact | None,
    *,
    suggestion: str | None = None,
) -> Issue:
    return Issue(
        *(_ID, kind, severity, confidence, message),
        zh_span=zh.span if zh else None,
        en_span=en.span if en else None,
        zh_value=spelled(zh) if zh else "",
        en_value=spelled(en) if en else "",
        suggestion=(render(zh) if zh else "") if suggestion is None else suggestion,
    )


FIGURES = Scorer(
    id=_ID,
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
SCORER = FIGURES
_ = Iterable
