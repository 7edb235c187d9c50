"""Fits decisions (``align.scorers.decision``): weights and calibration."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from align.scorers.decision import Decision, Evidence, Sensitivity

Floats = NDArray[np.float64]

SHARES: Mapping[Sensitivity, float] = {"low": 0.5, "normal": 1.0, "high": 2.0}
"""Of a budget of false flags, what each sensitivity may spend."""
LEAST: Mapping[Sensitivity, Mapping[str, float]] = {
    "low": {"critical": 0.9, "major": 0.7, "minor": 0.2},
    "normal": {"critical": 0.8, "major": 0.5, "minor": 0.1},
    "high": {"critical": 0.6, "major": 0.3, "minor": 0.05},
}
"""The lowest probabilities, whatever the budget: what is major is more likely right than not, and of what is critical
four in five."""


@dataclass(frozen=True, slots=True)
class Example:
    """A judged hypothesis: its evidence, 1 for a real departure or 0, its set, its weight.

    ``weight``: the number of hypotheses of running text that it represents, so that planted errors do not outnumber
    real ones.
    """

    evidence: Evidence
    right: float
    set: str = ""
    weight: float = 1.0


def fit(
    examples: Sequence[Example],
    names: Sequence[str],
    *,
    penalty: float = 1.0,
    signs: Mapping[str, int] | None = None,
    fixed: Mapping[str, float] | None = None,
) -> Decision:
    """Return the logistic regression of examples on the named evidence, without bars.

    ``penalty``: L2 on the weights, in units of examples. ``signs``: names whose weight may only be positive (1) or
    negative (-1), if we know the direction of the evidence and the sample is too small to show it. ``fixed``: weights
    by name that stand as they are: 1 for the log odds of another decision, to which the rest is added.

    >>> examples = [Example({"x": 1.0}, 1), Example({"x": 1.0}, 1), Example({"x": 0.0}, 0), Example({"x": 0.0}, 0)]
    >>> fit(examples, ["x"], fixed={"x": 1.0}).weights
    {'x': 1.0}
    >>> fitted = fit(examples, ["x"], penalty=0.1)
    >>> fitted.probability({"x": 1.0}) > 0.6 > 0.4 > fitted.probability({"x": 0.0})
    True
    """
    x = np.array([[e.evidence.get(name, 0.0) for name in names] for e in examples], dtype=np.float64)
    y = np.array([e.right for e in examples], dtype=np.float64)
    weight = np.array([e.weight for e in examples], dtype=np.float64)

    def loss(w: Floats) -> tuple[float, Floats]:
        odds = x @ w[1:] + w[0]
        miss = 1 / (1 + np.exp(-odds)) - y
        value = float(weight @ (np.logaddexp(0, odds) - y * odds)) + penalty / 2 * float(w[1:] @ w[1:])
        slope = np.concatenate(([weight @ miss], (weight * miss) @ x + penalty * w[1:]))
        return value, slope

    allowed = {0: (None, None), 1: (0.0, None), -1: (None, 0.0)}
    held = fixed or {}
    free = [(None, None), *(allowed[(signs or {}).get(name, 0)] for name in names)]
    bounds = [free[0], *((held[n], held[n]) if n in held else free[k] for k, n in enumerate(names, start=1))]
    start = np.array([0.0, *(held.get(name, 0.0) for name in names)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return Decision(dict(zip(names, map(float, found[1:]), strict=True)), float(found[0]), {})


def held_out(
    examples: Sequence[Example],
    names: Sequence[str],
    *,
    penalty: float = 1.0,
    signs: Mapping[str, int] | None = None,
    fixed: Mapping[str, float] | None = None,
) -> list[float]:
    """Return the probability of each example by a decision fitted on the other sets.

    >>> held_out([Example({"x": 1.0}, 1, "a"), Example({"x": 1.0}, 1, "b"), Example({}, 0, "b")], ["x"])[0] > 0.5
    True
    """
    out = [0.0] * len(examples)
    for name in dict.fromkeys(example.set for example in examples):
        others = fit([e for e in examples if e.set != name], names, penalty=penalty, signs=signs, fixed=fixed)
        for k, example in enumerate(examples):
            if example.set == name:
                out[k] = others.probability(example.evidence)
    return out


def calibration(
    examples: Sequence[Example], probabilities: Sequence[float], *, bins: int = 10
) -> list[tuple[float, float, float]]:
    """Return (mean probability, share of right ones, weight) of each non-empty bin of probability.

    >>> calibration([Example({}, 1), Example({}, 0)], [0.9, 0.1], bins=2)
    [(0.1, 0.0, 1.0), (0.9, 1.0, 1.0)]
    """
    rows = []
    for k in range(bins):
        here = [
            (p, e.right, e.weight)
            for e, p in zip(examples, probabilities, strict=True)
            if k == min(bins - 1, int(p * bins))
        ]
        total = sum(w for *_, w in here)
        if total:
            rows.append((sum(p * w for p, _, w in here) / total, sum(r * w for _, r, w in here) / total, total))
    return rows


def calibration_error(rows: Iterable[tuple[float, float, float]]) -> float:
    """Return the expected calibration error of the rows of :func:`calibration`.

    >>> calibration_error([(0.1, 0.0, 1.0), (0.9, 1.0, 1.0)])
    0.1
    """
    listed = list(rows)
    total = sum(row[2] for row in listed)
    return round(sum(abs(row[0] - row[1]) * row[2] for row in listed) / total, 4) if total else 0.0
