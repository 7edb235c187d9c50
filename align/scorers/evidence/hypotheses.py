"""Hypotheses about what a unit states otherwise, each with all the evidence that there is for and against it.

A hypothesis comes from a rule, whose issue it is, or from the encoder alone, which finds a cue contradicted
(``align.scorers.evidence.contrast``); where both mark the same words it is one hypothesis with the evidence of both.
The subjects are decided apart, since the same numbers mean different things for them: a negation that the English lost
is often carried by a word ("few", "fail to"), one that it added hardly ever.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from align.embedders import Embedder
from align.language.spans import touches
from align.model.document import Span
from align.model.unit import SEVERITIES, Issue, TranslationUnit
from align.scorers.evidence.alternatives import Kind, focus
from align.scorers.evidence.contrast import Contrast
from align.scorers.evidence.linked import LinkedSigns, linked_signs
from align.scorers.evidence.named import name_signs
from align.scorers.evidence.repair import repair_gains
from align.scorers.evidence.stated import Stated
from align.scorers.evidence.tagger import SILENT, Tags
from align.wordlinks.links import WordLinks

Subject = Literal["negation-added", "negation-lost", "modality", "direction", "extent", "names", "titles"]
SUBJECTS: Mapping[Subject, tuple[Kind | None, str]] = {
    "negation-added": ("negation", "mistranslation/negation"),
    "negation-lost": ("negation", "mistranslation/negation"),
    "modality": ("modality", "mistranslation/modality"),
    "direction": ("direction", "mistranslation/direction"),
    "extent": ("extent", "mistranslation/bound"),
    "names": (None, "mistranslation/name"),
    "titles": (None, "mistranslation/title"),
}
"""Of each the kind of contrast, None where only rules tell, and the type of the issues of rules."""

RULES = frozenset(("negation", "modality", "direction", "bounds", "names", "titles"))
"""The scorers whose issues are hypotheses here; those of figures are decided with the figures."""


Stage = Literal["texts", "links"]
STAGES: tuple[Stage, ...] = ("texts", "links")
"""What of the evidence is got by and by, since it costs more than the rest: that of whole texts, and of word links."""

_OF_TEXTS = frozenset(f"{name}_text" for name in ("margin", "other_margin", "contrary", "support"))
_OF_LINKS = frozenset(LinkedSigns._fields) | set(SILENT) | {"focus_first", "focus_best", "like_there"}
_OF_NEGATIONS = frozenset(
    ("negated", "negated_plainly", "affirmed", "grounded", "surely_grounded", "inserted", "alone", "place")
) | {f"{name}_{level}" for name in ("contrary", "other_margin") for level in ("text", "clause")}


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """``issue``: of the rule that says so, None if the encoder alone does. ``contrast``: None if a rule alone does."""

    subject: Subject
    evidence: Mapping[str, float]
    issue: Issue | None
    contrast: Contrast | None

    @property
    def en(self) -> Span | None:
        """The English words that it is about."""
        if self.contrast is not None:
            return self.contrast.en
        return self.issue.en_span if self.issue else None


def known(hypothesis: Hypothesis, missing: Stage) -> dict[str, float]:
    """Return the evidence of a hypothesis without that of stages that are missing, of a negation also without what
    word links put in."""
    taken = _OF_LINKS | (_OF_TEXTS if missing == "texts" else frozenset())
    if SUBJECTS[hypothesis.subject][0] == "negation":
        taken |= _OF_NEGATIONS
    return {name: value for name, value in hypothesis.evidence.items() if name not in taken}


def hypotheses(
    unit: TranslationUnit,
    issues: Sequence[Issue],
    contrasts: Sequence[Contrast],
    links: WordLinks | None,
    embedder: Embedder,
    tags: Callable[[], Tags | None] = lambda: None,
) -> Iterator[Hypothesis]:
    """Yield the hypotheses of a unit from the issues of its rules and the contrasts of its cues.

    Without ``links`` they lack the evidence of word links (:func:`known`). ``tags``: asked for once, and only if there
    is a hypothesis; None where there are none.
    """
    mine = [issue for issue in issues if issue.scorer in RULES]
    gains = repair_gains(unit, mine, embedder) if mine else []
    repaired = list(zip(mine, gains, strict=True))
    stated = Stated(unit, links)
    tagged = tags() if mine or contrasts else None
    for subject, (kind, type_) in SUBJECTS.items():
        of_zh = subject == "negation-lost"
        rules = [(issue, gain) for issue, gain in repaired if issue.type == type_]
        if kind is None:
            for issue, gain in rules:
                evidence = {**name_signs(unit, issue, links, gain), **_tagged(tagged, issue.zh_span, issue.en_span)}
                yield Hypothesis(subject, evidence, issue, None)
            continue
        cues = [c for c in contrasts if c.kind == kind]
        held = [c for c in cues if c.of_zh == of_zh]
        if not held and not rules:
            continue
        counts = len({c.zh for c in cues if c.of_zh}), len({c.en for c in cues if not c.of_zh})
        taken: set[str] = set()
        for contrast in held:
            beside = [(issue, gain) for issue, gain in rules if _same(issue, contrast)]
            taken |= {issue.message for issue, _ in beside}
            strongest = max(beside, key=lambda rule: _rank(rule[0]), default=None)
            yield _hypothesis(subject, unit, strongest, contrast, links, counts, stated, tagged)
        for issue, gain in rules:
            if issue.message not in taken and (kind != "negation" or of_zh == (issue.zh_span is not None)):
                yield _hypothesis(subject, unit, (issue, gain), None, links, counts, stated, tagged)


def _same(issue: Issue, contrast: Contrast) -> bool:
    """True if an issue marks the cue of a contrast."""
    marked, cue = (issue.zh_span, contrast.zh) if contrast.of_zh else (issue.en_span, contrast.en)
    return marked is not None and cue is not None and touches(marked, [cue])


def _rank(issue: Issue) -> tuple[int, float]:
    return SEVERITIES.index(issue.severity), issue.confidence


def _hypothesis(
    subject: Subject,
    unit: TranslationUnit,
    rule: tuple[Issue, tuple[float, float]] | None,
    contrast: Contrast | None,
    links: WordLinks | None,
    counts: tuple[int, int],
    stated: Stated,
    tags: Tags | None,
) -> Hypothesis:
    issue, gain = rule or (None, (0.0, 0.0))
    zh, en = (contrast.zh, contrast.en) if contrast else (issue.zh_span, issue.en_span) if issue else (None, None)
    of_zh = subject == "negation-lost"
    kind = SUBJECTS[subject][0]
    assert kind is not None
    evidence = {
        "rule": SEVERITIES.index(issue.severity) / 3 if issue else 0.0,
        "rule_confidence": issue.confidence if issue else 0.0,
        "gain_text": gain[0],
        "gain_clause": gain[1],
        **(contrast.signs() if contrast else {"bare": 1.0}),
        **(linked_signs(links, zh, en)._asdict() if links else {}),
        **stated.signs(kind, zh, en, of_zh=of_zh),
        **_tagged(tags, zh, en),
        "inserted": float(contrast is not None and contrast.inserted),
        "alone": float(zh is None or en is None),
        "more_zh": float(counts[0] > counts[1]),
        "more_en": float(counts[1] > counts[0]),
        "cues": math.log1p(sum(counts)),
        "length": math.log(len(unit.zh_text) + 5) - 4,
    }
    if links:
        evidence["focus_first"], evidence["focus_best"] = focus(links, zh if of_zh else en, zh=of_zh)
    return Hypothesis(subject, evidence, issue, contrast)


def _tagged(tags: Tags | None, zh: Span | None, en: Span | None) -> Mapping[str, float]:
    return tags.signs(zh, en) if tags else SILENT
