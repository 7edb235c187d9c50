"""The words beside a figure that say what it is of others: every row finds its example and not its near miss."""

import re

import pytest

from align.facts.words_beside import words
from align.language.tables import read_table


@pytest.mark.parametrize("row", read_table("words-beside"), ids=lambda row: f"{row['key']}-{row['language']}")
def test_a_row_finds_its_example_and_not_its_near_miss(row: dict[str, str]) -> None:
    pattern: re.Pattern[str] = words(row["key"])["zh" if row["language"] == "zh" else "en"]
    assert row["why"]
    assert pattern.search(row["example"])
    assert not pattern.search(row["near_miss"])
