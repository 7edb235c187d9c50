"""The quality score: right pairs above wrong partners, and when there is none."""

from dataclasses import replace

import pytest
from error_injector.documents import clean_documents, units_of

from align.embedders import load
from align.model.unit import TranslationUnit, without_score
from align.scorers.quality import scored


@pytest.fixture(scope="module")
def units() -> list[TranslationUnit]:
    document = next(document for document in clean_documents() if document.name == "press conference")
    return units_of(document.pairs)


def test_wrong_partners_score_below_right_ones(units: list[TranslationUnit]) -> None:
    embedder = load()
    right = [unit.scores["score"] for unit in scored(units, embedder)]
    assert sum(score > 0.9 for score in right) >= 0.95 * len(right)
    for step in (1, 40):  # a neighbour, and any other
        places = range(2, len(units), 20)
        changed = list(units)
        for k in places:
            changed[k] = replace(units[k], en_text=units[(k + step) % len(units)].en_text)
        found = scored(changed, embedder)
        assert max(found[k].scores["score"] for k in places) < 0.5


def test_a_part_of_the_english_that_is_missing_lowers_the_score(units: list[TranslationUnit]) -> None:
    long = max(units, key=lambda unit: len(unit.en_text))
    cut = replace(long, en_text=long.en_text[: len(long.en_text) // 3])
    whole, part = (scored([*units[:10], unit], load())[-1].scores["score"] for unit in (long, cut))
    assert part < whole - 0.2


def test_what_gets_no_score(units: list[TranslationUnit]) -> None:
    class Other:
        name = "other"

    pair, alone = units[0], replace(units[1], en_text=" ")
    assert scored([pair], None) == (pair,)
    assert scored([pair], Other()) == (pair,)
    assert scored([alone], load()) == (alone,)
    one = scored([replace(pair, scores={"linked": 0.5})], load())[0]
    assert set(one.scores) == {"linked", "score"}
    assert dict(without_score(one).scores) == {"linked": 0.5}
    assert all(0 <= unit.scores["score"] <= 1 for unit in scored([pair] * 3, load()))
