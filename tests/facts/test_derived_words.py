"""The words that say that a figure follows from others: every row finds its example and not its near miss."""

import re

import pytest

from align.facts.derived_words import words
from align.language.tables import read_table


@pytest.mark.parametrize("row", read_table("derived-words"), ids=lambda row: f"{row['key']}-{row['language']}")
def test_a_row_finds_its_example_and_not_its_near_miss(row: dict[str, str]) -> None:
    pattern: re.Pattern[str] = words(row["key"])["zh" if row["language"] == "zh" else "en"]
    assert row["why"]
    assert pattern.search(row["example"])
    assert not pattern.search(row["near_miss"])
