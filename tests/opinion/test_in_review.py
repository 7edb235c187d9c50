"""What a second reader thought of a flag in the run stays with it when a reviewer edits the pair."""

from dataclasses import replace

from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.review.rescoring import Rescorer
from align.scorers.profile import Profile


def test_an_edit_beside_a_flag_does_not_bring_it_back():
    checker = Checker(Profile(("figures",)))
    unit = TranslationUnit(0, (0,), (0,), "投资5亿元。", "It invested 5 million yuan.")
    (published,) = checker.units([unit])
    (flag,) = published.issues
    assert flag.severity == "critical"
    lowered = replace(flag, severity="neutral", confidence=0.1, values={**flag.values, "opinion": {"gain": -9.0}})
    own = Issue("second reader", "mistranslation", "major", 0.5, "It says so.", None, (3, 11))
    reviewed = replace(published, issues=(lowered, own))
    found = Rescorer(checker=checker).check([reviewed], 0, "They invested 5 million yuan.")
    assert [(i.scorer, i.severity) for i in found] == [("second reader", "major"), ("figures", "neutral")]
    assert found[1].values["opinion"] == {"gain": -9.0}
    assert not Rescorer(checker=checker).check([reviewed], 0, "It invested 500 million yuan.")[1:]
