import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "speaker.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def units_of(runs):
    """Units under the labels of runs [zh label, en label, how many units, confidence .9 where not given]."""
    labels = [(zh, en, *(rest or [0.9])) for zh, en, count, *rest in runs for _ in range(count)]
    return [
        TranslationUnit(k, (k,), (k,), "好的。", "Good.", zh_speaker=zh, en_speaker=en, confidence=sure)
        for k, (zh, en, sure) in enumerate(labels)
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    checked = Checker(profile=Profile(("speaker",))).units(units_of(row["runs"]))
    assert [[k, i.suggestion] for k, unit in enumerate(checked) for i in unit.issues] == row["expect"]


def test_enough_cases_of_both_kinds():
    assert sum(bool(row["expect"]) for row in ROWS) >= 10
    assert sum(not row["expect"] for row in ROWS) >= 15


def test_issue_says_who():
    (issue,) = Checker(profile=Profile(("speaker",))).units(units_of([["仇丽萍", "Zeng Guodong", 1]]))[0].issues
    assert (issue.type, issue.severity, issue.zh_value, issue.en_value) == (
        "mistranslation/speaker",
        "major",
        "仇丽萍",
        "Zeng Guodong",
    )
    assert issue.zh_span is None
    assert issue.en_span is None
    assert "仇丽萍" in issue.message
    assert "Zeng Guodong" in issue.message


def test_name_found_in_the_english_text():
    opening = TranslationUnit(9, (9,), (9,), "还有仇丽萍女士。", "With us is Ms. Qiu Liping, a vice governor.")
    checked = Checker(profile=Profile(("speaker",))).units([opening, *units_of([["仇丽萍", "Zeng Guodong", 3]])])
    assert [issue.suggestion for unit in checked for issue in unit.issues] == ["Qiu Liping"]


def test_a_misread_surname_is_not_copied():
    opening = TranslationUnit(9, (9,), (9,), "还有仇丽萍女士。", "With us is Ms. Chou Liping, a vice governor.")
    checked = Checker(profile=Profile(("speaker",))).units([opening, *units_of([["仇丽萍", "Zeng Guodong", 3]])])
    assert [issue.suggestion for unit in checked for issue in unit.issues] == ["Qiu Liping"]


def test_a_surname_alone_is_no_suggestion():
    """ "Mr. Jin" may be any of them."""
    checked = Checker(profile=Profile(("speaker",))).units(
        units_of([["金湘军", "Mr. Jin", 3], ["金湘军", "Zeng Guodong", 3]])
    )
    assert [issue.suggestion for unit in checked for issue in unit.issues] == [""]
