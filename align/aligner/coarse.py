"""The first pass: finds the path closely enough for a band of a few sentences around it.

Short documents are searched whole. For long ones a full search costs n x m, and the usual way out, aligning averaged
blocks and refining (Thompson & Koehn 2019), is led astray by a chapter that only one side has: averages of misplaced
blocks match nothing. Instead a fixed number of *probes* (the sum of three consecutive sentences, evenly spaced over the
Chinese) are compared with every place of the English. A probe weighs as much as its best place stands out from its
other ones, so a refrain that occurs five times weighs little, and the heaviest chain of places in order is kept.
Of equal places those nearer the diagonal are tried first, since a text may repeat itself.
Passages missing on one side, or moved, simply have no place in the chain. The corridor between the chained probes is
as wide as they are far apart, which grows with the document; so probes every few sentences are then compared with what
the corridor allows, and chained into a corridor of the same width for any length. In that one the search is dense.
The cost is probes x m, and the memory the corridor: both linear.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.aligner.cells import Cells, Longs, dots
from align.aligner.kernels import kernel
from align.aligner.lattice import Ints
from align.aligner.side import Side, Vectors
from align.embedders.threads import one_blas_thread

# All set by hand and checked with ``scripts/bench_alignment`` (gold, damaged copies, up to 100,000 sentences); none is
# fitted, as the first path need only come within BAND of the true one.
BAND = 10  # sentences on either side of the first path
WHOLE = 2_000_000  # cells (1,400 sentences a side) up to which everything is searched: about 40 MB, under a second
PROBES = 1000  # over the whole document in the first round: probes x m is the cost of the search
EVERY = 5  # sentences between the probes of the second round, so that its corridor is as wide for any length
PLACES = 4  # places kept of each probe: a formula occurs more often than that and says nothing
SLACK = 20  # sentences that the corridor reaches beyond an anchor
REACH = 1  # ... which is the next but one on either side, so that one wrong anchor does not close the corridor
RATIO = 0.75  # Chinese length over English length (side.length) of usual prose, before the document's own is known
FEW = 100.0  # units of length that this ratio counts for: about five sentences
DRIFT = 0.05  # what a place at the far end of the diagonal loses of its similarity: decides between equals only
FAINT = 0.1  # the part of its similarity that a place keeps where another is as good
CAP = 4_000_000  # cells between two anchors above which the gap is probed again
_BEADS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1))
_SKIPS = ((1, 0), (0, 1), (8, 0), (0, 8), (32, 0), (0, 32))  # long ones are cheaper than as many single nulls
_MOVES = np.array([*_BEADS, *_SKIPS], np.int64)


class Nodes(NamedTuple):
    """The English boundaries ``lo[i] <= j <= hi[i]`` that a path may pass at each Chinese boundary."""

    lo: Longs
    hi: Longs


class Lengths(NamedTuple):
    """One side: the norms of the sums of up to MAX_SIDE sentences, and the running sum of lengths."""

    norms: NDArray[np.float32]
    total: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Path:
    """The first path: beads as boundaries [k, 4] (zh start, zh end, en start, en end), and the band of nodes around it.

    ``lo``, ``hi`` [n + 1]: the English boundaries that the lattice allows at each Chinese boundary. ``ratio``: the
    factor that makes an English length comparable with a Chinese one. It comes from the more similar half of the beads:
    the ratio of the totals, as in Gale & Church, is off by half if one side lacks a third.
    """

    steps: Ints
    lo: Ints
    hi: Ints
    ratio: float


def first_path(zh: Side, en: Side) -> Path:
    """Return the first path of two non-empty sides and the band around it."""
    n, m = len(zh), len(en)
    zv, ev = zh.vectors * zh.weights[:, None], en.vectors * en.weights[:, None]
    if n * m <= WHOLE:
        lo, hi = np.zeros(n + 1, np.int64), np.full(n + 1, m, np.int64)
    else:
        lo, hi = _corridor(zh, en)
    cells = _corridor_cells(lo, hi, m)
    with one_blas_thread():
        products = dots(zv, ev, cells)
    zh_all, en_all = Lengths(zh.norms, zh.total), Lengths(en.norms, en.total * RATIO)
    steps, similar = _path(products, cells, Nodes(lo, hi), zh_all, en_all, _MOVES)
    return Path(steps, *_band(steps, n, m), _ratio(steps, similar, zh, en))


def _ratio(steps: Ints, similar: NDArray[np.float64], zh: Side, en: Side) -> float:
    """Return the ratio of lengths, with a prior that weighs as much as a few sentences."""
    full = (steps[:, 0] < steps[:, 1]) & (steps[:, 2] < steps[:, 3])
    sure = steps[full & (similar >= np.median(similar[full]))] if full.any() else steps[:0]
    zh_length = (zh.total[sure[:, 1]] - zh.total[sure[:, 0]]).sum() + RATIO * FEW
    en_length = (en.total[sure[:, 3]] - en.total[sure[:, 2]]).sum() + FEW
    return float(zh_length / en_length)


def _band(steps: Ints, n: int, m: int) -> tuple[Ints, Ints]:
    lo, hi = np.full(n + 1, m, np.int32), np.zeros(n + 1, np.int32)
    for i0, i1, j0, j1 in steps.tolist():
        lo[i0 : i1 + 1] = np.minimum(lo[i0 : i1 + 1], j0)
        hi[i0 : i1 + 1] = np.maximum(hi[i0 : i1 + 1], j1)
    return np.maximum(lo - BAND, 0).astype(np.int32), np.minimum(hi + BAND, m).astype(np.int32)


def _corridor_cells(lo: Longs, hi: Longs, m: int) -> Cells:
    low, high = np.maximum(lo[:-1] - 4, 0), np.minimum(np.maximum(hi[1:], hi[:-1]) + 1, m)
    return Cells(low, high, np.concatenate([[0], np.cumsum(high - low)]))


def _corridor(zh: Side, en: Side) -> tuple[Longs, Longs]:
    """Return node ranges per Chinese boundary, from sparse anchors, then from the denser ones in their corridor."""
    n, m = len(zh), len(en)
    lo, hi = _around([(0, 0), *_anchors(zh, en, 0, n, 0, m, 0), (n, m)])
    with one_blas_thread():
        near_lo, near_hi = _around([(0, 0), *_near_chain(zh, en, lo, hi), (n, m)])
    return np.maximum(lo, near_lo), np.minimum(hi, near_hi)


def _around(anchors: list[tuple[int, int]]) -> tuple[Longs, Longs]:
    """Return node ranges that lead from anchor to anchor, with a margin. The first and last anchors are the corners."""
    points = np.array(anchors, np.int64)
    n, m = anchors[-1]
    lo, hi = np.zeros(n + 1, np.int64), np.full(n + 1, m, np.int64)
    for k in range(len(points) - 1):
        i0, i1 = points[k, 0], points[k + 1, 0]
        before, after = points[max(k - REACH, 0)], points[min(k + 1 + REACH, len(points) - 1)]
        lo[i0 : i1 + 1] = max(before[1] - SLACK, 0)
        hi[i0 : i1 + 1] = min(after[1] + SLACK, m)
    lo[0], hi[n] = 0, m
    return np.minimum.accumulate(lo[::-1])[::-1], np.maximum.accumulate(hi)


def _near_chain(zh: Side, en: Side, lo: Longs, hi: Longs) -> list[tuple[int, int]]:
    """Return the heaviest chain of probes, one every few sentences, within a corridor."""
    rows = np.arange(EVERY, len(zh), EVERY)
    places, weights = [], []
    windows, probes = _windows(en, 0, len(en)), _windows(zh, 0, len(zh))
    for k in range(0, len(rows), 32):
        part = rows[k : k + 32]
        first, last = int(lo[part[0]]), int(hi[part[-1]])
        sim = probes[part] @ windows[first:last].T
        column = np.arange(first, last)
        sim[(column < lo[part, None]) | (column >= hi[part, None])] = -1.0
        place, weight = _places(sim, PLACES, FAINT)
        places.append(np.where(place < 0, place, place + first))
        weights.append(weight)
    chain = _heaviest(np.concatenate(places), np.concatenate(weights), len(en))
    return [(int(rows[p]), int(j)) for p, j in chain if j > 0]


def _anchors(zh: Side, en: Side, i0: int, i1: int, j0: int, j1: int, depth: int) -> list[tuple[int, int]]:
    """Return anchors (boundaries) inside a rectangle; a gap that is still large is probed again, more densely."""
    if (i1 - i0) * (j1 - j0) <= CAP or i1 - i0 < 8 or j1 - j0 < 8 or depth > 3:
        if depth and (i1 - i0) * (j1 - j0) > CAP:
            steps = max(2, (i1 - i0) * (j1 - j0) // CAP)
            return [(i0 + (i1 - i0) * k // steps, j0 + (j1 - j0) * k // steps) for k in range(1, int(steps))]
        return [] if depth else _chain(zh, en, i0, i1, j0, j1)
    found = _chain(zh, en, i0, i1, j0, j1)
    points = [(i0, j0), *found, (i1, j1)]
    out: list[tuple[int, int]] = []
    for (a, c), (b, d) in pairwise(points):
        out += _anchors(zh, en, a, b, c, d, depth + 1)
        out.append((b, d))
    return out[:-1]


def _windows(side: Side, first: int, last: int) -> Vectors:
    """Return unit sums of three sentences around each sentence of a range, centred on the range's mean."""
    weighted = side.vectors[first:last] * side.weights[first:last, None]
    total = weighted.copy()
    total[1:] += weighted[:-1]
    total[:-1] += weighted[1:]
    total -= total.mean(0)
    norm = np.linalg.norm(total, axis=1, keepdims=True)
    out: Vectors = total / np.maximum(norm, 1e-9)
    return out


