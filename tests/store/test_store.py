"""What reviewers do to a review: on SQLite, and on a real PostgreSQL server."""

from dataclasses import replace

import pytest
from store.reviews import Clock, contents, flagged, issue, only, project

from align.model.errors import InputError
from align.model.unit import Bead, Verdict, unit_of
from align.store import Conflict, Precision, Store, Unknown, journal


@pytest.fixture
def store(place):
    opened = Store.open(place, seed=project(), clock=Clock())
    yield opened
    opened.close()


def reopened(store, place):
    store.close()
    return Store.open(place)


def decide(store, key, decision="confirmed", *, who="Li", comment=""):
    state = store.unit(key)
    return store.decide(key, only(state).id, decision, who=who, version=state.version, comment=comment)


def edit(store, key, old, new, *, who="Li"):
    """Edits as the page does: with what is found in the new English."""
    state = store.unit(key)
    unit = flagged(replace(state.unit, en_text=state.unit.en_text.replace(old, new)))
    return store.edit(key, unit.en_text, unit.issues, who=who, version=state.version)


def restructure(store, keys, beads, what):
    states = [store.unit(key) for key in keys]
    zh, en = store.documents()
    units = [flagged(unit_of(0, Bead(*bead), zh, en)) for bead in beads]
    return store.restructure({s.key: s.version for s in states}, units, who="Li", what=what)


def test_begins_with_what_the_run_wrote(store):
    seed = project()
    assert store.bitext() == seed.bitext
    assert store.project().name == "test"
    assert store.is_of(seed)
    assert store.documents() == (seed.bitext.zh, seed.bitext.en)
    assert store.revision() == 1


def test_a_decision_is_there_after_opening_again(store, place):
    state = decide(store, "0", comment="十倍")
    id = only(state).id
    assert state.verdicts == {id: Verdict("confirmed", "Li", state.verdicts[id].when, "十倍")}
    again = reopened(store, place)
    assert again.unit("0") == state
    assert again.bitext().verdicts == dict(state.verdicts)
    again.close()


def test_a_decision_can_be_taken_back_and_changed(store):
    decide(store, "0", "false positive")
    assert only_verdict(decide(store, "0", "fixed")).decision == "fixed"
    assert not decide(store, "0", None).verdicts


def only_verdict(state):
    ((_, verdict),) = state.verdicts.items()
    return verdict


def test_the_second_of_two_writers_is_told_and_nothing_is_overwritten(store):
    seen = store.unit("0")
    decide(store, "0", who="Li")
    with pytest.raises(Conflict) as conflict:
        store.decide("0", only(seen).id, "false positive", who="Wang", version=seen.version)
    assert conflict.value.who == "Li"
    assert only_verdict(conflict.value.state).decision == "confirmed"
    assert only_verdict(store.unit("0")).decision == "confirmed"


def test_an_edit_of_an_english_that_is_not_current_any_more_is_a_conflict_whatever_the_version(store):
    old = store.unit("0").unit.en_text
    now = store.edit("0", "Wang's.", (), who="Wang", version=store.unit("0").version, seen=old)
    for who in ("Li", "Wang"):
        with pytest.raises(Conflict) as conflict:
            store.edit("0", "Over it.", (), who=who, version=now.version, seen=old)
        assert conflict.value.state.unit.en_text == "Wang's."
    assert store.edit("0", "Both.", (), who="Li", version=now.version, seen="Wang's.").unit.en_text == "Both."


@pytest.mark.parametrize("write", ["decide", "edit", "lock", "approve", "restructure", "dismiss_conflict"])
def test_each_write_to_a_unit_checks_the_version(store, write):
    seen = store.unit("0")
    store.comment("0", "?", who="Wang")
    seen_by_li = {"who": "Li", "version": seen.version}
    writes = {
        "decide": lambda: store.decide("0", only(seen).id, "confirmed", **seen_by_li),
        "edit": lambda: store.edit("0", "x", (), **seen_by_li),
        "lock": lambda: store.lock("0", True, **seen_by_li),
        "approve": lambda: store.approve("0", True, **seen_by_li),
        "restructure": lambda: store.restructure({"0": seen.version}, [seen.unit], who="Li"),
        "dismiss_conflict": lambda: store.dismiss_conflict("0", **seen_by_li),
    }
    with pytest.raises(Conflict, match="Wang"):
        writes[write]()
    assert store.revision() == 2


