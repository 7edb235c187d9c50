"""A review file that somebody sent, or that a disk has changed, runs nothing, loses nothing and has one message."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from store.reviews import only, project
from store.test_schema import FIRST

from align.model.errors import InputError
from align.store import Store


@pytest.fixture
def review(tmp_path):
    """A review with a decision in it."""
    path = tmp_path / "review.sqlite"
    with closing(Store.open(path, seed=project())) as store:
        state = store.unit("0")
        store.decide("0", only(state).id, "confirmed", who="Li", version=state.version)
    return path


def run(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


FOREIGN = {
    "trigger": "CREATE TRIGGER t AFTER INSERT ON comments BEGIN DELETE FROM verdicts; END",
    "view": "CREATE VIEW v AS SELECT 1",
    "table": "CREATE VIRTUAL TABLE f USING fts5(a)",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_what_would_run_is_refused(review, kind):
    run(review, FOREIGN[kind])
    with pytest.raises(InputError, match=f"has a {kind}, '.', that align did not make"):
        Store.open(review)


def test_functions_of_the_schema_are_not_trusted(review):
    with closing(Store.open(review)) as store, store._db.read() as connection:
        assert connection.exec_driver_sql("PRAGMA trusted_schema").scalar() == 0


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", "-journal"])
def test_a_link_has_no_other_file_written(review, tmp_path, ending):
    other = tmp_path / "other"
    other.write_bytes(review.read_bytes() if not ending else b"")
    before = other.read_bytes()
    if not ending:
        review.unlink()
    review.with_name(review.name + ending).symlink_to(other)
    with pytest.raises(InputError, match="is a link or a device"):
        Store.open(review, seed=project())
    assert other.read_bytes() == before


def test_a_journal_has_no_other_file_deleted(review, tmp_path):
    """A rollback journal that names a super-journal: SQLite would delete the file of that name after playing it."""
    other = tmp_path / "thesis.txt"
    other.write_text("mine")
    name = os.fsencode(other)
    run(review, "PRAGMA journal_mode=DELETE")
    magic = bytes.fromhex("d9d505f920a163d7")
    pages = len(review.read_bytes()) // 4096
    head = magic + b"".join(n.to_bytes(4, "big") for n in (0, 1, pages, 512, 4096))
    tail = (pages + 1).to_bytes(4, "big") + name + len(name).to_bytes(4, "big")
    tail += (sum(name) & 0xFFFFFFFF).to_bytes(4, "big") + magic
    review.with_name("review.sqlite-journal").write_bytes(head.ljust(512, b"\0") + tail)
    with pytest.raises(InputError, match="is a journal that align does not write"):
        Store.open(review)
    assert other.read_text() == "mine"


def test_an_empty_file_is_damage_and_the_last_copy_is_named(review):
    review.write_bytes(b"")
    with pytest.raises(InputError, match=r"is damaged \(it is empty\); there is no copy of it"):
        Store.open(review, seed=project())
    assert review.read_bytes() == b""


def test_a_copy_can_be_put_in_its_place(review):
    with closing(Store.open(review)) as store:
        store.keep_copy()
    review.write_bytes(review.read_bytes()[:5000])
    with pytest.raises(InputError, match=r"is damaged .*the last good copy is review\.copy\.sqlite: put it in its"):
        Store.open(review, seed=project())
    shutil.copy(review.with_name("review.copy.sqlite"), review)
    with closing(Store.open(review)) as store:
        assert [verdict.decision for verdict in store.unit("0").verdicts.values()] == ["confirmed"]


def test_an_older_review_is_copied_before_its_tables_are_changed(tmp_path):
    path = tmp_path / "review.sqlite"
    run(path, *filter(str.strip, "\n".join(FIRST.read_text(encoding="utf-8").split("\n")[1:]).split(";\n")))
    Store.open(path).close()
    with closing(sqlite3.connect(tmp_path / "review.schema-1.sqlite")) as copy:
        assert copy.execute("SELECT version FROM schema_version").fetchall() == [(1,)]
        assert copy.execute("SELECT count(*) FROM verdicts").fetchall() == [(1,)]


DAMAGE = {
    "no version": ("DELETE FROM schema_version",),
    "two versions": ("INSERT INTO schema_version VALUES (2)",),
    "version as text": ("UPDATE schema_version SET version = 'x'",),
    "negative version": ("UPDATE schema_version SET version = -1",),
    "missing table": ("DROP TABLE verdicts",),
    "missing column": ("ALTER TABLE units RENAME COLUMN zh_text TO other",),
    "no project": ("DELETE FROM project",),
    "broken JSON": ("UPDATE units SET zh = '[1' WHERE key = '0'",),
    "other JSON": ("UPDATE project SET value = '[]' WHERE name = 'run'",),
    "unit version as text": ("UPDATE units SET version = 'x' WHERE key = '0'",),
    "unit version of the future": ("UPDATE units SET version = 99 WHERE key = '0'",),
    "another text": ("UPDATE units SET en_text = 'Other.' WHERE key = '0'",),
    "a lost verdict": ("DELETE FROM verdicts",),
    "a verdict of nobody": ("INSERT INTO verdicts VALUES ('x', '0', 'confirmed', 'Li', '', '', 0)",),
    "a lost change": ("DELETE FROM changes WHERE \"table\" = 'verdicts'",),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_what_align_did_not_write_is_damage(review, kind):
    run(review, *DAMAGE[kind])
    before = review.read_bytes()
    with pytest.raises(InputError, match=r"review\.sqlite: is damaged \("):
        Store.open(review, seed=project())
    assert review.read_bytes() == before


def test_pages_are_checked_even_where_no_row_is_read_from_them(review):
    data = bytearray(review.read_bytes())
    data[36:40] = (7).to_bytes(4, "big")  # the number of free pages
    review.write_bytes(data)
    with pytest.raises(InputError, match="is damaged"):
        Store.open(review)


def test_sixty_damaged_files_are_read_as_they_were_or_refused(review, tmp_path):
    whole, rng = review.read_bytes(), random.Random(19)
    with closing(Store.open(review)) as store:
        expected = store.bitext()
    refused = []
    for number in range(60):
        data = bytearray(whole)
        at = rng.randrange(len(data))
        if number % 3 == 0:
            data = data[:at]
        elif number % 3 == 1:
            data[at : at + 64] = rng.randbytes(64)
        else:
            data[at] ^= 1 << rng.randrange(8)
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(data)
        try:
            with closing(Store.open(path)) as store:
                found = store.bitext()
        except InputError as error:
            refused.append(str(error))
        else:
            assert found == expected, number
    assert len(refused) >= 20
    assert not [message for message in refused if "\n" in message]


def test_a_review_is_there_whole_or_not_at_all(tmp_path, monkeypatch):
    def fail(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "_commit", fail)
    with pytest.raises(KeyboardInterrupt):
        Store.open(tmp_path / "review.sqlite", seed=project())
    assert list(Path(tmp_path).iterdir()) == []
