"""The loops of jieba: the most probable path through a dictionary, and through a hidden Markov model.

The results are those of jieba to the bit: the same sums in the same order, and of equal paths the one that Python's
``max`` of pairs takes. See ``jieba_tables`` for the arrays.
"""

import numpy as np
from numpy.typing import NDArray

from align.language.numba_alone import numba

Numbers = NDArray[np.int64]
Floats = NDArray[np.float64]

_LEAST = -3.14e100
_SPREAD = -7046029254386353131  # 2 ** 64 / the golden ratio, odd: it spreads keys over the table


@numba.njit(cache=True, nogil=True)
def fill(parents: Numbers, codes: Numbers, keys: Numbers, nodes: NDArray[np.int32]) -> None:
    """Put node k + 1, reached from ``parents[k]`` by the character ``codes[k]``, into an empty hash table."""
    mask = len(keys) - 1
    for k in range(len(parents)):
        key = parents[k] << 21 | codes[k]
        place = (key * _SPREAD >> 20) & mask
        while keys[place] >= 0:
            place = (place + 1) & mask
        keys[place] = key
        nodes[place] = k + 1


@numba.njit(cache=True, nogil=True)
def child(node: int, code: int, keys: Numbers, nodes: NDArray[np.int32]) -> int:
    """Return the node of a longer prefix, -1 if there is none."""
    mask = len(keys) - 1
    key = np.int64(node) << 21 | np.int64(code)
    place = (key * _SPREAD >> 20) & mask
    while keys[place] >= 0:
        if keys[place] == key:
            return int(nodes[place])
        place = (place + 1) & mask
    return -1


@numba.njit(cache=True, nogil=True)
def find(codes: Numbers, keys: Numbers, nodes: NDArray[np.int32]) -> int:
    """Return the node of a whole text, -1 if it is no prefix of a word."""
    node = 0
    for code in codes:
        node = child(node, code, keys, nodes)
        if node < 0:
            return -1
    return node


@numba.njit(cache=True, nogil=True)
def route(codes: Numbers, keys: Numbers, nodes: NDArray[np.int32], weights: Floats, total: float) -> Numbers:
    """Return where the word that begins at each character ends, on the most probable path from there on."""
    count = len(codes)
    best = np.zeros(count + 1)
    ends = np.zeros(count, dtype=np.int64)
    for start in range(count - 1, -1, -1):
        ends[start], node, end, found = start + 1, 0, start, False
        while end < count:
            node = child(node, codes[end], keys, nodes)
            if node < 0:
                break
            end += 1
            if not np.isnan(weights[node]):
                value = weights[node] - total + best[end]
                if not found or value >= best[start]:
                    best[start], ends[start], found = value, end, True
        if not found:
            best[start] = 0.0 - total + best[start + 1]
    return ends


UNKNOWN, UNLISTED = -1, -2
"""Of a piece of :func:`pieces` in place of a tag: a run that the dictionary does not know, a word that it lacks."""


@numba.njit(cache=True, nogil=True)
def pieces(
    codes: Numbers,
    keys: Numbers,
    nodes: NDArray[np.int32],
    weights: Floats,
    tags: NDArray[np.int16],
    total: float,
) -> Numbers:
    """Return the words of the most probable path, and runs of single characters that are no word: [pieces, 3].

    Of each where it begins and ends, and the number of its tag.
    """
    count = len(codes)
    ends = route(codes, keys, nodes, weights, total)
    out = np.empty((count, 3), dtype=np.int64)
    used = start = singles = 0
    while start <= count:
        end = ends[start] if start < count else start + 2
        if end - start == 1:
            singles += 1
            start = end
            continue
        first = start - singles
        known = singles == 1
        if singles > 1:
            node = find(codes[first:start], keys, nodes)
            known = node >= 0 and not np.isnan(weights[node])
        if singles and not known:
            out[used, 0], out[used, 1], out[used, 2] = first, start, UNKNOWN
            used += 1
            first = start
        while first < start or (first == start and start < count):
            last = first + 1 if first < start else end
            node = find(codes[first:last], keys, nodes)
            out[used, 0], out[used, 1], out[used, 2] = first, last, tags[node] if node >= 0 else UNLISTED
            used += 1
            first = last
        singles = 0
        start = end
    return out[:used]


