"""What a pair would be if a flag were right, as grammatical text, and what is asked about at all."""

import pytest

from align.model.unit import Issue, TranslationUnit
from align.opinion import questions, ratio
from align.opinion.repairs import repairs


def flag(type_, zh, en, marked_zh="", marked_en="", suggestion="", **fields):
    spans = [(text.index(marked), text.index(marked) + len(marked)) if marked else None for text, marked in
             ((zh, marked_zh), (en, marked_en))]  # fmt: skip
    issue = Issue("x", type_, "major", 0.5, "", *spans, suggestion=suggestion, **fields)
    return TranslationUnit(0, (0,), (0,), zh, en), issue


REPAIRS = [
    ("mistranslation/number", "54例。", "43 cases.", "54例", "43", "54", ["54 cases."]),
    ("mistranslation/number", "35美元。", "It costs $35,000.", "35美元", "$35,000", "35 dollars", ["It costs $35."]),
    ("mistranslation/date", "26日到。", "It came July 6th.", "26日", "July 6th", "the 26th", ["It came July 26th."]),
    ("mistranslation/number", "8个。", "It is a 12-part plan.", "8个", "12", "8", ["It is an 8-part plan."]),
    ("omission/number", "增长5%，达到新高。", "It reached a new high.", "5%", "", "", ["增长，达到新高。"]),
    ("omission", "正如所说，我们会赢。", "We will win.", "正如所说", "", "", ["我们会赢。"]),
    ("omission", "我们会赢。", "We will win.", "我们会赢。", "", "", []),
    ("addition", "我们会赢。", "We will win, as he said.", "", ", as he said", "", ["We will win."]),
    ("mistranslation/negation", "他去。", "He cannot go.", "", "cannot", "", ["He can go."]),
    ("mistranslation/negation", "他去。", "It’s late, he hasn't gone.", "", "hasn't", "", ["It’s late, he has gone."]),
    ("mistranslation/direction", "出口下降。", "Exports rose.", "下降", "rose", "", ["Exports fell."]),
    ("mistranslation/modality", "建议避免。", "You must avoid it.", "建议", "must", "should", ["You should avoid it."]),
    ("mistranslation/name", "他在光州。", "In Guangzhou.", "光州", "Guangzhou", "Gwangju", ["In Gwangju.", "他在。"]),
    ("mistranslation/title", "部长来。", "The governor came.", "部长", "governor", "", []),
    ("punctuation", "好。", "Good .", "", ".", "!", []),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "zh", "en", "marked_zh", "marked_en", "suggestion", "expected"), REPAIRS)
def test_repairs(type_, zh, en, marked_zh, marked_en, suggestion, expected):
    assert [made.text for made in repairs(*flag(type_, zh, en, marked_zh, marked_en, suggestion))] == expected


@pytest.mark.parametrize(
    ("type_", "ratio_asked", "chat_asked", "code"),
    [
        ("mistranslation/number", True, False, ""),
        ("omission/number", True, False, ""),
        ("mistranslation/unit", False, False, ""),
        ("mistranslation/bound", False, False, ""),
        ("mistranslation/name", True, True, "names.other"),
        ("mistranslation/name", False, False, "names.spelling"),
        ("mistranslation/name", False, False, "names.surname"),
        ("mistranslation/direction", True, True, ""),
        ("mistranslation/negation", False, True, ""),  # the Chinese has it
        ("omission", True, True, ""),
        ("terminology", False, False, ""),
        ("punctuation", False, False, ""),
    ],
)
def test_what_is_asked(type_, ratio_asked, chat_asked, code):
    _, issue = flag(type_, "不去。", "He goes.", "不", "goes", "go", code=code)
    assert (ratio.is_asked(issue), questions.is_answerable(issue)) == (ratio_asked, chat_asked)


def test_a_long_text_is_cut_around_the_change():
    zh = "，".join(f"第{n}句话说的是很平常的事情而已" for n in range(60)) + "。"
    en = "It cost 5 yuan, and that was all. " + "Nothing else of any note was said. " * 30
    unit, issue = flag("mistranslation/number", zh, en, "第2句", "5 yuan", "6 yuan")
    (compared,) = ratio.comparisons(unit, issue)
    assert compared.now[0] == compared.repaired[0]
    assert len(compared.now[0]) < 400
    assert compared.now[1][:20] == " It cost 5 yuan, and"
    assert len(compared.now[1]) < 160
    assert compared.repaired[1] == compared.now[1].replace("5 yuan", "6 yuan")
    assert ratio.comparisons(TranslationUnit(0, (0,), (), zh, ""), issue) == ()
