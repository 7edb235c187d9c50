"""Scores and gold files, beside the reference script where it is present."""

import importlib.util
import json
import random
import re

import pytest
from machine import EVAL

from align.lab.benchmark import evaluate_files
from align.lab.evaluate import gold_files, load_beads, load_gold, score, unaligned
from align.model.errors import InputError


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


ONE = {"zh": ["甲", "乙"], "en": ["a", "b"], "gold": [[[0], [0]], [[1], [1]]]}


def written(path, **changes):
    path.write_text(json.dumps({**ONE, **changes}), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"gold": []}, "at least one bead"),
        ({"zh": [], "en": [], "gold": []}, '"zh" has no sentence'),
        ({"gold": [[[0], [0]], [[], []]]}, "bead 1: has no sentence on either side"),
        ({"gold": [[[1], [1]], [[2], [2]]]}, "zh number 2 is not in 0..1; numbers are 0-based"),
    ],
)
def test_gold_that_says_nothing_is_refused(tmp_path, changes, reason):
    file = written(tmp_path / "x.json", **changes)
    with pytest.raises(InputError, match=re.escape(f"{file}: ")) as error:
        load_gold(file)
    assert reason in str(error.value)


def test_a_byte_order_mark_is_read_and_sentences_in_no_bead_are_counted(tmp_path):
    file = tmp_path / "x.json"
    file.write_text(json.dumps({**ONE, "gold": [[[0], []]]}), encoding="utf-8-sig")
    assert unaligned(load_gold(file)) == (1, 2)


def test_a_folder_stands_for_its_gold(tmp_path):
    (tmp_path / "in").mkdir()
    file = written(tmp_path / "in" / "x.json")
    assert gold_files([tmp_path]) == [file]
    file.unlink()
    with pytest.raises(InputError, match=r"no \.json file"):
        gold_files([tmp_path])


def test_beads_of_another_aligner(tmp_path):
    gold, file = load_gold(written(tmp_path / "x.json")), tmp_path / "theirs"
    file.write_text("[0]:[0, 1]:0.25\n[1]:[]:0.0\n[]:[]:0.0\n\n", encoding="utf-8")
    assert load_beads(file, gold) == (((0,), (0, 1)), ((1,), ()))
    file.write_text('{"id": 0, "zh": [0], "en": [0, 1]}\n', encoding="utf-8")
    assert load_beads(file, gold) == (((0,), (0, 1)),)
    for text, reason in {"[0]": "line 1 is not a bead", "\n[0]:[2]:1": "line 2: en number 2 is not in 0..1"}.items():
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=re.escape(f"{file}: {reason}")):
            load_beads(file, gold)


def test_beads_with_texts_are_of_the_sentences_of_the_gold(tmp_path):
    gold, file = load_gold(written(tmp_path / "x.json", zh=["甲乙。", "丙。"], en=["A b.", "C."])), tmp_path / "b.jsonl"
    line = {"zh": [0, 1], "en": [0], "zh_text": "甲乙。\n丙。", "en_text": "A b, edited.", "published": "A  b."}
    file.write_text(json.dumps(line), encoding="utf-8")
    assert load_beads(file, gold) == (((0, 1), (0,)),)
    for other in ({"zh_text": "甲。"}, {"published": "C."}, {"en_text": None, "published": None}):
        file.write_text(json.dumps({**line, **other}), encoding="utf-8")
        with pytest.raises(InputError, match=r"line 1: .* as in the gold; align its sentences as they are"):
            load_beads(file, gold)
    file.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="holds no bead"):
        load_beads(file, gold)


def never():
    raise AssertionError("nothing is aligned")


def test_each_file_has_its_scores_and_what_gold_lacks_has_none(tmp_path):
    files = [written(tmp_path / "x.json", set="s"), written(tmp_path / "y.json", zh=["丙", "丁"], set="s")]
    beads = tmp_path / "theirs"
    beads.mkdir()
    (beads / "x.txt").write_text("[0]:[0]:1\n[1]:[1]:1\n")
    (beads / "y.txt").write_text("[0]:[0]:1\n[1]:[]:1\n[]:[1]:1\n")
    result = evaluate_files(files, beads)
    assert result["sets"]["s"]["null"] is None
    assert [row["strict"]["r"] for row in result["files"]] == [1.0, 0.5]
    assert (result["files"][1]["missed"], result["files"][1]["wrong"]) == ([[[1], [1]]], [[[1], []], [[], [1]]])
    with pytest.raises(InputError, match="is one file of beads for several gold files"):
        evaluate_files(files, beads / "x.txt")
    (beads / "y.txt").unlink()
    with pytest.raises(InputError, match=r"has 0 files for y\.json"):
        evaluate_files(files, beads)


def test_a_document_counts_once_and_a_bad_file_does_not_stop_the_rest(tmp_path):
    one, copy = written(tmp_path / "x.json"), written(tmp_path / "copy.json")
    bad, beads = written(tmp_path / "bad.json", gold=[]), tmp_path / "theirs"
    beads.mkdir()
    (beads / "x.txt").write_text("[0]:[0]:1\n[1]:[1]:1\n")
    result = evaluate_files([bad, one, copy], beads)
    assert [row["strict"]["f1"] for row in result["files"]] == [1.0]
    assert [row["file"] for row in result["failures"]] == [str(bad), str(copy)]
    assert "at least one bead" in result["failures"][0]["reason"]
    assert "same sentences and beads as" in result["failures"][1]["reason"]
    with pytest.raises(InputError, match="at least one bead"):
        evaluate_files([bad], never)


def test_two_aligners_are_compared_on_the_same_beads(tmp_path):
    gold = [[[k], [k]] for k in range(100)]
    sentences = [f"第{k}句。" for k in range(100)]
    file = written(tmp_path / "x.json", zh=sentences, en=[f"Sentence {k}." for k in range(100)], gold=gold)
    good, worse = tmp_path / "good.txt", tmp_path / "worse.txt"
    good.write_text("".join(f"[{k}]:[{k}]:1\n" for k in range(100)))
    missing = {0, 1, 2, 40, 41, 80}
    worse.write_text("".join(f"[{k}]:[{'' if k in missing else k}]:1\n" for k in range(100)))
    result = evaluate_files([file], worse, against=good)
    comparison = result["comparison"]
    assert (comparison["first"], comparison["second"]) == (round(2 * 94 / 194, 4), 1.0)
    assert 0 <= comparison["low"] < comparison["difference"] < comparison["high"]
    assert 0 < comparison["probability"] < 0.1
    assert comparison["blocks"] == 5
    same = evaluate_files([file], good, against=good)["comparison"]
    assert (same["difference"], same["low"], same["high"], same["probability"]) == (0, 0, 0, 1.0)
    assert result["files"][0]["texts"]["missed"][0] == [["第0句。"], ["Sentence 0."]]
