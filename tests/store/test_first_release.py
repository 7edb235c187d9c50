"""What align 0.1.0 left behind, kept as it was: a project folder with a review in it, and a workbook that names it."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from typer.testing import CliRunner

from align.cli import app
from align.codecs.workbook import SheetDecision
from align.project.folder import open_store, read_project
from align.review.workbook import take_over

RELEASED = Path(__file__).parents[1] / "cases" / "out-0.1.0"
DECIDED = {
    "投资5亿元": ("confirmed", "Li", "应为5亿"),
    "540万亩": ("false positive", "Li", ""),
    "应当": ("confirmed", "Wang", ""),
    "顺差": ("confirmed", "Li", ""),
    "三座": ("false positive", "Li", ""),
}


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "out"
    place.mkdir()
    for name in ("bitext.jsonl", "documents.json", "run.json"):
        shutil.copy(RELEASED / name, place)
    database = sqlite3.connect(place / "review.sqlite")
    database.executescript((RELEASED / "review.sql").read_text(encoding="utf-8"))
    database.close()
    return place


def with_words(store, words):
    (state,) = [state for state in store.units() if words in state.unit.zh_text]
    return state


def decided(store):
    """The decisions by words of the Chinese, and the one on what an edit ended."""
    found = {}
    for state in store.units():
        for verdict in state.verdicts.values():
            (words,) = [words for words in DECIDED if words in state.unit.zh_text]
            found[words] = (verdict.decision, verdict.who, verdict.comment)
    (closed,) = with_words(store, "没有").closed
    return found, closed.verdict


def test_it_opens_with_every_decision(folder):
    bitext = (folder / "bitext.jsonl").read_bytes()
    store = open_store(folder)
    found, fixed = decided(store)
    assert found == DECIDED
    assert (fixed.decision, fixed.who) == ("fixed", "Wang")
    assert with_words(store, "没有").unit.en_text == "The talks made no progress."
    assert [c.text for c in with_words(store, "碳达峰").comments] == ["Ask the client."]
    bridges = with_words(store, "三座")
    assert bridges.suppressed == {issue.id for issue in bridges.unit.issues}
    assert [(term.zh, term.en) for term in store.terms()] == [("桥梁", "bridge")]
    store.close()
    assert read_project(folder).bitext.verdicts
    assert (folder / "bitext.jsonl").read_bytes() == bitext


def test_it_is_run_again_and_keeps_them(folder):
    run = ["run", str(RELEASED / "news.zh.txt"), str(RELEASED / "news.en.txt"), "-o", str(folder)]
    result = CliRunner().invoke(app, run)
    assert result.exit_code == 0, result.output
    store = open_store(folder)
    found, fixed = decided(store)
    assert found == DECIDED
    assert fixed.decision == "fixed"
    ids = {issue.id for state in store.units() for issue in state.unit.issues}
    codes = {issue.code for state in store.units() for issue in state.unit.issues}
    store.close()
    assert {"figures.times", "figures.unit", "modality.other", "direction.opposite"} <= codes
    lines = (folder / "bitext.jsonl").read_text(encoding="utf-8").splitlines()
    assert ids <= {issue["id"] for line in lines for issue in json.loads(line)["issues"]}


def test_what_is_never_flagged_again_is_known_by_its_words(folder):
    open_store(folder).close()
    database = sqlite3.connect(folder / "review.sqlite")
    assert database.execute("SELECT scorer, zh_value, en_value FROM patterns").fetchall() == [("figures", "三", "four")]
    database.close()


def test_what_was_done_there_can_be_undone(folder):
    store = open_store(folder)
    done = ["added 桥梁 = bridge", "confirmed", "approved", "commented", "never flags 3 = 4 again"]
    assert [store.undo(who="Li") for _ in done] == done
    assert not with_words(store, "三座").verdicts
    assert not with_words(store, "顺差").verdicts
    assert [store.undo(who="Wang") for _ in range(2)] == ["edited the English", "confirmed"]
    state = with_words(store, "没有")
    assert state.unit.en_text == "The talks made progress."
    assert [issue.scorer for issue in state.unit.issues] == ["negation"]
    assert not state.closed
    assert not with_words(store, "应当").verdicts
    store.close()


def test_a_workbook_that_was_exported_then_comes_back_now(folder):
    lines = (folder / "bitext.jsonl").read_text(encoding="utf-8").splitlines()
    (former,) = [i["id"] for line in lines for i in json.loads(line)["issues"] if i["scorer"] == "bounds"]
    store = open_store(folder)
    row = SheetDecision(row=2, issue=former, decision="confirmed", comment="", written=None, written_comment="")
    taken = take_over(store, [row], [], who="Wang", name="review.xlsx")
    assert (taken.decisions, taken.refused) == (1, ())
    (verdict,) = with_words(store, "所有").verdicts.values()
    assert (verdict.decision, verdict.who) == ("confirmed", "Wang")
    store.close()
