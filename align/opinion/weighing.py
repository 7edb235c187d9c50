"""What an opinion makes of a flag: another probability, and with it another severity.

The likelihood ratio of a repair is one more piece of evidence beside the fitted decision of the flag's kind: what it is
worth, fitted on judged flags (``decision.json``, ``scripts/bench_opinion --write``), is added to the log odds, and the
bars of that decision say what severity the sum deserves. A flag of a scorer without such a decision, whose confidence
was set by hand, counts as often right as its kind was on judged flags. An answer of a chat model is not fitted, since
every model answers differently: with a quotation that holds it is worth a step of severity, and never for a figure.

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
from align.scorers.evidence.hypotheses import SUBJECTS

KEY = "opinion"
"""Under which an issue's values hold the opinion: no gap of a sentence, but kept wherever the issue is kept."""

_DECIDED = frozenset(("negation", "modality", "direction", "bounds", "names", "titles"))  # scorers of the SUBJECTS
_STEP = math.log(2)  # what an answer adds to the log odds: an order among flags of a severity, and no more
_ROUNDED = 0.001  # as confidences are: the least that is told from never, and the most from always


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader thinks of a flag. ``gain``: its likelihood ratio in nats."""

    gain: float | None = None
    answer: Answer | None = None


def evidence(issue: Issue, gain: float) -> Mapping[str, float]:
    """Return the evidence on a flag: the ratio, and the log odds of a fitted probability or else its kind.

    Of a ratio its order of magnitude counts: beside -4 nats, -20 says more, but not four times as much.

    >>> found = evidence(Issue("omission", "omission", "major", 0.9, "", (0, 5)), -20.0)
    >>> {name: round(value, 2) for name, value in sorted(found.items())}
    {'clause': 1.0, 'gain': -3.04}
    >>> found = evidence(Issue("figures", "omission/number", "major", 0.5, "", (0, 2)), 2.0)
    >>> {name: round(value, 2) for name, value in sorted(found.items())}
    {'gain': 1.1, 'odds': 0.0}
    """
    ratio = {"gain": math.copysign(math.log1p(abs(gain)), gain)}
    return {**ratio, **({"odds": _odds(issue)} if decided_by(issue) else {"clause": 1.0})}


def is_weighed(issue: Issue) -> bool:
    """True if it is known what a ratio is worth for a kind of issue: judged flags of such kinds were there to fit on.

    >>> is_weighed(Issue("quotes", "mistranslation", "major", 0.9, "", (0, 2), (0, 5)))
    False
    """
    return bool(decided_by(issue)) or issue.type.startswith(("omission", "addition"))


def decided_by(issue: Issue) -> str:
    """Return the name of the fitted decision that gave a flag its confidence, "" if none did.

    >>> decided_by(Issue("negation", "mistranslation/negation", "critical", 0.4, "", None, (3, 6)))
    'negation-added'
    """
    if issue.scorer == "figures":
        return "figures"
    if issue.scorer not in _DECIDED:
        return ""
    if issue.type == "mistranslation/negation":
        return "negation-lost" if issue.zh_span else "negation-added"
    return next((subject for subject, (_, type_) in SUBJECTS.items() if type_ == issue.type), "")


def _odds(issue: Issue) -> float:
    sure = min(1 - _ROUNDED, max(_ROUNDED, issue.confidence))
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
