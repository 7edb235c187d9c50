"""Two reviewers and new runs do anything in any order: no sentence is lost, and undoing all ends at the start."""

import tempfile
from collections import Counter
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from store.reviews import PAIRS, contents, flagged, project, review

from align.model.unit import Bead, unit_of
from align.store import Conflict
from align.store.revisions import takes_over

WHO = st.sampled_from(["Li", "Wang"])
PLACE = st.integers(0, 20)
ENGLISH = st.sampled_from(
    ["Output grew 6%.", "Output grew 5%.", "It invested 5 million yuan. Companies may.", "", "Thanks."]
)
RUNS = (
    PAIRS,
    (("大家好。", "Good morning."), *PAIRS),
    ((PAIRS[0][0], "Output grew 5%."), *PAIRS[2:]),
    (*PAIRS[3:], *PAIRS[:2]),
    (("产值增长5%，企业应当公开信息。", "Output grew 6%; companies may disclose information."), *PAIRS[2:5]),
)


class Reviewing(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = review(Path(self.folder.name))
        self.start = contents(self.store)

    def unit(self, place):
        units = self.store.units()
        return units[place % len(units)]

    @rule(who=WHO, place=PLACE, decision=st.sampled_from(["confirmed", "false positive", "fixed", None]))
    def decide(self, who, place, decision):
        state = self.unit(place)
        known = [*state.unit.issues, *(c.issue for c in state.closed)]
        if known:
            self.store.decide(state.key, known[place % len(known)].id, decision, who=who, version=state.version)

    @rule(who=WHO, place=PLACE, text=ENGLISH)
    def edit(self, who, place, text):
        state = self.unit(place)
        unit = flagged(replace(state.unit, en_text=text))
        self.store.edit(state.key, text, unit.issues, who=who, version=state.version)
        assert self.store.unit(state.key).unit.en_text == text

    @rule(who=WHO, place=PLACE)
    def comment(self, who, place):
        self.store.comment(self.unit(place).key, "?", who=who)

    @rule(who=WHO, place=PLACE, yes=st.booleans())
    def lock(self, who, place, yes):
        state = self.unit(place)
        self.store.lock(state.key, yes, who=who, version=state.version)

    @rule(who=WHO, place=PLACE, yes=st.booleans())
    def approve(self, who, place, yes):
        state = self.unit(place)
        self.store.approve(state.key, yes, who=who, version=state.version)

    @rule(who=WHO, decision=st.sampled_from(["confirmed", "false positive"]), places=st.lists(PLACE, max_size=4))
    def decide_many(self, who, decision, places):
        states = [self.unit(place) for place in places]
        self.store.decide_many([(s.key, i.id) for s in states for i in s.unit.issues], decision, who=who)

    @rule(who=WHO, pair=st.sampled_from([("5%", "6%"), ("应当", "may")]))
    def suppress(self, who, pair):
        self.store.suppress("figures", *pair, who=who)

    @rule(who=WHO, zh=st.sampled_from(["谢谢", "企业"]))
    def add_term(self, who, zh):
        self.store.add_term(zh, "thanks", who=who)

    @rule(who=WHO, place=PLACE, count=st.integers(1, 3), data=st.data())
    def restructure(self, who, place, count, data):
        """Any other beads over the sentences of some neighbours."""
        units = self.store.units()
        at = place % len(units)
        olds = units[at : at + count]
        zh = sorted(n for old in olds for n in old.unit.zh)
        en = sorted(n for old in olds for n in old.unit.en)
        beads = []
        while zh or en:
            take = data.draw(st.integers(0, len(zh))), data.draw(st.integers(0, len(en)))
            bead = (tuple(zh[: take[0]]), tuple(en[: take[1]])) if any(take) else (tuple(zh), tuple(en))
            zh, en = zh[len(bead[0]) :], en[len(bead[1]) :]
            beads.append(Bead(*bead))
        documents = self.store.documents()
        new = [flagged(unit_of(0, bead, *documents)) for bead in beads]
        what = data.draw(st.sampled_from(["merge", "split", "move", "untranslated", "realign"]))
        before = [s.key for s in units[:at]], [s.key for s in units[at + count :]]
        states = self.store.restructure({old.key: old.version for old in olds}, new, who=who, what=what)
        assert [s.unit.zh for s in states] == [bead.zh for bead in beads]
        keys = [state.key for state in self.store.units()]
        assert keys == [*before[0], *(s.key for s in states), *before[1]], "they stand where the old ones stood"

    @rule(run=st.sampled_from(RUNS))
    def merge_run(self, run):
        before = deciders(self.store)
        edits = [(s.published, s.unit.en_text) for s in self.store.units() if s.edited]
        new = project(run)
        self.store.merge_run(new)
        assert [s.published for s in self.store.units()] == [unit.en_text for unit in new.bitext.units]
        assert before <= deciders(self.store), "decisions stay"
        kept, units = texts(self.store), self.store.units()
        for edit in edits:
            assert edit[1] in kept or any(takes_over(*edit, s.unit.en_text) for s in units), "edits stay"

    @rule(who=WHO)
    def undo(self, who):
        with suppress(Conflict):
            self.store.undo(who=who)

    @rule(who=WHO, place=PLACE)
    def be_late(self, who, place):
        """A write to a unit that was seen before somebody else's write is refused and changes nothing."""
        state = self.unit(place)
        self.store.comment(state.key, "first", who="Zhao")
        revision = self.store.revision()
        with pytest.raises(Conflict, match="Zhao"):
            self.store.lock(state.key, not state.locked, who=who, version=state.version)
        assert self.store.revision() == revision

    @precondition(lambda self: hasattr(self, "store"))
    @invariant()
    def each_sentence_is_in_one_unit(self):
        zh, en = self.store.documents()
        units = [state.unit for state in self.store.units()]
        assert sorted(n for unit in units for n in unit.zh) == list(range(len(zh)))
        assert sorted(n for unit in units for n in unit.en) == list(range(len(en)))
        assert all(unit.zh_text == zh.passage(unit.zh) for unit in units)
        assert max(Counter(unit.id for unit in units).values()) == 1

    @precondition(lambda self: hasattr(self, "store"))
    @invariant()
    def each_issue_is_known_once(self):
        states = self.store.snapshot().states.values()
        ids = Counter(i.id for s in states for i in (*s.unit.issues, *(c.issue for c in s.closed)))
        assert not ids or max(ids.values()) == 1
        for state in states:
            assert set(state.verdicts) <= {issue.id for issue in state.unit.issues}
            decided = {*state.verdicts, *(c.issue.id for c in state.closed if c.verdict)}
            assert state.suppressed <= decided

    @precondition(lambda self: hasattr(self, "store"))
    @invariant()
    def what_is_kept_in_memory_is_what_is_stored(self):
        kept = self.store.snapshot()
        fresh = review(Path(self.folder.name))
        assert fresh.snapshot() == kept
        fresh.close()

    def teardown(self):
        if not hasattr(self, "store"):
            return
        while True:
            entries = self.store.history(limit=1000)
            undone = {entry.undoes for entry in entries}
            left = [e for e in entries if e.action not in ("undo", "import") and e.id not in undone]
            if not left:
                break
            assert self.store.undo(who=left[0].who) == left[0].what
        assert contents(self.store) == self.start
        self.store.close()
        self.folder.cleanup()


def deciders(store):
    """How many verdicts of each reviewer there are, wherever they have gone."""
    states = store.snapshot().states.values()
    return Counter(v.who for s in states for v in (*s.verdicts.values(), *(c.verdict for c in s.closed)) if v)


def texts(store):
    """Every English that is kept somewhere."""
    states = store.snapshot().states.values()
    found = {s.unit.en_text for s in states} | {s.conflict.text for s in states if s.conflict}
    return found | {c.text.removeprefix("Not adopted: ") for s in states for c in s.comments}


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(
    max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
