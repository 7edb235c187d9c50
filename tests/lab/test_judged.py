"""What judged flags are worth, without and with a second reader, from either kind of file."""

import json
from dataclasses import replace

import pytest
from opinion.stub_server import echoed, serving
from typer.testing import CliRunner

from align.cli import app
from align.exporters import jsonl
from align.lab.judged import measured, read_judged
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit, Verdict, identify

ROW = {
    "zh": "投资5亿元，增长5%。",
    "en": "It invested 5 million yuan, up 5 percent.",
    "scorer": "figures",
    "type": "mistranslation/number",
    "severity": "critical",
    "confidence": 0.5,
    "message": "5亿元",
    "zh_marked": "5亿元",
    "en_marked": "5 million yuan",
    "suggestion": "500 million yuan",
    "verdict": "true",
}


def written(path, *rows):
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_lines_of_judgments(tmp_path):
    wrong = {**ROW, "verdict": "false", "en_marked": "5", "suggestion": "6"}
    found = read_judged(written(tmp_path / "judged.jsonl", ROW, {**ROW, "verdict": "overstated"}, wrong))
    assert [one.right for one in found] == [True, False, False]
    assert [one.issue.en_span for one in found] == [(12, 26), (12, 26), (12, 13)]
    assert measured(found)[0]["precision"] == 0.333


def test_judgments_whose_sentences_lie_elsewhere(tmp_path):
    bare = {**{key: value for key, value in ROW.items() if key not in ("zh", "en")}, "file": "news", "line": 7}
    path = written(tmp_path / "judged.jsonl", bare, {**bare, "line": 8})
    with pytest.raises(InputError, match="is no judged flag"):
        read_judged(path)
    (found,) = read_judged(path, lambda file, line: (ROW["zh"], ROW["en"]) if (file, line) == ("news", 7) else None)
    assert (found.text, found.issue.en_span) == ("news", (12, 26))


def test_a_reviewed_project(tmp_path):
    unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    issues = [Issue("figures", "mistranslation/number", "major", c, "", (2, 5), (12, c_end), "", "") for c, c_end in
              ((0.9, 26), (0.4, 13), (0.3, 14))]  # fmt: skip
    unit = replace(unit, issues=identify(unit, issues))
    confirmed, wrong, _ = (issue.id for issue in unit.issues)
    verdicts = {confirmed: Verdict("confirmed", "me", ""), wrong: Verdict("false positive", "me", "")}
    path = tmp_path / "reviewed.jsonl"
    path.write_text(jsonl.render(Bitext((unit,), verdicts=verdicts)), encoding="utf-8")
    assert [(one.issue.confidence, one.right) for one in read_judged(path)] == [(0.9, True), (0.4, False)]


@pytest.mark.parametrize(
    "row", [{}, {**ROW, "verdict": "maybe"}, {**ROW, "zh_span": [0, 99]}, [1], {**ROW, "severity": 5}]
)
def test_a_line_that_is_none_is_named(row, tmp_path):
    with pytest.raises(InputError, match=r"judged.jsonl: line 2: is no judged flag"):
        read_judged(written(tmp_path / "judged.jsonl", ROW, row))


def test_the_command_with_a_second_reader(tmp_path, monkeypatch):
    """The stub finds 600 million improbable, and 500 million more probable than what stands there."""
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache"))
    path = written(tmp_path / "judged.jsonl", ROW, {**ROW, "suggestion": "600 million yuan", "verdict": "false"})

    def price(prompt):
        return -9.0 if "600" in prompt else -0.1 if "500" in prompt else -0.5

    with serving(lambda path, body: echoed(body["prompt"], lambda _: price(body["prompt"]))) as stub:
        command = ["evaluate", "--flags", str(path), "--second-opinion", f"{stub.address}#qwen", "--yes", "--json"]
        run = CliRunner().invoke(app, command)
    assert run.exit_code == 0, run.stderr
    row = json.loads(run.stdout)[0]
    assert (row["precision at 80 %"], row["precision at 80 % with"], row["asked"]) == (0.5, 1.0, 2)
    assert (row["right kept"], row["wrong kept"]) == (1, 0)
