"""Word documents: what stands in the final text, in order, and where; bilingual tables as pairs."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from align.model.errors import InputError
from align.readers.docx import parse
from align.readers.interleaved import split, split_bilingual
from align.readers.pairs import read_bitext

PAIRS = [
    ("女士们、先生们，大家上午好！", "Good morning, ladies and gentlemen!"),
    ("谢谢大家。再见。", "Thank you all. Bye."),
]


def saved(document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(document, rows, *, columns: int):
    table = document.add_table(rows=0, cols=columns)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return table


def insert(paragraph, xml: str) -> None:
    head, end, rest = xml.partition(">")
    slash = "/" if head.endswith("/") else ""
    paragraph._p.append(parse_xml(f"{head.removesuffix('/')} {nsdecls('w')}{slash}{end}{rest}"))


def places(source) -> list[tuple[str, str]]:
    return [(source.text[slice(*place.span)], place.label) for place in source.places]


def test_paragraphs_lists_and_tables_in_the_order_of_the_body():
    document = docx.Document()
    document.add_heading("在发布会上的讲话", 0)
    document.add_paragraph("第一段。").add_run("接着说。").bold = True
    filled(document, [("指标", "数值"), ("GDP", "5%")], columns=2)
    document.add_paragraph("一是稳就业。", style="List Bullet")
    document.add_paragraph("")
    document.add_paragraph("末段。")
    source = parse(saved(document), "a.docx")
    assert source.text == "在发布会上的讲话\n\n第一段。接着说。\n\n指标\t数值\n\nGDP\t5%\n\n一是稳就业。\n\n末段。"
    assert source.metadata.title == "在发布会上的讲话"
    assert source.rows == ()
    assert places(source)[1:4] == [
        ("第一段。接着说。", "paragraph 2"),
        ("指标", "table 1, row 1, column 1"),
        ("数值", "table 1, row 1, column 2"),
    ]
    assert places(source)[-1] == ("末段。", "paragraph 5")


def test_what_a_reader_of_the_final_text_sees():
    document = docx.Document()
    paragraph = document.add_paragraph("原文")
    insert(paragraph, "<w:ins w:id='1'><w:r><w:t>插入</w:t></w:r></w:ins>")
    insert(paragraph, "<w:del w:id='2'><w:r><w:delText>删除</w:delText></w:r></w:del>")
    insert(paragraph, "<w:moveFrom w:id='3'><w:r><w:t>移走</w:t></w:r></w:moveFrom>")
    insert(paragraph, "<w:sdt><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>")
    insert(paragraph, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r>")
    insert(paragraph, "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>可见</w:t></w:r>")
    insert(paragraph, "<w:r><w:instrText>PAGE</w:instrText></w:r>")
    insert(paragraph, "<w:r><w:t>行</w:t><w:br/><w:t>尾</w:t><w:noBreakHyphen/><w:t>完</w:t></w:r>")
    reading, base = "<w:rt><w:r><w:t>jin</w:t></w:r></w:rt>", "<w:rubyBase><w:r><w:t>晋</w:t></w:r></w:rubyBase>"
    insert(paragraph, f"<w:r><w:ruby>{reading}{base}</w:ruby></w:r>")
    assert parse(saved(document), "a.docx").text == "原文插入控件可见行\n尾-完晋"


def test_a_text_box_is_read_once():
    box = "<w:txbxContent><w:p><w:r><w:t>框内</w:t></w:r></w:p></w:txbxContent>"
    compatible = (
        '<w:r xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    paragraph = document.add_paragraph("框外")
    paragraph._p.append(parse_xml(compatible.replace("<w:r ", f"<w:r {nsdecls('w')} ", 1)))
    assert parse(saved(document), "a.docx").text == "框内\n\n框外"


def test_running_heads_are_boilerplate_and_footnotes_are_notes():
    document = docx.Document()
    document.add_paragraph("正文。")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    data = io.BytesIO(saved(document))
    with zipfile.ZipFile(data, "a") as archive:
        notes = "<w:footnote w:type='separator' w:id='-1'><w:p/></w:footnote>"
        notes += "<w:footnote w:id='2'><w:p><w:r><w:t>见附件。</w:t></w:r></w:p></w:footnote>"
        archive.writestr("word/footnotes.xml", f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>")
    source = parse(data.getvalue(), "a.docx")
    assert [source.text[slice(*span)] for span in source.boilerplate] == ["内部资料"]
    assert [source.text[slice(*span)] for span in source.notes] == ["见附件。"]
    assert ("见附件。", "footnote 2") in places(source)


@pytest.mark.parametrize("english_first", [False, True])
def test_a_bilingual_table_gives_pairs(tmp_path: Path, english_first: bool):
    document = docx.Document()
    document.add_paragraph("发布会实录")
    heading = ("No.", "English", "中文") if english_first else ("No.", "中文", "English")
    rows = [(str(k), *((en, zh) if english_first else (zh, en))) for k, (zh, en) in enumerate(PAIRS, 1)]
    unpaired = ("3", "English only.", "") if english_first else ("3", "", "English only.")
    filled(document, [heading, *rows, unpaired], columns=3)
    path = tmp_path / "a.docx"
    path.write_bytes(saved(document))
    source = parse(path.read_bytes(), "a.docx")
    assert split_bilingual(source)
    zh, en, anchors = split(source)
    assert [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors] == PAIRS
    column = 3 if english_first else 2
    assert (PAIRS[0][0], f"table 1, row 2, column {column}") in places(zh)
    units = read_bitext(path).units
    assert [(unit.zh_text, unit.en_text) for unit in units[:2]] == PAIRS
    assert units[1].zh_place == f"table 1, row 3, column {column}"
    assert len(units) == 3


def test_a_cell_of_several_paragraphs_is_one_side_of_a_pair():
    document = docx.Document()
    table = filled(document, [("", "")], columns=2)
    for cell, texts in zip(table.rows[0].cells, zip(*PAIRS, strict=True), strict=True):
        cell.text = texts[0]
        cell.add_paragraph(texts[1])
    zh, en, anchors = split(parse(saved(document), "a.docx"))
    assert (zh.text, en.text) == tuple("\n".join(texts) for texts in zip(*PAIRS, strict=True))
    assert len(anchors) == 1


def test_a_row_that_spans_the_table_stands_between_pairs():
    document = docx.Document()
    table = filled(document, [PAIRS[0], ("", ""), PAIRS[1]], columns=2)
    table.cell(1, 0).merge(table.cell(1, 1)).text = "答问环节"
    zh, _, anchors = split(parse(saved(document), "a.docx"))
    assert len(anchors) == 2
    assert "答问环节" in zh.text.split("\n\n")


def test_a_docx_without_a_bilingual_table_has_no_pairs(tmp_path: Path):
    document = docx.Document()
    document.add_paragraph("你好。")
    (tmp_path / "a.docx").write_bytes(saved(document))
    with pytest.raises(InputError, match="no table with a Chinese and an English column"):
        read_bitext(tmp_path / "a.docx")
