"""When two facts of one language each are the same, and what is told of texts with more figures than can be paired."""

import pytest

from align.facts import extract
from align.facts.compare import relate
from align.facts.matching import match


def verdict(zh: str, en: str) -> str:
    relation = relate(extract(zh, "zh")[0], extract(en, "en")[0])
    return relation.verdict if relation else ""


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("66.67 hectares", "same"),
        ("66.33 hectares", "wrong"),  # four digits promise more than half a percent
        ("67.2 hectares", "same"),
        ("68.2 hectares", "wrong"),
        ("67 hectares", "same"),
    ],
)
def test_a_conversion_may_be_off_by_its_last_digit(english: str, expected: str) -> None:
    assert verdict("1000亩", english) == expected


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("4.1 million people", "rounded"),
        ("4.2 million people", "wrong"),
        ("no more than 4.2 million people", "rounded"),
        ("nearly 4.2 million people", "rounded"),
        ("more than 4.1 million people", "rounded"),
        ("more than 4.2 million people", "wrong"),
    ],
)
def test_a_rounded_figure_lies_where_its_hedge_says(english: str, expected: str) -> None:
    assert verdict("4120000人", english) == expected


def test_a_clock_of_twelve_hours_is_not_one_of_twenty_four() -> None:
    assert verdict("20时", "8 a.m.") != "same"
    assert verdict("20时", "8 p.m.") == "same"


def test_tables_that_differ_in_more_figures_than_can_be_paired_are_not_of_one_another() -> None:
    zh = extract("、".join(f"{n}万吨" for n in range(1000, 1250)), "zh")
    en = extract(", ".join(f"{n} kilometers" for n in range(3000, 3250)), "en")
    assert (len(zh), len(en)) == (250, 250)
    assert match(zh, en) == match((), ())


def test_of_long_tables_what_is_the_same_is_paired_in_order() -> None:
    zh = extract("、".join(f"{n}吨" for n in range(1000, 1250)), "zh")
    en = extract(", ".join(f"{n} tons" for n in range(1000, 1249)), "en")
    found = match(zh, en)
    assert [(a.value, b.value) for a, b, _ in found.pairs] == [(n, n) for n in range(1000, 1249)]
    assert [fact.value for fact in found.zh] == [1249]
