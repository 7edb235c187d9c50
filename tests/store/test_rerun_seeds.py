"""``align run`` again on a revised English, over a review of the first run: nothing that was decided is lost."""

from pathlib import Path

import pytest
from store.reviews import gone
from typer.testing import CliRunner

from align.cli import app
from align.model.unit import Bead, unit_of
from align.project.folder import open_store

ROOT = Path(__file__).resolve().parents[2]
ADDED = "We wish you all a pleasant stay in Beijing. "
DELETED = "Similar programs have also been launched in the neighboring province of Henan."
FIGURE = ("8.84 billion kilowatt-hours", "88.4 billion kilowatt-hours")
PEOPLE = ("2,780 people", "27.8 million people")
TICKET = ("costs only $52", "costs only 52 yuan")
TRAIN = ("8:35 a.m.", "6:35 a.m.")
DECISIONS = (
    ("figure", FIGURE[0], "confirmed"),
    ("term", "Professional towns such as Qingxu", "false positive"),
    ("direction", "opened up to the east", "confirmed"),
    ("henan", DELETED, "confirmed"),
    ("hectares", "5.4 million hectares", "fixed"),
)


def align_run(english: Path, folder: Path) -> str:
    result = CliRunner().invoke(app, ["run", str(ROOT / "seeds" / "a.zh.txt"), str(english), "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return result.output


def unit_with(store, words):
    (found,) = [state for state in store.units() if words in state.unit.en_text or words in state.unit.zh_text]
    return found


def edit(store, words, new, *, who="Li"):
    state = unit_with(store, words)
    text = state.unit.en_text.replace(words, new)
    return store.edit(state.key, text, (), who=who, version=state.version)


@pytest.fixture(scope="module")
def again(tmp_path_factory):
    """The store after a run, a review and a run on a revised English; what the command said; the keys of units."""
    folder = tmp_path_factory.mktemp("rerun")
    text = (ROOT / "seeds" / "a.en.txt").read_text(encoding="utf-8")
    (folder / "first.txt").write_text(text, encoding="utf-8")
    align_run(folder / "first.txt", folder / "out")
    store = open_store(folder / "out")
    keys = review(store)
    store.close()
    text = text.replace(*FIGURE).replace(*PEOPLE).replace(DELETED, "").replace("costs only $52", "is just $52")
    opening = "Now, let's give the floor to Mr. Shan"
    (folder / "second.txt").write_text(text.replace(opening, ADDED + opening), encoding="utf-8")
    output = align_run(folder / "second.txt", folder / "out")
    store = open_store(folder / "out")
    yield store, output, keys
    store.close()


def review(store):
    keys = {}
    for name, words, decision in DECISIONS:
        state = unit_with(store, words)
        keys[name] = state.key
        store.decide(state.key, state.unit.issues[0].id, decision, who="Li", version=state.version, comment=name)
    for name, pair in (("people", PEOPLE), ("ticket", TICKET), ("train", TRAIN)):
        keys[name] = edit(store, *pair).key
    units = store.units()
    keys |= {"approved": units[5].key, "comment": units[30].key}
    store.approve(units[5].key, True, who="Wang", version=units[5].version)
    store.comment(units[30].key, "查一下原稿", who="Wang")
    zh, en = store.documents()
    first, second = units[70:72]
    bead = Bead((*first.unit.zh, *second.unit.zh), (*first.unit.en, *second.unit.en))
    versions = {first.key: first.version, second.key: second.version}
    (merged,) = store.restructure(versions, [unit_of(0, bead, zh, en)], who="Li", what="merge")
    keys["merged"] = merged.key
    store.add_term("专业镇", "specialised town", who="Li")
    return keys


def test_decisions_stay_with_issues_that_are_still_found(again):
    store, _, keys = again
    for name in ("term", "direction"):
        state = store.unit(keys[name])
        ((id, verdict),) = state.verdicts.items()
        assert (verdict.who, verdict.comment) == ("Li", name)
        assert any(issue.id == id for issue in state.unit.issues)
        assert not state.changed_since_review


def test_an_issue_that_the_revision_ended_is_closed_with_its_decision(again):
    store, _, keys = again
    state = store.unit(keys["figure"])
    (closed,) = state.closed
    assert closed.reason == "no longer found: the English was changed"
    assert closed.verdict.comment == "figure"
    assert closed.en_text[slice(*closed.issue.en_span)] == FIGURE[0]
    assert state.changed_since_review
    assert not state.unit.issues


def test_a_sentence_that_is_gone_leaves_its_decision(again):
    store, _, keys = again
    (left,) = gone(store)
    assert (left.key, left.unit.en_text) == (keys["henan"], DELETED)
    assert left.closed[0].verdict.decision == "confirmed"
    assert left.closed[0].reason == "no longer found: the sentence is gone"
    assert all(DELETED not in state.unit.en_text for state in store.units())


def test_marked_as_fixed_but_still_found_is_brought_up_again(again):
    store, output, keys = again
    state = store.unit(keys["hectares"])
    assert [verdict.decision for verdict in state.verdicts.values()] == ["fixed"]
    assert state.changed_since_review
    assert "1 flag marked as fixed but still found" in output


def test_an_edit_that_the_new_english_has_is_applied(again):
    store, _, keys = again
    state = store.unit(keys["people"])
    assert not state.edited
    assert state.conflict is None
    assert not state.changed_since_review
    assert [c.verdict.decision for c in state.closed] == ["fixed"]


def test_an_edit_of_a_sentence_that_was_not_revised_goes_on_standing(again):
    store, _, keys = again
    state = store.unit(keys["train"])
    assert TRAIN[1] in state.unit.en_text
    assert TRAIN[0] in state.published
    assert not state.unit.issues
    assert (state.edited_by, state.conflict) == ("Li", None)


def test_an_edit_that_was_not_taken_over_is_kept_beside_the_new_english(again):
    store, _, keys = again
    state = store.unit(keys["ticket"])
    assert "is just $52" in state.unit.en_text
    assert TICKET[1] in state.conflict.text
    assert state.conflict.who == "Li"
    assert [v.decision for v in state.verdicts.values()] == ["confirmed"], "what the edit had fixed is found again"


def test_approvals_and_comments_stay(again):
    store, _, keys = again
    assert store.unit(keys["approved"]).approved.who == "Wang"
    assert [c.text for c in store.unit(keys["comment"]).comments] == ["查一下原稿"]
    bitext = store.bitext()
    assert [v.who for v in bitext.approved.values()] == ["Wang"]


def test_a_bead_that_a_reviewer_made_stays_although_its_numbers_have_moved(again):
    store, _, keys = again
    state = store.unit(keys["merged"])
    assert state.locked
    zh, en = store.documents()
    assert (len(state.unit.zh), len(state.unit.en)) == (2, 3)
    assert state.unit.zh_text == zh.passage(state.unit.zh)
    assert state.unit.en_text == en.passage(state.unit.en)


def test_only_what_changed_is_marked(again):
    store, _, keys = again
    changed = {state.key for state in store.units() if state.changed_since_review}
    added = unit_with(store, ADDED.strip())
    assert changed == {keys["figure"], keys["hectares"], keys["ticket"], added.key}


def test_a_term_that_a_reviewer_added_is_checked(again):
    store, _, keys = again
    issues = store.unit(keys["term"]).unit.issues
    assert [issue.suggestion for issue in issues if issue.scorer == "terms"] == ["specialised town"]


def test_the_command_says_what_it_did(again):
    _, output, _ = again
    assert "review: 4 pairs changed since review" in output
    assert "1 edit already in the new English, 1 edit not yet in it, 1 edit not adopted" in output
