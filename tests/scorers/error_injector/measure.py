"""Plants errors in the clean documents, checks them, and says which were found."""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align import pipeline
from align.embedders import Embedder, load
from align.embedders.cached import CachedEmbedder
from align.embedders.token_encoders import load_token_encoder
from align.embedders.token_states import TokenEncoder, TokenStates
from align.model.unit import Issue, TranslationUnit
from align.scorers.profile import DEFAULT, Profile
from error_injector import CONTENTS, WORDS, Draft
from error_injector.documents import CleanDocument, Pair, units_of

APART = 8  # units between two errors in words
A_DOCUMENT = 2  # errors in what units hold
ALARMS, LOUD = ("minor", "major", "critical"), ("major", "critical")  # severities
# The scorers that are fit for a kind of error, and the recall asked for.
FIT: dict[str, tuple[frozenset[str], float | None]] = {
    "dropped sentence": (frozenset({"omission"}), 0.85),
    "null bead": (frozenset({"omission"}), None),
    "dropped clause": (frozenset({"omission", "figures", "names"}), 0.60),
    "clause added, of the unit beside": (frozenset({"omission", "figures"}), 0.60),
    "clause added, from nearby": (frozenset({"omission", "figures"}), 0.60),
    "wrong speaker": (frozenset({"speaker"}), None),
    "negation inserted": (frozenset({"negation", "modality"}), 0.85),
    "negation deleted": (frozenset({"negation", "modality"}), 0.60),
    "modality flipped": (frozenset({"modality", "negation"}), 0.85),
    "bound flipped": (frozenset({"figures", "bounds"}), 0.85),
    "all for some": (frozenset({"bounds", "direction"}), None),
    "direction flipped": (frozenset({"direction", "figures"}), 0.85),
    "before for after": (frozenset({"direction", "figures"}), None),
    "opposite": (frozenset({"direction", "figures"}), None),
    "name swapped": (frozenset({"names", "terms"}), 0.60),
    "name misread": (frozenset({"names", "terms"}), None),
    "place swapped": (frozenset({"names", "terms"}), None),
    "title changed": (frozenset({"titles", "terms"}), None),
    "figure wrong": (frozenset({"figures"}), None),
    "residue": (frozenset({"residue"}), None),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A unit with an error: ``clean`` as it was, ``unit`` as it was checked.

    ``fit``: a scorer for its kind found it, ``any``: any one did, ``loud``: with a flag of major or above.
    """

    kind: str
    clean: TranslationUnit
    unit: TranslationUnit
    fit: bool
    any: bool
    loud: bool


class RememberedStates:
    """A token encoder that encodes a text once: documents differ from draw to draw in a few units only."""

    def __init__(self, encoder: TokenEncoder) -> None:
        self.name = encoder.name
        self._encoder = encoder
        self._states: dict[str, TokenStates] = {}

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        """The states of each text."""
        missing = [text for text in dict.fromkeys(texts) if text not in self._states]
        if missing:
            self._states |= dict(zip(missing, self._encoder.states(missing), strict=True))
        return [self._states[text] for text in texts]


class Checker:
    """Checks documents with encoders that remember."""

    def __init__(self) -> None:
        self.embedder: Embedder = CachedEmbedder(load(), None)
        self.tokens = RememberedStates(load_token_encoder())

    def __call__(
        self, document: CleanDocument, pairs: Sequence[Pair], scorers: Sequence[str] | None = None
    ) -> tuple[TranslationUnit, ...]:
        """The units of a document, with issues."""
        profile = DEFAULT if scorers is None else Profile(tuple(scorers))
        checker = pipeline.Checker(profile, embedder=self.embedder, tokens=lambda: self.tokens)
        return checker.units(units_of(pairs), date=document.date)


def plant(
    kind: str,
    document: CleanDocument,
    clean: Sequence[TranslationUnit],
    *,
    checker: Checker,
    draw: random.Random,
    most: int,
    scorers: Sequence[str] | None = None,
    once: bool = False,
) -> Iterator[Planted]:
    """At most so many errors of a kind in a document; ``clean`` are its units as checked without them.

    ``scorers``: those that check, by default all. ``once``: errors in words are planted in one copy of the document, as
    many as it can hold.
    """
    drafts = _in_words(kind, document, draw) if kind in WORDS else list(CONTENTS[kind](document.pairs))
    draw.shuffle(drafts)
    drafts = list({draft.start: draft for draft in drafts}.values())
    if once and kind in WORDS:
        drafts = _rounds(drafts, limit=most)[0] if drafts else []
    for together in _rounds(drafts[:most], limit=len(document.pairs) if kind in WORDS else A_DOCUMENT):
        pairs = list(document.pairs)
        for draft in reversed(together):
            pairs[draft.start : draft.end] = draft.pairs
        units = checker(document, pairs, scorers)
        moved = 0
        for draft in together:
            yield _planted(kind, clean[draft.start], units[draft.start + moved])
            moved += len(draft.pairs) - (draft.end - draft.start)


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (Wilson 1927): unlike the textbook one it stays in [0, 1]."""
    z, p = 1.96, part / whole
    centre = (p + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z / (1 + z * z / whole) * math.sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    return max(0.0, centre - half), min(1.0, centre + half)


def _in_words(kind: str, document: CleanDocument, draw: random.Random) -> list[Draft]:
    """An edit of each unit that has any."""
    drafts = []
    for place, pair in enumerate(document.pairs):
        if edits := list(WORDS[kind](pair.zh, pair.en)):
            drafts.append(Draft(place, place + 1, (replace(pair, en=draw.choice(edits).apply(pair.en)),)))
    return drafts


def _rounds(drafts: Sequence[Draft], *, limit: int) -> list[list[Draft]]:
    """The errors that are planted together, in document order: ``APART`` units between, at most ``limit``."""
    rounds: list[list[Draft]] = []
    for draft in drafts:
        for together in rounds:
            apart = all(abs(draft.start - other.start) >= APART for other in together)
            if len(together) < limit and apart and all(draft.start >= o.end or draft.end <= o.start for o in together):
                together.append(draft)
                break
        else:
            rounds.append([draft])
    return [sorted(together, key=lambda draft: draft.start) for together in rounds]


def _planted(kind: str, clean: TranslationUnit, unit: TranslationUnit) -> Planted:
    known = Counter(_said(issue) for issue in clean.issues)
    new = [i for i in unit.issues if i.severity in ALARMS and not known[_said(i)]]
    loud = any(issue.severity in LOUD for issue in new)
    return Planted(kind, clean, unit, any(i.scorer in FIT[kind][0] for i in new), bool(new), loud)


def _said(issue: Issue) -> tuple[str, ...]:
    return issue.scorer, issue.type, issue.zh_value, issue.en_value
