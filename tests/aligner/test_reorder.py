"""Which runs of nulls are held for passages that changed places."""

import numpy as np

from align.aligner.reorder import moved_runs, null_runs, with_moved
from align.model.unit import Bead

LONG = (np.full(4, 30.0), np.full(4, 30.0))


def unit(*rows: tuple[float, ...]) -> np.ndarray:
    vectors = np.array(rows, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_the_best_match_in_the_whole_document_is_a_passage_that_moved():
    zh, en = np.eye(4, dtype=np.float32), np.eye(4, dtype=np.float32)
    assert moved_runs(([(1,)], [(1,)]), (zh, en), LONG, 0.6) == [((1,), (1,))]


def test_two_sentences_that_were_left_out_are_no_passage_that_moved():
    """They are each other's best match among the nulls, for want of others; elsewhere either has a better one."""
    zh = unit((1, 0, 0, 0), (0, 1, 0.7, 0), (0, 0, 1, 0), (0, 0, 0, 1))
    en = unit((1, 0, 0, 0), (0, 1, 0, 0.7), (0, 1, 0.6, 0), (0, 0, 0, 1))
    assert zh[1] @ en[1] > 0.6
    assert moved_runs(([(1,)], [(1,)]), (zh, en), LONG, 0.6) == []


def test_formulas_and_what_is_not_alike_enough_are_left_alone():
    same = np.eye(4, dtype=np.float32)
    short = (np.full(4, 5.0), np.full(4, 30.0))
    assert moved_runs(([(1,)], [(1,)]), (same, same), short, 0.6) == []
    assert moved_runs(([(1,)], [(1,)]), (same, unit(*np.eye(4) + 0.8)), LONG, 0.9) == []


def test_a_run_is_used_once_by_the_most_alike():
    zh, en = unit((1, 0.2, 0, 0), (1, 0, 0.1, 0), (0, 0, 0, 1)), unit((1, 0, 0, 0), (0, 0, 1, 0), (1, 0.2, 0, 0))
    assert moved_runs(([(0, 1)], [(0,), (2,)]), (zh, en), LONG, 0.6) == [((0, 1), (2,))]


def test_what_fits_is_marked_and_takes_the_place_of_its_nulls():
    beads = [Bead((0,), ()), Bead((1,), (1,)), Bead((), (0,)), Bead((), (2,))]
    assert null_runs(beads) == ([(0,)], [(0, 2)])
    fits = [Bead((0,), (0,), 0.9)]
    found = with_moved(beads, [((0,), (0,))], lambda zh, en: fits)
    assert found == [Bead((1,), (1,)), Bead((), (2,)), Bead((0,), (0,), 0.9, reordered=True)]
    assert with_moved(beads, [((0,), (0,))], lambda zh, en: [Bead((0,), (0,), 0.2)]) == beads
