"""Merges a new run into a review: no work of reviewers is lost, and changes are marked.

- A verdict stays with its issue if that is found again in a successor of its unit.
- An issue that is no longer found is closed with the reason, and keeps its verdict.
- An edit that the new English has is applied; one of an unrevised sentence stays in place; any other is kept as a
  conflict, beside the new English.
- A unit without successor is gone from the document, but stays in the store.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from align.model.unit import REVIEWER, Comment, Issue, TranslationUnit, Verdict, signature, without_score
from align.store.model import MergeReport, UnitState
from align.store.predecessors import predecessors
from align.store.reviewing import FIXED, REGROUPED, close, edit_of, moved, with_free_ids
from align.store.revisions import takes_over

GONE = "no longer found: the sentence is gone"
ENGLISH = "no longer found: the English was changed"
CHINESE = "no longer found: the Chinese was changed"
CHECKS = "no longer found: the checks have changed"


@dataclass(frozen=True, slots=True)
class _Heir:
    """The state of a new unit without issues. ``sources``: the old states that it inherits from, the closest first;
    ``lenders``: those that share text with it, whose issues may be found again in it."""

    state: UnitState
    sources: tuple[UnitState, ...]
    lenders: tuple[UnitState, ...]


def merged(
    olds: Sequence[UnitState],
    units: Sequence[TranslationUnit],
    *,
    new_key: Callable[[int], str],
    revised: bool,
    when: str,
) -> tuple[tuple[UnitState, ...], MergeReport]:
    """Return the states after a new run, units that are gone last, and a report.

    ``olds``: all states in document order. ``units``: the new run's, with issue ids. ``new_key`` gives keys for units
    without predecessor. ``revised``: true if the English differs from that of the last run.
    """
    places = {old.key: n for n, old in enumerate(olds)}
    found = predecessors(
        [replace(old.unit, en_text=old.published) for old in olds],
        units,
        gone=frozenset(n for n, old in enumerate(olds) if old.gone),
    )
    reviewed = any(old.reviewed for old in olds)
    heirs = []
    for number, unit in enumerate(units):
        lenders = tuple(sorted((olds[n] for n in found.related.get(number, ())), key=lambda old: _far(old, unit)))
        sources = tuple(old for old in lenders if found.heirs[places[old.key]] == number)
        key = sources[0].key if sources else new_key(number)
        state = UnitState(key, replace(unit, issues=()), 0, published=unit.en_text, position=float(number))
        state = _carried(state, sources) if sources else replace(state, changed_since_review=reviewed)
        heirs.append(_Heir(state, sources, lenders))
    states = _with_issues(heirs, units, when=when)
    if revised:
        states = [replace(s, changed_since_review=True) if _still_found(s) else s for s in states]
    left = [_gone(old, when=when) for old in olds if places[old.key] not in found.heirs]
    return (*states, *left), _report(heirs, states, olds, left, revised=revised)


def _far(old: UnitState, unit: TranslationUnit) -> tuple[int, int, float]:
    """Return the distance of an old unit from a new one: by English, by Chinese, else by difference of length."""
    zh, en = old.unit.zh_text, unit.zh_text
    return old.published != unit.en_text, zh != en, abs(len(zh) - len(en))


def _carried(state: UnitState, sources: Sequence[UnitState]) -> UnitState:
    """Return a new unit with what it inherits from its sources, except issues and verdicts."""
    main, unit = sources[0], state.unit
    edits = [edit_of(old) for old in sources if old.edited]
    edits += [old.conflict for old in sources if old.conflict and old.conflict not in edits]
    text, by, at = unit.en_text, "", ""
    if main.edited and _same_words(main.published, unit.en_text) and main.unit.zh_text == unit.zh_text:
        text, by, at = main.unit.en_text, main.edited_by, main.edited_when
        edits = edits[1:]
    edits = [edit for edit in edits if not takes_over(edit.published, edit.text, text)]
    notes = [
        Comment(f"Not adopted: {e.text}", e.who, e.when, f"{main.key}:{e.when}:{n}") for n, e in enumerate(edits[1:])
    ]
    comments = {c.id: c for old in sources for c in old.comments} | {note.id: note for note in notes}
    same_bead = len(sources) == 1 and (len(main.unit.zh), len(main.unit.en)) == (len(unit.zh), len(unit.en))
    unlike = not _same_words(main.unit.en_text, text) or not _same_words(main.unit.zh_text, unit.zh_text, gap="")
    return replace(
        state,
        unit=replace(without_score(unit) if by else unit, en_text=text),
        locked=main.locked and same_bead,
        approved=main.approved,
        signed=main.signed,
        comments=tuple(sorted(comments.values(), key=lambda c: (c.when, c.id))),
        closed=tuple(c for old in sources for c in old.closed),
        suppressed=frozenset(id for old in sources for id in old.suppressed),
        changed_since_review=unlike or len(sources) > 1 or any(old.changed_since_review for old in sources),
        edited_by=by,
        edited_when=at,
        conflict=edits[0] if edits else None,
    )


def _same_words(one: str, other: str, *, gap: str = " ") -> bool:
    """True if two texts differ only in spaces and line ends, which have no meaning in Chinese (``gap`` "")."""
    return gap.join(one.split()) == gap.join(other.split())


def _with_issues(heirs: Sequence[_Heir], units: Sequence[TranslationUnit], *, when: str) -> list[UnitState]:
    """Give the units their issues: a known issue keeps its id and verdict, others get unused ids."""
    pool = {i.id: (old, i) for heir in heirs for old in heir.lenders for i in _known(old)}
    named: list[list[Issue]] = []
    found: list[dict[str, UnitState]] = []
    for heir, unit in zip(heirs, units, strict=True):
        pending = heir.state.edited
        issues = heir.sources[0].unit.issues if pending else unit.issues
        for old in heir.sources:  # what reviewers found themselves, no run finds again
            there = {issue.id for issue in issues}
            mine = (i for i in old.unit.issues if i.scorer == REVIEWER and i.id not in there)
            issues = (*issues, *(moved(issue, old.unit, heir.state.unit) for issue in mine))
        origin: dict[str, UnitState] = {}
        known = []
        for issue in issues:
            match = _match(unit, issue, heir.lenders, pool)
            if match is not None:
                origin[match], was = pool.pop(match)
                issue = replace(issue, id=match)
                if match in origin[match].verdicts:
                    issue = replace(issue, type=was.type, severity=was.severity)  # as the reviewer rated it
            known.append(issue)
        named.append(known)
        found.append(origin)
    taken = {id for origin in found for id in origin} | set(pool)
    states = []
    for heir, known, origin in zip(heirs, named, found, strict=True):
        issues = tuple(i if i.id in origin else _free(i, taken) for i in known)
        verdicts = {i.id: v for i in issues if i.id in origin and (v := _verdict(origin[i.id], i.id)) is not None}
        closed = [c for c in heir.state.closed if c.issue.id in pool]
        for old in heir.sources:
            gone = [issue for issue in old.unit.issues if issue.id in pool]
            closed += [close(old, issue, reason=_reason(old, heir.state), when=when) for issue in gone]
        ids = {*verdicts, *(c.issue.id for c in closed)}
        marked = {i for old in heir.lenders for i in old.suppressed if i in ids}
        unit = replace(heir.state.unit, issues=issues)
        states.append(
            replace(heir.state, unit=unit, verdicts=verdicts, closed=tuple(closed), suppressed=frozenset(marked))
        )
    return states


def _known(old: UnitState) -> list[Issue]:
    return [*old.unit.issues, *(closed.issue for closed in old.closed)]


def _match(
    unit: TranslationUnit, issue: Issue, lenders: Sequence[UnitState], pool: Mapping[str, tuple[UnitState, Issue]]
) -> str | None:
    """Return the id of the same known issue: with the same digest, or about the same words and values."""
    candidates = [(old, i) for old in lenders for i in old.unit.issues if i.id in pool]
    closed = [(c.issue, c) for old in lenders for c in old.closed if c.issue.id in pool]
    base = issue.id.partition("-")[0]
    ids = [i.id for _, i in candidates] + [i.id for i, _ in closed]
    same = next((id for id in ids if id == issue.id), next((id for id in ids if id.partition("-")[0] == base), None))
    if same is not None:
        return same
    about = signature(unit, issue)
    return next((i.id for old, i in candidates if signature(old.unit, i) == about), None)


def _free(issue: Issue, taken: set[str]) -> Issue:
    (free,) = with_free_ids([issue], own=(), taken=taken)
    taken.add(free.id)
    return free


def _verdict(old: UnitState, id: str) -> Verdict | None:
    """Return the verdict on an issue found again; one that only an edit had fixed is open again."""
    closed = next((c for c in old.closed if c.issue.id == id), None)
    if closed is None:
        return old.verdicts.get(id)
    if closed.verdict is not None and closed.reason == FIXED:
        return replace(closed.verdict, decision="confirmed")
    return closed.verdict


def _reason(old: UnitState, new: UnitState) -> str:
    if old.unit.zh_text != new.unit.zh_text:
        within = old.unit.zh_text in new.unit.zh_text or new.unit.zh_text in old.unit.zh_text
        return REGROUPED if within else CHINESE
    return ENGLISH if old.unit.en_text != new.unit.en_text else CHECKS


def _gone(old: UnitState, *, when: str) -> UnitState:
    """Return a unit without successor, with its issues closed and its edit put aside."""
    if old.gone:
        return old
    closed = [close(old, issue, reason=GONE, when=when) for issue in old.unit.issues]
    return replace(
        old,
        unit=replace(old.unit, issues=()),
        verdicts={},
        closed=(*old.closed, *closed),
        conflict=edit_of(old) if old.edited else old.conflict,
        locked=False,
        gone=True,
    )


def _still_found(state: UnitState) -> bool:
    """Return the issues marked as fixed that a new English still has."""
    return any(verdict.decision == "fixed" for verdict in state.verdicts.values())


def _report(
    heirs: Sequence[_Heir],
    states: Sequence[UnitState],
    olds: Sequence[UnitState],
    left: Sequence[UnitState],
    *,
    revised: bool,
) -> MergeReport:
    before = {old.key: old for old in olds}
    closed_before = {c.issue.id for old in olds for c in old.closed}
    edits = sum(old.edited and not old.gone for old in olds)
    pending = sum(state.edited for state in states)
    dropped = {(e.who, e.when) for state in (*states, *left) if (e := state.conflict)}
    was_dropped = {(e.who, e.when) for old in olds if (e := old.conflict)}
    new_gone = [state for state in left if not before[state.key].gone]
    return MergeReport(
        changed=sum(state.changed_since_review for state in states),
        added=sum(not heir.sources for heir in heirs),
        gone=len(new_gone),
        verdicts_kept=sum(len(state.verdicts) for state in states),
        closed=len({c.issue.id for state in (*states, *left) for c in state.closed} - closed_before),
        applied=max(0, edits - pending - len(dropped - was_dropped)),
        pending=pending,
        conflicts=len(dropped),
        still_found=sum(_still_found(state) for state in states) if revised else 0,
    )
