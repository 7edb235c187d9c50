"""Files that hold both languages: taken apart into a Chinese and an English text, their pairing kept as anchors.

Layouts that circulate: paragraphs in turn, lines in turn, either language first, both on one line, piped or markdown
tables, numbered headings, whole blocks, and a run of sentences without a break. Script decides what belongs where
(:mod:`align.readers.language_runs`), the layout and lengths what corresponds (:mod:`align.readers.passage_pairs`).
"""

from collections.abc import Sequence
from dataclasses import replace

from align.document import Anchor, Language, Source, Span, script_counts
from align.readers.passage_pairs import LETTERS_PER_HAN, pair_passages
from align.readers.passages import Passage, passages_of

MIN_SHARE = 0.15  # of the text that the lesser language must have
MIN_ANCHORED = 0.3  # of the text of either language that must have a counterpart


def is_interleaved(source: Source) -> bool:
    """Whether a text is bilingual: a good part of it in either language, and the parts answer one another.

    English words in a Chinese text do not make it bilingual, nor do credits or a quoted paragraph.

    >>> is_interleaved(Source("a.txt", "你好。\\nHello.\\n谢谢大家。\\nThank you all."))
    True
    >>> is_interleaved(Source("a.txt", "GDP增长5%。"))
    False
    """
    han, latin = script_counts(source.text)
    if not _are_balanced(han, latin):  # quick, and true of nearly every text in one language
        return False
    zh, en, anchors = split(source)
    zh_size, en_size = script_counts(zh.text)[0], script_counts(en.text)[1]
    if not _are_balanced(zh_size, en_size):
        return False
    zh_anchored = sum(script_counts(zh.text[slice(*anchor.zh)])[0] for anchor in anchors)
    en_anchored = sum(script_counts(en.text[slice(*anchor.en)])[1] for anchor in anchors)
    return zh_anchored >= MIN_ANCHORED * zh_size and en_anchored >= MIN_ANCHORED * en_size


def split(source: Source) -> tuple[Source, Source, tuple[Anchor, ...]]:
    """The Chinese text, the English text, and the passages of them that the file pairs.

    Both keep the order of the file; a blank line stands between passages. Every character of the file that is not
    white space is in exactly one of them, but for the pipes, slashes and rule rows that lay out the two languages
    (:func:`align.readers.passages.passages_of` says which). A text in one language leaves the other empty.

    >>> zh, en, anchors = split(Source("a.txt", "一、经济 / 1. The economy\\n谢谢。\\nThank you."))
    >>> zh.text, en.text
    ('一、经济\\n\\n谢谢。', '1. The economy\\n\\nThank you.')
    >>> [(zh.text[slice(*a.zh)], en.text[slice(*a.en)]) for a in anchors]
    [('一、经济', '1. The economy'), ('谢谢。', 'Thank you.')]
    """
    passages = passages_of(source.text)
    texts = [" ".join(source.text[start:end] for start, end in p.slices) for p in passages]
    zh, zh_spans = _side(source, passages, texts, "zh")
    en, en_spans = _side(source, passages, texts, "en")
    anchors = []
    for pair in pair_passages(passages, texts):
        first_is_zh = passages[pair.first[0]].language == "zh"
        zh_numbers, en_numbers = (pair.first, pair.second) if first_is_zh else (pair.second, pair.first)
        zh_span = (zh_spans[zh_numbers[0]][0], zh_spans[zh_numbers[-1]][1])
        en_span = (en_spans[en_numbers[0]][0], en_spans[en_numbers[-1]][1])
        anchors.append(Anchor(zh_span, en_span))
    return zh, en, tuple(anchors)


def _side(
    source: Source, passages: Sequence[Passage], texts: Sequence[str], language: Language
) -> tuple[Source, dict[int, Span]]:
    """One side as a Source, and the span in it of each passage by number."""
    parts: list[str] = []
    spans: dict[int, Span] = {}
    boilerplate: list[Span] = []
    marked = _Spans(source.boilerplate)
    at = 0
    for number, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        if passage.language != language:
            continue
        if parts:
            parts.append("\n\n")
            at += 2
        parts.append(text)
        spans[number] = (at, at + len(text))
        if marked.holds(passage.slices[0][0]):
            boilerplate.append(spans[number])
        at += len(text)
    metadata = source.metadata
    title_han, title_latin = script_counts(metadata.title)
    if metadata.title and (title_han * LETTERS_PER_HAN >= title_latin) != (language == "zh"):
        metadata = replace(metadata, title="")
    side = replace(source, text="".join(parts), boilerplate=tuple(boilerplate), metadata=metadata)
    return side, spans


class _Spans:
    """Answers for offsets that only grow whether a span holds them."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def holds(self, offset: int) -> bool:
        """Whether one of the spans holds the offset."""
        while self._next < len(self._spans) and self._spans[self._next][1] <= offset:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next][0] <= offset


def _are_balanced(han: int, latin: int) -> bool:
    english = latin / LETTERS_PER_HAN
    return min(han, english) >= MIN_SHARE * (han + english) > 0
