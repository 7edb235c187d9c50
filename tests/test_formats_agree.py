"""One press conference in every format that it may come in: the same beads."""

import html
from pathlib import Path

import docx
import pytest
from machine import CHROMIUM
from readers.pdf_files import printed

from align import embedders
from align.pipeline import align_documents
from align.project.inputs import read_pair

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
MIN_F1 = 0.98
Beads = set[tuple[str, str]]


def beads(*paths: Path) -> Beads:
    """Beads by their texts: numbers differ where a format adds a line."""
    pair = read_pair(paths)
    bitext = align_documents(pair.zh, pair.en, embedder=embedders.load(), anchors=pair.anchors)
    return {("".join(unit.zh_text.split()), " ".join(unit.en_text.split())) for unit in bitext.units}


def f1(one: Beads, other: Beads) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


@pytest.fixture(scope="module")
def expected() -> Beads:
    return beads(SEEDS / "a.zh.html", SEEDS / "a.en.html")


def test_text(expected):
    assert f1(expected, beads(SEEDS / "a.zh.txt", SEEDS / "a.en.txt")) >= MIN_F1


def test_interleaved_text(expected):
    assert f1(expected, beads(SEEDS / "a.bilingual.txt")) >= MIN_F1


def test_word(expected, tmp_path):
    document = docx.Document()
    for line in (SEEDS / "a.en.txt").read_text(encoding="utf-8").split("\n"):
        if line.strip():
            document.add_paragraph(line)
    document.save(str(tmp_path / "a.en.docx"))
    assert f1(expected, beads(SEEDS / "a.zh.docx", tmp_path / "a.en.docx")) >= MIN_F1


def test_a_bilingual_word_table(expected, tmp_path):
    """The rows of the interleaved file as rows of a table."""
    pair = read_pair([SEEDS / "a.bilingual.txt"])
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for anchor in pair.anchors:
        row = table.add_row().cells
        row[0].text, row[1].text = pair.zh.text[slice(*anchor.zh)], pair.en.text[slice(*anchor.en)]
    document.save(str(tmp_path / "a.docx"))
    assert f1(expected, beads(tmp_path / "a.docx")) >= MIN_F1


def test_subtitles(expected, tmp_path):
    """The Chinese as cues of 20 characters, one each second, with a pause after each paragraph."""
    pair = read_pair([SEEDS / "a.zh.html", SEEDS / "a.en.html"])
    cues, second = [], 0
    for start, end in pair.zh.paragraphs:
        turn = next(pair.zh.turns[s.turn] for s in pair.zh.segments if start <= s.span[0] < end)
        label = turn.speaker and f"{turn.speaker}：" if turn.label and turn.label[1] == start else ""
        text = label + pair.zh.text[start:end]
        for at in range(0, len(text), 20):
            times = [f"{s // 3600:02}:{s // 60 % 60:02}:{s % 60:02},000" for s in (second, second + 1)]
            cues.append(f"{len(cues) + 1}\n{' --> '.join(times)}\n{text[at : at + 20]}\n")
            second += 1
        second += 3
    (tmp_path / "a.srt").write_text("\n".join(cues), encoding="utf-8")
    assert f1(expected, beads(tmp_path / "a.srt", SEEDS / "a.en.html")) >= MIN_F1


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_pdf_of_the_pages(expected, tmp_path):
    paths = [printed(SEEDS / f"a.{side}.html", tmp_path) for side in ("zh", "en")]
    assert f1(expected, beads(*paths)) >= MIN_F1


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_pdf_in_columns(expected, tmp_path):
    """The text in two justified, hyphenated columns with indented paragraphs, as print has it."""
    style = "columns:2; text-align:justify; hyphens:auto; font:10pt 'Noto Serif CJK SC',serif"
    paths = []
    for side in ("zh", "en"):
        lines = (SEEDS / f"a.{side}.txt").read_text(encoding="utf-8").split("\n")
        body = "".join(f"<p style='margin:0;text-indent:2em'>{html.escape(x.strip())}</p>" for x in lines if x.strip())
        page = tmp_path / f"a.{side}.html"
        page.write_text(
            f'<!DOCTYPE html><html lang={side}><meta charset=utf-8><title>A</title><body style="{style}">{body}',
            "utf-8",
        )
        paths.append(printed(page, tmp_path))
    assert f1(expected, beads(*paths)) >= MIN_F1
