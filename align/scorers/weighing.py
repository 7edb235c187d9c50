"""Weigh what rules say of meaning and of names, and find what no rule says, by fitted decisions.

A rule that compares word lists over a whole unit is right on published translations once in ten times, and misses half
of what is turned round. So its issue is a hypothesis beside those of the encoder (``align.scorers.evidence``), and for
each subject a fitted decision (``align.scorers.decision``) says how likely each is a real departure: that is the
confidence of the issue, and with the gravity of the kind it gives the severity. What is improbable is not shown.

Without word links or the encoder that the decisions were fitted with, issues stay as the rules gave them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import partial

from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, issue_on
from align.scorers.decision import Sensitivity, decision
from align.scorers.evidence.contrast import Contrast, ContrastProvider
from align.scorers.evidence.hypotheses import RULES, SUBJECTS, Hypothesis, Stage, Subject, hypotheses, known
from align.scorers.evidence.tagger import ENCODER as TAGGED
from align.scorers.evidence.tagger import Tagger, Tags, tagger
from align.wordlinks.links import LinkProvider

ENCODER = "bundled"
"""The sentence encoder that the decisions were fitted with."""

_CODES: dict[Subject, str] = {
    "negation-added": "negation.added",
    "negation-lost": "negation.lost",
    "modality": "modality.other",
    "direction": "direction.order",
    "extent": "bounds.contrary",
}
_SCORER: dict[Subject, str] = {
    "negation-added": "negation",
    "negation-lost": "negation",
    "modality": "modality",
    "direction": "direction",
    "extent": "bounds",
    "names": "names",
    "titles": "titles",
}
_TYPES = frozenset(type_ for _, type_ in SUBJECTS.values())
_GRAVITY: dict[Subject, Severity] = {"negation-added": "critical", "negation-lost": "critical"}


def weighed(found: Sequence[Issue], unit: TranslationUnit, context: Context, scorers: Iterable[str]) -> list[Issue]:
    """Return the issues of a unit with those of rules weighed, and with what the encoder alone finds.

    ``scorers``: the ids of those that run, since nothing is found for one that does not.
    """
    running = RULES & frozenset(scorers)
    provider = contrasts_of(context)
    if provider is None or not running or not unit.zh_text or not unit.en_text:
        return list(found)
    links, embedder = context.resources.links, context.resources.embedder
    assert links is not None
    assert embedder is not None
    rules = [issue for issue in found if issue.scorer in RULES and issue.type in _TYPES]
    others = [issue for issue in found if issue not in rules]
    if not may_be_shown(rules, unit, context, running):
        return others
    best: dict[tuple[str, str], tuple[float, Hypothesis]] = {}
    tags = partial(tags_of, unit, links, tagger())
    for hypothesis in hypotheses(unit, rules, provider(unit)[0], links(unit), embedder, tags):
        if hypothesis.issue is None and _SCORER[hypothesis.subject] not in running:
            continue
        probability = decision(hypothesis.subject).probability(hypothesis.evidence)
        issue = hypothesis.issue
        key = ("rule", issue.message) if issue else ("contrast", hypothesis.subject)
        if key not in best or probability > best[key][0]:
            best[key] = probability, hypothesis
    made = [
        (issue, hypothesis.issue is None)
        for probability, hypothesis in best.values()
        if (issue := _issue(unit, hypothesis, probability, context.resources.sensitivity)) is not None
    ]
    said = {issue.type for issue, alone in made if not alone}
    kept = [issue for issue, alone in made if not alone or issue.type not in said]
    return [*others, *sorted(kept, key=lambda issue: -issue.confidence)]  # of two on the same words the first stays


def may_be_shown(
    issues: Sequence[Issue], unit: TranslationUnit, context: Context, scorers: Collection[str] = RULES
) -> bool:
    """True if a hypothesis of a unit may be shown, as far as can be seen without word links, which cost most.

    ``issues``: of rules, made or as they could be made. ``scorers``: the ids of those that run. True as well without
    the encoder that the decisions were fitted with.
    """
    provider = contrasts_of(context)
    if provider is None:
        return True
    if ahead := provider.block(unit):
        _look_ahead(ahead, provider, context, scorers)
    return _in_reach("texts", issues, unit, provider.rough(unit)[0], context, scorers) and _in_reach(
        "links", issues, unit, provider.plain(unit)[0], context, scorers
    )


def _look_ahead(
    units: Sequence[TranslationUnit], provider: ContrastProvider, context: Context, scorers: Collection[str]
) -> None:
    """Make in one go what will be asked for if no rule says anything of some units."""
    made: list[tuple[Contrast, ...]] = provider.rough(*units)
    units = [u for u, found in zip(units, made, strict=True) if _in_reach("texts", [], u, found, context, scorers)]
    made = provider.plain(*units)
    units = [u for u, found in zip(units, made, strict=True) if _in_reach("links", [], u, found, context, scorers)]
    provider(*units)
    if links := context.resources.links:
        links.want(units)


def _in_reach(
    stage: Stage,
    issues: Sequence[Issue],
    unit: TranslationUnit,
    contrasts: Sequence[Contrast],
    context: Context,
    scorers: Collection[str],
) -> bool:
    embedder, sensitivity = context.resources.embedder, context.resources.sensitivity
    assert embedder is not None
    return any(
        decision(one.subject).within_reach(known(one, stage), stage, sensitivity=sensitivity)
        for one in hypotheses(unit, issues, contrasts, None, embedder)
        if one.issue is not None or _SCORER[one.subject] in scorers
    )


def contrasts_of(context: Context) -> ContrastProvider | None:
    """Return the contrasts of a document; None where what they need is not there, or is not what was fitted."""
    links, embedder = context.resources.links, context.resources.embedder
    if links is None or embedder is None or embedder.name != ENCODER:
        return None
    return context.once("contrasts", lambda: ContrastProvider(context.units, links, embedder))


def tags_of(unit: TranslationUnit, links: LinkProvider, network: Tagger) -> Tags | None:
    """Return the tags of a unit; None where its states are not those that the networks read."""
    states = links.states(unit)
    return network(*states) if links.encoder == TAGGED else None


def _issue(unit: TranslationUnit, hypothesis: Hypothesis, probability: float, sensitivity: Sensitivity) -> Issue | None:
    made = hypothesis.issue or _of_contrast(unit, hypothesis)
    highest: Severity = "critical" if "critical" in (made.severity, _GRAVITY.get(hypothesis.subject)) else "major"
    severity = decision(hypothesis.subject).severity(probability, highest=highest, sensitivity=sensitivity)
    if severity is None:
        return None
    return replace(made, severity=severity, confidence=round(probability, 3))


def _of_contrast(unit: TranslationUnit, hypothesis: Hypothesis) -> Issue:
    contrast = hypothesis.contrast
    assert contrast is not None
    zh, en = contrast.zh, contrast.en
    suggestion = contrast.right
    if hypothesis.subject == "negation-added":
        zh = None
    elif hypothesis.subject == "negation-lost":
        en, suggestion = None if contrast.inserted else en, "not" if contrast.inserted else suggestion
    return issue_on(
        unit,
        _CODES[hypothesis.subject],
        zh,
        _marked(en),
        severity="major",
        confidence=0.0,
        values={"right": suggestion},
        suggestion=suggestion if _marked(en) else "",
    )


def _marked(span: Span | None) -> Span | None:
    return span if span and span[0] < span[1] else None
