"""How the time of everything that reads what others wrote grows with its input: twice the input, about twice the time.

A pattern that looks again at what it has seen, or a list that is searched for each of its elements, is quick on every
sample and takes hours on a file of one character repeated. So each construct is fed at three sizes, n, 2n and 4n, to
each reader; the cost may grow by ``MOST`` at each doubling. Processor time is counted, and of a cost that looks too
high the least of several measurements: other programs can only add to it. What takes less than ``FLOOR`` at 4n is not
looked at closer: a quadratic cost of that size would be none of anybody's hours at the sizes that readers accept.
"""

import gc
import io
import re
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import FrameType

from fuzzing.targets import Target, facts_text, pair_file, scored_text, text_file

from align.model.errors import InputError
from align.segmenters.transcript import _running_heads

MOST = 2.6
FLOOR = 0.05
CEILING = 3.0
SURE = 0.15  # what takes less is tried with more: beside other tests some milliseconds are chance
SIZE = 2_000
"""n, in characters of what is repeated."""


@dataclass(frozen=True, slots=True)
class Growth:
    """An input of any size for one target. ``size``: n."""

    name: str
    make: Callable[[int], tuple[str, bytes]]
    target: Target
    size: int = SIZE


class TooLongError(BaseException):
    """One input took longer than ``CEILING``. No Exception, so that nothing in between holds it back."""


def too_steep(case: Growth) -> str:
    """What is wrong with the growth of a case, "" where nothing is."""
    best = [CEILING] * 3
    try:
        for _ in range(4):
            for k in (2, 0, 1):
                best[k] = min(best[k], _cost(case, case.size << k))
                if k == 2 and best[2] < FLOOR:
                    return ""
            if best[2] <= MOST**2 * max(best[0], FLOOR / MOST**2):
                return ""
    except TooLongError:
        return f"{case.name}: more than {CEILING:.0f} s"
    if best[2] < SURE:
        return too_steep(replace(case, size=4 * case.size))
    return f"{case.name}: {best[0]:.3f}, {best[1]:.3f}, {best[2]:.3f} s at n, 2n, 4n"


def _cost(case: Growth, size: int) -> float:
    name, data = case.make(size)

    def stop(_: int, __: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, CEILING)
    gc.disable()  # it looks through all that the tests have loaded, whenever it falls due
    start = time.process_time()
    try:
        case.target(name, data)
    except InputError:
        pass
    finally:
        took = time.process_time() - start
        gc.enable()
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return took


UNITS = (
    " ",
    "\t",
    "\n",
    " \n",
    "\u3000",
    "\xa0",
    "\r",
    "\x0b",
    "a",
    "中",
    "1",
    ".",
    "。",
    ",",
    "、",
    "：",
    "-",
    "=",
    "#",
    "*",
    "_",
    "`",
    "~",
    "[",
    "](",
    "![a](",
    "<",
    ">",
    "<!--",
    "<!--a-->",
    "<i>",
    "<i ",
    "{",
    "{: a",
    "|-\n",
    "<b></b>",
    "<p>",
    "&",
    "&amp;",
    "|",
    "\\",
    '"',
    "'",
    "“",
    "”",
    "（",
    "(a",
    "a b ",
    "中 ",
    "a.",
    "A. ",
    "中。",
    "1.",
    "第1 ",
    "a: b\n",
    "王：中。\n",
)
"""What is repeated: characters, and the beginnings of constructs that look for their end."""

_CUE = "1\n00:00:01,000 --> 00:00:02,000\n"
_SHELLS = {
    "a.txt": "{}\n{}中文。",
    "a.md": "{}\n",
    "a.html": "<html><body><p>x{}</p></body></html>",
    "a.tsv": "中文\tEnglish\n{}\n",
    "a.srt": _CUE + "中文{}中文\n",
    "a.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nEnglish {}\n",
}
_SIZES = {"a.srt": 6_000, "a.vtt": 6_000}
_PAIR_SHELLS = {
    "b.tsv": "中文{}\tEnglish\n",
    "b.po": 'msgid "a"\nmsgstr "{}"\n',
}


