"""Excel workbooks: the rows of a bilingual table, or the cells of a sheet as text, row by row.

Cells are read as text: strings, shared or inline, without phonetic guides; numbers as stored (formats and formulas are
not evaluated). If any sheet has a Chinese and an English column, the other sheets are notes.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence

from align.model.document import Source, Span
from align.model.errors import InputError
from align.readers.archives import open_archive
from align.readers.bilingual_columns import columns_of, is_heading
from align.readers.composing import MAX_CHARACTERS, MAX_PIECES, Composer
from align.readers.ooxml import events, main_part, require_small, targets

MAX_COLUMNS = 64  # columns to the right are not read
COLUMNS_SAMPLE = 1000  # rows from which the languages of columns are detected
MAX_STRINGS = 1_000_000

Row = tuple[int, list[str]]

_INDEX = re.compile("[0-9]{1,7}")
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def parse(data: bytes, name: str) -> Source:
    """Return the text of an .xlsx file. Columns other than the Chinese and the English one are notes.

    Raises InputError for a damaged workbook, for one without text, and for one of more than ``MAX_PIECES`` cells.
    """
    page = Composer(name)
    rows: list[tuple[Span, Span]] = []
    notes: list[Span] = []
    sheets = list(read_sheets(data, name))
    columns = [columns_of([cells for _, cells in found[:COLUMNS_SAMPLE]]) for _, found in sheets]
    for (sheet, found), pair in zip(sheets, columns, strict=True):
        for number, cells in found:
            spans: dict[int, Span] = {}
            for column, cell in enumerate(cells):
                if cell.strip():
                    label = f"{sheet}, row {number}, column {_letters(column)}"
                    spans[column] = page.add(cell, label, before="\t" if spans else "\n")
            if pair is not None and not is_heading(cells):
                if pair[0] in spans or pair[1] in spans:
                    rows.append((spans.get(pair[0], (0, 0)), spans.get(pair[1], (0, 0))))
                notes += [span for column, span in spans.items() if column not in pair]
            elif any(columns):
                notes += spans.values()
    return page.source(notes=tuple(notes), rows=tuple(rows))


def read_sheets(data: bytes, name: str) -> Iterator[tuple[str, list[Row]]]:
    """Yield the name of each sheet that holds text, and its rows: the number of the row and its cells from column A on.

    Raises InputError as :func:`parse` does.
    """
    archive = open_archive(data, name)
    workbook = main_part(archive, name, usual="xl/workbook.xml")
    parts = targets(archive, workbook, name)
    strings = next((path for kind, path in parts.values() if kind == "sharedStrings"), "")
    shared = _strings(archive, strings, name) if strings in archive.namelist() else []
    unread = set(archive.namelist())  # a sheet that is named a thousand times is read once
    require_small(archive, unread.intersection(path for kind, path in parts.values() if kind == "worksheet"), name)
    count = characters = 0
    for event, tag, attributes in events(archive, workbook, name):
        kind, path = parts.get(attributes.get("id", ""), ("", ""))
        if event == "start" and tag == "sheet" and kind == "worksheet" and path in unread:
            unread.discard(path)
            rows = []
            for row in _rows(archive, path, name, shared):
                count += len(row[1])
                characters += sum(map(len, row[1]))
                if count > MAX_PIECES:
                    raise InputError(name, f"holds more than {MAX_PIECES:,} cells; expected one transcript")
                if characters > MAX_CHARACTERS:
                    raise InputError(name, f"shows more than {MAX_CHARACTERS:,} characters; expected one transcript")
                rows.append(row)
            if rows:
                yield attributes.get("name", ""), rows


def _strings(archive: zipfile.ZipFile, part: str, name: str) -> list[str]:
    found: list[str] = []
    parts: list[str] = []
    phonetic = is_text = False
    for event, tag, _ in events(archive, part, name):
        if event == "text":
            if is_text and not phonetic:
                parts.append(tag)
        elif tag == "t":
            is_text = event == "start"
        elif tag == "rPh":
            phonetic = event == "start"
        elif tag == "si" and event == "end":
            found.append("".join(parts))
            parts.clear()
            if len(found) > MAX_STRINGS:
                raise InputError(name, f"holds more than {MAX_STRINGS:,} strings; expected one transcript")
    return found


def _rows(archive: zipfile.ZipFile, part: str, name: str, shared: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a sheet that hold text."""
    number = column = -1
    cells: dict[int, str] = {}
    parts: list[str] = []
    kind = ""
    is_value = False
    for event, tag, attributes in events(archive, part, name):
        if event == "text":
            if is_value:
                parts.append(tag)
        elif tag in ("v", "t"):
            is_value = event == "start"
        elif tag == "row" and event == "start":
            stated = attributes.get("r", "")
            number = int(stated) if re.fullmatch("[0-9]{1,7}", stated) else max(number, 0) + 1
            column = -1
        elif tag == "row":
            if cells:
                yield number, [cells.get(k, "") for k in range(max(cells) + 1)]
            cells = {}
        elif tag == "c" and event == "start":
            reference = _REFERENCE.fullmatch(attributes.get("r", ""))
            column = _number(reference[1]) if reference else column + 1
            kind = attributes.get("t", "n")
            parts.clear()
        elif tag == "c":
            text = "".join(parts)
            if kind == "s":
                known = _INDEX.fullmatch(text) is not None and int(text) < len(shared)
                text = shared[int(text)] if known else ""
            if text.strip() and column < MAX_COLUMNS and kind not in ("e", "b"):
                cells[column] = text
            parts.clear()


def _number(letters: str) -> int:
    """Return the 0-based number of a column.

    >>> _number("A"), _number("AB"), _letters(27)
    (0, 27, 'AB')
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _letters(number: int) -> str:
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters
