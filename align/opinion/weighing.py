"""What an opinion makes of a flag: another probability, and with it another severity.

The likelihood ratio of a repair is one more piece of evidence beside the fitted decision of the flag's kind: its weight
(``decision.json``) is added to the log odds, and the bars of that decision say what severity the sum deserves. A flag
of a scorer without a fitted decision, whose confidence was set by hand, counts as often right as its kind was on judged
flags. An answer of a chat model is not fitted, since every model answers differently: with a quotation that holds it is
worth a step of severity, and never for a figure.

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
from align.scorers.decision import Decision, Sensitivity, decision, read
from align.scorers.evidence.hypotheses import RULES, SUBJECTS

KEY = "opinion"
"""Under which an issue's values hold the opinion: no gap of a sentence, but kept wherever the issue is kept."""

LEAST, MOST = -8.0, 0.0  # nats: beyond, a ratio says no more
_STEP = math.log(2)  # what an answer adds to the log odds
_SURE = 0.02  # no flag is more certain than this, nor less


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader thinks of a flag. ``gain``: its likelihood ratio in nats."""

    gain: float | None = None
    answer: Answer | None = None


def evidence(issue: Issue, gain: float) -> Mapping[str, float]:
    """Return the evidence on a flag: the ratio, and the log odds of a fitted probability or else its kind.

    >>> sorted(evidence(Issue("omission", "omission", "major", 0.9, "", (0, 5)), -20.0).items())
    [('clause', 1.0), ('gain', -8.0)]
    >>> sorted(evidence(Issue("figures", "omission/number", "major", 0.5, "", (0, 2)), -2.0).items())
    [('gain', -2.0), ('odds', 0.0)]
    """
    ratio = {"gain": max(LEAST, min(MOST, gain))}
    if decided_by(issue):
        return {**ratio, "odds": _odds(issue)}
    return {**ratio, "clause" if issue.type.startswith(("omission", "addition")) else "other": 1.0}


def decided_by(issue: Issue) -> str:
    """Return the name of the fitted decision that gave a flag its confidence, "" if none did.

    >>> decided_by(Issue("negation", "mistranslation/negation", "critical", 0.4, "", None, (3, 6)))
    'negation-added'
    """
    if issue.scorer == "figures":
        return "figures"
    if issue.scorer not in RULES:
        return ""
    if issue.type == "mistranslation/negation":
        return "negation-lost" if issue.zh_span else "negation-added"
    return next((subject for subject, (_, type_) in SUBJECTS.items() if type_ == issue.type), "")


def _odds(issue: Issue) -> float:
    sure = min(1 - _SURE, max(_SURE, issue.confidence))
    return math.log(sure / (1 - sure))


@cache
def fitted() -> Decision:
    """Return the weights of a ratio, and the bars for flags without a fitted decision."""
    return read((files("align.opinion") / "decision.json").read_text(encoding="utf-8"))


def weighed(issue: Issue, shown: Issue | None, opinion: Opinion, sensitivity: Sensitivity = "normal") -> Issue | None:
    """Return a flag as an opinion leaves it, None if it is not shown.

    ``issue``: the flag at its highest severity; ``shown``: the same as it is without an opinion, None if that holds it
    back.
    """
    if opinion.gain is not None:
        kind = decided_by(issue)
        probability = fitted().probability(evidence(issue, opinion.gain))
        bars = decision(kind) if kind else fitted()
        severity = bars.severity(probability, highest=issue.severity, sensitivity=sensitivity)
        if severity is None and shown is None:
            return None
        values = {**issue.values, KEY: {"gain": round(opinion.gain, 2)}}
        return replace(issue, severity=severity or "neutral", confidence=round(probability, 3), values=values)
    if shown is None or opinion.answer is None:
        return shown
    agrees = opinion.answer.verdict != "carried"
    odds = _odds(shown) + (_STEP if agrees else -_STEP)
    severity = shown.severity if agrees else _lower(shown.severity)
    values = {**shown.values, KEY: {"verdict": opinion.answer.verdict, "reason": opinion.answer.reason}}
    return replace(shown, severity=severity, confidence=round(1 / (1 + math.exp(-odds)), 3), values=values)


def _lower(severity: Severity) -> Severity:
    return SEVERITIES[max(0, SEVERITIES.index(severity) - 1)]
