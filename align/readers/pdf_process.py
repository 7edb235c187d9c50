"""The process that reads a PDF: bytes from standard input, a line of JSON per page to standard output.

A PDF has no lines, only characters with places, not always in reading order. PDFium breaks lines where the next
character stands lower; what it takes for one line may be two columns, so a line is also cut at a wide gap. An error is
a JSON string instead of a page. Run by :mod:`align.readers.pdf_lines`.
"""

import ctypes
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from statistics import median
from typing import Any

MAX_MEMORY = 400_000_000  # bytes of address space; the file itself may take a quarter of it
MAX_SECONDS = 300  # seconds of processor time
MAX_PAGES = 3000
MAX_CHARACTERS = 5_000_000
WIDE_GAP = 2.2  # in line heights: a wider gap cuts a line

_HYPHENS = frozenset("\u00ad\x02\ufffe")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff]")
_FIRST_UNIT = re.compile(
    r"[“‘（《〈「『【\"'(\[]*(?:[A-Za-z0-9\u00c0-\u024f.,%:;'’\"”!?)\-–]+|.)[，。、；：？！”’）》〉」』】…]*"
)
_RADICALS = dict(  # code points that Unicode does not assign to characters
    zip(
        "⺁⺠⺫⺮⺷⻁⻂⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰",
        "厂民目竹羊虎衤西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_RADICAL = re.compile(r"[\u2e80-\u2fdf]")
_BROKEN_HYPHEN = "\N{SOFT HYPHEN}"


Piece = tuple[str, float, float, float, float, float]  # the fields of a Line except for its page


def main() -> int:
    """Read a PDF and return the exit status, 0 also if an error was reported."""
    _bound()
    for page in _pages(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(page) + "\n")
        sys.stdout.flush()
    return 0


def _bound() -> None:
    """Limit the memory and time of this process, if the system supports it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    if sys.platform == "linux":  # on other systems the address space of an empty process is larger
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _pages(data: bytes) -> Iterator[list[Piece] | str]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        yield "is encrypted; expected it without a password" if "assword" in str(error) else "is a damaged PDF"
        return
    count = len(document)
    if count > MAX_PAGES:
        yield f"has more than {MAX_PAGES:,} pages; expected one transcript"
        return
    left = MAX_CHARACTERS
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            yield f"is a damaged PDF: page {number + 1} cannot be read"
            return
        left -= text.count_chars()
        if left < 0:
            yield f"has more than {MAX_CHARACTERS:,} characters; expected one transcript"
            return
        yield list(_lines(text.raw))
        text.close()
        page.close()


def _lines(text: Any) -> Iterator[Piece]:
    """Yield the lines of a text page, with its characters in PDFium's order."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    place = ctypes.byref(box)
    line = _Growing()
    for number in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, number)
        character = _character(code)
        if character in "\r\n":
            yield from line.ended()
            line = _Growing()
            continue
        pdfium.FPDFText_GetLooseCharBox(text, number, place)
        if line.parts_from(box.left, box.bottom, box.top, character):
            yield from line.ended()
            line = _Growing()
        line.add(character, box.left, box.right, box.bottom, box.top)
        if character == _BROKEN_HYPHEN:
            yield from line.ended()
            line = _Growing()
    yield from line.ended()


class _Growing:
    """A line that characters are added to."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []
        self._bottoms: list[float] = []
        self._heights: list[float] = []

    def parts_from(self, left: float, bottom: float, top: float, character: str) -> bool:
        """True if a character does not continue the line: it stands lower, higher, far to the right or before."""
        if not self._rights or character.isspace():
            return False
        height = max(self._heights[-1], top - bottom)
        middle, last = (bottom + top) / 2, self._bottoms[-1] + self._heights[-1] / 2
        gap = left - self._rights[-1]
        return abs(middle - last) > 0.6 * height or gap > WIDE_GAP * height or gap < -2 * height

    def add(self, character: str, left: float, right: float, bottom: float, top: float) -> None:
        """Add a character; white space has no place of its own."""
        self._text.append(" " if character.isspace() else character)
        if character.isspace():
            return
        self._lefts.append(left)
        self._rights.append(right)
        self._bottoms.append(bottom)
        self._heights.append(max(top - bottom, 0.1))

    def ended(self) -> Iterator[Piece]:
        """Yield the line if it has visible characters."""
        text = "".join(self._text).strip()
        if not text or not self._lefts:
            return
        unit = _FIRST_UNIT.match(text)
        size = len(unit[0]) if unit else 1
        shown = min(size, len(self._rights)) - 1
        first = self._rights[shown] - self._lefts[0]
        bottom, height = median(self._bottoms), median(self._heights)
        yield text, min(self._lefts), max(self._rights), bottom, height, first


def _character(code: int) -> str:
    character = chr(code) if 0 < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"  # 0: a glyph without a meaning
    if character in _HYPHENS:
        return _BROKEN_HYPHEN
    if _RADICAL.match(character):  # fonts without their own table give radicals instead of characters
        return _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
    return character


if __name__ == "__main__":
    sys.exit(main())
