"""Records: what a unit is beyond its texts."""

from dataclasses import FrozenInstanceError, astuple, fields

import pytest

from align.codecs.record import load, quick_unit
from align.model.unit import Issue, TranslationUnit

ISSUE = '{"scorer":"s","type":"t","severity":"major","confidence":1,"message":"m","zh_span":[0,%d],"id":"i"}'
RECORD = '{"id":3,"about":"%s","issues":[' + ISSUE + "]}"
ABOUT = "a0ab64da"  # of "一" and "one"


def test_a_unit_made_quickly_is_a_unit() -> None:
    unit = TranslationUnit(
        "a",
        (1,),
        (2, 3),
        "一",
        "one",
        "张",
        "Zhang",
        0.5,
        {"x": 0.25},
        (Issue("s", "t", "minor", 1.0, "m"),),
        True,
        "p1",
        "p2",
    )
    quick = quick_unit(*(getattr(unit, field.name) for field in fields(unit) if "written" not in field.name))
    assert type(quick) is TranslationUnit
    assert quick == unit
    assert astuple(quick) == astuple(unit)
    with pytest.raises(FrozenInstanceError):
        quick.id = "b"  # type: ignore[misc]


def test_issues_are_of_the_texts_that_they_are_about() -> None:
    found = load(RECORD % (ABOUT, 1), "一", "one")
    assert found is not None
    assert [issue.zh_span for issue in found.unit.issues] == [(0, 1)]
    other = load(RECORD % (ABOUT, 1), "二", "one")
    assert other is not None
    assert other.unit.issues == ()


@pytest.mark.parametrize("text", [RECORD % (ABOUT, 9), '{"id":3,"confidence":NaN}', '{"id":3,"zh_speaker":5}', "7"])
def test_what_is_no_record_of_ours(text: str) -> None:
    assert load(text, "一", "one") is None


@pytest.mark.parametrize("confidence", ["0.9731", "1.0", "0.5", "1", "1e-05", "0.97311", "-0.5"])
@pytest.mark.parametrize("numbers", ["3,3,3", "0,0,0", "3,3,4", "3,4,3", "03,03,03", "123456789012345678,1,1"])
def test_the_plainest_record_is_read_as_any_other(numbers: str, confidence: str) -> None:
    id, zh, en = numbers.split(",")
    short = f'{{"id":{id},"zh":[{zh}],"en":[{en}],"confidence":{confidence}}}'
    quick, slow = load(short, "一", "one"), load(short.replace(":", ": "), "一", "one")
    assert quick == slow
    assert (quick is None) == (id == "03")
