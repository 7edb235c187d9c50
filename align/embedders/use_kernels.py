"""The loops of the USE network between its matrix products. See ``use_network`` for the names."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_W = 256  # width of a branch
_E = 512  # of an embedding
_X = 768  # width of all branches; in a row of ``known`` the ten taps follow: 2, 3 and 5
_ALL = _E + _X


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def first_layer(rows: Numbers, known: Floats, bias: Floats, hidden: Floats) -> None:
    """Compute the first convolutions and residuals, ``hidden`` [places, 768]; row 0 of ``known`` is an empty place."""
    for t in range(len(rows)):
        for i in range(_X):
            hidden[t, i] = bias[i] if rows[t] else 0
        if rows[t] == 0:
            continue
        tap = _X
        for branch in range(3):  # of 2, 3 and 5 pieces, of which 0, 1 and 2 stand to the left
            at = branch * _W
            for k in range(2 + branch + branch // 2):
                other = rows[t + k - branch]
                if other:
                    for i in range(_W):
                        hidden[t, at + i] += known[other, tap + i]
                tap += _W
        for i in range(_X):
            hidden[t, i] = max(hidden[t, i], np.float32(0)) + known[rows[t], i]


@njit(cache=True, nogil=True)
def unfold(place: Numbers, hidden: Floats, branch: int, window: Floats) -> None:
    """Copy the windows of a convolution into the rows of ``window`` [tokens, pieces x 256]."""
    size, at = window.shape[1] // _W, branch * _W
    for t in range(len(place)):
        for k in range(size):
            for i in range(_W):
                window[t, k * _W + i] = hidden[place[t] + k - branch, at + i]


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def embed(pieces: Numbers, table: NDArray[np.uint8], scale: Floats, low: Floats, features: Floats) -> None:
    """Look up embeddings, ``features`` [tokens, 0:512], in the quantised table: piece p has scale p % 17."""
    for t in range(len(pieces)):
        part = pieces[t] % len(scale)
        for i in range(_E):
            features[t, i] = np.float32(table[pieces[t], i]) * scale[part] + low[part]


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def second_residual(
    place: Numbers, hidden: Floats, branch: int, product: Floats, bias: Floats, features: Floats
) -> None:
    """Add the first layer to the second: ``features`` [tokens, 256 columns of the branch]."""
    at = branch * _W
    for t in range(len(place)):
        for i in range(_W):
            value = max(product[t, i] + bias[at + i], np.float32(0))
            features[t, _E + at + i] = value + hidden[place[t], at + i]


@njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def normalised_sums(lengths: Numbers, features: Floats, eps: np.float32, total: Floats) -> None:
    """Sum the features of each text's tokens, normalised to mean 0 and variance 1, into ``total`` [texts, 1280]."""
    token = 0
    for text in range(len(lengths)):
        for i in range(_ALL):
            total[text, i] = 0
        for _ in range(lengths[text]):
            mean = np.float32(0)
            for i in range(_ALL):
                mean += features[token, i]
            mean /= np.float32(_ALL)
            variance = np.float32(0)
            for i in range(_ALL):
                centred = features[token, i] - mean
                variance += centred * centred
            factor = np.float32(1) / np.sqrt(variance / np.float32(_ALL) + eps)
            for i in range(_ALL):
                total[text, i] += (features[token, i] - mean) * factor
            token += 1
