"""The steps of a shard on systems that have less than Linux."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from align.batch import steps
from align.batch.settings import Settings

WINDOWS = """
import sys
sys.modules["resource"] = None
from align.batch.settings import Settings
from align.batch.steps import _note_memory
_note_memory(Settings("m.csv", sys.argv[1]))
"""


def test_where_the_system_counts_no_memory_none_is_noted(tmp_path):
    subprocess.run([sys.executable, "-c", WINDOWS, str(tmp_path)], check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("system", "mebibytes"), [("linux", 2048), ("darwin", 2)])
def test_memory_is_noted_in_mebibytes_whatever_the_system_counts(system, mebibytes, tmp_path, monkeypatch):
    usage = SimpleNamespace(RUSAGE_SELF=0, getrusage=lambda _: SimpleNamespace(ru_maxrss=2 << 20))
    monkeypatch.setitem(sys.modules, "resource", usage)
    monkeypatch.setattr(steps.sys, "platform", system)
    steps._note_memory(Settings("m.csv", str(tmp_path)))
    assert [int(path.read_text()) for path in (tmp_path / "logs").glob("memory-*.txt")] == [mebibytes]
