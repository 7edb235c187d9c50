"""Pairing of documents: the right ones together, the lonely ones alone, and a confidence that can be believed."""

from collections import Counter
from datetime import date
from random import Random

import numpy as np
import pytest
from conferences import conference

from align.embedders import load
from align.model.document import Source
from align.pairing import matching
from align.pairing.matching import match
from align.pairing.profiles import Profile, profile
from align.pipeline import document_of


@pytest.fixture(scope="module")
def conferences():
    embedder = load()
    sides = ([], [])
    for seed in range(40):
        made = conference(seed, sentences=Random(seed).randrange(24, 40), dated=seed % 2 == 0)
        for side, language, text in ((0, "zh", made.zh), (1, "en", made.en)):
            sides[side].append(profile(document_of(Source(f"{seed}.{language}", text), language), embedder=embedder))
    return sides


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_similar_press_conferences_with_a_fifth_missing_on_each_side(conferences, seed):
    zh, en = conferences
    rng = Random(seed)
    left, right = (rng.sample(range(len(zh)), len(zh) * 4 // 5) for _ in range(2))
    found = match([zh[i] for i in left], [en[j] for j in right]).pairs
    both = set(left) & set(right)
    assert {(left[m.zh], right[m.en]) for m in found} == {(i, i) for i in both}
    assert all(m.confidence > 0.9 for m in found)
    assert len({m.zh for m in found}) == len({m.en for m in found}) == len(found)


def test_a_pair_names_its_runner_up(conferences):
    zh, en = conferences
    for found in match(zh[:3], en[:3]).pairs:
        assert found.runner_up not in (None, found.en)
        assert found.runner_up_confidence < 0.5 < found.confidence


def test_figures_tell_apart_what_means_the_same():
    """Two documents with the same vectors: only what they state decides."""
    vectors = np.eye(4, 8, dtype=np.float16)
    left = [_profile(vectors, a=5.2, b=884), _profile(vectors, a=7.1, b=1300)]
    right = [_profile(vectors, a=7.1, b=1300), _profile(vectors, a=5.2, b=884)]
    assert [(m.zh, m.en) for m in match(left, right).pairs] == [(0, 1), (1, 0)]


def test_the_day_decides_between_twins():
    vectors = np.eye(4, 8, dtype=np.float16)
    days = [date(2024, 7, 3), date(2024, 11, 3)]
    left = [_profile(vectors, day=day, x=1, y=2, z=3) for day in days]
    right = [_profile(vectors, day=day, x=1, y=2, z=3) for day in reversed(days)]
    assert [(m.zh, m.en) for m in match(left, right).pairs] == [(0, 1), (1, 0)]


def test_documents_that_share_nothing_stay_alone():
    rng = np.random.default_rng(0)
    left, right = (
        [_profile(rng.normal(size=(6, 64)).astype(np.float16), **{f"{language}{k}": k}) for k in range(5)]
        for language in ("zh", "en")
    )
    assert match(left, right).pairs == ()
    assert match([], right).pairs == match(left, []).pairs == ()


def test_the_search_of_large_sets_finds_what_the_exact_one_finds(conferences, monkeypatch):
    pytest.importorskip("faiss")
    zh, en = (side[:25] for side in conferences)
    expected = match(zh, en).pairs
    monkeypatch.setattr(matching, "_LARGE", 1)
    assert [(m.zh, m.en) for m in match(zh, en).pairs] == [(m.zh, m.en) for m in expected]


def _profile(vectors, day=None, **marks):
    return Profile(day, Counter(f"{k}={v}" for k, v in marks.items()), vectors, 600)


@pytest.mark.parametrize("label", ["Lü Jianguo", "Jianguo Lv", "Lǚ Jiànguó"])
def test_a_speaker_is_known_by_umlaut_and_tones(label):
    sides = [("zh", "吕建国：谢谢大家。\n"), ("en", f"{label}: Thank you all.\n")]
    zh, en = (
        profile(document_of(Source(f"a.{language}", text), language), embedder=load()).marks for language, text in sides
    )
    assert [mark for mark in zh if mark.startswith("person=")] == ["person=lyujianguo"]
    assert "person=lyujianguo" in en
