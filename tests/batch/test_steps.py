"""The steps of a shard on systems that have less than Linux."""

import subprocess
import sys
from collections import deque
from types import SimpleNamespace

import pytest

from align.batch import steps
from align.batch.settings import Settings
from align.batch.shards import cut

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


def test_a_shard_that_is_begun_again_does_only_the_pairs_that_it_lacks(aligned, manifest, tmp_path, monkeypatch):
    """A book in a shard: what was done before the process was killed at it is not done again, and the bytes are the
    same."""
    settings, made, real = Settings(str(manifest), str(tmp_path), check=False), [], steps._bitext

    def bitext(entry, settings):
        made.append(entry.id)
        if len(made) == 3:
            raise KeyboardInterrupt
        return real(entry, settings)

    def run():
        data = None
        for step in steps.steps(settings):
            data = step.run(data, 0, 1)
        deque(data, maxlen=0)

    monkeypatch.setattr(steps, "_bitext", bitext)
    with pytest.raises(KeyboardInterrupt):
        run()
    run()
    assert made == ["0.zh", "1.zh", "2.zh", "2.zh", "3.zh", "4.zh", "5.zh", "6.zh"]
    for name in ("bitext.jsonl", "documents.jsonl", "failures.jsonl"):
        assert (settings.shards / f"000000.{name}").read_bytes() == (aligned / name).read_bytes()
    assert not list(settings.shards.glob("*.pair"))


def test_a_book_is_a_shard_of_its_own_and_the_short_documents_are_shared_out():
    starts = cut([30] * 25 + [1500] + [30] * 25, 2, most=16, rounds=4)
    assert {25, 26} <= set(starts)
    assert len(starts) >= 8
    assert max(b - a for a, b in zip(starts, [*starts[1:], 51], strict=True)) <= 16
