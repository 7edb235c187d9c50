"""Which units may lack a clause: those that word links are asked for.

Word links cost more than everything else, and nearly every clause has one on the other side that says much the same.
So a decision on what is known before them, ``early`` of that on the clauses themselves (``scripts/fit_coverage``), says
where one could be missing at all: from the similarity of the closest clause, which the aligner knows already, the size
of the clause and its share of the text, how much shorter the other side is than usual and how much more usual without
the clause, and from its figures. Two more stages follow (``align.scorers.omission.evidence``). Each loses at most two
in a hundred of the omissions shown in the end, one in 200 of those that are major, and of the additions, which are
minor, one in ten.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.embedders import Embedder
from align.model.document import Language, Span
from align.model.unit import TranslationUnit
from align.scorers.decision import Decision, Sensitivity
from align.scorers.omission.sides import CHARACTERS, Sides, carried_beside

ENCODER = "bundled"
"""The sentence encoder that the decisions were fitted with."""
Stage = Literal["clauses", "texts", "changes"]
STAGES: tuple[Stage, ...] = ("clauses", "texts", "changes")
"""What is known before word links: of clauses by what the aligner knows, of all that the texts say, and of what the
encoder makes of the texts without the clause."""

_PER_WORD: Mapping[Language, float] = {"zh": 1.0, "en": CHARACTERS}
_LIKELIEST = {"stated": 0.0, "unstated": 1.0}  # what figures may say at most


def places(
    units: Sequence[TranslationUnit],
    embedder: Embedder,
    weights: Decision,
    *,
    chinese: bool,
    sensitivity: Sensitivity = "normal",
) -> frozenset[int]:
    """Return the places of the units of a document that may lack a Chinese clause, or else have one too many."""
    sides = Sides(units, "zh" if chinese else "en")

    def in_reach(place: int, span: Span, evidence: Mapping[str, float]) -> bool:
        if not weights.within_reach({**evidence, **_LIKELIEST}, STAGES[0], sensitivity=sensitivity):
            return False
        return weights.within_reach({**evidence, **sides.figures_in(place, span)}, STAGES[0], sensitivity=sensitivity)

    found = _clauses(units, embedder, sides)
    return frozenset(place for place, clauses in found if any(in_reach(place, *clause) for clause in clauses))


def known(
    units: Sequence[TranslationUnit], embedder: Embedder, *, chinese: bool
) -> Iterator[tuple[int, list[tuple[Span, dict[str, float]]]]]:
    """Yield the places of the units that have both sides, with the clauses of this side and what is known of each.

    A clause that a unit beside its own says is left out: it is no gap but a slip of the aligner.
    """
    sides = Sides(units, "zh" if chinese else "en")
    for place, clauses in _clauses(units, embedder, sides):
        yield place, [(span, evidence | sides.figures_in(place, span)) for span, evidence in clauses]


def _clauses(
    units: Sequence[TranslationUnit], embedder: Embedder, sides: Sides
) -> Iterator[tuple[int, list[tuple[Span, dict[str, float]]]]]:
    both = [place for place, unit in enumerate(units) if unit.zh_text.strip() and unit.en_text.strip()]
    if not both:
        return
    mine, others = ([_spans(sides.text(k)[n], side) for k in range(len(units))] for n, side in _of(sides))
    wanted = [
        [sides.text(k)[n][slice(*span)] for k, spans in enumerate(found) for span in spans]
        for n, found in enumerate((mine, others))
    ]
    texts = list(dict.fromkeys([*wanted[0], *wanted[1]]))
    vectors = dict(zip(texts, embedder.encode(texts), strict=True))

    def table(place: int, n: int, spans: Sequence[Span]) -> NDArray[np.float32]:
        return np.stack([vectors[sides.text(place)[n][slice(*span)]] for span in spans])

    tables = [table(place, 1, spans) if spans else None for place, spans in enumerate(others)]
    for place in both:
        own = table(place, 0, mine[place])
        here = _closest(own, tables[place])
        around = [_closest(own, tables[k]) for k in (place - 1, place + 1) if 0 <= k < len(units)]
        beside = np.max(around, axis=0) if around else np.full(len(own), -1.0)
        whole = len(sides.text(place)[0])
        clauses = []
        for span, closest, elsewhere in zip(mine[place], here, beside, strict=True):
            if carried_beside(float(closest), float(elsewhere)):
                continue
            short, gain = sides.lengths(place, span)
            size = (span[1] - span[0]) / _PER_WORD[sides.side]
            evidence = {
                "closest": float(closest),
                "size": math.log1p(size),
                "share": (span[1] - span[0]) / whole,
                "short": max(-1.0, min(1.0, short)),
                "gain": gain,
            }
            clauses.append((span, evidence))
        yield place, clauses


def _of(sides: Sides) -> tuple[tuple[int, Language], tuple[int, Language]]:
    return (0, sides.side), (1, sides.other)


def _spans(text: str, side: Language) -> list[Span]:
    return clause_spans(text, side) or ([(0, len(text))] if text.strip() else [])


def _closest(own: NDArray[np.float32], others: NDArray[np.float32] | None) -> NDArray[np.float32]:
    if others is None:
        return np.full(len(own), -1, dtype=np.float32)
    closest: NDArray[np.float32] = (own @ others.T).max(axis=1)
    return closest
