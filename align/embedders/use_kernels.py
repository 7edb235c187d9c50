"""The loops of the USE network between its matrix products. See ``use_network`` for the names."""

import numpy as np
from numpy.typing import NDArray

from align.language.numba_alone import numba

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]

_W = 256  # width of a branch
_E = 512  # of an embedding
_X = 768  # width of all branches; in a row of ``known`` the ten taps follow: 2, 3 and 5
_ALL = _E + _X
_PRIME = 1099511628211  # of the FNV hash


@numba.njit(cache=True, nogil=True)
def find_grams(
    pieces: Numbers,
    lengths: Numbers,
    branch: int,
    grams: NDArray[np.int32],
    slots: NDArray[np.int32],
    used: int,
    rows: Numbers,
) -> int:
    """Give each token of each text the row of its gram, the pieces that a first convolution sees: ``rows`` [tokens].

    ``grams`` [most, width]: of the rows used so far, and of new ones; a piece is counted from 1, and 0 lies outside of
    the text. ``slots``: a hash table of their numbers, -1 where it is empty. Returns how many are used now, or -1 if
    there are too many.
    """
    mask = len(slots) - 1
    width = grams.shape[1]
    gram = np.empty(width, dtype=np.int32)
    start = 0
    for length in lengths:
        for t in range(length):
            key = np.int64(0)
            for k in range(width):
                at = t + k - branch
                gram[k] = pieces[start + at] + 1 if 0 <= at < length else 0
                key = (key ^ gram[k]) * _PRIME
            slot = (key ^ key >> 29) & mask
            while slots[slot] >= 0 and np.any(grams[slots[slot]] != gram):
                slot = (slot + 1) & mask
            if slots[slot] < 0:
                if used == len(grams):
                    return -1
                grams[used] = gram
                slots[slot] = used
                used += 1
            rows[start + t] = slots[slot]
        start += length
    return used


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def first_layer(rows: Numbers, known: Floats, bias: Floats, branch: int, taps: Floats) -> None:
    """Compute the first convolution of a branch, with its residual: the first 256 of each row of ``taps`` [grams, ...].

    ``rows`` [grams, width]: of the pieces in ``known``, whose row 0 is an empty place.
    """
    size = rows.shape[1]
    at, tap = branch * _W, _X
    for earlier in range(branch):
        tap += (2 + earlier + earlier // 2) * _W
    for n in range(len(rows)):
        out = taps[n, :_W]
        out[:] = bias[at : at + _W]
        for k in range(size):  # what is empty adds a row of zeros
            product = known[rows[n, k], tap + k * _W : tap + (k + 1) * _W]
            for i in range(_W):
                out[i] += product[i]
        plain = known[rows[n, branch], at : at + _W]
        for i in range(_W):
            out[i] = max(out[i], np.float32(0)) + plain[i]


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def _second_layer(
    rows: Numbers, token: int, first: int, last: int, branch: int, taps: Floats, bias: Floats, features: Floats
) -> None:
    """Compute the second convolution of a branch at a token, with its residual: ``features`` [256].

    ``rows`` [tokens, 4]: of grams in ``taps`` [grams, (1 + width) x 256], which hold the first layer and, tap by tap,
    its products. ``first``, ``last``: of the tokens of the text, outside of which nothing is added.
    """
    for i in range(_W):
        features[i] = bias[branch * _W + i]
    for place in range(taps.shape[1] // _W - 1):
        at = token + place - branch
        if first <= at <= last:
            tap = taps[rows[at, 1 + branch], (1 + place) * _W : (2 + place) * _W]
            for i in range(_W):
                features[i] += tap[i]
    plain = taps[rows[token, 1 + branch], :_W]
    for i in range(_W):
        features[i] = max(features[i], np.float32(0)) + plain[i]


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def normalised_sums(
    rows: Numbers,
    lengths: Numbers,
    table: NDArray[np.uint8],
    scale: Floats,
    low: Floats,
    taps2: Floats,
    taps3: Floats,
    taps5: Floats,
    bias: Floats,
    eps: np.float32,
    total: Floats,
) -> None:
    """Sum the normalised features of each text's tokens into ``total`` [texts, 1280].

    ``rows`` [tokens, 4]: the piece, and its row in the ``taps`` of each branch. Of the quantised ``table`` piece p has
    scale p % 17.
    """
    features = np.empty(_ALL, dtype=np.float32)
    first = 0
    for text in range(len(lengths)):
        last = first + lengths[text] - 1
        for i in range(_ALL):
            total[text, i] = 0
        for token in range(first, last + 1):
            piece = rows[token, 0]
            part = piece % len(scale)
            for i in range(_E):
                features[i] = np.float32(table[piece, i]) * scale[part] + low[part]
            _second_layer(rows, token, first, last, 0, taps2, bias, features[_E : _E + _W])
            _second_layer(rows, token, first, last, 1, taps3, bias, features[_E + _W : _E + 2 * _W])
            _second_layer(rows, token, first, last, 2, taps5, bias, features[_E + 2 * _W :])
            mean = np.float32(0)
            for i in range(_ALL):
                mean += features[i]
            mean /= np.float32(_ALL)
            variance = np.float32(0)
            for i in range(_ALL):
                centred = features[i] - mean
                variance += centred * centred
            factor = np.float32(1) / np.sqrt(variance / np.float32(_ALL) + eps)
            for i in range(_ALL):
                total[text, i] += (features[i] - mean) * factor
        first = last + 1
