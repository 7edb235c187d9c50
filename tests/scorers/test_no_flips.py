"""Where a word is no cue: rows with an example and a near miss find the one and not the other."""

import pytest

from align.language.tables import read_table
from align.scorers.evidence.alternatives import NoCue, no_cues

ROWS = [row for row in read_table("no-flips") if row["example"]]


def _applies(cue: NoCue, text: str, other: str) -> bool:
    spans = [match.span() for match in cue.cue.finditer(text)] if cue.cue.pattern != ".+" else _words(text)
    return any(cue.applies(text, span, other) for span in spans)


def _words(text: str) -> list[tuple[int, int]]:
    return [(start, start + 3) for start in range(len(text)) if text.startswith("not", start)]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['kind']} {row['why']}" for row in ROWS])
def test_a_row_holds_in_its_example_and_not_in_its_near_miss(row: dict[str, str]) -> None:
    cues = [cue for cue in no_cues(row["kind"], row["language"]) if cue.why == row["why"]]
    for name, holds in (("example", True), ("near_miss", False)):
        text, other = row[name].split(" | ")
        assert any(_applies(cue, text, other) for cue in cues) is holds, row[name]
