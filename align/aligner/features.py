"""The features of beads: one row of numbers per edge of the lattice.

The names below are the keys of the weights file. Lengths follow Gale & Church (1993): the difference of the two
lengths over its expected deviation, with the ratio of the document in place of a constant. The similarity features
give not only the similarity of the two sides, but also the gain from one sentence more or less on either side, the
similarity of the weakest sentence, and that of the neighbours (a margin, as in Thompson & Koehn 2019). The features
matter more than the loss function.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.aligner.cells import TABLE_OF, Stretch, Table
from align.aligner.kernels import kernel
from align.aligner.lattice import Lattice
from align.aligner.side import Side, Vectors

LENGTH = ("overlap", "deviation", "ratio", "ratio squared", "signed z", "z squared", "null length")
NULL = ("null similarity", "null similarity squared")
QUOTE = (
    "quotation on one side",
    "quotation on both",
    "quotation on zh only",
    "mark starts one side",
    "mark starts both",
    "question on both",
    "question on one",
)
TABLE = (
    "similarity x size",
    "neighbours x size",
    "similarity",
    "one more en",
    "one more zh",
    "one less en",
    "one less zh",
    "weakest",
    "best neighbour",
)
FIRST = (*LENGTH, *NULL, *(f"sum: {name}" for name in TABLE))
BOUNDARY = (
    "first clauses",
    "last clauses",
    "weaker of these",
    "end: en goes on",
    "end: zh goes on",
    "start: zh began before",
    "start: en began before",
)
SECOND = (
    *FIRST,
    *QUOTE,
    *(f"{kind}: {name}" for kind in ("joined", "clause") for name in TABLE),
    *(f"boundary: {name}" for name in BOUNDARY),
)
OUTSIDE = 0.1  # the similarity of a clause beyond the end of a document: that of two clauses with nothing in common

Features = NDArray[np.float32]


class Sentences(NamedTuple):
    """One side for the plain features: running sum of lengths, null similarity, and the quotation states of a side."""

    total: NDArray[np.float64]
    null: Table
    inside: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    asks: NDArray[np.bool_]


class Clauses(NamedTuple):
    """The clauses of one side: where those of each sentence start, and their vectors."""

    ptr: NDArray[np.int64]
    vectors: Vectors


def plain_features(
    lattice: Lattice, zh: Side, en: Side, ratio: float, null_similarity: tuple[Table, Table]
) -> Features:
    """Return features of lengths, nulls and quotation marks, in the order LENGTH, NULL, QUOTE.

    ``ratio``: the factor for English lengths. ``null_similarity``: for each sentence of zh and of en, the similarity of
    its best match in the band, as deviation from that of translated sentences in standard deviations of the document.
    """
    zh_all = Sentences(zh.total, null_similarity[0], zh.inside, zh.starts, zh.asks)
    en_all = Sentences(en.total * ratio, null_similarity[1], en.inside, en.starts, en.asks)
    out: Features = _plain(lattice.edges, zh_all, en_all)
    return out


def table_features(lattice: Lattice, tables: Table, part: Stretch) -> Features:
    """Return the features TABLE of one kind of table over a stretch."""
    out: Features = _table(lattice.edges, tables, part, TABLE_OF)
    return out


def boundary_features(
    lattice: Lattice, zh: Side, en: Side, zh_clauses: Vectors, en_clauses: Vectors, freedom: float
) -> Features:
    """Return the features BOUNDARY: the similarities of the clauses before and after the start and the end of a bead.

    If the last Chinese clause of a bead is more similar to the first English clause after it than to the last one in
    it, the bead ends too early. Such evidence tells a 2-3 bead, in which nothing corresponds sentence by sentence,
    from two smaller beads. In close translations sentence vectors decide better and the order of clauses within a
    sentence misleads, so it is scaled by ``freedom``: the dissimilarity of the document's 1-1 beads.
    """
    zh_all, en_all = Clauses(zh.clause_ptr, zh_clauses), Clauses(en.clause_ptr, en_clauses)
    out: Features = _boundary(lattice.edges, zh_all, en_all, np.float32(freedom), np.float32(OUTSIDE))
    return out


@kernel
def _boundary(edges, zh, en, freedom, outside):  # type: ignore[no-untyped-def]
    (zi, ei, ty, nz, ne), (zptr, zv), (eptr, ev) = edges, zh, en
    out = np.zeros((len(zi), 7), np.float32)
    for e in range(len(zi)):
        a, b = nz[ty[e]], ne[ty[e]]
        if a == 0 or b == 0:
            continue
        z0, z1, e0, e1 = zptr[zi[e] - a], zptr[zi[e]], eptr[ei[e] - b], eptr[ei[e]]
        first, last = _dot(zv, ev, z0, e0, outside), _dot(zv, ev, z1 - 1, e1 - 1, outside)
        out[e, 0], out[e, 1], out[e, 2] = first, last, min(first, last)
        out[e, 3] = _dot(zv, ev, z1 - 1, e1, outside) - last
        out[e, 4] = _dot(zv, ev, z1, e1 - 1, outside) - last
        out[e, 5] = _dot(zv, ev, z0 - 1, e0, outside) - first
        out[e, 6] = _dot(zv, ev, z0, e0 - 1, outside) - first
        out[e] *= freedom
    return out


@kernel
def _dot(x, y, i, j, outside):  # type: ignore[no-untyped-def]
    if i < 0 or j < 0 or i >= len(x) or j >= len(y):
        return outside
    total = np.float32(0.0)
    for k in range(x.shape[1]):
        total += x[i, k] * y[j, k]
    return total


@kernel
def _plain(edges, zh, en):  # type: ignore[no-untyped-def]
    zi, ei, ty, nz, ne = edges
    out = np.zeros((len(zi), 16), np.float32)
    for e in range(len(zi)):
        a, b, i, j = nz[ty[e]], ne[ty[e]], zi[e], ei[e]
        x, y = zh.total[i] - zh.total[i - a], en.total[j] - en.total[j - b]
        if a == 0 or b == 0:
            out[e, 6] = np.log1p(x + y)
            s = en.null[j - 1] if a == 0 else zh.null[i - 1]
            out[e, 7], out[e, 8] = s, s * abs(s)
            continue
        size = a + b
        z = (x - y) / np.sqrt(3 * (x + y))
        log = np.log(x / y)
        out[e, 0] = (np.log2(1 + min(x, y) / max(x, y)) - 1) * size
        out[e, 1] = min(abs(z), 4.0) * size
        out[e, 2], out[e, 3] = abs(log), min(log * log, 4.0)
        out[e, 4], out[e, 5] = min(max(z, -3.0), 3.0), min(z * z, 12.0)
        zs, es = zh.inside[i], en.inside[j]
        out[e, 9], out[e, 10], out[e, 11] = zs != es, zs and es, zs and not es
        zs, es = zh.starts[i - a], en.starts[j - b]
        out[e, 12], out[e, 13] = zs != es, zs and es
        zs, es = np.any(zh.asks[i - a : i]), np.any(en.asks[j - b : j])
        out[e, 14], out[e, 15] = zs and es, zs != es
    return out


@kernel
def _cell(tables, t, lo, hi, off, i, j):  # type: ignore[no-untyped-def]
    if t < 0 or i < 0 or i >= len(lo) or j < lo[i] or j >= hi[i]:
        return np.float32(np.nan)
    return tables[t, off[i] + j - lo[i]]


@kernel
def _gain(x, y, s):  # type: ignore[no-untyped-def]
    """Return the gain of the better of two places over ``s``, within +-.3; -.2 if neither exists."""
    if np.isnan(x) or y > x:
        x = y
    if np.isnan(x):
        return np.float32(-0.2)
    return min(max(x - s, np.float32(-0.3)), np.float32(0.3))


@kernel
def _table(edges, tables, part, table_of):  # type: ignore[no-untyped-def]
    zi, ei, ty, nz, ne = edges
    lo, hi, off = part.cells
    off = off - off[part.first]
    out = np.zeros((len(zi), 9), np.float32)
    nan = np.float32(np.nan)
    for e in range(len(zi)):
        a, b = np.int64(nz[ty[e]]), np.int64(ne[ty[e]])
        i, j = np.int64(zi[e]) - 1, np.int64(ei[e]) - 1
        if a == 0 or b == 0:
            continue
        s = _cell(tables, table_of[a, b], lo, hi, off, i, j)
        total, count, top = np.float32(0.0), 0, np.float32(-1.0)
        for d in range(4):
            if d == 0:
                x = _cell(tables, table_of[a, 1], lo, hi, off, i, j - b)
            elif d == 1:
                x = _cell(tables, table_of[a, 1], lo, hi, off, i, j + 1)
            elif d == 2:
                x = _cell(tables, table_of[1, b], lo, hi, off, i - a, j)
            else:
                x = _cell(tables, table_of[1, b], lo, hi, off, i + 1, j)
            if not np.isnan(x):
                total += x
                count += 1
                top = max(top, x)
        out[e, 0] = s * (a + b)
        out[e, 1] = total / max(count, 1) * (a + b)
        out[e, 2] = s
        t = table_of[a, b + 1]
        x = _cell(tables, t, lo, hi, off, i, j) if j >= b else nan
        out[e, 3] = _gain(x, _cell(tables, t, lo, hi, off, i, j + 1), s)
        t = table_of[a + 1, b]
        x = _cell(tables, t, lo, hi, off, i, j) if i >= a else nan
        out[e, 4] = _gain(x, _cell(tables, t, lo, hi, off, i + 1, j), s)
        if b > 1:
            t = table_of[a, b - 1]
            x = _cell(tables, t, lo, hi, off, i, j)
            out[e, 5] = _gain(x, _cell(tables, t, lo, hi, off, i, j - 1), s)
        if a > 1:
            t = table_of[a - 1, b]
            x = _cell(tables, t, lo, hi, off, i, j)
            out[e, 6] = _gain(x, _cell(tables, t, lo, hi, off, i - 1, j), s)
        low = s if a == 1 and b == 1 else np.float32(1.0)
        if b > 1:
            for k in range(b):
                low = min(low, _cell(tables, table_of[a, 1], lo, hi, off, i, j - k))
        if a > 1:
            for k in range(a):
                low = min(low, _cell(tables, table_of[1, b], lo, hi, off, i - k, j))
        out[e, 7] = low
        out[e, 8] = top if count else np.float32(0.0)
    return out
