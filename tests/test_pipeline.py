from dataclasses import replace

from align.model.document import Source
from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker, documents_of, issues_at
from align.scorers.base import Context, Scorer
from align.scorers.profile import Profile


def test_given_sentences_are_lines():
    zh, en = documents_of(Source("z", "一。二。\n\n三。\n"), Source("e", "One. Two."), sentences=True)
    assert zh.sentences() == ["一。二。", "", "三。"]
    assert en.sentences() == ["One. Two."]
    assert documents_of(Source("z", ""), Source("e", "x\n"), sentences=True)[0].sentences() == []


def test_two_scorers_that_say_the_same_are_heard_once():
    unit = TranslationUnit(0, (0,), (0,), "出口下降3.1%。", "Exports were up 3.1%.")
    (checked,) = Checker().units([unit])
    assert [i.type for i in checked.issues] == ["mistranslation/direction"]


def test_chosen_scorers_only():
    unit = TranslationUnit(0, (0,), (0,), "去3次。", "We go four times to 山西。")
    assert {i.scorer for i in Checker(profile=Profile(("figures",))).units([unit])[0].issues} == {"figures"}
    assert Checker(profile=Profile(("figures",))).units([]) == ()


def test_of_a_clause_left_out_and_a_figure_in_it_only_the_clause_is_told():
    def scorer(name, *issues):
        return Scorer(name, "", ("", ""), (), lambda _unit, _context: issues, "")

    unit = TranslationUnit(0, (0,), (0,), "截止日期为6月30日，结果将公示。", "The results will be published.")
    figure = Issue("figures", "omission/number", "major", 0.7, "", (5, 10), None)
    other = replace(figure, zh_span=(11, 13))
    gap = Issue("omission", "omission", "major", 0.8, "", (0, 10), None)
    found = issues_at(Context([unit]), [scorer("figures", figure, other), scorer("omission", gap)])
    assert [(issue.type, issue.zh_span) for issue in found] == [("omission/number", (11, 13)), ("omission", (0, 10))]
    assert len(issues_at(Context([unit]), [scorer("figures", figure)])) == 1
