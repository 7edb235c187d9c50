"""Pairs of sentences with known truth: clean ones, and ones with a single planted error."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from .clauses import ADDITIONS, CLAUSES, FRAMES, TAILS, Clause
from .facts import Fact
from .mutations import MUTATIONS, NUMBER, UNIT
from .render_en import en as render_en
from .render_zh import zh as render_zh
from .twins import twins

Span = tuple[int, int]
SWAPPED = "figures of one kind swapped"
ERRORS = (*MUTATIONS, "figures swapped", SWAPPED, "figure dropped", "figure added")
_SEVERITY = {"mistranslation/bound": "major", "omission/number": "major", "addition/number": "minor"}
_TOLERATED = ("neutral", "minor", "major")


@dataclass(frozen=True, slots=True)
class Expected:
    """One issue that must be reported: the fair types, and the passages that its spans must overlap.

    A passage is None where that side has nothing to show. ``mild``: published translations do it all the time (a lost
    hedge), so that any severity short of critical is fair.
    """

    types: frozenset[str]
    zh: Span | None
    en: Span | None
    mild: bool = False

    def severities(self, kind: str) -> tuple[str, ...]:
        """The severities that are fair for an issue of this type."""
        if self.mild:
            return _TOLERATED
        severity = _SEVERITY.get(kind, "critical")
        return (severity, "major") if severity == "critical" else (severity,)  # a number in one word is less sure


@dataclass(frozen=True, slots=True)
class Generated:
    """A pair; ``error`` is "" and ``expected`` empty where the English is right."""

    zh: str
    en: str
    error: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class _Plan:
    """The clauses of a sentence with the true facts and what the English renders; None renders the bare clause."""

    clauses: tuple[Clause, ...]
    facts: tuple[Fact, ...]
    told: tuple[Fact | None, ...]
    added: tuple[str, Fact] | None = None


def generate(seed: int, n: int) -> Iterator[Generated]:
    """``n`` pairs, every second one with an error; the errors take turns so that each is met equally often.

    >>> first, second = generate(7, 2)
    >>> first.error, len(first.expected), bool(second.error), len(second.expected) > 0
    ('', 0, True, True)
    >>> list(generate(7, 20)) == list(generate(7, 20))
    True
    """
    rng = Random(seed)
    for number in range(n):
        error = ERRORS[number // 2 % len(ERRORS)] if number % 2 else ""
        yield one(error, rng)


def one(error: str, rng: Random) -> Generated:
    """A pair with the given error, clean for ""; every tenth clean one has two figures of one kind."""
    if error == SWAPPED or (not error and rng.random() < 0.1):
        zh, en, ours, theirs = twins(rng, exchanged=bool(error))
        # what the first figure should be is now with the second subject, and the other way round
        return Generated(zh, en, error, (Expected(NUMBER, ours[0], theirs[0]),) if error else ())
    while True:
        plan = _plan(rng)
        planted = _plant(plan, error, rng) if error else (plan, ())
        if planted is not None:
            return _write(*planted, error, rng)


def _plan(rng: Random) -> _Plan:
    clauses = tuple(rng.sample(CLAUSES, rng.choice((1, 1, 2, 2, 3))))
    while True:
        facts = tuple(clause.fact(rng) for clause in clauses)
        # two facts of one kind or value would make it a matter of taste which of them is wrong
        if len({f.value for f in facts}) == len({f.kind for f in facts}) == len(facts):
            return _Plan(clauses, facts, facts)
        clauses = tuple(rng.sample(CLAUSES, len(clauses)))


def _plant(plan: _Plan, error: str, rng: Random) -> tuple[_Plan, tuple[tuple[int, frozenset[str]], ...]] | None:
    """The plan with the error in it, and which facts it concerns (-1: the added one)."""
    facts = plan.facts
    if error == "figure added":
        addition = rng.choice([a for a in ADDITIONS if a[1].value not in {f.value for f in facts}])
        return replace(plan, added=addition), ((-1, frozenset({"addition/number"})),)
    if error == "figure dropped":
        bare = [k for k, clause in enumerate(plan.clauses) if clause.bare]
        if not bare:
            return None
        k = rng.choice(bare)
        return _told(plan, {k: None}), ((k, frozenset({"omission/number"})),)
    if error == "figures swapped":
        places = [k for k, f in enumerate(facts) if f.kind in ("count", "money", "measure") and not f.bound]
        if len(places) < 2:
            return None
        a, b = rng.sample(places, 2)
        changed: dict[int, Fact | None] = {
            a: replace(facts[a], value=facts[b].value),
            b: replace(facts[b], value=facts[a].value),
        }
        return _told(plan, changed), ((a, NUMBER | UNIT), (b, NUMBER | UNIT))
    mutate, types = MUTATIONS[error]
    for k in rng.sample(range(len(facts)), len(facts)):
        false = mutate(facts[k], rng)
        if false is not None and false.value not in {f.value for j, f in enumerate(facts) if j != k}:
            return _told(plan, {k: false}), ((k, types),)
    return None


def _told(plan: _Plan, changed: dict[int, Fact | None]) -> _Plan:
    return replace(plan, told=tuple(changed.get(k, fact) for k, fact in enumerate(plan.facts)))


def _write(plan: _Plan, wrong: tuple[tuple[int, frozenset[str]], ...], error: str, rng: Random) -> Generated:
    zh, en = "", ""
    zh_spans: dict[int, Span] = {}
    en_spans: dict[int, Span] = {}
    frame = rng.choice(FRAMES) if rng.random() < 0.4 else ("", "")
    tail = rng.choice(TAILS) if rng.random() < 0.3 else ("", "")
    zh, en = frame
    last = len(plan.clauses) - 1
    for k, (clause, fact, told) in enumerate(zip(plan.clauses, plan.facts, plan.told, strict=True)):
        if k:
            zh += "，" if rng.random() < 0.8 else "；"
            en += ", and " if k == last and not tail[1] else rng.choice((", ", ", while ", "; "))
        zh, zh_spans[k] = _filled(zh, clause.zh, render_zh(fact, rng))
        if told is None:
            en += clause.bare
        else:
            en, en_spans[k] = _filled(en, clause.en, render_en(told, rng))
        if k == last and plan.added:
            en, en_spans[-1] = _filled(en, plan.added[0], render_en(plan.added[1], rng))
    zh, en = zh + tail[0] + "。", (en + tail[1]).removesuffix(".") + "."
    expected = tuple(Expected(types, zh_spans.get(k), en_spans.get(k), error == "hedge lost") for k, types in wrong)
    return Generated(zh, en[0].upper() + en[1:], error, expected)


def _filled(text: str, pattern: str, filling: str) -> tuple[str, Span]:
    before, _, after = pattern.partition("{}")
    start = len(text) + len(before)
    return text + before + filling + after, (start, start + len(filling))
