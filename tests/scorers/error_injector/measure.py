"""Plants errors in the clean documents, checks them, and says which were found."""

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from align.bitext import Issue, TranslationUnit
from align.embedders import Embedder, load
from align.embedders.cached import CachedEmbedder
from align.embedders.token_states import TokenEncoder, TokenStates, load_token_encoder
from align.pipeline import check
from error_injector import CONTENTS, WORDS
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
    "direction flipped": (frozenset({"direction", "figures"}), 0.85),
    "name swapped": (frozenset({"names", "terms"}), 0.60),
    "title changed": (frozenset({"titles", "terms"}), None),
    "figure wrong": (frozenset({"figures"}), None),
    "residue": (frozenset({"residue"}), None),
}


@dataclass(frozen=True, slots=True)
class Planted:
    """A unit with an error: ``clean`` as it was, ``unit`` as it was checked."""

    kind: str
    document: str
    clean: TranslationUnit
    unit: TranslationUnit
    fit: bool
    any: bool


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
        return check(
            units_of(pairs),
            date=document.date,
            embedder=self.embedder,
            token_encoder=lambda: self.tokens,
            scorers=scorers,
        )


def plant(
    kind: str,
    document: CleanDocument,
    clean: Sequence[TranslationUnit],
    *,
    checker: Checker,
    draw: random.Random,
    most: int,
) -> Iterator[Planted]:
    """Errors of a kind, at most so many, in a document; ``clean`` are its units as checked without them."""
    if kind in WORDS:
        return _in_words(kind, document, clean, checker, draw, most)
    return _in_contents(kind, document, clean, checker, draw, most)


def _in_words(
    kind: str,
    document: CleanDocument,
    clean: Sequence[TranslationUnit],
    checker: Checker,
    draw: random.Random,
    most: int,
) -> Iterator[Planted]:
    chosen = {}
    for place, pair in enumerate(document.pairs):
        if edits := list(WORDS[kind](pair.zh, pair.en)):
            chosen[place] = replace(pair, en=draw.choice(edits).apply(pair.en))
    places = sorted(draw.sample(sorted(chosen), min(most, len(chosen))))
    for start in range(APART):
        round_ = [place for place in places if place % APART == start]
        if round_:
            pairs = [chosen[n] if n in round_ else pair for n, pair in enumerate(document.pairs)]
            units = checker(document, pairs)
            yield from (_planted(kind, document, clean[n], units[n]) for n in round_)


def _in_contents(
    kind: str,
    document: CleanDocument,
    clean: Sequence[TranslationUnit],
    checker: Checker,
    draw: random.Random,
    most: int,
) -> Iterator[Planted]:
    """One error of ``CONTENTS`` is planted, and a second in the part of the document that it left as it was."""
    scorers = sorted(FIT[kind][0])
    drafts = list(CONTENTS[kind](document.pairs))
    draw.shuffle(drafts)
    first = list({draft.place: draft for draft in reversed(drafts)}.values())
    draw.shuffle(first)
    for draft in first[: most // A_DOCUMENT]:
        errors, pairs = [draft.place], draft.pairs
        far = [d for d in CONTENTS[kind](pairs) if abs(d.place - draft.place) > APART]
        if far and A_DOCUMENT > 1:
            other = draw.choice(far)
            shrunk = len(other.pairs) - len(pairs)
            errors = [draft.place + shrunk * (other.place < draft.place), other.place]
            pairs = other.pairs
        units = checker(document, pairs, scorers)
        for place in errors:
            unit = units[place]
            before = next(u for u in clean if unit.zh_text.startswith(u.zh_text))
            yield _planted(kind, document, before, unit)


def _planted(kind: str, document: CleanDocument, clean: TranslationUnit, unit: TranslationUnit) -> Planted:
    known = Counter(_said(issue) for issue in clean.issues)
    new = [i for i in unit.issues if i.severity in ALARMS and not known[_said(i)]]
    return Planted(kind, document.name, clean, unit, any(i.scorer in FIT[kind][0] for i in new), bool(new))


def _said(issue: Issue) -> tuple[str, ...]:
    return issue.scorer, issue.type, issue.zh_value, issue.en_value
