"""Speaker labels of both languages, and turns matched by them."""

import json
from pathlib import Path

import pytest

from align.language.outlets import read_label
from align.model.document import Document, Segment, Turn
from align.segmenters import speakers
from align.segmenters.speakers import agree, match_turns

CASES = Path(__file__).parent.parent / "cases" / "segmenters_speakers.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
ZH = [
    ("主持人 陈文俊", 5),
    ("金湘军", 30),
    ("主持人", 1),
    ("新华社记者", 3),
    ("金湘军", 20),
    ("路透社记者", 2),
    ("王明", 15),
]
EN = [
    ("Chen Wenjun", 5),
    ("Jin Xiangjun", 33),
    ("Chen Wenjun", 1),
    ("Xinhua News Agency", 4),
    ("Jin Xiangjun", 20),
    ("Reuters", 2),
    ("Wang Ming", 15),
]


def document(language, turns):
    """A document of turns (label, number of sentences)."""
    segments, at = [], 0
    for turn, (_, count) in enumerate(turns):
        for _ in range(count):
            segments.append(Segment(len(segments), (at, at + 30), turn=turn))
            at += 31
    labelled = tuple(Turn(k, speaker) for k, (speaker, _) in enumerate(turns))
    return Document(language, "", "x" * at, tuple(segments), turns=labelled)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['zh']} {row['en']}")
def test_agree(row):
    assert agree(row["zh"], row["en"]) == row["agree"]


def test_markup_width_and_colon_do_not_matter():
    assert agree("**金湘军：**", "JIN Xiangjun:") == 1.0
    assert agree("ＣＣＴＶ记者", "CCTV") == 1.0


def test_short_acronyms_count_only_as_written():
    assert read_label("AP").outlets
    assert not read_label("ap").outlets
    assert not read_label("APEC").outlets


@pytest.mark.parametrize(
    ("en", "expected"),
    [
        (EN, [(k, k) for k in range(7)]),
        ([*EN[:4], ("Wang Ming", 20), *EN[5:]], [(k, k) for k in range(7)]),
        (EN[:3] + EN[5:], [(0, 0), (1, 1), (5, 3), (6, 4)]),
        (EN[3:], [(k + 3, k) for k in range(4)]),
        (EN[:2] + EN[3:], [(0, 0), (1, 1), (3, 2), (4, 3), (5, 4), (6, 5)]),
        ([("", 80)], []),
    ],
    ids=["same", "one wrong label", "a question and answer gone", "an excerpt", "a turn gone", "no labels"],
)
def test_match_turns(en, expected):
    found = match_turns(document("zh", ZH), document("en", en))
    assert [pair for pair in found if pair != (2, 2) or pair in expected] == expected


def test_foreign_names_are_learnt_from_the_rest():
    zh = [("拉夫罗夫", 5), ("塔斯社记者", 2), ("拉夫罗夫", 9), ("记者", 2), ("拉夫罗夫", 9)]
    en = [("Sergey Lavrov", 5), ("TASS", 2), ("Sergey Lavrov", 9), ("Question", 2), ("Sergey Lavrov", 9)]
    assert match_turns(document("zh", zh), document("en", en)) == [(k, k) for k in range(5)]


def test_more_labels_than_can_be_compared_are_not(monkeypatch):
    turns = [("Speaker 1", 1), ("Speaker 2", 1)]
    assert match_turns(document("zh", turns), document("en", turns)) == [(0, 0), (1, 1)]
    monkeypatch.setattr(speakers, "_MAX_LABELS", 3)
    assert match_turns(document("zh", turns), document("en", turns)) == []
