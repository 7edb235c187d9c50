"""Of forty right pairs of each operation of ``derive``, in both directions, at most three in a hundred are flagged."""

import pytest
from mirrors import OPERATIONS, pairs

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

ALARMS = ("minor", "major", "critical")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_what_follows_from_the_other_side_is_left_alone(operation: str) -> None:
    flagged = []
    for zh, en in pairs(operation):
        (unit,) = Checker(profile=Profile(("figures",))).units([TranslationUnit(0, (0,), (0,), zh, en)])
        if any(issue.severity in ALARMS for issue in unit.issues):
            flagged.append(f"{zh} | {en} | {[(issue.severity, issue.message) for issue in unit.issues]}")
    assert len(flagged) <= 1, "\n".join(flagged)
