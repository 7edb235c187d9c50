"""Properties of the figures scorer on generated pairs: the right English never flags, a planted error always does."""

import signal
import time
from collections.abc import Iterator
from random import Random

import pytest
from figure_generator import ERRORS, SWAPPED, Expected, Generated, generate, one
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from align.embedders.token_encoders import load_token_encoder
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

PER_ERROR = 12
SWAPS = ("figures swapped", SWAPPED)


def _find(pair: Generated) -> tuple[Issue, ...]:
    # what two figures of one kind are stated of may be any word: the scorer needs links for those that it does not list
    encoder = load_token_encoder if pair.error == SWAPPED else None
    unit = TranslationUnit(0, (0,), (0,), pair.zh, pair.en)
    return Checker(tokens=encoder, profile=Profile(("figures",))).units([unit])[0].issues


def _touches(span: Span | None, wanted: Span | None) -> bool:
    if wanted is None:
        return True
    return span is not None and span[0] < wanted[1] and wanted[0] < span[1]


def _reports(issue: Issue, wanted: Expected) -> bool:
    return (
        issue.type in wanted.types
        and issue.severity in wanted.severities(issue.type)
        and _touches(issue.zh_span, wanted.zh)
        and _touches(issue.en_span, wanted.en)
    )


def _shown(pair: Generated) -> str:
    found = "\n".join(f"  {i.severity} {i.type} {i.zh_span} {i.en_span}: {i.message}" for i in _find(pair))
    return f"{pair.error or 'clean'}\n{pair.zh}\n{pair.en}\nexpected {pair.expected}\nfound\n{found or '  nothing'}"


@pytest.mark.parametrize("seed", range(300))
def test_a_right_rendering_never_flags(seed: int) -> None:
    pair = one("", Random(seed))
    assert not _find(pair), _shown(pair)


@pytest.mark.parametrize("seed", range(PER_ERROR))
@pytest.mark.parametrize("error", ERRORS)
def test_a_planted_error_is_reported_and_nothing_else(error: str, seed: int) -> None:
    pair = one(error, Random(f"{error}/{seed}"))
    found = _find(pair)
    assert len(found) == len(pair.expected), _shown(pair)
    assert all(any(_reports(issue, wanted) for issue in found) for wanted in pair.expected), _shown(pair)


PARTS = [
    *"10１一零万亿十点.,，:/-至%％年月日时第倍元$",
    "分之",
    "百分之",
    "one ",
    "hundred ",
    "million ",
    "and ",
    "a ",
    "half ",
    "th ",
    "July ",
    "p.m. ",
]


@pytest.fixture
def give_up() -> Iterator[None]:
    """Ends a test after a minute of work: what takes quadratic time would hold up the suite for hours."""

    def stop(number: int, frame: object) -> None:
        raise TimeoutError("still reading after a minute")

    previous = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, 60)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, previous)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=4))
@example(["1234567890"])
@example(["一"])
@example(["1.2"])
@example(["1,234", "一", "5%", "至"])
@example([":", ":", "0", ":"])
@example(["1", ", ", "2", " and "])
def test_a_line_of_200_000_characters_takes_seconds_not_minutes(give_up: None, parts: list[str]) -> None:
    part = "".join(parts)
    text = (part * (200_000 // len(part) + 1))[:200_000]
    start = time.process_time()
    Checker(profile=Profile(("figures",))).units([TranslationUnit(0, (0,), (0,), text, text)])
    assert time.process_time() - start < 4, "one second is usual, two on processors that others use"


def test_the_generator_is_fair() -> None:
    pairs = list(generate(11, 2000))
    assert pairs == list(generate(11, 2000))
    assert {pair.error for pair in pairs} == {"", *ERRORS}
    assert len(ERRORS) >= 20
    for pair in pairs:
        assert len(pair.expected) == (0 if not pair.error else 2 if pair.error == SWAPS[0] else 1)
        for wanted in pair.expected:
            assert wanted.zh is None or 0 <= wanted.zh[0] < wanted.zh[1] <= len(pair.zh)
            assert wanted.en is None or 0 <= wanted.en[0] < wanted.en[1] <= len(pair.en)
            assert (wanted.en is None) == (pair.error == "figure dropped")
            assert (wanted.zh is None) == (pair.error == "figure added")
