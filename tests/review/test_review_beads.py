"""Merging, splitting, moving: what becomes of sentences, numbers and a reviewer's own words."""

import pytest

from align.document import from_sentences
from align.review.beads import BeadError, merged, moved, sentences, split, untranslated
from align.translation_unit import TranslationUnit

ZH = from_sentences(["甲。", "乙。", "丙。", "丁。"], "zh")
EN = from_sentences(["One.", "Two.", "Three.", "Four."], "en")
BOTH = ZH, EN


def unit(zh: tuple[int, ...], en: tuple[int, ...], en_text: str | None = None) -> TranslationUnit:
    return TranslationUnit(zh[0] if zh else "x", zh, en, ZH.passage(zh), EN.passage(en) if en_text is None else en_text)


def texts(units: tuple[TranslationUnit, ...]) -> list[tuple[str, str]]:
    return [(u.zh_text, u.en_text) for u in units]


def test_merge_keeps_what_a_reviewer_wrote() -> None:
    assert texts(merged([unit((0,), (0,), "Uno."), unit((1,), (1,))], BOTH)) == [("甲。乙。", "Uno. Two.")]
    several = merged([unit((0,), (0, 1), "One and two."), unit((1,), (2,))], BOTH)
    assert (several[0].en, several[0].en_text) == ((0, 1, 2), "One and two. Three.")


def test_merge_with_an_empty_side() -> None:
    assert texts(merged([unit((0,), ()), unit((), (0,))], BOTH)) == [("甲。", "One.")]


def test_merge_wants_neighbours() -> None:
    with pytest.raises(BeadError, match="follow one another"):
        merged([unit((0,), (0,)), unit((2,), (1,))], BOTH)


def test_split_cuts_both_sides() -> None:
    parts = split(unit((0, 1), (0, 1, 2)), (1, 2), BOTH)
    assert texts(parts) == [("甲。", "One. Two."), ("乙。", "Three.")]
    assert [(u.zh, u.en) for u in parts] == [((0,), (0, 1)), ((1,), (2,))]
    assert texts(split(unit((0,), (0, 1)), (0, 1), BOTH)) == [("", "One."), ("甲。", "Two.")]


@pytest.mark.parametrize("after", [(0, 0), (2, 2), (3, 1), (-1, 1)])
def test_split_leaves_nothing_empty(after: tuple[int, int]) -> None:
    with pytest.raises(BeadError):
        split(unit((0, 1), (0, 1)), after, BOTH)


def test_an_edited_text_is_cut_at_its_own_sentences() -> None:
    edited = unit((0, 1), (0, 1), "First one. Second one.")
    assert texts(split(edited, (1, 1), BOTH)) == [("甲。", "First one."), ("乙。", "Second one.")]
    with pytest.raises(BeadError, match="number of sentences"):
        split(unit((0, 1), (0, 1), "All in one."), (1, 1), BOTH)


def test_sentences_move_up_and_down() -> None:
    upper, lower = unit((0,), (0,)), unit((1,), (1, 2))
    assert texts(moved(upper, lower, "en", "up", BOTH)) == [("甲。", "One. Two."), ("乙。", "Three.")]
    assert texts(moved(upper, lower, "zh", "down", BOTH)) == [("", "One."), ("甲。乙。", "Two. Three.")]
    assert texts(moved(unit((0,), (0,)), unit((), (1,)), "en", "up", BOTH)) == [("甲。", "One. Two.")]
    with pytest.raises(BeadError, match="no such sentence"):
        moved(unit((0,), ()), lower, "en", "down", BOTH)


def test_untranslated_sets_both_sides_apart() -> None:
    assert texts(untranslated(unit((0,), (0,), "Edited."), BOTH)) == [("甲。", ""), ("", "Edited.")]
    with pytest.raises(BeadError):
        untranslated(unit((0,), ()), BOTH)


def test_without_documents_texts_are_merged_by_themselves() -> None:
    one, two = TranslationUnit(0, (), (), "甲。", "One."), TranslationUnit(1, (), (), "乙。", "Two.")
    assert texts(merged([one, two], (None, None))) == [("甲。乙。", "One. Two.")]
    assert [text for _, text in sentences(one, "zh", None)] == ["甲。"]
