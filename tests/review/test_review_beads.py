"""Merging, splitting, moving: what becomes of sentences, numbers and a reviewer's own words."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from align.model.bitext import Bitext, Project
from align.model.document import Place, from_sentences
from align.model.unit import Bead, Issue, TranslationUnit, unit_of
from align.review import realigning
from align.review.beads import BeadError, merged, moved, sentences, split, untranslated
from align.review.bodies import Change
from align.review.rescoring import Rescorer
from align.review.service import Service
from align.review.snapshot import Current
from align.review.view import cards_of
from align.store import Store

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


def test_places_follow_the_sentences() -> None:
    documents = tuple(replace(d, places=tuple(Place(s.span, f"line {s.number + 1}") for s in d.segments)) for d in BOTH)
    one, two = (unit_of(n, Bead((n,), (n,)), *documents) for n in (0, 1))
    (both,) = merged([one, replace(two, en_text="Edited.")], documents)
    assert (both.zh_place, both.en_place) == ("line 1–line 2", "line 1–line 2")
    upper, lower = split(both, (1, 1), documents)
    assert (upper.zh_place, lower.en_place) == ("line 1", "line 2")
    assert [u.en_place for u in moved(one, two, "en", "up", documents)] == ["line 1–line 2", ""]
    assert [(u.zh_place, u.en_place) for u in untranslated(two, documents)] == [("line 2", ""), ("", "line 2")]


def test_without_documents_places_and_speakers_stay() -> None:
    one = TranslationUnit(0, (), (), "甲。", "", zh_speaker="李", zh_place="row 1")
    two = TranslationUnit(1, (), (), "", "One.", en_speaker="Li", en_place="row 2")
    (both,) = merged([one, two], (None, None))
    assert (both.zh_speaker, both.zh_place, both.en_speaker, both.en_place) == ("李", "row 1", "Li", "row 2")


def test_reordered_goes_with_the_pair_that_was() -> None:
    pair = replace(unit((0, 1), (2, 3)), reordered=True)
    assert [u.reordered for u in split(pair, (1, 1), BOTH)] == [True, True]
    assert [u.reordered for u in merged([pair, unit((2,), ())], BOTH)] == [True]
    assert [u.reordered for u in moved(pair, unit((2,), ()), "zh", "down", BOTH)] == [True, False]
    assert [u.reordered for u in untranslated(pair, BOTH)] == [False, False]


def test_a_pair_that_is_aligned_as_it_was_keeps_what_only_the_run_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Issue("reference", "other", "minor", 0.5, "The reference says it otherwise.", id="r")
    units = [replace(unit_of(n, Bead((n,), (n,)), ZH, EN), scores={"chrf": 40.0}, issues=()) for n in range(4)]
    units[0] = replace(units[0], issues=(found,))
    store = Store.open(tmp_path / "review.sqlite", seed=Project("p", Bitext(tuple(units), ZH, EN), {}))
    beads = (Bead((0,), (0,), 0.8), Bead((1,), (1, 2)), Bead((2,), ()), Bead((3,), (3,)))
    monkeypatch.setattr("align.aligner.realign", lambda *_, **__: beads)
    _, new = realigning.between_locks(Current(store)(), 1, object())  # type: ignore[arg-type]
    store.close()
    assert [u.scores.get("chrf") for u in new] == [40.0, None, None, 40.0]
    assert new[0].confidence == 0.8
    assert Rescorer().check_all(new, [0])[0].issues == (found,)


def test_a_flag_that_was_decided_stands_once_in_a_merged_pair(tmp_path: Path) -> None:
    zh = from_sentences(["工厂有50家。", "商店有930家。"], "zh")
    en = from_sentences(["There are 60 factories.", "There are 130 shops."], "en")
    units = Rescorer().check_all([unit_of(n, Bead((n,), (n,)), zh, en) for n in (0, 1)], (0, 1))
    other = replace(units[1].issues[0], en_span=None, en_value="none")  # it names other English
    units = (units[0], replace(units[1], issues=(other,)))
    store = Store.open(tmp_path / "merge.sqlite", seed=Project("p", Bitext(units, zh, en), {}))
    for state in store.units():
        (issue,) = state.unit.issues
        store.decide(state.key, issue.id, "confirmed", who="Li", version=state.version)
    service = Service(store, Rescorer())
    key = service.realigned(Change(who="Li", since=0, key="0", versions={}, change="merge below"))
    state = store.unit(key)
    assert [state.verdicts[issue.id].decision for issue in state.unit.issues] == ["confirmed", "confirmed"]
    assert state.closed == ()
    assert [card.status for card in cards_of(state)] == ["confirmed", "confirmed"]
    store.close()


@pytest.mark.parametrize("change", ["merge below", "move"])
def test_a_locked_pair_stays_as_it_is(tmp_path: Path, change: Any) -> None:
    zh = from_sentences(["工厂有50家。", "商店有930家。"], "zh")
    en = from_sentences(["There are 50 factories.", "There are 930 shops."], "en")
    units = (unit_of(0, Bead((0,), (0,)), zh, en), unit_of(1, Bead((1,), (1,)), zh, en))
    store = Store.open(tmp_path / "locked.sqlite", seed=Project("p", Bitext(units, zh, en), {}))
    state = store.lock("0", True, who="Wang", version=store.unit("0").version)
    body = Change(
        who="Li", since=0, key="0", versions={"0": state.version}, change=change, direction="down", zh=1, en=1
    )
    with pytest.raises(BeadError, match="locked pair"):
        Service(store, Rescorer()).realigned(body)
    assert [unit.unit.zh for unit in store.units()] == [(0,), (1,)]
    store.close()
