"""Lays out the pieces of a structured file (paragraphs, cells, cues) as one text and keeps the place of each."""

from align.model.document import Metadata, Place, Source, Span
from align.model.errors import InputError
from align.readers.text import normalise, refuse_long_lines, require_text

MAX_PIECES = 200_000  # a day's transcript has some thousands
MAX_CHARACTERS = 10_000_000  # a day's transcript has under a million; a workbook may show one string in all its cells


class Composer:
    """A text that grows piece by piece.

    >>> page = Composer("a.docx")
    >>> page.add("第一段。", "paragraph 1"), page.add("", "paragraph 2"), page.add("第二段。", "paragraph 3")
    ((0, 4), (4, 4), (6, 10))
    >>> source = page.source()
    >>> source.text, source.places[1].label
    ('第一段。\\n\\n第二段。', 'paragraph 3')
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._parts: list[str] = []
        self._places: list[Place] = []
        self._at = 0

    def add(self, text: str, label: str, *, until: str = "", before: str = "\n\n") -> Span:
        """Add ``before`` and a piece to the text; return its span. The piece is stripped; a blank piece adds nothing.

        Raises InputError if there are more than ``MAX_PIECES``, or ``MAX_CHARACTERS``.
        """
        text = normalise(text).strip()
        if not text:
            return self._at, self._at
        if self._parts:
            self._parts.append(before)
            self._at += len(before)
        span = self._at, self._at + len(text)
        self._parts.append(text)
        self._places.append(Place(span, label, until))
        self._at = span[1]
        if self._at > MAX_CHARACTERS:
            raise InputError(self._name, f"shows more than {MAX_CHARACTERS:,} characters; expected one transcript")
        if len(self._places) > MAX_PIECES:
            raise InputError(self._name, f"holds more than {MAX_PIECES:,} pieces of text; expected one transcript")
        return span

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    def source(
        self,
        *,
        boilerplate: tuple[Span, ...] = (),
        notes: tuple[Span, ...] = (),
        rows: tuple[tuple[Span, Span], ...] = (),
        encoding: str = "",
        metadata: Metadata | None = None,
    ) -> Source:
        """Return the whole. Raises InputError if it is blank or has a line of millions of characters."""
        text = self.text
        require_text(text, self._name)
        refuse_long_lines(text, self._name)
        places = tuple(self._places)
        return Source(self._name, text, boilerplate, encoding, metadata or Metadata(), notes, places, rows)