def test_what_is_not_there_is_unknown(store):
    with pytest.raises(Unknown, match="nothing"):
        store.unit("nothing")
    with pytest.raises(Unknown, match="x1"):
        store.decide("0", "x1", "confirmed", who="Li", version=1)
    with pytest.raises(Unknown):
        store.comment("nothing", "?", who="Li")


def test_an_edit_that_ends_an_issue_fixes_it(store):
    before = store.unit("0")
    state = edit(store, "0", "6%", "5%")
    assert (state.unit.en_text, state.published, state.edited_by) == ("Output grew 5%.", "Output grew 6%.", "Li")
    (closed,) = state.closed
    assert (closed.issue, closed.verdict.decision, closed.en_text) == (only(before), "fixed", "Output grew 6%.")
    assert not state.unit.issues
    back = edit(store, "0", "5%", "6%")
    assert not back.edited
    assert (only(back), dict(back.verdicts), back.closed) == (only(before), {}, ())


def test_an_edit_keeps_a_false_positive_and_does_not_fix_what_is_wrong_otherwise(store):
    decide(store, "0", "false positive")
    assert edit(store, "0", "6%", "5%").closed[0].verdict.decision == "false positive"
    state = store.unit("3")
    wrong = issue(state.unit.zh_text, "It invested 5 billion yuan.", ("5亿元", "5 billion yuan"))
    text = state.unit.en_text.replace("million", "billion")
    after = store.edit("3", text, [replace(wrong, id="b" * 12)], who="Li", version=state.version)
    assert after.closed[0].verdict is None


def test_an_edit_ends_an_approval(store):
    state = store.approve("2", True, who="Li", version=1)
    assert store.bitext().approved == {2: state.approved}
    assert edit(store, "2", "Thank you", "Thanks").approved is None


def test_issue_ids_stay_unique_when_a_unit_is_checked_alone(store):
    twin = replace(only(store.unit("0")))
    state = store.unit("1")
    after = store.edit("1", "Output.", [twin, twin], who="Li", version=state.version)
    assert [i.id for i in after.unit.issues] == [f"{twin.id}-2", f"{twin.id}-3"]
    again = store.edit("1", "Output!", [twin], who="Li", version=after.version)
    assert [i.id for i in again.unit.issues] == [f"{twin.id}-2"]


def test_decides_many_at_once(store):
    places = [(s.key, i.id) for s in store.units() for i in s.unit.issues]
    assert [s.key for s in store.decide_many(places, "false positive", who="Li")] == ["0", "1", "3", "4"]
    assert store.revision() == 2
    assert len(store.bitext().verdicts) == 4
    assert store.decide_many([("9", "x"), ("0", "x")], "confirmed", who="Li") == (store.unit("0"),)
    store.undo(who="Li")
    assert not store.bitext().verdicts


def test_a_pair_of_renderings_that_is_never_flagged_again(store):
    (state,) = store.suppress("figures", "5%", "6%", who="Li")
    assert only_verdict(state).decision == "false positive"
    assert state.suppressed == {only(state).id}
    edit(store, "0", "6%", "5%")
    state = store.unit("0")
    found = issue(state.unit.zh_text, "It rose 6%.", ("5%", "6%"))
    after = store.edit("0", "It rose 6%.", [replace(found, id="c" * 12)], who="Wang", version=state.version)
    assert only_verdict(after) == replace(only_verdict(after), decision="false positive", who="Li")
    with pytest.raises(InputError, match="cannot be a pattern"):
        store.suppress("omission", "", "", who="Li")


def test_merging_takes_decisions_and_comments_along(store):
    decide(store, "0")
    store.comment("1", "一", who="Wang")
    (state,) = restructure(store, ["0", "1"], [((0, 1), (0, 1))], "merge")
    assert (state.key, state.unit.id, state.locked) == ("0", 0, True)
    assert [v.decision for v in state.verdicts.values()] == ["confirmed"]
    assert [c.text for c in state.comments] == ["一"]
    assert len(state.unit.issues) == 2
    assert not state.closed
    assert [s.key for s in store.units()] == ["0", "2", "3", "4", "5"]
    with pytest.raises(Conflict, match="Li"):
        store.lock("1", True, who="Wang", version=1)


