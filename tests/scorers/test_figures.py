"""The figures scorer on whole sets: planted errors in published sentences, and our two press conferences."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from machine import EVAL

from align.embedders.token_encoders import load_token_encoder
from align.language.spans import touches
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Resources
from align.scorers.figures.scorer import SCORER, find
from align.wordlinks.links import LinkProvider

ROOT = Path(__file__).parents[2]
DEMETR = EVAL / "checks" / "demetr_zh.jsonl"
demetr = pytest.mark.skipif(not DEMETR.exists(), reason="the demetr sentences are not on this machine")


def issues(zh: str, en: str) -> list[Issue]:
    unit = TranslationUnit(0, (0,), (0,), zh, en)
    return list(find(unit, Context([unit])))


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in DEMETR.read_text(encoding="utf-8").splitlines()]


def test_the_example_is_found() -> None:
    (found,) = issues(*SCORER.example)
    assert found.message == "5亿元 = 500,000,000 yuan; English 5 million yuan = 5,000,000 yuan: 100 times too small."
    assert found.suggestion == "500 million yuan"


def test_a_sentence_ends_once() -> None:
    (found,) = issues("会议于上午9点50分开始。", "The meeting began at 9:55 a.m.")
    assert found.message == "上午9点50分 = 9:50 a.m.; English 9:55 a.m."


@pytest.mark.parametrize(
    ("zh", "en", "right"),
    [
        ("案号（2024）京03民初187号", "Case (2024) Jing 03 Min Chu No. 178", "187"),
        ("第21法庭", "Courtroom 12", "21"),
        ("3号楼", "Building 5", "3"),
        ("公告编号：2024-035", "Announcement No.: 2024-053", "035"),
        ("邮编：100048", "Postcode: 100084", "100048"),
        ("联系电话：021-68881234", "Tel: 021-68883412", "68881234"),
        ("第十二条", "Article 21", "12"),
        ("这是第17场发布会。", "This is the 71st press conference.", "17th"),
        ("共有100048名游客。", "There were 100,084 visitors.", "100,048"),
    ],
)
def test_a_number_that_counts_nothing_is_suggested_as_the_chinese_writes_it(zh: str, en: str, right: str) -> None:
    assert [issue.suggestion for issue in issues(zh, en)] == [right]


def test_the_suggestion_follows_the_english_in_unit_and_sign() -> None:
    assert [i.suggestion for i in issues("造林540万亩，占13.5%。", "5.6 million mu, or 15.3%, were planted.")] == [
        "5.4 million mu",
        "13.5%",
    ]
    assert [i.suggestion for i in issues("造林540万亩。", "We planted 5.4 million hectares.")] == ["360,000 hectares"]


def test_a_hedge_that_the_english_has_is_not_suggested_again() -> None:
    assert [i.suggestion for i in issues("油价跌破60美元。", "Crude oil fell below 60 yuan.")] == ["60 U.S. dollars"]
    assert [i.suggestion for i in issues("资本不得低于50万元。", "It shall not be less than 500,000 dollars.")] == [
        "500,000 yuan"
    ]
    assert [i.suggestion for i in issues("市值约3亿元。", "It is worth 300 million dollars.")] == [
        "about 300 million yuan"
    ]


@pytest.mark.parametrize(
    ("zh", "en", "code", "words"),
    [
        ("产能提高30%。", "Capacity was raised to 30 percent.", "figures.change", "to 30 percent"),
        ("产能提高到约30%。", "Capacity rose about 30 percent.", "figures.level", "about 30 percent"),
        ("期限可以延长到60日。", "The period can be extended by 60 days.", "figures.level", "by 60 days"),
        ("期限可以延长30日。", "The period can be extended to 30 days.", "figures.change", "to 30 days"),
        ("收入降至100万元。", "Income fell by 1 million yuan.", "figures.level", "by 1 million yuan"),
        ("收入降至100万元。", "Income fell to 1 million yuan.", "", ""),
        ("产能提高了30%。", "Capacity rose 30 percent.", "", ""),
        ("出口增长5.2%。", "Export growth slowed to 5.2 percent.", "", ""),
        ("出口增速扩大到5.2%。", "Exports rose 5.2 percent.", "", ""),
        ("拥有量增长1.8倍。", "The number grew to 2.8 times its level.", "", ""),
        ("价格升破30元。", "The price rose above 30 yuan.", "", ""),
        ("价格升破30元。", "The price rose by 30 yuan.", "figures.level", "by 30 yuan"),
        ("增长5%。", "The increase was 5 percent.", "", ""),
        ("塔通高57米。", "The tower rises to 57 meters.", "", ""),
        ("同比增加近千万头。", "an increase of close to 10 million over the same period", "", ""),
    ],
)
def test_a_change_is_no_level_that_was_reached(zh: str, en: str, code: str, words: str) -> None:
    word = {"figures.change": "by", "figures.level": "to"}.get(code, "")
    suggestion = f"{word} {words.removeprefix('to ').removeprefix('by ')}"
    found = [(i.code, i.suggestion, i.en_span and en[slice(*i.en_span)]) for i in issues(zh, en)]
    assert found == ([(code, suggestion, words)] if code else [])


def test_a_table_that_was_not_cut_into_lines_is_compared() -> None:
    """300 figures a side: equal ones are paired in order, the one that is wrong is named, in little time."""
    values = [1000 + 37 * k for k in range(300)]
    zh = "，".join(f"{value}万吨" for value in values)
    en = ", ".join(f"{value / 100:g} million tons" for value in values)
    assert not issues(zh, en)
    found = issues(zh, en.replace("89.55 million", "89.65 million"))
    assert [(i.type, zh[slice(*i.zh_span)]) for i in found if i.zh_span] == [("mistranslation/number", "8955万吨")]


def test_word_links_tell_what_swapped_figures_are_of() -> None:
    """Neither schools nor fans need be in a table of subjects."""
    pair = ("共有学校910所，风扇1261台。", "There are 1,261 schools and 910 fans.")
    unit = TranslationUnit(0, (0,), (0,), *pair)
    resources = Resources(links=LinkProvider([unit], load_token_encoder))
    assert issues(*pair) == []
    found = list(find(unit, Context([unit], resources=resources)))
    assert [(pair[1][slice(*i.en_span)], i.suggestion) for i in found if i.en_span] == [
        ("1,261 schools and 910", "910 schools and 1,261")
    ]


@pytest.mark.parametrize(
    ("zh", "en", "right"),
    [
        ("出口增长6.7%，进口增长2.3%。", "Exports rose 2.3% and imports 6.7%.", "Exports rose 6.7% and imports 2.3%."),
        ("城镇5月公布，农村7月公布。", "Urban in July, and rural in May.", "Urban in May, and rural in July."),
    ],
)
def test_one_correction_puts_all_swapped_figures_right(zh: str, en: str, right: str) -> None:
    found = [i for i in issues(zh, en) if i.en_span]
    assert [en[: i.en_span[0]] + i.suggestion + en[i.en_span[1] :] for i in found if i.en_span] == [right]


@demetr
def test_every_replaced_number_is_found_and_nine_in_ten_are_critical() -> None:
    """A number in one word ("nine days" for 三天) is right too seldom in published text to be critical."""
    replaced = [r for r in records() if r["type"] == "critical_id10_numbers_replaced"]
    found = [{i.severity for i in issues(r["zh"], r["bad"])} for r in replaced]
    assert len(replaced) == 44
    assert all(severities & {"major", "critical"} for severities in found)
    assert sum("critical" in severities for severities in found) >= 40
    for side in ("good", "human"):
        alarms = [
            r[side] for r in replaced if any(i.severity in ("major", "critical") for i in issues(r["zh"], r[side]))
        ]
        assert len(alarms) <= 1, alarms


@demetr
@pytest.mark.parametrize("side", ["good", "human"])
def test_right_sentences_are_left_alone(side: str) -> None:
    sentences = {r["id"]: (r["zh"], r[side]) for r in records()}
    alarms = [pair for pair in sentences.values() if any(i.severity != "neutral" for i in issues(*pair))]
    assert len(sentences) == 100
    assert len(alarms) <= 2, alarms


def _seed(name: str) -> tuple[dict[str, Any], list[TranslationUnit]]:
    gold = json.loads((ROOT / "corpora" / f"seeds-{name}.json").read_text(encoding="utf-8"))
    units = [
        TranslationUnit(
            number,
            tuple(zh),
            tuple(en),
            zh_text="".join(gold["zh"][k] for k in zh),
            en_text=" ".join(gold["en"][k] for k in en),
        )
        for number, (zh, en) in enumerate(gold["gold"])
    ]
    return gold, units


@cache
def _found(name: str) -> tuple[tuple[int, Issue], ...]:
    gold, units = _seed(name)
    day = date.fromisoformat(gold["date"])
    return tuple((n, issue) for n, unit in enumerate(units) for issue in find(unit, Context(units, n, day)))


PLANTED = [entry for entry in _seed("a")[0]["issues"] if entry["scorer"] == "figures"]


@pytest.mark.parametrize("entry", PLANTED, ids=[entry["kind"] for entry in PLANTED])
def test_a_planted_figure_of_seed_a_is_named_with_its_kind_and_both_passages(entry: dict[str, Any]) -> None:
    found = [issue for number, issue in _found("a") if number == entry["bead"]]
    assert [(issue.type, issue.severity) for issue in found] == [(entry["type"], entry["severity"])]
    (issue,) = found
    assert issue.zh_span is not None
    assert touches(issue.zh_span, [entry["zh_span"]])
    if entry["type"].startswith("omission"):
        assert issue.en_span is None
    else:
        assert issue.en_span is not None
        assert touches(issue.en_span, [entry["en_span"]])


def test_nothing_else_is_found_in_seed_a() -> None:
    assert len(PLANTED) >= 17
    assert {number for number, _ in _found("a")} == {entry["bead"] for entry in PLANTED}


def test_at_most_one_alarm_per_100_units_of_seed_b() -> None:
    alarms = [issue.message for _, issue in _found("b") if issue.severity != "neutral"]
    assert len(alarms) <= len(_seed("b")[1]) / 100, alarms
