"""Figures that follow from others: 4299元，下调200元 states 4,499 yuan too, 80元，学生半价 states 40.

Translators name the base instead of the change, the share instead of the part, the day after instead of its date. So
both sides are closed under a few operations, the same on each side, and a figure without a partner is looked for among
what follows from the other side. Chance makes sums come out too: an operation counts where its words stand beside the
figure that it explains, or where the value has three significant digits or more and one operand has no partner either.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import combinations, pairwise, permutations, product

from align.facts.digits import significant
from align.facts.model import INCIDENTAL, Fact, Role
from align.facts.words_beside import Words, words
from align.model.document import Language

MOST = 12  # figures a side: above that a sum comes out by chance
_COUNTS = frozenset(("cardinal", "quantity", "money", "duration"))
_AMOUNTS = _COUNTS | {"percent", "ordinal", "point"}
_FACTORS = frozenset(("multiple", "fraction", "percent", "date", "period", "year"))
_PART = words("part")
_CHANGES: tuple[Role, ...] = ("change", "difference")
_BY_WORDS, _BY_DIGITS = 0.0, 0.4
_NEAR = 120  # characters before and after a figure in which the words of an operation may stand
Yield = Iterator[tuple[Fact, tuple[Fact, ...]]]


@dataclass(frozen=True, slots=True)
class Operation:
    """What is done, and what must be so for a figure to be its result.

    ``before``, ``after``: words right beside the result. ``other``: words anywhere on the side that it follows from,
    and, if ``alone``, nowhere on its own, where it is said by the figure.
    ``roles``: what the words beside the result make of it. ``lost``: one of the operands has no partner, that is, the
    result is said instead of it. ``changes``: if such an operand is a change and if the result is, where one could be
    the other in error.
    """

    rule: Callable[[Sequence[Fact]], Yield]
    before: Words | None = None
    after: Words | None = None
    other: Words | None = None
    lost: bool = False
    alone: bool = True
    roles: tuple[Role, ...] = ()
    changes: tuple[bool, bool] | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure that follows from ``sources`` by an operation."""

    fact: Fact
    sources: tuple[Fact, ...]
    operation: Operation


def derive(facts: Sequence[Fact]) -> Iterator[Derived]:
    """Yield what follows from the figures of one side, unless they are too many for a sum to say anything.

    >>> from align.facts import extract
    >>> found = list(derive(extract("起售价4299元，下调200元", "zh")))
    >>> {4099, 4499} <= {d.fact.value for d in found}
    True
    """
    stated = [
        fact
        for fact in facts
        if fact.high is None and fact.kind != "identifier" and (fact.strength != INCIDENTAL or fact.kind in _FACTORS)
    ]
    if 0 < len(stated) <= MOST:
        for operation in OPERATIONS:
            for fact, sources in operation.rule(stated):
                yield Derived(fact, sources, operation)


def cost(
    derived: Derived, fact: Fact, texts: tuple[str, str], language: Language, *, missing: Sequence[Fact]
) -> float | None:
    """What it costs that a figure follows from the other side, by its words or its digits; None where it does not.

    ``texts``: the figure's own and the other. ``missing``: figures of the other side that have no partner.
    """
    operation, text = derived.operation, texts[0]
    lost = any(source in missing for source in derived.sources)
    if (operation.lost and not lost) or (operation.before and fact.bound in ("min", "max", "below")):
        return None  # "not less than 13 years" is no base of a comparison
    rivals = [one for one in derived.sources if one in missing and _alike(one, fact)]
    apart = _PART[language].search(text) or _stands(fact, text, language, None, operation.after)
    if operation.rule is _sums and 0 < len(rivals) < len(derived.sources) and not apart:
        return None  # a whole in place of one of its parts, of which the other is told
    changes = [one.role in _CHANGES for one in (*rivals, fact)]
    if rivals and operation.changes and changes != [*(operation.changes[:1] * len(rivals)), operation.changes[1]]:
        return None  # likelier a wrong rendering of an operand: rose 5, fell 2 as "rose 5, fell 3"
    if operation.other is not None:
        said = operation.other["en" if language == "zh" else "zh"].search(texts[1])
        return _BY_WORDS if said and not (operation.alone and operation.other[language].search(text)) else None
    if fact.role in operation.roles or _stands(fact, text, language, operation.before, operation.after):
        return _BY_WORDS
    unasked = operation.before is None and operation.after is None and not operation.roles
    return _BY_DIGITS if unasked or (lost and significant(fact.value) > 3 - (len(derived.sources) > 1)) else None


