"""The wheel: everything that runs is in it, nothing else, and it is small."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from align.model.version import VERSION

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "align"
LARGEST = 12_000_000  # bytes, of which the networks of gaps take two thirds
DOCUMENTS = re.compile(
    r"/(?:GUIDE[^/]*\.md|COSTS\.md|THREATS\.md|review\.png)$"
)  # beside what they describe, for readers of the source


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    pytest.importorskip("hatchling")
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (path,) = place.glob("*.whl")
    return path


def test_it_holds_every_file_of_the_package_and_nothing_else(wheel):
    tracked = subprocess.run(["git", "ls-files", "align"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    there = {str(p.relative_to(ROOT)) for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    inside = {name for name in names if name.startswith("align/")}
    expected = {path for path in there if not DOCUMENTS.search(path)}
    assert inside == expected
    assert {path for path in tracked if (ROOT / path).exists() and not DOCUMENTS.search(path)} <= inside
    assert len(expected) < len(there)
    assert {name.split("/")[0] for name in names - inside} == {f"align_zh_en-{VERSION}.dist-info"}
    kinds = {Path(name).suffix for name in inside}
    assert {".py", ".typed", ".j2", ".css", ".js", ".svg", ".json", ".csv", ".txt", ".md", ".po"} <= kinds


def test_it_is_small_and_pure(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")
    assert wheel.stat().st_size < LARGEST


def test_it_runs_without_the_checkout(wheel, tmp_path):
    """Unpacked elsewhere, as an installer does: templates, tables and weights are found beside the code."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "zh.txt").write_text("共5亿元。他来了。", encoding="utf-8")
    (tmp_path / "en.txt").write_text("A total of 5 million yuan. He came.", encoding="utf-8")
    code = (
        "import sys, align; from align.cli import main; assert not align.__file__.startswith(sys.argv[1]);"
        "sys.argv = ['align', 'run', 'zh.txt', 'en.txt', '-o', 'out']; main()"
    )
    env = {**os.environ, "NUMBA_DISABLE_JIT": "1"}  # compiling what is not to be fast would take half a minute
    command = [sys.executable, "-c", code, str(ROOT)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=env)
    assert done.returncode == 0, done.stderr
    assert "1 critical" in done.stdout
    assert (tmp_path / "out" / "report.html").stat().st_size > 10_000
