from align.model.bitext import Bitext
from align.model.unit import Issue, TranslationUnit, Verdict


def test_the_state_of_a_unit_follows_the_verdicts():
    issue = Issue("figures", "mistranslation/number", "critical", 1.0, "Wrong.", id="x")
    unit = TranslationUnit(7, (0,), (0,), "五亿", "5 million", issues=(issue,))
    verdict = Verdict("confirmed", "Li", "2026-11-24T00:00:00Z")
    assert Bitext((unit,)).state(unit) == "open"
    assert Bitext((unit,), verdicts={"x": verdict}).state(unit) == "decided"
    assert Bitext((unit,), approved={7: verdict}).state(unit) == "approved"
