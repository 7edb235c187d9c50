"""Twice the input takes about twice the time, in every reader, segmenter, scorer and in the facts."""

import pytest
from fuzzing.growth import Growth, cases, too_steep
from fuzzing.targets import facts_text, pair_file, scored_text, text_file

ALL = list(cases())


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What is loaded once counts for none of the cases."""
    for target, name in ((text_file, "a.txt"), (text_file, "a.html"), (pair_file, "b.tsv")):
        target(name, "中文。\tEnglish.\n".encode())
    facts_text("x", "增长5%。".encode())
    scored_text("x", "增长5%。\nUp 6%.\n".encode())


@pytest.mark.parametrize("kind", sorted({case.name.split()[0] for case in ALL}))
def test_cost_grows_with_the_input(kind: str) -> None:
    assert [told for case in ALL if case.name.split()[0] == kind if (told := too_steep(case))] == []


def test_a_quadratic_cost_is_found() -> None:
    def quadratic(_: str, data: bytes) -> None:
        for _ in data:
            data.count(b"x")

    assert too_steep(Growth("q", lambda n: ("a", b" " * n), quadratic, 8_000)).startswith("q: ")
