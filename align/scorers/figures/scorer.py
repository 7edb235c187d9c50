"""Figures that the English states otherwise than the Chinese: by value, not by digits.

Comparing digit strings flags 40 % of correct translations (5亿 is "500 million") and lets 3.2万亿 pass as "3.2
billion". Here both sides are read into typed facts (``align.facts``) and paired one to one; each pair that disagrees
and each fact without a partner is one issue. Two that agree by value may still have changed places
(``figures_swapped``), and what a lost hedge weighs is told in ``figures_bounds``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from align.facts import Fact, is_read
from align.facts.compare import Relation
from align.facts.local_dollar import in_local_dollars, is_in_yuan, is_local
from align.facts.matching import Matching, match
from align.facts.units import UNITS
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer
from align.scorers.decision import Evidence, decision
from align.scorers.figures.bounds import bound_issue, rounding_issue
from align.scorers.figures.compared import compared_issue, grown, subject_issue
from align.scorers.figures.evidence import alike, is_plain_dollar
from align.scorers.figures.evidence import evidence as evidence_on
from align.scorers.figures.levels import is_complement, level_issue
from align.scorers.figures.named import named_issues
from align.scorers.figures.rates import is_converted, rate_issues
from align.scorers.figures.read import read
from align.scorers.figures.scores import result_issue, told_from_the_other_side
from align.scorers.figures.swapped import swap_issue, swaps
from align.scorers.figures.unpaired import Found, additions, omissions
from align.scorers.figures.wording import DATED, difference, equation, issue, one_a_range, sentence, spelled, suggested
from align.scorers.traditional import is_traditional

_OFF = re.compile(" (?:off|discount|reduction|cheaper)\\b")  # 七折 is 30 percent off
Pair = tuple[Fact, Fact, Relation]
Hypothesis = tuple[Issue, Fact | None, Fact | None, Evidence]
LOUD = ("major", "critical")
AROUND = 40  # units before and after whose flags say how noisy the figures of a passage are
_SHARES = frozenset(("percent", "permille", "point"))


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """The issues of a unit's figures; none where a side is empty, which is an omission or an addition of all.

    >>> unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    >>> [found.message for found in find(unit, Context([unit]))]
    ['5亿元 = 500,000,000 yuan; English 5 million yuan = 5,000,000 yuan: 100 times too small.']
    """
    if not unit.zh_text or not unit.en_text:
        return
    fitted = decision("figures")
    found: list[Found] = []
    for one, zh, en, evidence in hypotheses(context):
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
    loud = [one for one, _, _ in found if one.severity in LOUD]
    around: Mapping[str, float] = {}
    others: list[list[Found]] = []
    if loud:
        places = range(max(0, context.position - AROUND), min(len(context.units), context.position + AROUND + 1))
        others = [_possible(context.at(place))[0] for place in places if place != context.position]
        around = {"noisy": sum(one.severity in LOUD for unit in others for one, _, _ in unit) / max(1, len(others))}
    unit = context.units[context.position]
    out = []
    for one, ours, theirs in found:
        evidence = evidence_on(one, ours, theirs, unit, matching)
        if one.severity in LOUD:
            again = sum(any(alike(one, other) for other, _, _ in found) for found in others)
            evidence = {**evidence, **around, "again": float(min(3, again))}
        out.append((one, ours, theirs, evidence))
    return out


def _possible(context: Context) -> tuple[list[Found], Matching]:
    """What may be an issue of the current unit, and how its figures were paired; remembered for the units around."""
    known: dict[int, tuple[list[Found], Matching]] = context.once("figures", dict)
    if context.position not in known:
        known[context.position] = _read(context.units[context.position], context)
    return known[context.position]


def _read(unit: TranslationUnit, context: Context) -> tuple[list[Found], Matching]:
    zh, en = read(unit)
    if not (zh or en) or not unit.zh_text or not unit.en_text:
        return [], Matching((), (), ())
    if any(fact.kind == "money" for fact in zh) and _of_local_dollars(unit, context):
        zh, en = in_local_dollars(zh, en)
    year = context.date.year if context.date else None
    matching = match(zh, en, year=year, texts=(unit.zh_text, unit.en_text))
    matching = replace(matching, pairs=tuple(_reread(pair, unit) for pair in matching.pairs))
    moved = swaps(matching, (zh, en), unit, context)
    found: list[Found] = [(swap_issue(*swap), swap[0], swap[1]) for swap in moved]
    for pair in matching.pairs:
        ours, theirs, _ = pair
        one = None if any(ours is swap[0] for swap in moved) else _pair_issue(pair, en, unit)
        if one is not None:
            found.append((one, ours, theirs))
    found += rate_issues(matching, unit) if "每" in unit.zh_text else ()
    if is_read(unit.zh_text, "zh") and is_read(unit.en_text, "en"):
        found += omissions(matching, unit, context)
        found += additions(matching, unit, context)
    return found, matching


def _reread(pair: Pair, unit: TranslationUnit) -> Pair:
    """A pair of two values that are the same as the texts tell them; otherwise the pair as it is."""
    zh, en, relation = pair
    right = relation.verdict == "wrong" and (is_complement(zh, en, unit) or is_converted(zh, en, unit))
    return (zh, en, replace(relation, verdict="same")) if right else pair


def _of_local_dollars(unit: TranslationUnit, context: Context) -> bool:
    """Whether 元 and "$" are the dollar of Hong Kong, Macao or Taiwan in a document."""
    pairs = ((other.zh_text, other.en_text) for other in context.units)
    if is_traditional(unit, context):
        return not context.once("元, yuan", lambda: is_in_yuan(pairs))
    return context.once("元, local", lambda: is_local(pairs))


def _pair_issue(pair: Pair, facts: Sequence[Fact], unit: TranslationUnit) -> Issue | None:
    zh, en, relation = pair
    if zh.kind == en.kind == "ratio" and (relation.verdict == "same" or told_from_the_other_side(zh, en, unit)):
        return result_issue(zh, en, unit)
    zh, en = grown(zh, en, unit)
    if relation.verdict == "wrong" or (zh.kind == en.kind == "multiple" and en is not pair[1]):
        return _wrong(zh, en, relation.cost)
    if relation.verdict == "unit":
        return _unit(zh, en)
    if zh.text.endswith("折") and zh.value == en.value != 50 and _OFF.match(unit.en_text, en.span[1]):
        return _wrong(zh, en, 1.6)
    if found := level_issue(zh, en, unit) or compared_issue(zh, en, unit) or subject_issue(zh, en, facts, unit):
        return found
    if zh.direction * en.direction < 0 and zh.unit not in ("s", "min") and zh.value > 0 and en.value > 0:
        return _direction(zh, en)
    return rounding_issue(zh, en) if relation.verdict == "rounded" else bound_issue(zh, en, facts, unit)


def _wrong(zh: Fact, en: Fact, cost: float) -> Issue:
    kind = "mistranslation/date" if zh.kind in DATED and en.kind in DATED else "mistranslation/number"
    confidence = max(0.4, min(0.97, 0.97 - 0.3 * (cost - 1.6)))
    gap = difference(zh, en)
    message = sentence(f"{equation(zh)}; English {equation(en)}" + (f": {gap}" if gap else ""))
    return issue(kind, "critical", confidence, message, zh=zh, en=en)


def _unit(zh: Fact, en: Fact) -> Issue:
    if zh.kind in _SHARES or en.kind in _SHARES:
        message = sentence(f"{zh.text} is {spelled(zh)}; the English says {spelled(en)}")
        return issue("mistranslation/percentage", "critical", 0.95, message, zh=zh, en=en)
    message = f"{zh.text} is in {UNITS[zh.unit].english[1]}; the English is in {UNITS[en.unit].english[1]} ({en.text})."
    severity: Severity = "minor" if is_plain_dollar(zh, en) else "critical"
    return issue("mistranslation/unit", severity, 0.9, message, zh=zh, en=en)


def _direction(zh: Fact, en: Fact) -> Issue:
    told = {1: "a rise", -1: "a fall"}
    message = f"The Chinese tells of {told[zh.direction]} ({zh.text}), the English of {told[en.direction]} ({en.text})."
    wanted = f"{'up' if zh.direction > 0 else 'down'} {suggested(zh, en)}"
    return issue("mistranslation/direction", "critical", 0.85, message, zh=zh, en=en, suggestion=wanted)


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
    zh_name="数字",
    zh_messages={
        "{zh}; English {en}.": "{zh}；英文为 {en}。",
        "{zh}; English {en}: {n} times too large.": "{zh}；英文为 {en}，是原数的 {n} 倍。",
        "{zh}; English {en}: {n} times too small.": "{zh}；英文为 {en}，只有原数的 1/{n}。",
        "{zh}; English {en}: too large.": "{zh}；英文为 {en}，偏大。",
        "{zh}; English {en}: too small.": "{zh}；英文为 {en}，偏小。",
        "{zh} is {value}; the English says {en}.": "“{zh}”即 {value}；英文为 {en}。",
        '{zh} is {right}; the English has "{en}".': "“{zh}”即 {right}；英文为“{en}”。",
        "{zh} is in {unit}; the English is in {other_unit} ({en}).": (
            "“{zh}”的单位是{unit}，英文的单位是{other_unit}（{en}）。"
        ),
        "{zh} is per {unit}; the English is per {other_unit} ({en}).": (
            "“{zh}”按每{unit}计，英文按每{other_unit}计（{en}）。"
        ),
        "The Chinese tells of {trend} ({zh}), the English of {other_trend} ({en}).": (
            "中文说的是{trend}（{zh}），英文说的是{other_trend}（{en}）。"
        ),
        "The Chinese says {bound} ({zh}), the English {other_bound} ({en}).": (
            "中文表示“{bound}”（{zh}），英文表示“{other_bound}”（{en}）。"
        ),
        'The Chinese says {zh} ({right}); the English has its opposite, "{en}".': (
            "中文为“{zh}”（{right}），英文的意思相反：“{en}”。"
        ),
        "{zh} is not {bound} {en}.": "“{zh}”并非“{bound}”{en}。",
        "{zh} is what is left; the English takes it for the fall ({en}).": (
            "“{zh}”是剩下的部分，英文当成了降幅（{en}）。"
        ),
        "{zh} is the fall; the English takes it for what is left ({en}).": (
            "“{zh}”是降幅，英文当成了剩下的部分（{en}）。"
        ),
        "{zh} is exact; the English rounds it to {en} without saying so.": (
            "“{zh}”是确数，英文取整为 {en}，没有说明是约数。"
        ),
        "Two figures changed places: {zh} in the Chinese; English {en} at its place.": (
            "两个数字互换了位置：中文此处为 {zh}，英文此处为 {en}。"
        ),
        "The other of the figures that changed places: {zh} in the Chinese; English {en} at its place.": (
            "互换了位置的另一个数字：中文此处为 {zh}，英文此处为 {en}。"
        ),
        "{zh} is in the English of the {place} unit: the two may be misaligned.": (
            "“{zh}”在{place}句对的英文里，这两个句对可能没有对齐。"
        ),
        "{en} is in the Chinese of the {place} unit: the two may be misaligned.": (
            "“{en}”在{place}句对的中文里，这两个句对可能没有对齐。"
        ),
        "{zh} ({value}) is not in the English.": "英文没有“{zh}”（{value}）。",
        "{zh} is not in the English.": "英文没有“{zh}”。",
        "{en} ({value}) is not in the Chinese.": "中文没有“{en}”（{value}）。",
        "{en} is not in the Chinese.": "中文没有“{en}”。",
        "{zh} is of {year} in this document; English {en}.": "本文中的“{zh}”指 {year} 年；英文为 {en}。",
    },
)
