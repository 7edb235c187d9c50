"""Adds to an XML file and leaves every other byte as it is.

A parser and a serialiser would give back an equal document, not the same file: quotes, entities, the order of
attributes, the DOCTYPE and white space between attributes would change, and a CAT tool's user would see thousands of
changed lines where five notes were added. So what is added goes in as bytes at the offsets that the parser reports.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from align.codecs.xml_reading import CHUNK, Node, utf_chunks
from align.model.errors import InputError

_DECLARED = re.compile(rb"""(<\?xml[^>]*?encoding\s*=\s*["'])([A-Za-z0-9._:-]+)""")
_START_TAG = re.compile(r"""<([^\s/>]+)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_TAG_WINDOW = 1 << 12


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the bytes from ``start`` to ``end`` by ``text``."""

    start: int
    end: int
    text: str


class Original:
    """A file to be added to, and the encoding of its bytes.

    Offsets are those that :func:`align.codecs.xml_reading.pieces` reports for ``stream``. A file in an encoding other
    than UTF-8 and UTF-16 is converted to UTF-8, with its declaration.
    """

    def __init__(self, stream: BinaryIO, name: str) -> None:
        """Raise InputError if the file cannot be decoded."""
        chunks, encoding = utf_chunks(stream, name)
        self.stream, self.name = stream, name
        self.encoding = {"UTF-16": "utf-16"}.get(encoding, encoding)
        stream.seek(0)
        head = stream.read(CHUNK)
        declared = _DECLARED.match(head.removeprefix(b"\xef\xbb\xbf"))
        if self.encoding == "utf-16":
            self.encoding = "utf-16-le" if head[:2] == b"\xff\xfe" else "utf-16-be"
        elif encoding == "UTF-8" and declared and not re.fullmatch(rb"(?i)utf-?8|(?:us-)?ascii", declared[2]):
            self.stream = _as_utf8(chunks)
        self.ascii = declared is not None and declared[2].lower() in (b"ascii", b"us-ascii")
        self.stream.seek(0)

    def prefix(self, node: Node) -> str:
        """Return the namespace prefix of an element, colon included; "" if it has none."""
        tag = self._at(node.start)
        name = re.match(r"</?([^\s/>]+)", tag)
        prefix, colon, _ = name[1].rpartition(":") if name else ("", "", "")
        return prefix + colon

    def removal(self, node: Node) -> Edit:
        """Return the edit that removes an element."""
        end_tag = self._at(node.end)
        return Edit(node.start, node.end + len(self._bytes(end_tag[: end_tag.index(">") + 1])), "")

    def content(self, node: Node, markup: str) -> Edit:
        """Return the edit that replaces the content of an element and keeps its tag and attributes."""
        tag = _START_TAG.match(self._at(node.start))
        if tag is None:
            raise InputError(self.name, f"has a tag of more than {_TAG_WINDOW // 4} characters at byte {node.start}")
        if self.is_empty_tag(node):
            end = node.start + len(self._bytes(tag[0]))
            return Edit(node.start, end, f"<{tag[1]}{tag[2].rstrip().removesuffix('/')}>{markup}</{tag[1]}>")
        return Edit(node.start + len(self._bytes(tag[0])), node.end, markup)

    def is_empty_tag(self, node: Node) -> bool:
        """True if an element is written as a single, empty tag."""
        return node.start == node.end

    def with_edits(self, edits: Iterable[Edit]) -> Iterator[bytes]:
        """Yield the file with non-overlapping edits. Insertions at one place keep the order given."""
        at = 0
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
            yield from self._copy(at, edit.start)
            yield self._bytes(edit.text)
            at = edit.end
        yield from self._copy(at, None)

    def _at(self, offset: int) -> str:
        """Return the text at an offset, without moving the position of the stream."""
        here = self.stream.tell()
        self.stream.seek(offset)
        text = self.stream.read(_TAG_WINDOW).decode(self.encoding, "ignore")
        self.stream.seek(here)
        return text

    def _bytes(self, text: str) -> bytes:
        return text.encode("ascii", "xmlcharrefreplace") if self.ascii else text.encode(self.encoding)

    def _copy(self, start: int, end: int | None) -> Iterator[bytes]:
        self.stream.seek(start)
        left = end - start if end is not None else -1
        while left and (chunk := self.stream.read(min(CHUNK, left) if left > 0 else CHUNK)):
            left -= len(chunk) if left > 0 else 0
            yield chunk


def _as_utf8(chunks: Iterable[bytes]) -> BinaryIO:
    out = tempfile.SpooledTemporaryFile(max_size=1 << 24)  # noqa: SIM115  (deleted when no longer referenced)
    for number, chunk in enumerate(chunks):
        out.write(_DECLARED.sub(rb"\1UTF-8", chunk, count=1) if number == 0 else chunk)
    return cast(BinaryIO, out)
