"""Figures that the English states otherwise than the Chinese: by value, not by digits.

Comparing digit strings flags 40 % of correct translations (5亿 is "500 million") and lets 3.2万亿 pass as "3.2
billion". Here both sides are read into typed facts (``align.facts``) and paired one to one; each pair that disagrees
and each fact without a partner is one issue. Two that agree by value may still have changed places
(``swapped``), and what a lost hedge weighs is told in ``bounds``.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from align.facts import Fact, extract, is_read
from align.facts.compare import Relation
from align.facts.local_dollar import in_local_dollars, is_in_yuan, is_local
from align.facts.matching import Matching, match
from align.model.unit import SEVERITIES, Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer
from align.scorers.catalogue import worded
from align.scorers.decision import Evidence, decision
from align.scorers.figures.bounds import bound_issue, rounding_issue
from align.scorers.figures.evidence import alike, is_plain_dollar
from align.scorers.figures.evidence import evidence as evidence_on
from align.scorers.figures.named import named_issues
from align.scorers.figures.rates import rate_issues
from align.scorers.figures.swapped import swap_issues, swaps
from align.scorers.figures.trends import trend_issue
from align.scorers.figures.unpaired import Found, additions, omissions
from align.scorers.figures.wording import is_numbered, issue, one_a_range
from align.scorers.rendering.spelled import DATED, quotient
from align.scorers.traditional import is_traditional

Pair = tuple[Fact, Fact, Relation]
Hypothesis = tuple[Issue, Fact | None, Fact | None, Evidence]
LOUD = ("major", "critical")
AROUND = 40  # units before and after: how dense the figures of a passage are, and what is flagged again and again
_SHARES = frozenset(("percent", "permille", "point"))


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """The issues of a unit's figures; none where a side is empty, which is an omission or an addition of all.

    A headline may leave a figure out. Of a date line the day counts, not the hour at which a page appeared; major at
    most, since the English page may have appeared on a later day.

    >>> unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    >>> [found.message for found in find(unit, Context([unit]))]
    ['5亿元 = 500,000,000 yuan; English 5 million yuan = 5,000,000 yuan: 100 times too small.']
    """
    if not unit.zh_text or not unit.en_text:
        return
    found: list[Found] = []
    for one, zh, en, evidence in hypotheses(context):
        if unit.head == "date" and "time" in {fact.kind for fact in (zh, en) if fact}:
            continue
        if unit.head:
            most: Severity = "minor" if zh is None or en is None else "major" if unit.head == "date" else "critical"
            one = replace(one, severity=min(one.severity, most, key=SEVERITIES.index))
        fitted = decision("figures" if one.severity in LOUD else "figures.minor")
        probability = fitted.probability(evidence)
        severity = fitted.severity(probability, highest=one.severity, sensitivity=context.resources.sensitivity)
        if severity is not None:
            found.append((replace(one, severity=severity, confidence=round(probability, 2)), zh, en))
    issues = one_a_range(found)
    yield from issues
    yield from named_issues(unit, [one.en_span for one in issues if one.en_span])


def hypotheses(context: Context) -> list[Hypothesis]:
    """Return what may be an issue of the current unit, at the highest severity of its kind, with the evidence on it."""
    found, matching = _possible(context)
    unit = context.units[context.position]
    others: list[list[Found]] = []
    dense = 0.0
    if any(one.severity in LOUD for one, _, _ in found):
        places = range(max(0, context.position - AROUND), min(len(context.units), context.position + AROUND + 1))
        read = [_possible(context.at(place)) for place in places if place != context.position]
        others = [some for some, _ in read]
        dense = math.log1p(sum(len(other.pairs) + len(other.zh) for _, other in read) / max(1, len(read)))
    out = []
    for one, ours, theirs in found:
        evidence = evidence_on(one, ours, theirs, matching, texts=(unit.zh_text, unit.en_text), dense=dense)
        if one.severity in LOUD:
            again = sum(any(alike(one, other) for other, _, _ in some) for some in others)
            evidence = {**evidence, "again": float(min(3, again))}
        out.append((one, ours, theirs, evidence))
    return out


def _possible(context: Context) -> tuple[list[Found], Matching]:
    """What may be an issue of the current unit, and how its figures were paired; remembered for the units around."""
    known: dict[int, tuple[list[Found], Matching]] = context.once("figures", dict)
    if context.position not in known:
        known[context.position] = _read(context.units[context.position], context)
    return known[context.position]


def _read(unit: TranslationUnit, context: Context) -> tuple[list[Found], Matching]:
    zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
    if not (zh or en) or not unit.zh_text or not unit.en_text:
        return [], Matching((), (), ())
    if any(fact.kind == "money" for fact in zh) and _of_local_dollars(unit, context):
        zh, en = in_local_dollars(zh, en)
    year = context.date.year if context.date else None
    matching = match(zh, en, year=year, texts=(unit.zh_text, unit.en_text))
    moved = swaps(matching, (zh, en), unit, context)
    found: list[Found] = [*swap_issues(moved, unit.en_text)]
    for pair in matching.pairs:
        ours, theirs, _ = pair
        one = None if any(ours is zh for swap in moved for zh, _, _ in swap) else _pair_issue(pair, en, unit)
        if one is not None:
            found.append((one, ours, theirs))
    found += rate_issues(matching, unit) if "每" in unit.zh_text else ()
    if is_read(unit.zh_text, "zh") and is_read(unit.en_text, "en"):
        found += omissions(matching, unit, context)
        found += additions(matching, context)
    return [(_quoted(one, unit), ours, theirs) for one, ours, theirs in found], matching


def _quoted(one: Issue, unit: TranslationUnit) -> Issue:
    """Return an issue with its Chinese figure as it is written, where scorers compare the Simplified form."""
    figure = one.values.get("zh")
    if not unit.written or not isinstance(figure, Mapping) or one.zh_span is None:
        return one
    end = one.zh_span[1]
    text = unit.quoted((end - len(str(figure["text"])), end))
    return worded(one, one.code, {**one.values, "zh": {**figure, "text": text}})


def _of_local_dollars(unit: TranslationUnit, context: Context) -> bool:
    """True if 元 and "$" are the dollar of Hong Kong, Macao or Taiwan in a document."""
    pairs = ((other.zh_text, other.en_text) for other in context.units)
    if is_traditional(unit):
        return not context.once("元, yuan", lambda: is_in_yuan(pairs))
    return context.once("元, local", lambda: is_local(pairs))


def _pair_issue(pair: Pair, facts: Sequence[Fact], unit: TranslationUnit) -> Issue | None:
    zh, en, relation = pair
    if relation.verdict == "wrong":
        return _wrong(zh, en, relation.cost)
    if relation.verdict == "unit":
        return _unit(zh, en)
    if (one := trend_issue(zh, en, unit)) is not None:
        return one
    return rounding_issue(zh, en) if relation.verdict == "rounded" else bound_issue(zh, en, facts, unit)


def _wrong(zh: Fact, en: Fact, cost: float) -> Issue:
    confidence = max(0.4, min(0.97, 0.97 - 0.3 * (cost - 1.6)))
    if (far := quotient(zh, en)) and not is_numbered(zh, en):
        return issue("figures.times", "critical", confidence, zh=zh, en=en, values={"quotient": str(far)})
    kind = "mistranslation/date" if zh.kind in DATED and en.kind in DATED else ""
    return issue("figures.value", "critical", confidence, zh=zh, en=en, kind=kind)


def _unit(zh: Fact, en: Fact) -> Issue:
    if zh.kind in _SHARES or en.kind in _SHARES:
        return issue("figures.share", "critical", 0.95, zh=zh, en=en)
    severity: Severity = "minor" if is_plain_dollar(zh, en) else "critical"
    return issue("figures.unit", severity, 0.9, zh=zh, en=en)


SCORER = Scorer(
    id="figures",
    checks="figures, money, percentages, dates and times, compared by value",
    example=("投资5亿元。", "It invested 5 million yuan."),
    severities=("neutral", "minor", "major", "critical"),
    find=find,
    zh_name="数字",
    heads=("title", "date"),
)
