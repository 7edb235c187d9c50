"""Empty databases for the store: a SQLite file, and a database of a real PostgreSQL server that the tests start."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

BIN = Path("/usr/lib/postgresql")


@pytest.fixture(scope="session")
def postgresql():
    """Starts a server on a socket in a folder of its own; gives the arguments for psycopg. Skips where it cannot."""
    psycopg = pytest.importorskip("psycopg", reason="psycopg is not installed")
    found = sorted(BIN.glob("*/bin/initdb"))
    if not found:
        pytest.skip(f"no PostgreSQL server under {BIN}")
    folder = Path(tempfile.mkdtemp(prefix="align-pg-"))
    account: dict[str, object] = {}
    if os.geteuid() == 0:
        name = next((n for n in ("postgres", "nobody") if _exists(n)), None)
        if name is None:
            pytest.skip("PostgreSQL does not run as root, and there is no user postgres or nobody")
        user = pwd.getpwnam(name)
        os.chown(folder, user.pw_uid, user.pw_gid)
        account = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}

    def command(program: str, *arguments: str) -> None:
        path = found[-1].with_name(program)
        subprocess.run([str(path), *arguments], cwd=folder, check=True, capture_output=True, timeout=120, **account)

    command("initdb", "-D", str(folder / "data"), "-U", "align", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    command("pg_ctl", "-D", str(folder / "data"), "-l", str(folder / "log"), "-o", options, "-w", "start")
    try:
        yield psycopg, folder
    finally:
        command("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgresql_place(postgresql, request):
    """The URL of an empty database."""
    psycopg, folder = postgresql
    name = f"test{abs(hash(request.node.nodeid))}"
    with psycopg.connect(host=str(folder), user="align", dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql://align@/{name}?host={folder}"


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request, tmp_path):
    """Where a store can be opened."""
    if request.param == "sqlite":
        return tmp_path / "review.sqlite"
    return request.getfixturevalue("postgresql_place")


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True