@numba.njit(cache=True, nogil=True)
def cut_states(
    codes: Numbers, start: Floats, steps: Floats, characters: NDArray[np.int32], rows: Numbers, emissions: Floats
) -> Numbers:
    """Return the most probable places in a word (numbers in "BEMS") of the characters of an unknown run."""
    count, states = len(codes), len(start)
    best = np.zeros((count, states))
    before = np.zeros((count, states), dtype=np.int64)
    for t in range(count):
        at = np.searchsorted(characters, codes[t])
        known = at < len(characters) and characters[at] == codes[t]
        for y in range(states):
            emission = emissions[rows[at] + y] if known else _LEAST
            if t == 0:
                best[0, y] = start[y] + emission
                continue
            first = True
            for y0 in range(states):
                if steps[y0, y] == -np.inf:
                    continue
                value = best[t - 1, y0] + steps[y0, y] + emission
                if first or value >= best[t, y]:
                    best[t, y], before[t, y], first = value, y0, False
    path = np.zeros(count, dtype=np.int64)
    state = 3 if best[count - 1, 3] >= best[count - 1, 1] else 1  # a word ends with S or E
    for t in range(count - 1, -1, -1):
        path[t] = state
        state = before[t, state]
    return path


@numba.njit(cache=True, nogil=True)
def tag_states(
    codes: Numbers,
    start: Floats,
    steps: Floats,
    characters: NDArray[np.int32],
    rows: Numbers,
    row_states: NDArray[np.int16],
    emissions: Floats,
    offered: NDArray[np.bool_],
    leads_on: NDArray[np.bool_],
) -> Numbers:
    """Return the most probable states, of place in a word and part of speech, of the characters of an unknown run.

    A character has the states that it was seen with; where none of them can follow, all that can; else any.
    ``leads_on``: true of the states that any can follow.
    """
    count, states = len(codes), len(start)
    best = np.full((count, states), -np.inf)
    before = np.full((count, states), -1, dtype=np.int64)
    alive = np.zeros((count, states), dtype=np.bool_)
    emission = np.empty(states)
    seen = np.empty(states, dtype=np.bool_)
    follows = np.empty(states, dtype=np.bool_)
    lately = np.empty(states, dtype=np.int64)  # the states that the character before may have, in order
    for t in range(count):
        emission[:] = _LEAST
        at = np.searchsorted(characters, codes[t])
        known = at < len(characters) and characters[at] == codes[t]
        restricted = False
        seen[:] = False
        if known:
            for k in range(rows[at], rows[at + 1]):
                emission[row_states[k]] = emissions[k]
                if offered[k]:
                    seen[row_states[k]] = True
                    restricted = True
        if not restricted:
            seen[:] = True
        if t == 0:
            for y in range(states):
                if seen[y]:
                    best[0, y], alive[0, y] = start[y] + emission[y], True
            continue
        some = 0
        for y in range(states):
            if alive[t - 1, y]:
                lately[some] = y
                some += 1
        any_follows = any_both = False
        for y in range(states):
            follows[y] = False
            if seen[y]:
                for y0 in lately[:some]:
                    if steps[y0, y] != -np.inf:
                        follows[y] = any_both = True
                        break
        if not any_both:
            for y in range(states):
                for y0 in lately[:some]:
                    if steps[y0, y] != -np.inf:
                        follows[y] = any_follows = True
                        break
        for y in range(states):
            if any_both:
                alive[t, y] = seen[y] and follows[y]
            elif any_follows:
                alive[t, y] = follows[y]
            else:
                alive[t, y] = True
            if not alive[t, y]:
                continue
            for y0 in lately[:some]:
                if not leads_on[y0]:
                    continue
                value = best[t - 1, y0] + steps[y0, y] + emission[y]
                if before[t, y] < 0 or value >= best[t, y]:
                    best[t, y], before[t, y] = value, y0
    path = np.zeros(count, dtype=np.int64)
    state = -1
    for y in range(states):
        if alive[count - 1, y] and (state < 0 or best[count - 1, y] >= best[count - 1, state]):
            state = y
    for t in range(count - 1, -1, -1):
        path[t] = state
        state = before[t, state]
    return path
