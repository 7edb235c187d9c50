"""Makes the first state of a review from a project's files."""

import hashlib
import json
from dataclasses import replace
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from align.model import document_record
from align.model.bitext import Bitext, Project
from align.model.unit import Revision, TranslationUnit, identify
from align.model.unit_record import as_record
from align.store import schema
from align.store.model import UnitState
from align.store.reviewing import with_free_ids
from align.store.rows import Row, RowId

ID = "id"


def digest_of(project: Project) -> str:
    """Return a digest of a run, the same for a project in memory and one read from its files."""
    bitext = project.bitext
    records: list[Any] = [as_record(unit) for unit in bitext.units]
    records += [document_record.as_record(d) for d in (bitext.zh, bitext.en) if d is not None]
    return hashlib.sha256(json.dumps([records, project.run], default=str).encode()).hexdigest()


def units_with_ids(bitext: Bitext) -> tuple[TranslationUnit, ...]:
    """Return the units with unique issue ids, which files from other programs may lack."""
    taken: set[str] = set()
    units = []
    for unit in bitext.units:
        named = identify(unit, unit.issues)
        issues = [i if i.id else n for i, n in zip(unit.issues, named, strict=True)]
        free = with_free_ids(issues, own=(), taken=taken)
        taken.update(issue.id for issue in free)
        units.append(replace(unit, issues=free))
    return tuple(units)


def first_states(project: Project) -> tuple[UnitState, ...]:
    """Return the states of a project not yet reviewed; keys are the units' positions."""
    bitext = project.bitext
    units = units_with_ids(bitext)
    revisions = [bitext.revisions.get(unit.id, Revision(unit.en_text)) for unit in units]
    return tuple(
        UnitState(
            key=str(place),
            unit=unit,
            version=0,
            published=revision.published,
            closed=revision.closed,
            edited_by=revision.who,
            edited_when=revision.when,
            position=float(place),
            verdicts={i.id: bitext.verdicts[i.id] for i in unit.issues if i.id in bitext.verdicts},
            approved=bitext.approved.get(unit.id),
            signed=bitext.signed.get(unit.id),
            comments=tuple(
                replace(comment, id=f"import-{place}-{n}") for n, comment in enumerate(bitext.comments.get(unit.id, ()))
            ),
        )
        for place, (unit, revision) in enumerate(zip(units, revisions, strict=True))
    )


def give_id(connection: Connection) -> None:
    """Give a review an id of its own, unless it has one: pairs are numbered alike in every project, and a page that
    stayed open must not write into another."""
    known = select(schema.project.c.value).where(schema.project.c.name == ID)
    if connection.execute(known).first() is None:
        connection.execute(insert(schema.project).values(name=ID, value=json.dumps(uuid4().hex)))


def project_rows(project: Project) -> dict[RowId, Row]:
    """Return the rows that describe the project."""
    bitext = project.bitext
    values = {"name": project.name, "run": dict(project.run), "signature": bitext.signature}
    values["digest"] = digest_of(project)
    rows: dict[RowId, Row] = {
        ("project", (name,)): {"name": name, "value": json.dumps(value, ensure_ascii=False, default=str)}
        for name, value in values.items()
    }
    for side, document in (("zh", bitext.zh), ("en", bitext.en)):
        if document is not None:
            record = json.dumps(document_record.as_record(document), ensure_ascii=False)
            rows["documents", (side,)] = {"side": side, "record": record}
    return rows
