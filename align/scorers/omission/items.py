"""Evidence for it that an item of a Chinese list is missing in an English that has the others.

Counting alone finds every translation that merges two synonyms, and links of words alone give a dropped item the words
of its neighbour (禁毒 "counter-terrorism"). So the items are assigned to the parts of the English list, one to each, as
alike as can be: an item is needed that the assignment would be worth less without. A fitted decision weighs that beside
the count, the names, and what taking the item away changes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.omission.changes import changes
from align.scorers.omission.lists import Items, chunks, has_content, rows
from align.scorers.omission.named import names
from align.wordlinks.links import WordLinks, chinese_words

_MOST = 30  # items; each is compared with all chunks
_TAKEN = 0.45  # likeness of a word to one of an item that it renders
_WORDS, _PHRASES = 0.4, 0.3  # likeness that any two words, or phrases, have
_MISSING = {"margin": 2.0, "rival": 1.0}  # what the encoder would say of an item that nothing carries
Table = NDArray[np.float32]


def has_list(zh: str) -> bool:
    """True if a Chinese text has a list of three items or more."""
    return "、" in zh and any(True for _ in rows(zh, chinese_words(zh)))


def items(
    unit: TranslationUnit,
    links: WordLinks,
    embedder: Embedder,
    likely: Callable[[Mapping[str, float]], bool] = lambda _: True,
) -> Iterator[tuple[Span, dict[str, float]]]:
    """Yield each item of the lists of a unit's Chinese, with the evidence.

    ``likely``: of the evidence, whether an item may be missing; lists in which none may cost no more.
    """
    if links.cut or not links.similarity.size:
        return
    for row in rows(unit.zh_text, links.zh_words):
        if len(row) <= _MOST:
            yield from _of_row(unit, links, row, embedder, likely)


def _of_row(
    unit: TranslationUnit,
    links: WordLinks,
    row: Items,
    embedder: Embedder,
    likely: Callable[[Mapping[str, float]], bool],
) -> Iterator[tuple[Span, dict[str, float]]]:
    words = [[k for k in item if has_content(links.zh_words[k])] or list(item) for item in row]
    parts = chunks(unit.en_text, links.en_words)
    owned = _owned(links, words, parts)
    taken = [place for place, likeness in enumerate(owned.max(axis=0)) if likeness >= _TAKEN] if parts else []
    if len(taken) < 2:
        return
    here = slice(taken[0], taken[-1] + 1)
    run, owned = parts[here], owned[:, here]
    spans = [(links.zh_words[item[0]].span[0], links.zh_words[item[-1]].span[1]) for item in row]
    others = [(links.en_words[chunk[0]].span[0], links.en_words[chunk[-1]].span[1]) for chunk in run]
    alike = embedder.encode([unit.zh_at(span) for span in spans]) @ embedder.encode([unit.en_at(s) for s in others]).T
    worth = np.maximum(owned - _WORDS, 0) + np.maximum(alike - _PHRASES, 0)
    named = [_named(unit, span) for span in spans]
    known = [
        {
            "fewer": float(len(run) == len(row) - 1),
            "cover": sum(links.zh_cover[k] for k in mine) / len(mine),
            "end": float(n in (0, len(words) - 1)),
            "unnamed": float(named[n] is False),
            "alone": float(named[n] is False) * sum(name is True for name in named) / (len(row) - 1),
        }
        for n, mine in enumerate(words)
    ]
    if not any(likely(k | {"needed": need} | _MISSING) for k, need in zip(known, _needed(worth), strict=True)):
        return
    margins, support = changes(unit, spans, others, embedder)
    needed = _needed(worth + np.maximum(support, 0))
    for n, (span, evidence) in enumerate(zip(spans, known, strict=True)):
        best = int(support[n].argmax())
        rival = float(np.delete(support, n, axis=0)[:, best].max() - support[n, best])
        yield span, evidence | {"needed": needed[n], "margin": margins[n], "rival": rival}


def _owned(links: WordLinks, words: Sequence[Sequence[int]], parts: Sequence[Sequence[int]]) -> Table:
    """Return [items, parts] the highest likeness to a word of a part that is closer to the item than to all else."""
    item_of = {k: n for n, item in enumerate(words) for k in item}
    owned = np.zeros((len(words), len(parts)), dtype=np.float32)
    for place, chunk in enumerate(parts):
        for en in chunk:
            zh = int(links.similarity[:, en].argmax())
            if zh in item_of:
                owned[item_of[zh], place] = max(owned[item_of[zh], place], links.similarity[zh, en])
    return owned


def _needed(worth: Table) -> list[float]:
    """Return how much less the best assignment of items to parts is worth without each item, from [items, parts]."""
    whole = _best(worth)
    return [whole - _best(np.delete(worth, n, axis=0)) for n in range(len(worth))]


def _best(worth: Table) -> float:
    from scipy.optimize import linear_sum_assignment

    return float(worth[linear_sum_assignment(worth, maximize=True)].sum())


def _named(unit: TranslationUnit, span: Span) -> bool | None:
    """Return whether the English has the names of an item; None if it has none."""
    found = [there for at, there in names(unit.zh_text, unit.en_text)["zh"] if span[0] <= at < span[1]]
    return all(found) if found else None
