import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.bitext import Bead, Issue, TranslationUnit, as_record, from_record, identify, unit_of, with_unique_ids
from align.document import from_sentences

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
        {"severity": "crittical"},
        {"severity": ["major"]},
        {"confidence": float("nan")},
        {"message": None},
        {"suggestion": 3},
    ],
)
def test_a_record_with_an_issue_that_is_none_is_refused(change):
    record = as_record(unit(issues=(ISSUE,)))
    record["issues"][0] |= change
    with pytest.raises((KeyError, TypeError, ValueError)):
        from_record(record)


@pytest.mark.parametrize(
    "change",
    [
        {"zh": [0.5]},
        {"en": "12"},
        {"zh_speaker": 3},
        {"en_text": None},
        {"zh_place": []},
        {"confidence": "1e999"},
        {"scores": {"align": float("inf")}},
    ],
)
def test_a_record_with_a_value_of_another_kind_is_refused(change):
    with pytest.raises((TypeError, ValueError)):
        from_record(as_record(unit()) | change)


def test_issue_ids_do_not_depend_on_place():
    first, second = (identify(unit(n), [ISSUE])[0].id for n in (0, 41))
    assert first == second
    assert len(first) == 12
    assert identify(unit(zh="6亿元。"), [ISSUE])[0].id != first


def test_equal_issues_of_a_document_get_numbers():
    units = [replace(u, issues=identify(u, [ISSUE])) for u in (unit(0), unit(1), unit(2))]
    ids = [u.issues[0].id for u in with_unique_ids(units)]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_unit_of_a_null_bead():
    zh, en = from_sentences(["甲。", "乙。"], "zh"), from_sentences(["A."], "en")
    made = unit_of(1, Bead((1,), (), 0.4), zh, en)
    assert (made.zh_text, made.en_text, made.en, made.confidence) == ("乙。", "", (), 0.4)
