"""Beads that a person has confirmed, and the runs between them.

Locked beads in order on both sides cut the documents into runs that are aligned separately. The others, nulls and
reordered beads, leave a gap that no new bead spans.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence

from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.model.unit import Bead

Run = Callable[[Sequence[int], Sequence[int]], list[Bead]]


def check_locks(locked: Sequence[Bead], n: int, m: int) -> None:
    """Raise InputError if locked beads overlap, are not consecutive or lie outside the documents."""
    for side, size in (("zh", n), ("en", m)):
        seen: set[int] = set()
        for bead in locked:
            numbers = bead.zh if side == "zh" else bead.en
            if not bead.zh and not bead.en:
                raise InputError("locked beads", "a bead has no segments")
            if list(numbers) != list(range(numbers[0], numbers[0] + len(numbers)) if numbers else ()):
                raise InputError("locked beads", f"{side} {list(numbers)} is not consecutive")
            if any(not 0 <= k < size for k in numbers):
                raise InputError("locked beads", f"{side} {list(numbers)}: the document has {size} segments")
            if seen.intersection(numbers):
                raise InputError("locked beads", f"{side} {list(numbers)} is in two beads")
            seen.update(numbers)


def align_between(fixed: Sequence[Bead], n: int, m: int, run: Run, *, progress: Progress = silent) -> list[Bead]:
    """Return the fixed beads and the beads that ``run`` makes of the sentences between them, in document order."""
    chain = _chain(fixed)
    zh_taken, en_taken = {i for bead in fixed for i in bead.zh}, {j for bead in fixed for j in bead.en}
    beads, i, j = list(fixed), 0, 0
    ends = [*((bead.zh[0], bead.en[0], bead.zh[-1] + 1, bead.en[-1] + 1) for bead in chain), (n, m, n, m)]
    for k, (zh_end, en_end, zh_next, en_next) in enumerate(ends):
        zh_run = [x for x in range(i, zh_end) if x not in zh_taken]
        en_run = [y for y in range(j, en_end) if y not in en_taken]
        if zh_run or en_run:
            beads += run(zh_run, en_run)
        i, j = zh_next, en_next
        progress("aligning", k + 1, len(ends))
    return in_order(beads)


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """Sort beads by the Chinese; English-only beads follow the English before them."""
    alone = sorted((bead for bead in beads if not bead.zh), key=lambda bead: bead.en)
    out: list[Bead] = []
    at = 0
    for bead in sorted((bead for bead in beads if bead.zh), key=lambda bead: bead.zh):
        if bead.en and not bead.reordered:
            while at < len(alone) and alone[at].en[0] < bead.en[0]:
                out.append(alone[at])
                at += 1
        out.append(bead)
    return out + alone[at:]


def _chain(fixed: Sequence[Bead]) -> list[Bead]:
    """Return the longest chain of two-sided beads that ascends on both sides; reordered beads are not in it."""
    both = sorted((b for b in fixed if b.zh and b.en and not b.reordered), key=lambda bead: bead.zh)
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for k, bead in enumerate(both):
        at = bisect_left(tails, bead.en[0])
        before.append(last[at - 1] if at else -1)
        tails[at:] = [bead.en[0], *tails[at + 1 :]]
        last[at:] = [k, *last[at + 1 :]]
    chain: list[Bead] = []
    k = last[-1] if last else -1
    while k >= 0:
        chain.append(both[k])
        k = before[k]
    return chain[::-1]
