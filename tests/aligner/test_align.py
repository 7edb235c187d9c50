"""The aligner on real text with the real encoder: seeds, small edge cases, locked beads, moved passages."""

import json
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from machine import EVAL

from align.aligner import align, realign
from align.aligner.lattice import TYPES
from align.aligner.model import load as load_weights
from align.embedders import load
from align.embedders.cached import cached
from align.lab.evaluate import load_gold, score
from align.model.document import Anchor, Document, Segment, Turn, from_sentences
from align.model.errors import EncoderError, InputError
from align.model.unit import Bead

ROOT = Path(__file__).resolve().parents[2]
ZH = ["会议昨天在太原举行。", "省长介绍了今年的经济形势。", "粮食产量再创新高，农民收入稳步增长。", "他感谢了记者。"]
EN = [
    "The meeting was held in Taiyuan yesterday.",
    "The governor spoke about this year's economic situation.",
    "Grain output reached a new high.",
    "Farmers' incomes grew steadily.",
    "He thanked the journalists.",
]


@pytest.fixture(scope="module")
def embedder():
    return load("bundled")


def seed(name: str) -> dict:
    return json.loads((ROOT / "corpora" / f"seeds-{name}.json").read_text(encoding="utf-8"))


def with_structure(record: dict, language: str) -> Document:
    turns, starts = dict(record[f"{language}_turns"]), set(record[f"{language}_paragraphs"])
    segments, paragraphs, found, at = [], [], [], 0
    for k, sentence in enumerate(record[language]):
        if k in turns:
            found.append(Turn(len(found), turns[k]))
        if k in starts:
            paragraphs.append([at, at])
        segments.append(Segment(k, (at, at + len(sentence)), len(paragraphs) - 1, len(found) - 1))
        paragraphs[-1][1] = at + len(sentence)
        at += len(sentence) + 1
    text = "\n".join(record[language])
    return Document(language, "", text, tuple(segments), tuple((a, b) for a, b in paragraphs), tuple(found))


def gold_of(record: dict) -> list:
    return [(tuple(a), tuple(b)) for a, b in record["gold"]]


def keys(beads) -> list:
    return [(b.zh, b.en) for b in beads]


def complete(beads, n: int, m: int) -> bool:
    zh, en = sorted(i for b in beads for i in b.zh), sorted(j for b in beads for j in b.en)
    return zh == list(range(n)) and en == list(range(m)) and all(0 <= b.confidence <= 1 for b in beads)


def test_small(embedder):
    beads = align(from_sentences(ZH, "zh"), from_sentences(EN, "en"), embedder=embedder)
    assert keys(beads) == [((0,), (0,)), ((1,), (1,)), ((2,), (2, 3)), ((3,), (4,))]


@pytest.mark.parametrize(
    ("zh", "en"),
    [([], []), (["你好。"], []), ([], ["Hello.", "Bye."]), (["", " "], ["", "x"]), (["你好。"], ["Hello."] * 30)],
)
def test_edges(embedder, zh, en):
    beads = align(from_sentences(zh, "zh"), from_sentences(en, "en"), embedder=embedder)
    assert complete(beads, len(zh), len(en))


@pytest.mark.parametrize("weights", ["bundled", "general"])
@pytest.mark.parametrize(("name", "least"), [("a", 0.95), ("b", 0.97)])
def test_seeds(embedder, name, least, weights):
    record = seed(name)
    zh, en = with_structure(record, "zh"), with_structure(record, "en")
    beads = align(zh, en, embedder=embedder, weights=load_weights(weights))
    assert complete(beads, len(zh), len(en))
    assert score([(gold_of(record), keys(beads))]).strict.f1 >= least
    assert all(
        len({zh.segments[i].turn for i in b.zh}) < 2 and len({en.segments[j].turn for j in b.en}) < 2 for b in beads
    )


def test_same_input_same_output(embedder):
    record = seed("b")
    zh, en = from_sentences(record["zh"], "zh"), from_sentences(record["en"], "en")
    one = align(zh, en, embedder=load("bundled", threads=1))
    assert one == align(zh, en, embedder=load("bundled", threads=2)) == align(zh, en, embedder=embedder)


