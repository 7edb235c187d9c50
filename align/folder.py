"""The project folder that ``align run`` writes: ``bitext.jsonl``, ``report.html`` and ``run.json``.

All files are made ready beside their places before the first one is moved into place, so that a run that fails leaves
the folder as it was.
"""

import json
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from align.bitext import Bitext, TranslationUnit
from align.document import Document
from align.errors import InputError
from align.exporters import html, jsonl
from align.readers.pairs import read_pairs

BITEXT, REPORT, RUN = "bitext.jsonl", "report.html", "run.json"


def require_folder(folder: Path) -> None:
    """Raises InputError where a project folder cannot be made or written to, before any work is done."""
    existing = folder
    while not existing.exists() and existing != existing.parent:
        existing = existing.parent
    if not existing.is_dir():
        raise InputError(str(existing), "is a file; expected a folder to write to")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(str(existing), "cannot be written to")


def write_run(folder: Path, bitext: Bitext, *, facts: Mapping[str, Any] | None = None) -> Path:
    """Writes the three files of a run; returns the path of the report. ``facts``: what else ``run.json`` is to say."""
    write_files(
        folder,
        {
            RUN: json.dumps({**_run_record(bitext), **(facts or {})}, ensure_ascii=False, indent=1) + "\n",
            REPORT: html.render(bitext),
            BITEXT: jsonl.render(bitext),
        },
    )
    return folder / REPORT


def read_units(places: Sequence[Path]) -> tuple[TranslationUnit, ...]:
    """The units of several project folders or files of pairs, in order. With more than one, ids name where they are.

    Raises InputError for a folder without ``bitext.jsonl``, and as :func:`align.readers.pairs.read_pairs` does.
    """
    units: list[TranslationUnit] = []
    for place in places:
        path = place / BITEXT if place.is_dir() else place
        found = read_pairs(path)
        units += found if len(places) == 1 else [replace(unit, id=f"{place}:{unit.id}") for unit in found]
    return tuple(units)


def write_files(folder: Path, contents: Mapping[str, str]) -> None:
    """Writes files into a folder, made where it is missing: a reader sees an old file or a new one, never half of one.

    All are on the disk under temporary names in the folder itself (a rename across file systems would not be atomic)
    before the first takes its place. Raises OSError as ``open`` does; then nothing is left behind.
    """
    data = {name: text.encode() for name, text in contents.items()}
    folder.mkdir(parents=True, exist_ok=True)
    ready: list[tuple[Path, Path]] = []
    try:
        for name, content in data.items():
            part = folder / f".{name}.{uuid.uuid4().hex[:8]}.part"
            ready.append((part, folder / name))
            with open(part, "xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for part, target in ready:
            os.replace(part, target)
    finally:
        for part, _ in ready:
            part.unlink(missing_ok=True)


def _run_record(bitext: Bitext) -> dict[str, Any]:
    sides = {side: _document_record(d) for side, d in (("zh", bitext.zh), ("en", bitext.en)) if d is not None}
    return {"signature": bitext.signature, "units": len(bitext.units), **sides}


def _document_record(document: Document) -> dict[str, Any]:
    metadata = document.metadata
    return {
        "name": document.name,
        "title": metadata.title,
        "date": metadata.date.isoformat() if metadata.date else None,
        "notice": metadata.notice,
        "segments": len(document.segments),
        "paragraphs": len(document.paragraphs),
        "speakers": [turn.speaker for turn in document.turns],
        "asides": [{"kind": a.kind, "text": document.text[slice(*a.span)]} for a in document.asides],
    }
