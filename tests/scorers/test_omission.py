import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "omission" / "nulls.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    units = [TranslationUnit(k, (), (), zh, en, confidence=sure) for k, (zh, en, sure) in enumerate(row["units"])]
    found = [
        (k, issue)
        for k, unit in enumerate(Checker(profile=Profile(("omission",))).units(units))
        for issue in unit.issues
    ]
    assert [[k, i.type, i.severity, pytest.approx(i.confidence)] for k, i in found] == row["expect"]
    for k, issue in found:
        zh, en, _ = row["units"][k]
        expected = ((0, len(zh)), None) if issue.type == "omission" else (None, (0, len(en)))
        assert (issue.zh_span, issue.en_span) == expected


def test_message_counts_sentences():
    units = [TranslationUnit(0, (4, 5), (), "第一句。第二句。", "", confidence=0.9)]
    (issue,) = Checker(profile=Profile(("omission",))).units(units)[0].issues
    assert issue.message == "These 2 Chinese sentences have no English."
