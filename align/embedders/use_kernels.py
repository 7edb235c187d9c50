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


REACH = 4  # pieces on each side that the two convolutions of a token depend on
_SPAN = 2 * REACH + 1
_PRIME = 1099511628211  # of the FNV hash


@numba.njit(cache=True, nogil=True)
def find_windows(
    pieces: Numbers, lengths: Numbers, windows: NDArray[np.int32], slots: NDArray[np.int32], used: int, rows: Numbers
) -> int:
    """Give each token of each text the row of its window of pieces: ``rows`` [tokens].

    ``windows`` [most, 9]: of the rows used so far, and of new ones; a piece is counted from 1, and 0 lies outside of
    the text. ``slots``: a hash table of their numbers, -1 where it is empty. Returns how many are used now, or -1 if
    there are too many.
    """
    mask = len(slots) - 1
    window = np.empty(_SPAN, dtype=np.int32)
    start = 0
    for length in lengths:
        for t in range(length):
            key = np.int64(0)
            for k in range(_SPAN):
                at = t + k - REACH
                window[k] = pieces[start + at] + 1 if 0 <= at < length else 0
                key = (key ^ window[k]) * _PRIME
            slot = (key ^ key >> 29) & mask
            while slots[slot] >= 0 and np.any(windows[slots[slot]] != window):
                slot = (slot + 1) & mask
            if slots[slot] < 0:
                if used == len(windows):
                    return -1
                windows[used] = window
                slots[slot] = used
                used += 1
            rows[start + t] = slots[slot]
        start += length
    return used


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def first_layer(rows: Numbers, known: Floats, bias: Floats, branch: int, hidden: Floats) -> None:
    """Compute the first convolution of a branch, with its residual, as the second sees it around each window's middle.

    ``rows`` [windows, 9]: of the pieces in ``known``, whose row 0 is an empty place. ``hidden``: [windows, pieces x
    256].
    """
    size = hidden.shape[1] // _W
    at, tap = branch * _W, _X
    for earlier in range(branch):
        tap += (2 + earlier + earlier // 2) * _W
    for n in range(len(rows)):
        for place in range(size):
            t = REACH + place - branch
            out = hidden[n, place * _W : (place + 1) * _W]
            own = rows[n, t]
            if own == 0:
                out[:] = 0
                continue
            out[:] = bias[at : at + _W]
            for k in range(size):  # what is empty adds a row of zeros
                taps = known[rows[n, t + k - branch], tap + k * _W : tap + (k + 1) * _W]
                for i in range(_W):
                    out[i] += taps[i]
            plain = known[own, at : at + _W]
            for i in range(_W):
                out[i] = max(out[i], np.float32(0)) + plain[i]


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def embed(pieces: Numbers, table: NDArray[np.uint8], scale: Floats, low: Floats, features: Floats) -> None:
    """Look up embeddings, ``features`` [windows, 0:512], in the quantised table: piece p has scale p % 17."""
    for t in range(len(pieces)):
        part = pieces[t] % len(scale)
        for i in range(_E):
            features[t, i] = np.float32(table[pieces[t], i]) * scale[part] + low[part]


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def second_residual(hidden: Floats, branch: int, product: Floats, bias: Floats, features: Floats) -> None:
    """Add the first layer to the second: ``features`` [windows, 256 columns of the branch]."""
    at = branch * _W
    for n in range(len(hidden)):
        for i in range(_W):
            value = max(product[n, i] + bias[at + i], np.float32(0))
            features[n, _E + at + i] = value + hidden[n, at + i]


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def measure(features: Floats, eps: np.float32, means: Floats, factors: Floats) -> None:
    """Compute what brings the features of each window to mean 0 and variance 1."""
    for n in range(len(features)):
        mean = np.float32(0)
        for i in range(_ALL):
            mean += features[n, i]
        mean /= np.float32(_ALL)
        variance = np.float32(0)
        for i in range(_ALL):
            centred = features[n, i] - mean
            variance += centred * centred
        means[n], factors[n] = mean, np.float32(1) / np.sqrt(variance / np.float32(_ALL) + eps)


@numba.njit(cache=True, nogil=True, fastmath={"reassoc", "contract", "nsz"})
def normalised_sums(
    rows: Numbers, lengths: Numbers, features: Floats, means: Floats, factors: Floats, total: Floats
) -> None:
    """Sum the normalised features of each text's tokens, given by their rows, into ``total`` [texts, 1280]."""
    token = 0
    for text in range(len(lengths)):
        for i in range(_ALL):
            total[text, i] = 0
        for _ in range(lengths[text]):
            row = rows[token]
            mean, factor = means[row], factors[row]
            for i in range(_ALL):
                total[text, i] += (features[row, i] - mean) * factor
            token += 1
