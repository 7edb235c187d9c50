"""A batch's folder read back: pair by pair and unit by unit, whatever characters the texts hold."""

import json
from pathlib import Path

import pytest

from align.model.errors import InputError
from align.model.unit import TranslationUnit
from align.model.unit_record import as_record
from align.project.batch_folder import failures_of, is_batch, pairs_of, units_of

# Python ends a line of text at each of these; a line of JSON does not
TEXTS = ("一\u2028二", "三\u0085四", "五\u2029六")


def write_batch(folder: Path, *, more: str = "") -> None:
    rows = [
        {"document": f"d{n % 2}", **as_record(TranslationUnit(f"d{n % 2}:{n}", (n,), (n,), text, f"en {text}"))}
        for n, text in sorted(enumerate(TEXTS), key=lambda row: row[0] % 2)
    ]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "bitext.jsonl").write_text(text + more, encoding="utf-8")
    (folder / "documents.jsonl").write_text('{"id": "d0", "date": "2024-03-02"}\n', encoding="utf-8")
    (folder / "failures.jsonl").write_text('{"id": "d2"}\n{"id": "d3"}\n', encoding="utf-8")


def test_texts_with_line_separators_are_read_whole(tmp_path: Path) -> None:
    write_batch(tmp_path)
    assert is_batch(tmp_path)
    pairs = {name: [unit.zh_text for unit in load().bitext.units] for name, load in pairs_of(tmp_path).items()}
    assert pairs == {"d0": [TEXTS[0], TEXTS[2]], "d1": [TEXTS[1]]}
    assert [(name, unit.zh_text) for name, unit in units_of(tmp_path)] == [
        ("d0", TEXTS[0]),
        ("d0", TEXTS[2]),
        ("d1", TEXTS[1]),
    ]
    assert failures_of(tmp_path) == 2


BROKEN = ('{"document": "d9"}', '{"document": "d9", "id": 1, "zh": 2}', '{"document": "d9"')
BROKEN += ('{"document": "d9", "zh_text": "", "en_text": "", "scores": []}', '{"document": "d9", "x": ' + "[" * 200_000)


@pytest.mark.parametrize("line", BROKEN)
def test_a_line_that_is_no_unit_is_named(tmp_path: Path, line: str) -> None:
    write_batch(tmp_path, more=line + "\n")
    with pytest.raises(InputError, match="line 4 is not a translation unit"):
        list(units_of(tmp_path))
    with pytest.raises(InputError, match="a line of d9 is not a translation unit"):
        pairs_of(tmp_path)["d9"]()


def test_lines_without_a_document_are_refused_before_anything_is_read(tmp_path: Path) -> None:
    write_batch(tmp_path, more='{"id": 1}\n')
    with pytest.raises(InputError, match="line 4 names no document"):
        pairs_of(tmp_path)
    (tmp_path / "documents.jsonl").write_text("[]\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 1 is not the output of align batch"):
        pairs_of(tmp_path)


def test_a_document_that_is_none_is_named(tmp_path: Path) -> None:
    write_batch(tmp_path)
    (tmp_path / "documents.jsonl").write_text('{"id": "d0", "zh": {"name": 1}}\n', encoding="utf-8")
    with pytest.raises(InputError, match="d0 is not the output of align batch"):
        pairs_of(tmp_path)["d0"]()


def test_bytes_that_are_no_text_are_refused_with_their_line(tmp_path: Path) -> None:
    write_batch(tmp_path)
    units = (tmp_path / "bitext.jsonl").read_bytes()
    (tmp_path / "bitext.jsonl").write_bytes(units + b'{"document": "d\xff"}\n')
    with pytest.raises(InputError, match="line 4 names no document"):
        pairs_of(tmp_path)
    (tmp_path / "bitext.jsonl").write_bytes(units)
    (tmp_path / "documents.jsonl").write_bytes(b'{"id": "d\xff"}\n')
    with pytest.raises(InputError, match="line 1 is not the output of align batch"):
        pairs_of(tmp_path)