def test_splitting_keeps_the_order_and_the_first_key(store):
    restructure(store, ["0", "1", "2"], [((0, 1, 2), (0, 1, 2))], "merge")
    states = restructure(store, ["0"], [((0,), (0,)), ((1,), (1,)), ((2,), (2,))], "split")
    assert states[0].key == "0"
    assert [s.unit.zh for s in store.units()] == [(n,) for n in range(6)]
    assert len({s.unit.id for s in store.units()}) == 6
    assert [len(s.unit.issues) for s in states] == [1, 1, 0]


def test_units_that_are_split_again_and_again_stay_in_their_place(store):
    (whole,) = restructure(store, [str(n) for n in range(6)], [(tuple(range(6)), tuple(range(6)))], "merge")
    thirds = restructure(store, [whole.key], [((n, n + 1), (n, n + 1)) for n in (0, 2, 4)], "split")
    for third in thirds:
        (a, b), key = third.unit.zh, third.key
        restructure(store, [key], [((a,), (a,)), ((b,), (b,))], "split")
    assert [s.unit.zh for s in store.units()] == [(n,) for n in range(6)]


def test_an_issue_that_another_grouping_ends_is_closed(store):
    decide(store, "0")
    zh, en = restructure(store, ["0"], [((0,), ()), ((), (0,))], "untranslated")
    (closed,) = zh.closed
    assert closed.reason == "no longer found: the sentences were grouped differently"
    assert closed.verdict.decision == "confirmed"
    assert not en.closed
    assert [s.key for s in store.units()][:2] == [zh.key, en.key]


def test_re_aligning_leaves_what_stays_the_same_alone(store):
    decide(store, "0")
    seen = store.unit("0")
    states = restructure(store, ["0", "1", "2"], [((0,), (0,)), ((1, 2), (1, 2))], "realign")
    assert states[0] == seen
    assert not states[1].locked


@pytest.mark.parametrize(
    "beads", [[((0,), (0,))], [((0, 1), (0,)), ((), (1, 1))], [((0, 1), (0, 1)), ((), ())], [((0, 2), (0, 1))], []]
)
def test_new_units_must_hold_the_same_sentences(store, beads):
    with pytest.raises(InputError, match="new units"):
        restructure(store, ["0", "1"], beads, "realign")
    assert store.revision() == 1


def test_every_write_can_be_undone(store, place):
    start = contents(store)
    decide(store, "0")
    edit(store, "0", "6%", "5%")
    store.comment("1", "?", who="Li")
    store.lock("2", True, who="Li", version=1)
    store.approve("5", True, who="Li", version=1)
    store.suppress("figures", "应当", "may", who="Li")
    store.add_term("谢谢", "thanks", who="Li")
    store.decide_many([("3", only(store.unit("3")).id)], "fixed", who="Li")
    restructure(store, ["3", "4"], [((3, 4), (3, 4))], "merge")
    store.merge_run(project(run={"again": 1}))
    assert store.undo(who="align run").startswith("merged a new run")
    done = []
    while (what := store.undo(who="Li")) is not None:
        done.append(what)
    assert len(done) == 9
    assert done[0] == "merged units"
    assert done[-1] == "confirmed"
    again = reopened(store, place)
    assert contents(again) == start
    assert not again.suppress("figures", "谢谢", "thanks", who="Li")
    assert len(again.history(limit=1000)) == 1 + 9 + 1 + 10 + 1, "nothing leaves the history"
    again.close()


def test_each_undoes_their_own(store):
    decide(store, "0", who="Li")
    decide(store, "1", who="Wang")
    assert store.undo(who="Li") == "confirmed"
    assert not store.unit("0").verdicts
    assert store.unit("1").verdicts
    assert store.undo(who="Zhao") is None


