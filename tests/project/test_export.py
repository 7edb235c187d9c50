"""align export and align check -o: the right file, at the right place, or a clear refusal."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from align.cli import app
from align.exporters import EXPORTERS, jsonl
from align.model.bitext import Bitext
from align.model.unit import Issue, TranslationUnit
from align.readers.pairs import read_bitext
from align.readers.termbase import read_termbase

ISSUE = Issue("figures", "mistranslation/number", "critical", 0.9, "Ten times.", (2, 4), (3, 7), id="i")
UNITS = (
    TranslationUnit("7", (0,), (0,), "增长5亿元。", "Up 50 million yuan.", issues=(ISSUE,)),
    TranslationUnit("8", (1,), (1,), "谢谢。", "Thank you."),
)
TMX = (
    '<tmx version="1.4"><header srclang="zh"/><body><!-- mine -->'
    + "".join(
        f"<tu tuid='{u.id}'><tuv xml:lang='zh'><seg>{u.zh_text}</seg></tuv>"
        f"<tuv xml:lang='en'><seg>{u.en_text}</seg></tuv></tu>"
        for u in UNITS
    )
    + "</body></tmx>"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "bitext.jsonl").write_text(jsonl.render(Bitext(UNITS)), encoding="utf-8")
    (tmp_path / "mine.tmx").write_text(TMX, encoding="utf-8")
    return tmp_path


def run(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_written_beside_the_project(folder: Path, name: str) -> None:
    said = run("export", folder / "out", "--to", name)
    path = folder / "out" / f"out{EXPORTERS[name].suffix}"
    assert str(path) in said
    assert path.stat().st_size > 0


def test_the_help_names_every_format() -> None:
    said = run("export", "--help")
    assert [name for name in (*EXPORTERS, "tbx") if name not in said] == []


@pytest.mark.parametrize("name", ["tmx", "xliff", "jsonl"])
def test_what_is_exported_is_read_again(folder: Path, name: str) -> None:
    run("export", folder / "out", "--to", name, "-o", folder / "x")
    assert read_bitext(folder / "x").units == UNITS


def test_versions(folder: Path) -> None:
    assert 'version="2.1"' in run("export", folder / "out", "--to", "xliff", "--version", "2.1", "-o", "-")
    assert 'version="1.2"' in run("export", folder / "out", "--to", "xliff", "-o", "-")
    assert "unknown version of xliff; expected 1.2 or 2.1" in run(
        "export", folder / "out", "--to", "xliff", "--version", "2", code=2
    )
    assert "it has only one version" in run("export", folder / "out", "--to", "tmx", "--version", "1.4", code=2)
    assert "unknown format; choose one of tmx" in run("export", folder / "out", "--to", "doc", code=2)


def test_onto_a_memory(folder: Path) -> None:
    mine = folder / "mine.tmx"
    said = run("export", folder / "out", "--to", "tmx", "--onto", mine, "-o", folder / "new.tmx")
    assert f"{mine} with 1 issue: {folder / 'new.tmx'}" in said.replace("\n", "")
    text = (folder / "new.tmx").read_text(encoding="utf-8")
    assert "<!-- mine -->" in text
    assert "align: critical, figures: Ten times." in text
    assert read_bitext(folder / "new.tmx").units == UNITS
    assert "--onto works only with tmx and xliff" in run(
        "export", folder / "out", "--to", "tsv", "--onto", folder / "mine.tmx", code=2
    )


def test_onto_a_memory_that_nobody_checked(folder: Path) -> None:
    mine = folder / "mine.tmx"
    said = run("export", mine, "--to", "tmx", "--onto", mine, "-o", folder / "new.tmx")
    assert f"{mine} with 0 issues (export checks nothing; to check: align check {mine} -o {folder / 'new.tmx'})" in said


@pytest.mark.parametrize(
    ("arguments", "target"),
    [(("mine.tmx", "--to", "tmx"), "mine.tmx"), (("out", "--to", "jsonl", "-o", "out/bitext.jsonl"), "bitext.jsonl")],
)
def test_nothing_takes_the_place_of_its_source(folder: Path, arguments, target: str, monkeypatch) -> None:
    monkeypatch.chdir(folder)
    assert f"{target}: is the file to be exported itself" in run("export", *arguments, code=2)


def test_a_refused_export_leaves_the_old_file(folder: Path) -> None:
    bad = replace(UNITS[1], en_text="a\x0bb")
    (folder / "out" / "bitext.jsonl").write_text(jsonl.render(Bitext((UNITS[0], bad))), encoding="utf-8")
    for name in ("tmx", "xliff", "tsv", "xlsx"):
        target = folder / f"old{EXPORTERS[name].suffix}"
        target.write_text("old")
        assert "unit 8: character 1 is U+000B" in run("export", folder / "out", "--to", name, "-o", target, code=2)
        assert target.read_text() == "old"
    assert not list(folder.glob(".*.part"))


def test_a_termbase(folder: Path) -> None:
    (folder / "terms.csv").write_text("zh,en\n双碳,dual carbon|carbon goals\n", encoding="utf-8")
    run("export", folder / "terms.csv", "--to", "tbx")
    run("export", folder / "terms.csv", "--to", "tbx", "--version", "2", "-o", folder / "two.tbx")
    for name in ("terms.tbx", "two.tbx"):
        assert read_termbase(folder / name).terms == read_termbase(folder / "terms.csv").terms


def test_check_adds_to_a_memory_and_writes_by_suffix(folder: Path) -> None:
    for name in ("checked.tmx", "checked.jsonl", "checked.xlsx", "checked.xlf"):
        run("check", folder / "mine.tmx", "-o", folder / name)
    text = (folder / "checked.tmx").read_text(encoding="utf-8")
    assert "<!-- mine -->" in text
    assert "align: critical, figures" in text
    lines = (folder / "checked.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0])["issues"][0]["scorer"] == "figures"
    assert (folder / "checked.xlsx").read_bytes().startswith(b"PK")
    assert "needs-review-translation" in (folder / "checked.xlf").read_text(encoding="utf-8")
