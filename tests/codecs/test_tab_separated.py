"""Cells that a spreadsheet would run are none, and are read back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.codecs.tab_separated import cell, uncell
from align.exporters import errata, tsv
from align.model.bitext import Bitext
from align.model.unit import TranslationUnit

FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\\=", "\\-", "=", "\t=1", "\n+1")


@given(st.text() | st.sampled_from(FORMULAS))
def test_no_cell_begins_a_formula_and_all_come_back(text: str) -> None:
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert uncell(cell(text)) == text


@pytest.mark.parametrize("formula", FORMULAS[:4])
def test_no_table_begins_a_cell_with_a_formula(formula: str) -> None:
    unit = TranslationUnit(0, (0,), (0,), formula, formula, zh_speaker=formula)
    written = [b"".join(tsv.render(Bitext((unit,)))).decode("utf-8-sig"), errata.render_table(Bitext((unit,)))]
    cells = [c for text in written for line in text.lstrip("\ufeff").split("\n") for c in line.split("\t")]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@"))]
