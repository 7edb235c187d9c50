"""Find what is turned round, and weigh what rules say of names, titles and order: by fitted decisions.

A rule that compares word lists over a whole unit is right on published translations once in ten times, and misses half
of what is turned round. So what is said of negation, force, direction and extent are hypotheses of the encoder
(``align.scorers.evidence``), beside those of the rules that are left. For each subject a fitted decision
(``align.scorers.decision``) says how likely a hypothesis is a real departure: that is the confidence of the issue, and
with the gravity of the kind it gives the severity. What is improbable is not shown.

Evidence comes in stages, each for what the one before leaves within reach. Without word links the decision on what is
known before them stands. Without the encoder that the decisions were fitted with, nothing is found turned round, and
issues stay as the rules gave them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, issue_on
from align.scorers.decision import Decision, decision
from align.scorers.evidence.alternatives import agree, rendering, senses
from align.scorers.evidence.contrast import STAGES, ContrastProvider, Stage
from align.scorers.evidence.hypotheses import RULES, SUBJECTS, Hypothesis, Subject, hypotheses, known
from align.scorers.evidence.tagger import tagger, tags_of

ENCODER = "bundled"
"""The sentence encoder that the decisions were fitted with."""

_CODES: dict[Subject, str] = {
    "negation-added": "negation.added",
    "negation-lost": "negation.lost",
    "modality": "modality.other",
    "direction": "direction.opposite",
    "extent": "bounds.contrary",
}
_SCORER: dict[Subject, str] = {
    **{subject: code.partition(".")[0] for subject, code in _CODES.items()},
    "names": "names",
    "titles": "titles",
}
_TYPES = frozenset(type_ for _, type_ in SUBJECTS.values())
_GRAVITY: dict[Subject, Severity] = {"negation-added": "critical", "negation-lost": "critical"}


def weighed(found: Sequence[Issue], unit: TranslationUnit, context: Context, scorers: Iterable[str]) -> list[Issue]:
    """Return the issues of a unit with those of rules weighed, and with what the encoder alone finds.

    ``scorers``: the ids of those that run, since nothing is found for one that does not.
    """
    running = frozenset(_SCORER.values()) & frozenset(scorers)
    provider = contrasts_of(context)
    if provider is None or not running or not unit.zh_text or not unit.en_text:
        return list(found)
    rules = [issue for issue in found if issue.scorer in RULES and issue.type in _TYPES]
    others = [issue for issue in found if issue not in rules]
    stages = _stages(context)
    if ahead := provider.block(unit):
        _look_ahead(ahead, provider, context, running)
    if not all(_in_reach(stage, unit, rules, context, running) for stage in stages[:-1]):
        return others
    best: dict[tuple[str, str], tuple[float, Hypothesis]] = {}
    for hypothesis in _hypotheses(stages[-1], unit, rules, context, running):
        probability = _decision(hypothesis, stages[-1]).probability(known(hypothesis, stages[-1]))
        issue = hypothesis.issue
        key = ("rule", issue.message) if issue else ("contrast", hypothesis.subject)
        if key not in best or probability > best[key][0]:
            best[key] = probability, hypothesis
    made = [
        (issue, hypothesis.issue is None)
        for probability, hypothesis in best.values()
        if (issue := _issue(unit, hypothesis, probability, context)) is not None
    ]
    said = {issue.type for issue, alone in made if not alone}
    kept = [issue for issue, alone in made if not alone or issue.type not in said]
    return [*others, *sorted(kept, key=lambda issue: -issue.confidence)]  # of two on the same words the first stays


def contrasts_of(context: Context) -> ContrastProvider | None:
    """Return the contrasts of a document; None without the encoder that was fitted."""
    links, embedder = context.resources.links, context.resources.embedder
    if embedder is None or embedder.name != ENCODER:
        return None
    return context.once("contrasts", lambda: ContrastProvider(context.units, links, embedder))


def _stages(context: Context) -> tuple[Stage, ...]:
    """Return the stages of evidence that there can be."""
    return STAGES if context.resources.links else STAGES[:-1]


def _decision(hypothesis: Hypothesis, stage: Stage) -> Decision:
    whole = decision(hypothesis.subject)
    return whole if stage == STAGES[-1] else whole.early[stage]


def _hypotheses(
    stage: Stage, unit: TranslationUnit, rules: Sequence[Issue], context: Context, scorers: frozenset[str]
) -> Iterator[Hypothesis]:
    """Yield the hypotheses of a unit with the evidence of a stage."""
    provider, links, embedder = contrasts_of(context), context.resources.links, context.resources.embedder
    assert provider is not None
    assert embedder is not None
    (contrasts,) = provider.at(stage, [unit])
    if stage == "links" and links is not None:
        found = hypotheses(unit, rules, contrasts, links(unit), embedder, partial(tags_of, unit, links, tagger()))
    else:
        found = hypotheses(unit, rules, contrasts, None, embedder)
    yield from (one for one in found if _SCORER[one.subject] in scorers)


def _in_reach(
    stage: Stage, unit: TranslationUnit, rules: Sequence[Issue], context: Context, scorers: frozenset[str]
) -> bool:
    """True if a hypothesis of a unit may be shown, as far as can be seen at a stage; remembered without rules."""
    sensitivity = context.resources.sensitivity
    seen: dict[object, bool] = context.once("in reach", dict)
    key = (stage, unit.zh_text, unit.en_text, sensitivity, scorers)
    if rules or key not in seen:
        found = any(
            decision(one.subject).within_reach(known(one, stage), stage, sensitivity=sensitivity)
            for one in _hypotheses(stage, unit, rules, context, scorers)
        )
        if rules:
            return found
        seen[key] = found
    return seen[key]


def _look_ahead(
    units: Sequence[TranslationUnit], provider: ContrastProvider, context: Context, scorers: frozenset[str]
) -> None:
    """Make in one go what will be asked for if no rule says anything of some units."""
    for stage in _stages(context):
        provider.at(stage, units)
        if stage != STAGES[-1]:
            units = [unit for unit in units if _in_reach(stage, unit, [], context, scorers)]
    if links := context.resources.links:
        links.want(units)


def _issue(unit: TranslationUnit, hypothesis: Hypothesis, probability: float, context: Context) -> Issue | None:
    contrast = hypothesis.contrast
    if contrast is not None and agree(contrast.kind, unit.zh_at(contrast.zh), unit.en_at(contrast.en)):
        return None
    made = hypothesis.issue or _of_contrast(unit, hypothesis)
    highest: Severity = "critical" if "critical" in (made.severity, _GRAVITY.get(hypothesis.subject)) else "major"
    weights = _decision(hypothesis, _stages(context)[-1])
    severity = weights.severity(probability, highest=highest, sensitivity=context.resources.sensitivity)
    if severity is None:
        return None
    return replace(made, severity=severity, confidence=round(probability, 3))


def _of_contrast(unit: TranslationUnit, hypothesis: Hypothesis) -> Issue:
    contrast = hypothesis.contrast
    assert contrast is not None
    zh, en = contrast.zh, contrast.en
    right, suggestion = rendering(contrast.kind, unit.zh_at(zh), unit.en_at(en), contrast.right)
    if hypothesis.subject == "negation-added":
        zh, suggestion = None, "" if unit.en_at(en).lower() in senses("modality", "en") else suggestion
    elif hypothesis.subject == "negation-lost":
        en, suggestion = None if contrast.inserted else en, "not" if contrast.inserted else suggestion
        right = suggestion
    return issue_on(
        unit,
        _CODES[hypothesis.subject],
        zh,
        _marked(en),
        severity="major",
        confidence=0.0,
        values={"right": right},
        suggestion=suggestion if _marked(en) else "",
    )


def _marked(span: Span | None) -> Span | None:
    return span if span and span[0] < span[1] else None
