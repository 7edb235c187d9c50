import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.model.errors import MALFORMED
from align.model.unit import Issue, TranslationUnit
from align.model.unit_record import as_record, from_record

ISSUE = Issue(
    "figures", "mistranslation/number", "critical", 0.9, "why", (0, 2), (3, 9), "5亿", "5 million", "500 million"
)
KEYS = ["id", "zh", "en", "zh_text", "en_text", "zh_speaker", "en_speaker", "confidence", "scores", "issues"]
ISSUE_KEYS = ["id", "scorer", "type", "severity", "confidence", "zh_span", "en_span", "zh_value", "en_value"]


def unit(number=0, zh="5亿元。", en="It 5 million.", issues=()):
    return TranslationUnit(number, (number,), (number,), zh, en, issues=issues)


def test_record_has_exactly_the_keys_of_the_contract():
    record = as_record(unit(issues=(ISSUE,)))
    assert list(record) == KEYS
    assert list(record["issues"][0]) == [*ISSUE_KEYS, "message", "suggestion"]
    assert record["issues"][0]["zh_span"] == [0, 2]


def test_an_issue_with_a_code_ends_with_code_and_values():
    issue = replace(ISSUE, code="figures.times", values={"zh": {"text": "5亿"}, "count": 3, "any": ["a"]})
    (record,) = as_record(unit(issues=(issue,)))["issues"]
    assert list(record) == [*ISSUE_KEYS, "message", "suggestion", "code", "values"]
    assert from_record(json.loads(json.dumps(as_record(unit(issues=(issue,)))))).issues == (issue,)


@given(st.text(), st.text(), st.floats(0, 1), st.booleans())
def test_record_round_trip(zh, en, confidence, reordered):
    issue = replace(ISSUE, zh_span=(0, len(zh)), en_span=(len(en), len(en)))
    before = replace(unit(3, zh, en, (issue,)), confidence=round(confidence, 4), scores={"x": 0.5}, reordered=reordered)
    assert from_record(json.loads(json.dumps(as_record(before)))) == before


@pytest.mark.parametrize(
    "change",
    [
        {"zh_span": [0, 9]},
        {"en_span": [4, 2]},
        {"en_span": [-1, 2]},
        {"en_span": [float("inf"), 2]},
        {"en_span": [0.5, 2]},
        {"en_span": 2},
        {"severity": "crittical"},
        {"severity": ["major"]},
        {"confidence": float("nan")},
        {"message": None},
        {"suggestion": 3},
        {"code": None},
        {"values": [1]},
    ],
)
def test_a_record_with_an_issue_that_is_none_is_refused(change):
    record = as_record(unit(issues=(ISSUE,)))
    record["issues"][0] |= change
    with pytest.raises(MALFORMED):
        from_record(record)


@pytest.mark.parametrize(
    "change",
    [
        {"id": None},
        {"id": 1.5},
        {"id": True},
        {"zh": [0.5]},
        {"en": "12"},
        {"zh_speaker": 3},
        {"en_text": None},
        {"zh_place": []},
        {"confidence": "1e999"},
        {"scores": {"align": float("inf")}},
        {"scores": []},
        {"confidence": 10**400},
        {"issues": [3]},
    ],
)
def test_a_record_with_a_value_of_another_kind_is_refused(change):
    with pytest.raises(MALFORMED):
        from_record(as_record(unit()) | change)