def _stands(fact: Fact, text: str, language: Language, before: Words | None, after: Words | None) -> bool:
    """True if words stand right before or after a figure."""
    start, end = fact.span
    led = before is not None and before[language].search(text, max(0, start - _NEAR), start) is not None
    return led or (after is not None and after[language].match(text, end) is not None)


def _made(like: Fact, value: Fraction, **changed: object) -> Fact:
    return replace(like, value=value, high=None, bound="", also=(), parts=(), whole=None, **changed)  # type: ignore[arg-type]


def _alike(one: Fact, other: Fact) -> bool:
    return one.kind == other.kind and one.unit == other.unit


def _sums(facts: Sequence[Fact]) -> Yield:
    for one, other in combinations(facts, 2):
        if _alike(one, other) and one.kind in _AMOUNTS - {"ordinal"}:
            yield _made(one, one.value + other.value), (one, other)
    for kind in ("cardinal", "money", "quantity"):
        every = tuple(fact for fact in facts if fact.kind == kind and fact.strength != INCIDENTAL)
        runs = combinations(range(len(every) + 1), 2)
        for some in (every[first:last] for first, last in runs if last - first > 2):
            if all(_alike(some[0], fact) for fact in some):
                yield _made(some[0], sum((fact.value for fact in some), Fraction(0))), some


def _differences(facts: Sequence[Fact]) -> Yield:
    for one, other in combinations(facts, 2):
        if _alike(one, other) and one.kind in _AMOUNTS and one.value != other.value:
            value = abs(one.value - other.value)
            yield _made(one, value), (one, other)
            if one.kind == "percent":
                yield _made(one, value, kind="point"), (one, other)
            if one.kind in ("ordinal", "money", "quantity"):
                yield _made(one, value, kind="cardinal", unit=""), (one, other)
    for one in facts:
        if one.kind == "cardinal" and 2 < one.value < 100 and one.value.denominator == 1:
            yield _made(one, one.value - 1), (one,)  # with 12 others, of 13


def _levels(facts: Sequence[Fact]) -> Yield:
    """Where something stood, by where it stands and how much it changed."""
    for now, change in permutations(facts, 2):
        alike = (now.kind == "percent" and change.kind == "point" and not change.label) or (
            now.kind in _COUNTS and _alike(now, change)
        )
        if alike or {now.kind, change.kind} == {"quantity", "cardinal"}:
            yield _made(now, now.value + change.value), (change,)
            yield _made(now, now.value - change.value), (change,)
        elif change.kind == "percent" and now.kind in _COUNTS and 0 < change.value < 100:
            for share in (1 + change.value / 100, 1 - change.value / 100):
                yield _made(now, now.value / share), (change,)


def _ratios(facts: Sequence[Fact]) -> Yield:
    for part, whole in permutations(facts, 2):
        if part.kind in _COUNTS and _same_sort(part, whole) and 0 < part.value < whole.value:
            yield _made(part, part.value / whole.value, kind="fraction", unit=""), (part, whole)
            yield _made(part, whole.value / part.value, kind="multiple", unit=""), (part, whole)


def _same_sort(one: Fact, other: Fact) -> bool:
    return one.kind == other.kind and (one.unit == other.unit or one.kind == "cardinal")


def _products(facts: Sequence[Fact]) -> Yield:
    for factor, whole in permutations(facts, 2):
        share = whole.kind == "percent" and factor.kind == "multiple"  # from 8 percent to three times that
        if factor.kind not in ("multiple", "fraction", "percent") or not (
            share or whole.kind in _COUNTS - {"duration"}
        ):
            continue
        times = factor.value / 100 if factor.kind == "percent" else factor.value
        changed = (1 + times, 1 - times) if factor.kind == "percent" else (times - 1,)
        for one in (times, *changed):
            if one > 0:
                yield _made(whole, whole.value * one), (factor,)
                if whole.kind != "cardinal":
                    yield _made(whole, whole.value * one, kind="cardinal", unit=""), (factor,)


