import json
from pathlib import Path

import pytest

from align.language.tables import read_table
from align.model.termbase import Term, Termbase
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.readers.termbase import read_termbase
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases"
ROWS = [json.loads(line) for line in (CASES / "terms.jsonl").read_text(encoding="utf-8").splitlines()]
BUILT_IN = [json.loads(line) for line in (CASES / "terms" / "built_in.jsonl").read_text(encoding="utf-8").splitlines()]
BASE = Termbase((Term("生产力", ("productivity",)),))


def flagged(*pairs, termbase=BASE):
    units = [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(pairs)]
    return [
        issue.zh_value
        for unit in Checker(termbase=termbase, profile=Profile(("terms",))).units(units)
        for issue in unit.issues
    ]


@pytest.fixture(scope="module")
def policy_terms():
    return read_termbase(CASES / "terms.csv")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row, policy_terms):
    assert flagged((row["zh"], row["en"]), termbase=policy_terms) == row["expect"]


@pytest.mark.parametrize("row", BUILT_IN, ids=lambda row: row["reason"])
def test_built_in_cases(row):
    assert flagged((row["zh"], row["en"]), termbase=None) == row["expect"]


def test_the_users_termbase_rules_over_the_built_in_one():
    base = Termbase((Term("乡村振兴", ("village revival",)),))
    assert flagged(("推进乡村振兴。", "Rural revitalization goes on."), termbase=base) == ["乡村振兴"]
    assert flagged(("推进乡村振兴。", "Village revival goes on."), termbase=base) == []


def test_built_in_terms_are_many_and_name_their_source():
    rows = read_table("policy-terms")
    assert len(rows) >= 300
    assert len({row["zh"] for row in rows}) == len(rows)
    assert all(row["en"] and row["source"] for row in rows)


def test_a_rendering_in_the_next_unit_counts():
    assert flagged(("提高生产力。", "Raise it."), ("很好。", "Productivity matters.")) == []


def test_without_a_termbase_nothing_is_said():
    assert flagged(("提高生产力。", "Raise it."), termbase=None) == []


def test_the_issue_carries_span_and_suggestion():
    (unit,) = Checker(termbase=BASE, profile=Profile(("terms",))).units(
        [TranslationUnit(0, (0,), (0,), "提高生产力。", "Raise it.")]
    )
    (issue,) = unit.issues
    assert unit.zh_text[slice(*issue.zh_span)] == "生产力"
    assert issue.suggestion == "productivity"


def test_the_built_in_table_agrees_with_itself():
    rows = read_table("policy-terms")
    assert len(rows) >= 300
    assert len({row["zh"] for row in rows}) == len(rows)
    for row in rows:
        renderings = row["en"].split("|")
        assert len({rendering.lower() for rendering in renderings}) == len(renderings), row["zh"]
        assert all(rendering == rendering.strip() != "" for rendering in renderings), row["zh"]
        assert row["source"], row["zh"]


def test_what_is_suggested_of_a_policy_term_is_a_whole_phrase():
    """Not the part of it that recognises a rendering ("education" for 教育强国)."""
    for row in read_table("policy-terms"):
        preferred = row["en"].split("|")[0]
        assert preferred.split()[-1] not in ("of", "over", "the", "for", "with", "to", "and"), row["zh"]
        assert not (row["zh"].endswith(("强国", "保卫战")) and len(preferred.split()) < 2), row["zh"]


@pytest.mark.parametrize(("en", "expected"), [("Heavier penalties follow.", []), ("Pennies follow.", ["从重处罚"])])
def test_a_plural_that_changes_the_ending_is_the_rendering(en, expected):
    base = Termbase((Term("从重处罚", ("heavier penalty",)),))
    assert flagged(("依法从重处罚。", en), termbase=base) == expected
