"""Finds beads that reviewers locked in a new version of the texts, so that a new run aligns around them."""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from align.model.document import Document
from align.model.unit import Bead
from align.store.model import UnitState


def locked_beads(
    states: Sequence[UnitState], old: tuple[Document, Document], new: tuple[Document, Document]
) -> tuple[Bead, ...]:
    """Return the locked beads of a review whose sentences the new documents still have.

    A sentence reworded in its place counts as the same sentence.

    >>> from align.model.unit import TranslationUnit
    >>> from align.model.document import from_sentences
    >>> zh, en = from_sentences(["你好。", "再见。"], "zh"), from_sentences(["Hello.", "Bye."], "en")
    >>> state = UnitState("1", TranslationUnit(1, (1,), (1,), "再见。", "Bye."), 1, published="Bye.", locked=True)
    >>> locked_beads([state], (zh, en), (zh, from_sentences(["Hello.", "One more.", "Goodbye."], "en")))
    ()
    >>> locked_beads([state], (zh, en), (zh, from_sentences(["One more.", "Hello.", "Goodbye."], "en")))
    (Bead(zh=(1,), en=(2,), confidence=1.0, reordered=False, linked=1.0),)
    """
    zh, en = _moves(old[0], new[0]), _moves(old[1], new[1])
    beads = []
    for state in states:
        if not state.locked or state.unit.head:
            continue
        zh_numbers, en_numbers = _moved(state.unit.zh, zh), _moved(state.unit.en, en)
        if zh_numbers is not None and en_numbers is not None:
            beads.append(Bead(zh_numbers, en_numbers, confidence=state.unit.confidence, reordered=state.unit.reordered))
    return tuple(beads)


def _moves(old: Document, new: Document) -> Mapping[int, int]:
    """Return the new numbers of the segments of an old document."""
    moves: dict[int, int] = {}
    matcher = SequenceMatcher(None, old.sentences(), new.sentences(), autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal" or (kind == "replace" and end - start == new_end - new_start):
            moves.update(zip(range(start, end), range(new_start, new_end), strict=True))
    return moves


def _moved(numbers: Sequence[int], moves: Mapping[int, int]) -> tuple[int, ...] | None:
    """Return the new numbers of consecutive segments, or None if some are missing or no longer consecutive."""
    new = [moves[n] for n in numbers if n in moves]
    if len(new) < len(numbers) or any(b - a != 1 for a, b in pairwise(new)):
        return None
    return tuple(new)
