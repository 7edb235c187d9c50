"""Tab-separated text: a table with a Chinese and an English column as pairs, any other as plain text."""

import re
from dataclasses import replace

from align.model.document import Source, Span
from align.model.errors import InputError
from align.readers import text
from align.readers.bilingual_columns import columns_of, is_heading

MAX_ROWS = 300_000
COLUMNS_SAMPLE = 1000  # rows from which the languages of columns are detected

_ROW = re.compile(r"^[^\n]*?\S[^\n]*", re.MULTILINE)


def parse(data: bytes, name: str) -> Source:
    """Return the text of a tab-separated file with the spans of its bilingual rows; other columns are notes.

    Raises InputError as the reader of plain text does, and for a table of more than ``MAX_ROWS`` rows.
    """
    source = text.parse(data, name)
    lines = []
    for found in _ROW.finditer(source.text):
        lines.append(found.span())
        if len(lines) > MAX_ROWS:
            raise InputError(name, f"is a table of more than {MAX_ROWS:,} rows; expected one transcript")
    tables = [[source.text[slice(*cell)] for cell in _cells(source.text, line)] for line in lines]
    columns = columns_of(tables[:COLUMNS_SAMPLE])
    if columns is None:
        return source
    rows: list[tuple[Span, Span]] = []
    notes: list[Span] = []
    for line, texts in zip(lines, tables, strict=True):
        cells = _cells(source.text, line)
        if is_heading(texts):
            notes.append(line)
        elif max(columns) < len(cells):
            rows.append((cells[columns[0]], cells[columns[1]]))
            notes += [cell for k, cell in enumerate(cells) if k not in columns and cell[0] < cell[1]]
    return replace(source, notes=tuple(notes), rows=tuple(rows))


def _cells(whole: str, line: Span) -> list[Span]:
    """Return the spans of the cells of a row, empty ones included."""
    cells = []
    start, end = line
    while start <= end:
        tab = whole.find("\t", start, end)
        stop = end if tab < 0 else tab
        cells.append((start, stop))
        start = stop + 1
    return cells
