"""Hypotheses about what a unit states otherwise, each with all the evidence that there is for and against it.

A hypothesis comes from the encoder, for each cue that the other side may contradict or lack
(``align.scorers.evidence.contrast``), or from a rule, whose issue it is: those of names, of titles and of what comes
before what. Where both mark the same words it is one hypothesis with the evidence of both.
The subjects are decided apart, since the same numbers mean different things for them: a negation that the English lost
is often carried by a word ("few", "fail to"), one that it added hardly ever.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from align.embedders import Embedder
from align.language.spans import touches
from align.model.document import Language, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.evidence.alternatives import Kind, stands, unrelated
from align.scorers.evidence.contrast import Contrast, Stage
from align.scorers.evidence.linked import LinkedSigns, linked_signs, same_side
from align.scorers.evidence.named import name_signs
from align.scorers.evidence.repair import repair_gains
from align.scorers.evidence.stated import denials, standing
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
"""Of each the kind of contrast, None where only rules tell, and the type of its issues."""

RULES = frozenset(("direction", "names", "titles"))
"""The scorers whose issues are hypotheses here; those of figures are decided with the figures."""

_OF_TEXTS = frozenset(f"{name}_text" for name in ("margin", "other_margin", "contrary", "support"))
_OF_LINKS = (
    frozenset(LinkedSigns._fields)
    | set(SILENT)
    | {"focus_first", "focus_best", "like_there", "near_there", "same_side", "opposed"}
)
_OF_PLACES = frozenset(("inserted", "alone")) | {
    f"{name}_{level}" for name in ("contrary", "other_margin") for level in ("text", "clause")
}
"""What a negation is known by that word links put in."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """``issue``: of the rule that says so, None if the encoder alone does; ``contrast``: None if a rule alone does."""

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


def known(hypothesis: Hypothesis, stage: Stage) -> Mapping[str, float]:
    """Return the evidence of a hypothesis that is there at a stage, of a negation without what word links put in."""
    if stage == "links":
        return hypothesis.evidence
    later = _OF_LINKS | (_OF_TEXTS if stage == "clauses" else frozenset())
    if SUBJECTS[hypothesis.subject][0] == "negation":
        later |= _OF_PLACES
    return {name: value for name, value in hypothesis.evidence.items() if name not in later}


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
    rules: dict[str, list[Issue]] = {}
    for issue in issues:
        if issue.scorer in RULES:
            rules.setdefault(issue.type, []).append(issue)
    tagged = tags() if rules or contrasts else None
    for subject, (kind, type_) in SUBJECTS.items():
        mine = rules.get(type_, [])
        if kind is None:
            for issue, gain in zip(mine, repair_gains(unit, mine, embedder), strict=True):
                evidence = {**name_signs(unit, issue, links, gain), **_tagged(tagged, issue.zh_span, issue.en_span)}
                yield Hypothesis(subject, evidence, issue, None)
            continue
        cues = [c for c in contrasts if c.kind == kind]
        told = [c for c in cues if not unrelated(kind, unit.zh_at(c.zh), unit.en_at(c.en))]
        for contrast in told:
            if contrast.of_zh != (subject == "negation-lost") or not _stands(unit, contrast):
                continue
            rule = next((issue for issue in mine if touches(issue.en_span or (0, 0), [contrast.en or (0, 0)])), None)
            evidence = _signs(unit, kind, contrast.zh, contrast.en, links, tagged) | _cue_signs(unit, contrast, cues)
            if links and kind != "negation":
                evidence["opposed"] = _opposed(evidence)
            if kind == "negation":
                cue = contrast.zh if contrast.of_zh else contrast.en
                evidence |= denials(unit, cue, links, of_zh=contrast.of_zh)
            yield Hypothesis(subject, evidence | {"rule": float(rule is not None)}, rule, contrast)
        ends = [c.en for c in told if c.en and not c.of_zh]
        for issue in mine:
            if not touches(issue.en_span or (0, 0), ends):
                signs = _signs(unit, kind, issue.zh_span, issue.en_span, links, tagged)
                yield Hypothesis(subject, signs | {"rule": 1.0, "bare": 1.0}, issue, None)


def _stands(unit: TranslationUnit, contrast: Contrast) -> bool:
    """True unless the other side says that a cue is none; a negation so carried still supports that of the other
    side."""
    zh, en = unit.zh_text, unit.en_text
    of_zh = (True, False) if contrast.kind != "negation" else (contrast.of_zh,)
    cues: list[tuple[Language, str, Span | None, str]] = [
        ("zh", zh, contrast.zh, en) if side else ("en", en, contrast.en, zh) for side in of_zh
    ]
    return all(
        span is None or stands(contrast.kind, language, text, span, other) for language, text, span, other in cues
    )


def _signs(
    unit: TranslationUnit, kind: Kind, zh: Span | None, en: Span | None, links: WordLinks | None, tags: Tags | None
) -> dict[str, float]:
    return {
        **(linked_signs(links, zh, en)._asdict() if links else {}),
        **({"same_side": same_side(links, unit, zh, en)} if links and kind == "direction" else {}),
        **_tagged(tags, zh, en),
        "alone": float(zh is None or en is None),
        "length": math.log(len(unit.zh_text) + 5) - 4,
    }


def _cue_signs(unit: TranslationUnit, contrast: Contrast, cues: Sequence[Contrast]) -> dict[str, float]:
    """Return the measures of a contrast, and what the cues of its kind in both texts say of it."""
    of_zh, of_en = len({c.zh for c in cues if c.of_zh}), len({c.en for c in cues if not c.of_zh})
    return {
        **contrast.signs(),
        **(standing(unit, contrast, cues) if contrast.kind != "negation" else {}),
        "inserted": float(contrast.inserted),
        "more_zh": float(of_zh > of_en),
        "more_en": float(of_en > of_zh),
        "cues": math.log1p(of_zh + of_en),
    }


def _opposed(evidence: Mapping[str, float]) -> float:
    """Return 1 where two cues exclude each other, are linked, and neither is said elsewhere: 顺差 and "deficit".

    That is nearly always an error, however alike the sentences are to an encoder.
    """
    told = evidence["contrary"] and not evidence["rendered"] and not evidence["explained"]
    return float(bool(told and evidence["linked"]))


def _tagged(tags: Tags | None, zh: Span | None, en: Span | None) -> Mapping[str, float]:
    return tags.signs(zh, en) if tags else SILENT
