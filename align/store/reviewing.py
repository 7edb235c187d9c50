"""Pure functions for the acts of reviewers on the state of a unit; the store checks versions and writes.

No issue or decision disappears: an issue that is no longer found is closed with the reason, and keeps its verdict.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import count

from align.model.document import Span
from align.model.unit import REVIEWER, ClosedIssue, Issue, TranslationUnit, Verdict, about, without_score
from align.store.model import DroppedEdit, UnitState

Pattern = tuple[str, str, str]
"""A scorer, and what it must never flag again: words of the Chinese and of the English, both of them, or the whole
Chinese and English of a pair. One side alone would silence errors: "" = "without"."""

FIXED = "fixed: the English was edited"
EDITED = "no longer found: the English was edited"
REGROUPED = "no longer found: the sentences were grouped differently"
TERMS = "no longer found: a rendering was added to the termbase"


def pattern_of(unit: TranslationUnit, issue: Issue) -> Pattern:
    """Return the widest pattern of an issue: the words of both sides, else the whole pair.

    >>> unit = TranslationUnit(0, (0,), (0,), "不含税。", "Tax included.")
    >>> issue = Issue("negation", "mistranslation/negation", "major", 0.9, "", zh_value="不", id="a")
    >>> pattern_of(unit, issue)
    ('negation', '不含税。', 'Tax included.')
    """
    return _patterns_of(unit, issue)[0]


def decided(state: UnitState, issue_id: str, verdict: Verdict | None) -> UnitState:
    """Return a state with or without a verdict on an issue, open or closed. Raises KeyError for an unknown issue."""
    if any(issue.id == issue_id for issue in state.unit.issues):
        verdicts = {id: v for id, v in state.verdicts.items() if id != issue_id}
        if verdict is not None:
            verdicts[issue_id] = verdict
        marked = state.suppressed - {issue_id}
        return replace(state, verdicts=verdicts, suppressed=marked, approved=state.approval, changed_since_review=False)
    if all(closed.issue.id != issue_id for closed in state.closed):
        raise KeyError(issue_id)
    closed = tuple(replace(c, verdict=verdict) if c.issue.id == issue_id else c for c in state.closed)
    return replace(state, closed=closed, suppressed=state.suppressed - {issue_id})


def edited(state: UnitState, en_text: str, issues: Sequence[Issue], *, who: str, when: str) -> UnitState:
    """Return a state with another English and its issues, which have unused ids.

    An issue that the edit ends counts as fixed by the editor, unless its verdict is a false positive, or another issue
    of the same kind stands at the same Chinese words, which are then wrong in another way.
    """
    unit = replace(without_score(state.unit), en_text=en_text, issues=tuple(issues))
    after = _with_fixed(state, unit, who=who, when=when)
    same = en_text == state.published
    return replace(
        after,
        edited_by="" if same else who,
        edited_when="" if same else when,
        conflict=None,
        changed_since_review=False,
        approved=state.approval if en_text == state.unit.en_text else None,
    )


def checked(state: UnitState, issues: Sequence[Issue], *, who: str, when: str) -> UnitState:
    """Return the state with what the scorers say of a unit that ``who`` stored before they had looked at it."""
    unit = replace(state.unit, issues=tuple(issues))
    if state.edited:
        return _with_fixed(state, unit, who=who, when=when)
    return with_issues(state, unit, reason=REGROUPED, when=when)


def _with_fixed(state: UnitState, unit: TranslationUnit, *, who: str, when: str) -> UnitState:
    """Return the state with a unit of another English, whose editor has fixed the issues that are gone."""
    after = with_issues(state, unit, reason=EDITED, when=when)
    fixed = Verdict("fixed", who, when)
    kinds = {(issue.scorer, issue.zh_span) for issue in unit.issues}
    before = {issue.id for issue in state.unit.issues}
    closed = []
    for one in after.closed:
        new = one.issue.id in before and (one.issue.scorer, one.issue.zh_span) not in kinds
        if new and (one.verdict is None or one.verdict.decision == "confirmed"):
            comment = one.verdict.comment if one.verdict else ""
            one = replace(one, reason=FIXED, verdict=replace(fixed, comment=comment))
        closed.append(one)
    return replace(after, closed=tuple(closed))


def with_issues(state: UnitState, unit: TranslationUnit, *, reason: str, when: str) -> UnitState:
    """Return a state with a new unit and its issues.

    Verdicts stay with issues that are still found, closed ones that are found again are reopened (undecided if an edit
    had fixed them), and the others are closed.
    """
    unit = replace(unit, issues=(*rated(state, unit.issues), *_own(state, unit)))
    ids = {issue.id for issue in unit.issues}
    known = {**{c.issue.id: c.verdict for c in state.closed if c.reason != FIXED}, **state.verdicts}
    verdicts = {id: verdict for id in ids if (verdict := known.get(id)) is not None}
    closed = [c for c in state.closed if c.issue.id not in ids]
    closed += [close(state, issue, reason=reason, when=when) for issue in state.unit.issues if issue.id not in ids]
    return replace(state, unit=unit, verdicts=verdicts, closed=tuple(closed))


def rated(state: UnitState, issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return issues with the type and severity that those decided on have had: a check does not undo a reviewer."""
    before = {issue.id: issue for issue in state.unit.issues if issue.id in state.verdicts}
    return tuple(
        replace(i, type=before[i.id].type, severity=before[i.id].severity) if i.id in before else i for i in issues
    )


