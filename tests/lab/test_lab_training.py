"""Fitting on a small document: deterministic, and gold is what the fitted weights find."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from script_modules import script_module

from align.aligner import align, model
from align.aligner.model import as_json, from_json
from align.embedders import load
from align.embedders.cached import cached
from align.lab.evaluate import Gold, score
from align.lab.training import cut, drop_beads, examples_of, fit_weights
from align.model.document import from_sentences

ROOT = Path(__file__).resolve().parents[2]
CORPORA = ROOT / "corpora"


@pytest.fixture(scope="module")
def embedder():
    return cached(load("bundled"))


@pytest.fixture(scope="module")
def gold() -> Gold:
    record = json.loads((CORPORA / "seeds-b.json").read_text(encoding="utf-8"))
    beads = tuple((tuple(a), tuple(b)) for a, b in record["gold"])
    return Gold("b", "seeds", tuple(record["zh"]), tuple(record["en"]), beads)


def test_the_same_gold_gives_the_same_weights(embedder, gold):
    gold = cut(gold, 4)[1]

    def fitted() -> str:
        material = examples_of(gold, embedder, seed=1, normalise=False)
        return as_json(fit_weights(material, embedder, name="b", normalise=False, made={}))

    text = fitted()
    assert fitted() == text
    zh, en = from_sentences(gold.zh, "zh"), from_sentences(gold.en, "en")
    beads = [(b.zh, b.en) for b in align(zh, en, embedder=embedder, weights=from_json(text))]
    assert score([(gold.beads, beads)]).strict.f1 >= 0.97


def test_the_document_counts_double_among_its_copies(embedder, gold):
    weights = [m.weight for m in examples_of(gold, embedder, seed=1, normalise=False, weight=1.5)]
    assert weights == [3.0, 1.5, 1.5, 1.5]


def test_copies_with_drops_keep_each_sentence_once(gold):
    copy = drop_beads(gold, chance=0.1, mean=2.0, seed=5)
    assert len(copy.zh) + len(copy.en) < len(gold.zh) + len(gold.en)
    assert sorted(i for a, _ in copy.beads for i in a) == list(range(len(copy.zh)))
    assert sorted(j for _, b in copy.beads for j in b) == list(range(len(copy.en)))
    assert drop_beads(gold, chance=0.1, mean=2.0, seed=5) == copy


def test_parts_join_to_the_document(gold):
    parts = cut(gold, 3)
    assert tuple(s for part in parts for s in part.zh) == gold.zh
    assert tuple(s for part in parts for s in part.en) == gold.en
    assert sum(len(part.beads) for part in parts) == len(gold.beads)


@pytest.fixture(scope="module")
def script():
    return script_module("fit_aligner")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.json"], "none.json: No such file"),
        ([CORPORA / "seeds-a.json", "--encoder", "./none"], "unknown encoder"),
        ([CORPORA / "seeds-a.json", "--cv"], "expected two gold documents at least"),
    ],
)
def test_the_script_refuses_in_a_line(script, arguments, said, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["fit_aligner", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        script.main()
    told = capsys.readouterr().err
    assert (ended.value.code, told.count("\n")) == (2, 1)
    assert said in told


def test_weights_for_another_encoder_are_taken_for_it(tmp_path, monkeypatch):
    for file in model.FOLDER.glob("*.json"):
        shutil.copy(file, tmp_path)
    monkeypatch.setattr(model, "FOLDER", tmp_path)
    mine = replace(model.load("general"), name="fitted-1", made={"encoders": ["mine@1"]})
    (tmp_path / "mine@1.json").write_text(as_json(mine), encoding="utf-8")
    assert model.load_for("mine@1").name == "fitted-1"
    assert model.load_for("renamed@1").name == "fitted-1"
    assert model.load_for("mine@2").name == "general"
    assert model.load_for("bundled").name == "bundled"
    assert model.load_for("another").name == "general"