def test_a_missing_third_does_not_derail_the_rest(embedder):
    record = seed("a")
    gold = gold_of(record)
    gone = {j for _, en in gold[40:85] for j in en}
    new = {j: k for k, j in enumerate(j for j in range(len(record["en"])) if j not in gone)}
    left = [(a, tuple(new[j] for j in b)) for k, (a, b) in enumerate(gold) if not 38 <= k < 87]
    en = from_sentences([s for j, s in enumerate(record["en"]) if j not in gone], "en")
    beads = set(keys(align(from_sentences(record["zh"], "zh"), en, embedder=embedder)))
    assert sum(bead in beads for bead in left) >= 0.95 * len(left)


def test_fifty_foreign_sentences_and_a_page_twice_stay_where_they_are(embedder):
    record = seed("b")
    gold, english = gold_of(record), record["en"]
    at = gold[40][1][0]
    foreign = seed("a")["en"][100:150]
    page = english[gold[20][1][0] : at]
    for added in (foreign, page):
        left = [(a, tuple(j + len(added) * (j >= at) for j in b)) for k, (a, b) in enumerate(gold) if not 18 <= k < 42]
        en = from_sentences([*english[:at], *added, *english[at:]], "en")
        beads = set(keys(align(from_sentences(record["zh"], "zh"), en, embedder=embedder)))
        assert sum(bead in beads for bead in left) >= 0.95 * len(left)


def test_two_deletions_are_no_moved_passage(embedder):
    record = seed("b")
    gold = [(a, b) for a, b in gold_of(record) if a and b]
    no_zh, no_en = gold[20][0], gold[60][1]
    zh = from_sentences([s for i, s in enumerate(record["zh"]) if i not in no_zh], "zh")
    en = from_sentences([s for j, s in enumerate(record["en"]) if j not in no_en], "en")
    assert not any(b.reordered for b in align(zh, en, embedder=embedder))


def test_a_moved_passage_is_marked(embedder):
    record = seed("b")
    gold = gold_of(record)
    order = [*range(20), *range(23, 60), *range(20, 23), *range(60, len(gold))]
    english, moved = [], []
    for k in order:
        start = len(english)
        english += [record["en"][j] for j in gold[k][1]]
        if 20 <= k < 23:
            moved.append((gold[k][0], tuple(range(start, len(english)))))
    beads = align(from_sentences(record["zh"], "zh"), from_sentences(english, "en"), embedder=embedder)
    assert complete(beads, len(record["zh"]), len(english))
    assert [(b.zh, b.en) for b in beads if b.reordered] == moved
    assert [b.zh[0] for b in beads if b.zh] == sorted(b.zh[0] for b in beads if b.zh)


def test_texts_that_are_nulls_throughout_end(embedder):
    weights = load_weights("bundled")
    nulls = np.array([1e3 if 0 in kind else -1e3 for kind in TYPES])
    weights = replace(weights, second=replace(weights.second, types=nulls))
    zh, en = from_sentences(ZH, "zh"), from_sentences(EN, "en")
    assert all(not bead.zh or not bead.en for bead in align(zh, en, embedder=embedder, weights=weights))


@pytest.mark.parametrize("value", [np.nan, np.inf, 2.0])
def test_vectors_that_are_not_of_length_1_are_refused(value):
    class Broken:
        name = "broken"

        def encode(self, texts):
            return np.full((len(texts), 4), value, np.float32)

    with pytest.raises(EncoderError, match="'broken': does not return a vector of length 1 for each text"):
        align(from_sentences(ZH, "zh"), from_sentences(EN, "en"), embedder=Broken())


def test_anchors_decide_between_equal_sentences(embedder):
    zh = from_sentences(["谢谢大家。", "谢谢大家。"], "zh")
    en = from_sentences(["Thank you all.", "We begin.", "Thank you all."], "en")
    second, third = zh.segments[1].span, en.segments[2].span
    beads = align(zh, en, embedder=embedder, anchors=[Anchor(second, third), Anchor(zh.segments[0].span, (0, 14))])
    assert ((1,), (2,)) in keys(beads)


def test_realign_keeps_locks(embedder):
    record = seed("a")
    zh, en = from_sentences(record["zh"], "zh"), from_sentences(record["en"], "en")
    before = align(zh, en, embedder=embedder)
    middle = next(k for k, b in enumerate(before) if k > 60 and len(b.zh) == 1 and len(before[k + 1].zh) == 1)
    lock = Bead(before[middle].zh + before[middle + 1].zh, before[middle].en)
    locked = [*before[: middle - 9], lock, *before[-20:]]
    after = realign(zh, en, locked=locked, embedder=embedder)
    assert set(locked) <= set(after)
    assert complete(after, len(zh), len(en))


