"""What an opinion makes of a flag: another probability, and with it another severity.

The likelihood ratio is one more piece of evidence. It is weighed beside the probability that the flag has without it,
by a decision fitted on flags judged by reading (``decision.json``, written by ``scripts/fit_opinion``). An answer of a
chat model is not fitted, since every model answers differently: with a quotation that holds it is worth a step, and
never for a figure.

An opinion loses nothing: a flag that it finds wrong becomes a note. It brings up a flag that was held back as too
improbable, if it finds that right.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from align.model.unit import SEVERITIES, Issue, Severity
from align.opinion.questions import Answer
from align.scorers.decision import Decision, read

KEY = "opinion"
"""Under which an issue's values hold the opinion: no gap of a sentence, but kept wherever the issue is kept."""

LEAST, MOST = -12.0, 4.0  # nats: beyond, a ratio says no more
_STEP = math.log(2)  # what an answer adds to the log odds
_SURE = 0.02  # no flag is more certain than this, nor less
_NAMES = ("name", "title")
_CUES = ("negation", "modality", "direction", "bound")


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader thinks of a flag. ``gain``: its likelihood ratio in nats."""

    gain: float | None = None
    answer: Answer | None = None


def evidence(issue: Issue, gain: float | None) -> Mapping[str, float]:
    """Return the evidence on a flag: the log odds of its confidence, its kind, the ratio.

    >>> sorted(evidence(Issue("figures", "omission/number", "major", 0.5, ""), -20.0).items())
    [('gain', -12.0), ('lost figure', 1.0), ('odds', 0.0)]
    """
    sure = min(1 - _SURE, max(_SURE, issue.confidence))
    out = {"odds": math.log(sure / (1 - sure)), kind_of(issue): 1.0}
    if gain is not None:
        out["gain"] = max(LEAST, min(MOST, gain))
    return out


def kind_of(issue: Issue) -> str:
    """Return what a flag is about, as coarsely as some hundreds of judgments can tell apart."""
    kind, _, finer = issue.type.partition("/")
    if kind != "mistranslation":
        return "lost figure" if finer == "number" else "clause"
    if issue.scorer != "figures" and finer in _CUES:
        return "cue"
    return "name" if finer in _NAMES else "figure"


@cache
def fitted() -> Decision:
    """Return the fitted decision on flags with a ratio."""
    return read((files("align.opinion") / "decision.json").read_text(encoding="utf-8"))


def weighed(issue: Issue, shown: Issue | None, opinion: Opinion) -> Issue | None:
    """Return a flag as an opinion leaves it, None if it is not shown.

    ``issue``: the flag at its highest severity; ``shown``: the same as it is without an opinion, None if that holds it
    back.
    """
    if opinion.gain is not None:
        decided = fitted()
        probability = decided.probability(evidence(issue, opinion.gain))
        severity = decided.severity(probability, highest=issue.severity)
        if severity is None and shown is None:
            return None
        values = {**issue.values, KEY: {"gain": round(opinion.gain, 2)}}
        return replace(issue, severity=severity or "neutral", confidence=round(probability, 3), values=values)
    if shown is None or opinion.answer is None:
        return shown
    agrees = opinion.answer.verdict != "carried"
    odds = evidence(shown, None)["odds"] + (_STEP if agrees else -_STEP)
    severity = shown.severity if agrees else _lower(shown.severity)
    values = {**shown.values, KEY: {"verdict": opinion.answer.verdict, "reason": opinion.answer.reason}}
    return replace(shown, severity=severity, confidence=round(1 / (1 + math.exp(-odds)), 3), values=values)


def _lower(severity: Severity) -> Severity:
    return SEVERITIES[max(0, SEVERITIES.index(severity) - 1)]
