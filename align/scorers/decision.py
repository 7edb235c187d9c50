"""Decisions: the probability that a hypothesis is a real departure, and the severity of its issue.

A scorer does not know the value of its evidence: confidences set by hand rank nothing (on published translations flags
at .97 were right no more often than flags at .70). So it states evidence, numbers about a hypothesis, and a logistic
regression, fitted on judged flags and on errors planted in real text, estimates how often such a hypothesis was right.
Its weights, and the lowest probabilities of minor, major and critical issues, are data (``decisions/KIND.json``,
written by ``scripts/fit_*``), never code. It is logistic because its weights are readable, and some hundreds of
judgments do not support a larger model.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from align.model.unit import SEVERITIES, Severity

Evidence = Mapping[str, float]
Sensitivity = Literal["low", "normal", "high"]
SENSITIVITIES: tuple[Sensitivity, ...] = ("low", "normal", "high")


@dataclass(frozen=True, slots=True)
class Decision:
    """The fitted decision of one kind of hypothesis.

    ``weights``: log odds per unit of each piece of evidence; evidence without a weight is ignored. ``bars``: for each
    sensitivity, the lowest probability of each severity. ``fitted``: the data that it was fitted on. ``early``: by the
    name of a stage of the evidence the decision on what is known there. Its bar "reach" is the lowest probability from
    which on more evidence is worth its cost: of what is shown in the end, few stay below, of what is major one in 200
    (``scripts/fit_meaning``). ``alone``: the
    probability by a piece of evidence that is 1 or 0 and so telling that no other speaks against it, which a sum of
    weights cannot say.
    """

    weights: Mapping[str, float]
    constant: float
    bars: Mapping[str, Mapping[str, float]]
    fitted: str = ""
    early: Mapping[str, "Decision"] = field(default_factory=dict)
    alone: Mapping[str, float] = field(default_factory=dict)

    def probability(self, evidence: Evidence) -> float:
        """Return the probability that a hypothesis with this evidence is a real departure.

        >>> round(Decision({"linked": -2.0}, 1.0, {}).probability({"linked": 1.0, "unknown": 5.0}), 2)
        0.27
        >>> round(Decision({}, -2.0, {}, alone={"opposed": 0.7}).probability({"opposed": 1.0}), 2)
        0.7
        """
        odds = self.constant + sum(self.weights.get(name, 0.0) * value for name, value in evidence.items())
        alone = max((p for name, p in self.alone.items() if evidence.get(name)), default=0.0)
        return max(alone, 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))

    def within_reach(self, evidence: Evidence, stage: str, *, sensitivity: Sensitivity = "normal") -> bool:
        """True if a hypothesis may be shown when evidence that costs more than that of a stage comes to it.

        >>> early = Decision({"contrary": 2.0}, -4.0, {"normal": {"reach": 0.1}})
        >>> decision = Decision({}, 0.0, {}, early={"texts": early})
        >>> [decision.within_reach({"contrary": value}, "texts") for value in (0.0, 1.0)]
        [False, True]
        """
        early = self.early[stage]
        return early.probability(evidence) >= early.bars[sensitivity]["reach"]

    def severity(
        self, probability: float, *, highest: Severity = "critical", sensitivity: Sensitivity = "normal"
    ) -> Severity | None:
        """Return the severity of an issue, at most ``highest``, that of its kind; None if it is not shown.

        >>> bars = {"normal": {"critical": 0.8, "major": 0.5, "minor": 0.2}}
        >>> decision = Decision({}, 0.0, bars)
        >>> [decision.severity(p) for p in (0.9, 0.6, 0.1)], decision.severity(0.9, highest="major")
        (['critical', 'major', None], 'major')
        """
        reached = [s for s, bar in self.bars[sensitivity].items() if probability >= bar]
        return max(
            (s for s in SEVERITIES if s in reached and SEVERITIES.index(s) <= SEVERITIES.index(highest)),
            key=SEVERITIES.index,
            default=None,
        )

    def reasons(self, evidence: Evidence) -> list[tuple[str, float]]:
        """Return the contribution of each piece of evidence to the log odds, the strongest first.

        >>> Decision({"linked": -2.0, "digits": 0.5}, 0.0, {}).reasons({"linked": 1.0, "digits": 1.0})
        [('linked', -2.0), ('digits', 0.5)]
        """
        added = [(name, self.weights[name] * value) for name, value in evidence.items() if name in self.weights]
        return sorted(added, key=lambda reason: -abs(reason[1]))


@cache
def decision(kind: str) -> Decision:
    """Return the decision of a kind, from ``decisions/KIND.json``."""
    return read((files("align.scorers") / "decisions" / f"{kind}.json").read_text(encoding="utf-8"))


def read(text: str) -> Decision:
    """Return a decision from JSON.

    >>> read('{"weights": {"digits": 0.5}, "constant": -1, "bars": {}}').weights
    {'digits': 0.5}
    """
    return _read(json.loads(text))


def written(decision: Decision) -> str:
    """Return a decision as JSON, one weight per line.

    >>> read(written(Decision({"digits": 0.5}, -1.0, {"normal": {"major": 0.4}}, "60 flags"))).fitted
    '60 flags'
    """
    return json.dumps(_written(decision), ensure_ascii=False, indent=1) + "\n"


def _read(data: Mapping[str, Any]) -> Decision:
    early = {stage: _read(part) for stage, part in data.get("early", {}).items()}
    return Decision(
        data["weights"], data["constant"], data["bars"], data.get("fitted", ""), early, data.get("alone", {})
    )


def _written(decision: Decision) -> dict[str, Any]:
    data = {
        "fitted": decision.fitted,
        "constant": round(decision.constant, 3),
        "weights": {name: round(weight, 3) for name, weight in sorted(decision.weights.items())},
        "alone": {name: round(probability, 3) for name, probability in decision.alone.items()},
        "bars": {name: dict(bars) for name, bars in decision.bars.items()},
        "early": {stage: _written(part) for stage, part in decision.early.items()},
    }
    return {name: value for name, value in data.items() if value or name not in ("fitted", "alone", "early")}
