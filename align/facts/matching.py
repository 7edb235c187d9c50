"""Pairs the facts of the two sides one to one: agreement first, then the likeliest wrong renderings."""

from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from align.facts.compare import LEAST, Relation, relate
from align.facts.compare import relations as all_relations
from align.facts.explained import explained
from align.facts.model import INCIDENTAL, SCALABLE, Fact
from align.facts.readings import readings
from align.facts.units import UNITS, in_base

_MANY = 200  # figures a side: above that a text is a table, and comparing each with each would take seconds
_NEARLY = Fraction(1, 1000)
_ALONE = 1.6  # what leaving one fact alone costs; a pair is made where it costs less than leaving both


@dataclass(frozen=True, slots=True)
class Matching:
    """``pairs``: (Chinese fact, English fact, relation). ``zh`` and ``en``: what has no partner.

    A fact without a partner that repeats what a pair states already (2024年 said twice, once in English) is left out.
    """

    pairs: tuple[tuple[Fact, Fact, Relation], ...]
    zh: tuple[Fact, ...]
    en: tuple[Fact, ...]


def match(
    zh: Sequence[Fact], en: Sequence[Fact], *, year: int | None = None, texts: tuple[str, str] | None = None
) -> Matching:
    """The best one-to-one pairing of two lists of facts; ``year`` is the document's own.

    Four steps, each on what the one before left over: figures that agree, by the least total cost of their readings;
    figures that follow from the other side's (``align.facts.derive``) and digits that the other side has as they are,
    both by the words around them, so only with ``texts``; and the likeliest wrong renderings.

    Where a side has more than 200 (a table that was not cut into lines), equal ones are paired in order first.

    >>> from align.facts import extract
    >>> found = match(extract("5亿元和6亿元", "zh"), extract("500 million yuan and 60 million yuan", "en"))
    >>> [pair[2].verdict for pair in found.pairs]
    ['same', 'wrong']
    """
    if max(len(zh), len(en)) > _MANY:
        return _in_order(zh, en, year)
    relations = all_relations(zh, en, year)
    if not relations and texts is None:
        return Matching((), tuple(zh), tuple(en))
    agreeing = {k: r for k, r in relations.items() if r.verdict in ("same", "rounded")}
    chosen = _unexchanged(_assign(agreeing, zh, en), zh, en)
    left = set(range(len(zh))) - {i for i, _ in chosen}
    right = set(range(len(en))) - {j for _, j in chosen}
    surely = {key for key, relation in agreeing.items() if _repeats(zh[key[0]], en[key[1]], relation)}
    if not left and not right:
        return Matching(tuple((zh[i], en[j], relations[i, j]) for i, j in sorted(chosen)), (), ())
    told_zh = {i for i in left if any((i, j) in surely for j in range(len(en)) if j not in right)}
    told_en = {j for j in right if any((i, j) in surely for i in range(len(zh)) if i not in left)}
    if texts is not None:
        gone_zh, gone_en = explained([zh[i] for i in sorted(left)], [en[j] for j in sorted(right)], (zh, en), texts)
        slips = [key for key, r in relations.items() if _is_slip(zh[key[0]], en[key[1]], r)]
        left -= {i for i in left if zh[i] in gone_zh and all(i != slip[0] or slip[1] not in right for slip in slips)}
        right -= {j for j in right if en[j] in gone_en and all(j != slip[1] or slip[0] not in left for slip in slips)}
    open_pairs = {
        (i, j): r
        for (i, j), r in relations.items()
        if i in left and j in right and (i, j) not in agreeing
        if r.cost + 0.5 * (i in told_zh) + 0.5 * (j in told_en) < 2 * _ALONE
    }
    chosen += _assign(open_pairs, zh, en)
    used_zh, used_en = {i for i, _ in chosen}, {j for _, j in chosen}
    return Matching(
        tuple((zh[i], en[j], relations[i, j]) for i, j in sorted(chosen)),
        tuple(zh[i] for i in sorted(left - told_zh - used_zh)),
        tuple(en[j] for j in sorted(right - told_en - used_en)),
    )


def _is_slip(zh: Fact, en: Fact, relation: Relation) -> bool:
    """True if one figure is the other ten times too large, whatever else it follows from."""
    slip = relation.verdict == "wrong" and relation.cost == LEAST and zh.kind in SCALABLE
    return slip and abs(zh.value) != abs(en.value)


