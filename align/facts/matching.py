"""Pairs the facts of the two sides one to one: agreement first, then the likeliest wrong renderings."""

from collections import deque
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations

from align.facts.compare import Relation, relate
from align.facts.compare import relations as all_relations
from align.facts.digits import distance
from align.facts.explained import explained
from align.facts.model import INCIDENTAL, STRONG, Fact
from align.facts.readings import readings
from align.facts.units import UNITS

_MANY = 200  # figures a side: above that a text is a table, and comparing each with each would take seconds
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
    chosen = _assign(agreeing, zh, en)
    chosen = _swapped(chosen, relations, zh, en)
    left = set(range(len(zh))) - {i for i, _ in chosen}
    right = set(range(len(en))) - {j for _, j in chosen}
    surely = {key for key, relation in agreeing.items() if _repeats(zh[key[0]], en[key[1]], relation)}
    if not left and not right:
        return Matching(tuple((zh[i], en[j], relations[i, j]) for i, j in sorted(chosen)), (), ())
    told_zh = {i for i in left if any((i, j) in surely for j in range(len(en)) if j not in right)}
    told_en = {j for j in right if any((i, j) in surely for i in range(len(zh)) if i not in left)}
    if texts is not None:
        gone_zh, gone_en = explained([zh[i] for i in sorted(left)], [en[j] for j in sorted(right)], (zh, en), texts)
        slips = [
            (i, j) for (i, j), r in relations.items() if i in left and j in right and _is_slip(zh[i], en[j], r.verdict)
        ]  # the figure itself, ten times too large, whatever else it follows from
        left -= {i for i in left if zh[i] in gone_zh} - {i for i, _ in slips}
        right -= {j for j in right if en[j] in gone_en} - {j for _, j in slips}
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


def _is_slip(zh: Fact, en: Fact, verdict: str) -> bool:
    """True if two figures of a sort have the same digits."""
    alike = verdict == "wrong" and zh.kind == en.kind and zh.unit == en.unit and abs(zh.value) != abs(en.value)
    return alike and distance(zh.value, en.value) == 0


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


def _swapped(
    chosen: list[tuple[int, int]], relations: dict[tuple[int, int], Relation], zh: Sequence[Fact], en: Sequence[Fact]
) -> list[tuple[int, int]]:
    """Without the pairs that agree only because two figures changed places: 3.8亿元 and 6000人 as 6,000 yuan and 380
    million people."""
    if all(relations[pair].cost < 0.35 for pair in chosen):
        return chosen
    loose = [pair for pair in chosen if relations[pair].cost >= 0.35]
    exchanged = [pairs for pairs in combinations(loose, 2) if _exchanged([(zh[i], en[j]) for i, j in pairs])]
    crossed = set(exchanged[0]) if len(exchanged) == 1 else set()  # with more, a list of bare figures
    free_zh = [fact for k, fact in enumerate(zh) if all(k != i for i, _ in chosen)]
    free_en = [fact for k, fact in enumerate(en) if all(k != j for _, j in chosen)]
    taken = [(i, j) for i, j in loose if _takes_anothers(zh[i], en[j], free_zh, free_en)]
    if len(taken) == 1:
        crossed |= set(taken)
    return [pair for pair in chosen if pair not in crossed]


def _exchanged(pairs: Sequence[tuple[Fact, Fact]]) -> bool:
    (one, its), (other, theirs) = pairs
    units = one.unit == theirs.unit and other.unit == its.unit
    return units and one.kind == theirs.kind != its.kind == other.kind


def _takes_anothers(zh: Fact, en: Fact, free_zh: Sequence[Fact], free_en: Sequence[Fact]) -> bool:
    """True if a bare number agrees with a measure only, and the measure and the number left over belong to them."""
    for measured, bare, owners, others in ((zh, en, free_en, free_zh), (en, zh, free_zh, free_en)):
        wanted = any(_of_a_sort(fact, measured) and fact.strength == STRONG for fact in owners)
        theirs = bare.strength < STRONG or any(fact.kind == "cardinal" for fact in others)
        if bare.kind == "cardinal" != measured.kind and wanted and theirs:
            return True
    return False


def _of_a_sort(one: Fact, other: Fact) -> bool:
    """True if two figures are amounts, or measures of one dimension."""
    measured = one.kind == other.kind == "quantity"
    return one.kind == other.kind and (not measured or UNITS[one.unit].dimension == UNITS[other.unit].dimension)


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
