"""The tagger: its networks without torch, what it says of words, and the examples that it is trained on."""

import random
from types import ModuleType

import numpy as np
import pytest
from drawn_states import drawn_states
from script_modules import script_module

from align.embedders.token_encoders import load_token_encoder
from align.embedders.token_states import TokenEncoder, TokenStates
from align.lab.tagged import tagged
from align.model.unit import TranslationUnit
from align.scorers.evidence.tagger import NETWORKS, SILENT, Network, Tagger, tagger, tags_of, unseen
from align.wordlinks.links import LinkProvider, word_links

ZH, EN = (
    "委员会不应当延长会议，因为代表们必须回国。",
    "The committee should not extend the meeting, because the delegates must return home.",
)


@pytest.fixture(scope="module")
def tokens() -> TokenEncoder:
    return load_token_encoder(threads=1)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return script_module("fit_tagger")


def test_the_network_without_torch_is_the_one_that_was_trained(script: ModuleType) -> None:
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    network = script.Network().eval()
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    zh, en = drawn_states(7, 1), drawn_states(11, 2)
    with torch.no_grad():
        sides = [torch.from_numpy(side.states)[None] for side in (zh, en)]
        expected = network(*sides, *(torch.ones(1, len(side.states), dtype=torch.bool) for side in (zh, en)))[0].numpy()
    tags = Tagger([Network(weights)])(zh, en)
    np.testing.assert_allclose(np.concatenate([tags.zh, tags.en]), expected, atol=1e-4)


@pytest.mark.parametrize(
    ("right", "wrong", "zh"),
    [
        ("The meeting has ended.", "The meeting has not ended.", "会议已经结束。"),
        ("Exports must be reported.", "Exports may be reported.", "出口必须报告。"),
        ("All members agreed to the plan.", "Some members agreed to the plan.", "全体成员同意这一方案。"),
    ],
)
def test_a_word_that_the_other_side_contradicts_is_likelier_an_error(
    right: str, wrong: str, zh: str, tokens: TokenEncoder
) -> None:
    start = next(k for k, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b)
    odds = []
    for en in (right, wrong):
        tags = tagger()(*tokens.states([zh, en]))
        odds.append(tags.signs(None, (start, en.find(" ", start)))["bad_en"])
    assert odds[1] > odds[0] + 0.5, odds


def test_a_side_without_tokens_and_a_span_that_is_not_there_say_nothing() -> None:
    empty = TokenStates("", (), np.zeros((0, 384), dtype=np.float32), cut=False)
    tags = tagger()(empty, drawn_states(3, 0))
    assert tags.signs(None, None) == SILENT
    assert tags.signs((0, 1), (0, 1))["bad_en"] == -3


def test_states_of_another_encoder_are_not_read(tokens: TokenEncoder) -> None:
    class Other:
        name = "other"
        states = tokens.states

    unit = TranslationUnit(0, (0,), (0,), ZH, EN, "", "")
    assert tags_of(unit, LinkProvider([unit], lambda: Other()), tagger()) is None
    assert tags_of(unit, LinkProvider([unit], lambda: tokens), tagger()) is not None


def test_no_text_is_unseen_by_both_networks() -> None:
    first, second = map(unseen, NETWORKS)
    assert first
    assert second
    assert not first & second


def test_examples_mark_what_was_changed_and_nothing_where_both_sides_were(tokens: TokenEncoder) -> None:
    links = word_links(*tokens.states([ZH, EN]))
    beside = (
        "他们将于星期五到达北京，并参观工厂。",
        "They will arrive in Beijing on Friday, and they will visit the factory.",
    )
    made = [example for seed in range(40) for example in tagged(ZH, EN, links, beside, random.Random(seed))]
    kinds = {example.kind for example in made}
    assert {"", "en negation", "zh negation", "both negation", "en modality", "both modality", "zh negated"} <= kinds
    for example in made:
        assert (example.zh, example.en) == (ZH, EN) if not example.kind else (example.zh, example.en) != (ZH, EN)
        assert bool(example.bad_zh or example.bad_en) == (example.kind != "" and not example.kind.startswith("both"))
        for text, spans in ((example.zh, example.bad_zh), (example.en, example.bad_en)):
            assert all(0 <= start < end <= len(text) for start, end in spans), example
    added = next(example for example in made if example.kind == "en negated")
    assert any(word in added.en[slice(*added.bad_en[0])] for word in ("not", "never"))
