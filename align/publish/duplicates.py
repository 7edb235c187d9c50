"""Finds near-duplicates of a set of texts, to keep sentences of the test split out of the training split.

Two texts are near-duplicates if at least a share ``THRESHOLD`` of their shingles is the same (Jaccard). MinHash with
bands, the usual way, misses some pairs by chance, so a leak can never be ruled out: of 965 sentences with one or two
characters changed, datasketch's (128 permutations, threshold 0.8) misses 238, in 25 times the time. This is exact: sort
the shingles of all texts in one order, rare ones first; if two sets x, y are that similar, their first |x| - ceil(t
|x|) + k and |y| - ceil(t |y|) + k elements share k, or all common ones (prefix filtering: Chaudhuri, Ganti & Kaushik
2006; Bayardo, Ma & Srikant 2007; k > 1: Wang, Li & Feng 2012). Pairs whose prefixes share enough are compared
completely.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.publish.shingles import BITS, Hashes, Numbers, Shingles, common, shingle

THRESHOLD = 0.8
WIDTHS = {"zh": 3, "en": 5}
EXTRA = 6  # k - 1: longer prefixes find more hits, but leave fewer pairs to compare
_BUCKETS = 1 << 24  # fewer blur what is rare: a million texts have some ten million shingles
_RARITIES = 5  # bits
_ROWS = 1 << 12  # texts at once; their numbers fit into the bits that are left
_PAIRS = 1 << 15


@dataclass(frozen=True, slots=True)
class Found:
    """Query ``number`` is a near-duplicate of indexed text ``other``."""

    number: int
    other: int
    similarity: float


class Index:
    """An index of texts in one language. Equal texts are stored once, under the first number."""

    def __init__(self, texts: Sequence[str], width: int) -> None:
        """``texts``: the texts to index; memory must hold about 20 times their size."""
        first: dict[str, int] = {}
        for number, text in enumerate(texts):
            first.setdefault(text, number)
        self._index(shingle(list(first), width), list(first.values()), width)

    @classmethod
    def of_shingles(cls, shingles: Shingles, width: int) -> "Index":
        """Return the index of texts of which only the shingles are known."""
        index = cls.__new__(cls)
        index._index(shingles, range(len(shingles.sizes)), width)
        return index

    def _index(self, shingles: Shingles, numbers: Sequence[int], width: int) -> None:
        self._width, self._shingles = width, shingles
        self._numbers = np.array(numbers, dtype=np.int64)
        self._rarity = _rarities(self._shingles.hashes)
        rows, hashes = self._prefixes(self._shingles)
        order = np.argsort(hashes, kind="stable")
        self._rows, self._hashes = rows[order].astype(np.int32), hashes[order]
        self._seen = np.zeros(_BUCKETS, dtype=bool)
        self._seen[_bucket(self._hashes)] = True

    def near(self, texts: Sequence[str], *, before: int | Numbers | None = None) -> Iterator[Found]:
        """Yield the texts that are near an indexed one, each once.

        ``before``: only texts below this number count, or below the number given for each text.
        """
        shingles = shingle(texts, self._width)
        asked, rows = self._candidates(shingles, before)
        done = np.zeros(len(texts), dtype=bool)
        for start in range(0, len(asked), _PAIRS):
            some, others = asked[start : start + _PAIRS], rows[start : start + _PAIRS]
            open_ = ~done[some]
            some, others = some[open_], others[open_]
            shared = common(shingles, some, self._shingles, others)
            similarity = shared / np.maximum(shingles.sizes[some] + self._shingles.sizes[others] - shared, 1)
            for k in np.flatnonzero(similarity >= THRESHOLD).tolist():
                if not done[some[k]]:
                    done[some[k]] = True
                    yield Found(int(some[k]), int(self._numbers[others[k]]), float(similarity[k]))

    def _candidates(self, shingles: Shingles, before: int | Numbers | None) -> tuple[Numbers, Numbers]:
        """Return pairs of a query and an indexed text that may be near, those that share most first."""
        rows, hashes = self._prefixes(shingles)
        worth = self._seen[_bucket(hashes)]
        rows, hashes = rows[worth], hashes[worth]
        order = np.argsort(
            hashes
        )  # looking up in order is several times faster: the search stays in the processor's cache
        rows, hashes = rows[order], hashes[order]
        low = np.searchsorted(self._hashes, hashes, side="left")
        counts = np.searchsorted(self._hashes, hashes, side="right") - low
        at = np.arange(int(counts.sum())) + np.repeat(low - np.cumsum(counts) + counts, counts)
        keys = np.repeat(rows, counts) * len(self._numbers) + self._rows[at]
        keys.sort()
        ends = np.flatnonzero(np.concatenate((keys[1:] != keys[:-1], [True]))) if len(keys) else keys
        pairs, shared = keys[ends], np.diff(ends, prepend=-1)
        asked, others = np.divmod(pairs, max(1, len(self._numbers)))
        mine, theirs = shingles.sizes[asked], self._shingles.sizes[others]
        # A common shingle is in both prefixes, or after the end of the one that ends first.
        behind = np.maximum(mine - _prefix(mine), theirs - _prefix(theirs))
        possible = shared + behind >= THRESHOLD / (1 + THRESHOLD) * (mine + theirs) - 1e-9
        possible &= np.minimum(mine, theirs) >= THRESHOLD * np.maximum(mine, theirs) - 1e-9
        if before is not None:
            possible &= self._numbers[others] < (before if isinstance(before, int) else before[asked])
        order = np.argsort(-shared[possible], kind="stable")
        return asked[possible][order], others[possible][order]

    def _prefixes(self, shingles: Shingles) -> tuple[Numbers, Hashes]:
        """Return the first shingles of each text in the common order, with the number of their text."""
        rows, hashes = list[Numbers](), list[Hashes]()
        for start in range(0, max(1, len(shingles.sizes)), _ROWS):
            starts = shingles.starts[start : start + _ROWS + 1]
            part, sizes = shingles.hashes[starts[0] : starts[-1]], np.diff(starts)
            of = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
            keys = (
                (of << np.uint64(BITS + _RARITIES))
                | (self._rarity[_bucket(part)].astype(np.uint64) << np.uint64(BITS))
                | part
            )
            keys.sort()
            rank = np.arange(len(keys)) - np.repeat(starts[:-1] - starts[0], sizes)
            keys = keys[rank < np.repeat(_prefix(sizes), sizes)]
            rows.append((keys >> np.uint64(BITS + _RARITIES)).astype(np.int64) + start)
            hashes.append(keys & np.uint64((1 << BITS) - 1))
        return np.concatenate(rows), np.concatenate(hashes)


def _rarities(hashes: Hashes) -> NDArray[np.uint8]:
    """Return, for each bucket, the logarithm of its number of shingles."""
    buckets = _bucket(hashes).astype(np.uint32)
    buckets.sort()
    ends = np.flatnonzero(np.concatenate((buckets[1:] != buckets[:-1], [True]))) if len(buckets) else buckets
    table = np.zeros(_BUCKETS, dtype=np.uint8)
    table[buckets[ends]] = np.minimum(2 * np.log2(np.diff(ends, prepend=-1) + 1), (1 << _RARITIES) - 1)
    return table


def _prefix(sizes: Numbers) -> Numbers:
    needed = np.ceil(THRESHOLD * sizes - 1e-9).astype(np.int64)
    lengths: Numbers = np.minimum(sizes, sizes - needed + 1 + EXTRA)
    return lengths


def _bucket(hashes: Hashes) -> NDArray[np.int64]:
    low: NDArray[np.int64] = (hashes & np.uint64(_BUCKETS - 1)).astype(np.int64)
    return low
