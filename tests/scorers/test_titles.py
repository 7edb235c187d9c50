import json
from pathlib import Path

import pytest

from align.bitext import TranslationUnit
from align.pipeline import check

CASES = Path(__file__).parent.parent / "cases" / "titles.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    (unit,) = check([TranslationUnit(0, (0,), (0,), row["zh"], row["en"])], scorers=["titles"])
    found = [
        {"zh": unit.zh_text[slice(*issue.zh_span)], "en": unit.en_text[slice(*issue.en_span)]} for issue in unit.issues
    ]
    assert found == row["expect"]
