"""The release bars of the figures scorer on the seeds and, where the development data is there, on DEMETR.

An alarm is an issue of severity minor or above; a neutral one is a note.
"""

import json
from pathlib import Path

import pytest
from figure_sets import EVAL, Set, demetr, seeds

from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

SETS = {group.name: group for group in (*seeds(), *demetr())}
LOUD = ("major", "critical")
ALARMS = ("minor", *LOUD)

with_demetr = pytest.mark.skipif(not EVAL.exists(), reason=f"the development data is not there ({EVAL})")


def _found(group: Set) -> list[tuple[Issue, ...]]:
    units = [item.unit for item in group.items]
    if group.connected:
        return [unit.issues for unit in Checker(profile=Profile(("figures",))).units(units, date=group.date)]
    return [Checker(profile=Profile(("figures",))).units([unit])[0].issues for unit in units]


def _alarms(group: Set, *severities: str) -> list[str]:
    """The issues on pairs that are right, of the given severities."""
    return [
        f"{item.unit.zh_text} | {item.unit.en_text} | {issue.severity} {issue.type}: {issue.message}"
        for item, issues in zip(group.items, _found(group), strict=True)
        if not item.error
        for issue in issues
        if issue.severity in severities
    ]


def test_every_planted_figure_of_the_seeds_is_named_with_its_kind_and_passages() -> None:
    group = SETS["seeds-a"]
    missed = [
        f"{item.error}: {item.unit.zh_text} | {item.unit.en_text} | {[(i.type, i.message) for i in issues]}"
        for item, issues in zip(group.items, _found(group), strict=True)
        if not all(any(wanted.met_by(issue) for issue in issues) for wanted in item.wanted)
    ]
    assert not missed, "\n".join(missed)


@pytest.mark.parametrize("name", ["seeds-a", "seeds-b"])
def test_at_most_one_alarm_per_100_clean_units_of_the_seeds(name: str) -> None:
    clean = sum(not item.error for item in SETS[name].items)
    alarms = _alarms(SETS[name], *ALARMS)
    assert len(alarms) <= clean / 100, "\n".join(alarms)


@with_demetr
def test_every_wrong_number_of_demetr_is_major_or_critical() -> None:
    group = SETS["demetr numbers, bad"]
    missed = [
        f"{item.unit.zh_text} | {item.unit.en_text} | {[(i.severity, i.type, i.message) for i in issues]}"
        for item, issues in zip(group.items, _found(group), strict=True)
        if not any(issue.severity in LOUD for issue in issues)
    ]
    assert not missed, "\n".join(missed)


@with_demetr
@pytest.mark.parametrize(("name", "bar"), [("numbers", 1), ("all", 2)])
@pytest.mark.parametrize("side", ["good", "human"])
def test_right_renderings_of_demetr_are_left_alone(name: str, bar: int, side: str) -> None:
    alarms = _alarms(SETS[f"demetr {name}, {side}"], *(LOUD if name == "numbers" else ALARMS))
    assert len(alarms) <= bar, "\n".join(alarms)


@pytest.mark.parametrize("name", ["development", "second", "third", "fourth", "fifth"])
def test_correct_pairs_of_thirteen_genres(name: str) -> None:
    path = Path(__file__).parents[2] / "corpora" / "genres" / f"{name}.clean.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    flags: list[Issue] = []
    for genre in dict.fromkeys(row["genre"] for row in rows):
        texts = [(row["zh"], row["en"]) for row in rows if row["genre"] == genre]
        pairs = [TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in enumerate(texts)]
        flags += [issue for unit in Checker(profile=Profile(("figures",))).units(pairs) for issue in unit.issues]
    assert len([issue for issue in flags if issue.severity in LOUD]) <= 2, flags  # of some 350 pairs
