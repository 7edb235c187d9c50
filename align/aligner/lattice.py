"""The lattice of all possible beads of a document pair, and inference on it.

A node is a pair of boundaries (zh, en); an edge is a bead that ends there. A path from the first node to the last is
an alignment, so a score per edge makes a linear-chain conditional random field (Lafferty, McCallum & Pereira 2001)
over alignments: Viterbi gives the best one, forward-backward the probability of each bead. Every node has two states,
0 after a bead and 1 after a null, because nulls come in runs: staying in a run, or leaving one, has a weight of its
own.

Gale & Church (1993) search all n x m nodes; here only the nodes near a first path exist (:mod:`align.aligner.coarse`),
so time and memory grow with n + m.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.aligner.kernels import is_cached, kernel

MAX_SIDE = 5  # sentences of one side in a bead: no gold bead that was fitted has more on a side
MAX_SUM = 6  # sentences of both sides in a bead
NEVER = -1e30  # the log weight of what cannot be; finite, as numba compiles with flags that must not meet infinities

BEAD_TYPES = tuple((a, b) for a in range(1, MAX_SIDE + 1) for b in range(1, MAX_SIDE + 1) if a + b <= MAX_SUM)
TYPES = (*BEAD_TYPES, (1, 0), (0, 1))
ZH_SIZE = np.array([a for a, _ in TYPES], np.int32)
EN_SIZE = np.array([b for _, b in TYPES], np.int32)

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


class Edges(NamedTuple):
    """The edges of a lattice as kernels read them: where each ends, its type, and the sentences a type takes."""

    zi: Ints
    ei: Ints
    ty: NDArray[np.int8]
    zh_size: Ints
    en_size: Ints


@dataclass(frozen=True, slots=True)
class Lattice:
    """Edges in the order of their end nodes; edges into node v are ``ptr[v]:ptr[v + 1]``.

    ``zi``, ``ei``: boundaries where an edge ends, ``ty``: its index in ``TYPES``, ``src``: the node it leaves. Node 0
    is the start of both documents and the last node the end of both.
    """

    zi: Ints
    ei: Ints
    ty: NDArray[np.int8]
    src: Ints
    ptr: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of edges."""
        return len(self.ty)

    @property
    def edges(self) -> Edges:
        """The record of the edges for kernels."""
        return Edges(self.zi, self.ei, self.ty, ZH_SIZE, EN_SIZE)

    @property
    def nz(self) -> Ints:
        """Chinese sentences in each edge."""
        return ZH_SIZE[self.ty]

    @property
    def ne(self) -> Ints:
        """English sentences in each edge."""
        return EN_SIZE[self.ty]

    @property
    def null(self) -> NDArray[np.bool_]:
        """Edges with an empty side."""
        return self.ty >= len(BEAD_TYPES)

    def posteriors(self, scores: Floats, run: Floats) -> tuple[float, Floats, Floats]:
        """Return log Z, the probability of each edge, and the expected number of uses of the two weights of ``run``.

        ``run``: log weight of a null after a null, and of a bead after a null. Edges at or below ``NEVER`` do not
        exist. If no path is left, log Z is about ``NEVER``.
        """
        log_z, edges, uses = _forward_backward(scores, self.null, self.src, self.ptr, run)
        return log_z, edges, uses

    def best(self, scores: Floats, run: Floats) -> NDArray[np.int64]:
        """Return the edges of the best path in order; of equal edges, the first wins."""
        path: NDArray[np.int64] = _viterbi(scores, self.null, self.src, self.ptr, run)
        return path

    def linked(self, path: NDArray[np.int64], posterior: Floats) -> Floats:
        """Return, for each bead of a path, the probability that its sides share content; 0 for a null.

        A sentence is in exactly one bead of every alignment, so the probability that it is in one with a sentence of
        the other side is a sum over edges. A bead has the highest of its sentences, a lower bound for beads with
        several sentences on both sides. ``posterior``: of all edges.
        """
        out: Floats = _linked(path, posterior, self.null, self.edges)
        return out

    def keep(self, edges: NDArray[np.bool_]) -> "Lattice":
        """Return the sub-lattice of some edges and their nodes."""
        end = np.repeat(np.arange(len(self.ptr) - 1), np.diff(self.ptr))[edges]
        nodes = np.unique(np.concatenate([[0, len(self.ptr) - 2], end, self.src[edges]]))
        count = np.bincount(np.searchsorted(nodes, end), minlength=len(nodes))
        return Lattice(
            self.zi[edges],
            self.ei[edges],
            self.ty[edges],
            np.searchsorted(nodes, self.src[edges]).astype(np.int32),
            np.concatenate([[0], np.cumsum(count)]),
        )


def band_lattice(lo: Ints, hi: Ints) -> Lattice:
    """Return the lattice of all beads between the nodes ``lo[i] <= j <= hi[i]``; both must not decrease."""
    zi, ei, ty, src, ptr = _band_edges(lo, hi, ZH_SIZE, EN_SIZE)
    return Lattice(zi, ei, ty, src, ptr)


def is_compiled() -> bool:
    """True if an earlier run cached the machine code; else the first pair waits half a minute for it."""
    return is_cached(_linked)  # the kernel that a first run compiles last


