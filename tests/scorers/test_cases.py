"""The cases of scorers that read a pair by itself: what is found, in the order in which it is found.

A file of cases named after a scorer is run by being there, where all its rows are a pair, what is expected ("zh" and
"en": the words that an issue marks, "" for none), the reason, and the severity where that matters. Scorers that read
more than a pair have tests of their own, and so have those that ask encoders (``test_turned``).
"""

import json
from pathlib import Path

import pytest

from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers import SCORERS
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases"
BY_EVIDENCE = ("negation", "modality", "direction", "bounds")


def rows_of(name: str) -> list[dict]:
    """The cases of a scorer, none where they are not of the kind that is told above."""
    path = CASES / f"{name}.jsonl"
    rows = [json.loads(line) for line in path.open(encoding="utf-8")] if path.exists() else []
    marks = [mark for row in rows for mark in row["expect"]]
    plain = all(set(row) - {"severity"} == {"zh", "en", "expect", "reason"} for row in rows)
    return rows if plain and all(isinstance(mark, dict) and set(mark) == {"zh", "en"} for mark in marks) else []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        pytest.param(name, row, id=f"{name}: {row['zh']}: {row['reason']}")
        for name in SCORERS
        if name not in BY_EVIDENCE
        for row in rows_of(name)
    ],
)
def test_cases(name: str, row: dict) -> None:
    (unit,) = Checker(profile=Profile((name,))).units([TranslationUnit(0, (0,), (0,), row["zh"], row["en"])])
    assert [marked(unit, issue) for issue in unit.issues] == row["expect"], report(row, unit)
    if "severity" in row:
        assert [issue.severity for issue in unit.issues] == [row["severity"]], report(row, unit)


def marked(unit: TranslationUnit, issue: Issue) -> dict[str, str]:
    """The words that an issue marks on both sides."""
    return {
        "zh": unit.zh_text[slice(*issue.zh_span)] if issue.zh_span else "",
        "en": unit.en_text[slice(*issue.en_span)] if issue.en_span else "",
    }


def report(row: dict, unit: TranslationUnit) -> str:
    """What a person needs who has to decide whether the case or the scorer is wrong."""
    expected = [f"{mark['zh'] or '-'} | {mark['en'] or '-'}" for mark in row["expect"]]
    found = [
        f"{issue.severity}: {' | '.join(text or '-' for text in marked(unit, issue).values())}: {issue.message}"
        for issue in unit.issues
    ]
    severity = f" ({row['severity']})" if "severity" in row else ""
    lines = [
        row["zh"],
        row["en"],
        f"because: {row['reason']}",
        *(f"expected{severity}: {mark}" for mark in expected or ["nothing"]),
        *(f"found: {issue}" for issue in found or ["nothing"]),
    ]
    return "\n" + "\n".join(lines)


def test_a_case_that_fails_says_all_that_is_known() -> None:
    issue = Issue("negation", "mistranslation/negation", "critical", 0.9, "不 is lost.", zh_span=(1, 2), en_span=(0, 2))
    unit = TranslationUnit(0, (0,), (0,), "我不同意。", "I agree.", issues=(issue,))
    row = {"zh": unit.zh_text, "en": unit.en_text, "expect": [], "reason": "the negation is lost"}
    assert report(row, unit).splitlines()[1:] == [
        "我不同意。",
        "I agree.",
        "because: the negation is lost",
        "expected: nothing",
        "found: critical: 不 | I : 不 is lost.",
    ]
