import pytest

from align.bitext import TranslationUnit
from align.pipeline import check
from align.termbase import Term, Termbase

BASE = Termbase(
    (Term("新质生产力", ("new quality productive forces",)), Term("生产力", ("productivity", "productive force")))
)


def flagged(*pairs, termbase=BASE):
    units = [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(pairs)]
    return [issue.zh_value for unit in check(units, termbase=termbase, scorers=["terms"]) for issue in unit.issues]


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("发展新质生产力。", "We develop new types of productivity.", ["新质生产力"]),
        ("发展新质生产力。", "We develop New-Quality Productive Forces.", []),
        ("提高生产力。", "Raise productivity.", []),
        ("提高生产力，解放生产力。", "Raise output.", ["生产力"]),
        ("提高水平。", "Raise levels.", []),
        ("发展新质生产力。", "", []),
    ],
)
def test_terms(zh, en, expected):
    assert flagged((zh, en)) == expected


def test_a_rendering_in_the_next_unit_counts():
    assert flagged(("提高生产力。", "Raise it."), ("很好。", "Productivity matters.")) == []


def test_without_a_termbase_nothing_is_said():
    assert flagged(("发展新质生产力。", "We do."), termbase=None) == []
