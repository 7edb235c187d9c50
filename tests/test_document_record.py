import json
from pathlib import Path

from align import document_record, folder
from align.bitext import Bitext, Issue, TranslationUnit, Verdict
from align.inputs import read_pair

SEEDS = Path(__file__).resolve().parent.parent / "seeds"


def test_a_document_survives_json():
    for document in (lambda pair: (pair.zh, pair.en))(read_pair([SEEDS / "b.zh.html", SEEDS / "b.en.txt"])):
        again = document_record.from_record(json.loads(json.dumps(document_record.as_record(document))))
        assert again == document


def test_a_project_is_read_as_it_was_written(tmp_path):
    pair = read_pair([SEEDS / "b.zh.html", SEEDS / "b.en.txt"])
    unit = TranslationUnit(0, (0,), (0,), pair.zh.sentence(0), pair.en.sentence(0))
    bitext = Bitext((unit,), pair.zh, pair.en, "align:test")
    folder.write_run(tmp_path / "b", bitext, facts={"profile": "default"})
    project = folder.read_project(tmp_path / "b")
    assert (project.name, project.bitext, project.run["profile"]) == ("b", bitext, "default")


def test_the_state_of_a_unit_follows_the_verdicts():
    issue = Issue("figures", "mistranslation/number", "critical", 1.0, "Wrong.", id="x")
    unit = TranslationUnit(7, (0,), (0,), "五亿", "5 million", issues=(issue,))
    verdict = Verdict("confirmed", "Li", "2026-11-24T00:00:00Z")
    assert Bitext((unit,)).state(unit) == "open"
    assert Bitext((unit,), verdicts={"x": verdict}).state(unit) == "decided"
    assert Bitext((unit,), approved={7: verdict}).state(unit) == "approved"
