"""Scores and gold files, beside the reference script where it is present."""

import importlib.util
import json
import random

import pytest
from machine import EVAL

from align.errors import InputError
from align.evaluate import load_gold, score


def random_beads(rng: random.Random, n: int, m: int) -> list:
    beads, i, j = [], 0, 0
    while i < n or j < m:
        a, b = min(rng.choice([0, 1, 1, 1, 2]), n - i), min(rng.choice([0, 1, 1, 1, 2]), m - j)
        if a or b:
            beads.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return beads


def test_equals_the_reference():
    script = EVAL / "score_beads.py"
    if not script.exists():
        pytest.skip("no score_beads.py at ../shared/eval")
    spec = importlib.util.spec_from_file_location("score_beads", script)
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    rng = random.Random(5)
    for _ in range(50):
        pairs = [(random_beads(rng, 12, 14), random_beads(rng, 12, 14)) for _ in range(rng.randint(1, 3))]
        ours, theirs = score(pairs), reference.score(pairs)
        for name in ("strict", "strict_with_nulls", "lax", "null"):
            ratio = getattr(ours, name)
            got = {"p": round(ratio.precision, 4), "r": round(ratio.recall, 4), "f1": round(ratio.f1, 4)}
            assert got == theirs[name]
        kinds = theirs["recall_by_type"].items()
        assert {k: f"{a}/{b}" for k, (a, b) in ours.by_type.items()}.items() >= kinds


def test_empty():
    assert score([]).strict.f1 == 0.0
    assert score([([((0,), ())], [((0,), ())])]).null.f1 == 1.0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[]", "JSON object"),
        ("{", "line 1, column 2"),
        ('{"zh": ["a"]}', '"en" must be a list'),
        ('{"zh": ["a", 3], "en": []}', "sentence 1"),
        ('{"zh": ["a"], "en": ["b"], "gold": [[[0], [1]]]}', "bead 0: en number 1"),
        ('{"zh": ["a"], "en": ["b"], "gold": [[[0], [0]], [[0], []]]}', "bead 1: zh sentence 0 is in two beads"),
        ('{"zh": ["a"], "en": ["b"], "gold": [[0, 0]]}', "bead 0"),
    ],
)
def test_bad_gold(tmp_path, content, reason):
    file = tmp_path / "gold.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_gold(file)
    assert str(file) in str(error.value)
    assert reason in str(error.value)


def test_missing_and_binary(tmp_path):
    with pytest.raises(InputError, match="No such file"):
        load_gold(tmp_path / "none.json")
    (tmp_path / "junk.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="not UTF-8"):
        load_gold(tmp_path / "junk.json")


def test_good(tmp_path):
    file = tmp_path / "x.json"
    file.write_text(json.dumps({"zh": ["甲"], "en": ["a", "b"], "gold": [[[0], [0]], [[], [1]]], "more": 1}))
    gold = load_gold(file)
    assert gold.beads == (((0,), (0,)), ((), (1,)))
    assert gold.id == "x"
