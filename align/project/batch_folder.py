"""Reads the folder of ``align batch`` as one project per pair, one at a time.

``bitext.jsonl`` holds all units of all pairs, grouped by pair. One pass records where each pair begins; then any pair
can be read alone, however large the folder is.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date as Date  # noqa: N812
from functools import partial
from pathlib import Path
from typing import Any

from align.model.bitext import BITEXT, Bitext, Project
from align.model.document import Document, Language, Metadata
from align.model.document_record import structured
from align.model.errors import MALFORMED, InputError
from align.model.unit import TranslationUnit
from align.model.unit_record import from_record

STATE, DOCUMENTS, FAILURES = "batch.json", "documents.jsonl", "failures.jsonl"
REVIEWED = "reviewed"
"""The subfolder with a project folder for each reviewed pair, named by the pair's id."""

FILES = (BITEXT, DOCUMENTS, FAILURES)
"""The files of a batch: all units, each with its document; a line per pair; a line per failed pair. ``STATE`` holds the
settings from the start, and at the end the digests of what was written."""

_DOCUMENT = re.compile(rb'\{"document": ("(?:[^"\\]|\\.)*")')


def is_batch(place: Path) -> bool:
    """True if a folder holds a finished batch."""
    return all((place / name).exists() for name in FILES)


def is_started_batch(place: Path) -> bool:
    """True if a folder holds a batch, finished or not."""
    return (place / STATE).exists() or is_batch(place)


def without_pairs(place: Path) -> InputError:
    """Return the error for a folder without pairs: a batch that was stopped, or no folder of ours."""
    if is_started_batch(place):
        return InputError(str(place), "holds a batch that is not finished; run the same align batch again")
    return InputError(str(place), f"holds no {BITEXT}; expected a folder from align run or align batch")


def pairs_of(place: Path) -> dict[str, Callable[[], Project]]:
    """Return a function that reads each pair of a batch, by the pair's id, in the order of the manifest.

    The projects have units and of the documents the metadata (name, title, date, notice), turns and paragraphs, but not
    the texts; ``run`` has the "facts" of the manifest. Raises InputError for lines that ``align batch`` did not write.
    """
    records = dict(_records(place / DOCUMENTS))
    return {
        name: partial(_project, place / BITEXT, span, name, records.get(name, {}))
        for name, span in _spans(place / BITEXT)
    }


def facts_of(place: Path) -> dict[str, dict[str, str]]:
    """Return what the manifest states of each pair that it states something of, by the pair's id."""
    return {name: facts for name, record in _records(place / DOCUMENTS) if (facts := _stated(record))}


def units_of(place: Path) -> Iterator[tuple[str, TranslationUnit]]:
    """Yield all units of a batch with the id of their pair. Raises InputError as :func:`pairs_of` does."""
    with open(place / BITEXT, "rb") as file:
        for number, line in enumerate(file, start=1):
            yield _unit(line, place / BITEXT, f"line {number}")


def reviewed_of(place: Path) -> dict[str, Path]:
    """Return the project folders of the reviewed pairs of a batch, by the pair's id."""
    return {path.parent.name: path.parent for path in sorted(place.glob(f"{REVIEWED}/*/{BITEXT}"))}


def failures_of(place: Path) -> int:
    """Return the number of failed pairs of a batch."""
    with open(place / FAILURES, "rb") as file:
        return sum(1 for _ in file)


def _unit(line: bytes, path: Path, where: str) -> tuple[str, TranslationUnit]:
    try:
        record = json.loads(line)
        return str(record["document"]), from_record(record)
    except MALFORMED as error:
        raise InputError(
            str(path), f"{where} is not a translation unit ({error!r}); expected the output of align batch"
        ) from None


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    with open(path, "rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                record = json.loads(line)
                yield str(record["id"]), record
            except MALFORMED:
                raise InputError(str(path), f"line {number} is not the output of align batch") from None


def _spans(path: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield where the lines of each document begin and end, in bytes."""
    name, start, at = "", 0, 0
    with open(path, "rb") as file:
        for number, line in enumerate(file, start=1):
            match = _DOCUMENT.match(line)
            try:
                found = json.loads(match[1]) if match else ""
            except ValueError:  # invalid UTF-8, invalid escapes
                found = ""
            if not found:
                raise InputError(str(path), f"line {number} names no document; expected the output of align batch")
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
        lines = file.read(span[1] - span[0]).splitlines()  # split bytes: a text may hold U+2028 or U+0085
    units = tuple(_unit(line, path, f"a line of {name}")[1] for line in lines)
    signature = str(record.get("signature", ""))
    try:
        bitext = Bitext(units, _document("zh", record), _document("en", record), signature)
    except MALFORMED:
        raise InputError(str(path.parent / DOCUMENTS), f"{name} is not the output of align batch") from None
    run = {"signature": signature, "zh": record.get("zh", {}), "en": record.get("en", {})}
    return Project(name, bitext, {**run, **_facts(record)})


def _stated(record: Mapping[str, Any]) -> dict[str, str]:
    found = record.get("facts", {})
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _facts(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the facts of the manifest, with the domain where a run states it."""
    facts = _stated(record)
    return {"facts": facts, **({"domain": facts["domain"]} if "domain" in facts else {})} if facts else {}


def _document(language: Language, record: Mapping[str, Any]) -> Document | None:
    side = record.get(language)
    if not side:
        return None
    date = Date.fromisoformat(record["date"]) if record.get("date") else None
    document = Document(language, side["name"], "", (), metadata=Metadata(side["title"], date, side["notice"]))
    return structured(document, int(side.get("segments", 0)), side)
