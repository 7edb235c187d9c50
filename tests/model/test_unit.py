from dataclasses import replace

from align.model.document import from_sentences
from align.model.unit import Bead, Issue, TranslationUnit, identify, unit_of, with_unique_ids

ISSUE = Issue(
    "figures", "mistranslation/number", "critical", 0.9, "why", (0, 2), (3, 9), "5亿", "5 million", "500 million"
)


def unit(number=0, zh="5亿元。", en="It 5 million.", issues=()):
    return TranslationUnit(number, (number,), (number,), zh, en, issues=issues)


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