def _chain(zh: Side, en: Side, i0: int, i1: int, j0: int, j1: int) -> list[tuple[int, int]]:
    """Return the heaviest chain of probes with their places, strictly increasing on both sides."""
    rows = np.unique(np.linspace(i0, i1 - 1, min(PROBES, i1 - i0)).astype(np.int64))
    places, weights = [], []
    windows = _windows(en, j0, j1)
    probes = _windows(zh, i0, i1)[rows - i0]
    starts, ends = (rows - i0) / np.float32(i1 - i0), np.arange(j1 - j0, dtype=np.float32) / np.float32(j1 - j0)
    for k in range(0, len(rows), 128):
        sim = probes[k : k + 128] @ windows.T
        sim -= np.float32(DRIFT) * np.abs(ends - starts[k : k + 128, None])
        place, weight = _places(sim, PLACES, FAINT)
        places.append(place)
        weights.append(weight)
    chain = _heaviest(np.concatenate(places), np.concatenate(weights), j1 - j0)
    return [(int(rows[p]), int(j0 + j)) for p, j in chain if rows[p] > i0 and j0 + j > j0]


@kernel
def _places(sim, count, faint):  # type: ignore[no-untyped-def]
    """Return the best places of each probe, at least three sentences apart, and how much they stand out."""
    k, m = sim.shape
    place, weight = np.full((k, count), -1, np.int64), np.zeros((k, count))
    for q in range(k):
        row = sim[q].copy()
        floor = np.float32(0.0)
        for c in range(count + 1):
            at = np.argmax(row)
            if row[at] <= -1.0:
                break
            if c == count:
                floor = row[at]
            else:
                place[q, c], weight[q, c] = at, row[at]
            for j in range(at - 3, at + 4):
                if 0 <= j < m:
                    row[j] = -1.0
        for c in range(count):
            weight[q, c] = max(0.0, weight[q, c] - floor) + faint * max(0.0, weight[q, c])
    return place, weight


