"""Reviews that an older align made are brought up to date; those of a newer one are left alone."""

from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text
from store.reviews import only, project

from align.model.errors import InputError
from align.store import Store, migrations, schema
from align.store.database import Database

FIRST = Path(__file__).parents[1] / "cases" / "review-schema-1.sql"


def engine_of(place):
    return create_engine(f"sqlite:///{place}" if isinstance(place, Path) else place.replace(":", "+psycopg:", 1))


def execute(place, statements):
    engine = engine_of(place)
    with engine.begin() as connection:
        for statement in statements:
            cursor = connection.connection.cursor()  # as it is: neither ":" nor "%" are for parameters
            cursor.execute(statement)
    engine.dispose()


def shape(place):
    engine = engine_of(place)
    found = inspect(engine)
    tables = {
        table: (
            sorted(c["name"] for c in found.get_columns(table)),
            sorted(i["name"] for i in found.get_indexes(table)),
        )
        for table in found.get_table_names()
    }
    engine.dispose()
    return tables


@pytest.fixture
def old(place):
    """A review of two units with a decision and a comment, made by the first schema."""
    _, *lines = FIRST.read_text(encoding="utf-8").split("\n")
    execute(place, filter(str.strip, "\n".join(lines).split(";\n")))
    return place


def test_an_older_review_is_brought_up_to_date(old):
    assert "patterns" not in shape(old)
    store = Store.open(old)
    state = store.unit("0")
    assert [(v.decision, v.who, v.comment) for v in state.verdicts.values()] == [("confirmed", "Li", "应为5%")]
    assert [c.text for c in store.unit("1").comments] == ["?"]
    assert (state.conflict, state.suppressed) == (None, frozenset())
    store.suppress("figures", "谢谢", "thanks", who="Li")
    store.close()
    assert {table: columns for table, (columns, _) in shape(old).items()} == {
        table.name: sorted(column.name for column in table.columns) for table in schema.metadata.sorted_tables
    }
    assert "changes_row" in shape(old)["changes"][1]


def test_what_was_done_before_can_be_undone(old):
    store = Store.open(old)
    assert store.undo(who="Wang") == "commented"
    assert store.undo(who="Li") == "confirmed"
    assert store.bitext() == project((("产值增长5%。", "Output grew 6%."), ("谢谢。", "Thank you."))).bitext
    state = store.unit("0")
    store.decide("0", only(state).id, "fixed", who="Li", version=state.version)
    store.close()


def test_a_newer_review_is_left_alone(place):
    Store.open(place, seed=project()).close()
    execute(place, ["UPDATE schema_version SET version = version + 1"])
    before = shape(place)
    with pytest.raises(InputError, match="newer align"):
        Store.open(place)
    assert shape(place) == before


def test_a_database_of_something_else_is_left_alone(place):
    execute(place, ["CREATE TABLE units (id INTEGER)"])
    with pytest.raises(InputError, match="of another program"):
        Store.open(place, seed=project())
    assert list(shape(place)) == ["units"]


def test_a_step_that_fails_changes_nothing(old, monkeypatch):
    def fail(connection):
        migrations._from_1(connection)
        connection.execute(text("SELECT * FROM nothing"))

    monkeypatch.setitem(migrations.MIGRATIONS, 1, fail)
    with pytest.raises(InputError, match="cannot be opened"):
        Database(old)
    assert "patterns" not in shape(old)
