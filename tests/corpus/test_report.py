"""``align report``: what is counted, over batches and reviewed projects, and the page that shows it."""

import json
import re

import pytest
from typer.testing import CliRunner

from align.cli import app
from align.commands.console import print_corpus
from align.corpus.page import render
from align.corpus.reading import count
from align.corpus.statistics import Statistics
from align.model.unit import Issue, TranslationUnit, Verdict
from align.model.unit_record import as_record


def unit(number, severities=(), document="d", confidence=0.95, scorer="figures"):
    issues = tuple(
        Issue(scorer, "mistranslation/number", severity, 0.9, "Wrong.", id=f"{document}-{number}-{k}")
        for k, severity in enumerate(severities)
    )
    return TranslationUnit(
        number, (number,), (number,), "五亿元。", "500 million yuan.", confidence=confidence, issues=issues
    )


@pytest.fixture
def batch(tmp_path):
    folder = tmp_path / "batch"
    folder.mkdir()
    rows = []
    for name, severities in (("good", ()), ("bad<b>", ("critical", "major")), ("fair", ("minor",))):
        for n in range(4):
            record = as_record(unit(n, severities if n == 0 else (), name))
            rows.append({"document": name, **record})
    (folder / "bitext.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    (folder / "failures.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    (folder / "documents.jsonl").write_text("", encoding="utf-8")
    return folder


def test_counts():
    statistics = Statistics()
    verdicts = {"a-0-0": Verdict("confirmed", "Li", "t"), "a-0-1": Verdict("false positive", "Li", "t")}
    statistics.add("a", unit(0, ("critical", "minor", "major"), "a"), verdicts, approved=True)
    statistics.add("a", unit(1, (), "a", confidence=1.0), {}, approved=False)
    statistics.add("b", unit(0, ("neutral",), "b", confidence=0.4), {}, approved=False)
    assert statistics.units == 3
    assert statistics.by_severity() == {"critical": 1, "major": 1, "minor": 1, "neutral": 1}
    assert statistics.per_100() == pytest.approx(200 / 3)
    assert statistics.precision() == [("figures", 1, 1)]
    assert [(c.name, c.severe, c.decided, c.issues) for c in statistics.worst()] == [("a", 2, 2, 3)]
    assert statistics.confidence == [0, 0, 0, 0, 1, 0, 0, 0, 0, 2]
    assert statistics.approved == 1


def test_the_command_over_a_batch(batch):
    result = CliRunner().invoke(app, ["report", str(batch)])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:3] == [
        "3 documents, 12 pairs",
        "flags: 1 critical, 1 major, 1 minor; 16.7 major or critical per 100 pairs",
        "  bad<b>: 2 in 4 pairs",
    ]
    assert "1 document pair failed" in result.stdout
    page = (batch / "corpus.html").read_text(encoding="utf-8")
    assert "bad&lt;b&gt;" in page
    assert "bad<b>" not in page
    assert not re.search(r"<script|style=|src=|@import|url\(", page)


def test_a_folder_of_projects_as_reviewed(tmp_path):
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        lines = [json.dumps(as_record(unit(n, ("major",) if n == 1 else (), name))) + "\n" for n in range(3)]
        (folder / "bitext.jsonl").write_text("".join(lines), encoding="utf-8")
    result = CliRunner().invoke(app, ["report", str(tmp_path), "-o", str(tmp_path / "page.html")])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("2 documents, 6 pairs\nflags: 2 major; 33.3 major")
    assert (tmp_path / "page.html").exists()


def test_documents_of_one_name_are_several_and_a_folder_named_twice_is_one(tmp_path):
    for name in ("x/a", "y/a"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "bitext.jsonl").write_text(json.dumps(as_record(unit(0, ("major",), "a"))) + "\n", encoding="utf-8")
    statistics = count([tmp_path / "x", tmp_path / "y", tmp_path / "x" / "a"])
    assert [(c.name, c.units) for c in statistics.worst()] == [(str(tmp_path / name), 1) for name in ("x/a", "y/a")]


def test_the_terminal_says_how_many_flags_of_each_scorer_were_right(capsys, tmp_path):
    statistics = Statistics()
    verdicts = {"a-0-0": Verdict("confirmed", "Li", "t"), "a-0-1": Verdict("false positive", "Li", "t")}
    statistics.add("a", unit(0, ("critical", "minor", "major"), "a"), verdicts, approved=True)
    print_corpus(statistics, tmp_path / "page.html")
    said = capsys.readouterr().out
    assert said.startswith("1 document, 1 pair\n")
    assert "\n  a: 2 in 1 pair\n  figures: 1 right of 2 decided flags\n" in said


@pytest.mark.parametrize(
    ("content", "message"), [(None, "holds no bitext.jsonl"), ("{}\n", "line 1 is not a translation unit")]
)
def test_what_holds_no_corpus_is_refused(tmp_path, content, message):
    if content is not None:
        (tmp_path / "bitext.jsonl").write_text(content, encoding="utf-8")
        for name in ("documents", "failures"):
            (tmp_path / f"{name}.jsonl").write_text("", encoding="utf-8")
    result = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert result.exit_code == 2
    assert message in result.output


@pytest.mark.parametrize("command", ["report", "export --to moses", "publish --license mit --to-folder out"])
def test_a_batch_that_was_stopped_is_told_from_other_folders(tmp_path, command):
    (tmp_path / "batch.json").write_text("{}", encoding="utf-8")
    name, *options = command.split()
    result = CliRunner().invoke(app, [name, str(tmp_path), *options])
    assert (result.exit_code, "holds a batch that is not finished" in result.stderr) == (2, True)


def test_an_empty_corpus_is_a_page_too():
    assert "Nothing was flagged." in render(Statistics(), title="empty")
