"""A newcomer's mistakes: each gets one line that says what is wrong and what to do."""

import contextlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from align.cli import app
from align.commands import console
from align.exporters import xlsx
from align.model.bitext import Bitext
from align.model.unit import TranslationUnit
from align.project.folder import write_run

ZH = "谢谢你的提问。去年，山西输送电力884亿千瓦时。山西没有退缩。\n"
EN = "Thank you. Last year, Shanxi supplied 8.84 billion kilowatt-hours. Shanxi has not backed down.\n"

MISTAKES = {
    "swapped": (
        "run en.txt zh.txt -o out",
        "en.txt: is English, and zh.txt is Chinese; expected the Chinese one first: align run zh.txt en.txt",
    ),
    "our report": ("run out/report.html en.txt -o out", "report.html: is a page that align wrote; expected the text"),
    "our workbook": (
        "run out/out.xlsx -o out2",
        "out.xlsx: is a review workbook that align export wrote; use align import-verdicts to import its decisions",
    ),
    "review of a file": ("review zh.txt", "zh.txt: is a file; expected a folder from align run"),
    "two texts to check": (
        "check zh.txt en.txt",
        "en.txt: one file too many; to align and check two texts: align run",
    ),
    "a text to check": (
        "check zh.txt",
        "zh.txt: line 1 has no tab; expected Chinese, a tab, English; to align texts, use align run",
    ),
    "a folder to check": ("check empty", "empty: is a directory; expected a file"),
    "review of nothing": ("review nothing", "nothing: does not exist; expected a folder from align run"),
    "review of another folder": (
        "review empty",
        "empty: holds no bitext.jsonl; expected a folder from align run",
    ),
    "review of a batch": (
        "review batch",
        "batch: holds a batch of many pairs; choose one with: align review DIR --document ID (kept in DIR/reviewed/ID)",
    ),
    "export of nothing": ("export nothing --to tmx", "nothing: does not exist; expected a folder from align run"),
    "a format that is none": ("export nothing --to odt", "odt: unknown format; choose one of tmx, xliff"),
    "a picture": (
        "run picture.png en.txt -o out",
        "picture.png: looks like a PNG image, which is not supported; expected text",
    ),
    "one text": ("run zh.txt -o out", "zh.txt: expected both Chinese and English, found one language; give two files"),
    "a place that cannot be": ("run zh.txt en.txt -o /proc/none", "/proc/none: No such file or directory"),
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (tmp_path / "empty").mkdir()
    unit = TranslationUnit(0, (0,), (0,), "谢谢。", "Thank you.")
    write_run(tmp_path / "out", Bitext((unit,)))
    (tmp_path / "out" / "out.xlsx").write_bytes(b"".join(xlsx.render(Bitext((unit,)))))
    (tmp_path / "batch").mkdir()
    for name in ("bitext", "documents", "failures"):
        (tmp_path / "batch" / f"{name}.jsonl").touch()
    return tmp_path


def align(line, folder):
    """Run the command in this process, which has all libraries."""
    with contextlib.chdir(folder):
        result = CliRunner().invoke(app, line.split(), prog_name="align")
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake(name, folder):
    line, said = MISTAKES[name]
    if "/proc" in line and not Path("/proc/self").exists():
        pytest.skip("needs Linux")
    result = align(line, folder)
    assert result.exit_code == 2, result.stderr
    assert result.stderr.startswith(f"align: {said}"), result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_the_first_run_says_why_it_takes_long(folder):
    line = "run zh.txt en.txt -o out --encoder no-such-model"
    command = [sys.executable, "-m", "align", *line.split()]
    env = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "cache"), "HF_HUB_OFFLINE": "1"}
    first = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=env).stderr.splitlines()
    assert first[0] == "align: first run: compiling (about 30 s, once per machine)"
    assert len(first) == 2


def test_what_comes_next_is_said(folder):
    result = align("run zh.txt en.txt -o out", folder)
    assert "zh.txt: 3 sentences" in result.stdout
    assert "1 flag: 1 critical" in result.stdout
    assert result.stdout.endswith("report: out/report.html\nto decide on the flags: align review out\n")


@pytest.mark.parametrize(("alone", "said"), [(3, True), (2, False)])
def test_texts_that_hardly_correspond_are_told(alone, said, capsys):
    from align.commands import console
    from align.model.bitext import Bitext
    from align.model.document import from_sentences
    from align.model.unit import Bead, unit_of

    zh, en = from_sentences(["一。", "二。", "三。", "四。"], "zh"), from_sentences(["One."], "en")
    units = tuple(unit_of(k, Bead((k,), () if k < alone else (0,)), zh, en) for k in range(4))
    console.print_run(Bitext(units, zh, en), Path("out/report.html"), checked=False)
    assert (f"{alone} of 4 pairs have only one side: is one text a translation" in capsys.readouterr().out) is said


def test_a_bilingual_file_and_a_message_in_two_lines(capsys):
    from align.model.document import from_sentences
    from align.model.unit import Issue

    zh, en = from_sentences(["一。"], "zh", name="both.txt"), from_sentences(["One."], "en", name="both.txt")
    issue = Issue("quotes", "omission", "minor", 0.9, "One\nis lost.")
    unit = TranslationUnit(0, (0,), (0,), "一。", "One.", issues=(issue,))
    console.print_run(Bitext((unit,), zh, en), Path("out/report.html"), checked=True)
    said = capsys.readouterr().out
    assert "both.txt (Chinese): 1 sentence\nboth.txt (English): 1 sentence\n" in said
    assert "quotes: One is lost.\n" in said


def test_without_a_terminal_progress_is_a_line_now_and_then(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr("align.commands.console.time.monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    with console.progress() as progress:
        for done in range(5):
            now[0] += 20
            progress("pairs", done, 5)
    assert capsys.readouterr().err == "align: pairs: 1 of 5\nalign: pairs: 3 of 5\n"


def test_a_total_that_nobody_knows_is_not_0(monkeypatch, capsys):
    now = [0.0]
    monkeypatch.setattr("align.commands.console.time.monotonic", lambda: now[0])
    monkeypatch.setattr("sys.stderr.isatty", lambda: False)
    with console.progress() as progress:
        now[0] += 60
        progress("counting units", 6000, 0)
    assert capsys.readouterr().err == "align: counting units: 6000\n"


def test_what_a_stage_is_at_makes_no_new_bar(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with console.progress() as progress:
        progress("pairs", 1, 4)
        progress("pairs (17.zh for 40 s)", 1, 4)
    drawn = capsys.readouterr().err
    assert "pairs (17.zh for 40 s)" in drawn
    assert not re.search(r"1/4.*\n.*1/4", drawn), "two bars"
