"""The seed transcripts: gold and pages come from one source, and hold what they are said to hold."""

import json
import subprocess
import sys
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
TYPES = {
    "mistranslation/number",
    "mistranslation/unit",
    "mistranslation/percentage",
    "mistranslation/direction",
    "mistranslation/date",
    "mistranslation/bound",
    "omission/number",
    "addition/number",
    "omission",
    "addition",
    "mistranslation/speaker",
    "mistranslation/negation",
    "mistranslation/modality",
    "mistranslation/name",
    "mistranslation/title",
    "terminology",
    "terminology/inconsistent",
    "untranslated",
}
SCORERS = {
    "figures",
    "omission",
    "addition",
    "speaker",
    "negation",
    "modality",
    "direction",
    "bounds",
    "names",
    "titles",
    "terms",
    "consistency",
    "residue",
}


def gold(name: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((ROOT / "corpora" / f"seeds-{name}.json").read_text("utf-8"))
    return record


def page(name: str) -> str:
    return (SEEDS / name).read_bytes().decode("gb18030" if name == "a.zh.html" else "utf-8")


A, B = gold("a"), gold("b")
both = pytest.mark.parametrize("record", [A, B], ids=["a", "b"])


def test_committed_files_are_what_the_script_renders() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts" / "build_seeds", "--check"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"run scripts/build_seeds; stale: {done.stdout}{done.stderr}"


def test_sizes() -> None:
    assert len(A["zh"]) >= 130
    assert len(A["zh_turns"]) == len(A["en_turns"]) >= 9
    assert len(B["zh"]) >= 80
    assert len(B["zh_turns"]) == len(B["en_turns"])


@both
def test_gold_holds_each_sentence_once_and_in_order(record: dict[str, Any]) -> None:
    for side, language in enumerate(("zh", "en")):
        assert list(chain.from_iterable(bead[side] for bead in record["gold"])) == list(range(len(record[language])))
    assert all(zh or en for zh, en in record["gold"])
    assert all(len(zh) + len(en) <= 6 for zh, en in record["gold"])


@both
def test_a_quarter_of_the_beads_is_not_one_to_one(record: dict[str, Any]) -> None:
    others = [bead for bead in record["gold"] if (len(bead[0]), len(bead[1])) != (1, 1)]
    assert len(others) >= len(record["gold"]) / 4
    assert {(1, 2), (2, 1), (2, 2), (3, 1), (1, 3), (1, 4)} <= {(len(zh), len(en)) for zh, en in others}


@both
def test_sentences_end_as_sentences_do(record: dict[str, Any]) -> None:
    for sentence in record["zh"]:
        assert sentence.rstrip("”》）")[-1] in "。！？", sentence
        assert not set("。！？") & set(sentence[:-1].rstrip("。！？”")), sentence
    for sentence in record["en"]:
        assert sentence.rstrip('"')[-1] in ".!?", sentence
        assert sentence == sentence.strip()
        assert "  " not in sentence


@both
def test_turns_and_paragraphs_begin_at_beads(record: dict[str, Any]) -> None:
    for side, language in enumerate(("zh", "en")):
        firsts = {bead[side][0] for bead in record["gold"] if bead[side]}
        paragraphs = record[f"{language}_paragraphs"]
        turns = [first for first, _ in record[f"{language}_turns"]]
        assert paragraphs == sorted(set(paragraphs))
        assert set(turns) <= set(paragraphs) <= firsts
        assert turns[0] == 0
    assert record["zh_paragraphs"] != record["en_paragraphs"]


def test_thirty_issues_of_many_kinds() -> None:
    issues = A["issues"]
    assert len(issues) == 30
    assert len({issue["kind"] for issue in issues}) >= 14
    assert len({issue["type"] for issue in issues}) >= 12
    assert sum(issue["scorer"] == "figures" for issue in issues) >= 14
    assert {issue["type"] for issue in issues} <= TYPES
    assert {issue["scorer"] for issue in issues} <= SCORERS
    assert len({issue["bead"] for issue in issues}) == 30, "each planted discrepancy has a bead of its own"
    assert B["issues"] == []


@pytest.mark.parametrize("issue", A["issues"], ids=lambda issue: issue["kind"])
def test_spans_slice_to_the_values(issue: dict[str, Any]) -> None:
    zh, en = A["gold"][issue["bead"]]
    zh_text, en_text = "".join(A["zh"][k] for k in zh), " ".join(A["en"][k] for k in en)
    for text, span, value in (
        (zh_text, issue["zh_span"], issue["zh_value"]),
        (en_text, issue["en_span"], issue["en_value"]),
    ):
        if issue["scorer"] == "speaker":
            assert span is None
            assert value
        else:
            assert (text[slice(*span)] if span else "") == value
    assert issue["en_value"] != issue["right"]
    assert issue["note"]


def test_the_wrong_speaker_is_the_only_label_that_differs() -> None:
    (issue,) = [issue for issue in A["issues"] if issue["scorer"] == "speaker"]
    names = {
        zh: en
        for (_, zh), (_, en) in zip(A["zh_turns"], A["en_turns"], strict=True)
        if (zh, en) != (issue["zh_value"], issue["en_value"])
    }
    wrong = [(zh, en) for (_, zh), (_, en) in zip(A["zh_turns"], A["en_turns"], strict=True) if names.get(zh, "") != en]
    assert wrong == [(issue["zh_value"], issue["en_value"])]
    first = A["gold"][issue["bead"]][0][0]
    assert [first, issue["zh_value"]] in A["zh_turns"]


def test_the_clean_english_has_no_chinese_in_it() -> None:
    assert all(ord(character) < 0x2E80 for sentence in B["en"] for character in sentence)


@both
@pytest.mark.parametrize("form", ["txt", "html"])
def test_pages_hold_every_sentence_and_what_a_page_has_around_it(record: dict[str, Any], form: str) -> None:
    name = record["id"].removeprefix("seeds-")
    for language in ("zh", "en"):
        text = page(f"{name}.{language}.{form}").replace("&amp;", "&")
        at = 0
        for sentence in record[language]:
            at = text.index(sentence, at) + len(sentence)
        assert record["title"][language] in text
    assert "the Chinese version is deemed to prevail." in page(f"{name}.en.{form}")
    assert "（责任编辑：" in page(f"{name}.zh.{form}")


def test_one_page_is_in_the_encoding_of_older_sites() -> None:
    content = (SEEDS / "a.zh.html").read_bytes()
    assert b"charset=gb2312" in content
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def test_the_bilingual_file_alternates_paragraph_by_paragraph() -> None:
    lines = [line for line in page("a.bilingual.txt").splitlines() if line]
    chinese = [sum(ord(character) > 0x2E80 for character in line) > 4 for line in lines]
    assert sum(chinese) == len(A["zh_paragraphs"]) + 3  # title, date line, editor
    assert sum(not is_chinese for is_chinese in chinese) == len(A["en_paragraphs"]) + 3
    changes = sum(x != y for x, y in pairwise(chinese))
    assert changes >= 2 * 30
    assert changes < len(lines) - 1, "some paragraphs are 2-1 and 1-2"