@kernel
def _band_edges(lo, hi, nz, ne):  # type: ignore[no-untyped-def]
    n, count = len(lo), 0
    off = np.zeros(n + 1, np.int64)
    for i in range(n):
        off[i + 1] = off[i] + hi[i] - lo[i] + 1
        for j in range(lo[i], hi[i] + 1):
            for t in range(len(nz)):
                a, b = i - nz[t], j - ne[t]
                if a >= 0 and lo[a] <= b <= hi[a]:
                    count += 1
    zi, ei, src = np.empty(count, np.int32), np.empty(count, np.int32), np.empty(count, np.int32)
    ty, ptr, q = np.empty(count, np.int8), np.zeros(off[n] + 1, np.int64), 0
    for i in range(n):
        for j in range(lo[i], hi[i] + 1):
            for t in range(len(nz)):
                a, b = i - nz[t], j - ne[t]
                if a >= 0 and lo[a] <= b <= hi[a]:
                    zi[q], ei[q], ty[q], src[q] = i, j, t, off[a] + b - lo[a]
                    q += 1
            ptr[off[i] + j - lo[i] + 1] = q
    return zi, ei, ty, src, ptr


@kernel
def _forward_backward(s, null, src, ptr, run):  # type: ignore[no-untyped-def]
    n = len(ptr) - 1
    alpha = np.full((n, 2), NEVER)
    alpha[0, 0] = 0.0
    for v in range(1, n):
        top0, top1 = NEVER, NEVER
        for e in range(ptr[v], ptr[v + 1]):
            if s[e] > NEVER:
                u = src[e]
                if null[e]:
                    top1 = max(top1, s[e] + max(alpha[u, 0], alpha[u, 1] + run[0]))
                else:
                    top0 = max(top0, s[e] + max(alpha[u, 0], alpha[u, 1] + run[1]))
        sum0, sum1 = 0.0, 0.0
        for e in range(ptr[v], ptr[v + 1]):
            if s[e] > NEVER:
                u = src[e]
                if null[e]:
                    if top1 > NEVER / 2:
                        sum1 += np.exp(alpha[u, 0] + s[e] - top1) + np.exp(alpha[u, 1] + run[0] + s[e] - top1)
                elif top0 > NEVER / 2:
                    sum0 += np.exp(alpha[u, 0] + s[e] - top0) + np.exp(alpha[u, 1] + run[1] + s[e] - top0)
        if sum0 > 0:
            alpha[v, 0] = top0 + np.log(sum0)
        if sum1 > 0:
            alpha[v, 1] = top1 + np.log(sum1)
    top = max(alpha[n - 1, 0], alpha[n - 1, 1])
    p, uses, mass = np.zeros(len(s)), np.zeros(2), np.zeros((n, 2))
    if top < NEVER / 2:
        return top, p, uses
    log_z = top + np.log(np.exp(alpha[n - 1, 0] - top) + np.exp(alpha[n - 1, 1] - top))
    for state in range(2):
        mass[n - 1, state] = np.exp(alpha[n - 1, state] - log_z)
    for v in range(n - 1, 0, -1):
        for e in range(ptr[v], ptr[v + 1]):
            state = 1 if null[e] else 0
            if s[e] > NEVER and mass[v, state] > 1e-12:
                u = src[e]
                x = mass[v, state] * np.exp(alpha[u, 0] + s[e] - alpha[v, state])
                y = mass[v, state] * np.exp(alpha[u, 1] + run[1 - state] + s[e] - alpha[v, state])
                p[e] = x + y
                mass[u, 0] += x
                mass[u, 1] += y
                uses[1 - state] += y
    return log_z, p, uses


@kernel
def _linked(path, posterior, null, edges):  # type: ignore[no-untyped-def]
    out = np.zeros(len(path))
    zi, ei, ty = edges.zi, edges.ei, edges.ty
    for k in range(len(path)):
        q = path[k]
        if null[q]:
            continue
        z1, e1 = zi[q], ei[q]
        z0, e0 = z1 - edges.zh_size[ty[q]], e1 - edges.en_size[ty[q]]
        zh, en = np.zeros(z1 - z0), np.zeros(e1 - e0)
        for e in range(np.searchsorted(zi, z0 + 1), len(zi)):  # edges are in the order of the row where they end
            a1, b1 = zi[e], ei[e]
            if a1 >= z1 + MAX_SIDE:
                break
            a0, b0 = a1 - edges.zh_size[ty[e]], b1 - edges.en_size[ty[e]]
            if not null[e] and a0 < z1 and b0 < e1 and b1 > e0:
                for i in range(max(a0, z0), min(a1, z1)):
                    zh[i - z0] += posterior[e]
                for j in range(max(b0, e0), min(b1, e1)):
                    en[j - e0] += posterior[e]
        out[k] = max(zh.max(), en.max())
    return out


@kernel
def _viterbi(s, null, src, ptr, run):  # type: ignore[no-untyped-def]
    n = len(ptr) - 1
    best = np.full((n, 2), NEVER)
    edge, before = np.full((n, 2), -1, np.int64), np.zeros((n, 2), np.int8)
    best[0, 0] = 0.0
    for v in range(1, n):
        for e in range(ptr[v], ptr[v + 1]):
            if s[e] > NEVER:
                state = 1 if null[e] else 0
                for old in range(2):
                    score = best[src[e], old] + s[e] + old * run[1 - state]
                    if score > best[v, state]:
                        best[v, state], edge[v, state], before[v, state] = score, e, old
    path = np.empty(n, np.int64)
    v, state, count = n - 1, 1 if best[n - 1, 1] > best[n - 1, 0] else 0, 0
    while v > 0 and edge[v, state] >= 0:
        path[count] = edge[v, state]
        count += 1
        v, state = src[edge[v, state]], before[v, state]
    return path[:count][::-1].copy()
