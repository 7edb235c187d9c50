"""A document: one text in one language, immutable, and the structure found in it.

Every span is ``[start, end)`` in characters of ``Document.text``. Text is sliced, never joined again, so that whatever
is shown to a person can be traced to the file it came from.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812
from typing import Literal

Language = Literal["zh", "en"]
Span = tuple[int, int]
AsideKind = Literal["chrome", "pagination", "credits", "notice", "title", "date", "label", "note", "other"]
Script = Literal["", "Hans", "Hant"]
HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Han characters, rare ones of surnames included, for a class of a regular expression."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One sentence: its number in the document (0-based), its span, and the paragraph and turn that hold it."""

    number: int
    span: Span
    paragraph: int = 0
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says. ``speaker``: the label as written, without its colon; "" if the text names none."""

    number: int
    speaker: str = ""
    label: Span | None = None


@dataclass(frozen=True, slots=True)
class Aside:
    """Text that is kept but not aligned: navigation, page numbers, credits, a speaker label, the title, a footnote."""

    kind: AsideKind
    span: Span


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a stretch of text in its source file, as a person would look it up.

    ``label``: "page 3", "table 1, row 2, column 1", or the time at which a subtitle appears; ``until``: the end of the
    stretch, if it has a name of its own (the time at which the subtitle disappears).
    """

    span: Span
    label: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Two passages, as character spans of the two documents, that are known to correspond."""

    zh: Span
    en: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a transcript states about itself. ``notice`` is the line that names the prevailing text.

    ``script``: Simplified (Hans) or Traditional (Hant) Chinese, "" if there is no Chinese or it cannot be told.
    """

    title: str = ""
    date: Date | None = None
    notice: str = ""
    script: Script = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader returns: the text of a file before segmentation.

    ``boilerplate``: spans that the file's own markup excludes from the article (HTML navigation, running heads).
    ``notes``: spans that belong to it but stand outside its text (footnotes, comments). ``encoding``: the character
    encoding that was used, "" for formats that have none. ``metadata``: from the markup. ``places``: what stood where,
    in text order and without overlap. ``rows``: the Chinese and the English cell of each row of a bilingual
    table, in text order. ``title_stated``: the file states its title outside its text, so that no line is one by its
    form alone.
    """

    name: str
    text: str
    boilerplate: tuple[Span, ...] = ()
    encoding: str = ""
    metadata: Metadata = field(default_factory=Metadata)
    notes: tuple[Span, ...] = ()
    places: tuple[Place, ...] = ()
    rows: tuple[tuple[Span, Span], ...] = ()
    title_stated: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One text in one language with its turns, paragraphs and segments.

    ``paragraphs`` are the spans of the body paragraphs that hold segments; ``asides`` are everything else that is not
    white space. Segments are in text order and do not overlap. ``places``: as in ``Source``.
    """

    language: Language
    name: str
    text: str
    segments: tuple[Segment, ...]
    paragraphs: tuple[Span, ...] = ()
    turns: tuple[Turn, ...] = (Turn(0),)
    asides: tuple[Aside, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    places: tuple[Place, ...] = ()

    def __len__(self) -> int:
        """Return the number of segments."""
        return len(self.segments)

    def sentence(self, number: int) -> str:
        """Return the text of a segment."""
        start, end = self.segments[number].span
        return self.text[start:end]

    def sentences(self) -> list[str]:
        """Return the texts of all segments, in order."""
        return [self.text[s.span[0] : s.span[1]] for s in self.segments]

    def speaker(self, number: int) -> str:
        """Return the speaker label of the turn that holds a segment, or "" if there is none."""
        return self.turns[self.segments[number].turn].speaker

    def passage(self, numbers: Sequence[int]) -> str:
        """Return the text of consecutive segments, as one string.

        The result is the slice from the first to the last segment, except that a line break or an aside (such as a
        speaker label) between two segments becomes one space in English and nothing in Chinese.

        >>> doc = from_sentences(["他来了。", "我走了。"], "zh")
        >>> doc.passage([0, 1])
        '他来了。我走了。'
        >>> from_sentences(["He came.", "I left."], "en").passage([0, 1])
        'He came. I left.'
        """
        parts: list[str] = []
        for k, number in enumerate(numbers):
            start, end = self.segments[number].span
            if k:
                between = self.text[self.segments[numbers[k - 1]].span[1] : start]
                inline = between.isspace() and "\n" not in between and "\r" not in between
                parts.append(between if inline or not between else " " if self.language == "en" else "")
            parts.append(self.text[start:end])
        return "".join(parts)

    def heads(self) -> dict[str, Span]:
        """Return the spans of the titles and the date lines, without marks of Markdown: "title", "title-2", "date".

        >>> doc = Document("en", "", "# On Growth", (), asides=(Aside("title", (0, 11)),))
        >>> {id: doc.text[slice(*span)] for id, span in doc.heads().items()}
        {'title': 'On Growth'}
        """
        found: dict[str, Span] = {}
        for kind in ("title", "date"):
            for number, aside in enumerate((one for one in self.asides if one.kind == kind), 1):
                bare = without_marks(self.text[slice(*aside.span)])
                start = self.text.index(bare, aside.span[0])
                found[kind if number == 1 else f"{kind}-{number}"] = start, start + len(bare)
        return found

    def head(self, id: int | str) -> Span | None:
        """Return the span of a title or a date line by its id, before which that of the document may stand."""
        return self.heads().get(str(id).rpartition(":")[2])

    def place(self, numbers: Sequence[int]) -> str:
        """Return the place of consecutive segments in the file: a page, a cell, a time, else the paragraph number.

        Return "" for no segments, or if their place is unknown.

        >>> from dataclasses import replace
        >>> places = (Place((0, 5), "page 1"), Place((5, 9), "page 2"))
        >>> doc = replace(from_sentences(["One.", "Two."], "en"), places=places)
        >>> doc.place([0]), doc.place([0, 1])
        ('page 1', 'page 1–page 2')
        """
        if not numbers:
            return ""
        first, last = self.segments[numbers[0]], self.segments[numbers[-1]]
        if self.places:
            return _label(self.places, first.span[0], last.span[1])
        if len(self.paragraphs) < 2:
            return ""
        paragraphs = sorted({first.paragraph + 1, last.paragraph + 1})
        return f"paragraph {paragraphs[0]}" if len(paragraphs) == 1 else "paragraphs {}–{}".format(*paragraphs)


def without_marks(line: str) -> str:
    """Return a heading without the marks of Markdown around it."""
    return line.strip("#* ")


def _label(places: Sequence[Place], start: int, end: int) -> str:
    """Return the name of the stretch from the first place that overlaps ``[start, end)`` to the last."""
    begin = bisect_right(places, start, key=lambda place: place.span[1])
    stop = bisect_left(places, end, key=lambda place: place.span[0])
    if begin >= stop:
        return ""
    first, last = places[begin], places[stop - 1]
    until = last.until or (last.label if last.label != first.label else "")
    return f"{first.label}–{until}" if until else first.label


def from_sentences(sentences: Sequence[str], language: Language, *, name: str = "") -> Document:
    """Return a document made of the given segments, one a line, without further segmentation.

    Blank sentences stay segments, so that numbers count lines. Line breaks inside a sentence are kept.

    >>> doc = from_sentences(["你好。", "", "再见。"], "zh")
    >>> len(doc), doc.sentence(2)
    (3, '再见。')
    """
    segments, at = [], 0
    for number, sentence in enumerate(sentences):
        segments.append(Segment(number, (at, at + len(sentence))))
        at += len(sentence) + 1
    text = "\n".join(sentences)
    return Document(language, name, text, tuple(segments), paragraphs=((0, len(text)),))


_HAN = re.compile(f"[{HAN}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")


def script_counts(text: str) -> tuple[int, int]:
    """Return how many Han characters and how many Latin letters a text has.

    >>> script_counts("GDP增长5%")
    (2, 3)
    """
    return len(_HAN.findall(text)), len(_LATIN.findall(text))
