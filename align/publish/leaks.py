"""Separates the splits: marks units whose Chinese or English is, exactly or nearly, in a stricter split.

Texts of test are removed from validation and train, texts of validation from train, so a test set keeps whole
documents. One side is enough: a model that has seen the source or the target has seen the test. Withheld units are
checked too, because ``documents`` shows their texts.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from align.publish.duplicates import WIDTHS, Found, Index
from align.publish.settings import Split
from align.publish.staging import Staged

if TYPE_CHECKING:
    import pyarrow as pa


class Guard:
    """An index of the test and validation splits."""

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
        """Return the units, with leaking ones withheld as near-duplicates; ``detail`` names the other text."""
        if split == "test":
            return units
        before = self._tests if split == "validation" else None
        details: dict[int, str] = {}

        def near(side: str) -> list[Found]:
            return list(self._indexes[side].near(units.column(side).to_pylist(), before=before))

        with ThreadPoolExecutor(len(WIDTHS)) as pool:  # numpy releases the GIL while it sorts
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
