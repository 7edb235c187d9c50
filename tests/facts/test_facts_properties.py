"""For any text: facts slice back out of it, in order, and time grows no faster than the text."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from align.facts import extract
from align.model.document import Language

ZH = st.text(
    alphabet="0123456789０９一二两三十百千万亿几数多余半零点第年月日号时分之至到-—%％成倍个元美里斤 ,，.:比约近上下G",
    max_size=60,
)
WORDS = """one two twenty-first hundred thousand million and a half third quarters dozens of to - 3 2.5 1,300 2024 July
    May a.m. p.m. percent % $ US$ yuan square kilometers over nearly first the 14th Five-Year Plan 10:30 / in out"""
EN = st.lists(st.sampled_from(WORDS.split()), max_size=25)
LONG: list[tuple[Language, str]] = [
    ("zh", "9" * 10**6),
    ("zh", "一" * 10**6),
    ("zh", "万" * 10**6),
    ("zh", " " * 10**6),
    ("en", "9" * 10**6),
    ("en", "1," * 20_000),
    ("zh", "一1" * 20_000),
    ("en", "one hundred and " * 8_000),
    ("en", "twenty-" * 15_000),
]


@given(ZH)
@settings(max_examples=100, deadline=None)
def test_chinese_facts_slice_back(text: str) -> None:
    facts = extract(text, "zh")
    assert all(text[slice(*fact.span)] == fact.text and fact.text for fact in facts)
    assert [fact.span for fact in facts] == sorted(fact.span for fact in facts)


@given(EN)
@settings(max_examples=100, deadline=None)
def test_english_facts_slice_back(words: list[str]) -> None:
    text = " ".join(words)
    facts = extract(text, "en")
    assert all(text[slice(*fact.span)] == fact.text and fact.text for fact in facts)


@given(st.text(max_size=80))
@example("0A\N{SUPERSCRIPT TWO}")  # a digit to str.isdigit() that int() refuses
@example("3 \N{SUPERSCRIPT TWO}/4")
@example("July \N{CIRCLED DIGIT ONE}")
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    for facts in (extract(text, "zh"), extract(text, "en")):
        assert all(text[slice(*fact.span)] == fact.text for fact in facts)


@pytest.mark.parametrize(("language", "text"), LONG, ids=[f"{lang}-{text[:8]!r}" for lang, text in LONG])
def test_a_pathological_line_takes_under_two_seconds(language: Language, text: str) -> None:
    start = time.process_time()
    extract(text, language)
    assert time.process_time() - start < 2
