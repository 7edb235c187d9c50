"""The scorer ``reference`` on documents of its cases, and the comparison that it reads, on real alignments."""

import json
from pathlib import Path

import pytest

from align import embedders
from align.lab.reference import compare, compare_aligned
from align.model.document import from_sentences
from align.model.unit import Bead, TranslationUnit, unit_of
from align.pipeline import Checker, align_documents
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "reference.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
SAME = [(text, text) for text in ("We began last year.", "Much has been done since then.", "The rest will follow.")] * 3
OTHER = [
    ("Foreign trade grew by 8 percent.", "Foreign trade increased by 8%."),
    ("We set up 12 service centers.", "We have established 12 service centers."),
    ("Villagers have moved to new homes.", "The villagers moved into new houses."),
    ("Railways now reach every city.", "Railways now link every city."),
    ("Pollution has been brought under control.", "The pollution has been effectively controlled."),
    ("The next step is to train teachers.", "Next, we will train the teachers."),
    ("Medical costs came down.", "Medical costs have come down."),
    ("New rules take effect in May.", "New rules will go into effect in May."),
]


def document(pairs):
    """Units and the reference's beads: one unit a pair; None on the reference's side stands for no comparison."""
    zh = from_sentences([zh for zh, _, _ in pairs], "zh")
    en = from_sentences([english for _, english, _ in pairs], "en")
    units = [
        unit_of(n, Bead((n,) if zh_text else (), (n,) if english else ()), zh, en)
        for n, (zh_text, english, _) in enumerate(pairs)
    ]
    earlier = [text or "" for _, _, text in pairs]
    beads = [Bead((n,), (n,) if text else ()) for n, text in enumerate(earlier) if pairs[n][0]]
    return units, compare_aligned(units, from_sentences(earlier, "en", name="earlier.txt"), beads)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["reason"])
def test_cases(row):
    around = [("中。", *pair) for pair in (SAME if row["around"] == "same" else OTHER)]
    units, comparison = document([*around, (row["zh"], row["en"], row["earlier"])])
    checked = Checker(profile=Profile(("reference",))).units(comparison.score(units), reference=comparison.texts)
    assert [issue.type for issue in checked[-1].issues] == row["expect"]
    assert not any(unit.issues for unit in checked[:-1])


def test_without_a_reference_nothing_is_said():
    unit = TranslationUnit(0, (0,), (0,), "会议推迟。", "Nothing was decided about prices.", scores={"chrf": 3.0})
    assert Checker(profile=Profile(("reference",))).units([unit])[0].issues == ()


def test_few_are_named_and_the_most_changed_first():
    pairs = [("中。", "The talks will go on for some days.", "The talks will go on for some days.")] * 100
    pairs += [("中。", "The talks will go on for some days." + " more" * n, "The talks will go on.") for n in range(30)]
    units, comparison = document(pairs)
    checked = Checker(profile=Profile(("reference",))).units(comparison.score(units), reference=comparison.texts)
    named = [n for n, unit in enumerate(checked) if unit.issues]
    assert named == list(range(124, 130))
    (issue,) = checked[129].issues
    assert (issue.severity, issue.message) == (
        "neutral",
        f'The reference translates this differently (chrF {checked[129].scores["chrf"]:.0f}): "The talks will go on."',
    )


def test_overlapping_beads_are_joined_and_nothing_counts_twice():
    units = [
        TranslationUnit(0, (0,), (0,), "一。", "We came early."),
        TranslationUnit(1, (1,), (1,), "二。", "It was raining."),
        TranslationUnit(2, (2, 3), (2,), "三。四。", "They left and we stayed."),
        TranslationUnit(3, (), (3,), "", "An aside."),
    ]
    reference = from_sentences(["We came early. It was raining.", "They left.", "And we stayed."], "en", name="mt")
    comparison = compare_aligned(units, reference, [Bead((0, 1), (0,)), Bead((2,), (1,)), Bead((3,), (2,))])
    assert comparison.texts == (
        "We came early. It was raining.",
        "We came early. It was raining.",
        "They left. And we stayed.",
        None,
    )
    first, second, third, aside = comparison.scores
    assert first == second == pytest.approx({"chrf": 100, "bleu": 100, "ter": 0})
    assert third["chrf"] < 100
    assert aside == {}
    assert comparison.document["ter"] == pytest.approx(100 / 11)  # words of the reference, of which one differs


def test_scores_are_sacrebleus_and_signed():
    import sacrebleu

    _, comparison = document([("中。", english, earlier) for english, earlier in OTHER])
    english, earlier = zip(*OTHER, strict=True)
    assert comparison.document["bleu"] == sacrebleu.corpus_bleu(english, [earlier]).score
    assert comparison.document["chrf"] == sacrebleu.corpus_chrf(english, [earlier]).score
    assert comparison.document["ter"] == sacrebleu.corpus_ter(english, [earlier]).score
    assert [s["ter"] for s in comparison.scores] == [sacrebleu.sentence_ter(one, [other]).score for one, other in OTHER]
    assert (
        comparison.signatures["chrf"]
        == f"nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:{sacrebleu.__version__}"
    )
    assert set(comparison.as_record()) == {"name", "chrf", "bleu", "ter", "signatures"}


def test_nothing_to_compare():
    units, comparison = document([("中。", "", "Hello there."), ("", "Hello.", None)])
    assert (comparison.document, comparison.scores, comparison.score(units)) == ({}, ({}, {}), tuple(units))


def test_an_earlier_release_through_the_aligner():
    zh = from_sentences(["去年粮食产量创下新高。", "黄河流经山西965公里。", "发布会到此结束。"], "zh")
    en = from_sentences(
        [
            "Grain output hit a record last year.",
            "The Yellow River runs 965 km through Shanxi.",
            "That is all for today.",
        ],
        "en",
    )
    earlier = from_sentences(
        [
            "Grain output hit a record last year, and the Yellow River runs 695 km through Shanxi.",
            "That is all for today.",
        ],
        "en",
    )
    embedder = embedders.load()
    bitext = align_documents(zh, en, embedder=embedder)
    comparison = compare(zh, bitext.units, earlier, embedder=embedder)
    scored = comparison.score(bitext.units)
    assert [unit.scores["chrf"] == pytest.approx(100) for unit in scored] == [False, False, True]
    assert scored[0].scores["chrf"] == scored[1].scores["chrf"]
