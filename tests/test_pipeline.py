from align.document import Source
from align.pipeline import check, documents_of
from align.translation_unit import TranslationUnit


def test_given_sentences_are_lines():
    zh, en = documents_of(Source("z", "一。二。\n\n三。\n"), Source("e", "One. Two."), sentences=True)
    assert zh.sentences() == ["一。二。", "", "三。"]
    assert en.sentences() == ["One. Two."]
    assert documents_of(Source("z", ""), Source("e", "x\n"), sentences=True)[0].sentences() == []


def test_two_scorers_that_say_the_same_are_heard_once():
    unit = TranslationUnit(0, (0,), (0,), "出口下降3.1%。", "Exports were up 3.1%.")
    (checked,) = check([unit])
    assert [i.type for i in checked.issues] == ["mistranslation/direction"]


def test_chosen_scorers_only():
    unit = TranslationUnit(0, (0,), (0,), "应当去。", "We may go to 山西。")
    assert {i.scorer for i in check([unit], scorers=["modality"])[0].issues} == {"modality"}
    assert check([], scorers=["modality"]) == ()
