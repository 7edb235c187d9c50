"""Tells which passages of a bilingual file correspond, according to its layout.

Pairing by position fails as soon as a file has a title, navigation or credits in one language only, or a paragraph that
is cut in two on one side: from there on every pair is off by one. So a pair is a group of passages that ends where the
language changes and the group after it, and dynamic programming chooses the groups: by lengths (as Gale and Church
1993), by shared digits, by a constant order (Chinese first or English first), and by table rows. Passages may stay
alone. Only pairs with plausible lengths are returned.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from align.readers.passages import Passage

ENGLISH_PER_HAN = 4.6  # Latin letters of the English for a Han character of the Chinese
RATIO_BOUNDS = (2.5, 8.0)  # bounds within which a file's own ratio is used
MAX_GROUP = 6
MAX_BLOCK, MAX_LEADING = 64, 8  # a longer block is paired from one of its first passages on, or not at all
SPREAD, SHORT_SPREAD = 0.09, 3.0  # variance of the log ratio: a constant and a part that decreases with length
CREDIBLE = 2.5  # standard deviations of the log ratio
CREDIBLE_MEAN = 1.0  # mean cost of the pairs of two blocks paired one to one
UNEVEN, MAX_UNEVEN, OTHER_ORDER, OTHER_ROW = 0.7, 3.0, 2.0, 3.0
ALONE, MAX_ALONE = 1.5, 4.5

_DIGITS = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """Numbers of passages that correspond, in file order; ``first`` is in one language, ``second`` in the other."""

    first: tuple[int, ...]
    second: tuple[int, ...]


def pair_passages(passages: Sequence[Passage], texts: Sequence[str]) -> list[Pair]:
    """Return the pairs given by the layout of a file, in order. ``texts``: those of the passages.

    Each passage is in at most one pair. Two blocks of equally many paragraphs are paired one to one if all lengths
    agree.
    """
    numbers = [k for k, passage in enumerate(passages) if not passage.is_neutral]
    kept = [passages[k] for k in numbers]
    chosen = _Lattice(kept, [texts[k] for k in numbers]).best()
    return [Pair(tuple(numbers[k] for k in a), tuple(numbers[k] for k in b)) for a, b in chosen]


Group = tuple[range, range]


class _Lattice:
    """Dynamic programming over passages that have letters. State: the next passage and the order of the last pair."""

    def __init__(self, passages: Sequence[Passage], texts: Sequence[str]) -> None:
        self._passages = passages
        self._digits = [frozenset(_DIGITS.findall(text)) for text in texts]
        han = sum(p.han for p in passages if p.language == "zh")
        latin = sum(p.latin for p in passages if p.language == "en")
        ratio = latin / han if han and latin else ENGLISH_PER_HAN
        self._ratio = ratio if RATIO_BOUNDS[0] <= ratio <= RATIO_BOUNDS[1] else ENGLISH_PER_HAN
        self._sizes = [0.0, *accumulate(p.han + p.latin / self._ratio for p in passages)]
        self._run_start, self._run_end = self._runs()

    def best(self) -> list[Group]:
        """Return the cheapest plausible pairs."""
        n = len(self._passages)
        orders = ("zh", "en")
        costs = [dict.fromkeys(orders, math.inf) for _ in range(n + 1)]
        back: list[dict[str, tuple[int, str, list[Group]]]] = [{} for _ in range(n + 1)]
        costs[0] = dict.fromkeys(orders, 0.0)
        for start in range(n):
            alone = costs[start], self._alone(start)
            for order in orders:
                if alone[0][order] + alone[1] < costs[start + 1][order]:
                    costs[start + 1][order] = alone[0][order] + alone[1]
                    back[start + 1][order] = (start, order, [])
            opener = self._passages[start].language
            before = min(orders, key=lambda o: costs[start][o] + (OTHER_ORDER if o != opener else 0.0))
            so_far = costs[start][before] + (OTHER_ORDER if before != opener else 0.0)
            for end, cost, groups in self._pairs(start):
                if so_far + cost < costs[end][opener]:
                    costs[end][opener] = so_far + cost
                    back[end][opener] = (start, before, groups)
        at, order = n, min(orders, key=lambda o: costs[n][o])
        found: list[Group] = []
        while at:
            at, order, groups = back[at][order]
            found.extend(reversed(groups))
        return [group for group in reversed(found) if self._deviation(*group) <= CREDIBLE]

    def _runs(self) -> tuple[list[int], list[int]]:
        """Return, for each passage, the start and the end of its run in one language."""
        starts: list[int] = []
        ends: list[int] = []
        at = 0
        for _, run in groupby(self._passages, key=lambda passage: passage.language):
            size = len(list(run))
            starts += [at] * size
            ends += [at + size] * size
            at += size
        return starts, ends

    def _pairs(self, start: int) -> list[tuple[int, float, list[Group]]]:
        """Return the pairs whose first group begins at a passage: where the second ends, the cost and the groups."""
        middle = self._run_end[start]
        if middle == len(self._passages):
            return []
        if middle - start > MAX_BLOCK and start - self._run_start[start] > MAX_LEADING:
            return []  # keeps the cost of two blocks of thousands of paragraphs linear
        first, last = range(start, middle), self._run_end[middle]
        ends = {min(middle + size, last) for size in (*range(1, MAX_GROUP + 1), len(first))} | {last}
        found = []
        for end in sorted(ends):
            second = range(middle, end)
            found.append((end, self._cost(first, second), [(first, second)]))
            if len(first) == len(second) > 1:
                pairs = [(range(a, a + 1), range(b, b + 1)) for a, b in zip(first, second, strict=True)]
                mean = sum(self._cost(*pair) for pair in pairs) / len(pairs)
                if mean <= CREDIBLE_MEAN and all(self._deviation(*pair) <= CREDIBLE for pair in pairs):
                    found.append((end, mean, pairs))
        return found

    def _cost(self, first: range, second: range) -> float:
        cost = min(self._deviation(first, second) ** 2 / 2, 8.0)
        cost += min(MAX_UNEVEN, UNEVEN * (len(first) + len(second) - 2))
        if len(first) + len(second) <= MAX_BLOCK:
            left = frozenset().union(*(self._digits[k] for k in first))
            right = frozenset().union(*(self._digits[k] for k in second))
            cost -= len(left & right) / max(1, min(len(left), len(right)))
        rows = self._passages[first[-1]].row, self._passages[second[0]].row
        return cost + (OTHER_ROW if rows[0] != rows[1] else 0.0)

    def _deviation(self, first: range, second: range) -> float:
        """Return the deviation of the length ratio from the file's, in standard deviations."""
        one, other = (self._sizes[group.stop] - self._sizes[group.start] for group in (first, second))
        spread = SPREAD + SHORT_SPREAD / (one + other)
        return abs(math.log(one / other)) / math.sqrt(spread)

    def _alone(self, number: int) -> float:
        return min(MAX_ALONE, ALONE + (self._sizes[number + 1] - self._sizes[number]) / 20)
