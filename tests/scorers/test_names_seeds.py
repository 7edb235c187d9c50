"""Names, titles, terms and consistency on the seeds: what is planted in A is found in its place, B stays silent."""

import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CORPORA = Path(__file__).parent.parent.parent / "corpora"
SCORERS = ["names", "titles", "terms", "consistency"]


def checked(letter):
    gold = json.loads((CORPORA / f"seeds-{letter}.json").read_text(encoding="utf-8"))
    texts = [("".join(gold["zh"][k] for k in zh), " ".join(gold["en"][k] for k in en)) for zh, en in gold["gold"]]
    return gold, Checker(profile=Profile(tuple(SCORERS))).units(
        [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate(texts)]
    )


def test_everything_planted_in_a_is_found_and_nothing_else():
    gold, units = checked("a")
    planted = {(i["bead"], i["scorer"], *i["zh_span"], *i["en_span"]) for i in gold["issues"] if i["scorer"] in SCORERS}
    found = {(unit.id, i.scorer, *i.zh_span, *i.en_span) for unit in units for i in unit.issues}
    assert found == planted


@pytest.mark.parametrize("scorer", SCORERS)
def test_b_is_silent(scorer):
    _, units = checked("b")
    assert [issue.message for unit in units for issue in unit.issues if issue.scorer == scorer] == []
