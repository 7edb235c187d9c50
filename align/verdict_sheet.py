"""Decisions that a reviewer made in the review workbook, taken over into the review of a project.

A cell counts as decided in the workbook only where it differs from what was written there: the workbook may be weeks
old, and what others decided meanwhile in the browser stays. Where both changed, the review keeps its decision and the
row is reported.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from align.codecs.tab_separated import id_text
from align.codecs.workbook import SheetApproval, SheetDecision
from align.store import Conflict, Store, UnitState
from align.translation_unit import Verdict


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came of a workbook. ``agreed``: rows that say what the review says already; ``refused``: reasons."""

    decisions: int
    approvals: int
    comments: int
    agreed: int
    refused: tuple[str, ...]


def take_over(
    store: Store, decisions: Sequence[SheetDecision], approvals: Sequence[SheetApproval], *, who: str
) -> TakenOver:
    """Writes what a reviewer changed in a workbook into a review, in the name of ``who``."""
    states = {state.key: state for state in store.units()}
    issues = {issue.id: state.key for state in states.values() for issue in state.unit.issues}
    issues |= {closed.issue.id: state.key for state in states.values() for closed in state.closed}
    pairs = {id_text(state.unit.id): state.key for state in states.values()}
    count = {"decisions": 0, "approvals": 0, "comments": 0, "agreed": 0}
    refused: list[str] = []
    for row in decisions:
        if (row.decision, row.comment) == (row.written, row.written_comment.strip()):
            continue
        key = issues.get(row.issue)
        where = f"row {row.row} of the issues"
        if key is None:
            refused.append(f"{where}: the review no longer has this issue")
            continue
        now = _verdict_of(states[key], row.issue)
        current = now.decision if now else None
        try:
            if row.decision is None and row.written is None:
                states[key] = store.comment(key, row.comment, who=who)
                count["comments"] += 1
            elif current == row.decision and (now is None or now.comment == row.comment):
                count["agreed"] += 1
            elif current not in (row.written, row.decision):
                by = f"{now.who} decided {now.decision}" if now else "it was opened again"
                refused.append(f"{where}: meanwhile {by}; the workbook says {row.decision or 'nothing'}")
            else:
                version = states[key].version
                states[key] = store.decide(key, row.issue, row.decision, who=who, version=version, comment=row.comment)
                count["decisions"] += 1
        except Conflict as conflict:
            refused.append(f"{where}: {conflict}")
    for line in approvals:
        if line.approved == line.written:
            continue
        key = pairs.get(line.pair)
        where = f"row {line.row} of the pairs"
        if key is None:
            refused.append(f"{where}: the review no longer has this pair")
        elif (states[key].approved is not None) == line.approved:
            count["agreed"] += 1
        else:
            try:
                version = states[key].version
                states[key] = store.approve(key, line.approved, who=who, version=version, comment=line.comment)
                count["approvals"] += 1
            except Conflict as conflict:
                refused.append(f"{where}: {conflict}")
    return TakenOver(**count, refused=tuple(refused))


def _verdict_of(state: UnitState, issue_id: str) -> Verdict | None:
    found = state.verdicts.get(issue_id)
    return found or next((closed.verdict for closed in state.closed if closed.issue.id == issue_id), None)
