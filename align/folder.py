"""The project folder that ``align run`` writes: ``bitext.jsonl``, ``report.html``, ``run.json``, ``documents.json``.

Once a review has begun there is ``review.sqlite`` too. Then the folder holds what that says; the other files stay what
the last run wrote.

All files of a run are put into place together (:mod:`align.files`), so that a run that fails or is killed leaves the
folder as it was, or with all that it wrote.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align import document_record
from align.batch_folder import is_batch, is_begun
from align.bitext import Bitext
from align.document import Document
from align.errors import MALFORMED, InputError
from align.exporters import html, jsonl
from align.files import finish_writing, require_folder, write_files
from align.project import BITEXT, DOCUMENTS, REPORT, REVIEW, RUN, Project
from align.readers.pairs import read_bitext
from align.termbase import Term
from align.translation_unit import Bead, TranslationUnit

if TYPE_CHECKING:
    from align.store import MergeReport, Store


def require_no_batch(folder: Path) -> None:
    """Raises InputError for a folder that a run cannot go into, before any work: one of a batch, or none at all."""
    require_folder(folder)
    if is_begun(folder):
        raise InputError(str(folder), "holds a batch (align batch); expected a new folder, or one that align run wrote")


def write_run(folder: Path, bitext: Bitext, *, facts: Mapping[str, Any] | None = None) -> Path:
    """Writes the files of a run; returns the path of the report. ``facts``: what else ``run.json`` is to say."""
    contents = {
        RUN: json.dumps({**_run_record(bitext), **(facts or {})}, ensure_ascii=False, indent=1) + "\n",
        REPORT: html.render(bitext),
        BITEXT: jsonl.render(bitext),
    }
    if bitext.zh is not None and bitext.en is not None:
        documents = {"zh": document_record.as_record(bitext.zh), "en": document_record.as_record(bitext.en)}
        contents[DOCUMENTS] = json.dumps(documents, ensure_ascii=False) + "\n"
    write_files(folder, contents)
    return folder / REPORT


def run_of(folder: Path) -> dict[str, Any]:
    """What ``run.json`` says, empty where there is none. Raises InputError where it holds no JSON object."""
    finish_writing(folder)
    return _json(folder / RUN)


def read_project(place: Path) -> Project:
    """What a folder holds, as reviewed where it has been; a file of pairs is a project without documents.

    Raises InputError for a folder with neither a review nor ``bitext.jsonl``, and for files that are not what they
    should be.
    """
    if not (place / REVIEW).exists():
        return _read_files(place)
    store = open_store(place)
    try:
        return store.project()
    finally:
        store.close()


def read_units(places: Sequence[Path]) -> tuple[TranslationUnit, ...]:
    """The units of several project folders or files of pairs, in order. With more than one, ids name where they are.

    Raises InputError as :func:`read_project` and :func:`align.readers.pairs.read_bitext` do.
    """
    units: list[TranslationUnit] = []
    for place in places:
        found = read_project(place).bitext.units if (place / REVIEW).exists() else _file_bitext(place).units
        units += found if len(places) == 1 else [replace(unit, id=f"{place}:{unit.id}") for unit in found]
    return tuple(units)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a review holds for the next run: beads that it locked, and renderings that it added to the termbase."""

    beads: tuple[Bead, ...] = ()
    terms: tuple[Term, ...] = ()


def kept_for(folder: Path, zh: Document, en: Document) -> Kept:
    """What the review in a folder, if there is one, holds for a run over these documents."""
    if not (folder / REVIEW).exists():
        return Kept()
    from align.store.locks import locked_beads

    store = open_store(folder)
    try:
        terms = tuple(Term(term.zh, (term.en,)) for term in store.terms())
        old_zh, old_en = store.documents()
        if old_zh is None or old_en is None:
            return Kept((), terms)
        return Kept(locked_beads(store.units(), (old_zh, old_en), (zh, en)), terms)
    finally:
        store.close()


def open_store(folder: Path) -> "Store":
    """The review of a project folder, begun from its files where there is none, and brought up to the last run.

    A program that was killed may have left a review that holds nothing yet, or a run that was not merged.

    Raises InputError as :func:`read_project` does, and for the folder of a batch, whose pairs are many projects: what
    was decided there would be in none of them. The caller closes it.
    """
    if is_batch(folder):
        raise InputError(
            str(folder),
            "holds many pairs (align batch); expected one: align run ZH EN -o DIR, with its files from the manifest",
        )
    from align.store import Store

    finish_writing(folder)
    files = _read_files(folder) if (folder / BITEXT).exists() or not (folder / REVIEW).exists() else None
    store = Store.open(folder / REVIEW, seed=files)
    try:
        if files is not None and not store.is_of(files):
            store.merge_run(files)
    except BaseException:
        store.close()
        raise
    return store


def merge_review(folder: Path) -> "MergeReport | None":
    """Brings the review of a folder up to the run that was written there last; None where there is no review."""
    if not (folder / REVIEW).exists():
        return None
    from align.store import Store

    files = _read_files(folder)
    store = Store.open(folder / REVIEW, seed=files)
    try:
        return store.merge_run(files)
    finally:
        store.close()


def _read_files(place: Path) -> Project:
    """What ``align run`` left in a folder, or a file of pairs."""
    bitext = _file_bitext(place)
    if not place.is_dir():
        return Project(place.stem, bitext, {})
    run, documents = _json(place / RUN), _json(place / DOCUMENTS)
    try:
        sides = [document_record.from_record(documents[side]) if documents else None for side in ("zh", "en")]
        bitext = replace(bitext, zh=sides[0], en=sides[1], signature=str(run.get("signature", "")))
    except MALFORMED as error:
        raise InputError(str(place / DOCUMENTS), f"is not what align run wrote ({error!r}); run it again") from None
    return Project(place.resolve().name, bitext, run)


def _file_bitext(place: Path) -> Bitext:
    finish_writing(place)
    if not place.exists():
        raise InputError(str(place), "is not there; expected a folder that align run wrote, or a file of pairs")
    if place.is_dir() and not (place / BITEXT).exists():
        raise InputError(str(place), f"holds no {BITEXT}; expected a folder that align run wrote")
    return read_bitext(place / BITEXT if place.is_dir() else place)


def _json(path: Path) -> dict[str, Any]:
    """The JSON object of a file, empty where there is no file."""
    if not path.exists():
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), f"cannot be read as JSON ({error}); expected what align run wrote") from None
    if not isinstance(value, dict):
        raise InputError(str(path), "expected a JSON object, as align run wrote it")
    return value


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
        **({"script": metadata.script} if metadata.script else {}),
        "segments": len(document.segments),
        "paragraphs": len(document.paragraphs),
        "speakers": [turn.speaker for turn in document.turns],
        "asides": [{"kind": a.kind, "text": document.text[slice(*a.span)]} for a in document.asides],
    }
