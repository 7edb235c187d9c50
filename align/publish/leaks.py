"""Keeps the splits apart: marks every unit whose Chinese or English stands, exactly or nearly, in a stricter split.

What is in test is taken out of validation and train, what is in validation out of train: a test set stays whole, as
the documents that it is made of. One side is enough: a model that has seen the source or the target has seen the test.
Units that the gates withhold are looked at too, because ``documents`` shows their texts.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from align.publish.duplicates import WIDTHS, Found, Index
from align.publish.settings import Split
from align.publish.staging import Staged

if TYPE_CHECKING:
    import pyarrow as pa


class Guard:
    """What stands in the test and validation splits."""

    def __init__(self, staged: Staged) -> None:
        """Read the evaluation splits of ``staged``; memory grows with them."""
        self._ids: list[str] = []
        texts: dict[str, list[str]] = {side: [] for side in WIDTHS}
        self._tests = 0
        splits: tuple[Split, ...] = ("test", "validation")
        for split in splits:
            for group in staged.groups(split):
                self._ids += group.units.column("id").to_pylist()
                for side, found in texts.items():
                    found += group.units.column(side).to_pylist()
            if split == "test":
                self._tests = len(self._ids)
        self._indexes = {side: Index(found, WIDTHS[side]) for side, found in texts.items() if any(found)}

    def mark(self, units: "pa.RecordBatch", split: Split) -> "pa.RecordBatch":
        """Return the units with those that leak withheld as near-duplicates; ``detail`` names what they are near to."""
        if split == "test":
            return units
        before = self._tests if split == "validation" else None
        details: dict[int, str] = {}

        def near(side: str) -> list[Found]:
            return list(self._indexes[side].near(units.column(side).to_pylist(), before=before))

        with ThreadPoolExecutor(len(WIDTHS)) as pool:  # numpy lets go of the interpreter while it sorts
            results = list(pool.map(near, self._indexes))
        for side, founds in zip(self._indexes, results, strict=True):
            for found in founds:
                detail = f"of {self._ids[found.other]} ({side}, {found.similarity:.2f})"
                details.setdefault(found.number, detail)
        return _withhold(units, details) if details else units


def _withhold(units: "pa.RecordBatch", details: dict[int, str]) -> "pa.RecordBatch":
    for name, values in (
        ("reason", dict.fromkeys(details, "")),
        ("withheld", dict.fromkeys(details, "near-duplicate")),
        ("detail", details),
    ):
        column = units.column(name).to_pylist()
        for number, value in values.items():
            column[number] = value
        index = units.schema.get_field_index(name)
        units = units.set_column(index, units.schema.field(name), column)
    return units
