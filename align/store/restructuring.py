"""Changes beads over the same sentences: merge, split, move, mark as untranslated, re-align.

A new unit inherits the key of the first old one with a common sentence, so that links to it and its history continue;
decisions and comments follow the sentences that they are about.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from align.model.document import Document
from align.model.errors import InputError
from align.model.unit import REVIEWER, ClosedIssue, Issue, Signature, TranslationUnit, signature
from align.store.model import Restructuring, UnitState
from align.store.reviewing import FIXED, REGROUPED, close, moved

_WHAT: Mapping[Restructuring, str] = {
    "merge": "merged units",
    "split": "split a unit",
    "move": "moved a sentence",
    "untranslated": "marked as untranslated",
    "realign": "aligned again between locks",
}


def describe(what: Restructuring) -> str:
    """Return the text for the history."""
    return _WHAT[what]


def require_same_segments(old: Sequence[TranslationUnit], new: Sequence[TranslationUnit]) -> None:
    """Raise InputError unless the new units hold exactly the segments of the old ones, each once."""
    for side in ("zh", "en"):
        before = sorted(n for unit in old for n in (unit.zh if side == "zh" else unit.en))
        after = sorted(n for unit in new for n in (unit.zh if side == "zh" else unit.en))
        if before != after:
            raise InputError("new units", f"hold the {side} segments {after}; expected {before}, each of them once")
    if not new or any(not unit.zh and not unit.en for unit in new):
        raise InputError("new units", "one has no segments; expected some in each")


def restructured(
    olds: Sequence[UnitState],
    units: Sequence[TranslationUnit],
    *,
    what: Restructuring,
    next_position: Callable[[float], float],
    english: Document | None,
    new_keys: Sequence[str],
    who: str,
    when: str,
) -> tuple[UnitState, ...]:
    """Return the states of new units that replace old ones, in the order given.

    ``next_position``: returns the position of the next unit that stays, from a position on. ``new_keys``: unused keys,
    as many as units. ``english``: the source of the published English, by default the old units.
    """
    holders = _holders(units)
    heirs = [_heir(old, holders) for old in olds]
    lines: dict[int, list[UnitState]] = {}  # by number of the new unit, the old units that it inherits from
    for heir, state in zip(heirs, olds, strict=True):
        lines.setdefault(heir, []).append(state)
    spare = iter(new_keys)
    places = _places(olds, units, next_position)
    states = []
    for number, unit in enumerate(units):
        mine = lines.get(number, [])
        old = mine[0] if mine else None
        key = old.key if old else next(spare)
        same = old is not None and (old.unit.zh, old.unit.en) == (unit.zh, unit.en)
        published = old.published if old is not None and same else _published(unit, olds, english)
        state = UnitState(
            key=key,
            unit=replace(unit, id=old.unit.id if old else key, issues=()),
            version=0,
            published=published,
            position=places[number],
            locked=what != "realign" or (same and old is not None and old.locked),
            approved=old.approval if old is not None and same and old.unit.en_text == unit.en_text else None,
            signed=old.sign_off if old is not None and same and old.unit.en_text == unit.en_text else None,
            edited_by=who if unit.en_text != published else "",
            edited_when=when if unit.en_text != published else "",
        )
        states.append(_inherit(state, mine))
    return _settle(states, units, olds, heirs, when=when)


Holders = tuple[Mapping[int, int], Mapping[int, int]]
"""For each Chinese and each English segment, the number of its unit."""


def _holders(units: Iterable[TranslationUnit]) -> Holders:
    zh: dict[int, int] = {}
    en: dict[int, int] = {}
    for number, unit in enumerate(units):
        for of, numbers in ((zh, unit.zh), (en, unit.en)):
            for n in numbers:
                of.setdefault(n, number)
    return zh, en


def _heir(old: UnitState, holders: Holders) -> int:
    """Return the number of the new unit with most sentences of an old one, Chinese ones first."""
    zh, en = Counter(holders[0][n] for n in old.unit.zh), Counter(holders[1][n] for n in old.unit.en)
    return max(zh.keys() | en.keys(), key=lambda number: (zh[number], en[number], -number), default=0)


def _places(
    olds: Sequence[UnitState], units: Sequence[TranslationUnit], next_position: Callable[[float], float]
) -> list[float]:
    """Return ascending positions, each at or after the first old unit with a common sentence."""
    zh_holders, en_holders = _holders(old.unit for old in olds)
    anchors: list[float] = []
    for unit in units:
        sharing = [zh_holders[n] for n in unit.zh] or [en_holders[n] for n in unit.en]
        anchor = min(olds[number].position for number in sharing)
        anchors.append(max(anchor, anchors[-1]) if anchors else anchor)
    places: list[float] = []
    for anchor, group in groupby(anchors):  # they ascend
        size = len(list(group))
        later = anchors[len(places) + size :][:1]
        end = min([next_position(anchor), *later])
        places += [anchor + (end - anchor) * number / size for number in range(size)]
    return places


def _published(unit: TranslationUnit, olds: Sequence[UnitState], english: Document | None) -> str:
    if english is not None:
        return english.passage(unit.en)
    held = set(unit.en)
    parts = [o.published for o in olds if o.unit.en and held.issuperset(o.unit.en)]
    return " ".join(part for part in parts if part)


def _inherit(state: UnitState, olds: Sequence[UnitState]) -> UnitState:
    comments = sorted((c for old in olds for c in old.comments), key=lambda comment: comment.when)
    return replace(
        state,
        comments=tuple(comments),
        closed=tuple(c for old in olds for c in old.closed),
        suppressed=frozenset(c.issue.id for old in olds for c in old.closed if c.issue.id in old.suppressed),
        conflict=next((old.conflict for old in olds if old.conflict), None),
        changed_since_review=any(old.changed_since_review for old in olds),
    )


def _settle(
    states: Sequence[UnitState],
    units: Sequence[TranslationUnit],
    olds: Sequence[UnitState],
    heirs: Sequence[int],
    *,
    when: str,
) -> tuple[UnitState, ...]:
    """Give the new units their issues: verdicts go to the same issues, other issues are closed in the heir."""
    pool = {i.id: (o, i, heirs[n]) for n, o in enumerate(olds) for i in o.unit.issues}
    alike: dict[Signature, list[str]] = {}
    same_words: dict[Signature, list[str]] = {}
    for old, issue, _ in pool.values():
        alike.setdefault(signature(old.unit, issue), []).append(issue.id)
        same_words.setdefault(_words(old.unit, issue), []).append(issue.id)
    ids = {issue.id for unit in units for issue in unit.issues}
    out = []
    for state, unit in zip(states, units, strict=True):
        verdicts, marked = {}, set(state.suppressed)
        for issue in unit.issues:
            about = (*alike.get(signature(unit, issue), ()), *same_words.get(_words(unit, issue), ()))
            match = issue.id if issue.id in pool else next((id for id in about if id in pool), None)
            if match is not None:
                old, was, _ = pool.pop(match)
                if was.id in old.verdicts:
                    verdicts[issue.id] = old.verdicts[was.id]
                    if was.id in old.suppressed:
                        marked.add(issue.id)
        again = _found_again(state.closed, unit)
        verdicts = {**{id: c.verdict for id, c in again.items() if c.verdict is not None}, **verdicts}
        back = {c.issue.id for c in again.values()} | ids
        closed = tuple(c for c in state.closed if c.issue.id not in back)
        marked = {id for id in marked if id in verdicts or any(c.issue.id == id for c in closed)}
        new = replace(state.unit, issues=unit.issues)
        out.append(replace(state, unit=new, verdicts=verdicts, closed=closed, suppressed=frozenset(marked)))
    for old, issue, heir in pool.values():
        if issue.id not in ids:
            state = out[heir]
            if issue.scorer == REVIEWER:
                unit = replace(state.unit, issues=(*state.unit.issues, moved(issue, old.unit, state.unit)))
                verdicts = {
                    **state.verdicts,
                    **({issue.id: old.verdicts[issue.id]} if issue.id in old.verdicts else {}),
                }
                out[heir] = replace(state, unit=unit, verdicts=verdicts)
                continue
            marked = {issue.id} & old.suppressed
            one = close(old, issue, reason=REGROUPED, when=when)
            out[heir] = replace(state, closed=(*state.closed, one), suppressed=state.suppressed | marked)
    return tuple(out)


def _words(unit: TranslationUnit, issue: Issue) -> Signature:
    """Return what an issue is about if only the Chinese counts: in a larger pair, other English words may be named."""
    zh = unit.zh_at(issue.zh_span)
    return (issue.scorer, issue.type, zh) if zh else (issue.id,)


def _found_again(closed: Iterable[ClosedIssue], unit: TranslationUnit) -> dict[str, ClosedIssue]:
    """Return the closed issues that a unit has again, by the id that they have in it: its texts are others, and so is
    the id. What an edit fixed is not among them: it was found in another English."""
    known = {c.issue.id: c for c in closed}
    about = {signature(replace(unit, zh_text=c.zh_text, en_text=c.en_text), c.issue): c for c in closed}
    found = {}
    for issue in unit.issues:
        one = known.get(issue.id) or about.get(signature(unit, issue))
        if one is not None and (one.reason != FIXED or one.issue.id == issue.id):
            found[issue.id] = one
    return found
