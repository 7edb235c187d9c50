"""Plain text and Markdown: the text as it stands, with one kind of line end."""

import re
from dataclasses import replace

from align.language.encoding import decode
from align.model.document import Place, Source
from align.model.errors import InputError

MAX_PLACES = 200_000  # lines; a place is made of each in a text of fewer
MAX_LINE = 2_000_000  # characters; a day of debate on one line has under a million

_LINE_END = re.compile(r"\r\n?|[\x85\u2028]")
_WORDS = re.compile(r"[^\n]*\S[^\n]*")
_PARAGRAPH_END = "\N{PARAGRAPH SEPARATOR}"
_BLANK = "\ufeff\u200b\u2060"


def parse(data: bytes, name: str) -> Source:
    """Return the text of a plain text file.

    Raises InputError if there is nothing but white space, where a line is longer than ``MAX_LINE`` (it is no
    transcript, and sentence segmenters take a line at a time), and what ``decode`` raises.
    """
    text, encoding = decode(data, name)
    text = normalise(text)
    require_text(text, name)
    refuse_long_lines(text, name)
    return with_lines(Source(name, text, encoding=encoding))


def with_lines(source: Source) -> Source:
    """Return the source with its lines as places, unless they are very many.

    >>> [(place.span, place.label) for place in with_lines(Source("a.txt", "一。\\n\\n二。")).places]
    [((0, 2), 'line 1'), ((4, 6), 'line 3')]
    """
    if source.text.count("\n") > MAX_PLACES:
        return source
    places = []
    number = at = 0
    for found in _WORDS.finditer(source.text):
        number += source.text.count("\n", at, found.start())
        at = found.start()
        places.append(Place(found.span(), f"line {number + 1}"))
    return replace(source, places=tuple(places))


def normalise(text: str) -> str:
    """Return every line end becomes ``\\n``, a paragraph separator a blank line, and marks inside the text go.

    >>> normalise("一\\r\\n二\\r三")
    '一\\n二\\n三'
    """
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    return _LINE_END.sub("\n", text).replace(_PARAGRAPH_END, "\n\n")


def require_text(text: str, name: str) -> None:
    """Raise InputError if a text has nothing that can be seen."""
    if not text.strip().strip(_BLANK).strip():
        raise InputError(name, "is empty: it holds no text, only white space")


def refuse_long_lines(text: str, name: str) -> None:
    """Raise InputError for a line of more than ``MAX_LINE`` characters, and names it."""
    start = 0
    while len(text) - start > MAX_LINE:
        end = text.rfind("\n", start, start + MAX_LINE + 1)  # the last line end within reach: no look at each line
        if end < 0:
            raise _too_long(name, text.count("\n", 0, start) + 1)
        start = end + 1


def _too_long(name: str, line: int) -> InputError:
    return InputError(name, f"line {line} has more than {MAX_LINE:,} characters; expected lines of a transcript")
