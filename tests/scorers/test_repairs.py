"""What is suggested changes the least, keeps the form of the English, and raises no flag itself."""

from dataclasses import replace

import pytest

from align.language.edits import applied
from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers import SCORERS
from align.scorers.base import Context
from align.scorers.repairs import repaired

CASES = (
    ("这是第五届博览会。", "This is the 6th expo.", "This is the 5th expo."),
    ("这是第五届博览会。", "This is the sixth expo.", "This is the fifth expo."),
    (
        "处一万元以上一百万元以下罚款。",
        "A fine of not less than 10,000 yuan but not more than 10 million yuan shall be imposed.",
        "A fine of not less than 10,000 yuan but not more than 1 million yuan shall be imposed.",
    ),
    (
        "处一万元以上一百万元以下罚款。",
        "A fine of not less than 100,000 yuan but not more than 1 million yuan shall be imposed.",
        "A fine of not less than 10,000 yuan but not more than 1 million yuan shall be imposed.",
    ),
    (
        "处十万元以上一百万元以下罚款。",
        "A fine of not more than 100,000 yuan but not more than 1 million yuan shall be imposed.",
        "A fine of not less than 100,000 yuan but not more than 1 million yuan shall be imposed.",
    ),
    (
        "第十三届全国人民代表大会常务委员会第五次会议通过。",
        "Adopted at the 5th Meeting of the Standing Committee of the 14th National People's Congress.",
        "Adopted at the 5th Meeting of the Standing Committee of the 13th National People's Congress.",
    ),
    ("不少于三人。", "No fewer than 5 people.", "No fewer than 3 people."),
    ("投资500亿元。", "It invested RMB5 billion.", "It invested RMB50 billion."),
    ("增长5.2%。", "It grew by 2.5 per cent.", "It grew by 5.2 per cent."),
    ("5月21日开幕。", "It opened on 12 May.", "It opened on 21 May."),
    ("气温25摄氏度。", "It was 35°C.", "It was 25°C."),
    ("副省长王强出席。", "Governor Wang Qiang attended.", "Vice Governor Wang Qiang attended."),
)


@pytest.mark.parametrize(("zh", "en", "right"), CASES)
def test_the_repair_is_the_least(zh: str, en: str, right: str) -> None:
    (unit,) = Checker().units([TranslationUnit(0, (0,), (0,), zh, en)])
    found = [applied(en, i.en_span, i.suggestion) for i in unit.issues if i.suggestion and i.en_span]
    assert found == [right]


def test_a_suggestion_that_raises_a_flag_is_not_offered() -> None:
    units = (
        TranslationUnit(0, (0,), (0,), "大家好。", "Hello."),
        TranslationUnit(1, (1,), (1,), "企业应当公开5份报告。", "Firms must disclose 5 reports."),
    )
    context = Context(units, 1)
    good = Issue("terms", "terminology", "minor", 0.9, "", (2, 4), (6, 10), suggestion="shall")
    wrong = replace(good, suggestion="disclose 3 plans and")
    scorers = list(SCORERS.values())
    assert repaired(good, context, scorers).suggestion == "shall"
    assert repaired(wrong, context, scorers).suggestion == ""
    number = Issue("names", "mistranslation", "minor", 0.9, "", None, (20, 21), suggestion="6")
    assert repaired(number, context, scorers).suggestion == ""
