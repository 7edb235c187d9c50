"""The two passes over a document pair: a band, a pruned lattice, the final lattice.

1. One vector a sentence; a first path and the band around it (:mod:`align.aligner.coarse`).
2. A small model on the sums scores every bead of the band; those whose tempered posterior is negligible go.
3. The clauses, and the concatenations that are still likely, are encoded; the final model scores what is left.

Scores are computed for a stretch of rows at a time, so that only the lattice itself is ever whole in memory.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.aligner.cells import (
    Cells,
    SpanVectors,
    Table,
    cells_of,
    clause_tables,
    concat_tables,
    dots,
    stretch,
    sum_tables,
)
from align.aligner.coarse import Path, first_path
from align.aligner.features import LENGTH, NULL, Features, boundary_features, plain_features, table_features
from align.aligner.lattice import MAX_SIDE, Ints, Lattice, band_lattice
from align.aligner.model import Model, Weights
from align.aligner.side import Side, centred, vectors_of
from align.aligner.structure import Structure, structure_of, structure_scores
from align.embedders import Embedder
from align.embedders.threads import one_blas_thread
from align.model.document import Anchor

# Pruning by the first model, which knows sums only, so that 10 to 30 beads a sentence stay. The three were
# cross-validated on MAC (development) and ACA.
TEMPER = 0.5  # log weights are halved, as the first model is too sure
KEEP = 1e-4  # the tempered posterior below which a bead of the band goes
ENCODE = 0.02  # ... above which the concatenations of a bead that stays are encoded

ROWS = 512  # Chinese rows scored at once: bounds the tables in memory and is work enough for a thread
THREADS = 2  # tables in memory at the same time

# The similarity of 1-1 beads of the bundled encoder, mean and deviation on the gold the weights were fitted to. For a
# document they are estimated from this prior, which counts like five beads.
PRIOR, TYPICAL, SPREAD = 5.0, 0.6, 0.15
CLOSE = 0.7  # a document whose 1-1 beads are this alike is translated closely: no BOUNDARY features there ...
MOST_FREE = 1.5  # ... which grow with the distance from it, to 1 at TYPICAL and to this at most


RowFeatures = Callable[[Lattice, int, int], Features]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two sides with the results of the first pass: path, band lattice, cells and their dot products."""

    zh: Side
    en: Side
    path: Path
    lattice: Lattice
    cells: Cells
    dots: Table
    null_similarity: tuple[Table, Table]
    typical: float
    scale: float
    structure: Structure | None


def pair_of(zh: Side, en: Side, *, normalise: bool = False, anchors: Sequence[Anchor] = ()) -> Pair:
    """Run the first pass. Both sides must have sentences.

    ``normalise``: scale similarities so that the 1-1 beads of the first path are as similar as for the bundled encoder.
    """
    path = first_path(zh, en)
    cells = cells_of(path.lo, path.hi, len(en))
    with one_blas_thread():  # many small products
        weighted = dots(zh.vectors * zh.weights[:, None], en.vectors * en.weights[:, None], cells)
    scale = 1.0
    if normalise:
        known = _known(zh, en, path, cells, weighted)
        scale = (known.size + PRIOR) * TYPICAL / (float(known.sum()) + PRIOR * TYPICAL)
        weighted *= np.float32(scale)
    return Pair(
        zh=zh,
        en=en,
        path=path,
        lattice=band_lattice(path.lo, path.hi),
        cells=cells,
        dots=weighted,
        null_similarity=_null_similarity(zh, en, path, cells, weighted),
        typical=_typical(_known(zh, en, path, cells, weighted))[0] / scale,
        scale=scale,
        structure=structure_of(zh, en, anchors),
    )


def _known(zh: Side, en: Side, path: Path, cells: Cells, weighted: Table) -> Table:
    """Return the similarities of the 1-1 beads of the first path."""
    steps = path.steps
    ones = steps[(steps[:, 1] - steps[:, 0] == 1) & (steps[:, 3] - steps[:, 2] == 1)]
    i, j = ones[:, 0].astype(np.int64), ones[:, 2].astype(np.int64)
    known: Table = weighted[cells.off[i] + j - cells.lo[i]] / (zh.norms[0, i] * en.norms[0, j])
    return known


