"""Fits both models to gold beads (used by ``scripts/fit_aligner``, never for aligning).

The loss is the negative log likelihood of the gold path plus an L2 penalty on weights of features scaled to unit root
mean square. If gold is not a path of the lattice (crossing beads, a bead that is too large), any path through that
stretch counts as gold. Nulls are learnt from copies of the documents in which one side of random beads was deleted,
singly and in runs, because real documents have too few; since they have fewer than the copies, the document itself
counts double.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from align.aligner.lattice import NEVER, TYPES, Lattice
from align.aligner.model import Model, Weights
from align.aligner.passes import ENCODE, Pair, encode_extra, first_features, pair_of, prune, second_features
from align.aligner.side import side_of, vectors_of
from align.embedders import Embedder
from align.lab.evaluate import BeadKey, Gold
from align.model.document import from_sentences

L2 = 2.0
WHOLE = 2.0
DROPS = ((0.03, 1.3), (0.08, 2.5), (0.03, 1.2))
FIRST_COPIES = 1


@dataclass(frozen=True, slots=True)
class Example:
    """A lattice, the features of its edges, the edges that agree with gold, and the weight of its likelihood."""

    lattice: Lattice
    features: NDArray[np.float32]
    gold: NDArray[np.bool_]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Material:
    """A document or a copy of it, its first pass, the gold edges of its band; ``first``: also fits the first model,
    in which all count alike; ``weight``: how much it counts in the second."""

    text: Gold
    pair: Pair
    gold: NDArray[np.bool_]
    first: bool
    weight: float


def fit(examples: Sequence[Example], *, iterations: int = 200, l2: float = L2) -> Model:
    """Return the model that maximises the likelihood of gold."""
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
            value += e.weight * (log_z - log_g)
            wrong = e.weight * (p - q)
            gradient[:t] += np.bincount(e.lattice.ty, weights=wrong, minlength=t) / kinds
            gradient[t : t + f] += (wrong.astype(np.float32) @ e.features) / scale
            gradient[t + f :] += e.weight * (uses - gold_uses)
        return value + l2 / 2 * float(v @ v), gradient + l2 * v

    found = minimize(
        loss, np.zeros(t + f + 2), jac=True, method="L-BFGS-B", options={"maxiter": iterations, "maxcor": 20}
    )
    return unpack(found.x)


def gold_edges(lattice: Lattice, gold: Sequence[BeadKey], n: int, m: int) -> NDArray[np.bool_] | None:
    """Return the edges that agree with gold, or None if they do not join into a path (gold outside the band)."""
    mask = np.zeros(len(lattice), bool)
    start_z, start_e = lattice.zi - lattice.nz, lattice.ei - lattice.ne
    for i0, i1, j0, j1, exact in _blocks(gold, n, m):
        inside = (lattice.zi <= i1) & (lattice.ei <= j1) & (start_z >= i0) & (start_e >= j0)
        bead = inside & (lattice.nz == i1 - i0) & (lattice.ne == j1 - j0)
        mask |= bead if exact and bead.any() else inside
    log_z = lattice.posteriors(np.where(mask, 0.0, NEVER), np.zeros(2))[0]
    return mask if log_z > NEVER / 2 else None


def _blocks(gold: Sequence[BeadKey], n: int, m: int) -> Iterator[tuple[int, int, int, int, bool]]:
    """Yield gold as a monotone chain of blocks; a block of a single bead is exact."""
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


def drop_beads(gold: Gold, *, chance: float, mean: float, seed: int) -> Gold:
    """Return a copy in which runs of beads (geometric, ``mean`` long, starting with ``chance``) have lost one side."""
    rng, pairs = np.random.default_rng(seed), [bead for bead in gold.beads if bead[0] and bead[1]]
    gone: tuple[set[int], set[int]] = (set(), set())
    k = 0
    while k < len(pairs):
        if rng.random() < chance:
            side, run = int(rng.integers(2)), int(rng.geometric(1 / mean))
            gone[side].update(x for bead in pairs[k : k + run] for x in bead[side])
            k += run
        k += 1
    kept = ([i for i in range(len(gold.zh)) if i not in gone[0]], [j for j in range(len(gold.en)) if j not in gone[1]])
    new = ({x: q for q, x in enumerate(kept[0])}, {x: q for q, x in enumerate(kept[1])})
    beads: list[BeadKey] = []
    for bead in gold.beads:
        a, b = (tuple(new[s][x] for x in bead[s] if x in new[s]) for s in (0, 1))
        beads += [(a, b)] if a and b else [*(((x,), ()) for x in a), *(((), (y,)) for y in b)]
    return replace(
        gold, zh=tuple(gold.zh[i] for i in kept[0]), en=tuple(gold.en[j] for j in kept[1]), beads=tuple(beads)
    )


def cut(gold: Gold, parts: int) -> list[Gold]:
    """Return a document cut at gold 1-1 beads into about equal parts."""
    ones, n = [(a[0], b[0]) for a, b in gold.beads if len(a) == len(b) == 1], len(gold.zh)
    inner = [min(ones, key=lambda bead: abs(bead[0] - n * k / parts)) for k in range(1, parts)]
    ends = [(0, 0), *inner, (n, len(gold.en))]
    out = []
    for k, ((i0, j0), (i1, j1)) in enumerate(pairwise(ends)):
        beads = tuple(
            (tuple(i - i0 for i in a), tuple(j - j0 for j in b))
            for a, b in gold.beads
            if (i0 <= a[0] < i1 if a else j0 <= b[0] < j1)
        )
        out.append(replace(gold, id=f"{gold.id}#{k}", zh=gold.zh[i0:i1], en=gold.en[j0:j1], beads=beads))
    return out


def examples_of(gold: Gold, embedder: Embedder, *, seed: int, normalise: bool, weight: float = 1.0) -> list[Material]:
    """Return a document and its copies with dropped beads, except those with gold outside the band.

    ``weight``: that of a copy; the document itself counts ``WHOLE`` times as much.
    """
    out = []
    copies = [drop_beads(gold, chance=c, mean=m, seed=100 * seed + q) for q, (c, m) in enumerate(DROPS)]
    for number, text in enumerate([gold, *copies]):
        zh, en = from_sentences(text.zh, "zh"), from_sentences(text.en, "en")
        vectors = vectors_of([*text.zh, *text.en], embedder)
        pair = pair_of(
            side_of(zh, vectors[: len(zh)], centre=normalise),
            side_of(en, vectors[len(zh) :], centre=normalise),
            normalise=normalise,
        )
        mask = gold_edges(pair.lattice, text.beads, len(zh), len(en))
        if mask is not None:
            counts = weight if number else WHOLE * weight
            out.append(Material(text, pair, mask, first=number <= FIRST_COPIES, weight=counts))
    return out


def fit_weights(
    material: Sequence[Material], embedder: Embedder, *, name: str, normalise: bool, made: Mapping[str, Any]
) -> Weights:
    """Fit both models. The first learns from whole bands, which are large, so it uses fewer copies."""
    bands = [
        Example(m.pair.lattice, first_features(m.pair, m.pair.lattice, 0, len(m.pair.zh)), m.gold)
        for m in material
        if m.first
    ]
    first = fit(bands, iterations=50)
    pruning = Weights(name, first, first, normalise, made)
    examples = []
    for m in material:
        lattice, likely = prune(m.pair, pruning, m.gold)
        extra = encode_extra(m.pair, lattice, likely > ENCODE, embedder)
        features = second_features(m.pair, extra, lattice, 0, len(m.pair.zh))
        mask = gold_edges(lattice, m.text.beads, len(m.pair.zh), len(m.pair.en))
        if mask is not None:
            examples.append(Example(lattice, features, mask, m.weight))
    return Weights(name, first, fit(examples), normalise, made)
