"""The cases of scorers that read a pair by itself: what is found, in the order in which it is found.

A file of cases named after a scorer is run by being there, where all its rows are a pair, what is expected ("zh" and
"en": the words that an issue marks, "" for none), the reason, and the severity where that matters. Scorers that read
more than a pair have tests of their own.
"""

import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers import SCORERS
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases"


def rows_of(name: str) -> list[dict]:
    """The cases of a scorer, none where they are not of the kind that is told above."""
    path = CASES / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")] if path.exists() else []
    marks = [mark for row in rows for mark in row["expect"]]
    plain = all(set(row) - {"severity"} == {"zh", "en", "expect", "reason"} for row in rows)
    return rows if plain and all(isinstance(mark, dict) and set(mark) == {"zh", "en"} for mark in marks) else []


@pytest.mark.parametrize(
    ("name", "row"),
    [pytest.param(name, row, id=f"{name}: {row['zh']}: {row['reason']}") for name in SCORERS for row in rows_of(name)],
)
def test_cases(name: str, row: dict) -> None:
    (unit,) = Checker(profile=Profile((name,))).units([TranslationUnit(0, (0,), (0,), row["zh"], row["en"])])
    marks = [
        {
            "zh": unit.zh_text[slice(*issue.zh_span)] if issue.zh_span else "",
            "en": unit.en_text[slice(*issue.en_span)] if issue.en_span else "",
        }
        for issue in unit.issues
    ]
    assert marks == row["expect"]
    if "severity" in row:
        assert [issue.severity for issue in unit.issues] == [row["severity"]]
