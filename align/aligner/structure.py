"""Turns, paragraphs and anchors as evidence: soft, with weights set by reasoning.

The gold files that the other weights are fitted to have no structure, so these few numbers are log odds chosen by hand
and checked on the seed transcripts: a bead that reaches across a change of speaker is almost always wrong, one that
joins turns or passages known to differ nearly so, and a paragraph end on both sides is a mild reason to end a bead.
All are zero where a document has no structure. A bead across a gap in the sentences given is impossible.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.aligner.kernels import kernel
from align.aligner.lattice import EN_SIZE, ZH_SIZE, Floats, Lattice
from align.aligner.side import Side
from align.model.document import Anchor

ACROSS_TURN = -5.0
OTHER_TURN = -4.0
OTHER_ANCHOR = -5.0
INSIDE_PARAGRAPH = -1.0
END_TOGETHER = 1.0
END_ALONE = -0.5
FORBIDDEN = -1e6

Longs = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Structure:
    """Per sentence of both sides: the number of the matched group of turns and of the anchor, -1 where unknown."""

    zh_group: Longs
    en_group: Longs
    zh_anchor: Longs
    en_anchor: Longs


def structure_of(zh: Side, en: Side, anchors: Sequence[Anchor]) -> Structure | None:
    """Return the structure of two sides, or None if there is none."""
    turns = len(zh.document.turns) > 1 and len(en.document.turns) > 1
    paragraphs = len(zh.document.paragraphs) > 1 or len(en.document.paragraphs) > 1
    broken = bool(zh.breaks.any() or en.breaks.any())
    if not turns and not paragraphs and not anchors and not broken:
        return None
    groups = _turn_groups(zh, en) if turns else ({}, {})
    return Structure(
        np.array([groups[0].get(t, -1) for t in zh.turn.tolist()], np.int64),
        np.array([groups[1].get(t, -1) for t in en.turn.tolist()], np.int64),
        _anchored(zh, [a.zh for a in anchors]),
        _anchored(en, [a.en for a in anchors]),
    )


def structure_scores(structure: Structure | None, lattice: Lattice, zh: Side, en: Side) -> Floats:
    """Return what the structure adds to the score of each edge."""
    if structure is None:
        return np.zeros(len(lattice))
    weights = np.array([ACROSS_TURN, OTHER_TURN, OTHER_ANCHOR, INSIDE_PARAGRAPH, END_TOGETHER, END_ALONE])
    both = len(zh.document.paragraphs) > 1 and len(en.document.paragraphs) > 1
    weights[4:] *= both
    out: Floats = _scores(
        *(lattice.zi, lattice.ei, lattice.ty, ZH_SIZE, EN_SIZE, zh.paragraph, en.paragraph, zh.turn, en.turn),
        *(zh.breaks, en.breaks),
        *(structure.zh_group, structure.en_group, structure.zh_anchor, structure.en_anchor, weights),
    )
    return out


def _turn_groups(zh: Side, en: Side) -> tuple[dict[int, int], dict[int, int]]:
    """Turn number to group, per side; turns that are matched with one another share a group."""
    from align.segmenters.speakers import match_turns

    of_zh: dict[int, int] = {}
    of_en: dict[int, int] = {}
    for number, (z, e) in enumerate(match_turns(zh.document, en.document)):
        group = min(of_zh.get(z, number), of_en.get(e, number))
        of_zh[z] = of_en[e] = group
    return of_zh, of_en


def _anchored(side: Side, spans: Sequence[tuple[int, int]]) -> Longs:
    out = np.full(len(side), -1, np.int64)
    segments = [side.document.segments[k] for k in side.numbers]
    middles = np.array([(s.span[0] + s.span[1]) // 2 for s in segments], np.int64)
    for number, (start, end) in enumerate(spans):
        out[(middles >= start) & (middles < end)] = number
    return out


@kernel
def _scores(zi, ei, ty, nz, ne, zp, ep, zt, et, zb, eb, zg, eg, za, ea, weights):  # type: ignore[no-untyped-def]
    out = np.zeros(len(zi))
    for e in range(len(zi)):
        a, b, i, j = nz[ty[e]], ne[ty[e]], zi[e], ei[e]
        if a == 0 or b == 0:
            continue
        turns, paragraphs, breaks = 0, 0, 0
        for k in range(i - a + 1, i):
            breaks += zb[k]
            turns += zt[k] != zt[k - 1]
            paragraphs += zp[k] != zp[k - 1]
        for k in range(j - b + 1, j):
            breaks += eb[k]
            turns += et[k] != et[k - 1]
            paragraphs += ep[k] != ep[k - 1]
        groups, anchors = 0, 0
        for k in range(i - a, i):
            for q in range(j - b, j):
                groups += zg[k] >= 0 and eg[q] >= 0 and zg[k] != eg[q]
                anchors += za[k] >= 0 and ea[q] >= 0 and za[k] != ea[q]
        zh_end = i == len(zp) or zp[i] != zp[i - 1]
        en_end = j == len(ep) or ep[j] != ep[j - 1]
        out[e] = weights[0] * turns + weights[3] * paragraphs + FORBIDDEN * breaks
        out[e] += (weights[1] * groups + weights[2] * anchors) / (a * b)
        out[e] += weights[4] if zh_end and en_end else weights[5] if zh_end or en_end else 0.0
    return out
