"""Copies among the documents of one side: the print version, the page at a second address, the file saved twice.

A copy halves the probability of every pair that the document is in, since either may be the partner, so copies are set
aside before documents are matched. Vectors are the obvious sign and a wrong one: two communiqués of one series differ
in their figures alone and have nearly the same vectors. A copy has the same sentences, so sentences are counted.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from align.language.script import simplified

SHARED = 0.9
"""The least share of the longer document's letters that stand in sentences of both. Pages of one press conference with
other navigation share .93 and more, communiqués of one series under .6."""

_COMMON = 50  # documents: a sentence in more of them is boilerplate and leads to no candidate
Fingerprint = Mapping[bytes, int]


def fingerprint(sentences: Sequence[str]) -> Fingerprint:
    """Return the letters of each sentence by a digest of it, whatever its script, case, spaces and punctuation.

    >>> len(fingerprint(["發佈會，開始。", "发布会 开始"])), list(fingerprint(["A b.", "C!"]).values())
    (1, [2, 1])
    """
    bare = ("".join(filter(str.isalnum, simplified(sentence).casefold())) for sentence in sentences)
    return {blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(): len(text) for text in bare if text}


def copies(fingerprints: Sequence[Fingerprint]) -> dict[int, int]:
    """Return the place of the document that each copy is a copy of: the first of them, which is a copy of none.

    >>> page = fingerprint(["一二三四五六七八九十。", "百千万。"])
    >>> copies([page, fingerprint(["别的。"]), page])
    {2: 0}
    """
    found: dict[int, int] = {}
    holders: dict[bytes, list[int]] = {}
    sizes = [sum(one.values()) for one in fingerprints]
    for place, one in enumerate(fingerprints):
        shared: Counter[int] = Counter()
        for digest, letters in one.items():
            known = holders.setdefault(digest, [])
            if len(known) <= _COMMON:
                shared.update(dict.fromkeys(known, letters))
        likeliest = max(
            shared, key=lambda other: (shared[other] / max(sizes[place], sizes[other]), -other), default=None
        )
        if likeliest is not None and shared[likeliest] >= SHARED * max(sizes[place], sizes[likeliest]):
            found[place] = likeliest
            continue
        for digest in one:
            holders[digest].append(place)
    return found
