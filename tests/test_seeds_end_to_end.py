"""The main job on the seeds, from the pages to the flags: what is planted in A is found, and B stays quiet."""

import json
from pathlib import Path

import pytest

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.lab.evaluate import load_gold, score
from align.pipeline import Checker, align_documents
from align.project.inputs import read_pair

ROOT = Path(__file__).resolve().parent.parent
SERIOUS = ("major", "critical")


def run(*names):
    pair = read_pair([ROOT / "seeds" / name for name in names])
    embedder = embedders.load()
    bitext = align_documents(pair.zh, pair.en, embedder=embedder, anchors=pair.anchors)
    units = Checker(embedder=embedder, tokens=load_token_encoder).units(bitext.units, date=bitext.date)
    return pair, units


@pytest.fixture(scope="module", params=["a.zh.html a.en.html", "a.zh.txt a.en.txt", "a.bilingual.txt"])
def a(request):
    return run(*request.param.split())


@pytest.fixture(scope="module")
def b():
    return run("b.zh.html", "b.en.txt")


def test_pages_of_a_give_the_gold_sentences_and_beads(a):
    assert_gold("seeds-a", *a)


def test_pages_of_b_give_the_gold_sentences_and_beads(b):
    assert_gold("seeds-b", *b)


def test_what_is_planted_is_found(a):
    _, units = a
    gold = json.loads((ROOT / "corpora" / "seeds-a.json").read_text(encoding="utf-8"))
    missed = [issue for issue in gold["issues"] if not any(matches(issue, gold, found) for found in issues_of(units))]
    assert [m["kind"] for m in missed if m["scorer"] == "figures"] == []
    assert len(missed) <= 3, [m["kind"] for m in missed]


def test_the_rest_of_a_is_quiet(a):
    _, units = a
    gold = json.loads((ROOT / "corpora" / "seeds-a.json").read_text(encoding="utf-8"))
    others = [f for f in issues_of(units) if not any(matches(issue, gold, f) for issue in gold["issues"])]
    assert len([issue for _, issue in others if issue.severity in SERIOUS]) <= 4 * len(units) / 100


def test_b_is_quiet(b):
    _, units = b
    found = [issue for _, issue in issues_of(units)]
    assert len([issue for issue in found if issue.scorer == "figures"]) <= len(units) / 100
    assert len([issue for issue in found if issue.severity in SERIOUS]) <= 2 * len(units) / 100


def assert_gold(name, pair, units):
    gold = load_gold(ROOT / "corpora" / f"{name}.json")
    assert pair.zh.sentences() == list(gold.zh)
    assert pair.en.sentences() == list(gold.en)
    assert score([(gold.beads, [(unit.zh, unit.en) for unit in units])]).strict.f1 >= 0.95


def issues_of(units):
    return [(unit, issue) for unit in units for issue in unit.issues]


def matches(planted, gold, found):
    """Same scorer, in a unit that shares a sentence with the planted bead, and on words that overlap."""
    unit, issue = found
    zh, en = gold["gold"][planted["bead"]]
    if issue.scorer != planted["scorer"] or not (set(zh) & set(unit.zh) or set(en) & set(unit.en)):
        return False
    for text, key, span in ((unit.zh_text, "zh_span", issue.zh_span), (unit.en_text, "en_span", issue.en_span)):
        if planted[key] and span:
            side = "".join(gold["zh"][n] for n in zh) if key == "zh_span" else " ".join(gold["en"][n] for n in en)
            words = side[slice(*planted[key])]
            at = text.find(side) + planted[key][0] if side in text else text.find(words)
            if not (0 <= at < span[1] and span[0] < at + len(words)):
                return False
    return True
