"""Imports decisions that a reviewer made in the review workbook into the review of a project.

A cell counts only if it differs from its original content: the workbook may be weeks old, and decisions made meanwhile
in the browser stay. If both changed, the review keeps its decision and the row is reported. Pairs have the same numbers
in every project, so a row counts only if its pair has the same Chinese.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from align.codecs.tab_separated import id_text
from align.codecs.workbook import SheetApproval, SheetDecision
from align.model.errors import InputError
from align.model.unit import Verdict
from align.review.rescoring import Rescorer
from align.store import Conflict, Store, UnitState


@dataclass(frozen=True, slots=True)
class TakenOver:
    """The result of an import. ``agreed``: rows that already agree with the review; ``refused``: reasons; ``english``:
    rows with a different English than the review, which is not imported."""

    decisions: int
    approvals: int
    comments: int
    agreed: int
    refused: tuple[str, ...]
    edits: int


def take_over(
    store: Store, decisions: Sequence[SheetDecision], approvals: Sequence[SheetApproval], *, who: str, name: str
) -> TakenOver:
    """Import the changes of a workbook into a review, in the name of ``who``. ``name``: that of the workbook.

    Raises InputError if the review has none of its pairs.
    """
    taking = _Taking(store, who)
    texts = {_squeezed(state.unit.zh_text) for state in taking.states.values()}
    if approvals and not any(_squeezed(row.zh) in texts for row in approvals):
        raise InputError(name, "none of its pairs is in this folder; expected the folder from which it was exported")
    for row in decisions:
        taking.decision(row)
    for line in approvals:
        taking.pair(line)
    return TakenOver(**taking.count, refused=tuple(taking.refused))


@dataclass(slots=True)
class _Taking:
    """An import in progress: the current states of the review, and the results so far."""

    store: Store
    who: str
    states: dict[str, UnitState] = field(init=False)
    issues: dict[str, str] = field(init=False)
    former: Mapping[str, str] = field(init=False)
    pairs: dict[str, str] = field(init=False)
    count: dict[str, int] = field(init=False)
    refused: list[str] = field(default_factory=list)
    rescorer: Rescorer = field(init=False)

    def __post_init__(self) -> None:
        self.states = {state.key: state for state in self.store.units()}
        self.issues = {issue.id: state.key for state in self.states.values() for issue in state.unit.issues}
        self.issues |= {closed.issue.id: state.key for state in self.states.values() for closed in state.closed}
        self.former = self.store.former_ids()
        self.pairs = {id_text(state.unit.id): state.key for state in self.states.values()}
        self.count = {"decisions": 0, "approvals": 0, "comments": 0, "agreed": 0, "edits": 0}
        self.rescorer = Rescorer(date=self.store.info().date)

    def decision(self, row: SheetDecision) -> None:
        """Import a row of the issues."""
        if (row.decision, row.comment) == (row.written, row.written_comment.strip()):
            return
        issue = self.former.get(row.issue, row.issue)
        key = self.issues.get(issue)
        where = f"row {row.row} of the issues"
        if key is None:
            self.refused.append(f"{where}: the review no longer has this issue")
            return
        state = self.states[key]
        now = _verdict_of(state, issue)
        current = now.decision if now else None
        if row.decision is None and row.written is None:
            self._comment(key, row.comment, "")
        elif current == row.decision and (now is None or now.comment == row.comment):
            self.count["agreed"] += 1
        elif current not in (row.written, row.decision):
            by = f"{now.who} decided {now.decision}" if now else "it was opened again"
            self.refused.append(f"{where}: meanwhile {by}; the workbook says {row.decision or 'nothing'}")
        else:
            try:
                self.states[key] = self.store.decide(
                    key, issue, row.decision, who=self.who, version=state.version, comment=row.comment
                )
                self.count["decisions"] += 1
            except Conflict as conflict:
                self.refused.append(f"{where}: {conflict}")

    def pair(self, row: SheetApproval) -> None:
        """Import a row of the pairs."""
        key = self.pairs.get(row.pair)
        there = key is not None and _squeezed(self.states[key].unit.zh_text) == _squeezed(row.zh)
        if there and row.written_en is not None and _squeezed(row.en) != _squeezed(row.written_en):
            self._edit(key or "", row)
        other = there and _squeezed(self.states[key or ""].unit.en_text) != _squeezed(row.en)
        if (row.approved, row.comment) == (row.written, row.written_comment):
            return
        where = f"row {row.row} of the pairs"
        if key is None or not there:
            reason = "the review no longer has this pair" if key is None else "the review has a different Chinese there"
            self.refused.append(f"{where}: {reason}")
            return
        if row.comment != row.written_comment:
            self._comment(key, row.comment, row.written_comment)
        state = self.states[key]
        if row.approved == row.written:
            return
        if (state.approval is not None) == row.approved:
            self.count["agreed"] += 1
        elif row.approved and other:
            self.refused.append(f"{where}: approved with a different English than in the review")
        else:
            try:
                self.states[key] = self.store.approve(key, row.approved, who=self.who, version=state.version)
                self.count["approvals"] += 1
            except Conflict as conflict:
                self.refused.append(f"{where}: {conflict}")

    def _edit(self, key: str, row: SheetApproval) -> None:
        """Take over an English that was edited in the workbook; ``align review`` checks it with its encoders later."""
        state, text = self.states[key], row.en.strip()
        if _squeezed(state.unit.en_text) == _squeezed(text):
            self.count["agreed"] += 1
        elif _squeezed(state.unit.en_text) != _squeezed(row.written_en or ""):
            who = state.edited_by or "a new run"
            self.refused.append(f"row {row.row} of the pairs: meanwhile {who} changed the English; yours is: {text}")
        else:
            units = [state.unit for state in self.states.values()]
            found = self.rescorer.check(units, list(self.states).index(key), text)
            self.states[key] = self.store.edit(
                key, text, found, who=self.who, version=state.version, seen=state.unit.en_text, checked=False
            )
            self.count["edits"] += 1

    def _comment(self, key: str, text: str, written: str) -> None:
        """Add to the comments on a pair what a reviewer appended to a cell."""
        new = text.removeprefix(written).strip()
        if any(comment.text == new for comment in self.states[key].comments):
            self.count["agreed"] += 1
        elif new:
            self.states[key] = self.store.comment(key, new, who=self.who)
            self.count["comments"] += 1


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _verdict_of(state: UnitState, issue_id: str) -> Verdict | None:
    found = state.verdicts.get(issue_id)
    return found or next((closed.verdict for closed in state.closed if closed.issue.id == issue_id), None)
