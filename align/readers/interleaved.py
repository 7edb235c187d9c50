"""Bilingual files: split into a Chinese and an English text, with their pairing kept as anchors.

Common layouts: alternating paragraphs or lines, either language first, both on one line, piped or Markdown tables,
numbered headings, whole blocks, and a run of sentences without a break. The script decides which text belongs to which
side (:mod:`align.readers.language_runs`), layout and lengths which passages correspond
(:mod:`align.readers.passage_pairs`).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from align.model.document import Anchor, Language, Place, Source, Span, script_counts
from align.readers.languages import leans_chinese
from align.readers.passage_pairs import ENGLISH_PER_HAN, Pair, pair_passages
from align.readers.passages import Passage, passages_of

MIN_SHARE = 0.15  # least share of the text in the smaller language
MIN_ANCHORED = 0.3  # least share of the text of each language with a counterpart


Sides = tuple[Source, Source, tuple[Anchor, ...]]


def split_bilingual(source: Source) -> Sides | None:
    """Split a text as :func:`split` does if it is bilingual, else return None.

    A bilingual text has a good part in each language, and the parts correspond. English words, credits or a quoted
    paragraph in a Chinese text do not make it bilingual.

    >>> sides = split_bilingual(Source("a.txt", "你好。\\nHello.\\n谢谢大家。\\nThank you all."))
    >>> sides[0].text if sides else None
    '你好。\\n\\n谢谢大家。'
    >>> split_bilingual(Source("a.txt", "GDP增长5%。")) is None
    True
    """
    if source.rows:
        return split(source)
    han, latin = script_counts(source.text)
    if not _are_balanced(han, latin):  # fast, and enough for nearly every monolingual text
        return None
    sides = zh, en, anchors = split(source)
    zh_size, en_size = script_counts(zh.text)[0], script_counts(en.text)[1]
    if not _are_balanced(zh_size, en_size):
        return None
    zh_anchored = sum(script_counts(zh.text[slice(*anchor.zh)])[0] for anchor in anchors)
    en_anchored = sum(script_counts(en.text[slice(*anchor.en)])[1] for anchor in anchors)
    answered = zh_anchored >= MIN_ANCHORED * zh_size and en_anchored >= MIN_ANCHORED * en_size
    return sides if answered else None


def split(source: Source) -> Sides:
    """Return the Chinese text, the English text, and the passages that the file pairs.

    Both keep the order of the file; a blank line stands between passages. Every character of the file that is not
    white space is in exactly one of them, but for the pipes, slashes and rule rows that lay out the two languages
    (see :func:`align.readers.passages.passages_of`). For a monolingual text, the other side is empty. Each row of
    ``source.rows`` is a pair; its cells are not split.

    >>> zh, en, anchors = split(Source("a.txt", "一、经济 / 1. The economy\\n谢谢。\\nThank you."))
    >>> zh.text, en.text
    ('一、经济\\n\\n谢谢。', '1. The economy\\n\\nThank you.')
    >>> [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors]
    [('一、经济', '1. The economy'), ('谢谢。', 'Thank you.')]
    """
    passages, pairs = _pieces(source) if source.rows or source.notes else _running(source.text)
    zh, zh_spans = _side(source, passages, "zh")
    en, en_spans = _side(source, passages, "en")
    anchors = []
    for pair in pairs:
        first_is_zh = passages[pair.first[0]].language == "zh"
        zh_numbers, en_numbers = (pair.first, pair.second) if first_is_zh else (pair.second, pair.first)
        zh_span = (zh_spans[zh_numbers[0]][0], zh_spans[zh_numbers[-1]][1])
        en_span = (en_spans[en_numbers[0]][0], en_spans[en_numbers[-1]][1])
        anchors.append(Anchor(zh_span, en_span))
    return zh, en, tuple(anchors)


def _running(text: str, start: int = 0, end: int | None = None) -> tuple[list[Passage], list[Pair]]:
    """Return the passages of a stretch of text and how they pair; spans count characters of the whole."""
    piece = text[start:end]
    passages = passages_of(piece)
    texts = [" ".join(piece[a:b] for a, b in p.slices) for p in passages]
    pairs = pair_passages(passages, texts)
    return [replace(p, slices=tuple((a + start, b + start) for a, b in p.slices)) for p in passages], pairs


def _pieces(source: Source) -> tuple[list[Passage], list[Pair]]:
    """Return the cells of a bilingual table as passages, the unpaired notes, and the text between them."""
    passages: list[Passage] = []
    pairs: list[Pair] = []
    cells: dict[int, list[int]] = {}  # the passages of each row
    apart: list[tuple[Span, int, Language]] = [(span, -1, "zh") for span in (*source.notes, *source.boilerplate)]
    for number, (zh, en) in enumerate(source.rows):
        apart += [(zh, number, "zh"), (en, number, "en")]
    at = 0
    for (start, end), row, language in (*sorted(apart), ((len(source.text), len(source.text)), -1, "zh")):
        found, paired = _running(source.text, at, start) if source.text[at:start].strip() else ([], [])
        first = len(passages)
        passages += found
        pairs += [Pair(tuple(k + first for k in p.first), tuple(k + first for k in p.second)) for p in paired]
        if row < 0:
            passages += _running(source.text, start, end)[0]
        elif source.text[start:end].strip():
            cells.setdefault(row, []).append(len(passages))
            passages.append(Passage(language, ((start, end),), row, *script_counts(source.text[start:end])))
            if len(cells[row]) == 2:
                pairs.append(Pair((cells[row][0],), (cells[row][1],)))
        at = max(at, end)
    return passages, pairs


def _side(source: Source, passages: Sequence[Passage], language: Language) -> tuple[Source, dict[int, Span]]:
    """Return one side as a Source, and the span in it of each passage by number."""
    parts: list[str] = []
    spans: dict[int, Span] = {}
    boilerplate: list[Span] = []
    notes: list[Span] = []
    places: list[Place] = []
    in_boilerplate, in_notes = _Spans(source.boilerplate), _Spans(source.notes)
    at = 0
    for number, passage in enumerate(passages):
        if passage.language != language:
            continue
        if parts:
            parts.append("\n\n")
            at += 2
        first = at
        for k, (start, end) in enumerate(passage.slices):
            if k:
                parts.append(" ")
                at += 1
            parts.append(source.text[start:end])
            places.extend(_carried(source.places, start, end, at - start))
            at += end - start
        spans[number] = (first, at)
        if in_boilerplate.holds(passage.slices[0][0]):
            boilerplate.append(spans[number])
        if in_notes.holds(passage.slices[0][0]):
            notes.append(spans[number])
    metadata = source.metadata
    if metadata.title and leans_chinese(*script_counts(metadata.title)) != (language == "zh"):
        metadata = replace(metadata, title="")
    side = Source(
        source.name,
        "".join(parts),
        boilerplate=tuple(boilerplate),
        encoding=source.encoding,
        metadata=metadata,
        notes=tuple(notes),
        places=tuple(places),
        title_stated=source.title_stated and bool(metadata.title),
    )
    return side, spans


def _carried(places: Sequence[Place], start: int, end: int, shift: int) -> Iterator[Place]:
    """Yield the places inside a slice of the text, shifted with the slice."""
    for k in range(bisect_right(places, start, key=lambda place: place.span[1]), len(places)):
        first, last = places[k].span
        if first >= end:
            return
        yield replace(places[k], span=(max(first, start) + shift, min(last, end) + shift))


class _Spans:
    """Tells, for ascending offsets, if any span holds them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def holds(self, offset: int) -> bool:
        """True if one of the spans holds the offset."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= offset


def _are_balanced(han: int, latin: int) -> bool:
    english = latin / ENGLISH_PER_HAN
    return min(han, english) >= MIN_SHARE * (han + english) > 0
