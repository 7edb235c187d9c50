"""From a project's files to the first state of its review."""

import hashlib
import json
from dataclasses import replace
from typing import Any

from align.model import document_record
from align.model.bitext import Bitext, Project
from align.model.unit import TranslationUnit, identify
from align.model.unit_record import as_record
from align.store.model import UnitState
from align.store.reviewing import with_free_ids
from align.store.rows import Row, RowId


def digest_of(project: Project) -> str:
    """Return what a run wrote, as a digest: the same for a project in memory and read back from its files."""
    bitext = project.bitext
    records: list[Any] = [as_record(unit) for unit in bitext.units]
    records += [document_record.as_record(d) for d in (bitext.zh, bitext.en) if d is not None]
    return hashlib.sha256(json.dumps([records, project.run], default=str).encode()).hexdigest()


def units_with_ids(bitext: Bitext) -> tuple[TranslationUnit, ...]:
    """Return the units with issue ids that are there and unique: files from elsewhere need have neither."""
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
    """Return the states of a project that nobody has reviewed; keys are the units' places."""
    bitext = project.bitext
    return tuple(
        UnitState(
            key=str(place),
            unit=unit,
            version=0,
            published=unit.en_text,
            position=float(place),
            verdicts={i.id: bitext.verdicts[i.id] for i in unit.issues if i.id in bitext.verdicts},
            approved=bitext.approved.get(unit.id),
            comments=tuple(
                replace(comment, id=f"import-{place}-{n}") for n, comment in enumerate(bitext.comments.get(unit.id, ()))
            ),
        )
        for place, unit in enumerate(units_with_ids(bitext))
    )


def project_rows(project: Project) -> dict[RowId, Row]:
    """Return the rows that say what the review is of."""
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
