"""Errors planted in clean pairs are found, clean pairs are left alone: a small part of ``scripts/bench_scorers``."""

import random
from collections.abc import Iterator

import pytest
from error_injector import WORDS, CleanDocument, clean_documents
from error_injector.documents import units_of
from error_injector.measure import FIT, LOUD, Checker, plant

from align.model.unit import TranslationUnit
from align.scorers import SCORERS

DOCUMENTS = clean_documents()
# A few errors of each kind, and the share that must be found: the release bar, less what so few errors leave to chance.
FLOORS = {
    "dropped sentence": 0.80,
    "dropped clause": 0.55,
    "clause added, from nearby": 0.60,
    "negation inserted": 0.65,
    "negation deleted": 0.55,
    "modality flipped": 0.80,
    "bound flipped": 0.85,
    "direction flipped": 0.75,
    "name swapped": 0.60,
    "figure wrong": 0.95,
    "residue": 0.95,
    "wrong speaker": 0.90,
}

Clean = dict[str, tuple[TranslationUnit, ...]]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


@pytest.fixture(scope="module")
def clean(checker: Checker) -> Clean:
    """The clean documents, checked: the press conference for its speakers only, as others count its alarms."""
    *written, speech = DOCUMENTS
    checked = {document.name: checker(document, document.pairs) for document in written}
    return {**checked, speech.name: checker(speech, speech.pairs, ["speaker"])}


def test_at_most_two_loud_alarms_per_100_clean_units(clean: Clean) -> None:
    units = [unit for document in DOCUMENTS[:2] for unit in clean[document.name]]
    alarms = [
        f"{unit.zh_text} | {unit.en_text} | {issue.scorer}: {issue.message}"
        for unit in units
        for issue in unit.issues
        if issue.severity in LOUD
    ]
    assert len(alarms) <= 0.02 * len(units), "\n".join(alarms)


@pytest.mark.parametrize("kind", FLOORS)
def test_planted_errors_are_found(kind: str, checker: Checker, clean: Clean) -> None:
    draw = random.Random(f"7 {kind}")
    scorers = sorted(FIT[kind][0] & set(SCORERS))
    planted = [
        error
        for document in _documents(kind)
        for error in plant(
            kind, document, clean[document.name], checker=checker, draw=draw, most=10, scorers=scorers, once=True
        )
    ]
    missed = [f"{error.unit.zh_text} | {error.unit.en_text}" for error in planted if not error.fit]
    assert len(planted) >= 8
    assert len(planted) - len(missed) >= FLOORS[kind] * len(planted), "\n".join(missed)


@pytest.mark.parametrize("kind", WORDS)
def test_an_edit_changes_the_english_and_says_where(kind: str) -> None:
    for document in DOCUMENTS:
        for pair in document.pairs:
            for edit in WORDS[kind](pair.zh, pair.en):
                wrong = edit.apply(pair.en)
                assert wrong != pair.en
                assert wrong[: edit.start] == pair.en[: edit.start]
                assert wrong[edit.start + len(edit.new) :] == pair.en[edit.end :]


def test_clean_pairs_have_both_sides_and_no_han_in_the_english() -> None:
    for document in DOCUMENTS:
        for unit in units_of(document.pairs):
            assert unit.zh_text.strip()
            assert unit.en_text.strip()
            assert not any("\u3400" <= letter <= "\u9fff" for letter in unit.en_text)


def _documents(kind: str) -> Iterator[CleanDocument]:
    speech = DOCUMENTS[2]
    return iter((speech,) if kind == "wrong speaker" else DOCUMENTS[:2])


def test_kinds_that_are_measured_have_a_scorer() -> None:
    assert set(FLOORS) <= set(FIT)
    assert all(FIT[kind][0] & set(SCORERS) for kind in FLOORS)
