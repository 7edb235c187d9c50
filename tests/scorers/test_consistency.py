import json
from pathlib import Path

import pytest

from align.model.termbase import Term, Termbase
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "consistency.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


def flagged(pairs, termbase=None):
    units = [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(pairs)]
    checked = Checker(termbase=termbase, profile=Profile(("consistency",))).units(units)
    return [{"en": unit.en_text[slice(*issue.en_span)]} for unit in checked for issue in unit.issues]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    assert flagged(row["units"]) == row["expect"]


def test_the_users_termbase_counts():
    base = Termbase((Term("链主企业", ("anchor firm", "chain leader")),))
    pairs = [("链主企业多。", "Anchor firms abound."), ("链主企业强。", "Anchor firms are strong.")]
    assert flagged([*pairs, ("支持链主企业。", "We support chain leaders.")], base) == []
    assert flagged([*pairs, ("支持链主企业。", "We support lead firms.")], base) == [{"en": "lead firms"}]
