"""Assigns documents to splits.

By document, never by sentence: sentences of one press conference share names, figures and phrases, and a model that saw
half of it has seen the test. The obvious draw, a threshold on the hash of each name, often leaves the test split of a
small corpus empty. So documents are ordered by hash and fill quotas; documents of an earlier revision keep their split,
because a document that moves from test to train invalidates all earlier results. Documents of one group (chapters of a
book, parts of a conference) go together, since they share even more.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from align.publish.settings import SPLITS, Split


def allot(
    names: Sequence[str],
    shares: tuple[float, float, float],
    *,
    before: Mapping[str, Split] | None = None,
    groups: Mapping[str, str] | None = None,
) -> dict[str, Split]:
    """Return the split of each document.

    Test is filled first, then validation; they get a document as soon as there are two and three documents, unless
    their share is 0. ``before``: the splits of the last revision. ``groups``: the group of a document, by default its
    own; a new document follows those of its group that have a split. The same names, shares and history give the same
    splits.

    >>> allot(["a", "b", "c", "d"], (90, 5, 5))
    {'a': 'train', 'b': 'test', 'c': 'train', 'd': 'validation'}
    >>> allot(["a1", "a2", "b1", "b2"], (50, 0, 50), groups={"a1": "a", "a2": "a", "b1": "b", "b2": "b"})
    {'a1': 'train', 'a2': 'train', 'b1': 'test', 'b2': 'test'}
    """
    out = {name: before[name] for name in names if before and name in before}
    members: dict[str, list[str]] = {}
    for name in sorted(names):
        members.setdefault((groups or {}).get(name, name), []).append(name)
    for together in members.values():
        if known := [out[name] for name in together if name in out]:
            out |= {name: known[0] for name in together if name not in out}
    waiting = sorted((group for group, together in members.items() if together[0] not in out), key=_rank)
    for split, least in (("test", 2), ("validation", 3)):
        share = shares[SPLITS.index(split)] / sum(shares)
        quota = max(round(share * len(names)), 1 if share and len(members) >= least else 0)
        missing = quota - sum(s == split for s in out.values())
        while waiting and missing > 0:
            together = members[waiting.pop(0)]
            missing -= len(together)
            out |= dict.fromkeys(together, "test" if split == "test" else "validation")
    return {name: out.get(name, "train") for name in sorted(names)}


def groups_of(names: Iterable[str], pattern: str, stated: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the group of each document that has one: as ``stated``, else what a pattern finds in its name.

    >>> groups_of(["book-1", "book-2", "speech"], r"(.+)-[0-9]+")
    {'book-1': 'book', 'book-2': 'book'}
    """
    groups: dict[str, str] = {}
    for name in names:
        match = re.search(pattern, name) if pattern else None
        if found := (stated or {}).get(name) or (match and (match.group(1) if match.re.groups else match.group())):
            groups[name] = found
    return groups


def _rank(name: str) -> bytes:
    return hashlib.sha256(f"align split\x1f{name}".encode()).digest()
