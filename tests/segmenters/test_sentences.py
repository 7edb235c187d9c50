"""Sentence spans of both languages: cases, and properties that hold for any text."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.segmenters import chinese, english

CASES = Path(__file__).parent.parent / "cases" / "segmenters.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
SPLITTERS = {"zh": chinese.sentence_spans, "en": english.sentence_spans}
ALPHABETS = {
    "zh": "他走了 \u3000\n。！？!?.．…；;：，“”‘’「」（）《》\"'1aB３ 　—",
    "en": "He said. Mr.  co!?;,…“”‘’\"'(I)[]\n1.5T—。é",
}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['language']}: {row['reason']}")
def test_cases(row):
    text = "".join(row["sentences"])
    split = SPLITTERS[row["language"]]
    spans = split(text, quotations=row.get("quotations", "split"), semicolons=row.get("semicolons", False))
    assert [text[a:b] for a, b in spans] == [sentence.strip() for sentence in row["sentences"]]


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_character_in_exactly_one_span(language, data):
    text = data.draw(st.text(st.sampled_from(ALPHABETS[language]), max_size=60) | st.text(max_size=30))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    spans = SPLITTERS[language](
        text,
        start=start,
        end=end,
        quotations=data.draw(st.sampled_from(["split", "whole"])),
        semicolons=data.draw(st.booleans()),
    )
    reached = start
    for left, right in spans:
        assert reached <= left < right <= end
        assert not text[reached:left].strip()
        assert not text[left].isspace()
        assert not text[right - 1].isspace()
        reached = right
    assert not text[reached:end].strip()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("unit", ["“", "（。", "“a。”", ". A", "“a.” ", "(a. ", '"', "'a "])
def test_stray_marks_cost_linear_time_and_swallow_nothing(language, unit):
    text = unit * 20_000
    spans = SPLITTERS[language](text)
    assert spans[-1][1] == len(text.rstrip())


def test_an_unclosed_quotation_does_not_swallow_the_paragraph():
    text = "他说：“我们走。" + "后来下雨了。" * 5
    assert len(chinese.sentence_spans(text, quotations="whole")) == 6
    text = 'He said: "We go. ' + "Then it rained. " * 5
    assert len(english.sentence_spans(text, quotations="whole")) == 6
