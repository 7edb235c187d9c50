"""Turns, paragraphs and anchors as soft evidence, with weights set by hand.

The gold files to which the other weights are fitted have no structure, so these few numbers are log odds chosen by hand
and checked on the seed transcripts: a bead that spans a change of speaker is almost always wrong, one that joins turns
or passages known to differ nearly so, and a paragraph end on both sides is a mild reason to end a bead. All are zero if
a document has no structure. A bead across a gap in the sentences is impossible.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.aligner.kernels import kernel
from align.aligner.lattice import Floats, Lattice
from align.aligner.side import Side
from align.model.document import Anchor, Span

Longs = NDArray[np.int64]


class Weights(NamedTuple):
    """The numbers of the matched group of turns and of the anchor of each sentence of both sides, -1 if unknown."""

    across_turn: float = -5.0  # for each change of speaker inside a bead
    other_turn: float = -4.0  # the sides stand in turns matched with others; less, as a match of turns can be wrong
    other_anchor: float = -5.0  # the sides stand in passages known to correspond to others
    inside_paragraph: float = -1.0  # for each end of a paragraph inside a bead: translators do join paragraphs
    end_together: float = 1.0  # the bead ends where a paragraph ends on both sides
    end_alone: float = -0.5  # ... on one side only
    forbidden: float = -1e6  # for each gap in the sentences given: below any path without one, above NEVER


class Places(NamedTuple):
    """Where each sentence of one side stands: paragraph and turn; the matched group of turns and the anchor, or -1.

    ``breaks`` marks the sentences that a gap in the numbers given precedes.
    """

    paragraph: Longs
    turn: Longs
    breaks: NDArray[np.bool_]
    group: Longs
    anchor: Longs


class Structure(NamedTuple):
    """The structure of a pair, and how much it counts."""

    zh: Places
    en: Places
    weights: Weights


def structure_of(zh: Side, en: Side, anchors: Sequence[Anchor]) -> Structure | None:
    """Return the structure of two sides, or None if there is none."""
    turns = len(zh.document.turns) > 1 and len(en.document.turns) > 1
    paragraphs = [len(side.document.paragraphs) > 1 for side in (zh, en)]
    broken = bool(zh.breaks.any() or en.breaks.any())
    if not turns and not any(paragraphs) and not anchors and not broken:
        return None
    groups = _turn_groups(zh, en) if turns else ({}, {})
    return Structure(
        _places(zh, groups[0], [a.zh for a in anchors]),
        _places(en, groups[1], [a.en for a in anchors]),
        Weights() if all(paragraphs) else Weights(end_together=0.0, end_alone=0.0),
    )


def structure_scores(structure: Structure | None, lattice: Lattice) -> Floats:
    """Return the contribution of the structure to the score of each edge."""
    if structure is None:
        return np.zeros(len(lattice))
    out: Floats = _scores(lattice.edges, *structure)
    return out


def _places(side: Side, groups: Mapping[int, int], anchors: Sequence[Span]) -> Places:
    group = np.array([groups.get(t, -1) for t in side.turn.tolist()], np.int64)
    return Places(side.paragraph, side.turn, side.breaks, group, _anchored(side, anchors))


def _turn_groups(zh: Side, en: Side) -> tuple[dict[int, int], dict[int, int]]:
    """Return the group of each turn, per side; matched turns share a group."""
    from align.segmenters.speakers import match_turns

    of_zh: dict[int, int] = {}
    of_en: dict[int, int] = {}
    for number, (z, e) in enumerate(match_turns(zh.document, en.document)):
        group = min(of_zh.get(z, number), of_en.get(e, number))
        of_zh[z] = of_en[e] = group
    return of_zh, of_en


def _anchored(side: Side, spans: Sequence[Span]) -> Longs:
    out = np.full(len(side), -1, np.int64)
    segments = [side.document.segments[k] for k in side.numbers]
    middles = np.array([(s.span[0] + s.span[1]) // 2 for s in segments], np.int64)
    for number, (start, end) in enumerate(spans):
        out[(middles >= start) & (middles < end)] = number
    return out


@kernel
def _scores(edges, zh, en, weights):  # type: ignore[no-untyped-def]
    zi, ei, ty, zh_size, en_size = edges
    out = np.zeros(len(zi))
    for e in range(len(zi)):
        a, b, i, j = zh_size[ty[e]], en_size[ty[e]], zi[e], ei[e]
        if a == 0 or b == 0:
            continue
        turns, paragraphs, breaks = 0, 0, 0
        for k in range(i - a + 1, i):
            breaks += zh.breaks[k]
            turns += zh.turn[k] != zh.turn[k - 1]
            paragraphs += zh.paragraph[k] != zh.paragraph[k - 1]
        for k in range(j - b + 1, j):
            breaks += en.breaks[k]
            turns += en.turn[k] != en.turn[k - 1]
            paragraphs += en.paragraph[k] != en.paragraph[k - 1]
        groups, anchors = 0, 0
        for k in range(i - a, i):
            for q in range(j - b, j):
                groups += zh.group[k] >= 0 and en.group[q] >= 0 and zh.group[k] != en.group[q]
                anchors += zh.anchor[k] >= 0 and en.anchor[q] >= 0 and zh.anchor[k] != en.anchor[q]
        zh_end = i == len(zh.paragraph) or zh.paragraph[i] != zh.paragraph[i - 1]
        en_end = j == len(en.paragraph) or en.paragraph[j] != en.paragraph[j - 1]
        out[e] = weights.across_turn * turns + weights.inside_paragraph * paragraphs + weights.forbidden * breaks
        out[e] += (weights.other_turn * groups + weights.other_anchor * anchors) / (a * b)
        out[e] += weights.end_together if zh_end and en_end else weights.end_alone if zh_end or en_end else 0.0
    return out