def cases() -> Iterator[Growth]:
    """Every construct in every kind of file; then what only one kind of file holds."""
    for shells, target in ((_SHELLS, text_file), (_PAIR_SHELLS, pair_file)):
        for name, shell in shells.items():
            for unit in UNITS:
                yield Growth(f"{name} {unit!r}", _filled(name, shell, unit), target, _SIZES.get(name, SIZE))
    for unit in UNITS:
        yield Growth(f"facts {unit!r}", _filled("x", "{}", unit), facts_text, 800)
        yield Growth(f"scorers {unit!r}", _filled("x", "{}\nEnglish.\n", unit.replace("\n", " ")), scored_text, 200)
    yield Growth("labels", _lines("a.txt", "名{}：你好。\n"), text_file, 500)  # more than are remembered
    yield Growth("English labels", _lines("a.txt", "Speaker {}: Hello.\n"), text_file, 500)
    yield Growth("paragraphs", _lines("a.txt", "第{}段。你好。\n\n"), text_file, 250)
    yield Growth("cues", _lines("a.srt", _CUE + "中{}。\n\n"), text_file, 250)
    yield Growth("rows", _lines("a.tsv", "中{0}。\tEnglish {0}.\n"), text_file, 250)
    yield Growth("heads", _lines("x", "On Growth   Page {}\nx\n"), _heads, 500)
    yield Growth("nested divs", lambda n: ("a.html", b"<div>" * n + b"x"), text_file, 50)
    yield Growth("pages of a zip", _pages, text_file, 500)
    yield Growth("sheets", lambda n: ("a.xlsx", _workbook(sheets=n)), text_file, 2_000)
    yield Growth("one long shared string", lambda n: ("a.xlsx", _workbook(cells=n, string=1_000)), text_file, 100)
    yield Growth("cells", lambda n: ("a.xlsx", _workbook(cells=n, string=2)), text_file, 500)
    yield Growth("digits of an index", lambda n: ("a.xlsx", _workbook(cells=1, index="1" * n)), text_file, 2_000)
    yield Growth(
        "spanning cells", lambda n: ("a.docx", _document("<w:tr>" + _SPANNING * n + "</w:tr>")), text_file, 250
    )
    yield Growth("spanning rows", lambda n: ("a.docx", _document(f"<w:tr>{_SPANNING}</w:tr>" * n)), text_file, 250)


def _heads(_: str, data: bytes) -> object:
    """Printed heads beside as many spans that are no text of the transcript."""
    text = data.decode()
    return list(_running_heads(text, [match.span() for match in re.finditer("x+", text)]))


def _filled(name: str, shell: str, unit: str) -> Callable[[int], tuple[str, bytes]]:
    def make(size: int) -> tuple[str, bytes]:
        return name, shell.replace("{}", unit * (size // len(unit))).encode()

    return make


def _lines(name: str, line: str) -> Callable[[int], tuple[str, bytes]]:
    return lambda n: (name, "".join(line.format(k) for k in range(n)).encode())


def _pages(n: int) -> tuple[str, bytes]:
    return "a.zip", _zipped({f"{k}.html": "<p>x</p>" for k in range(n)})


def _zipped(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


_TYPES = "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPANNING = '<w:tc><w:tcPr><w:gridSpan w:val="99"/></w:tcPr><w:p><w:r><w:t>中文</w:t></w:r></w:p></w:tc>'


def _document(rows: str) -> bytes:
    body = f"<w:document xmlns:w='w'><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    return _zipped({"[Content_Types].xml": _TYPES, "word/document.xml": body})


def _workbook(*, sheets: int = 1, cells: int = 0, string: int = 1, index: str = "0", named: bool = False) -> bytes:
    """Return a workbook; ``named``: each sheet tag names the one sheet, else all but one are broken off."""
    sheet = "<sheet name='x' id='a'/>"
    others = (sheet if named else "<sheet ") * (sheets - 1)
    rows = "".join(f'<row r="{k + 1}"><c r="A{k + 1}" t="s"><v>{index}</v></c></row>' for k in range(cells))
    relationships = (
        f"<Relationships><Relationship Id='a' Type='{_OFFICE}/worksheet' Target='sheet.xml'/>"
        f"<Relationship Id='s' Type='{_OFFICE}/sharedStrings' Target='strings.xml'/></Relationships>"
    )
    return _zipped(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f"<workbook><sheets>{others}{sheet}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": relationships,
            "xl/strings.xml": f"<sst><si><t>{'中' * string}</t></si></sst>",
            "xl/sheet.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        }
    )
