"""Evidence for it that an item of a Chinese list is missing in an English that has the others.

Counting alone finds every translation that merges two synonyms, and links of words alone give a dropped item the words
of its neighbour (禁毒 "counter-terrorism"). So both are evidence: how well the words of the item are covered, which
English words are likest to them, how many parts the English list has, and how like each is to the item as a phrase. A
fitted decision weighs them.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.omission.lists import Chunk, Row, chunks, has_content, rows
from align.wordlinks.links import WordLinks, chinese_words

_MOST = 30  # items; each is compared with all chunks
_TAKEN = 0.45  # likeness of a word to one of an item that it renders


def has_list(zh: str) -> bool:
    """True if a Chinese text has a list of three items or more."""
    return "、" in zh and any(True for _ in rows(zh, chinese_words(zh)))


def items(unit: TranslationUnit, links: WordLinks, embedder: Embedder) -> Iterator[tuple[Span, dict[str, float]]]:
    """Yield each item of the lists of a unit's Chinese, with the evidence."""
    if links.cut or not links.similarity.size:
        return
    for row in rows(unit.zh_text, links.zh_words):
        if len(row.items) <= _MOST:
            yield from _of_row(unit, links, row, embedder)


def _of_row(
    unit: TranslationUnit, links: WordLinks, row: Row, embedder: Embedder
) -> Iterator[tuple[Span, dict[str, float]]]:
    words = [[k for k in item if has_content(links.zh_words[k])] or list(item) for item in row.items]
    parts = [chunk for chunk in chunks(unit.en_text, links.en_words) if chunk.content]
    owned = _owned(links, words, parts)
    taken = [place for place, likeness in enumerate(owned.max(axis=0)) if likeness >= _TAKEN] if parts else []
    if len(taken) < 2:
        return
    run = parts[taken[0] : taken[-1] + 1]
    spans = [(links.zh_words[item[0]].span[0], links.zh_words[item[-1]].span[1]) for item in row.items]
    alike = _alike([unit.zh_at(span) for span in spans], [_text(unit, links, chunk) for chunk in run], embedder)
    twins = _alike([unit.zh_at(span) for span in spans], [unit.zh_at(span) for span in spans], embedder)
    np.fill_diagonal(twins, -1.0)
    best = links.similarity.max(axis=1)
    count, strange = len(run), sum(k not in taken for k in range(taken[0], taken[-1] + 1))
    acts = [links.zh_words[item[0]].tag.startswith("v") for item in row.items]
    for n, mine in enumerate(words):
        rendered = np.delete(owned.max(axis=1), n)
        yield (
            spans[n],
            {
                "own": float(owned[n].max()),
                "cover": sum(links.zh_cover[k] for k in mine) / len(mine),
                "best": float(best[mine].mean()),
                "others": float(rendered.mean()),
                "least": float(rendered.min()),
                "fewer": float(count == len(words) - 1),
                "fewer still": float(count < len(words) - 1),
                "strange": min(strange, 2),
                "rest": float(any(chunk.rest for chunk in parts)),
                "phrase": float(alike[n].max()),
                "taken": float(np.delete(alike, n, axis=0)[:, int(alike[n].argmax())].max() - alike[n].max()),
                "twin": float(twins[n].max()),
                "edge": float((n == 0 and row.first) or (n == len(words) - 1 and row.last)),
                "end": float(n in (0, len(words) - 1)),
                "acts": sum(acts) / len(acts),
                "idiom": float(any(links.zh_words[k].tag == "i" for k in row.items[n])),
                "size": float(np.log(len(mine))),
            },
        )


def _owned(links: WordLinks, words: Sequence[Sequence[int]], parts: Sequence[Chunk]) -> NDArray[np.float32]:
    """Return [items, parts] the highest likeness to a word of a part that is closer to the item than to all else."""
    item_of = {k: n for n, item in enumerate(words) for k in item}
    owned = np.zeros((len(words), len(parts)), dtype=np.float32)
    for place, chunk in enumerate(parts):
        for en in chunk.content:
            zh = int(links.similarity[:, en].argmax())
            if zh in item_of:
                owned[item_of[zh], place] = max(owned[item_of[zh], place], links.similarity[zh, en])
    return owned


def _alike(texts: Sequence[str], others: Sequence[str], embedder: Embedder) -> NDArray[np.float32]:
    alike: NDArray[np.float32] = embedder.encode(list(texts)) @ embedder.encode(list(others)).T
    return alike


def _text(unit: TranslationUnit, links: WordLinks, chunk: Chunk) -> str:
    """Return the words of a chunk from its first to its last one with content."""
    words = links.en_words
    return unit.en_text[words[chunk.content[0]].span[0] : words[chunk.content[-1]].span[1]]
