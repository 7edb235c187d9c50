"""Finds passages that stand in different places on the two sides.

A path through the lattice only goes forward, so of two swapped passages one is left as nulls on both sides. Runs of
nulls are therefore compared with one another: if a sentence pair is nearly as similar as the document's own 1-1 beads
and each is the other's best match in the whole document, the two runs are aligned with each other and the matching
parts become beads marked as reordered. To be the best match among the nulls is not enough: two omitted sentences, one
on each side, are that for lack of others (on copies of novels with deletions 25 false pairs against 2). Short formulas
("谢谢。", "Thank you.") are similar everywhere and are ignored.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from align.aligner.lattice import Floats
from align.model.unit import Bead

LEAST_LENGTH = 12.0  # units (side.length) of both sentences: a short formula is alike wherever it stands
LEAST_CONFIDENCE = 0.5  # of a bead that is found so; below, nulls are the likelier reading
MOST_PAIRS = 50_000_000  # null sentences of both sides multiplied, above which nothing is looked for: 200 MB
EQUAL = 1e-4  # two cosines this close are equal: sums in another order differ by less
BLOCK = 64  # vectors compared with all others at once

Run = tuple[int, ...]
Align = Callable[[Sequence[int], Sequence[int]], list[Bead]]


def null_runs(beads: Sequence[Bead]) -> tuple[list[Run], list[Run]]:
    """Return the runs of consecutive null sentences of each side, between beads that have both sides.

    >>> null_runs([Bead((0,), ()), Bead((1,), ()), Bead((2,), (0,)), Bead((), (1,))])
    ([(0, 1)], [(1,)])
    """
    runs: tuple[list[Run], list[Run]] = ([], [])
    zh: list[int] = []
    en: list[int] = []
    for bead in [*beads, Bead((-1,), (-1,))]:
        if not bead.en:
            zh += bead.zh
        elif not bead.zh:
            en += bead.en
        else:
            for side, numbers in zip(runs, (zh, en), strict=True):
                if numbers:
                    side.append(tuple(numbers))
            zh, en = [], []
    return runs


def moved_runs(
    runs: tuple[list[Run], list[Run]],
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]],
    lengths: tuple[Floats, Floats],
    threshold: float,
) -> list[tuple[Run, Run]]:
    """Return pairs of null runs that translate each other, most similar first; each run is used once.

    ``vectors`` and ``lengths``: of the sentences of each side, by number. ``threshold``: the least cosine.
    """
    numbers = [[k for run in side for k in run] for side in runs]
    if not numbers[0] or not numbers[1] or len(numbers[0]) * len(numbers[1]) > MOST_PAIRS:
        return []
    run_of = [np.repeat(np.arange(len(side)), [len(run) for run in side]) for side in runs]
    similar = vectors[0][numbers[0]] @ vectors[1][numbers[1]].T
    best_en, best_zh = similar.argmax(1), similar.argmax(0)
    mutual = [(i, j) for i, j in enumerate(best_en.tolist()) if best_zh[j] == i and similar[i, j] >= threshold]
    zh, en = [numbers[0][i] for i, _ in mutual], [numbers[1][j] for _, j in mutual]
    anywhere = np.maximum(_highest(vectors[0][zh], vectors[1]), _highest(vectors[1][en], vectors[0]))
    found = []
    for (i, j), z, e, best in zip(mutual, zh, en, anywhere.tolist(), strict=True):
        if similar[i, j] >= best - EQUAL and min(lengths[0][z], lengths[1][e]) >= LEAST_LENGTH:
            found.append((-float(similar[i, j]), int(run_of[0][i]), int(run_of[1][j])))
    out: list[tuple[Run, Run]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for _, z, e in sorted(found):
        if z not in used[0] and e not in used[1]:
            used[0].add(z)
            used[1].add(e)
            out.append((runs[0][z], runs[1][e]))
    return out


def with_moved(beads: Sequence[Bead], moved: Sequence[tuple[Run, Run]], align: Align) -> list[Bead]:
    """Return the beads with the pairs of runs aligned; other nulls are unchanged."""
    found = [bead for zh_run, en_run in moved for bead in align(zh_run, en_run)]
    added = [replace(b, reordered=True) for b in found if b.zh and b.en and b.confidence >= LEAST_CONFIDENCE]
    zh, en = {i for bead in added for i in bead.zh}, {j for bead in added for j in bead.en}
    kept = [b for b in beads if (b.zh and b.en) or (zh.isdisjoint(b.zh) and en.isdisjoint(b.en))]
    return kept + added


def _highest(some: NDArray[np.float32], every: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the cosine of each vector with the most similar of all, without all products in memory at once."""
    best = [(some[k : k + BLOCK] @ every.T).max(axis=1) for k in range(0, len(some), BLOCK)]
    return np.concatenate(best) if best else np.zeros(0, np.float32)