def test_what_somebody_changed_since_is_not_undone(store):
    decide(store, "0", "confirmed", who="Li")
    decide(store, "0", "fixed", who="Wang")
    with pytest.raises(Conflict) as conflict:
        store.undo(who="Li")
    assert conflict.value.who == "Wang"
    assert only_verdict(store.unit("0")).decision == "fixed"


def test_a_comment_since_does_not_stand_in_the_way_of_undoing(store):
    decide(store, "0", who="Li")
    store.comment("0", "?", who="Wang")
    store.comment("0", "!", who="Li")
    assert [store.undo(who="Li"), store.undo(who="Li")] == ["commented", "confirmed"]
    state = store.unit("0")
    assert ([c.text for c in state.comments], dict(state.verdicts)) == (["?"], {})
    store.comment("0", "!", who="Wang")
    assert [c.text for c in store.unit("0").comments] == ["?", "!"]


def test_changes_since_a_revision(store):
    at = store.revision()
    decide(store, "3")
    restructure(store, ["0", "1"], [((0, 1), (0, 1))], "merge")
    with store._db.read() as connection:
        assert sorted(journal.touched_since(connection, at)) == ["0", "1", "3"]
        assert journal.touched_since(connection, at + 2) == ()


def test_another_store_on_the_same_database_sees_what_was_written(store, place):
    other = Store.open(place)
    assert other.units() == store.units()
    decide(store, "0")
    restructure(store, ["1", "2"], [((1, 2), (1, 2))], "merge")
    assert other.units() == store.units()
    assert decide(other, "3", who="Wang") == store.unit("3")
    assert store.bitext() == other.bitext()
    other.close()


def test_the_history_says_who_did_what(store):
    decide(store, "0")
    edit(store, "1", "may", "must", who="Wang")
    store.undo(who="Wang")
    assert [(e.who, e.action, e.what, e.keys, e.undoes) for e in store.history(limit=3)] == [
        ("Wang", "undo", "undid: edited the English", ("1",), 3),
        ("Wang", "edit", "edited the English", ("1",), None),
        ("Li", "decide", "confirmed", ("0",), None),
    ]


def test_how_the_scorers_fare(store):
    decide(store, "0")
    decide(store, "1", "false positive")
    edit(store, "3", "5 million yuan", "500 million yuan")
    assert store.precision() == {"figures": Precision(confirmed=1, false_positive=1, fixed=1, open=1)}


def test_the_same_again_is_no_entry(store):
    store.lock("0", False, who="Li", version=1)
    store.add_term("谢谢", "thanks", who="Li")
    store.add_term("谢谢", "thanks", who="Wang")
    assert store.revision() == 2
    assert [term.who for term in store.terms()] == ["Li"]


def test_odd_text_comes_back_as_it_was(place):
    pairs = (("\u2028谢\x85谢\U00020000", "<script>\u202e'\"\\ %s :x"), ("好。", ""))
    store = Store.open(place, seed=project(pairs), clock=Clock())
    assert store.bitext() == project(pairs).bitext
    store.edit("1", " \t", (), who="Li", version=1)
    assert store.unit("1").unit.en_text == " \t"
    assert (store.unit("1").edited, store.unit("1").published) == (True, "")
    store.close()


def test_no_review_where_none_is(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        Store.open(tmp_path / "none.sqlite")
    assert not (tmp_path / "none.sqlite").exists()
    (tmp_path / "text.sqlite").write_text("not a database" * 100)
    with pytest.raises(InputError, match="is damaged"):
        Store.open(tmp_path / "text.sqlite", seed=project())


@pytest.mark.parametrize("url", ["nonsense", "mysql://host/name", "", "http://host/secret"])
def test_only_two_kinds_of_database(url):
    with pytest.raises(InputError, match="not the URL of a database"):
        Store.open(url, seed=project())


def test_a_server_that_does_not_answer_is_an_input_error_without_the_password(tmp_path):
    pytest.importorskip("psycopg")
    with pytest.raises(InputError, match="cannot be opened") as error:
        Store.open(f"postgresql://align:secret@/reviews?host={tmp_path}", seed=project())
    assert "secret" not in str(error.value)
    assert error.value.name == "reviews"
