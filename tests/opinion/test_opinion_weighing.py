"""A ratio moves the probability of a flag; what is held back may come up by it, and what is shown is never lost."""

from dataclasses import replace

import pytest

from align.model.unit import Issue
from align.opinion.questions import Answer
from align.opinion.weighing import Opinion, decided_by, weighed
from align.scorers.decision import decision

CLAUSE = Issue("omission", "omission", "major", 0.9, "clause", (0, 5))
FIGURE = Issue("figures", "omission/number", "major", 0.45, "figure", (0, 2))


@pytest.mark.parametrize("flag", [CLAUSE, FIGURE])
def test_the_ratio_orders_flags(flag):
    found = [weighed(flag, flag, Opinion(gain=gain)) for gain in (-30.0, -6.0, -3.0, 30.0)]
    assert all(found)
    confidences = [one.confidence for one in found if one]
    assert confidences == sorted(set(confidences))
    assert found[0].severity == "neutral" or found[0].severity == "minor"
    assert found[-1].severity == "major"


def test_what_is_held_back_comes_up_only_if_it_is_believed():
    bar = decision("negation-added").bars["normal"]["minor"]
    held = Issue("negation", "mistranslation/negation", "major", bar * 0.8, "no", None, (0, 2))
    assert decided_by(held) == "negation-added"
    assert weighed(held, None, Opinion()) is None
    assert weighed(held, None, Opinion(gain=-20.0)) is None
    believed = weighed(held, None, Opinion(gain=10.0))
    assert believed is not None
    assert believed.values["opinion"] == {"gain": 10.0}


def test_an_answer_is_worth_a_step_and_brings_nothing_up():
    carried = Opinion(answer=Answer("carried", (0, 5), (0, 3), ""))
    severities = []
    flag: Issue | None = replace(CLAUSE, severity="critical")
    for _ in range(5):
        flag = weighed(flag, flag, carried)
        severities.append(flag.severity)
    assert severities == ["major", "minor", "neutral", "neutral", "neutral"]
    assert weighed(CLAUSE, None, carried) is None
    changed = weighed(CLAUSE, CLAUSE, Opinion(answer=Answer("changed", (0, 5), (0, 3), "")))
    assert changed.severity == "major"
    assert changed.confidence > CLAUSE.confidence
