"""What ``align batch`` left in a folder, read as the projects that its pairs are, one at a time.

``bitext.jsonl`` holds all units of all pairs, each pair's together. One pass notes where each begins; then any of them
is read by itself, however large the folder is.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date as Date  # noqa: N812
from pathlib import Path
from typing import Any

from align.model.bitext import BITEXT, Bitext, Project
from align.model.document import Document, Language, Metadata
from align.model.errors import MALFORMED, InputError
from align.model.unit import TranslationUnit
from align.model.unit_record import from_record

STATE, DOCUMENTS, FAILURES = "batch.json", "documents.jsonl", "failures.jsonl"
REVIEWED = "reviewed"
"""The folder in it that holds a project folder for each pair that is reviewed, by the pair's id."""

FILES = (BITEXT, DOCUMENTS, FAILURES)
"""What a batch leaves: all units, each with its document; a line a pair; a line a pair that could not be done.
``STATE`` says from its beginning what was asked for, and at its end what it wrote."""

_DOCUMENT = re.compile(rb'\{"document": ("(?:[^"\\]|\\.)*")')


def is_batch(place: Path) -> bool:
    """True if a folder is a finished batch's."""
    return all((place / name).exists() for name in FILES)


def is_begun(place: Path) -> bool:
    """True if a folder is a batch's, finished or not."""
    return (place / STATE).exists() or is_batch(place)


def pairs_of(place: Path) -> dict[str, Callable[[], Project]]:
    """Return what reads each pair of a batch's folder, by the pair's id, in the order of the manifest.

    The projects have units and what the documents say of themselves (name, title, date, notice), but no texts of their
    own. Raises InputError for lines that ``align batch`` does not write.
    """
    records = dict(_records(place / DOCUMENTS))
    return {
        name: lambda name=name, span=span: _project(place / BITEXT, span, name, records.get(name, {}))  # type: ignore[misc]
        for name, span in _spans(place / BITEXT)
    }


def units_of(place: Path) -> Iterator[tuple[str, TranslationUnit]]:
    """Yield all units of a batch with the id of their pair, one at a time. Raises InputError as :func:`pairs_of`
    does."""
    with open(place / BITEXT, "rb") as file:
        for number, line in enumerate(file, start=1):
            yield _unit(line, place / BITEXT, f"line {number}")


def reviewed_of(place: Path) -> dict[str, Path]:
    """Return the project folders of the pairs of a batch that are reviewed, by the pair's id."""
    return {path.parent.name: path.parent for path in sorted(place.glob(f"{REVIEWED}/*/{BITEXT}"))}


def failures_of(place: Path) -> int:
    """Return how many pairs of a batch could not be aligned."""
    with open(place / FAILURES, "rb") as file:
        return sum(1 for _ in file)


def _unit(line: bytes, path: Path, where: str) -> tuple[str, TranslationUnit]:
    try:
        record = json.loads(line)
        return str(record["document"]), from_record(record)
    except MALFORMED as error:
        raise InputError(
            str(path), f"{where} is no translation unit ({error!r}); expected what align batch writes"
        ) from None


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with open(path, "rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                record = json.loads(line)
                yield str(record["id"]), record
            except MALFORMED:
                raise InputError(str(path), f"line {number} is not what align batch writes") from None


def _spans(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where the lines of each document begin and end, in bytes."""
    name, start, at = "", 0, 0
    with open(path, "rb") as file:
        for number, line in enumerate(file, start=1):
            match = _DOCUMENT.match(line)
            try:
                found = json.loads(match[1]) if match else ""
            except ValueError:  # bytes that are no UTF-8, escapes that are none
                found = ""
            if not found:
                raise InputError(str(path), f"line {number} names no document; expected what align batch writes")
            if found != name:
                if name:
                    yield name, (start, at)
                name, start = found, at
            at += len(line)
    if name:
        yield name, (start, at)


def _project(path: Path, span: tuple[int, int], name: str, record: Mapping[str, Any]) -> Project:
    with open(path, "rb") as file:
        file.seek(span[0])
        lines = file.read(span[1] - span[0]).splitlines()  # of bytes: a text may hold U+2028 or U+0085
    units = tuple(_unit(line, path, f"a line of {name}")[1] for line in lines)
    signature = str(record.get("signature", ""))
    try:
        bitext = Bitext(units, _document("zh", record), _document("en", record), signature)
    except MALFORMED:
        raise InputError(str(path.parent / DOCUMENTS), f"{name} is not what align batch writes") from None
    return Project(name, bitext, {"signature": signature, "zh": record.get("zh", {}), "en": record.get("en", {})})


def _document(language: Language, record: Mapping[str, Any]) -> Document | None:
    side = record.get(language)
    if not side:
        return None
    date = Date.fromisoformat(record["date"]) if record.get("date") else None
    return Document(language, side["name"], "", (), metadata=Metadata(side["title"], date, side["notice"]))
