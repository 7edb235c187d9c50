"""Matches the units of a new run with those of an earlier one, when either text was revised in between.

Numbers do not help: one more sentence at the top shifts them all. The Chinese changes least, so units are matched by
their Chinese without spaces and line ends: first in document order (a longest common subsequence, so that the third
"谢谢。" stays the third), then anywhere, then by the share of common Chinese, for beads that are cut differently, and
last by their place between matched neighbours.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from align.model.unit import TranslationUnit

_SHARED = 0.5
"""The least share of the shorter text that must be in the other."""

_COMMON = 60
"""Pieces of text in more units than this are ignored: they are uninformative and slow."""


@dataclass(frozen=True, slots=True)
class Predecessors:
    """``heirs``: by old unit, the new one that inherits its verdicts and comments. ``related``: by new unit, the old
    ones that share its text, the closest first."""

    heirs: Mapping[int, int]
    related: Mapping[int, tuple[int, ...]]


def predecessors(
    olds: Sequence[TranslationUnit], news: Sequence[TranslationUnit], *, gone: frozenset[int] = frozenset()
) -> Predecessors:
    """Match the units of two runs, both in document order. ``gone``: old units that the last run lacked; they only
    match equal text. Titles and date lines match their like: a headline often stands in the text once more.

    >>> texts = ("他来了。", "He came."), ("谢谢。", "Thanks.")
    >>> old = [TranslationUnit(n, (n,), (n,), *pair) for n, pair in enumerate(texts)]
    >>> new = [TranslationUnit(0, (0, 1), (0, 1), "他来了。谢谢。", "He came. Thank you.")]
    >>> predecessors(old, new)
    Predecessors(heirs={0: 0, 1: 0}, related={0: (0, 1)})
    """
    heirs: dict[int, int] = {}
    related: dict[int, tuple[int, ...]] = {}
    for kind in ("", "title", "date"):
        ours, theirs = ([n for n, unit in enumerate(units) if unit.head == kind] for units in (olds, news))
        found = _matched(
            [olds[n] for n in ours], [news[n] for n in theirs], {k for k, n in enumerate(ours) if n in gone}
        )
        heirs |= {ours[old]: theirs[new] for old, new in found.heirs.items()}
        related |= {theirs[new]: tuple(ours[old] for old in shared) for new, shared in found.related.items()}
    return Predecessors(heirs, related)


def _matched(olds: Sequence[TranslationUnit], news: Sequence[TranslationUnit], gone: Collection[int]) -> Predecessors:
    live = [n for n in range(len(olds)) if n not in gone]
    pairs = _in_order([_chinese(olds[n]) for n in live], [_chinese(unit) for unit in news])
    matched = {live[o]: n for o, n in pairs}
    for text in (_both, _chinese):
        _anywhere(matched, [(n, text(olds[n])) for n in (*live, *sorted(gone))], [text(unit) for unit in news])
    heirs, related = dict(matched), defaultdict[int, list[int]](list)
    for old, new in matched.items():
        related[new].append(old)
    free = [n for n in range(len(news)) if n not in related]
    left = [n for n in live if n not in matched]
    for old, shares in _overlaps(left, free, olds, news).items():
        heirs[old] = max(shares, key=lambda new: (shares[new], -new))
        for new in shares:
            related[new].append(old)
    for old, new in _between_matched(live, heirs, related, len(news)):
        if olds[old].zh_text and news[new].zh_text:
            heirs[old] = new
            related[new].append(old)
    return Predecessors(heirs, {new: tuple(sorted(found)) for new, found in sorted(related.items())})


def _chinese(unit: TranslationUnit) -> Hashable:
    return ("zh", "".join(unit.zh_text.split())) if unit.zh_text else ("en", unit.en_text)


def _both(unit: TranslationUnit) -> Hashable:
    return _chinese(unit), unit.en_text


def _in_order(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[tuple[int, int]]:
    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    return [(block.a + k, block.b + k) for block in blocks for k in range(block.size)]


def _anywhere(matched: dict[int, int], olds: Sequence[tuple[int, Hashable]], news: Sequence[Hashable]) -> None:
    """Match equal texts anywhere, the first with the first."""
    taken = set(matched.values())
    free = defaultdict[Hashable, list[int]](list)
    for n in reversed(range(len(news))):
        if n not in taken:
            free[news[n]].append(n)
    for old, text in olds:
        if old not in matched and free.get(text):
            matched[old] = free[text].pop()


def _overlaps(
    olds: Sequence[int], news: Sequence[int], old_units: Sequence[TranslationUnit], new_units: Sequence[TranslationUnit]
) -> dict[int, dict[int, int]]:
    """Return, by old unit, the new ones that share enough of its text, with the number of shared pieces."""
    pieces = {n: _pieces(new_units[n]) for n in news}
    where = defaultdict[str, list[int]](list)
    for n, found in pieces.items():
        for piece in found:
            where[piece].append(n)
    out: dict[int, dict[int, int]] = {}
    for old in olds:
        mine = _pieces(old_units[old])
        counts = Counter(n for piece in mine if len(where.get(piece, ())) <= _COMMON for n in where.get(piece, ()))
        close = {n: c for n, c in counts.items() if c >= _SHARED * min(len(mine), len(pieces[n]))}
        if close:
            out[old] = close
    return out


def _pieces(unit: TranslationUnit) -> frozenset[str]:
    """Return pairs of neighbouring characters of the Chinese or, if there is none, of words of the English."""
    if unit.zh_text:
        text = unit.zh_text
        return frozenset(text[k : k + 2] for k in range(max(1, len(text) - 1)))
    words = ["", *re.findall(r"\w+", unit.en_text.lower())]
    return frozenset(f"{a} {b}" for a, b in pairwise(words))


def _between_matched(
    live: Sequence[int], heirs: Mapping[int, int], related: Mapping[int, Sequence[int]], size: int
) -> list[tuple[int, int]]:
    """Return pairs of an old and a new unit that are each alone between the same matched neighbours."""
    pairs = []
    for k, old in enumerate(live):
        if old in heirs:
            continue
        before = heirs.get(live[k - 1], -2) if k else -1
        after = heirs.get(live[k + 1], -2) if k + 1 < len(live) else size
        if before != -2 and after - before == 2 and before + 1 not in related:
            pairs.append((old, before + 1))
    return pairs
