"""Matches Chinese documents with English ones, one to one, with the probability of each pair.

Candidates come from one vector search: the mean sentence vector of a document, centred by language to remove what all
documents share, with its marks hashed with signs into as many dimensions (Weinberger et al. 2009). The search is exact
in numpy for folders, by faiss for large sets if installed. Candidates are then weighed by evidence that can be
explained: common marks, weighted by rarity; similarity of meaning; the day; the lengths. The sum is a log-odds, so that
"one of these candidates or none" gets a probability, and the matching with the greatest sum is a sparse assignment
problem in which unmatched documents cost nothing.
"""

import heapq
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from align.model.progress import Progress, silent
from align.pairing.profiles import Profile

CANDIDATES = 32
"""The number of English documents weighed for each Chinese one."""

SAME_DAY, NEAR_DAY, OTHER_DAY = 2.5, 0.5, -2.5
"""Log-odds of the days: an English version often appears some days after the date in the Chinese."""

MARKS, MEANING, LENGTH, BIAS = 10.0, 40.0, -2.0, -4.0
"""Log-odds for full agreement of many marks, for a unit of similarity above the neighbours', for a unit of log length
ratio, and of two random documents.

Set by hand, so that about a share p of pairs with probability p are right, on generated press conferences and on
chapters of novels: true pairs are .06 to .47 above their neighbours, half of the best wrong ones less than .03
(``scripts/bench_pairing``).
"""

_DAYS_NEAR = 14
_HASHED = 512
_LARGE = 4000
_ENGLISH_PER_CHINESE = 3.0
_FEW_MARKS = 10.0  # the norm of a bag whose agreement counts half
_NEIGHBOURS, _USUAL_LIKENESS, _PRIOR = 5, 0.33, 2  # what neighbours are taken to be like where there are hardly any


@dataclass(frozen=True, slots=True)
class Match:
    """A Chinese and an English document, by their places in the lists given.

    ``confidence``: the probability that they belong together, in [0, 1]. ``runner_up``: the English document that
    would be next, None where none was weighed, and its own probability.
    """

    zh: int
    en: int
    confidence: float
    runner_up: int | None
    runner_up_confidence: float


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest partner of a document that got none, by its place in the list given, and how likely it is."""

    place: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs`` in the order of the Chinese; ``zh`` and ``en``: guesses for the documents in no pair, by place.

    A document that was weighed against nothing has no guess.
    """

    pairs: tuple[Match, ...] = ()
    zh: Mapping[int, Guess] = field(default_factory=dict)
    en: Mapping[int, Guess] = field(default_factory=dict)


def match(zh: Sequence[Profile], en: Sequence[Profile], *, progress: Progress = silent) -> Matching:
    """Return the pairs, and the best guesses for what is in none of them."""
    if not zh or not en:
        return Matching()
    rarity = _rarity(zh, en)
    candidates = _candidates(zh, en, rarity)
    likeness = _likeness(zh, en, candidates, progress)
    above = _above_neighbours(likeness)
    usual = _usual_ratio(zh, en)
    edges = {
        (i, j): BIAS
        + MARKS * _common(zh[i], en[j], rarity)
        + MEANING * above[i, j]
        + _days(zh[i], en[j])
        + LENGTH * abs(math.log(_ratio(zh[i], en[j]) / usual))
        for i, j in likeness
    }
    return _one_to_one(edges, len(zh), len(en))


def _rarity(zh: Sequence[Profile], en: Sequence[Profile]) -> dict[str, float]:
    """Return the weight of marks on both sides: the log of the number of documents per document that has it."""
    sides = [Counter(mark for profile in side for mark in profile.marks) for side in (zh, en)]
    total = len(zh) + len(en)
    return {mark: math.log(1 + total / (sides[0][mark] + sides[1][mark])) for mark in sides[0].keys() & sides[1].keys()}


