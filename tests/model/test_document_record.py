import json
from pathlib import Path

import pytest

from align.model import document_record
from align.model.bitext import Bitext
from align.model.errors import MALFORMED
from align.model.unit import TranslationUnit
from align.project import folder
from align.project.inputs import read_pair

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


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


@pytest.mark.parametrize("span", [[0], [0, float("inf")], [0, 1.5], None, "01"])
def test_a_span_is_two_whole_numbers(span):
    pair = read_pair([SEEDS / "b.zh.html", SEEDS / "b.en.txt"])
    record = document_record.as_record(pair.zh) | {"paragraphs": [span]}
    with pytest.raises(MALFORMED):
        document_record.from_record(record)
