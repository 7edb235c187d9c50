"""The project folder that ``align run`` writes: ``bitext.jsonl``, ``report.html``, ``run.json``, ``documents.json``.

Once a review has begun there is ``review.sqlite`` too, or ``review.database``, which says what database holds it. Then
the folder holds what the review says; the other files stay what the last run wrote.

A folder may come from somebody else. So the address of a database is never taken from it: the command line or the
environment (``ALIGN_DATABASE``) gives it, and the folder's note must be of the same one.

All files of a run are put into place together (:mod:`align.project.atomic`), so a run that fails or is killed leaves
the folder unchanged or complete.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.exporters import html, jsonl
from align.language.script import simplified
from align.model import document_record
from align.model.bitext import BITEXT, DATABASE, DOCUMENTS, ENGLISH, REPORT, REVIEW, RUN, Bitext, Project
from align.model.document import Document
from align.model.errors import MALFORMED, InputError
from align.model.termbase import Term
from align.model.unit import Bead, TranslationUnit
from align.model.unit_record import as_record, from_record
from align.project.atomic import finish_writing, require_folder, write_files
from align.project.batch_folder import is_batch, is_started_batch, without_pairs
from align.project.plain import read_object, read_text
from align.readers.pairs import read_bitext

if TYPE_CHECKING:
    from align.store import MergeReport, Store

ENVIRONMENT = "ALIGN_DATABASE"
_NOTE = 4000


def require_run_folder(folder: Path) -> None:
    """Raise InputError for a folder that a run cannot use: one of a batch, or an unwritable one. Call it first."""
    require_folder(folder)
    if is_started_batch(folder):
        raise InputError(str(folder), "holds a batch (align batch); expected a new folder or one from align run")


def write_run(
    folder: Path, bitext: Bitext, *, facts: Mapping[str, Any] | None = None, original: bytes = b""
) -> Project:
    """Write the files of a run; return the project that they hold. ``facts``: what else ``run.json`` is to say.

    ``original``: the Word file that the English came as; it is kept, so that the corrected one can be given back.
    """
    run = {**_run_record(bitext), **(facts or {})}
    if original:
        run["original"] = hashlib.sha256(original).hexdigest()
    contents: dict[str, str | Iterable[bytes]] = {
        RUN: json.dumps(run, ensure_ascii=False, indent=1) + "\n",
        REPORT: html.render(bitext),
        BITEXT: jsonl.render(bitext),
    }
    if bitext.zh is not None and bitext.en is not None:
        documents = {"zh": document_record.as_record(bitext.zh), "en": document_record.as_record(bitext.en)}
        contents[DOCUMENTS] = json.dumps(documents, ensure_ascii=False) + "\n"
    if original:
        contents[ENGLISH] = [original]
    write_files(folder, contents)
    units = tuple(from_record(as_record(unit)) for unit in bitext.units)  # rounded, as the file has them
    return Project(folder.resolve().name, replace(bitext, units=units), run)


def original_of(folder: Path, run: Mapping[str, Any]) -> bytes:
    """Return the Word file that the English of a run came as, b"" if there is none. ``run``: of ``run.json``."""
    digest, place = run.get("original"), folder / ENGLISH
    if not digest or not place.exists():
        return b""
    data = place.read_bytes()
    return data if hashlib.sha256(data).hexdigest() == digest else b""


def run_of(folder: Path) -> dict[str, Any]:
    """Return the contents of ``run.json``, empty if missing. Raises InputError if it is not a JSON object."""
    finish_writing(folder)
    return read_object(folder / RUN)


def read_project(place: Path) -> Project:
    """Read a project folder, in its reviewed state if there is a review, or a file of pairs, without documents.

    Raises InputError for a folder with neither a review nor ``bitext.jsonl``, and for invalid files.
    """
    if review_of(place) is None:
        return _read_files(place)
    store = open_store(place)
    try:
        return store.project()
    finally:
        store.close()


def read_units(places: Sequence[Path]) -> tuple[TranslationUnit, ...]:
    """Return the units of project folders or files of pairs, in order; with several, ids include the name of each.

    Raises InputError as :func:`read_project` and :func:`align.readers.pairs.read_bitext` do.
    """
    units: list[TranslationUnit] = []
    for place in places:
        found = read_project(place).bitext.units if review_of(place) is not None else _file_bitext(place).units
        units += found if len(places) == 1 else [replace(unit, id=f"{place}:{unit.id}") for unit in found]
    return tuple(units)


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a review passes on to the next run: locked beads, and renderings added to the termbase."""

    beads: tuple[Bead, ...] = ()
    terms: tuple[Term, ...] = ()