def _typical(known: Table) -> tuple[float, float]:
    """Return mean and deviation of the similarities of 1-1 beads, with a prior that weighs as much as a few."""
    mean = (float(known.sum()) + PRIOR * TYPICAL) / (known.size + PRIOR)
    variance = (float(((known - mean) ** 2).sum()) + PRIOR * SPREAD**2) / (known.size + PRIOR)
    return mean, variance**0.5


def _null_similarity(zh: Side, en: Side, path: Path, cells: Cells, weighted: Table) -> tuple[Table, Table]:
    """Return, per sentence, the best match in the band, in standard deviations from the 1-1 beads of the first path."""
    known = _known(zh, en, path, cells, weighted)
    mean, sd = _typical(known)
    zbest, ebest = np.full(len(zh), -1, np.float32), np.full(len(en), -1, np.float32)
    for r in range(len(zh)):
        lo, hi = int(path.lo[r]), max(int(path.hi[r + 1]), int(path.lo[r]) + 1)
        hi = min(hi, int(cells.hi[r]))
        at = cells.off[r] + lo - cells.lo[r]
        row = weighted[at : at + hi - lo] / (zh.norms[0, r] * en.norms[0, lo:hi])
        if len(row):
            zbest[r] = row.max()
            np.maximum(ebest[lo:hi], row, out=ebest[lo:hi])
    return ((zbest - mean) / sd).astype(np.float32), ((ebest - mean) / sd).astype(np.float32)


def first_features(pair: Pair, lattice: Lattice, first: int, last: int) -> Features:
    """Return the features FIRST of the beads that end in rows first..last (``first <= zi - 1 < last``)."""
    part = stretch(pair.cells, first, last)
    sums = sum_tables(pair.dots, pair.zh, pair.en, part)
    plain = plain_features(lattice, pair.zh, pair.en, pair.path.ratio, pair.null_similarity)
    return np.concatenate([plain[:, : len(LENGTH) + len(NULL)], table_features(lattice, sums, part)], 1)


def _part(lattice: Lattice, first: int, last: int) -> tuple[slice, Lattice]:
    """Return the edges that end in some rows, as a lattice without nodes. Row -1 holds what ends before the first row.

    The bounds have the type of ``zi``, else numpy would convert the whole array at every call.
    """
    start, end = np.searchsorted(lattice.zi, np.array([first + 1 if first else 0, last + 1], lattice.zi.dtype))
    part = slice(int(start), int(end))
    return part, replace(lattice, zi=lattice.zi[part], ei=lattice.ei[part], ty=lattice.ty[part], src=lattice.src[part])


def _by_rows(pair: Pair, lattice: Lattice, model: Model, features: RowFeatures) -> NDArray[np.float64]:
    """Return the scores of all edges, a stretch of rows at a time, on two threads (the loops release the GIL)."""
    out = np.empty(len(lattice))

    def fill(first: int) -> None:
        last = min(first + ROWS, len(pair.zh))
        part, edges = _part(lattice, first, last)
        out[part] = model.scores(edges.ty, features(edges, first, last))
        out[part] += structure_scores(pair.structure, edges)

    starts = range(0, len(pair.zh), ROWS)
    if len(starts) == 1:
        fill(0)
    else:
        with one_blas_thread(), ThreadPoolExecutor(THREADS) as pool:
            list(pool.map(fill, starts))
    return out


def first_scores(pair: Pair, weights: Weights) -> NDArray[np.float64]:
    """Return the scores of the first model for all edges of the band."""

    def features(edges: Lattice, first: int, last: int) -> Features:
        return first_features(pair, edges, first, last)

    return _by_rows(pair, pair.lattice, weights.first, features)


