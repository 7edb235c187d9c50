"""Compares two aligners on the same gold: the difference of their strict F1, with a paired bootstrap.

Beads beside each other are right or wrong together, so documents are cut into blocks of gold beads, and blocks are
drawn, each with what both aligners found in it (Koehn 2004, "Statistical significance tests for machine translation
evaluation", with blocks in place of sentences).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.lab.evaluate import BeadKey

BLOCK = 20  # gold beads
DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Comparison:
    """Strict F1 of both aligners, and their difference, second less first, with its 95 % interval.

    ``probability``: the share of draws in which the sign of the difference is another, or there is none, the
    gold itself counted as one draw; doubled.
    """

    first: float
    second: float
    low: float
    high: float
    probability: float
    blocks: int

    @property
    def difference(self) -> float:
        """How much better the second aligner is."""
        return self.second - self.first


def compare(
    documents: Iterable[tuple[Sequence[BeadKey], Sequence[BeadKey], Sequence[BeadKey]]], *, seed: int = 0
) -> Comparison:
    """Compare two aligners on documents, each given as gold beads and the beads that each aligner found.

    >>> gold = [((k,), (k,)) for k in range(100)]
    >>> worse = [((k,), (k,)) for k in range(50)]
    >>> result = compare([(gold, worse, gold)])
    >>> round(result.difference, 3), result.probability < 0.1, result.blocks
    (0.333, True, 5)
    """
    counts = np.array([row for document in documents for row in _blocks(*document)], dtype=np.int64).reshape(-1, 5)
    drawn = np.random.default_rng(seed).integers(0, len(counts), (DRAWS, len(counts)))
    sums = np.stack([np.bincount(draw, minlength=len(counts)) @ counts for draw in drawn])
    first, second = _f1(counts.sum(axis=0, keepdims=True))
    a, b = _f1(sums)
    differences = b - a
    low, high = np.quantile(differences, (0.025, 0.975))
    total = float(second[0] - first[0])
    otherwise = int(np.sum(differences <= 0 if total > 0 else differences >= 0))
    against = (1 + otherwise) / (1 + DRAWS)  # as sacrebleu: never 0
    return Comparison(float(first[0]), float(second[0]), float(low), float(high), min(1.0, 2 * against), len(counts))


def _blocks(
    gold: Sequence[BeadKey], first: Sequence[BeadKey], second: Sequence[BeadKey]
) -> Iterable[tuple[int, int, int, int, int]]:
    """Yield for each block how many beads gold has, and how many each aligner found and found right; no nulls count."""
    full = sorted(bead for bead in gold if bead[0] and bead[1])
    right = set(full)
    starts = [full[k][0][0] for k in range(BLOCK, len(full), BLOCK)]
    rows = np.zeros((len(starts) + 1, 5), dtype=np.int64)
    for bead in full:
        rows[np.searchsorted(starts, bead[0][0], side="right"), 0] += 1
    for column, found in ((1, first), (3, second)):
        for bead in set(found):
            if bead[0] and bead[1]:
                at = np.searchsorted(starts, bead[0][0], side="right")
                rows[at, column] += 1
                rows[at, column + 1] += bead in right
    for row in rows.tolist():
        yield row[0], row[1], row[2], row[3], row[4]


def _f1(sums: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the F1 of both aligners for each row of sums: twice what is right, of all found and all gold."""
    gold = sums[:, 0]
    return 2 * sums[:, 2] / np.maximum(gold + sums[:, 1], 1), 2 * sums[:, 4] / np.maximum(gold + sums[:, 3], 1)
