"""Plain text and Markdown: the text as it stands, with one kind of line end."""

import re
from dataclasses import replace

from align.language.encoding import decode
from align.model.document import Place, Source
from align.model.errors import InputError

MAX_PLACES = 200_000  # lines; in shorter texts each becomes a place
MAX_LINE = 2_000_000  # characters; a day's debate on one line has under a million

_LINE_END = re.compile(r"\r\n?|[\x85\u2028]")
_WORDS = re.compile(r"^[^\n]*?\S[^\n]*", re.MULTILINE)  # from the start of a line: blanks are looked at once
_PARAGRAPH_END = "\N{PARAGRAPH SEPARATOR}"
_BLANK = "\ufeff\u200b\u2060"


def parse(data: bytes, name: str) -> Source:
    """Return the text of a plain text file.

    Raises InputError if there is only white space, if a line is longer than ``MAX_LINE`` (not a transcript, and
    segmenters work line by line), and as ``decode`` does.
    """
    text, encoding = decode(data, name)
    text = normalise(text)
    require_text(text, name)
    refuse_long_lines(text, name)
    return with_lines(Source(name, text, encoding=encoding))


def with_lines(source: Source) -> Source:
    """Return the source with its lines as places, unless there are very many.

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
    """Replace every line end by ``\\n``, a paragraph separator by a blank line, and remove marks inside the text.

    >>> normalise("一\\r\\n二\\r三")
    '一\\n二\\n三'
    """
    text = text.removeprefix("\ufeff").removesuffix("\x1a")
    return _LINE_END.sub("\n", text).replace(_PARAGRAPH_END, "\n\n")


def require_text(text: str, name: str) -> None:
    """Raise InputError if a text has no visible characters."""
    if not text.strip().strip(_BLANK).strip():
        raise InputError(name, "is empty: it holds only white space")


def refuse_long_lines(text: str, name: str) -> None:
    """Raise InputError, with the line, for a line of more than ``MAX_LINE`` characters."""
    start = 0
    while len(text) - start > MAX_LINE:
        end = text.rfind(
            "\n", start, start + MAX_LINE + 1
        )  # jump to the last line end within the limit instead of checking each line
        if end < 0:
            raise _too_long(name, text.count("\n", 0, start) + 1)
        start = end + 1


def _too_long(name: str, line: int) -> InputError:
    return InputError(name, f"line {line} has more than {MAX_LINE:,} characters; expected lines of a transcript")
