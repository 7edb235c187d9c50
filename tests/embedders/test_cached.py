"""The embedding cache: what it spares, and what must not harm it."""

import subprocess
import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.embedders.cached import cached


class Counting:
    """A real, if poor, encoder: letter counts. It keeps what it was asked for."""

    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked += texts
        return np.array([[len(t), t.count("a"), 1 / 3] for t in texts], dtype=np.float32).reshape(-1, 3)

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        return np.array([len(t) for t in texts], dtype=np.int64)


def test_bits_survive_the_file(tmp_path):
    texts = ["a", "你好", "", "a", "\ud83d"]
    wanted = Counting().encode(texts)
    assert np.array_equal(cached(Counting(), tmp_path).encode(texts), wanted)
    again = Counting()
    assert np.array_equal(cached(again, tmp_path).encode(texts), wanted)
    assert again.asked == []


def test_another_encoder_has_its_own_vectors(tmp_path):
    cached(Counting(), tmp_path).encode(["a"])
    other = Counting()
    other.name = "other"
    cached(other, tmp_path).encode(["a"])
    assert other.asked == ["a"]


def test_a_damaged_file_is_set_aside(tmp_path):
    cached(Counting(), tmp_path).encode(["a"])
    (file,) = tmp_path.glob("*.sqlite")
    file.write_bytes(b"no database" * 1000)
    assert cached(Counting(), tmp_path).encode(["a"]).shape == (1, 3)
    assert list(tmp_path.glob("*.damaged"))
    cached(Counting(), tmp_path).encode(["b"])
    third = Counting()
    cached(third, tmp_path).encode(["b"])
    assert third.asked == []


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path):
    (tmp_path / "file").write_text("")
    assert cached(Counting(), tmp_path / "file" / "below").encode(["a"]).shape == (1, 3)


def test_two_processes_share_a_file(tmp_path):
    code = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_cached import Counting
from align.embedders.cached import cached
for n in range(40):
    cached(Counting(), Path(sys.argv[1])).encode([f"text {n} {k}" for k in range(5)])
"""
    here = str(__import__("pathlib").Path(__file__).parent)
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path), here], stderr=subprocess.PIPE) for _ in range(2)
    ]
    assert [run.communicate()[1] for run in runs] == [b"", b""]
    after = Counting()
    cached(after, tmp_path).encode([f"text {n} {k}" for n in range(40) for k in range(5)])
    assert after.asked == []
