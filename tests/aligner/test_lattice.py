"""Invariants of inference on random lattices."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.aligner.lattice import NEVER, TYPES, Lattice, band_lattice


@st.composite
def scored(draw: st.DrawFn) -> tuple[Lattice, np.ndarray, np.ndarray, int, int]:
    n, m = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    lo, hi = np.zeros(n + 1, np.int32), np.full(n + 1, m, np.int32)
    if draw(st.booleans()):
        middle = np.linspace(0, m, n + 1).astype(np.int32)
        lo, hi = np.maximum(middle - 2, 0).astype(np.int32), np.minimum(middle + 2, m).astype(np.int32)
    lattice = band_lattice(lo, hi)
    scale = draw(st.sampled_from([0.1, 3.0, 200.0]))
    return lattice, rng.normal(0, scale, len(lattice)), rng.normal(0, 1, 2), n, m


def covered(lattice: Lattice, path: np.ndarray) -> tuple[list[int], list[int]]:
    zh = [i for e in path for i in range(lattice.zi[e] - lattice.nz[e], lattice.zi[e])]
    en = [j for e in path for j in range(lattice.ei[e] - lattice.ne[e], lattice.ei[e])]
    return zh, en


def path_score(lattice: Lattice, path: np.ndarray, scores: np.ndarray, run: np.ndarray) -> float:
    total, before = 0.0, False
    for e in path:
        total += scores[e] + (run[0] if lattice.null[e] else run[1]) * before
        before = bool(lattice.null[e])
    return total


@settings(max_examples=30, deadline=None)
@given(scored())
def test_linked_is_the_share_of_alignments_in_which_the_sides_of_a_bead_share_a_bead(case):
    """Exactly where one side is one sentence, by the weight of all alignments without such a bead; else at most."""
    lattice, scores, run, n, m = case
    if n * m > 25:
        return
    posterior = lattice.posteriors(scores, run)[1]
    best = lattice.best(scores, run)
    found = lattice.linked(best, posterior)
    for e, linked in zip(best, found, strict=True):
        zh, en = (set(numbers) for numbers in covered(lattice, np.array([e])))
        alone = lattice.null.copy()
        for k in range(len(lattice)):
            zh_k, en_k = covered(lattice, np.array([k]))
            alone[k] = lattice.null[k] or zh.isdisjoint(zh_k) or en.isdisjoint(en_k)
        log_all = lattice.posteriors(scores, run)[0]
        log_without = lattice.posteriors(np.where(alone, scores, NEVER * 2), run)[0]
        exact = 1 - np.exp(min(0.0, log_without - log_all)) if zh and en else 0.0
        assert linked <= exact + 1e-6
        assert linked >= posterior[e] - 1e-6 or not (zh and en)
        if min(len(zh), len(en)) == 1:
            assert linked == pytest.approx(exact, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(scored())
def test_posteriors_cover_each_sentence_once(case):
    lattice, scores, run, n, m = case
    log_z, p, _ = lattice.posteriors(scores, run)
    assert np.isfinite(log_z)
    zh, en = np.zeros(n), np.zeros(m)
    for e in range(len(lattice)):
        zh[lattice.zi[e] - lattice.nz[e] : lattice.zi[e]] += p[e]
        en[lattice.ei[e] - lattice.ne[e] : lattice.ei[e]] += p[e]
    np.testing.assert_allclose(zh, 1, atol=1e-6)
    np.testing.assert_allclose(en, 1, atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(scored())
def test_best_path_covers_everything_and_is_no_likelier_than_all(case):
    lattice, scores, run, n, m = case
    path = lattice.best(scores, run)
    assert covered(lattice, path) == (list(range(n)), list(range(m)))
    log_z = lattice.posteriors(scores, run)[0]
    assert path_score(lattice, path, scores, run) <= log_z + 1e-6


@settings(max_examples=30, deadline=None)
@given(scored(), st.integers(0, 2**32 - 1))
def test_no_other_path_is_better(case, seed):
    lattice, scores, run, _, _ = case
    best = path_score(lattice, lattice.best(scores, run), scores, run)
    noise = np.random.default_rng(seed).normal(0, 5, len(lattice))
    other = lattice.best(scores + noise, run)
    assert path_score(lattice, other, scores, run) <= best + 1e-6


@settings(max_examples=30, deadline=None)
@given(scored())
def test_pruning_to_the_best_path_leaves_it(case):
    lattice, scores, run, n, m = case
    path = lattice.best(scores, run)
    keep = np.zeros(len(lattice), bool)
    keep[path] = True
    small = lattice.keep(keep)
    assert covered(small, small.best(scores[keep], run)) == (list(range(n)), list(range(m)))
    np.testing.assert_allclose(small.posteriors(scores[keep], run)[1], 1, atol=1e-9)


def test_gradient_of_log_z_is_the_posterior():
    lattice = band_lattice(np.zeros(4, np.int32), np.full(4, 3, np.int32))
    rng = np.random.default_rng(1)
    scores, run, step = rng.normal(0, 1, len(lattice)), np.array([0.3, -0.4]), 1e-5
    _, p, uses = lattice.posteriors(scores, run)
    for e in range(0, len(lattice), 7):
        moved = scores.copy()
        moved[e] += step
        up = lattice.posteriors(moved, run)[0]
        moved[e] -= 2 * step
        assert abs((up - lattice.posteriors(moved, run)[0]) / (2 * step) - p[e]) < 1e-6
    for k in range(2):
        moved = run.copy()
        moved[k] += step
        up = lattice.posteriors(scores, moved)[0]
        moved[k] -= 2 * step
        assert abs((up - lattice.posteriors(scores, moved)[0]) / (2 * step) - uses[k]) < 1e-6


def test_equal_scores_give_the_bead_that_comes_first():
    """Any path of nulls is as good here: which one it is may not depend on anything but the order of the edges."""
    lattice = band_lattice(np.zeros(3, np.int32), np.full(3, 2, np.int32))
    scores = np.where(lattice.null, 0.0, -1.0)
    path = lattice.best(scores, np.zeros(2))
    assert [(lattice.nz[e], lattice.ne[e]) for e in path] == [(0, 1), (0, 1), (1, 0), (1, 0)]


@pytest.mark.parametrize("run", [(-2000.0, 0.0), (0.0, -2000.0), (2000.0, -2000.0), (-2000.0, 2000.0)])
def test_weights_of_any_size_leave_probabilities(run):
    """The sum of two terms is taken relative to the larger one: relative to another it is 0 or infinite."""
    lattice = band_lattice(np.zeros(4, np.int32), np.full(4, 3, np.int32))
    scores = np.where(lattice.null, 0.0, -5.0)
    log_z, p, _ = lattice.posteriors(scores, np.array(run))
    assert np.isfinite(log_z)
    assert abs((p * lattice.nz).sum() - 3) < 1e-6
    assert path_score(lattice, lattice.best(scores, np.array(run)), scores, np.array(run)) <= log_z + 1e-6


def test_no_path_left():
    lattice = band_lattice(np.zeros(3, np.int32), np.full(3, 2, np.int32))
    log_z, p, _ = lattice.posteriors(np.full(len(lattice), NEVER), np.zeros(2))
    assert log_z < NEVER / 2
    assert not p.any()


def test_types():
    assert all(a <= 5 and b <= 5 and a + b <= 6 for a, b in TYPES)
    assert {(1, 0), (0, 1), (3, 3), (1, 5), (4, 2)} <= set(TYPES)