def _repeats(zh: Fact, en: Fact, relation: Relation) -> bool:
    """True if a figure without a partner is the same as one that has one, so that it is there: July 25, on the 25th."""
    dated = zh.kind == en.kind == "date"
    if (zh.kind, en.kind) == ("cardinal", "identifier"):
        return True  # 白细胞介素-10（IL-10）: the English has the name only
    return relation.cost < (0.25 if dated else 0.2) or zh.whole is not None or en.whole is not None


def _in_order(zh: Sequence[Fact], en: Sequence[Fact], year: int | None) -> Matching:
    """Equal figures in the order of the text, in time that grows with their number, and the rest as in short texts.

    What is left where more than 200 remain is not told: two tables that differ so much are not of one another.
    """
    free: dict[Hashable, deque[int]] = {}
    for j, fact in enumerate(en):
        free.setdefault(_identity(fact, year), deque()).append(j)
    pairs, left = [], []
    used: set[int] = set()
    for i, fact in enumerate(zh):
        places = free.get(_identity(fact, year))
        relation = relate(fact, en[places[0]], year) if places else None
        if places and relation and relation.verdict == "same":
            used.add(places[0])
            pairs.append((fact, en[places.popleft()], relation))
        else:
            left.append(i)
    right = [j for j in range(len(en)) if j not in used]
    if max(len(left), len(right)) > _MANY:
        return Matching(tuple(pairs), (), ())
    rest = match([zh[i] for i in left], [en[j] for j in right], year=year)
    every = sorted((*pairs, *rest.pairs), key=lambda pair: pair[0].span)
    return Matching(tuple(every), rest.zh, rest.en)


def _identity(fact: Fact, year: int | None) -> Hashable:
    return next(iter(readings(fact, year)), (fact.kind, fact.parts, fact.label))


def _unexchanged(chosen: list[tuple[int, int]], zh: Sequence[Fact], en: Sequence[Fact]) -> list[tuple[int, int]]:
    """Without pairs that agree only because two figures changed places: 3.8亿元, 6000人 as 6,000 yuan, 380 million."""
    bare = [(i, j) for i, j in chosen if en[j].kind == "cardinal" != zh[i].kind in SCALABLE]
    if not bare:
        return chosen
    left, right = (set(range(len(side))) - {pair[k] for pair in chosen} for k, side in enumerate((zh, en)))
    others = [*chosen, *product(left, right)]
    crossed = [(one, two) for one in bare for two in others if _exchanged(zh[one[0]], zh[two[0]], en[two[1]])]
    return [pair for pair in chosen if len(crossed) != 1 or pair not in crossed[0]]  # with more, a list of bare figures


def _exchanged(measure: Fact, number: Fact, other: Fact) -> bool:
    """True if the other measure has the value of the number, in its own unit or converted."""
    if number.kind != "cardinal" or other.kind != measure.kind or not other.value:
        return False
    if measure.unit not in UNITS or UNITS[measure.unit].dimension != UNITS[other.unit].dimension:
        return measure.unit == other.unit and number.value == other.value
    return abs(in_base(number.value, measure.unit) / in_base(other.value, other.unit) - 1) < _NEARLY


def _assign(
    relations: dict[tuple[int, int], Relation], zh: Sequence[Fact], en: Sequence[Fact]
) -> list[tuple[int, int]]:
    """The pairs of least total cost; ties go to facts at like places."""
    if not relations:
        return []
    rows, columns = sorted({i for i, _ in relations}), sorted({j for _, j in relations})
    if len(relations) == len(rows) == len(columns):
        return list(relations)

    def cost(i: int, j: int) -> float:
        weak = 0.05 * (INCIDENTAL in (zh[i].strength, en[j].strength))
        converted = 0.35 * (zh[i].unit != en[j].unit)  # 1,000 jin rather than the 500 kg in brackets after it
        return relations[i, j].cost + converted + weak + 0.3 * abs(i / max(1, len(zh) - 1) - j / max(1, len(en) - 1))

    if len(relations) * len(rows) > 4:
        return _optimal({key: cost(*key) for key in relations}, rows, columns)
    best: list[tuple[int, int]] = []
    for key in sorted(relations, key=lambda key: cost(*key)):
        if all(key[0] != i and key[1] != j for i, j in best):
            best.append(key)
    return best


def _optimal(costs: dict[tuple[int, int], float], rows: list[int], columns: list[int]) -> list[tuple[int, int]]:
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    matrix = np.full((len(rows), len(columns)), 100.0)
    for (i, j), cost in costs.items():
        matrix[rows.index(i), columns.index(j)] = cost
    picked = zip(*linear_sum_assignment(matrix), strict=True)
    return [(rows[r], columns[c]) for r, c in picked if matrix[r, c] < 100]
