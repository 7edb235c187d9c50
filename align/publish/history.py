"""Compares a new revision with the last published one.

The rows of the last revision are read from its parquet files, of which only the columns with ids and digests are
fetched. Nothing else is kept between two runs.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.model.errors import MALFORMED, InputError
from align.publish.settings import SPLITS, Split

if TYPE_CHECKING:
    import pyarrow as pa
    from fsspec import AbstractFileSystem

MANIFEST = "publish.json"
FORMAT = 1
NAMED = 20


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision: what it added, removed and changed. ``documents``: the names, up to ``NAMED`` of each."""

    number: int
    date: str
    generator: str
    pairs: int
    added: int = 0
    removed: int = 0
    changed: int = 0
    documents: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Previous:
    """The last revision: its rows (id, document, digest), the split of each document, and all revisions so far."""

    rows: "pa.Table"
    splits: Mapping[str, Split]
    revisions: tuple[Revision, ...]
    fingerprint: str


def read_previous(files: "AbstractFileSystem", root: str) -> Previous | None:
    """Return the revision under ``root`` of a file system, or None if nothing was published.

    Raises InputError if the manifest has a newer format or the files do not match it.
    """
    import pyarrow as pa

    if not files.exists(f"{root}/{MANIFEST}"):
        return None
    try:
        manifest = json.loads(files.cat_file(f"{root}/{MANIFEST}"))
        if manifest["format"] != FORMAT:
            raise InputError(MANIFEST, f"has format {manifest['format']}; this version of align reads format {FORMAT}")
        tables, splits = [], dict[str, Split]()
        for path in sorted(manifest["files"]):
            config, name = path.split("/")
            if config == "pairs":
                columns = ["id", "document", "digest"]
                tables.append(_columns(files, f"{root}/{path}", columns))
            elif config == "documents":
                names = _columns(files, f"{root}/{path}", ["document"])["document"].to_pylist()
                splits |= dict.fromkeys(names, next(split for split in SPLITS if name.startswith(f"{split}-")))
        revisions = tuple(Revision(**entry) for entry in manifest["revisions"])
        empty = pa.schema([(name, pa.string()) for name in ("id", "document", "digest")]).empty_table()
        rows = pa.concat_tables([empty, *(table.replace_schema_metadata() for table in tables)])
        return Previous(rows, splits, revisions, str(manifest["fingerprint"]))
    except (*MALFORMED, StopIteration, OSError) as error:
        raise InputError(MANIFEST, f"is not the output of align publish ({type(error).__name__})") from None


def _columns(files: "AbstractFileSystem", path: str, columns: Sequence[str]) -> "pa.Table":
    """Return columns of a parquet file, read only by this thread.

    The threads of ``pyarrow.parquet.read_table`` call the Python file system, and one that still does so when the
    interpreter ends kills the process ("terminate called without an active exception").
    """
    import pyarrow.parquet as pq

    with files.open(path) as file, pq.ParquetFile(file, pre_buffer=False) as parquet:
        return parquet.read(columns=list(columns), use_threads=False)


def revise(rows: "pa.Table", previous: Previous | None, *, date: str, generator: str) -> Revision:
    """Return the entry for a new revision whose pairs are ``rows`` (id, document, digest)."""
    import pyarrow.compute as pc

    if previous is None:
        return Revision(1, date, generator, rows.num_rows, added=rows.num_rows)
    joined = rows.join(previous.rows, "id", right_suffix="_before", join_type="full outer")
    new, gone = pc.is_null(joined["digest_before"]), pc.is_null(joined["digest"])
    changed = pc.fill_null(pc.not_equal(joined["digest"], joined["digest_before"]), False)
    names: dict[str, set[str]] = {
        "added": set(joined.filter(new)["document"].to_pylist()),
        "removed": set(joined.filter(gone)["document_before"].to_pylist()),
        "changed": set(joined.filter(changed)["document"].to_pylist()),
    }
    return Revision(
        previous.revisions[-1].number + 1,
        date,
        generator,
        rows.num_rows,
        added=pc.sum(new).as_py() or 0,
        removed=pc.sum(gone).as_py() or 0,
        changed=pc.sum(changed).as_py() or 0,
        documents={kind: _shortened(sorted(found)) for kind, found in names.items() if found},
    )


def manifest(
    files: Mapping[str, str], revisions: Sequence[Revision], *, fingerprint: str, settings: Mapping[str, Any]
) -> str:
    """Return the text of ``publish.json``. ``files``: the SHA-256 of each parquet file by its path."""
    record = {
        "format": FORMAT,
        "fingerprint": fingerprint,
        "settings": settings,
        "revisions": [asdict(revision) for revision in revisions],
        "files": files,
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def files_of(folder: Path) -> tuple[str, ...]:
    """Return the parquet files in the manifest of a folder, or none without a manifest."""
    path = folder / MANIFEST
    return tuple(json.loads(path.read_text(encoding="utf-8"))["files"]) if path.exists() else ()


def _shortened(names: list[str]) -> list[str]:
    return names if len(names) <= NAMED else [*names[:NAMED], f"... and {len(names) - NAMED} more"]
