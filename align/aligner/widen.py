"""Lets a bead grow beyond the lattice where one sentence clearly is translated by a long run.

A bead of the lattice has at most six sentences, since larger ones are rare and would make it five times as big. Where
one side is cut more finely than the other (English in lower case, captions, one long Chinese sentence with semicolons),
the rest of a run is then left as nulls, and sure ones, for nothing else is there for them. So a bead that is as large
as can be takes in as many of the nulls beside it as make the sums of the vectors most alike, and the lengths most equal
by the document's own ratio. An insertion does neither: it moves the sum away.
"""

from collections.abc import Sequence
from math import log

import numpy as np

from align.aligner.lattice import MAX_SUM
from align.aligner.passes import Pair
from align.aligner.side import APIECE, Side
from align.model.unit import Bead

MOST = 20  # sentences in a bead that has grown
LENGTHS = 0.3  # what a difference of lengths by e counts for, in similarity
SURE = 0.8  # the confidence of a bead that has grown, at most: its size was never weighed against others


def widened(beads: Sequence[Bead], pair: Pair) -> list[Bead]:
    """Return beads in order, of which those of the largest size have taken in the nulls that belong to them."""
    grown = {
        at: _grown(beads, at, pair)
        for at, bead in enumerate(beads)
        if len(bead.zh) + len(bead.en) == MAX_SUM and min(len(bead.zh), len(bead.en)) == 1
    }
    zh: set[int] = set()
    en: set[int] = set()
    kept: dict[int, Bead] = {}
    for at, bead in grown.items():  # of two beads that want the same null, the first has it
        chosen = bead if zh.isdisjoint(bead.zh) and en.isdisjoint(bead.en) else beads[at]
        kept[at] = chosen
        zh.update(chosen.zh)
        en.update(chosen.en)
    return [
        kept.get(at, bead)
        for at, bead in enumerate(beads)
        if at in kept or (bead.zh and bead.en) or (zh.isdisjoint(bead.zh) and en.isdisjoint(bead.en))
    ]


def _grown(beads: Sequence[Bead], at: int, pair: Pair) -> Bead:
    bead = beads[at]
    many_en = len(bead.en) > len(bead.zh)
    one, many = (pair.zh, pair.en) if many_en else (pair.en, pair.zh)
    single, run = (bead.zh, bead.en) if many_en else (bead.en, bead.zh)
    usual = log(pair.path.ratio) if many_en else -log(pair.path.ratio)
    before, after = _nulls(beads[:at][::-1], many_en), _nulls(beads[at + 1 :], many_en)
    first, last = run[0], run[-1]
    while first - 1 in before and many.turn[first - 1] == many.turn[first]:
        first -= 1
    while last + 1 in after and many.turn[last + 1] == many.turn[last]:
        last += 1
    wider = (
        tuple(range(start, end + 1))
        for start in range(first, run[0] + 1)
        for end in range(run[-1], last + 1)
        if end - start < MOST
    )
    run = max(wider, key=lambda part: (_fit(one, single, many, part, usual), -len(part)))
    if len(run) == max(len(bead.zh), len(bead.en)):
        return bead
    confidence = min(bead.confidence, SURE)
    zh, en = (single, run) if many_en else (run, single)
    return Bead(zh, en, confidence, linked=bead.linked)


def _nulls(beads: Sequence[Bead], english: bool) -> set[int]:
    """Return the sentences of one side that are null up to the next bead of both sides."""
    found: set[int] = set()
    for bead in beads:
        if bead.zh and bead.en:
            break
        found.update(bead.en if english else bead.zh)
    return found


def _fit(one: Side, single: Sequence[int], many: Side, run: Sequence[int], usual: float) -> float:
    """Return the similarity of the sums of both sides, less what their lengths are off the usual ratio."""
    a, b = (
        (side.vectors[list(k)] * side.weights[list(k), None]).sum(axis=0) for side, k in ((one, single), (many, run))
    )
    similarity = float(a @ b / max(float(np.linalg.norm(a) * np.linalg.norm(b)), 1e-9))
    return similarity - LENGTHS * abs(log(_length(one, single)) - log(_length(many, run)) - usual)


def _length(side: Side, run: Sequence[int]) -> float:
    """Return the length of sentences as if they were one."""
    return float(side.lengths[list(run)].sum()) - APIECE * (len(run) - 1)
