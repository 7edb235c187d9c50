"""PDF: the paragraphs of its pages, as they were before they were broken into lines.

Text extractors return printed lines; joining all of them is as wrong as joining none. A line was broken because it was
full if the first word of the next would not have fitted; otherwise the break was intended. Other signs of a paragraph
are an indented line, a wider gap and another letter size. Running heads are boilerplate, page numbers are dropped, and
a word hyphenated at a line end is joined if the text has it elsewhere unhyphenated or its parts are not words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from align.model.document import HAN, Metadata, Source, Span
from align.model.errors import InputError
from align.readers.boilerplate import CREDIT
from align.readers.composing import Composer
from align.readers.pdf_columns import in_reading_order, without_heads
from align.readers.pdf_hyphens import SOFT_HYPHEN, Vocabulary, is_divided, joint, vocabulary_of
from align.readers.pdf_lines import Line, pages_of

INDENT = 0.7  # in line heights
WIDER = 1.3  # than the usual distance of lines
OTHER_SIZE = 0.15  # of the height of letters
TITLE = 1.25  # of the usual height of letters

_HAN = re.compile(f"[{HAN}]")
_TERMINAL = re.compile(r"[.!?。！？：:…][”’」』）)\"']*$")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a page: its lines and its edges."""

    lines: tuple[Line, ...]
    left: float
    right: float


def parse(data: bytes, name: str) -> Source:
    """Return the text of a PDF, each paragraph with its page.

    Raises InputError if the file is damaged or encrypted, and if its pages hold no text, like scans.
    """
    pages, heads = without_heads(pages_of(data, name))
    columns = [_column(lines) for page in pages for lines in in_reading_order(page)]
    if not columns:
        reason = "holds no text: its pages are empty or images"
        raise InputError(name, f"{reason}; expected a PDF with text: run OCR on a scan first")
    vocabulary = vocabulary_of([line.text for column in columns for line in column.lines])
    composer = Composer(name)
    spans: list[Span] = []
    paragraphs = list(_paragraphs(columns))
    for paragraph in paragraphs:
        before = "\n\n"
        pieces = []
        for piece in _by_page(paragraph, vocabulary):
            pieces.append(composer.add(piece.text, f"page {piece.page + 1}", before=before))
            before = piece.after
        spans.append((pieces[0][0], pieces[-1][1]))
    text = composer.text
    texts = [text[start:end] for start, end in spans]
    number = _title(paragraphs)
    chrome = _chrome(texts, -1 if number is None else number)
    boilerplate = [spans[k] for k in chrome] + [composer.add(head.text, f"page {head.page + 1}") for head in heads]
    title = "" if number is None else texts[number]
    return composer.source(boilerplate=tuple(boilerplate), metadata=Metadata(title=title))


def _title(paragraphs: Sequence[Sequence[Line]]) -> int | None:
    """Return the number of the paragraph in the largest letters of the first page, or None if none stands out."""
    usual = median(line.height for paragraph in paragraphs for line in paragraph)
    first = [k for k, paragraph in enumerate(paragraphs) if paragraph[0].page == paragraphs[0][0].page]
    largest = max(first, key=lambda k: paragraphs[k][0].height)
    return largest if paragraphs[largest][0].height >= TITLE * usual else None


def _chrome(texts: Sequence[str], title: int) -> list[int]:
    """Return the paragraphs of a printed web page outside the article.

    These are those above the title, if none of them is a sentence, and those after the last sentence, if a copyright
    line shows that they belong to the site.
    """
    above = list(range(max(title, 0)))
    if any(_TERMINAL.search(texts[k]) for k in above):
        above = []
    below = len(texts)
    while below > title + 1 and (CREDIT.search(texts[below - 1]) or not _TERMINAL.search(texts[below - 1])):
        below -= 1
    is_site = any(CREDIT.search(text) for text in texts[below:])
    return above + (list(range(below, len(texts))) if is_site else [])


def _column(lines: Sequence[Line]) -> _Column:
    return _Column(tuple(lines), min(line.left for line in lines), max(line.right for line in lines))


def _paragraphs(columns: Sequence[_Column]) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph."""
    pitch = _pitch(columns)
    indents = _are_indented(columns)
    paragraph: list[Line] = []
    last: _Column | None = None
    for column in columns:
        for line in column.lines:
            if paragraph and last is not None:
                before = paragraph[-1]
                if last is column:
                    ends = _ends(before, line, column, pitch, indents)
                else:
                    ends = _ends_over_page(before, line, last, column, indents)
                if ends:
                    yield paragraph
                    paragraph = []
            paragraph.append(line)
            last = column
    if paragraph:
        yield paragraph


def _ends(before: Line, line: Line, column: _Column, pitch: float, indents: bool) -> bool:
    height = min(before.height, line.height)
    indented = line.left - column.left >= INDENT * height and (indents or line.left - before.left >= INDENT * height)
    wide = before.bottom - line.bottom > WIDER * pitch * max(before.height, line.height)
    return indented or wide or _other_size(before, line) or _had_room(before, line, column)


def _ends_over_page(before: Line, line: Line, last: _Column, column: _Column, indents: bool) -> bool:
    if _other_size(before, line) or _had_room(before, line, last):
        return True
    if indents:
        return line.left - column.left >= INDENT * line.height
    return _TERMINAL.search(before.text) is not None


def _had_room(before: Line, line: Line, column: _Column) -> bool:
    """True if the first word of a line would have fitted into the line before."""
    if is_divided(before.text):  # a line end inside a word is never intended
        return False
    slack = 1.2 * line.height if _HAN.search(before.text[-3:]) or _HAN.match(line.text) else 0.3 * line.height
    return before.right + slack + line.first < column.right


def _other_size(before: Line, line: Line) -> bool:
    return abs(before.height - line.height) > OTHER_SIZE * max(before.height, line.height)


def _pitch(columns: Sequence[_Column]) -> float:
    """Return the usual distance of two lines, in line heights."""
    pairs = [pair for column in columns for pair in pairwise(column.lines) if not _other_size(*pair)]
    return median((a.bottom - b.bottom) / max(a.height, b.height) for a, b in pairs) if pairs else 1.0


def _are_indented(columns: Sequence[_Column]) -> bool:
    """True if paragraphs begin with an indented line, as many of the lines after a short one do."""
    starts = [(b, column) for column in columns for a, b in pairwise(column.lines) if _had_room(a, b, column)]
    indented = [line for line, column in starts if line.left - column.left >= INDENT * line.height]
    return len(indented) > 0.5 * len(starts)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a paragraph on one page, and what comes between it and the next part."""

    page: int
    text: str
    after: str


def _by_page(paragraph: Sequence[Line], vocabulary: Vocabulary) -> Iterator[_Piece]:
    parts: list[str] = []
    for k, line in enumerate(paragraph):
        text, after = line.text, ""
        if k + 1 < len(paragraph):
            text, after = joint(text, paragraph[k + 1].text, vocabulary)
        parts.append(text.replace(SOFT_HYPHEN, "-"))
        if k + 1 == len(paragraph) or paragraph[k + 1].page != line.page:
            yield _Piece(line.page, "".join(parts), after)
            parts = []
        else:
            parts.append(after)
