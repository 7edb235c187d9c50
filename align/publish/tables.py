"""Makes the configurations from the table of units, by groups of documents and without a loop over units."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from align.language.tables import words
from align.publish.features import features
from align.publish.gates import HIDDEN
from align.publish.rows import DOCUMENT_KEYS
from align.publish.staging import Group

if TYPE_CHECKING:
    import pyarrow as pa

BEAD_KEYS = words("""
    id zh en zh_speaker en_speaker bead_type confidence linked score reordered zh_segments en_segments zh_turn en_turn
    zh_paragraph en_paragraph withheld
""")


def tables(group: Group, windows: int = 0) -> "dict[str, pa.Table]":
    """Return the rows of each configuration for a group of documents, without texts that stand in a test set.

    ``windows``: the number of pairs in a row of the configuration "windows", 0 for none.
    """
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
            ("zh_url", pa.string()),
            ("en_url", pa.string()),
            ("license", pa.string()),
            ("signature", pa.string()),
        )
    }
    for name, column in whole.items():
        units = units.append_column(name, column)
    kept = pc.equal(units["withheld"], "")
    clear = pc.invert(pc.is_in(units["withheld"], pa.array(HIDDEN)))
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
        **({"windows": _windows(units, kept.to_numpy(), windows)} if windows else {}),
    }


def _with_structs(units: "pa.Table") -> "pa.Table":
    keys = (
        "zh_source",
        "en_source",
        "zh_url",
        "en_url",
        "license",
        "zh_segments",
        "en_segments",
        "zh_place",
        "en_place",
        "signature",
    )
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


def _windows(units: "pa.Table", kept: NDArray[np.bool_], size: int) -> "pa.Table":
    """Return the windows: runs of ``size`` pairs of a document between which nothing is withheld, without overlap."""
    import pyarrow as pa

    document = units["document"].to_numpy(zero_copy_only=False)
    places = np.flatnonzero(kept)
    follows = (np.diff(places, prepend=-2) == 1) & (document[places] == document[np.maximum(places - 1, 0)])
    starts = np.flatnonzero(~follows)
    lengths = np.diff(np.append(starts, len(places)))
    within = np.arange(len(places)) - np.repeat(starts, lengths)
    whole = units.take(pa.array(places[within < np.repeat(lengths // size * size, lengths)]))
    first = whole.take(pa.array(np.arange(0, whole.num_rows, size)))
    schema = features()["windows"].arrow_schema
    beads = _struct(whole, BEAD_KEYS).cast(schema.field("beads").type.value_type)
    ends = pa.array(np.arange(0, whole.num_rows + 1, size), pa.int32())
    columns = {name: first[name].combine_chunks() for name in ("id", "document", "date", "domain")}
    return _cast(pa.table({**columns, "beads": pa.ListArray.from_arrays(ends, beads)}), "windows")


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
