"""The tables and their version; the migrations from older versions are in :mod:`align.store.migrations`.

The ``version`` of a unit is the id of the last history entry that changed it. Nothing is ever lost by deleting:
``changes`` has every row before and after each entry.
"""

from sqlalchemy import Boolean, Column, Connection, Float, Index, Integer, MetaData, Table, Text, inspect, select

VERSION = 4

metadata = MetaData()

schema_version = Table("schema_version", metadata, Column("version", Integer, nullable=False))

project = Table(
    "project", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False, comment="JSON")
)

units = Table(
    "units",
    metadata,
    Column("key", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", Float(53), nullable=False),
    Column("id", Text, nullable=False, comment="JSON: a number or a string"),
    Column("zh", Text, nullable=False, comment="JSON: segment numbers"),
    Column("en", Text, nullable=False, comment="JSON: segment numbers"),
    Column("zh_text", Text, nullable=False),
    Column("en_text", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("zh_speaker", Text, nullable=False),
    Column("en_speaker", Text, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("scores", Text, nullable=False, comment="JSON"),
    Column("reordered", Boolean, nullable=False),
    Column("zh_place", Text, nullable=False),
    Column("en_place", Text, nullable=False),
    Column("locked", Boolean, nullable=False),
    Column("changed", Boolean, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("edited_by", Text, nullable=False),
    Column("edited_when", Text, nullable=False),
    Column("approved", Text, comment="JSON: a verdict"),
    Column("conflict", Text, comment="JSON: a dropped edit"),
    Column("signed", Text, comment="JSON: a verdict, of the chief editor"),
)

issues = Table(
    "issues",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit", Text, nullable=False, index=True),
    Column("place", Integer, nullable=False, comment="among the unit's issues"),
    Column("scorer", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("confidence", Float(53), nullable=False),
    Column("message", Text, nullable=False),
    Column("zh_span", Text, comment="JSON"),
    Column("en_span", Text, comment="JSON"),
    Column("zh_value", Text, nullable=False),
    Column("en_value", Text, nullable=False),
    Column("suggestion", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("values", Text, nullable=False, comment="JSON"),
    Column("closed", Text, comment="why it is no longer found; NULL if it is"),
    Column("closed_when", Text),
    Column("closed_zh_text", Text),
    Column("closed_en_text", Text),
)

verdicts = Table(
    "verdicts",
    metadata,
    Column("issue", Text, primary_key=True),
    Column("unit", Text, nullable=False, index=True),
    Column("decision", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("comment", Text, nullable=False),
    Column("pattern", Boolean, nullable=False),
)

comments = Table(
    "comments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("unit", Text, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("side", Text, primary_key=True),
    Column("record", Text, nullable=False, comment="JSON"),
)

terms = Table(
    "terms",
    metadata,
    Column("zh", Text, primary_key=True),
    Column("en", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
)

patterns = Table(
    "patterns",
    metadata,
    Column("scorer", Text, primary_key=True),
    Column("zh_value", Text, primary_key=True, comment="the words in the text, not the value of a figure"),
    Column("en_value", Text, primary_key=True),
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
)

former_ids = Table(
    "former_ids",
    metadata,
    Column("former", Text, primary_key=True, comment="the id of an issue in version 2; workbooks may still name it"),
    Column("id", Text, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("undoes", Integer),
)

changes = Table(
    "changes",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("table", Text, nullable=False),
    Column("key", Text, nullable=False, comment="JSON: the row's primary key"),
    Column("before", Text, comment="JSON: the row, NULL if there was none"),
    Column("after", Text, comment="JSON: the row, NULL if there is none"),
)
changes_row = Index("changes_row", changes.c.table, changes.c.key)

touched = Table(
    "touched",
    metadata,
    Column("entry", Integer, primary_key=True),
    Column("unit", Text, primary_key=True, index=True),
)

JOURNALED = {table.name: table for table in (project, documents, units, issues, verdicts, comments, terms, patterns)}
"""The tables whose rows the history can restore."""


ADDED: dict[str, dict[str, object]] = {
    "units": {"conflict": None, "signed": None},
    "verdicts": {"pattern": False},
    "issues": {"code": "", "values": "{}"},
}
"""The values of columns added by later versions, for older rows in the history."""


class VersionError(ValueError):
    """The version of the tables is no number."""


def version_of(connection: Connection) -> int:
    """Return the version of the tables of a database, 0 if it has none. Raises VersionError.

    Where it is this one, the database can be opened without waiting for writers. Of tables that are missing although
    their version is there, reading is the first to know.
    """
    if not inspect(connection).has_table(schema_version.name):
        return 0
    found = connection.execute(select(schema_version.c.version)).scalars().all()
    if len(found) != 1 or not isinstance(found[0], int) or found[0] < 1:
        raise VersionError(f"the version of its tables is {found[0] if found else None!r}")
    return found[0]
