"""Texts as sets of shingles, many at a time, to measure near-duplicates.

A shingle is ``width`` consecutive characters of a text reduced to letters and digits without case or width; words are
not used on either side, since Chinese does not mark them. Shingles also run past the end of a text, so that one of two
characters has some too. Shingles are 40-bit hashes; two distinct ones of a pair of sentences collide once in a hundred
million pairs.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

BITS = 40
_AT_ONCE = 4096  # texts
_MASK = np.uint64((1 << BITS) - 1)
_BASE, _MIX_1, _MIX_2 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingle sets of texts: those of text k are ``hashes[starts[k]:starts[k + 1]]``, distinct, ascending."""

    hashes: Hashes
    starts: Numbers

    @property
    def sizes(self) -> Numbers:
        """The number of shingles of each text; 0 for a text without letters or digits."""
        return np.diff(self.starts)

    def of(self, number: int) -> Hashes:
        """Return the shingles of one text."""
        return self.hashes[self.starts[number] : self.starts[number + 1]]


def shingle(texts: Sequence[str], width: int) -> Shingles:
    """Return the shingle sets of texts.

    >>> found = shingle(["增长5%。", "增长５％", "谢谢"], 3)
    >>> found.sizes.tolist(), found.of(0).tolist() == found.of(1).tolist()
    ([3, 3, 2], True)
    """
    parts = [_shingle(texts[start : start + _AT_ONCE], width) for start in range(0, max(1, len(texts)), _AT_ONCE)]
    sizes = np.concatenate([sizes for _, sizes in parts])
    return Shingles(np.concatenate([hashes for hashes, _ in parts]), np.concatenate(([0], np.cumsum(sizes))))


def distinct(keys: Hashes) -> Hashes:
    """Return the distinct keys in ascending order. ``np.unique`` hashes first and takes fifty times as long."""
    keys = np.sort(keys)
    return keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys


def common(some: Shingles, some_rows: Numbers, others: Shingles, other_rows: Numbers) -> Numbers:
    """Return, for each k, how many shingles text ``some_rows[k]`` shares with text ``other_rows[k]`` of others."""
    keys = np.concatenate([_keyed(some, some_rows), _keyed(others, other_rows)])
    keys.sort()
    twice = keys[1:][keys[1:] == keys[:-1]]
    counts: Numbers = np.bincount((twice >> np.uint64(BITS)).astype(np.int64), minlength=len(some_rows))
    return counts


def _shingle(texts: Sequence[str], width: int) -> tuple[Hashes, Numbers]:
    """Return the shingles of consecutive texts, and how many each has. Uses about 60 bytes per character."""
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    rows = np.repeat(np.arange(len(texts)), lengths)
    table = _letters()
    plain = np.where(codes < len(table), table[np.minimum(codes, len(table) - 1)], codes)
    kept = plain != 0
    plain, rows = plain[kept], rows[kept]
    # Each text is followed by width - 1 zeros, so that no window extends into the next text.
    padded = np.zeros(len(plain) + len(texts) * (width - 1), dtype=np.uint64)
    places = np.arange(len(plain)) + rows * (width - 1)
    padded[places] = plain
    hashes = np.zeros(len(plain), dtype=np.uint64)
    for offset in range(width):
        hashes = hashes * _BASE + padded[places + offset]
    keys = distinct((rows.astype(np.uint64) << np.uint64(BITS)) | (_mixed(hashes) & _MASK))
    return keys & _MASK, np.bincount((keys >> np.uint64(BITS)).astype(np.int64), minlength=len(texts))


def _keyed(shingles: Shingles, rows: Numbers) -> Hashes:
    """Return the shingles of consecutive texts, each with the place of its text in ``rows`` in the high bits."""
    sizes = shingles.sizes[rows]
    starts = np.cumsum(sizes) - sizes
    at = np.arange(int(sizes.sum())) + np.repeat(shingles.starts[rows] - starts, sizes)
    places = np.repeat(np.arange(len(rows), dtype=np.uint64), sizes)
    keyed: Hashes = (places << np.uint64(BITS)) | shingles.hashes[at]
    return keyed


def _mixed(hashes: Hashes) -> Hashes:
    """Apply the finaliser of splitmix64 (Steele, Lea & Flood 2014), since polynomial hashes have poor high bits."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX_1
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX_2
    return hashes ^ (hashes >> np.uint64(31))


@cache
def _letters() -> NDArray[np.uint32]:
    """Return, for each character of the basic plane, its form without case and width, or 0 if it is not a letter."""
    table = np.zeros(0x10000, dtype=np.uint32)
    for code in range(0x10000):
        character = chr(code)
        if character.isalnum():
            folded = unicodedata.normalize("NFKC", character).casefold()
            table[code] = ord(folded) if len(folded) == 1 else code
    return table