def _own(state: UnitState, unit: TranslationUnit) -> list[Issue]:
    """Return what reviewers found in the state and the issues of a new unit lack, for its texts."""
    there = {issue.id for issue in unit.issues}
    return [moved(i, state.unit, unit) for i in state.unit.issues if i.scorer == REVIEWER and i.id not in there]


def moved(issue: Issue, old: TranslationUnit, new: TranslationUnit) -> Issue:
    """Return an issue with its spans on the same words in other texts, or without a span where they are gone."""

    def again(span: Span | None, before: str, now: str) -> Span | None:
        words = before[slice(*span)] if span else ""
        at = now.find(words) if words else -1
        return (at, at + len(words)) if at >= 0 else None

    zh, en = again(issue.zh_span, old.zh_text, new.zh_text), again(issue.en_span, old.en_text, new.en_text)
    return replace(issue, zh_span=zh, en_span=en)


def close(state: UnitState, issue: Issue, *, reason: str, when: str) -> ClosedIssue:
    """Close an issue of a unit, with its verdict."""
    return ClosedIssue(issue, reason, when, state.unit.zh_text, state.unit.en_text, state.verdicts.get(issue.id))


def suppressed(state: UnitState, patterns: Mapping[Pattern, str], *, when: str) -> UnitState:
    """Return a state in which undecided issues of some patterns are false positives, by those who set the patterns."""
    verdicts, marked = dict(state.verdicts), set(state.suppressed)
    for issue in state.unit.issues:
        who = next((patterns[p] for p in _patterns_of(state.unit, issue) if p in patterns), None)
        if who is not None and issue.id not in verdicts:
            verdicts[issue.id] = Verdict("false positive", who, when)
            marked.add(issue.id)
    return replace(state, verdicts=verdicts, suppressed=frozenset(marked))


def _patterns_of(unit: TranslationUnit, issue: Issue) -> tuple[Pattern, ...]:
    whole = (issue.scorer, unit.zh_text, unit.en_text)
    zh, en = about(unit, issue)
    return ((issue.scorer, zh, en), whole) if zh and en else (whole,)


def edit_of(state: UnitState) -> DroppedEdit:
    """Return the edit of an edited unit, to be kept if a new English does not adopt it."""
    return DroppedEdit(state.unit.en_text, state.published, state.edited_by, state.edited_when)


def with_free_ids(issues: Iterable[Issue], *, own: Collection[str], taken: AbstractSet[str]) -> tuple[Issue, ...]:
    """Return issues with ids that are unique in the document.

    Equal ones are numbered "-2", "-3", ..., and a unit that is re-scored alone does not know the others. Ids of the
    unit itself, including those of closed issues, are used first.

    >>> issue = Issue("figures", "mistranslation/number", "major", 0.9, "10 times too small.", id="a1")
    >>> [i.id for i in with_free_ids([issue, issue], own=["a1-2"], taken={"a1", "a1-2"})]
    ['a1-2', 'a1-3']
    """
    mine = set(own)
    used: set[str] = set()
    named = []
    for issue in issues:
        base = issue.id.partition("-")[0]
        numbered = sorted((id for id in mine if id.partition("-")[0] == base), key=_number)
        free = [id for id in (issue.id, base, *numbered) if id not in used and (id in mine or id not in taken)]
        if not free:
            more = (f"{base}-{n}" for n in count(2))
            free = [next(id for id in more if id not in used and id not in taken)]
        id = next((id for id in free if id in mine), free[0])
        used.add(id)
        named.append(issue if id == issue.id else replace(issue, id=id))
    return tuple(named)


def _number(id: str) -> int:
    return int(id.partition("-")[2] or 1)
