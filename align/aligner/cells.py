"""Similarity tables over a band: for each kind of evidence and each bead size, one number per cell.

Cell (i, j) of the table of an a-b bead compares the a Chinese sentences that end at sentence i with the b English
sentences that end at j. Only cells that a bead of the lattice, its extensions and its neighbours can touch exist, and
they are computed for a stretch of rows at a time, so a table of a long document is never whole in memory.

Three kinds of evidence:

- *sums*: a span is the sum of its sentence vectors, weighted by the root of the sentence's length. All cosines follow
  from the dot products of single sentences, so no span is encoded (Vecalign, Thompson & Koehn 2019, and Bertalign,
  Liu & Zhu 2022, encode every overlap of up to ten sentences).
- *concatenations*: the same, but for the spans that are still likely the joined text is encoded.
- *clauses*: the mean, over the clauses of both sides, of each clause's best match on the other side.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.aligner.kernels import kernel
from align.aligner.lattice import MAX_SIDE, MAX_SUM, Ints
from align.aligner.side import Side, Vectors

TABLE_SIZES = tuple((a, b) for a in range(1, 6) for b in range(1, 6) if a + b <= MAX_SUM + 1)
TABLE_OF = np.full((MAX_SIDE + 2, MAX_SIDE + 2), -1, np.int64)
for _t, (_a, _b) in enumerate(TABLE_SIZES):
    TABLE_OF[_a, _b] = _t
ABOVE, BELOW = MAX_SIDE + 1, 1  # rows that the features of a bead touch before its first and after its last
BLOCK = 48  # rows multiplied at once: enough for BLAS to be fast, few enough that their union is still a band

Table = NDArray[np.float32]
Longs = NDArray[np.int64]


class Cells(NamedTuple):
    """The cells of a band: row r has the columns ``lo[r] <= j < hi[r]``, stored from ``off[r]`` on."""

    lo: Longs
    hi: Longs
    off: Longs


class Stretch(NamedTuple):
    """The rows ``first <= r < last`` of the cells: what one table holds."""

    cells: Cells
    first: int
    last: int


class Clauses(NamedTuple):
    """The clauses of one side: where those of each sentence start, their weights, the running sum by sentence."""

    ptr: Longs
    weight: Table
    total: NDArray[np.float64]


class Spans(NamedTuple):
    """Vectors of the spans of one side: ``summed`` [MAX_SIDE, rows, dimension] from row ``start`` on, or encoded.

    ``row`` [MAX_SIDE, n] is the row of a span in ``encoded``, -1 where its sum stands for it.
    """

    summed: Vectors
    start: int
    row: Longs
    encoded: Vectors


def cells_of(lo: Ints, hi: Ints, n_en: int) -> Cells:
    """Return the cells that the features of the beads of a band need."""
    rows = np.arange(len(lo) - 1)
    low = np.maximum(lo[np.maximum(rows - ABOVE, 0)].astype(np.int64) - 2, 0)
    high = np.minimum(hi[np.minimum(rows + ABOVE + 1, len(lo) - 1)].astype(np.int64) + 2, n_en)
    return Cells(low, high, np.concatenate([[0], np.cumsum(high - low)]))


def dots(zh: Vectors, en: Vectors, cells: Cells, first: int = 0, last: int | None = None) -> Table:
    """Return the dot products of the cells of some rows, flat."""
    last = len(cells.lo) if last is None else last
    out = np.empty(int(cells.off[last] - cells.off[first]), np.float32)
    for r in range(first, last, BLOCK):
        end = min(r + BLOCK, last)
        left, right = int(cells.lo[r:end].min()), int(cells.hi[r:end].max())
        block = zh[r:end] @ en[left:right].T
        for k in range(r, end):
            at = cells.off[k] - cells.off[first]
            lo, hi = cells.lo[k], cells.hi[k]
            out[at : at + hi - lo] = block[k - r, lo - left : hi - left]
    return out


def stretch(cells: Cells, first: int, last: int) -> Stretch:
    """Return the rows whose cells are needed for beads that end in rows ``first <= r < last``."""
    return Stretch(cells, max(first - ABOVE, 0), min(last + BELOW, len(cells.lo)))


def sum_tables(weighted: Table, zh: Side, en: Side, part: Stretch) -> Table:
    """Return [TABLE_SIZES, cells of the stretch] from the weighted dot products of all rows; NaN for unknown."""
    off = part.cells.off
    tables: Table = _sum_tables(weighted[off[part.first] : off[part.last]], zh.norms, en.norms, part, TABLE_OF)
    return tables


@kernel
def _sum_tables(g, zn, en, part, table_of):  # type: ignore[no-untyped-def]
    (lo, hi, off), first, last = part
    size, base = zn.shape[0], off[first]
    out = np.full((table_of.max() + 1, len(g)), np.float32(np.nan), np.float32)
    for i in range(first, last):
        for j in range(lo[i], hi[i]):
            at = off[i] - base + j - lo[i]
            column = np.zeros(size + 1, np.float32)
            for a in range(1, size + 1):
                r = i - a + 1
                if r < first or j < lo[r] or j >= hi[r]:
                    break
                row, where = np.float32(0.0), off[r] - base - lo[r]
                for b in range(1, size + 1):
                    if j - b + 1 < lo[r]:
                        for rest in range(b, size + 1):
                            column[rest] = np.nan
                        break
                    row += g[where + j - b + 1]
                    column[b] += row
                    t = table_of[a, b]
                    if t >= 0:
                        out[t, at] = column[b] / (zn[a - 1, i] * en[b - 1, j])
    return out


def clause_tables(zh: Side, en: Side, zh_clauses: Vectors, en_clauses: Vectors, part: Stretch) -> Table:
    """Return the clause evidence [TABLE_SIZES, cells of the stretch]."""
    cells, first, last = part
    c0, c1 = zh.clause_ptr[first], zh.clause_ptr[last]
    rows = np.repeat(np.arange(first, last), np.diff(zh.clause_ptr[first : last + 1]))
    low, high = en.clause_ptr[cells.lo[rows]], en.clause_ptr[cells.hi[rows]]
    clause_cells = Cells(low, high, np.concatenate([[0], np.cumsum(high - low)]))
    sim = dots(zh_clauses[c0:c1], en_clauses, clause_cells)
    tables: Table = _clause_tables(sim, clause_cells.off, _clauses(zh), _clauses(en), part, TABLE_OF)
    return tables


def _clauses(side: Side) -> Clauses:
    return Clauses(side.clause_ptr, side.clause_weight, side.clause_total)


@kernel
def _clause_tables(sim, soff, zh, en, part, table_of):  # type: ignore[no-untyped-def]
    (lo, hi, off), first, last = part
    zptr, zw, zmass = zh
    eptr, ew, emass = en
    size, base = 5, off[first]
    cells = off[last] - base
    # best match of each side's clauses: zbest[b] in the b en sentences ending at j, ebest[a] in the a zh ending at i
    zsum = np.full((size + 1, cells), np.float32(np.nan), np.float32)
    for i in range(first, last):
        for j in range(lo[i], hi[i]):
            at = off[i] - base + j - lo[i]
            for b in range(1, size + 1):
                zsum[b, at] = 0.0
            for c in range(zptr[i], zptr[i + 1]):
                best, row = np.float32(-1.0), soff[c - zptr[first]]
                for b in range(1, size + 1):
                    k = j - b + 1
                    if k < lo[i]:
                        for rest in range(b, size + 1):
                            zsum[rest, at] = np.nan
                        break
                    for d in range(eptr[k], eptr[k + 1]):
                        best = max(best, sim[row + d - eptr[lo[i]]])
                    zsum[b, at] += zw[c] * best
    esum = np.full((size + 1, cells), np.float32(np.nan), np.float32)
    for i in range(first, last):
        for j in range(lo[i], hi[i]):
            at = off[i] - base + j - lo[i]
            count = eptr[j + 1] - eptr[j]
            best_of = np.full(count, np.float32(-1.0), np.float32)
            for a in range(1, size + 1):
                r = i - a + 1
                if r < first or j < lo[r] or j >= hi[r]:
                    break
                total = np.float32(0.0)
                for d in range(count):
                    for c in range(zptr[r], zptr[r + 1]):
                        x = sim[soff[c - zptr[first]] + eptr[j] + d - eptr[lo[r]]]
                        if x > best_of[d]:
                            best_of[d] = x
                    total += ew[eptr[j] + d] * best_of[d]
                esum[a, at] = total
    out = np.full((table_of.max() + 1, cells), np.float32(np.nan), np.float32)
    for i in range(first, last):
        for j in range(lo[i], hi[i]):
            at = off[i] - base + j - lo[i]
            for a in range(1, size + 1):
                for b in range(1, size + 1):
                    t = table_of[a, b]
                    r, k = i - a + 1, j - b + 1
                    if t >= 0 and r >= first and k >= 0 and j >= lo[r] and j < hi[r] and k >= lo[i]:
                        top = np.float32(0.0)
                        for q in range(r, i + 1):
                            top += zsum[b, off[q] - base + j - lo[q]]
                        for q in range(k, j + 1):
                            top += esum[a, at + q - j]
                        mass = zmass[i + 1] - zmass[r] + emass[j + 1] - emass[k] + 1.0
                        out[t, at] = top / mass
    return out


class SpanVectors(NamedTuple):
    """Encoded concatenations of one side: ``row`` [MAX_SIDE, n] is the row in ``vectors``, or -1."""

    row: Longs
    vectors: Vectors


def concat_tables(
    sums: Table, zh: Side, en: Side, zh_spans: SpanVectors, en_spans: SpanVectors, part: Stretch, scale: float = 1.0
) -> Table:
    """Return a copy of the sum tables with the similarities of encoded spans, times ``scale``, where there are any."""
    cells, first, last = part
    left, right = int(cells.lo[first:last].min()), int(cells.hi[first:last].max())
    zh_all = Spans(_summed(zh, first, last), first, *zh_spans)
    en_all = Spans(_summed(en, left, right), left, *en_spans)
    tables: Table = _concat_tables(sums, zh_all, en_all, part, TABLE_OF, np.float32(scale))
    return tables


def _summed(side: Side, first: int, last: int) -> Vectors:
    """Return the unit vectors of the sums of the k + 1 sentences that end in each row [MAX_SIDE, rows, dimension]."""
    start = max(first - MAX_SIDE + 1, 0)
    weighted = side.vectors[start:last] * np.sqrt(side.lengths[start:last, None]).astype(np.float32)
    out = np.zeros((MAX_SIDE, last - first, weighted.shape[1]), np.float32)
    total = weighted.copy()
    for k in range(MAX_SIDE):
        if k:
            total[k:] += weighted[: max(len(weighted) - k, 0)]
        out[k] = total[first - start :] / side.norms[k, first:last, None]
    return out


@kernel
def _concat_tables(sums, zh, en, part, table_of, scale):  # type: ignore[no-untyped-def]
    (lo, hi, off), first, last = part
    out, base = sums.copy(), off[first]
    for i in range(first, last):
        for j in range(lo[i], hi[i]):
            at = off[i] - base + j - lo[i]
            for a in range(1, 6):
                for b in range(1, 6):
                    t = table_of[a, b]
                    if t < 0 or np.isnan(sums[t, at]):
                        continue
                    zr, er = zh.row[a - 1, i], en.row[b - 1, j]
                    if zr < 0 and er < 0:
                        continue
                    x = zh.summed[a - 1, i - zh.start] if zr < 0 else zh.encoded[zr]
                    y = en.summed[b - 1, j - en.start] if er < 0 else en.encoded[er]
                    total = np.float32(0.0)
                    for k in range(len(x)):
                        total += x[k] * y[k]
                    out[t, at] = total * scale
    return out