def _common(zh: Profile, en: Profile, rarity: dict[str, float]) -> float:
    """Return the agreement of the marks, 0 to 1: their cosine, reduced if there are few."""
    squares = [sum(rarity[m] ** 2 * min(n, 3) ** 2 for m, n in p.marks.items() if m in rarity) for p in (zh, en)]
    norm = math.sqrt(math.sqrt(squares[0] * squares[1]))
    if not norm:
        return 0.0
    shared = sum(
        rarity[mark] ** 2 * min(count, 3) * min(en.marks[mark], 3)
        for mark, count in zh.marks.items()
        if mark in rarity and mark in en.marks
    )
    return shared / norm**2 * norm / (norm + _FEW_MARKS)


def _likeness(
    zh: Sequence[Profile], en: Sequence[Profile], candidates: NDArray[np.int64], progress: Progress
) -> dict[tuple[int, int], float]:
    """Return how well the sentences of two documents find each other: the mean, over the sentences of both, of the
    likeness to the nearest of the other side. Sentences that all documents share find one in each, and so tell nothing
    apart.
    """
    centres = [_centre(side) for side in (zh, en)]
    out = {}
    for i, row in enumerate(candidates):
        left = _centred(zh[i], centres[0])
        for j in map(int, row):
            right = _centred(en[j], centres[1])
            cosines = left @ right.T
            out[i, j] = float(cosines.max(axis=0).mean() + cosines.max(axis=1).mean()) / 2 if cosines.size else 0.0
        progress("comparing documents", i + 1, len(zh))
    return out


def _centre(profiles: Sequence[Profile]) -> NDArray[np.float32]:
    """Return the language's mean vector: the mean of the documents' means."""
    filled = [p.vectors.mean(axis=0, dtype=np.float32) for p in profiles if p.vectors.size]
    centre: NDArray[np.float32] = np.mean(filled, axis=0) if filled else np.zeros(1, np.float32)
    return centre