def _changes(facts: Sequence[Fact]) -> Yield:
    for old, new in permutations(facts, 2):
        if old.kind in _COUNTS and _alike(old, new) and old.value > 0 and new.value > 0 and old.value != new.value:
            yield _made(old, abs(new.value / old.value - 1) * 100, kind="percent", unit=""), (old, new)


def _beyond(facts: Sequence[Fact], step: int) -> Yield:
    """By how much a plan was exceeded of which so much was done (step -100), or the reverse (100)."""
    for fact in facts:
        if fact.kind == "percent" and fact.value + step > 0:
            yield _made(fact, fact.value + step), (fact,)


def _per_area(facts: Sequence[Fact]) -> Yield:
    """An amount per mu as one per hectare, and the reverse, to the digits that are stated."""
    for fact in facts:
        if fact.kind in ("quantity", "money"):
            places = next((n for n in range(9) if (fact.value * 10**n).denominator == 1), 9)
            half = Fraction(1, 2 * 10**places) if significant(fact.value) > 2 else Fraction(0)
            for factor in (Fraction(15), Fraction(1, 15)):
                low, high = (fact.value - half) * factor, (fact.value + half) * factor
                yield replace(_made(fact, low), high=high if half else None), (fact,)
                if fact.unit == "kg":
                    yield _made(fact, fact.value * factor / 1000, unit="t"), (fact,)


def _scores(facts: Sequence[Fact]) -> Yield:
    """The score that a range may be: 23-25."""
    for one, other in pairwise(facts):
        if one.kind == other.kind == "cardinal" and one.whole is not None and one.whole == other.whole:
            parts = (int(one.value), int(other.value))
            yield Fact("ratio", one.value, one.whole, parts=parts), (one, other)


def _complements(facts: Sequence[Fact]) -> Yield:
    for fact in facts:
        if fact.kind == "percent" and 0 < fact.value < 100:
            yield _made(fact, 100 - fact.value), (fact,)
        elif fact.kind == "fraction" and 0 < fact.value < 1:
            yield _made(fact, 1 - fact.value), (fact,)
    shares = [fact for fact in facts if fact.kind == "percent"]
    for some in (*combinations(shares, 2), *combinations(shares, 3)):
        rest = 100 - sum((fact.value for fact in some), Fraction(0))
        if rest > 0:
            yield _made(some[0], rest), some


def _opposites(facts: Sequence[Fact]) -> Yield:
    """A loss of five million, for minus five million."""
    for fact in facts:
        if fact.value < 0 and fact.kind in ("money", "percent", "permille"):
            yield _made(fact, -fact.value), (fact,)


_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _beside(facts: Sequence[Fact], sort: str) -> Yield:
    """The day, month or year before each and the one after it."""
    for fact, step in product(facts, (-1, 1)):
        month, day = _month_and_day(fact)
        if sort == "day" and day:
            moved = date(2024, month or 1, 1) + timedelta(day - 1 + step)
            yield _dated(fact, month and moved.month, moved.day), (fact,)
        elif sort == "month" and month and not day:
            yield _dated(fact, (month - 1 + step) % 12 + 1, 0), (fact,)
        elif sort == "year" and fact.kind == "year" and not fact.unit:
            yield _made(fact, fact.value + step), (fact,)


def _month_and_day(fact: Fact) -> tuple[int, int]:
    """The month and the day, 0 for what is not said: July 25, 25日, "the 25th"."""
    if fact.kind == "ordinal" and any(reading[0] == "date" for reading in fact.also):
        return 0, int(fact.value)
    return (fact.parts[0], fact.parts[1]) if fact.kind == "date" and not fact.unit else (0, 0)