def prune(pair: Pair, weights: Weights, gold: NDArray[np.bool_] | None = None) -> tuple[Lattice, NDArray[np.float64]]:
    """Return the lattice of the beads still likely, with tempered posteriors. ``gold``: edges to keep in training."""
    scores, run = first_scores(pair, weights), weights.first.run
    posterior = pair.lattice.posteriors(TEMPER * scores, TEMPER * run)[1]
    keep = posterior > KEEP
    keep[pair.lattice.best(scores, run)] = True
    if gold is not None:
        keep |= gold
    return pair.lattice.keep(keep), posterior[keep]


@dataclass(frozen=True, slots=True)
class Extra:
    """The texts encoded by the second pass: clauses and likely concatenations of both sides."""

    zh_clauses: NDArray[np.float32]
    en_clauses: NDArray[np.float32]
    zh_spans: SpanVectors
    en_spans: SpanVectors


def encode_extra(pair: Pair, lattice: Lattice, likely: NDArray[np.bool_], embedder: Embedder) -> Extra:
    """Encode clauses and concatenations of both languages in one call, so that batches are full."""
    zi, ei = lattice.zi[likely], lattice.ei[likely]
    zh_row, zh_texts = _joined(pair.zh, zi, lattice.nz[likely])
    en_row, en_texts = _joined(pair.en, ei, lattice.ne[likely])
    parts = [pair.zh.clauses, pair.en.clauses, zh_texts, en_texts]
    vectors = vectors_of([t for part in parts for t in part], embedder)
    ends = np.cumsum([len(part) for part in parts])
    split = np.split(vectors, ends[:-1])
    zh_clauses, zh_joined = (centred(split[k], pair.zh.mean) for k in (0, 2))
    en_clauses, en_joined = (centred(split[k], pair.en.mean) for k in (1, 3))
    return Extra(zh_clauses, en_clauses, SpanVectors(zh_row, zh_joined), SpanVectors(en_row, en_joined))


def _joined(side: Side, ends: Ints, sizes: Ints) -> tuple[NDArray[np.int64], list[str]]:
    """Return the row of each span (size - 1, last sentence) in the list of joined texts."""
    row = np.full((MAX_SIDE, len(side)), -1, np.int64)
    texts: list[str] = []
    for end, size in sorted(set(zip(ends.tolist(), sizes.tolist(), strict=True))):
        if size > 1:
            row[size - 1, end - 1] = len(texts)
            texts.append(side.joined(end - size, end))
    return row, texts


def second_features(pair: Pair, extra: Extra, lattice: Lattice, first: int, last: int) -> Features:
    """Return the features SECOND of the beads that end in some rows."""
    zh, en, part = pair.zh, pair.en, stretch(pair.cells, first, last)
    sums = sum_tables(pair.dots, zh, en, part)
    joined = concat_tables(sums, zh, en, extra.zh_spans, extra.en_spans, part, pair.scale)
    clause = clause_tables(zh, en, extra.zh_clauses, extra.en_clauses, part)
    if pair.scale != 1.0:
        clause *= np.float32(pair.scale)
    plain = plain_features(lattice, zh, en, pair.path.ratio, pair.null_similarity)
    split = len(LENGTH) + len(NULL)
    tables = [table_features(lattice, t, part) for t in (sums, joined, clause)]
    freedom = min(max((CLOSE - pair.typical * pair.scale) / (CLOSE - TYPICAL), 0.0), MOST_FREE) * pair.scale
    boundary = boundary_features(lattice, zh, en, extra.zh_clauses, extra.en_clauses, freedom)
    return np.concatenate([plain[:, :split], tables[0], plain[:, split:], tables[1], tables[2], boundary], 1)


def second_scores(pair: Pair, extra: Extra, lattice: Lattice, weights: Weights) -> NDArray[np.float64]:
    """Return the scores of the final model."""

    def features(edges: Lattice, first: int, last: int) -> Features:
        return second_features(pair, extra, edges, first, last)

    return _by_rows(pair, lattice, weights.second, features)
