"""The bounds scorer: bounds and hedges without a figure; those of figures are left to ``figures``."""

import pytest

from align.model.unit import TranslationUnit
from align.scorers.base import Context
from align.scorers.bounds import scorer as bounds
from align.scorers.figures import scorer as figures


def issues_of(scorer, zh, en):
    unit = TranslationUnit(0, (0,), (0,), zh, en)
    return list(scorer.find(unit, Context([unit])))


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("时间缩短近一半。", "The time was cut by more than half."),
        ("至少三家企业参加。", "At most three companies took part."),
        ("增速不低于5%。", "Growth was no higher than 5 percent."),
    ],
)
def test_a_bound_of_a_figure_is_reported_once_by_figures(zh, en):
    assert [issue.type for issue in issues_of(figures, zh, en)] == ["mistranslation/bound"]
    assert not issues_of(bounds, zh, en)