@kernel
def _heaviest(place, weight, m):  # type: ignore[no-untyped-def]
    """Return the heaviest increasing subsequence, at most one place per probe, by a Fenwick tree of prefix maxima."""
    k, count = place.shape
    tree, last = np.zeros(m + 2), np.full(m + 2, -1, np.int64)
    total, before = np.zeros(k * count), np.full(k * count, -1, np.int64)
    for q in range(k):
        for c in range(count):
            node = q * count + c
            if place[q, c] >= 0 and weight[q, c] > 0:
                top, back, x = 0.0, -1, place[q, c]
                while x > 0:
                    if tree[x] > top:
                        top, back = tree[x], last[x]
                    x -= x & -x
                total[node], before[node] = top + weight[q, c], back
        for c in range(count):
            node = q * count + c
            if total[node] > 0:
                x = place[q, c] + 1
                while x <= m:
                    if total[node] > tree[x]:
                        tree[x], last[x] = total[node], node
                    x += x & -x
    node = np.argmax(total)
    out = np.empty((k, 2), np.int64)
    size = 0
    while node >= 0 and total[node] > 0:
        out[size, 0], out[size, 1] = node // count, place[node // count, node % count]
        size += 1
        node = before[node]
    return out[:size][::-1].copy()


@kernel
def _path(g, cells, nodes, zh, en, moves):  # type: ignore[no-untyped-def]
    """Return the best path by dynamic programming. Its weights are rough: it need only come within the band.

    Long skips are separate moves: at the cost of single nulls a missing chapter would be spread over its neighbours.
    """
    (clo, chi, off), (lo, hi) = cells, nodes
    n = len(lo) - 1
    noff = np.zeros(n + 2, np.int64)
    for i in range(n + 1):
        noff[i + 1] = noff[i] + hi[i] - lo[i] + 1
    best, back = np.full(noff[n + 1], -1e18), np.full(noff[n + 1], -1, np.int8)
    kept = np.zeros(noff[n + 1], np.float32)
    best[0] = 0.0
    for i in range(n + 1):
        for j in range(lo[i], hi[i] + 1):
            node = noff[i] + j - lo[i]
            for t in range(len(moves)):
                a, b = moves[t, 0], moves[t, 1]
                p, q = i - a, j - b
                if p < 0 or q < lo[p] or q > hi[p]:
                    continue
                old = best[noff[p] + q - lo[p]]
                if old < -1e17:
                    continue
                sim = 0.0
                if a == 0 or b == 0:
                    score = -0.4 - 0.1 * (max(a, b) ** 0.5)
                else:
                    total = 0.0
                    for r in range(p, i):
                        for c in range(q, j):
                            if clo[r] <= c < chi[r]:
                                total += g[off[r] + c - clo[r]]
                    sim = total / (zh.norms[a - 1, i - 1] * en.norms[b - 1, j - 1])
                    around, count = 0.0, 0
                    for d in range(4):
                        r = i - 1 if d < 2 else (p - 1 if d == 2 else i)
                        c = j - 1 if d > 1 else (q - 1 if d == 0 else j)
                        if 0 <= r < n and clo[r] <= c < chi[r]:
                            around += g[off[r] + c - clo[r]] / (zh.norms[0, r] * en.norms[0, c])
                            count += 1
                    x, y = zh.total[i] - zh.total[p], en.total[j] - en.total[q]
                    size = a + b
                    score = 0.8 * sim - 0.2 * around / max(count, 1) - 0.3
                    score += 0.2 * (np.log2(1 + min(x, y) / max(x, y)) - 1)
                    score -= 0.02 * min(abs(x - y) / np.sqrt(3 * (x + y)), 4.0)
                    score = score * size + (0.4 if size == 2 else 0.25 if size == 3 else -0.1)
                if old + score > best[node]:
                    best[node], back[node], kept[node] = old + score, t, sim
    steps, similar = np.empty((n + hi[n] + 1, 4), np.int32), np.empty(n + hi[n] + 1)
    i, j, size = n, hi[n], 0
    while i > 0 or j > 0:
        t = back[noff[i] + j - lo[i]]
        p, q = i - moves[t, 0], j - moves[t, 1]
        steps[size, 0], steps[size, 1], steps[size, 2], steps[size, 3] = p, i, q, j
        similar[size] = kept[noff[i] + j - lo[i]]
        size += 1
        i, j = p, q
    return steps[:size][::-1].copy(), similar[:size][::-1].copy()