def _centred(profile: Profile, centre: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return sentence vectors less the language's mean, of unit length: what is left is what the sentences are
    about."""
    moved = (
        profile.vectors.astype(np.float32) - centre if profile.vectors.size else np.zeros((0, len(centre)), np.float32)
    )
    unit: NDArray[np.float32] = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return unit


def _above_neighbours(likeness: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Return likeness less the mean of what both documents have with their nearest others (after the margin of Artetxe
    & Schwenk 2019): novels of one author are alike throughout, and only what stands out of that is a pair.
    """
    rows: dict[int, list[float]] = {}
    columns: dict[int, list[float]] = {}
    for (i, j), value in likeness.items():
        rows.setdefault(i, []).append(value)
        columns.setdefault(j, []).append(value)
    nearest = [{k: heapq.nlargest(_NEIGHBOURS + 1, values) for k, values in side.items()} for side in (rows, columns)]

    def usual(values: list[float], own: float) -> float:
        others = values.copy()
        if own in others:
            others.remove(own)
        others = others[:_NEIGHBOURS]
        return (sum(others) + _PRIOR * _USUAL_LIKENESS) / (len(others) + _PRIOR)

    return {
        (i, j): value - (usual(nearest[0][i], value) + usual(nearest[1][j], value)) / 2
        for (i, j), value in likeness.items()
    }


def _meanings(profiles: Sequence[Profile]) -> NDArray[np.float32]:
    """Return mean sentence vectors [documents, dimension], centred over the documents, of unit length.

    With few documents a centre would be made of the very documents it is to tell apart, so it counts for less.
    """
    width = max((p.vectors.shape[1] for p in profiles if p.vectors.size), default=1)
    blank = np.zeros(width, np.float32)
    means = np.stack([p.vectors.mean(axis=0, dtype=np.float32) if p.vectors.size else blank for p in profiles])
    means -= means.mean(axis=0) * (len(profiles) / (len(profiles) + 4))
    unit: NDArray[np.float32] = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return unit.astype(np.float32)


def _candidates(zh: Sequence[Profile], en: Sequence[Profile], rarity: dict[str, float]) -> NDArray[np.int64]:
    """Return, for each Chinese document, the most likely English ones [zh, CANDIDATES]."""
    if len(en) <= CANDIDATES:
        return np.tile(np.arange(len(en)), (len(zh), 1))
    left, right = (np.hstack([_meanings(side), _hashed(side, rarity)]) for side in (zh, en))
    if len(en) > _LARGE:
        try:
            import faiss
        except ImportError:
            pass
        else:
            index = faiss.IndexFlatIP(right.shape[1])
            index.add(right)
            found: NDArray[np.int64] = index.search(left, CANDIDATES)[1]
            return found
    blocks = []
    for start in range(0, len(left), 1000):
        likeness = left[start : start + 1000] @ right.T
        blocks.append(np.argpartition(-likeness, CANDIDATES, axis=1)[:, :CANDIDATES])
    return np.vstack(blocks)


def _hashed(profiles: Sequence[Profile], rarity: dict[str, float]) -> NDArray[np.float32]:
    import zlib

    places = {mark: zlib.crc32(mark.encode()) for mark in rarity}
    out = np.zeros((len(profiles), _HASHED), np.float32)
    for row, profile in zip(out, profiles, strict=True):
        for mark, count in profile.marks.items():
            if mark in rarity:
                row[places[mark] % _HASHED] += (1 if places[mark] & 1 << 31 else -1) * rarity[mark] * min(count, 3)
    unit: NDArray[np.float32] = out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
    return unit


def _days(zh: Profile, en: Profile) -> float:
    if zh.date is None or en.date is None:
        return 0.0
    apart = abs((zh.date - en.date).days)
    return SAME_DAY if apart == 0 else NEAR_DAY if apart <= _DAYS_NEAR else OTHER_DAY


def _ratio(zh: Profile, en: Profile) -> float:
    return (en.characters + 1) / (zh.characters + 1)


def _usual_ratio(zh: Sequence[Profile], en: Sequence[Profile]) -> float:
    """Return English characters for a Chinese one: three, or what the two sets of documents say on the whole."""
    medians = [float(np.median([p.characters for p in side])) for side in (en, zh)]
    return min(max((medians[0] + 1) / (medians[1] + 1), _ENGLISH_PER_CHINESE / 1.3), _ENGLISH_PER_CHINESE * 1.3)


def _one_to_one(edges: dict[tuple[int, int], float], n: int, m: int) -> Matching:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    top = max(edges.values(), default=0.0) + 1.0  # costs must not be 0: a sparse matrix would lose them
    rows, columns = [i for i, _ in edges] + list(range(n)), [j for _, j in edges] + list(range(m, m + n))
    costs = [top - odds for odds in edges.values()] + [top] * n
    chosen = min_weight_full_bipartite_matching(csr_array((costs, (rows, columns)), shape=(n, m + n)))
    by_row: list[list[tuple[float, int]]] = [[] for _ in range(n)]
    row_sums, column_sums = np.ones(n), np.ones(m)
    for (i, j), odds in edges.items():
        by_row[i].append((odds, j))
        weight = math.exp(min(odds, 50.0))
        row_sums[i] += weight
        column_sums[j] += weight

    def confidence(i: int, j: int) -> float:
        weight = math.exp(min(edges[i, j], 50.0))
        return float(min(weight / row_sums[i], weight / column_sums[j]))

    matches = []
    for i, j in ((int(i), int(j)) for i, j in zip(*chosen, strict=True)):
        if j >= m:
            continue
        other = max((x for x in by_row[i] if x[1] != j), default=None)
        next_best = None if other is None else other[1]
        matches.append(Match(i, j, confidence(i, j), next_best, 0.0 if next_best is None else confidence(i, next_best)))
    guesses: tuple[dict[int, Guess], dict[int, Guess]] = {}, {}
    taken = {found.zh for found in matches}, {found.en for found in matches}
    for (i, j), _ in sorted(edges.items(), key=lambda edge: edge[1]):  # the likeliest last, which stays
        for side, own, partner in ((0, i, j), (1, j, i)):
            if own not in taken[side]:
                guesses[side][own] = Guess(partner, confidence(i, j))
    return Matching(tuple(sorted(matches, key=lambda match: match.zh)), *guesses)
