"""Reads the lines of a text file one by one, for files of pairs that are too large to hold in memory twice."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from align.language.encoding import decode
from align.model.errors import InputError
from align.readers.text import MAX_LINE, require_text

CHUNK = 1 << 16
MAX_LEGACY = 50_000_000  # bytes of a file in an encoding other than UTF-8, which is decoded as a whole


def lines_of(stream: BinaryIO, name: str) -> Iterator[str]:
    """Yield the lines without their line feeds; only ``\\n`` ends one, and a byte order mark is dropped.

    Raises InputError for a line of more than ``MAX_LINE`` characters, for a file of nothing but white space, and as
    :func:`align.language.encoding.decode` does.
    """
    lines = _utf8_lines(stream) if _is_utf8(stream) else _decoded_lines(stream, name)
    blank = True
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_LINE:
            raise InputError(name, f"line {number} has more than {MAX_LINE:,} characters; expected pairs")
        if blank and line and not line.isspace():
            blank = False
        yield line
    if blank:
        require_text("", name)


def _is_utf8(stream: BinaryIO) -> bool:
    """True if all of a file is UTF-8 without NULs, which would be UTF-16 or no text."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    stream.seek(0)
    try:
        while chunk := stream.read(CHUNK):
            if b"\0" in chunk:
                return False
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf8_lines(stream: BinaryIO) -> Iterator[str]:
    stream.seek(0)
    first = True
    while line := stream.readline(4 * MAX_LINE + 4):
        text = line.decode(
            "utf-8-sig" if first else "utf-8", "ignore"
        )  # checked before; the limit may cut a character here
        first = False
        yield text.removesuffix("\n")


def _decoded_lines(stream: BinaryIO, name: str) -> Iterator[str]:
    stream.seek(0)
    data = stream.read(MAX_LEGACY + 1)
    if len(data) > MAX_LEGACY:
        raise InputError(name, f"is not UTF-8 and larger than {MAX_LEGACY:,} bytes; expected UTF-8")
    text, _ = decode(data, name)
    del data
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1
