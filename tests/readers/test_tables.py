"""Bilingual tables in Excel workbooks and tab-separated text: columns found, pairs, and where they stand."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from align.project.inputs import read_pair
from align.readers import parse
from align.readers.interleaved import split, split_bilingual
from align.readers.pairs import read_bitext
from align.readers.termbase import read_termbase

ROWS = [
    ("女士们、先生们，大家上午好！", "Good morning, ladies and gentlemen!"),
    ("去年地区生产总值增长5%。", "GDP grew by 5% last year."),
    ("谢谢大家。再见。", "Thank you all. Bye."),
]


def workbook(*sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def anchored(source) -> list[tuple[str, str]]:
    zh, en, anchors = split(source)
    return [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors]


@pytest.mark.parametrize("english_first", [False, True])
def test_a_sheet_with_a_heading_numbers_and_remarks(english_first):
    rows = [(k, *(reversed(row) if english_first else row), "ok") for k, row in enumerate(ROWS, 1)]
    heading = ("No.", *(("English", "中文") if english_first else ("中文", "English")), "Remarks")
    source = parse(workbook(("对照", [heading, *rows]), ("统计", [("总数", 3)])), "a.xlsx")
    assert split_bilingual(source)
    assert anchored(source) == ROWS
    apart = {source.text[slice(*span)] for span in source.notes}
    assert {"中文", "Remarks", "1", "ok", "总数"} <= apart
    labels = {source.text[slice(*place.span)]: place.label for place in source.places}
    assert labels[ROWS[1][0]] == f"对照, row 3, column {'C' if english_first else 'B'}"


def test_cells_as_a_reader_sees_them():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = CellRichText("增长", TextBlock(InlineFont(b=True), "5%"), "。")
    sheet["B1"] = "Up 5%.\nMore."
    sheet["C1"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    source = parse(stream.getvalue(), "a.xlsx")
    assert source.text == "增长5%。\tUp 5%.\nMore."


def test_rows_with_one_side_are_kept_unpaired(tmp_path: Path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook(("S", [*ROWS, ("只有中文。", None), (None, "English only.")])))
    pair = read_pair([path])
    assert pair.zh.sentences()[-1] == "只有中文。"
    assert pair.en.sentences()[-1] == "English only."
    units = read_bitext(path).units
    assert [(u.zh_text, u.en_text) for u in units[3:]] == [("只有中文。", ""), ("", "English only.")]
    assert (units[4].zh_place, units[4].en_place) == ("", "S, row 5, column B")


def test_a_termbase_in_excel(tmp_path: Path):
    path = tmp_path / "terms.xlsx"
    path.write_bytes(
        workbook(("S", [("中文", "English"), ("专业镇", "specialized town"), ("长协价", "long-term contract price")]))
    )
    assert next((t.zh, t.renderings) for t in read_termbase(path).terms) == ("专业镇", ("specialized town",))


def test_a_sheet_in_one_language_is_text():
    source = parse(workbook(("S", [("一。", "二。"), ("三。",)])), "a.xlsx")
    assert (source.text, source.rows, source.notes) == ("一。\t二。\n三。", (), ())


def test_tab_separated_text():
    text = "id\t中文\tEnglish\n" + "".join(f"{k}\t{zh}\t{en}\n" for k, (zh, en) in enumerate(ROWS))
    source = parse(text.encode("gb18030"), "a.tsv")
    assert source.text == text
    assert anchored(source) == ROWS
    assert [place.label for place in source.places] == ["line 1", "line 2", "line 3", "line 4"]


def test_tab_separated_text_keeps_a_name_in_the_other_script_in_its_cell():
    rows = [*ROWS, ("GDP", "gross domestic product (国内生产总值)"), ("《晋祠》", "The Jinci Temple")]
    source = parse("".join(f"{zh}\t{en}\n" for zh, en in rows).encode(), "a.tsv")
    assert anchored(source) == rows


def test_tab_separated_text_in_one_language_is_text():
    source = parse("姓名\t职务\n单志远\t省长\n".encode(), "a.tsv")
    assert (source.text, source.rows) == ("姓名\t职务\n单志远\t省长\n", ())
