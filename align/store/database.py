"""Connections to SQLite, set so that an acknowledged write survives a kill and a power cut, or to PostgreSQL.

The SQLite driver begins transactions late, by guessing, so a read followed by a write can fail under load with
"database is locked" despite a timeout. Here every write begins with BEGIN IMMEDIATE and waits its turn.
"""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from align.model.errors import InputError
from align.store import migrations, schema, soundness

_WAIT_MS = 30_000
_POSTGRESQL_LOCK = 7041776
_TRUST = "trusted_schema=OFF"
_PRAGMAS = (_TRUST, f"busy_timeout={_WAIT_MS}", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


class Database:
    """One database, many threads. Writes of one process queue on a lock, those of several on the database."""

    def __init__(self, place: Path | str) -> None:
        """Open a SQLite file or a PostgreSQL URL and prepare it (:func:`align.store.migrations.prepare`).

        A file is checked before anything is done with it (:mod:`align.store.soundness`), and copied before its tables
        are changed. Raises InputError if it cannot be opened or is damaged.
        """
        url = _url(place)
        self.name = Path(url.database or "").name or "database"
        self.path = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        """The file, None for PostgreSQL."""
        self._lock = threading.Lock()
        if self.path is not None and os.path.lexists(self.path):
            _require_sound(self.path)
        self._engine = _engine(url, self.name)
        try:
            with self.read() as connection:
                version = schema.version_of(connection)
            if version != schema.VERSION:
                if self.path is not None and version:
                    self.copy(soundness.copy_before(self.path, version))
                with self.write() as connection:
                    migrations.prepare(connection, self.name)
        except (OperationalError, DatabaseError) as error:
            self._engine.dispose()
            reason = " ".join(str(error.orig).split())  # of PostgreSQL it has several lines
            raise InputError(self.name, f"cannot be opened ({reason}); expected the database of a review") from None
        except schema.VersionError as error:
            self._engine.dispose()
            raise self.damaged(str(error)) from None
        except InputError:
            self._engine.dispose()
            raise

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a connection that sees one state of the database throughout."""
        with self._engine.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Open an exclusive write transaction; when the block has ended, it is on the disk."""
        options: dict[str, Any] = {"writing": True}
        postgresql = self._engine.dialect.name == "postgresql"
        if postgresql:  # a stricter level would take its snapshot before waiting for the lock
            options["isolation_level"] = "READ COMMITTED"
        with self._lock, self._engine.connect().execution_options(**options) as connection, connection.begin():
            if postgresql:
                connection.execute(select(func.pg_advisory_xact_lock(_POSTGRESQL_LOCK)))
            yield connection

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def copy(self, place: Path) -> None:
        """Write a copy of a SQLite file, in one step. Raises InputError if the place cannot be written to."""
        with self._engine.connect() as connection:
            found = soundness.plain_connection(connection)
            try:
                soundness.write_copy(found, place)
            except (OSError, sqlite3.Error) as error:
                raise InputError(str(place), f"cannot be written ({error}); expected room for a copy") from None

    def damaged(self, why: str) -> InputError:
        """Return the error for content that align did not write. ``why``: a few words."""
        if self.path is not None:
            return soundness.damaged(self.path, why)
        return InputError(self.name, f"is damaged ({why}); expected what align wrote")


def _require_sound(path: Path) -> None:
    soundness.require_plain(path)
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_MS / 1000)) as connection:
            connection.execute(f"PRAGMA {_TRUST}")
            soundness.require_sound(connection, path)
    except sqlite3.OperationalError as error:
        raise InputError(path.name, f"cannot be opened ({error}); expected a review or none yet") from None
    except sqlite3.DatabaseError as error:
        raise soundness.damaged(path, str(error)) from None


def _engine(url: URL, name: str) -> Engine:
    options: dict[str, Any] = {"pool_size": 16, "max_overflow": 64}
    kind = url.get_backend_name()
    if kind == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    try:
        engine = create_engine(url, **options)
    except ImportError:
        raise InputError(name, 'needs psycopg: pip install "psycopg[binary]"') from None
    if kind == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _url(place: Path | str) -> URL:
    """Return the URL of a database. Raises InputError unless it is one of SQLite or PostgreSQL."""
    if isinstance(place, Path):
        return URL.create("sqlite", database=str(place.absolute()))
    try:
        url = make_url(place)
        kind = url.get_backend_name()
    except ArgumentError:
        kind = ""
    if kind not in ("sqlite", "postgresql"):
        raise InputError("database", "is not the URL of a database; expected postgresql://user@host/name, or a file")
    return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url


def without_password(url: str) -> str:
    """Return the URL of a PostgreSQL database without password. Raises InputError for any other."""
    if _url(url).get_backend_name() != "postgresql":
        raise InputError("database", "is a file; expected postgresql://user@host/name")
    bare = make_url(url)._replace(password=None).difference_update_query(["password"])
    return bare.render_as_string(hide_password=False)


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
