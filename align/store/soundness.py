"""A review file may come from somebody else, or from a disk that failed: what must hold before it is used.

A SQLite file is a program as well as data. Its triggers and views run when align writes; the files beside it decide
what is written where: a journal can name any file to be deleted, and a link in the place of the write-ahead log has
another file overwritten. So none of these is accepted, the pages are checked, and damage has one message with the name
of the last good copy. A copy is made when a review is opened on the page, and before its tables are changed.
"""

import os
import sqlite3
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from align.model.errors import InputError
from align.model.parts import part_name

BESIDE = ("-wal", "-shm", "-journal")
_COPY, _BEFORE = "{stem}.copy{suffix}", "{stem}.schema-{version}{suffix}"
_FOREIGN = "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"


def require_plain(path: Path) -> None:
    """Raise InputError for a review that is empty or a link, or that has a link or a journal beside it."""
    for name in (path, *(path.with_name(path.name + ending) for ending in BESIDE)):
        try:
            found = name.lstat()
        except FileNotFoundError:
            continue
        if not stat.S_ISREG(found.st_mode):
            raise InputError(str(name), "is a link or a device; expected a review that lies in its folder itself")
    if path.stat().st_size == 0:
        raise damaged(path, "it is empty")
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and journal.stat().st_size:
        raise InputError(str(journal), "is a journal that align does not write; expected the review without it")


def require_sound(connection: sqlite3.Connection, path: Path) -> None:
    """Raise InputError for damaged pages, and for triggers, views and virtual tables: align makes none."""
    foreign = connection.execute(_FOREIGN).fetchone()
    if foreign is not None:
        raise InputError(str(path), f"has a {foreign[0]}, {foreign[1]!r}, that align did not make; expected none")
    (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise damaged(path, str(found))


def damaged(path: Path, why: str) -> InputError:
    """Return the one message for a review that cannot be read. ``why``: a few words, or lines of SQLite's."""
    copies = [copy for copy in copies_of(path) if copy.exists()]
    if copies:
        last = max(copies, key=lambda copy: copy.stat().st_mtime)
        todo = f"the last good copy is {last.name}: put it in its place, or move both away to begin anew"
    else:
        todo = "there is no copy of it; move it away to begin anew"
    return InputError(str(path), f"is damaged ({' '.join(why.split())}); {todo}")


def copies_of(path: Path) -> tuple[Path, ...]:
    """Return where copies of a review may be: that of the last opening, and those from before its tables changed."""
    before = _BEFORE.format(stem=path.stem, version="*", suffix=path.suffix)
    return (copy_of(path), *sorted(path.parent.glob(before)))


def copy_of(path: Path) -> Path:
    """Return the copy of a review's last opening: ``review.copy.sqlite``."""
    return path.with_name(_COPY.format(stem=path.stem, suffix=path.suffix))


def copy_before(path: Path, version: int) -> Path:
    """Return the copy of a review from before its tables were changed: ``review.schema-1.sqlite``."""
    return path.with_name(_BEFORE.format(stem=path.stem, version=version, suffix=path.suffix))


def write_copy(connection: sqlite3.Connection, copy: Path) -> None:
    """Write a copy of an open database in one step. Not in a transaction. Raises OSError or sqlite3.Error."""
    part = copy.with_name(part_name(copy.name))
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
        os.replace(part, copy)
    finally:
        part.unlink(missing_ok=True)


def put_in_place(part: Path, path: Path) -> bool:
    """Move a new review to its place unless another process has put one there: False then."""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without links
        if os.path.lexists(path):
            return False
        os.replace(part, path)
    return True


def without(path: Path) -> Iterable[Path]:
    """Return a database's files, to be removed."""
    return (path, *(path.with_name(path.name + ending) for ending in BESIDE))


def plain_connection(connection: Any) -> sqlite3.Connection:
    """Return the driver's connection of one of SQLAlchemy."""
    found = connection.connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found
