"""Reads a termbase: CSV, TSV or TBX."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from align.codecs import tbx
from align.model.document import script_counts
from align.model.errors import InputError
from align.model.termbase import Term, Termbase, merged

_HEADER = {"zh", "chinese", "source", "term", "中文", "术语"}
_ENGLISH = {"en", "english", "target", "translation", "rendering", "英文", "英语", "译文"}
_QUOTED = re.compile('"[^"]*"')
_SEPARATORS = re.compile(r"\s*[|;；]\s*")


def read_termbase(path: Path) -> Termbase:
    """Read a termbase: TBX (versions 2 and 3) if it is XML, else CSV, TSV, or a table in a supported format.

    CSV and TSV: the Chinese, then the renderings, in further columns or separated by ``|`` or ``;`` (which may also be
    the delimiter); a first row of column names is skipped, and if it names English columns ("en"), only those hold
    renderings.

    Raises InputError, with the row, if a term has no rendering or the languages are swapped.
    """
    from align.readers import CHUNK, open_file, parse
    from align.readers.formats import recognise, start

    with open_file(path) as stream:  # read once: it may be a pipe
        head = stream.read(CHUNK)
        stream.seek(0)
        if start(head).startswith(b"<") and recognise(head, path.name) != "html":
            terms = _from_tbx(stream, path.name)
        else:
            terms = _from_table(parse(stream.read(), path.name).text, path.name)
        base = merged(terms, path.name)
    if not base.terms:
        raise InputError(path.name, "holds no terms; expected rows 'Chinese,English' (CSV, TSV) or TBX")
    return base


def _from_table(text: str, name: str) -> Iterator[Term]:
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    delimiter = _delimiter_of(first)
    columns: list[int] | None = None
    may_be_header = True
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        is_header, may_be_header = may_be_header and cells[0].lower() in _HEADER, False
        if is_header:
            columns = [n for n, cell in enumerate(cells) if cell.lower() in _ENGLISH] or None
            continue
        english = cells[1:] if columns is None else [cells[n] for n in columns if n < len(cells)]
        renderings = [part for cell in english for part in _SEPARATORS.split(cell) if part]
        if not cells[0] or not renderings:
            raise InputError(name, f"row {number}: expected a Chinese term and its English, found {','.join(row)!r}")
        if not _has_han(cells[0]) and any(map(_has_han, renderings)):
            reason = f"row {number}: {cells[0]!r} has no Chinese character, but its English has; expected Chinese first"
            raise InputError(name, reason)
        yield Term(cells[0], tuple(renderings))


def _delimiter_of(row: str) -> str:
    """Return the delimiter of a row: a tab, else the first of ``,``, ``;`` (Excel in many locales) and ``，``."""
    bare = _QUOTED.sub("", row)
    return "\t" if "\t" in bare else next((character for character in bare if character in ",;，"), ",")


def _has_han(text: str) -> bool:
    return script_counts(text)[0] > 0


def _from_tbx(stream: BinaryIO, name: str) -> Iterator[Term]:
    for concept in tbx.read(stream, name):
        yield from (Term(zh, tuple(concept.en)) for zh in concept.zh)
