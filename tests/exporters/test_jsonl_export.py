"""bitext.jsonl: what is read back is what was written."""

import json
from pathlib import Path

from edition_sample import sample
from hypothesis import given
from hypothesis import strategies as st

from align.exporters import jsonl
from align.model.bitext import Bitext
from align.model.unit import TranslationUnit
from align.model.unit_record import from_record


def test_round_trip() -> None:
    bitext = sample()
    lines = jsonl.render(bitext).split("\n")
    assert lines.pop() == ""
    assert tuple(from_record(json.loads(line)) for line in lines) == bitext.units


def test_chinese_stays_readable() -> None:
    assert "2.57万亿元" in jsonl.render(sample())


@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_is_one_line_of_utf8(text: str) -> None:
    written = jsonl.render(Bitext((TranslationUnit(0, (), (), text, "a"),)))
    assert len(written.splitlines()) == 1
    assert json.loads(written.encode())["zh_text"] == text


def test_no_units_is_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "bitext.jsonl").write_text(jsonl.render(Bitext(())), encoding="utf-8")
    assert (tmp_path / "bitext.jsonl").read_bytes() == b""
