"""Makes the configurations from the table of units, by groups of documents and without a loop over units."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from align.language.tables import words
from align.publish.features import features
from align.publish.rows import DOCUMENT_KEYS
from align.publish.staging import Group

if TYPE_CHECKING:
    import pyarrow as pa

BEAD_KEYS = words("""
    id zh en zh_speaker en_speaker bead_type confidence reordered zh_segments en_segments zh_turn en_turn zh_paragraph
    en_paragraph withheld
""")


def tables(group: Group) -> "dict[str, pa.Table]":
    """Return the rows of each configuration for a group of documents, without texts of near-duplicates."""
    import pyarrow as pa
    import pyarrow.compute as pc

    units = pa.table(group.units)
    if not units.num_rows:
        return {"documents": _documents(group, units)}
    of_document = pa.array([k for k, size in enumerate(group.sizes) for _ in range(size)], pa.int32())
    whole = {
        name: pa.array([getattr(facts, name) for facts in group.documents], kind).take(of_document)
        for name, kind in (
            ("document", pa.string()),
            ("date", pa.date32()),
            ("domain", pa.string()),
            ("zh_source", pa.string()),
            ("en_source", pa.string()),
            ("signature", pa.string()),
        )
    }
    for name, column in whole.items():
        units = units.append_column(name, column)
    kept = pc.equal(units["withheld"], "")
    clear = pc.not_equal(units["withheld"], "near-duplicate")
    blanked = units
    for side in ("zh", "en"):
        text = pc.if_else(clear, units[side], pa.scalar(None, pa.string()))
        blanked = blanked.set_column(blanked.schema.get_field_index(side), side, text)
    withheld = units.filter(pc.invert(kept)).drop_columns("reason")
    return {
        "pairs": _cast(_with_structs(units.filter(kept)), "pairs"),
        "documents": _documents(group, blanked),
        "issues": _issues(_with_structs(units.filter(clear))),
        "withheld": _cast(withheld.rename_columns({"withheld": "reason"}), "withheld"),
    }


def _with_structs(units: "pa.Table") -> "pa.Table":
    keys = ("zh_source", "en_source", "zh_segments", "en_segments", "zh_place", "en_place", "signature")
    units = units.append_column("translation", _struct(units, ("zh", "en")))
    return units.append_column("provenance", _struct(units, keys))


def _documents(group: Group, units: "pa.Table") -> "pa.Table":
    import pyarrow as pa

    offsets = [0]
    for size in group.sizes:
        offsets.append(offsets[-1] + size)
    schema = features()["documents"].arrow_schema
    kind = schema.field("beads").type.value_type
    beads = _struct(units, BEAD_KEYS).cast(kind)
    columns: dict[str, Any] = {key: [getattr(facts, key) for facts in group.documents] for key in DOCUMENT_KEYS}
    columns["beads"] = pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), beads)
    return pa.table({name: columns[name] for name in schema.names}, schema=schema)


def _issues(units: "pa.Table") -> "pa.Table":
    import pyarrow as pa
    import pyarrow.compute as pc

    issues = units["issues"].combine_chunks()
    owner = pc.list_parent_indices(issues)
    facts = pa.Table.from_struct_array(pc.list_flatten(issues))
    names = ["document", "date", "domain", "translation", "bead_type", "zh_speaker", "en_speaker", "withheld"]
    found = units.select(names).take(owner)
    for name in facts.column_names:
        if name != "id":
            found = found.append_column(name, facts[name])
    found = found.append_column("pair", units["id"].take(owner))
    found = found.append_column("id", pc.binary_join_element_wise(found["document"], facts["id"], ":"))
    return _cast(found.append_column("decision", _decisions(facts["verdicts"])), "issues")


def _decisions(verdicts: "pa.ChunkedArray") -> "pa.Array":
    """Return the last decision on each issue, or "open"."""
    import pyarrow as pa

    last = [found[-1]["decision"] if found else "open" for found in verdicts.to_pylist()]
    return pa.array(last, pa.string())


def _struct(units: "pa.Table", names: Sequence[str]) -> "pa.StructArray":
    import pyarrow as pa

    return pa.StructArray.from_arrays([units[name].combine_chunks() for name in names], names=list(names))


def _cast(table: "pa.Table", config: str) -> "pa.Table":
    """Return columns in the order and with the types of a configuration, including the fields of structs."""
    from datasets.table import table_cast

    schema = features()[config].arrow_schema
    if not table.num_rows:
        return schema.empty_table()
    return table_cast(table.select(schema.names), schema)
