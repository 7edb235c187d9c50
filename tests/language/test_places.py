"""Where segments stand in their files: found by readers, kept in the project folder, shown in the report."""

import json
from dataclasses import replace

from align.model.bitext import Bitext
from align.model.document import Place, Source, from_sentences
from align.model.unit import Bead, unit_of
from align.pipeline import document_of, documents_of
from align.project import folder


def test_a_stretch_is_named_by_its_ends():
    places = (Place((0, 4), "page 1"), Place((5, 9), "page 2"), Place((10, 14), "00:01", "00:02"))
    document = replace(from_sentences(["One.", "Two.", "Six."], "en"), places=places)
    assert [document.place(n) for n in ([], [0], [0, 1], [1, 2], [2])] == [
        "",
        "page 1",
        "page 1–page 2",
        "page 2–00:02",
        "00:01–00:02",
    ]


def test_segments_between_places_are_nowhere():
    document = replace(from_sentences(["One.", "Two."], "en"), places=(Place((0, 4), "page 1"),))
    assert document.place([1]) == ""


def test_paragraphs_where_nothing_else_is_known():
    document = document_of(Source("a.html", "第一段。再一句。\n\n第二段。"), "zh")
    assert [document.place([k]) for k in range(3)] == ["paragraph 1", "paragraph 1", "paragraph 2"]
    assert document.place([1, 2]) == "paragraphs 1–2"


def test_lines_of_files_with_a_sentence_a_line():
    zh, _ = documents_of(Source("z", "一。\n\n二。\n"), Source("e", "One."), sentences=True)
    assert zh.place([2]) == "line 3"


def test_places_are_written_read_back_and_shown(tmp_path):
    zh, en = from_sentences(["一。"], "zh"), from_sentences(["One."], "en")
    zh = replace(zh, places=(Place((0, 2), 'table 1, row "2"'),))
    bitext = Bitext((unit_of(0, Bead((0,), (0,)), zh, en),), zh, en)
    folder.write_run(tmp_path / "out", bitext)
    report = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert 'title="table 1, row &#34;2&#34;"' in report
    line = json.loads((tmp_path / "out" / "bitext.jsonl").read_text(encoding="utf-8"))
    assert line["zh_place"] == 'table 1, row "2"'
    assert "en_place" not in line
    project = folder.read_project(tmp_path / "out")
    assert project.bitext.zh == zh
    assert project.bitext.units == bitext.units
