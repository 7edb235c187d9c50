"""What a review keeps in the corners: suppressed, locked, regrouped; the order in which changes are told."""

import time

import pytest
from store.reviews import PAIRS, flagged, gone, only, project, review

from align.model.unit import Issue, TranslationUnit
from align.store import UnitState, journal
from align.store.predecessors import predecessors
from align.store.rerun import merged
from align.store.restructuring import restructured
from align.store.reviewing import with_free_ids


@pytest.fixture
def store(tmp_path):
    opened = review(tmp_path)
    yield opened
    opened.close()


def unit(number, zh, en):
    return TranslationUnit(number, (number,), (number,), zh, en)


def test_of_units_that_become_one_the_one_with_the_same_english_hands_on_its_key():
    near, same = (
        unit(0, "今年产值增长5%。", "Output grew."),
        unit(1, "今年产值增长5%，全年总体平稳向好发展。", "It grew 5%."),
    )
    olds = [UnitState(key, old, 1, published=old.en_text) for key, old in (("near", near), ("same", same))]
    new = unit(0, "今年产值增长5%，总体。", "It grew 5%.")
    (state, *_), report = merged(olds, [new], new_key=str, revised=False, when="now")
    assert (state.key, report.added, report.gone) == ("same", 0, 0)


def test_a_lock_is_of_one_bead(store):
    for key in ("0", "1", "3"):
        store.lock(key, True, who="Li", version=store.unit(key).version)
    store.merge_run(project((*PAIRS[:5], ("谢谢大家。", "Thank you all."))))
    assert [state.key for state in store.units() if state.locked] == ["0", "1", "3"]
    store.merge_run(project(beads=[((0, 1), (0, 1)), *(((n,), (n,)) for n in range(2, 6))]))
    assert [state.key for state in store.units() if state.locked] == ["3"]
    store.merge_run(project((*PAIRS[:3], *PAIRS[4:])))
    assert [(state.key, state.locked) for state in gone(store)] == [("3", False)]


def test_what_is_never_flagged_stays_so_in_another_grouping(store):
    store.suppress("figures", "5%", "6%", who="Li")
    one = TranslationUnit(0, (0, 1), (0, 1), "".join(z for z, _ in PAIRS[:2]), " ".join(e for _, e in PAIRS[:2]))
    versions = {key: store.unit(key).version for key in ("0", "1")}
    (state,) = store.restructure(versions, [flagged(one)], who="Li")
    assert [state.verdicts[i].decision for i in state.suppressed] == ["false positive"]
    assert [issue.zh_value for issue in state.unit.issues if issue.id in state.suppressed] == ["5%"]


def test_a_pattern_takes_back_no_decision(store):
    state = store.unit("0")
    store.decide("0", only(state).id, "confirmed", who="Wang", version=state.version)
    assert store.suppress("figures", "5%", "6%", who="Li") == ()
    assert [(v.who, v.decision) for v in store.unit("0").verdicts.values()] == [("Wang", "confirmed")]


def test_changes_are_told_in_the_order_in_which_they_were_made(store):
    places = [(key, only(store.unit(key)).id) for key in ("3", "0", "1")]
    store.decide_many(places, "confirmed", who="Li")
    with store._db.read() as connection:
        changes = journal.changes_of(connection, store.revision())
        query = journal.select(journal.schema.changes.c.key).where(journal.schema.changes.c.entry == store.revision())
        written = [key for (key,) in connection.execute(query.order_by(journal.schema.changes.c.place))]
    assert len(changes) > 1
    assert [journal.json.loads(key) for key in written] == [list(key) for (_, key), _, _ in changes]


def test_two_new_sentences_in_the_place_of_one_are_not_it():
    olds = [
        unit(n, *pair) for n, pair in enumerate((("大家好。", "Hello."), ("天气。", "Weather."), ("再见。", "Bye.")))
    ]
    new = [("大家好。", "Hello."), ("全省生产煤炭。", "Coal."), ("投资大增。", "Investment."), ("再见。", "Bye.")]
    assert predecessors(olds, [unit(n, *pair) for n, pair in enumerate(new)]).heirs == {0: 0, 2: 3}
    assert predecessors(olds, [unit(n, *pair) for n, pair in enumerate((*new[:2], new[3]))]).heirs == {0: 0, 1: 1, 2: 2}


def test_a_long_run_that_is_aligned_again_takes_no_time_within_the_transaction():
    issues = [Issue("figures", "mistranslation", "major", 0.9, "m", zh_value=str(n), id=f"i{n}") for n in range(3000)]
    units = [
        TranslationUnit(n, (n,), (n,), f"第{n}句。", f"Sentence {n}.", issues=(issues[n],)) for n in range(len(issues))
    ]
    olds = [UnitState(str(n), unit, 1, published=unit.en_text, position=float(n)) for n, unit in enumerate(units)]
    start = time.process_time()
    new = restructured(
        olds,
        units[::-1],
        what="realign",
        next_position=lambda at: at + 1.0,
        english=None,
        new_keys=["x"] * len(units),
        who="Li",
        when="now",
    )
    assert time.process_time() - start < 1.5, "was quadratic: 6 s"
    assert [state.key for state in new] == [str(n) for n in reversed(range(len(units)))]
    taken = {f"i{n}" for n in range(40_000)}
    start = time.process_time()
    for unit in units:
        with_free_ids(unit.issues, own=(), taken=taken)
    assert time.process_time() - start < 1.5, "copied what is taken for each unit: 10 s"
