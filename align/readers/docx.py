"""Word documents: the paragraphs, tables and text boxes of the final text, in the order of the body.

The text of runs is not the text of a paragraph: insertions, content controls, hyperlinks and fields wrap runs, deleted
and moved runs stay in the file, and a text box occurs twice (for new and for old programs). A table with a Chinese and
an English column gives pairs; the cells of other rows form a line. Footnotes, endnotes and comments are notes; running
heads are boilerplate; both follow the text, once.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from align.codecs.docx_revision import NOT_SHOWN, OFF
from align.model.document import Metadata, Source, Span
from align.readers.archives import open_archive
from align.readers.bilingual_columns import columns_of, is_heading
from align.readers.composing import Composer
from align.readers.ooxml import events, main_part, require_small

MAX_COLUMNS = 64  # of a table; cells to the right are read, but not asked for their language

_SKIPPED = NOT_SHOWN | {"delText", "instrText"}
_TITLES = frozenset(("Title", "Heading1"))
_NOTES = frozenset(("footnote", "endnote", "comment"))
_WIDTH = re.compile("[1-9][0-9]?")
_BESIDE = re.compile(r"(?:.*/)?(header|footer|footnotes|endnotes|comments)[0-9]*\.xml")


@dataclass(slots=True)
class _Paragraph:
    """A paragraph. ``note``: the number of the footnote that holds it."""

    parts: list[str] = field(default_factory=list)
    style: str = ""
    note: str = ""
    in_run: bool = False
    is_hidden: bool = False  # the open run

    @property
    def text(self) -> str:
        return "".join(self.parts).strip()


@dataclass(slots=True)
class _Cell:
    column: int
    width: int = 1
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)

    @property
    def open_cell(self) -> _Cell | None:
        return self.rows[-1][-1] if self.rows and self.rows[-1] else None


def parse(data: bytes, name: str) -> Source:
    """Return the text of a .docx file.

    Raises InputError for a package that is damaged, holds no text, or that no program would write (entities, parts of
    hundreds of megabytes).
    """
    archive = open_archive(data, name)
    part = main_part(archive, name, usual="word/document.xml")
    page = Composer(name)
    rows: list[tuple[Span, Span]] = []
    notes: list[Span] = []
    title = ""
    paragraphs = tables = 0
    for item in _items(archive, part, name):
        if isinstance(item, _Table):
            tables += 1
            _add_table(page, item, tables, rows, notes)
        else:
            paragraphs += 1
            if item.parts:
                page.add(item.text, f"paragraph {paragraphs}")
            title = title or (item.text if item.style in _TITLES else "")
    heads: list[Span] = []
    folder = part.rpartition("/")[0]
    beside = {path: found[1] for path in archive.namelist() if (found := _BESIDE.fullmatch(path))}
    beside = {path: kind for path, kind in sorted(beside.items()) if path.startswith(folder)}
    require_small(archive, beside, name)
    for path, kind in beside.items():
        is_head = kind in ("header", "footer")
        label = f"page {kind}" if is_head else kind.removesuffix("s")
        (heads if is_head else notes).extend(_beside(archive, path, name, page, label))
    return page.source(boilerplate=tuple(heads), notes=tuple(notes), rows=tuple(rows), metadata=Metadata(title=title))


def _items(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[_Paragraph | _Table]:
    """Yield paragraphs and tables of a part in order. A table inside a cell becomes text of the cell."""
    tables: list[_Table] = []
    paragraphs: list[_Paragraph] = []  # the open ones: a text box in a paragraph has paragraphs
    skipping = 0  # depth inside an element of _SKIPPED
    note = ""
    is_text = False
    for event, tag, attributes in events(archive, part, name):
        if skipping or (event == "start" and tag in _SKIPPED):
            skipping += {"start": 1, "end": -1, "text": 0}[event]
        elif event == "text":
            if is_text and paragraphs and not paragraphs[-1].is_hidden:
                paragraphs[-1].parts.append(tag)
        elif tag == "t":
            is_text = event == "start"
        elif event == "start":
            if tag == "p":
                paragraphs.append(_Paragraph(note=note))
            elif tag in _NOTES:
                note = attributes.get("id", "")
            elif paragraphs:
                _into_paragraph(paragraphs[-1], tag, attributes)
            if tag in ("tbl", "tr", "tc", "gridSpan"):
                _into_table(tables, tag, attributes)
        elif tag == "r" and paragraphs:
            paragraphs[-1].in_run = paragraphs[-1].is_hidden = False
        elif tag == "p" and paragraphs:
            paragraph = paragraphs.pop()
            cell = tables[-1].open_cell if tables else None
            if cell is None:
                yield paragraph
            elif paragraph.text:
                cell.paragraphs.append(paragraph.text)
        elif tag == "tbl" and tables:
            table = tables.pop()
            cell = tables[-1].open_cell if tables else None
            if cell is None:
                yield table
            else:
                cell.paragraphs += ["\t".join(inner.text for inner in row) for row in table.rows]


def _into_paragraph(paragraph: _Paragraph, tag: str, attributes: dict[str, str]) -> None:
    if tag == "pStyle":
        paragraph.style = attributes.get("val", "")
    elif tag == "r":
        paragraph.in_run = True
    elif not paragraph.in_run:
        return
    elif tag == "vanish":
        paragraph.is_hidden = attributes.get("val", "") not in OFF
    elif tag == "tab":
        paragraph.parts.append("\t")
    elif tag == "cr" or (tag == "br" and attributes.get("type", "textWrapping") == "textWrapping"):
        paragraph.parts.append("\n")
    elif tag == "noBreakHyphen":
        paragraph.parts.append("-")


def _into_table(tables: list[_Table], tag: str, attributes: dict[str, str]) -> None:
    if tag == "tbl":
        tables.append(_Table())
    elif not tables:
        return
    elif tag == "tr":
        tables[-1].rows.append([])
    elif tag == "tc" and tables[-1].rows:
        row = tables[-1].rows[-1]
        row.append(_Cell(row[-1].column + row[-1].width if row else 0))
    elif tag == "gridSpan" and (cell := tables[-1].open_cell):
        cell.width = int(attributes["val"]) if _WIDTH.fullmatch(attributes.get("val", "")) else 1


def _add_table(page: Composer, table: _Table, number: int, rows: list[tuple[Span, Span]], notes: list[Span]) -> None:
    texts = []
    for row in table.rows:
        cells = [""] * min(sum(cell.width for cell in row), MAX_COLUMNS)
        for cell in row:
            if cell.column < MAX_COLUMNS:
                cells[cell.column] = cell.text
        texts.append(cells)
    columns = columns_of(texts)
    for line, row in enumerate(table.rows):
        spans: dict[int, Span] = {}
        block = columns is not None or any(len(cell.paragraphs) > 1 for cell in row)
        for cell in row:
            label = f"table {number}, row {line + 1}, column {cell.column + 1}"
            spans[cell.column] = page.add(cell.text, label, before="\n\n" if block or not spans else "\t")
        if columns is None:
            continue
        if is_heading(texts[line]):
            notes.extend(span for span in spans.values() if span[0] < span[1])
        elif columns[0] in spans and columns[1] in spans:
            rows.append((spans[columns[0]], spans[columns[1]]))
            notes.extend(span for column, span in spans.items() if column not in columns and span[0] < span[1])


def _beside(archive: zipfile.ZipFile, part: str, name: str, page: Composer, label: str) -> Iterator[Span]:
    """Add the paragraphs of a part outside the body (notes, heads), each once."""
    seen: set[str] = set()
    for item in _items(archive, part, name):
        pieces = (
            [(item.text, item.note)] if isinstance(item, _Paragraph) else [(c.text, "") for r in item.rows for c in r]
        )
        for text, note in pieces:
            if text and text not in seen:
                seen.add(text)
                yield page.add(text, f"{label} {note}" if note else label)
