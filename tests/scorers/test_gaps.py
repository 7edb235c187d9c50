"""The networks of gaps: without torch, in bytes, what they say of a clause, and the examples that they learn from."""

import random
from types import ModuleType

import numpy as np
import pytest
from drawn_states import drawn_states
from script_modules import script_module

from align.embedders.token_encoders import load_token_encoder
from align.embedders.token_states import TokenEncoder, TokenStates
from align.lab.gapped import gapped
from align.scorers.evidence.tagger import Tagger
from align.scorers.omission.network import SILENT, GapNetwork, gap_tagger, odds_of, packed, unpacked
from align.wordlinks.links import word_links

ZH = "委员会讨论了年度预算，代表们参观了新建的图书馆，会议于星期五结束。"
EN = (
    "The committee discussed the annual budget, the delegates visited the newly built library,"
    " and the meeting ended on Friday."
)


@pytest.fixture(scope="module")
def tokens() -> TokenEncoder:
    return load_token_encoder(threads=1)


@pytest.fixture(scope="module")
def script() -> ModuleType:
    pytest.importorskip("torch")
    return script_module("fit_tagger")


def test_the_network_without_torch_is_the_one_that_was_trained(script: ModuleType) -> None:
    import torch

    torch.manual_seed(1)
    network = script.GapNetwork().eval()
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    zh, en = drawn_states(7, 1), drawn_states(11, 2)
    with torch.no_grad():
        sides = [torch.from_numpy(side.states)[None] for side in (zh, en)]
        expected = network(*sides, *(torch.ones(1, len(side.states), dtype=torch.bool) for side in (zh, en)))[0].numpy()
    tags = Tagger([GapNetwork(weights)])(zh, en)
    np.testing.assert_allclose(np.concatenate([tags.zh, tags.en]), expected, atol=1e-4)


def test_a_network_begins_with_layers_of_the_encoder_that_gives_its_states(script: ModuleType) -> None:
    network = script.gap_network()
    layer = script.bundled_sentence_transformer()[0].model.encoder.layer[8]
    np.testing.assert_array_equal(network.layers[0].outer.weight.detach(), layer.output.dense.weight.detach())
    assert len(network.layers) == 2
    assert network.scale > 1


def test_weights_in_bytes_are_near_those_that_were_packed() -> None:
    draw = np.random.default_rng(3)
    weights = {"a.weight": draw.normal(size=(5, 7)).astype(np.float32), "a.bias": np.ones(5, dtype=np.float32)}
    weights["a.weight"][2] *= 100
    stored = packed(weights)
    assert stored["a.weight"].dtype == np.int8
    found = unpacked(stored)
    assert found.keys() == weights.keys()
    np.testing.assert_array_equal(found["a.bias"], weights["a.bias"])
    rows = np.abs(weights["a.weight"]).max(axis=1, keepdims=True)
    assert (np.abs(found["a.weight"] - weights["a.weight"]) <= rows / 250).all()


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_clause_that_is_not_rendered_is_likelier_lacked(at: int, tokens: TokenEncoder) -> None:
    clauses = ZH.rstrip("。").split("，")
    left = EN.rstrip(".").replace(" and the meeting", " the meeting").split(", ")
    en = ", ".join(part for k, part in enumerate(left) if k != at) + "."
    start = ZH.index(clauses[at])
    span = start, start + len(clauses[at])
    whole, without = (odds_of(gap_tagger()(*tokens.states([ZH, text])), span, "zh") for text in (EN, en))
    assert without > whole + 0.5
    assert without > 0 > whole


def test_a_side_without_tokens_and_a_span_without_tokens_say_nothing() -> None:
    empty = TokenStates("", (), np.zeros((0, 384), dtype=np.float32), cut=False)
    tags = gap_tagger()(empty, drawn_states(3, 0))
    assert odds_of(tags, (0, 1), "zh") == SILENT
    assert odds_of(tags, (0, 2), "en") == SILENT


def test_examples_mark_the_clause_that_the_other_side_lacks(tokens: TokenEncoder) -> None:
    links = word_links(*tokens.states([ZH, EN]))
    beside = (
        "他们将于下周到达北京，并参观当地的工厂。",
        "They will arrive in Beijing next week, and they will visit a local factory.",
    )
    made = [example for seed in range(20) for example in gapped(ZH, EN, links, beside, random.Random(seed))]
    assert {example.kind for example in made} == {"", "en dropped", "zh dropped", "zh added", "en added"}
    for example in made:
        marked = [example.zh[slice(*span)] for span in example.bad_zh]
        marked += [example.en[slice(*span)] for span in example.bad_en]
        assert len(marked) == bool(example.kind)
        if example.kind == "en dropped":
            assert example.zh == ZH
            assert len(example.en) < len(EN)
            if "图书馆" in marked[0]:
                assert "library" not in example.en
        if example.kind == "zh dropped" and "library" in marked[0]:
            assert "图书馆" not in example.zh
        if example.kind.endswith("added"):
            assert any(word in marked[0] for word in ("北京", "工厂", "Beijing", "factory"))
