"""The lines of the pages of a PDF, by where their characters stand.

A PDF has no lines, only characters with places, in an order that need not be that of reading. PDFium breaks lines where
the next character stands lower; what it takes for one line may be two columns, so a line is also cut at a wide gap.
"""

import ctypes
import re
import unicodedata
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from align.errors import InputError

MAX_PAGES = 3000
MAX_CHARACTERS = 10_000_000
MAX_STREAM_BYTES = 60_000_000  # of a stream that is no image, inflated; a page of text has some thousands
WIDE_GAP = 2.2  # in line heights, from which a gap cuts a line

_STREAM = re.compile(rb"stream\r?\n")
_HYPHENS = frozenset("\u00ad\x02\ufffe")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
_FIRST_UNIT = re.compile(
    r"[“‘（《〈「『【\"'(\[]*(?:[A-Za-z0-9\u00c0-\u024f.,%:;'’\"”!?)\-–]+|.)[，。、；：？！”’）》〉」』】…]*"
)
_RADICALS = dict(  # those that Unicode does not say are characters
    zip(
        "⺁⺠⺫⺮⺷⻁⻂⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂民目竹羊虎衤西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_BROKEN_HYPHEN = "\N{SOFT HYPHEN}"


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a line. Coordinates in points, from the lower left corner. ``first``: how wide its first word is.

    A soft hyphen at the end stands for one that PDFium takes for a break inside a word.
    """

    page: int
    text: str
    left: float
    right: float
    bottom: float
    height: float
    first: float

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.bottom + self.height


def pages_of(data: bytes, name: str) -> list[list[Line]]:
    """The lines of each page, in the order of the file.

    Raises InputError where the file is damaged, encrypted, or no honest PDF of a text (thousands of pages, streams that
    inflate without end).
    """
    import pypdfium2 as pdfium

    _refuse_bombs(data, name)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        what = "is encrypted; expected it without a password" if "assword" in str(error) else "is a damaged PDF"
        raise InputError(name, what) from None
    pages = []
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise InputError(name, f"has more than {MAX_PAGES:,} pages; expected one transcript")
        left = MAX_CHARACTERS
        for number in range(count):
            page = document[number]
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                raise InputError(name, f"has more than {MAX_CHARACTERS:,} characters; expected one transcript")
            pages.append(list(_lines(text.raw, number)))
            text.close()
            page.close()
    except pdfium.PdfiumError as error:
        raise InputError(name, f"is a damaged PDF: page {len(pages) + 1} cannot be read ({error})") from None
    finally:
        document.close()
    return pages


def _lines(text: Any, page: int) -> Iterator[Line]:
    """The lines of a text page as PDFium gives its characters."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    line = _Growing(page)
    for number in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, number)
        character = _character(code)
        if character in "\r\n" or code == 0:
            yield from line.ended()
            line = _Growing(page)
            continue
        pdfium.FPDFText_GetLooseCharBox(text, number, place)
        if line.parts_from(box.left, box.right, box.bottom, box.top, character):
            yield from line.ended()
            line = _Growing(page)
        line.add(character, box.left, box.right, box.bottom, box.top)
        if character == _BROKEN_HYPHEN:
            yield from line.ended()
            line = _Growing(page)
    yield from line.ended()


class _Growing:
    """A line that characters are added to."""

    def __init__(self, page: int) -> None:
        self._page = page
        self._text: list[str] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []
        self._bottoms: list[float] = []
        self._heights: list[float] = []

    def parts_from(self, left: float, right: float, bottom: float, top: float, character: str) -> bool:
        """Whether a character does not go on with the line: it stands lower, higher, far to the right or before."""
        if not self._rights or character.isspace():
            return False
        height = max(self._heights[-1], top - bottom)
        middle, last = (bottom + top) / 2, self._bottoms[-1] + self._heights[-1] / 2
        gap = left - self._rights[-1]
        return abs(middle - last) > 0.6 * height or gap > WIDE_GAP * height or gap < -2 * height

    def add(self, character: str, left: float, right: float, bottom: float, top: float) -> None:
        """Adds a character; white space has no place of its own."""
        self._text.append(" " if character.isspace() else character)
        if character.isspace():
            return
        self._lefts.append(left)
        self._rights.append(right)
        self._bottoms.append(bottom)
        self._heights.append(max(top - bottom, 0.1))

    def ended(self) -> Iterator[Line]:
        """The line, if anything can be seen of it."""
        text = "".join(self._text).strip()
        if not text or not self._lefts:
            return
        unit = _FIRST_UNIT.match(text)
        size = len(unit[0]) if unit else 1
        shown = min(size, len(self._rights)) - 1
        yield Line(
            self._page,
            text,
            min(self._lefts),
            max(self._rights),
            median(self._bottoms),
            median(self._heights),
            self._rights[shown] - self._lefts[0],
        )


def _character(code: int) -> str:
    character = chr(code) if code < 0x110000 else "\N{REPLACEMENT CHARACTER}"
    if character in _HYPHENS:
        return _BROKEN_HYPHEN
    if _RADICAL.match(character):  # fonts without a table of their own give radicals for characters
        return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return character


def _refuse_bombs(data: bytes, name: str) -> None:
    """Raises InputError for a stream that inflates to more than ``MAX_STREAM_BYTES`` and is no image."""
    for found in _STREAM.finditer(data):
        head = data[max(0, found.start() - 400) : found.start()]
        head = head[head.rfind(b"obj") :]
        if b"FlateDecode" not in head and b"/Fl" not in head:
            continue
        if b"/Image" in head and head.count(b"FlateDecode") < 2:
            continue
        inflater = zlib.decompressobj()
        size, rest = 0, data[found.end() : found.end() + 1]
        at = found.end()
        try:
            while not inflater.eof and at < len(data) and size <= MAX_STREAM_BYTES:
                rest = inflater.unconsumed_tail or data[at : at + (1 << 16)]
                at += 0 if inflater.unconsumed_tail else 1 << 16
                size += len(inflater.decompress(rest, 1 << 20))
        except zlib.error:
            continue
        if size > MAX_STREAM_BYTES or (head.count(b"FlateDecode") > 1 and size > 1 << 20):
            raise InputError(name, f"has a stream of more than {MAX_STREAM_BYTES:,} bytes; expected a text")
