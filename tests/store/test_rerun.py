"""New runs over small reviews: where units come from, and what becomes of decisions and edits."""

from dataclasses import replace

import pytest
from store.reviews import PAIRS, flagged, gone, only, project, review

from align.model.unit import TranslationUnit
from align.store.predecessors import predecessors
from align.store.revisions import takes_over


@pytest.fixture
def store(tmp_path):
    opened = review(tmp_path)
    yield opened
    opened.close()


def decide(store, key, decision="confirmed"):
    state = store.unit(key)
    return store.decide(key, only(state).id, decision, who="Li", version=state.version)


def edit(store, key, text):
    state = store.unit(key)
    unit = flagged(replace(state.unit, en_text=text))
    return store.edit(key, text, unit.issues, who="Li", version=state.version)


def texts(store):
    return [(state.key, state.unit.en_text) for state in store.units()]


def changed(store):
    return [state.key for state in store.units() if state.changed_since_review]


def with_pair(place, zh=None, en=None):
    pair = PAIRS[place]
    return (*PAIRS[:place], (zh or pair[0], en or pair[1]), *PAIRS[place + 1 :])


def test_the_same_run_again_is_no_entry(store):
    report = store.merge_run(project())
    assert store.revision() == 1
    assert (report.changed, report.added, report.gone) == (0, 0, 0)


def test_sentences_before_it_move_a_unit_and_nothing_else(store):
    decide(store, "3")
    before = store.unit("3")
    store.merge_run(project((("大家好。", "Good morning."), *PAIRS)))
    after = store.unit("3")
    assert after.verdicts == before.verdicts
    assert after.unit.issues == before.unit.issues
    assert (after.unit.id, after.unit.zh, after.changed_since_review) == (4, (4,), False)
    assert changed(store) == [store.units()[0].key]


def test_of_sentences_that_are_alike_each_keeps_its_own(store):
    store.comment("2", "first thanks", who="Li")
    store.comment("5", "last thanks", who="Li")
    store.merge_run(project((*PAIRS[:2], *PAIRS[3:])))
    assert [c.text for c in store.units()[-1].comments] == ["last thanks"]
    assert [[c.text for c in state.comments] for state in gone(store)] == [["first thanks"]]


def test_a_duplicate_keeps_its_issue_id_when_the_first_one_goes(tmp_path):
    twins = (PAIRS[0], PAIRS[2], PAIRS[0])
    store = review(tmp_path, project(twins))
    first, second = only(store.unit("0")).id, only(store.unit("2")).id
    assert second == f"{first}-2"
    store.decide("2", second, "false positive", who="Li", version=1)
    store.merge_run(project(twins[1:]))
    assert [v.decision for v in store.unit("2").verdicts.values()] == ["false positive"]
    assert only(store.unit("2")).id == second
    store.close()


def test_a_sentence_that_comes_back_has_its_decision_again(store):
    before = decide(store, "3")
    store.merge_run(project((*PAIRS[:3], *PAIRS[4:])))
    assert [state.key for state in gone(store)] == ["3"]
    assert store.precision()["figures"].confirmed == 1
    store.merge_run(project())
    assert not gone(store)
    after = store.unit("3")
    assert after.verdicts == before.verdicts
    assert after.unit.issues == before.unit.issues


def test_beads_that_the_new_run_cuts_otherwise_hand_on_what_was_said(store):
    decide(store, "0")
    decide(store, "1", "false positive")
    store.comment("1", "?", who="Wang")
    beads = [((0, 1), (0, 1)), *(((n,), (n,)) for n in range(2, 6))]
    store.merge_run(project(beads=beads))
    state = store.units()[0]
    assert sorted(v.decision for v in state.verdicts.values()) == ["confirmed", "false positive"]
    assert [c.text for c in state.comments] == ["?"]
    assert not gone(store)
    store.merge_run(project())
    states = store.units()[:2]
    assert [[v.decision for v in s.verdicts.values()] for s in states] == [["confirmed"], ["false positive"]]


@pytest.mark.parametrize(
    ("pair", "reason"),
    [
        ({"en": "Output grew 5%."}, "the English was changed"),
        ({"zh": "产值增长6%。"}, "the Chinese was changed"),
    ],
)
def test_an_issue_that_is_no_longer_found_says_why(store, pair, reason):
    decide(store, "0")
    report = store.merge_run(project(with_pair(0, **pair)))
    state = store.unit("0")
    assert [(c.reason, c.verdict.decision) for c in state.closed] == [(f"no longer found: {reason}", "confirmed")]
    assert (report.closed, changed(store)) == (1, ["0"])


def test_an_issue_that_only_other_checks_ended_says_so(store):
    seed = project(run={"profile": "quiet"})
    units = tuple(replace(unit, issues=()) for unit in seed.bitext.units)
    store.merge_run(replace(seed, bitext=replace(seed.bitext, units=units)))
    assert [c.reason for c in store.unit("0").closed] == ["no longer found: the checks have changed"]
    assert changed(store) == []


def test_an_edit_waits_until_the_english_has_it(store):
    edit(store, "0", "Output grew 5%.")
    for _ in range(2):
        report = store.merge_run(project((("大家好。", "Good morning."), *PAIRS), run={"n": store.revision()}))
        assert (report.pending, report.applied, report.conflicts) == (1, 0, 0)
    assert store.unit("0").unit.en_text == "Output grew 5%."
    assert store.unit("0").edited_by == "Li"
    report = store.merge_run(project(with_pair(0, en="In all, output grew 5%.")))
    assert (report.pending, report.applied, report.conflicts) == (0, 1, 0)
    state = store.unit("0")
    assert (state.edited, state.conflict, state.closed[0].verdict.decision) == (False, None, "fixed")


