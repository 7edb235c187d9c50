"""The corrected Word file: what was accepted is tracked, what is open is a comment, and nothing else changes."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree

from align.codecs.docx_revision import paragraphs_in, text_of, w
from align.exporters import EXPORTERS
from align.model.bitext import Bitext, Project
from align.model.unit import Bead, Issue, TranslationUnit, unit_of
from align.pipeline import documents_of
from align.project import export, folder
from align.readers import read
from align.store import Store

CHINESE = [f"第{n}项指标增长{n}%，好于预期。" for n in range(1, 11)]
ENGLISH = [f"Indicator {n} rose {n + 20} percent, better than expected." for n in range(1, 11)]
MARKS = (w("ins"), w("del"))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A project of a Word file with runs in several looks and a table, in which five flags are accepted, two rejected,
    one is open, and two errors were added."""
    document = python_docx.Document()
    document.add_heading("Indicators", 1)
    for text in ENGLISH[:8]:
        paragraph = document.add_paragraph()
        words = text.split(" ")
        paragraph.add_run(" ".join(words[:2])).bold = True
        paragraph.add_run(" " + " ".join(words[2:4]))
        paragraph.add_run(" " + " ".join(words[4:])).italic = True
    cells = document.add_table(2, 1).columns[0].cells
    for cell, text in zip(cells, ENGLISH[8:], strict=True):
        cell.text = text
    document.save(tmp_path / "en.docx")
    (tmp_path / "zh.txt").write_text("\n".join(["指标", *CHINESE]), encoding="utf-8")
    zh, en = documents_of(read(tmp_path / "zh.txt"), read(tmp_path / "en.docx"))
    numbers = [next(s.number for s in en.segments if en.sentence(s.number) == text) for text in ENGLISH]
    places = [next(s.number for s in zh.segments if zh.sentence(s.number) == text) for text in CHINESE]
    units = []
    for k, (a, b) in enumerate(zip(places, numbers, strict=True)):
        unit = unit_of(k, Bead((a,), (b,)), zh, en)
        start = unit.en_text.index(f"{k + 21}")
        flag = Issue(
            "figures", "mistranslation/number", "major", 0.9, f"See {k}.", None, (start, start + 2), id=f"i{k}"
        )
        units.append(replace(unit, issues=(flag,)) if k < 8 else unit)
    out = tmp_path / "out"
    folder.write_run(out, Bitext(tuple(units), zh, en), original=(tmp_path / "en.docx").read_bytes())
    store = folder.open_store(out)
    states = store.units()
    for k in range(5):
        text = states[k].unit.en_text.replace(f"{k + 21}", f"{k + 1}")
        store.edit(states[k].key, text, (), who=("Wang Fang", "Li Na")[k % 2], version=states[k].version)
    for k in (5, 6):
        store.decide(states[k].key, f"i{k}", "false positive", who="Li Na", version=states[k].version)
    for k in (8, 9):
        error = Issue("", "style", "minor", 1.0, "Stiff.", None, (0, 9))
        store.report(states[k].key, error, who="Wang Fang", version=states[k].version)
    store.close()
    return out


def exported(place: Path, format: str) -> bytes:
    return b"".join(export.project(place, format).data)  # type: ignore[arg-type]


def part(data: bytes, name: str = "word/document.xml"):
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def test_the_file_comes_back_with_the_changes_tracked_and_the_rest_as_it_was(place: Path) -> None:
    data = exported(place, "docx")
    root, original = part(data), part((place / folder.ENGLISH).read_bytes())
    marks = [(etree.QName(mark).localname, mark.get(w("author"))) for mark in root.iter(*MARKS)]
    assert Counter(kind for kind, _ in marks) == {"ins": 5, "del": 5}
    assert {who for _, who in marks} == {"Wang Fang", "Li Na"}
    comments = part(data, "word/comments.xml").findall(w("comment"))
    said = ["".join(comment.itertext()) for comment in comments]
    assert len(said) == 2 + 1
    assert [line for line in said if "Stiff." in line] != []
    assert [line for line in said if "See 7." in line] != []
    reviewed = [unit.en_text for unit in folder.read_project(place).bitext.units]
    for mark in list(root.iter(w("del"))):  # what Word makes of "accept all"
        mark.getparent().remove(mark)
    assert [text_of(p) for p in paragraphs_in(root) if text_of(p)][1:] == reviewed
    untouched = Counter(etree.tostring(run) for run in original.iter(w("r")))
    kept = Counter(etree.tostring(run) for run in part(data).iter(w("r")))
    assert sum((untouched & kept).values()) >= sum(untouched.values()) - 5 - 3  # five have a change, three a comment
    looks = {re.sub(rb' xmlns:\w+="[^"]*"', b"", etree.tostring(look)) for look in original.iter(w("rPr"))}
    assert {re.sub(rb' xmlns:\w+="[^"]*"', b"", etree.tostring(look)) for look in root.iter(w("rPr"))} <= looks


def test_python_docx_reads_both_and_the_clean_one_is_the_reviewed_english(place: Path) -> None:
    reviewed = [unit.en_text for unit in folder.read_project(place).bitext.units]
    clean = python_docx.Document(io.BytesIO(exported(place, "docx-clean")))
    texts = [p.text for p in clean.paragraphs if p.text] + [
        cell.text for row in clean.tables[0].rows for cell in row.cells
    ]
    assert texts[1:] == reviewed
    assert not list(clean.element.iter(*MARKS))
    assert len(python_docx.Document(io.BytesIO(exported(place, "docx"))).paragraphs) == len(clean.paragraphs)


def test_any_other_input_gives_a_table_of_both_languages(tmp_path: Path) -> None:
    texts = (("增长5%。", "Up 6%."), ("谢谢。", "Thanks & bye."))
    units = [TranslationUnit(n, (n,), (n,), *pair) for n, pair in enumerate(texts)]
    store = Store.open(tmp_path / "r.sqlite", seed=Project("p", Bitext(tuple(units)), {}))
    store.edit("0", "Up 5%.", (), who="Li", version=store.unit("0").version)
    project = store.project()
    store.close()
    data = b"".join(EXPORTERS["docx"].render(project, ""))  # type: ignore[arg-type]
    table = python_docx.Document(io.BytesIO(data)).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows][1] == ["谢谢。", "Thanks & bye."]
    root = part(data)
    assert ["".join(mark.itertext()) for mark in root.iter(*MARKS)] == ["6%", "5%"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it(place: Path, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(exported(place, "docx"))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
