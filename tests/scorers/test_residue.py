import json
from pathlib import Path

import pytest

from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "residue.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    (unit,) = Checker(profile=Profile(("residue",))).units([TranslationUnit(0, (0,), (0,), row["zh"], row["en"])])
    spans = [(i.en_span, unit.en_text) if i.en_span else (i.zh_span, unit.zh_text) for i in unit.issues]
    assert [text[slice(*span)] for span, text in spans] == row["expect"]
