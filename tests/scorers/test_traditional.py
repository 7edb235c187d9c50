"""Traditional Chinese: the same beads and the same issues as the same text in Simplified, quoted as it is written."""

from pathlib import Path

import pytest
from opencc import OpenCC

from align import embedders
from align.embedders.token_encoders import load_token_encoder
from align.language.script import script_of, simplified
from align.model.termbase import Term, Termbase
from align.model.unit import TranslationUnit
from align.pipeline import Checker, align_documents
from align.project.inputs import read_pair
from align.scorers.base import Context
from align.scorers.profile import Profile
from align.scorers.traditional import comparable

SEEDS = Path(__file__).resolve().parents[2] / "seeds"


def run(zh: Path):
    pair = read_pair([zh, SEEDS / "a.en.txt"])
    embedder = embedders.load()
    bitext = align_documents(pair.zh, pair.en, embedder=embedder)
    termbase = Termbase((Term("專業鎮", ("speciality towns",)), Term("专业镇", ("speciality towns",))))
    units = Checker(embedder=embedder, tokens=load_token_encoder, termbase=termbase).units(
        bitext.units, date=bitext.date
    )
    return pair, units


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    text = (SEEDS / "a.zh.txt").read_text(encoding="utf-8")
    converted = OpenCC("s2t").convert(text)
    assert len(converted) == len(text)
    path = tmp_path_factory.mktemp("hant") / "a.hant.txt"
    path.write_text(converted, encoding="utf-8")
    return run(SEEDS / "a.zh.txt"), run(path)


def test_the_script_is_recorded(both):
    (hans, _), (hant, _) = both
    assert (hans.zh.metadata.script, hant.zh.metadata.script, hant.en.metadata.script) == ("Hans", "Hant", "")


def test_structure_is_the_same(both):
    (hans, _), (hant, _) = both
    assert hant.zh.segments == hans.zh.segments
    assert hant.zh.asides == hans.zh.asides
    assert [simplified(turn.speaker) for turn in hant.zh.turns] == [turn.speaker for turn in hans.zh.turns]
    assert hant.zh.turns[0].speaker == "林曉嵐"
    assert hant.zh.metadata.title == OpenCC("s2t").convert(hans.zh.metadata.title)


def test_beads_are_the_same(both):
    (_, hans), (_, hant) = both
    one, other = ({(unit.zh, unit.en) for unit in units} for units in (hans, hant))
    assert 2 * len(one & other) / (len(one) + len(other)) >= 0.98


def test_issues_are_the_same_and_quote_the_text(both):
    (_, hans), (_, hant) = both
    one, other = (
        {(unit.zh, unit.en, i.scorer, i.type, i.severity, i.zh_span, i.en_span) for unit in units for i in unit.issues}
        for units in (hans, hant)
    )
    assert len(one & other) >= 0.97 * max(len(one), len(other)), one ^ other
    for unit in hant:
        for issue in unit.issues:
            if issue.scorer == "figures" and issue.zh_span:
                assert script_of(issue.zh_value) != "Hans", issue
    assert any("884億千瓦時" in issue.message for unit in hant for issue in unit.issues)


def test_a_termbase_in_either_script_is_understood(both):
    (_, hans), (_, hant) = both
    found = [[i.zh_value for unit in units for i in unit.issues if i.scorer == "terms"] for units in (hans, hant)]
    assert "专业镇" in found[0]
    assert "專業鎮" in found[1]


def test_each_unit_of_a_file_of_both_scripts_is_read_in_its_own():
    pairs = (("国务院新闻办公室举行发布会，请大家提问。", "Questions, please."), ("他沒有離開過。", "He has not left."))
    units = [TranslationUnit(n, (n,), (n,), zh * (9 - 8 * n), en) for n, (zh, en) in enumerate(pairs)]
    compared = comparable(units)[1]
    assert (compared.zh_text, compared.written) == ("他没有离开过。", "他沒有離開過。")
    assert comparable(units[:1]) == units[:1]
    assert not any(unit.issues for unit in Checker(profile=Profile(("negation",))).units(units))


def test_what_an_issue_quotes_is_what_is_written():
    unit = TranslationUnit(0, (0,), (0,), "送電884億千瓦時。", "It delivered 8.84 billion kWh.", "張偉：", "Li Na:")
    checked = Checker().units([unit])[0]
    assert checked.zh_text == unit.zh_text
    assert any("884億千瓦時" in issue.message for issue in checked.issues)
    assert [issue.zh_value for issue in checked.issues if issue.scorer == "speaker"] in ([], ["張偉："])


def test_the_texts_around_a_unit():
    units = [TranslationUnit(n, (n,), (n,), zh, en, "张伟") for n, (zh, en) in enumerate(("一a", "二b", "三c", "四d"))]
    context = Context(units, 1)
    assert context.around("en") == "a\nb\nc"
    assert context.around("zh", units=0, speakers=True) == "二\n张伟"
    assert context.around("en", units=2, own=False) == "a\nc\nd"
    assert [unit.en_text for unit in Context(units, 3).neighbours] == ["c"]
