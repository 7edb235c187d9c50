"""Aligns again the run around a unit, up to the nearest locked pair on each side.

Locked and approved beads stay, and edited ones too, since their English would not fit other sentences. The rest of the
document is kept unchanged, so a long document costs no more than the run.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from align.model.unit import Bead, TranslationUnit, unit_of
from align.review.beads import BeadError
from align.review.snapshot import Snapshot
from align.store import UnitState

if TYPE_CHECKING:
    from align.embedders import Embedder


def between_locks(
    snapshot: Snapshot, place: int, embedder: "Embedder | None"
) -> tuple[list[str], tuple[TranslationUnit, ...]]:
    """Return the keys of the run around a place, and the units to replace them.

    Raises BeadError if there is nothing to align, or nothing changes.
    """
    from align.aligner import realign

    zh, en = snapshot.documents
    if zh is None or en is None:
        raise BeadError("These pairs came without their documents; they cannot be aligned again.")
    if embedder is None:
        raise BeadError("The encoder could not be loaded; nothing is aligned again.")
    states = snapshot.states
    first = next((k + 1 for k in range(place, -1, -1) if held(states[k])), 0)
    last = next((k for k in range(max(place, first), len(states)) if held(states[k])), len(states))
    if held(states[place]) and first < len(states):
        last = next((k for k in range(first, len(states)) if held(states[k])), len(states))
    run = states[first:last]
    if not run:
        raise BeadError("There is nothing to align between the locks.")
    others = [_bead(s.unit) for s in (*states[:first], *states[last:]) if s.unit.zh or s.unit.en]
    found = realign(zh, en, locked=others, embedder=embedder)
    outside = {(bead.zh, bead.en) for bead in others}
    mine = [bead for bead in found if (bead.zh, bead.en) not in outside]
    old = {(s.unit.zh, s.unit.en): s.unit for s in run}
    if [(bead.zh, bead.en) for bead in mine] == list(old):
        raise BeadError("The alignment stays as it is.")
    return [s.key for s in run], _units(mine, old, snapshot)


def held(state: UnitState) -> bool:
    """True if a unit's bead must stay, or if it has none."""
    return state.locked or state.approval is not None or state.edited or state.unit.head != ""


def _units(
    found: Sequence[Bead], old: dict[tuple[tuple[int, ...], tuple[int, ...]], TranslationUnit], snapshot: Snapshot
) -> tuple[TranslationUnit, ...]:
    zh, en = snapshot.documents
    assert zh is not None
    assert en is not None
    units = []
    for number, bead in enumerate(found):
        unit, same = unit_of(number, bead, zh, en), old.get((bead.zh, bead.en))
        if same:
            scores = {**same.scores, **unit.scores}
            unit = replace(same, confidence=bead.confidence, scores=scores, reordered=bead.reordered)
        units.append(unit)
    return tuple(units)


def _bead(unit: TranslationUnit) -> Bead:
    return Bead(unit.zh, unit.en, unit.confidence, unit.reordered, unit.scores.get("linked", 1.0))