def carried_over(folder: Path, zh: Document, en: Document) -> CarriedOver:
    """Return what the review in a folder, if any, passes on to a run over these documents.

    Raises InputError if the review is of another Chinese text, which the run would replace.
    """
    place = review_of(folder)
    if place is None:
        return CarriedOver()
    from align.store import Store
    from align.store.locks import locked_beads

    store = Store.open(place) if isinstance(place, str) else open_store(folder)
    try:
        terms = tuple(term.as_term() for term in store.terms())
        old_zh, old_en = store.documents()
        states = store.units()
        if any(state.reviewed for state in states):
            old_text = "".join(state.unit.zh_text for state in states) if old_zh is None else old_zh.text
            if not _shares_text(old_text, zh.text):
                reason = f"holds the review of a text other than {zh.name}; choose another folder: -o OTHER"
                raise InputError(str(folder), reason)
        if old_zh is None or old_en is None:
            return CarriedOver((), terms)
        return CarriedOver(locked_beads(states, (old_zh, old_en), (zh, en)), terms)
    finally:
        store.close()


def _shares_text(one: str, other: str) -> bool:
    """True if a tenth of the shorter of two Chinese texts is in the other.

    Texts of one kind share formulas, but a revision shares much more. Compares runs of eight characters, without
    spaces, in either script.
    """
    runs = []
    for text in (one, other):
        bare = "".join(simplified(text).split())
        runs.append({bare[k : k + 8] for k in range(max(1, len(bare) - 7))})
    return 10 * len(runs[0] & runs[1]) >= min(map(len, runs))


def review_of(folder: Path, *, database: str | None = None) -> Path | str | None:
    """Return where the review of a folder is, a file or the URL of a database; None if there is none.

    ``database``: the URL that the user has given, else ``ALIGN_DATABASE`` of the environment. Raises InputError where
    the folder's review is in a database and neither is its address.
    """
    if not os.path.lexists(folder / DATABASE):
        return folder / REVIEW if os.path.lexists(folder / REVIEW) else None
    from align.store.database import without_password

    noted = read_text(folder / DATABASE, most=_NOTE).strip()
    given = database or os.environ.get(ENVIRONMENT)
    if given is None or without_password(given) != noted:
        reason = f"has its review in the database {noted!r}; if you know it, give its address: {ENVIRONMENT}=URL"
        raise InputError(str(folder), reason)
    return given


def open_store(folder: Path, *, database: str | None = None) -> "Store":
    """Open the review of a project folder: create it from the files if there is none, else merge the last run.

    A killed program may have left an empty review, or a run that was not merged. ``database``: the URL of a PostgreSQL
    database for the review, which the folder then remembers.

    Raises InputError as :func:`read_project` does, for a review in another place, for a database with another run (the
    folder may be an old copy: only ``align run`` merges there), and for the folder of a batch, whose pairs are separate
    projects. The caller closes the store.
    """
    if is_batch(folder):
        raise InputError(
            str(folder),
            "holds a batch of many pairs; choose one with: align review DIR --document ID (kept in DIR/reviewed/ID)",
        )
    from align.store import Store

    finish_writing(folder)
    known = review_of(folder, database=database)
    bare = None if database is None else _require_here(folder, known, database)
    files = _read_files(folder) if (folder / BITEXT).exists() or known is None else None
    place = database or known or folder / REVIEW
    store = Store.open(place, seed=files)
    try:
        if files is not None and not store.is_of(files):
            if isinstance(place, str):
                reason = "holds a different run than the review in its database; run align run again"
                raise InputError(str(folder), reason)
            store.merge_run(files)
        if bare is not None and known is None:
            write_files(folder, {DATABASE: f"{bare}\n"})
    except BaseException:
        store.close()
        raise
    return store


def merge_review(folder: Path, project: Project) -> "MergeReport | None":
    """Merge the run that was just written to a folder into its review; return None if there is no review."""
    place = review_of(folder)
    if place is None:
        return None
    from align.store import Store

    store = Store.open(place, seed=project)
    try:
        return store.merge_run(project)
    finally:
        store.close()


def _require_here(folder: Path, known: Path | str | None, database: str) -> str:
    """Return the URL for a folder to remember. Raises InputError if its review is in another place."""
    from align.store.database import without_password

    bare = without_password(database)
    if known not in (None, database):
        raise InputError(str(folder), f"has its review in {known}; use that, or a folder without a review")
    return bare


def _read_files(place: Path) -> Project:
    """Read the output of ``align run`` in a folder, or a file of pairs."""
    bitext = _file_bitext(place)
    if not place.is_dir():
        return Project(place.stem, bitext, {})
    run, documents = read_object(place / RUN), read_object(place / DOCUMENTS)
    try:
        sides = [document_record.from_record(documents[side]) if documents else None for side in ("zh", "en")]
        bitext = replace(bitext, zh=sides[0], en=sides[1], signature=str(run.get("signature", "")))
    except MALFORMED as error:
        raise InputError(str(place / DOCUMENTS), f"is damaged ({error!r}); run align run again") from None
    return Project(place.resolve().name, bitext, run)


def _file_bitext(place: Path) -> Bitext:
    finish_writing(place)
    if not place.exists():
        raise InputError(str(place), "does not exist; expected a folder from align run, or a file of pairs")
    if place.is_dir() and not (place / BITEXT).exists():
        raise without_pairs(place)
    return read_bitext(place / BITEXT if place.is_dir() else place)


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
