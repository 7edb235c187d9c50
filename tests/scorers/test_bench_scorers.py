"""The scorers bench: what it prints for a script to read, and its intervals."""

import json
from dataclasses import replace

import pytest
from error_injector import clean_documents
from error_injector.measure import wilson
from script_modules import script_module

from align.scorers import SCORERS


@pytest.fixture
def bench(monkeypatch):
    """The script as a module, with the first lines of the first document."""
    module = script_module("bench_scorers")
    document = clean_documents()[0]
    monkeypatch.setattr(module, "clean_documents", lambda: (replace(document, pairs=document.pairs[:12]),))
    return module


def test_json_says_what_the_table_says(bench, capsys, tmp_path):
    arguments = ["--most", "2", "--kinds", "residue;figure wrong", "--seed", "5"]
    assert bench.main([*arguments, "--json", "--failures", str(tmp_path / "failures.txt")]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["signature"]["seed"] == 5
    assert report["signature"]["scorers"] == list(SCORERS)
    assert report["clean"] == {"law and report": 12}
    assert set(report["recall"]) == {"residue", "figure wrong"}
    assert report["recall"]["residue"]["n"] == 2
    assert report["recall"]["residue"]["share"] == 1
    assert set(report["alarms"]) == {"all", *SCORERS}
    assert report["alarms"]["all"]["loud"]["n"] == 12
    assert set(report["units a CPU second"]) == {"cold", "all", *SCORERS}
    assert min(report["units a CPU second"].values()) > 0
    assert (tmp_path / "failures.txt").exists()
    assert bench.main(arguments) == 0
    table = capsys.readouterr().out
    assert "residue                                 2   1.00  0.34 - 1.00" in table


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (81, 263, 0.255, 0.366)]
)
def test_intervals(part, whole, low, high):
    """0 and 10 of 10 by hand from the formula; 81 of 263 is the example of Newcombe (1998), table I."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.001)
