"""Fitting both models to gold beads (used by ``scripts/fit_aligner``, never when aligning).

The loss is the negative log likelihood of the gold path plus an L2 penalty on weights of features scaled to unit root
mean square. Where gold cannot be a path of the lattice (crossing beads, a bead that is too large), any path through
that stretch counts as gold. Nulls are learnt from copies of the documents in which one side of random beads was
deleted, singly and in runs, because real documents hold too few.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from align.aligner.lattice import NEVER, TYPES, Lattice
from align.aligner.model import Model

Rows = Sequence[tuple[tuple[int, ...], tuple[int, ...]]]
L2 = 2.0


@dataclass(frozen=True, slots=True)
class Example:
    """A lattice, the features of its edges, and the edges that agree with gold."""

    lattice: Lattice
    features: NDArray[np.float32]
    gold: NDArray[np.bool_]


def fit(examples: Sequence[Example], *, iterations: int = 80, l2: float = L2) -> Model:
    """The model that makes gold most likely."""
    total = np.sum([(e.features.astype(np.float64) ** 2).sum(0) for e in examples], axis=0)
    scale = np.sqrt(total / sum(len(e.lattice) for e in examples)) + 1e-6
    kinds = (
        np.sqrt(
            np.sum([np.bincount(e.lattice.ty, minlength=len(TYPES)) for e in examples], axis=0)
            / sum(len(e.lattice) for e in examples)
        )
        + 1e-6
    )
    t, f = len(TYPES), len(scale)

    def unpack(v: NDArray[np.float64]) -> Model:
        return Model(v[:t] / kinds, v[t : t + f] / scale, v[t + f :])

    def loss(v: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        model, value, gradient = unpack(v), 0.0, np.zeros(t + f + 2)
        for e in examples:
            scores = model.scores(e.lattice.ty, e.features)
            log_z, p, uses = e.lattice.posteriors(scores, model.run)
            log_g, q, gold_uses = e.lattice.posteriors(np.where(e.gold, scores, NEVER), model.run)
            value += log_z - log_g
            gradient[:t] += np.bincount(e.lattice.ty, weights=p - q, minlength=t) / kinds
            gradient[t : t + f] += ((p - q).astype(np.float32) @ e.features) / scale
            gradient[t + f :] += uses - gold_uses
        return value + l2 / 2 * float(v @ v), gradient + l2 * v

    found = minimize(
        loss, np.zeros(t + f + 2), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 20}
    )
    return unpack(found.x)


def gold_edges(lattice: Lattice, gold: Rows, n: int, m: int) -> NDArray[np.bool_] | None:
    """The edges that agree with gold, None where they do not join into a path (gold outside the band)."""
    mask = np.zeros(len(lattice), bool)
    start_z, start_e = lattice.zi - lattice.nz, lattice.ei - lattice.ne
    for i0, i1, j0, j1, exact in _blocks(gold, n, m):
        inside = (lattice.zi <= i1) & (lattice.ei <= j1) & (start_z >= i0) & (start_e >= j0)
        bead = inside & (lattice.nz == i1 - i0) & (lattice.ne == j1 - j0)
        mask |= bead if exact and bead.any() else inside
    log_z = lattice.posteriors(np.where(mask, 0.0, NEVER), np.zeros(2))[0]
    return mask if log_z > NEVER / 2 else None


def _blocks(gold: Rows, n: int, m: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Gold as a monotone chain of blocks; a block that is one bead and nothing else is exact."""
    of_zh = {i: bead for bead in gold for i in bead[0]}
    of_en = {j: bead for bead in gold for j in bead[1]}
    i = j = 0
    while i < n or j < m:
        if i in of_zh and not of_zh[i][1]:
            yield i, i + 1, j, j, True
            i += 1
        elif j in of_en and not of_en[j][0]:
            yield i, i, j, j + 1, True
            j += 1
        else:
            i1, j1 = (i + 1, j) if i < n else (i, j + 1)
            while True:
                inside = [of_zh[k] for k in range(i, i1) if k in of_zh] + [of_en[k] for k in range(j, j1) if k in of_en]
                top_i = max([i1, *(k + 1 for bead in inside for k in bead[0])])
                top_j = max([j1, *(k + 1 for bead in inside for k in bead[1])])
                if (top_i, top_j) == (i1, j1):
                    break
                i1, j1 = top_i, top_j
            yield i, i1, j, j1, len({id(b) for b in inside}) == 1 and len(inside) == i1 - i + j1 - j
            i, j = i1, j1


def drop_beads(
    zh: Sequence[str], en: Sequence[str], gold: Rows, *, chance: float, mean: float, seed: int
) -> tuple[list[str], list[str], list[tuple[tuple[int, ...], tuple[int, ...]]]]:
    """A copy in which runs of beads (geometric, ``mean`` long, starting with ``chance``) have lost one side."""
    rng, pairs = np.random.default_rng(seed), [bead for bead in gold if bead[0] and bead[1]]
    gone: tuple[set[int], set[int]] = (set(), set())
    k = 0
    while k < len(pairs):
        if rng.random() < chance:
            side, run = int(rng.integers(2)), int(rng.geometric(1 / mean))
            gone[side].update(x for bead in pairs[k : k + run] for x in bead[side])
            k += run
        k += 1
    kept = ([i for i in range(len(zh)) if i not in gone[0]], [j for j in range(len(en)) if j not in gone[1]])
    new = ({x: q for q, x in enumerate(kept[0])}, {x: q for q, x in enumerate(kept[1])})
    out: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for bead in gold:
        a, b = (tuple(new[s][x] for x in bead[s] if x in new[s]) for s in (0, 1))
        out += [(a, b)] if a and b else [*(((x,), ()) for x in a), *(((), (y,)) for y in b)]
    return [zh[i] for i in kept[0]], [en[j] for j in kept[1]], out