def _plans(facts: Sequence[Fact]) -> Yield:
    """The first and last year of a five-year plan; the three years before the third had none."""
    for fact in facts:
        if fact.kind == "ordinal" and (fact.label == "plan" or fact.text.lower().endswith("five-year plan")):
            first = (1966 - 15 if fact.value >= 3 else 1953 - 5) + 5 * fact.value
            for year in (first, first + 4):
                yield replace(_made(fact, year), kind="year", label=""), (fact,)


def _ends(facts: Sequence[Fact]) -> Yield:
    """The last day and month of a month, quarter or half, and the period that ends with a month."""
    for fact in facts:
        month = fact.parts[0] if fact.kind == "date" and not fact.unit else 0
        if month and fact.parts[1] in (0, _DAYS[month - 1], 30):
            yield _dated(fact, month, 0 if fact.parts[1] else _DAYS[month - 1] - (month == 2)), (fact,)
            if month % 3 == 0:
                yield _period(fact, month // 3, "quarter"), (fact,)
            if month % 6 == 0:
                yield _period(fact, month // 6, "half"), (fact,)
        elif fact.kind == "period" and fact.unit in ("quarter", "half", "first quarters"):
            month = int(fact.value) * (6 if fact.unit == "half" else 3)
            if month <= 12:
                yield _dated(fact, month, 0), (fact,)
                yield _dated(fact, month, _DAYS[month - 1]), (fact,)


def _from_to(facts: Sequence[Fact]) -> Yield:
    """The quarter or half that begins with one month and ends with another."""
    for one, other in permutations((fact for fact in facts if fact.kind == "date" and not fact.unit), 2):
        for unit, months in (("quarter", 3), ("half", 6)):
            if one.parts == (other.parts[0] - months + 1, 0) and not (other.parts[1] or other.parts[0] % months):
                yield _period(one, other.parts[0] // months, unit), (one, other)


def _period(fact: Fact, value: int, unit: str) -> Fact:
    return replace(fact, kind="period", value=Fraction(value), unit=unit, parts=(), also=(), label="")


def _dated(fact: Fact, month: int, day: int) -> Fact:
    value = Fraction(month or day)
    return replace(fact, kind="date", value=value, unit="", parts=(month, day), also=(), label="", whole=None)


def _spans(facts: Sequence[Fact]) -> Yield:
    """How long it is from one year, day or time to another."""
    for one, other in combinations(facts, 2):
        if one.kind == other.kind == "year" and not (one.unit or other.unit) and one.value != other.value:
            for extra in (0, 1):
                years = abs(other.value - one.value) + extra
                yield Fact("duration", years, one.span, unit="y"), (one, other)
        elif one.kind == other.kind == "date" and not (one.unit or other.unit) and one.parts[1] and other.parts[1]:
            months = (other.parts[0] or one.parts[0]) - (one.parts[0] or other.parts[0])
            days = other.parts[1] - one.parts[1] + 30 * months
            for extra in (0, 1, *((2,) if months else ())):
                if days > 0:
                    yield Fact("duration", Fraction(days + extra), one.span, unit="d"), (one, other)
        elif one.kind == other.kind == "time":
            hours = (other.value - one.value) % 24
            yield Fact("duration", hours, one.span, unit="h"), (one, other)


OPERATIONS: tuple[Operation, ...] = (
    Operation(_sums, before=words("whole"), after=words("in all")),
    Operation(_differences, roles=_CHANGES, changes=(False, True)),
    Operation(_levels, before=words("base"), lost=True, changes=(True, False)),
    Operation(_ratios, lost=True),
    Operation(_products, lost=True),
    Operation(_changes, lost=True),
    Operation(_scores, lost=True),
    Operation(_complements, before=words("rest"), after=words("less")),
    Operation(_opposites, before=words("lost"), lost=True),
    Operation(partial(_beyond, step=-100), other=words("planned"), lost=True),
    Operation(partial(_beyond, step=100), other=words("beyond"), lost=True),
    Operation(_per_area, before=words("each"), after=words("per"), lost=True),
    *(Operation(partial(_beside, sort=sort), other=words(f"{sort} beside")) for sort in ("day", "month", "year")),
    Operation(_plans),
    Operation(_from_to, other=words("from to"), alone=False),
    Operation(_ends, other=words("end"), alone=False),
    Operation(_spans),
)
