"""What others do with a published set: the notebook of corpora/, and Croissant."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from publish.corpus import DATE, ROOT, Settings, loads, seed
from publish.test_build import similar_documents

from align.embedders import load
from align.model.bitext import Project
from align.publish.build import to_folder
from align.scorers.quality import scored

NOTEBOOK = ROOT / "corpora" / "filter.ipynb"


def with_wrong_partners(project: Project) -> Project:
    """A seed whose every tenth pair has the English of another, with the quality score of each."""
    units = [unit for unit in project.bitext.units if unit.zh_text and unit.en_text]
    for k in range(0, len(units), 10):
        units[k] = replace(units[k], en_text=units[(k + 37) % len(units)].en_text)
    return replace(project, bitext=replace(project.bitext, units=scored(units, load()), approved={}))


def test_the_notebook_runs_in_twenty_lines_and_finds_the_noise(tmp_path: Path, monkeypatch, capsys) -> None:
    import matplotlib as mpl

    mpl.use("agg")
    found = with_wrong_partners(seed("b"))
    to_folder(loads(found), Settings("mit", shares=(100, 0, 0)), out=tmp_path / "set", date=DATE)
    monkeypatch.setenv("DATASET", str(tmp_path / "set"))
    cells = [
        cell["source"]
        for cell in json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == "code"
    ]
    lines = [line for source in cells for line in source if line.strip()]
    assert len(lines) <= 20
    names: dict = {}
    for source in cells:
        exec("".join(source), names)  # as the kernel does, one namespace for all cells
    wrong = {(unit.zh_text, unit.en_text) for unit in found.bitext.units[::10]}
    clean = {(pair["zh"], pair["en"]) for pair in names["clean"]["translation"]}
    assert len(clean & wrong) <= 1
    assert len(clean) >= 0.75 * (len(found.bitext.units) - len(wrong))
    assert names["noise"].is_monotonic_increasing
    assert f"{len(names['clean'])} of {len(names['pairs'])} pairs" in capsys.readouterr().out


def test_croissant_is_valid_and_gives_the_records(tmp_path: Path, caplog) -> None:
    croissant = pytest.importorskip("mlcroissant", reason="mlcroissant is an extra of the benchmarks")
    settings = Settings("cc-by-4.0", author="The testers", shares=(50, 25, 25))
    built = to_folder(loads(*similar_documents(6)), settings, out=tmp_path / "set", date=DATE)
    data = croissant.Dataset(str(tmp_path / "set" / "croissant.json"))
    assert not data.metadata.ctx.issues.errors
    assert not data.metadata.ctx.issues.warnings
    records = list(data.records("pairs-records"))
    assert len(records) == sum(facts.rows for facts in built.splits if facts.config == "pairs")
    assert all(record["pairs/zh"] and record["pairs/en"] and record["pairs/linked"] >= 0.9 for record in records)