def test_an_edit_that_is_not_in_the_new_english_is_a_conflict_until_it_is_settled(store):
    edit(store, "0", "Output grew 5%.")
    report = store.merge_run(project(with_pair(0, en="Output went up 6%.")))
    assert report.conflicts == 1
    state = store.unit("0")
    assert (state.unit.en_text, state.conflict.text) == ("Output went up 6%.", "Output grew 5%.")
    assert [v.decision for v in state.verdicts.values()] == ["confirmed"], "what the edit had fixed is wrong again"
    store.merge_run(project(with_pair(0, en="Output rose 6%.")))
    state = store.unit("0")
    assert state.conflict.text == "Output grew 5%.", "a second revision does not lose it"
    assert store.dismiss_conflict("0", who="Li", version=state.version).conflict is None
    store.undo(who="Li")
    state = edit(store, "0", "Output rose 5%.")
    assert (state.conflict, state.changed_since_review) == (None, False)


def test_an_edit_of_a_sentence_that_is_gone_is_kept(store):
    edit(store, "0", "Output grew 5%.")
    store.merge_run(project(PAIRS[1:]))
    (state,) = gone(store)
    assert state.conflict.text == "Output grew 5%."
    store.merge_run(project())
    assert (store.unit("0").unit.en_text, store.unit("0").conflict) == ("Output grew 5%.", None)


def test_an_approval_of_what_has_changed_is_kept_but_does_not_count(store):
    store.approve("2", True, who="Li", version=1)
    store.merge_run(project(with_pair(2, en="Thanks.")))
    assert store.unit("2").approved.who == "Li"
    assert store.bitext().approved == {}
    state = store.unit("2")
    store.approve("2", True, who="Wang", version=state.version)
    assert store.bitext().approved[2].who == "Wang"


def test_an_approval_of_a_text_that_is_gone_does_not_come_back_with_the_next_decision(store):
    store.approve("0", True, who="Li", version=1)
    store.merge_run(project(with_pair(0, en="Output went up 6%.")))
    state = store.unit("0")
    assert (state.approval, state.changed_since_review) == (None, True)
    state = store.decide("0", state.unit.issues[0].id, "confirmed", who="Wang", version=state.version)
    assert (state.approval, state.approved, state.changed_since_review) == (None, None, False)


def test_new_spaces_and_line_ends_alone_are_no_change(store):
    store.approve("2", True, who="Li", version=1)
    edit(store, "0", "Output grew 5%.")
    new = [(zh.replace("谢谢", "谢\n谢"), en.replace(" ", "\n")) for zh, en in PAIRS]
    store.merge_run(project(new))
    assert changed(store) == []
    assert store.bitext().approved[2].who == "Li"
    assert (store.unit("0").unit.en_text, store.unit("0").conflict) == ("Output grew 5%.", None)


def test_a_pattern_holds_for_what_a_new_run_finds(store):
    store.suppress("figures", "5%", "6%", who="Li")
    store.merge_run(project((("进口增长5%。", "Imports grew 6%."), *PAIRS)))
    state = store.units()[0]
    assert [(v.decision, v.who) for v in state.verdicts.values()] == [("false positive", "Li")]


def units(*zh):
    return [TranslationUnit(n, (n,), (n,), text, f"English {n}.") for n, text in enumerate(zh)]


@pytest.mark.parametrize(
    ("old", "new", "heirs"),
    [
        (("一二三。", "四五六。"), ("一二三。", "七八九。", "四五六。"), {0: 0, 1: 2}),
        (("一二三。", "四五六。"), ("四五六。", "一二三。"), {0: 1, 1: 0}),
        (("一二三四。", "六七八九。"), ("一二三四，六七八九。",), {0: 0, 1: 0}),
        (("天气很好，我们去公园。",), ("天气很好。", "我们去公园。"), {0: 1}),
        (("谢谢。", "一二三。", "谢谢。"), ("一二三。", "谢谢。"), {1: 0, 2: 1}),
        (("一二三。", "四五六。", "七八九。"), ("一二三。", "完全不同", "七八九。"), {0: 0, 1: 1, 2: 2}),
        (("一二三。", "四五六。"), ("完全不同", "毫无关系"), {}),
        ((), ("一二三。",), {}),
    ],
)
def test_where_units_come_from(old, new, heirs):
    assert dict(predecessors(units(*old), units(*new)).heirs) == heirs


def test_of_moved_sentences_that_are_alike_each_is_known_by_its_english():
    def run(*pairs):
        return [TranslationUnit(n, (n,), (n,), *pair) for n, pair in enumerate(pairs)]

    first, second, rest = (
        ("谢谢。", "Thanks."),
        ("谢谢。", "Thank you."),
        [("一二。", "1."), ("三四。", "3."), ("五六。", "5.")],
    )
    assert predecessors(run(first, second, *rest), run(*rest, second, first)).heirs == {0: 4, 1: 3, 2: 0, 3: 1, 4: 2}


@pytest.mark.parametrize(
    ("published", "edited", "new", "taken"),
    [
        ("They may go.", "They must go.", "They must leave.", True),
        ("They may go.", "They must go.", "They may go, and others must.", False),
        ("It is not done.", "It is done.", "It is done now.", True),
        ("It is not done.", "It is done.", "It is not done now.", False),
        ("", "A new sentence.", "A new sentence.", True),
        ("", "A new sentence.", "Another one.", False),
        ("An added sentence.", "", "An added sentence, still.", False),
        ("A 1 and a 2.", "A 3 and a 4.", "A 3 and a 2.", False),
    ],
)
def test_whether_an_edit_was_taken_over(published, edited, new, taken):
    assert takes_over(published, edited, new) is taken