def test_a_correction_takes_milliseconds(embedder):
    record = seed("a")
    zh, en = (from_sentences(record[side] * 10, side) for side in ("zh", "en"))
    remembered = cached(embedder)
    before = align(zh, en, embedder=remembered)
    middle = next(k for k, b in enumerate(before) if k > 700 and len(b.zh) == 1 and len(before[k + 1].zh) == 1)
    lock = Bead(before[middle].zh + before[middle + 1].zh, before[middle].en)
    locked = [*before[: middle - 8], lock, *before[middle + 10 :]]
    spent = []
    for _ in range(3):
        start = time.thread_time()
        assert lock in realign(zh, en, locked=locked, embedder=remembered)
        spent.append(time.thread_time() - start)
    assert min(spent) < 0.2, "of this thread's own processor time, in a document of over a thousand sentences"


def test_realign_with_random_locks(embedder):
    record = seed("b")
    zh, en = from_sentences(record["zh"], "zh"), from_sentences(record["en"], "en")
    gold = gold_of(record)
    rng = random.Random(3)
    locks = [Bead(*gold[k]) for k in sorted(rng.sample(range(len(gold)), 12))]
    locks += [Bead((), gold[5][1])] if Bead(*gold[5]) not in locks else []
    beads = realign(zh, en, locked=locks, embedder=embedder)
    assert set(locks) <= set(beads)
    assert complete(beads, len(zh), len(en))
    assert all(list(b.zh) == list(range(b.zh[0], b.zh[-1] + 1)) for b in beads if b.zh)
    assert all(list(b.en) == list(range(b.en[0], b.en[-1] + 1)) for b in beads if b.en)


@pytest.mark.parametrize(
    "locks", [[Bead((0,), (0,)), Bead((0,), (1,))], [Bead((0, 2), (0,))], [Bead((9,), (0,))], [Bead((), ())]]
)
def test_bad_locks(embedder, locks):
    with pytest.raises(InputError, match="locked beads"):
        realign(from_sentences(ZH, "zh"), from_sentences(EN, "en"), locked=locks, embedder=embedder)


def test_academic_text(embedder):
    file = EVAL / "alignment" / "mac-dev" / "006.json"
    if not file.exists():
        pytest.skip("no development data at ../shared/eval")
    gold = load_gold(file)
    beads = align(from_sentences(gold.zh, "zh"), from_sentences(gold.en, "en"), embedder=embedder)
    assert score([(gold.beads, keys(beads))]).strict.f1 >= 0.92


def test_one_sentence_takes_in_a_run_that_is_longer_than_the_lattice_has_beads(embedder):
    """Lower-case captions under one Chinese sentence; the lattice ends at 1-5 and would leave four sure nulls."""
    zh = [
        "会议昨天在太原举行。",
        "省长介绍了今年的经济形势，粮食产量再创新高，农民收入稳步增长，出口下降，煤炭产量上升，电力供应充足，"
        "城市居民生活改善，学校增加，医院增加，旅游人数翻了一番。",
        "他感谢了记者。",
    ]
    run = """the governor spoke about this year's economic situation . | grain output reached a new high . |
    farmers ' incomes grew steadily . | exports fell . | coal output rose . | the power supply was sufficient . |
    the life of urban residents improved . | there were more schools and more hospitals . | the number of tourists
    doubled ."""
    en = [EN[0].lower(), *(" ".join(part.split()) for part in run.split("|")), EN[4].lower()]
    beads = align(from_sentences(zh, "zh"), from_sentences(en, "en"), embedder=embedder)
    assert keys(beads) == [((0,), (0,)), ((1,), tuple(range(1, 10))), ((2,), (10,))]
    assert beads[1].confidence <= 0.8


def test_an_insertion_beside_a_long_run_stays_a_null(embedder):
    zh = ["会议昨天在太原举行。", "粮食产量再创新高，农民收入稳步增长，出口下降，煤炭产量上升，电力供应充足。"]
    en = [
        EN[0],
        "Grain output reached a new high.",
        "Farmers' incomes grew steadily.",
        "Exports fell.",
        "Coal output rose.",
        "The power supply was sufficient.",
        "Please send comments on this web page to the editor by the end of the week.",
    ]
    assert keys(align(from_sentences(zh, "zh"), from_sentences(en, "en"), embedder=embedder))[-1] == ((), (6,))
