"""The project folder that ``align run`` writes: ``bitext.jsonl``, ``report.html`` and ``run.json``.

All files are made ready beside their places before the first one is moved into place, so that a run that fails leaves
the folder as it was.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from align.bitext import Bitext
from align.document import Document
from align.errors import InputError
from align.exporters import html, jsonl

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


def write_run(folder: Path, bitext: Bitext) -> Path:
    """Writes the three files of a run; returns the path of the report."""
    write_files(
        folder,
        {
            RUN: json.dumps(_run_record(bitext), ensure_ascii=False, indent=1) + "\n",
            REPORT: html.render(bitext),
            BITEXT: jsonl.render(bitext),
        },
    )
    return folder / REPORT


def write_files(folder: Path, contents: Mapping[str, str]) -> None:
    """Writes files into a folder, which is made where it is missing: each whole, or as it was before."""
    folder.mkdir(parents=True, exist_ok=True)
    ready: list[tuple[str, Path]] = []
    try:
        for name, text in contents.items():
            handle, temporary = tempfile.mkstemp(dir=folder, prefix=f".{name}.")
            ready.append((temporary, folder / name))
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(temporary, 0o666 & ~_umask())
        for temporary, target in ready:
            os.replace(temporary, target)
    finally:
        for temporary, _ in ready:
            Path(temporary).unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
