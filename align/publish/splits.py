"""Assigns documents to splits.

By document, never by sentence: sentences of one press conference share names, figures and phrases, and a model that saw
half of it has seen the test. The obvious draw, a threshold on the hash of each name, often leaves the test split of a
small corpus empty. So documents are ordered by hash and fill quotas; documents of an earlier revision keep their split,
because a document that moves from test to train invalidates all earlier results.
"""

import hashlib
from collections.abc import Mapping, Sequence

from align.publish.settings import SPLITS, Split


def allot(
    names: Sequence[str], shares: tuple[float, float, float], *, before: Mapping[str, Split] | None = None
) -> dict[str, Split]:
    """Return the split of each document.

    Test is filled first, then validation; they get a document as soon as there are two and three documents, unless
    their share is 0. ``before``: the splits of the last revision. The same names, shares and history give the same
    splits.

    >>> allot(["a", "b", "c", "d"], (90, 5, 5))
    {'a': 'train', 'b': 'test', 'c': 'train', 'd': 'validation'}
    """
    kept = {name: before[name] for name in names if before and name in before}
    waiting = sorted((name for name in names if name not in kept), key=_rank)
    out = dict(kept)
    for split, least in (("test", 2), ("validation", 3)):
        share = shares[SPLITS.index(split)] / sum(shares)
        quota = max(round(share * len(names)), 1 if share and len(names) >= least else 0)
        missing = max(0, quota - sum(s == split for s in kept.values()))
        for name in waiting[:missing]:
            out[name] = "test" if split == "test" else "validation"
        waiting = waiting[missing:]
    return {name: out.get(name, "train") for name in sorted(names)}


def _rank(name: str) -> bytes:
    return hashlib.sha256(f"align split\x1f{name}".encode()).digest()
