"""Pairs the facts of the two sides one to one, by one assignment of least cost over all that each may be."""

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from align.facts.compare import Relation, agree
from align.facts.compare import relations as all_relations
from align.facts.explained import explained
from align.facts.model import INCIDENTAL, SCALABLE, Fact
from align.facts.roles import CLAUSE

_MANY = 200  # figures: a side with more is a table, and two that differ in so many are not of one another
_ALONE = 1.6  # what leaving one fact alone costs; a wrong pair is made where it costs less than leaving both
_REPEATED = 1.1  # leaving alone what the other side says once for twice
_AGREE = ("same", "rounded")
_LAST = 10  # so many times more does an agreement gain than a wrong pair: it goes first
_DERIVED = _LAST * 1.5  # and one with what follows from others
_LETTERS = re.compile("^-[0-9]|[0-9][^\u4e00-\u9fff]*[A-Za-z]|[A-Za-z][^\u4e00-\u9fff]*[0-9]")
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs``: (Chinese fact, English fact, relation). ``zh`` and ``en``: what has no partner.

    A fact without a partner that the other side has all the same is left out: one that repeats what a pair states
    (2024年 said twice, once in English), follows from others (``align.facts.derive``) or stands there in digits.
    """

    pairs: tuple[tuple[Fact, Fact, Relation], ...]
    zh: tuple[Fact, ...]
    en: tuple[Fact, ...]


def match(
    zh: Sequence[Fact], en: Sequence[Fact], *, year: int | None = None, texts: tuple[str, str] | None = None
) -> Matching:
    """The best one-to-one pairing of two lists of facts; ``year`` is the document's own.

    Agreement goes first, then what follows from the other side's figures (``align.facts.derive``), told by the words
    around it, so only with ``texts``; a wrong pair is made where it costs less than leaving both alone.

    >>> from align.facts import extract
    >>> found = match(extract("5亿元和6亿元", "zh"), extract("500 million yuan and 60 million yuan", "en"))
    >>> [pair[2].verdict for pair in found.pairs]
    ['same', 'wrong']
    """
    sides = (zh, en)
    relations = all_relations(zh, en, year)
    if texts is not None and len(zh) * len(en) <= _MANY**2:
        lettered = [[bool(_LETTERS.search(fact.text)) for fact in side] for side in sides]
        keys = [(i, j) for i, j in product(range(len(zh)), range(len(en))) if lettered[0][i] or lettered[1][j]]
        written = [(i, j) for i, j in keys if _verbatim((zh[i], en[j]), texts)]
        relations |= dict.fromkeys(written, Relation("same", 0.1))
    alone = tuple(dict.fromkeys(range(len(side)), _ALONE) for side in sides)
    partners: tuple[dict[int, set[int]], ...] = tuple({k: set() for k in range(len(side))} for side in sides)
    for key, relation in relations.items():
        if relation.verdict in _AGREE:
            for s, place in enumerate(key):
                partners[s][place].add(key[1 - s])
                if _repeats(zh[key[0]], en[key[1]], relation):
                    alone[s][place] = _REPEATED
    # facts without a partner of their own: there may be none left for them
    open_ = [
        [k for k in partners[s] if all(len(partners[1 - s][other]) > 1 for other in partners[s][k])] for s in (0, 1)
    ]
    units = [key for key, relation in relations.items() if relation.verdict == "unit"]  # 4.5个百分点 as 4.5 percent
    miscalled = {key for key in units if key[0] in open_[0] and key[1] in open_[1]}
    open_ = [[k for k in places if all(k != key[s] for key in miscalled)] for s, places in enumerate(open_)]
    gains: dict[Key, float] = {}
    derived: dict[Key, Sequence[Fact]] = {}
    if texts is not None and any(open_) and max(len(zh), len(en)) <= _MANY:
        found = explained([zh[i] for i in open_[0]], [en[j] for j in open_[1]], sides, texts)
        for s, places in enumerate(open_):
            for k in (k for k in places if sides[s][k] in found[s]):
                alone[s][k], sources = found[s][sides[s][k]]
                others = [o for o in open_[1 - s] if sides[1 - s][o] in sources and o not in partners[s][k]]
                keys = [(other, k) if s else (k, other) for other in others]
                derived |= dict.fromkeys(keys, sources)
                gains |= dict.fromkeys(keys, _DERIVED - alone[s][k])
    both = {  # 由下降0.1%转为上涨0.1%: equal figures of one clause, told apart by their trends
        k
        for at, (one, other) in enumerate(pairwise(zh if texts else ()))
        if (one.kind, one.value, one.direction) == (other.kind, other.value, -other.direction)
        for k in (() if texts is None or CLAUSE["zh"].search(texts[0], one.span[1], other.span[0]) else (at, at + 1))
    }
    for key, relation in relations.items():
        cost = relation.cost + _apart(sides, key) + (key[0] in both and zh[key[0]].direction * en[key[1]].direction < 0)
        if relation.verdict in _AGREE:
            gains[key] = _LAST * (2 * _ALONE - cost)
        elif key not in derived and relation.cost < alone[0][key[0]] + alone[1][key[1]]:
            gains[key] = 3 * _ALONE - cost
    chosen = _uncrossed(assigned(gains), relations, zh, en)
    told = [fact for key in chosen for fact in derived.get(key, ())]
    left = [
        [side[k] for k in costs if costs[k] == _ALONE and side[k] not in told and all(pair[s] != k for pair in chosen)]
        for s, (side, costs) in enumerate(zip(sides, alone, strict=True))
    ]
    pairs = [(zh[i], en[j], relations[i, j]) for i, j in sorted(chosen) if (i, j) not in derived]
    if max(map(len, left)) > _MANY:
        left = [[], []]
    return Matching(tuple(pairs), tuple(left[0]), tuple(left[1]))


def _verbatim(facts: tuple[Fact, Fact], texts: tuple[str, str]) -> bool:
    """True if a side writes what the other does, letters and signs: 50 mil的网格, a 50 mil grid; -1 到 1, -1 to 1."""
    for fact, other, text in zip(facts, reversed(facts), reversed(texts), strict=True):
        if _LETTERS.search(fact.text):
            at = text.find(fact.text, max(0, other.span[0] - len(fact.text)))
            if 0 <= at < other.span[1]:
                return True
    return False


def _repeats(zh: Fact, en: Fact, relation: Relation) -> bool:
    """True if a figure without a partner is the same as one that has one, so that it is there: July 25, on the 25th."""
    dated = zh.kind == en.kind == "date"
    if (zh.kind, en.kind) == ("cardinal", "identifier"):
        return True  # 白细胞介素-10（IL-10）: the English has the name only
    return relation.cost < (0.25 if dated else 0.2) or zh.whole is not None or en.whole is not None


def _apart(sides: tuple[Sequence[Fact], Sequence[Fact]], key: tuple[int, int]) -> float:
    """What it adds to the cost of a pair that its facts have other bounds or units, or other places."""
    one, other = (side[k] for side, k in zip(sides, key, strict=True))
    weak = 0.05 * (INCIDENTAL in (one.strength, other.strength)) + 0.3 * (one.bound != other.bound)
    converted = 0.35 * (one.unit != other.unit)  # 1,000 jin rather than the 500 kg in brackets after it
    places = [k / max(1, len(side) - 1) for side, k in zip(sides, key, strict=True)]
    return weak + converted + 0.3 * abs(places[0] - places[1])


def _uncrossed(chosen: list[Key], possible: Container[Key], zh: Sequence[Fact], en: Sequence[Fact]) -> list[Key]:
    """The pairs, two that agree only because figures changed places as wrong: 5亿元, 60人 as 60 yuan, 500 million."""
    bare = [key for key in chosen if en[key[1]].kind == "cardinal" != zh[key[0]].kind]
    crossed = [
        (one, other)
        for one, other in product(bare, chosen if bare else ())
        if zh[other[0]].kind == "cardinal" and zh[one[0]].kind == en[other[1]].kind in SCALABLE
        if agree(replace(zh[one[0]], value=zh[other[0]].value), en[other[1]])
    ]
    turned = [(one[0], other[1]) for pair in crossed for one, other in (pair, pair[::-1])]
    if len(crossed) != 1 or any(key not in possible for key in turned):
        return chosen  # with more, a list of bare figures
    return [*(key for key in chosen if key not in crossed[0]), *turned]


def assigned(gains: Mapping[Key, float]) -> list[Key]:
    """The pairs that gain most together."""
    rows, columns = sorted({i for i, _ in gains}), sorted({j for _, j in gains})
    if len(gains) == len(rows) == len(columns):
        return list(gains)
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    row, column = ({place: k for k, place in enumerate(places)} for places in (rows, columns))
    matrix = np.zeros((len(rows), len(columns)))
    for (i, j), gain in gains.items():
        matrix[row[i], column[j]] = gain
    picked = [(rows[r], columns[c]) for r, c in zip(*linear_sum_assignment(matrix, maximize=True), strict=True)]
    return [key for key in picked if key in gains]
