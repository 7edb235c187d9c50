import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "quotes.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def issues(*pairs):
    units = [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(pairs)]
    return [(unit, issue) for unit in Checker(profile=Profile(("quotes",))).units(units) for issue in unit.issues]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    assert [issue.type for _, issue in issues((row["zh"], row["en"]))] == row["expect"]


def test_the_span_is_the_mark():
    ((unit, issue),) = issues(("他说（大家知道）难。", "He said (as we know it is hard."))
    assert unit.en_text[slice(*issue.en_span)] == "("


def test_a_quotation_that_goes_on_in_the_next_unit_is_closed():
    assert issues(("他说：“来吧。”", "He said, “Come."), ("大家来了。", "So we all came,” she added.")) == []


def test_a_null_unit_is_left_to_omission():
    assert issues(("他说（大家知道）难。", "")) == []
