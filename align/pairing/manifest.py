"""The manifest: a CSV of pairs of files. ``align pair`` writes it, people correct it, ``align batch`` reads it.

Columns: ``id`` (of the pair in the output), ``zh``, ``en`` (paths relative to the manifest), and for people
``confidence``, ``runner_up``, ``runner_up_confidence``. Only ``zh`` and ``en`` are required. ``FACTS`` are facts about
a pair of documents that travel with it to a published data set; other columns are ignored.
"""

import csv
import io
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from align.language.encoding import decode
from align.model.errors import InputError

if TYPE_CHECKING:
    from align.pairing.folders import Alone, Pair

COLUMNS = ("id", "zh", "en", "confidence", "runner_up", "runner_up_confidence")
FACTS = ("url", "zh_url", "en_url", "license", "domain", "group")
"""Where the documents were found (``url``: both), under which licence, of which domain; documents of one group, such as
the chapters of a book, go into the same split."""
ALONE_COLUMNS = ("language", "path", "guess", "confidence", "reason")
_SHOWN = 200  # characters of a header
_NOT_IN_IDS = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a manifest: the pair's id, unique in the manifest and fit for a file name, and its two files.

    ``facts``: the values of the columns ``FACTS`` that are not empty.
    """

    id: str
    zh: Path
    en: Path
    facts: Mapping[str, str] = field(default_factory=dict)


def render(pairs: Sequence["Pair"], folder: Path, addresses: Mapping[Path, str] | None = None) -> str:
    """Return the manifest of pairs, to be written into ``folder``. ``addresses``: where the files were found."""
    rows = []
    ids = _unique(pair.zh.stem for pair in pairs)
    for name, pair in zip(ids, pairs, strict=True):
        runner_up = _relative(pair.runner_up, folder) if pair.runner_up else ""
        rows.append(
            (
                name,
                _relative(pair.zh, folder),
                _relative(pair.en, folder),
                f"{pair.confidence:.4f}",
                runner_up,
                f"{pair.runner_up_confidence:.4f}",
                *((addresses[pair.zh], addresses[pair.en]) if addresses else ()),
            )
        )
    return _csv((*COLUMNS, "zh_url", "en_url") if addresses else COLUMNS, rows)


def render_unmatched(alone: Sequence["Alone"], folder: Path) -> str:
    """Return the list of files without a partner, to be written into ``folder``."""
    rows = [
        (
            a.language,
            _relative(a.path, folder),
            _relative(a.guess, folder) if a.guess else "",
            f"{a.confidence:.4f}",
            a.reason,
        )
        for a in alone
    ]
    return _csv(ALONE_COLUMNS, rows)


def read_manifest(path: Path) -> tuple[Entry, ...]:
    """Return the pairs of a manifest in order.

    Spreadsheets save in local encodings, with semicolons or tabs, so both are detected from the content. A line without
    id gets one from its Chinese file. Raises InputError for an invalid CSV, and, with the line, for lines without two
    paths or with a repeated id. Files are not required to exist: in a batch, a missing file fails only one pair.
    """
    seen: set[str] = set()
    entries = []
    for number, row in _rows(_text(path), path):
        zh, en = (row["zh"] or "").strip(), (row["en"] or "").strip()
        if not zh and not en:
            continue
        if not zh or not en:
            raise InputError(str(path), f"line {number}: expected a path in both zh and en")
        name = _safe((row.get("id") or "").strip())
        if name in seen:
            raise InputError(str(path), f"line {number}: the id {name!r} is repeated")
        name = name or next(n for n in _numbered(_safe(Path(zh).stem) or "pair") if n not in seen)
        seen.add(name)
        facts = {column: value for column in FACTS if (value := (row.get(column) or "").strip())}
        entries.append(Entry(name, path.parent / zh, path.parent / en, facts))
    if not entries:
        raise InputError(str(path), "lists no pairs")
    return tuple(entries)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(str(path), f"cannot be read ({error}); expected a CSV file") from None
    try:
        return data.decode("utf-8-sig")
    except ValueError:
        return decode(data, str(path))[0]


def _rows(text: str, path: Path) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield the rows with their line numbers."""
    separator = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        columns = reader.fieldnames or []
        if not {"zh", "en"} <= set(columns):
            found = ", ".join(columns)[:_SHOWN]
            raise InputError(str(path), f"expected a header line with the columns zh and en, found {found!r}")
        for row in reader:
            yield reader.line_num, row
    except csv.Error as error:
        raise InputError(str(path), f"is not a valid CSV after line {reader.line_num} ({error})") from None


def _unique(names: Iterable[str]) -> list[str]:
    taken: set[str] = set()
    out = []
    for name in names:
        free = next(n for n in _numbered(_safe(name) or "pair") if n not in taken)
        taken.add(free)
        out.append(free)
    return out


def _numbered(name: str) -> Iterable[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _safe(name: str) -> str:
    """Return a name that is a valid file name on every system."""
    return _NOT_IN_IDS.sub("_", name).strip("._")[:120]


def _relative(path: Path, folder: Path) -> str:
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table, with a byte order mark if Excel would otherwise misread Chinese names."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    text = out.getvalue()
    return text if text.isascii() else f"\ufeff{text}"
