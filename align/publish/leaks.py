"""Withholds pairs for others: near-duplicates across splits, texts of named test sets, duplicates among the pairs.

Texts of test are removed from validation and train, texts of validation from train, so a test set keeps whole
documents. One side is enough: a model that has seen the source or the target has seen the test. Withheld units are
checked too, because ``documents`` shows their texts. The same holds for lists of test sets that the user names. Of
training pairs that are duplicates of each other, both sides together, the first stays.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from align.publish import fingerprints
from align.publish.duplicates import WIDTHS, Found, Index
from align.publish.gates import Withheld
from align.publish.settings import Settings, Split
from align.publish.staging import Staged

if TYPE_CHECKING:
    import pyarrow as pa

_MARKS = re.compile(r"[\W_]+")
PAIR_WIDTH = 4  # characters of a shingle of a pair, both sides together


class Guard:
    """Indexes of the test and validation splits, of lists of test sets, and of training pairs."""

    def __init__(self, staged: Staged, settings: Settings) -> None:
        """Read the evaluation splits of ``staged``; memory grows with them, for "near" with all training pairs."""
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
        self._lists = [
            (Path(entry.file).name, side, Index.of_shingles(shingles, WIDTHS[side]), lines)
            for entry in settings.decontaminate
            for side, (shingles, lines) in fingerprints.read(Path(entry.file)).items()
        ]
        self._duplicates = settings.duplicates
        self._seen: dict[bytes, str] = {}
        self._published: list[str] = []
        self._pairs: Index | None = None
        if settings.duplicates == "near":
            pairs = [pair for group in staged.groups("train") for pair in _published(group.units).values()]
            self._pairs = Index(pairs, PAIR_WIDTH) if pairs else None

    def mark(self, units: "pa.RecordBatch", split: Split) -> "pa.RecordBatch":
        """Return the units with those withheld that leak or repeat; ``detail`` names the other text.

        The groups of a split must come in order, each once.
        """
        if split == "test":
            return units
        leaks = self._leaks(units, split)
        contaminated = {k: detail for k, detail in self._listed(units).items() if k not in leaks}
        marked = _withhold(_withhold(units, leaks, "near-duplicate"), contaminated, "contaminated")
        return _withhold(marked, self._repeated(units, marked), "duplicate") if split == "train" else marked

    def _leaks(self, units: "pa.RecordBatch", split: Split) -> dict[int, str]:
        before = self._tests if split == "validation" else None

        def near(side: str) -> list[Found]:
            return list(self._indexes[side].near(units.column(side).to_pylist(), before=before))

        details: dict[int, str] = {}
        with ThreadPoolExecutor(len(WIDTHS)) as pool:  # numpy releases the GIL while it sorts
            results = list(pool.map(near, self._indexes))
        for side, founds in zip(self._indexes, results, strict=True):
            for found in founds:
                detail = f"of {self._ids[found.other]} ({side}, {found.similarity:.2f})"
                details.setdefault(found.number, detail)
        return details

    def _listed(self, units: "pa.RecordBatch") -> dict[int, str]:
        details: dict[int, str] = {}
        for name, side, index, lines in self._lists:
            for found in index.near(units.column(side).to_pylist()):
                details.setdefault(found.number, f"{name}, line {lines[found.other]} ({side}, {found.similarity:.2f})")
        return details

    def _repeated(self, units: "pa.RecordBatch", marked: "pa.RecordBatch") -> dict[int, str]:
        """Return the published pairs that are duplicates of earlier ones."""
        if self._duplicates == "keep":
            return {}
        ids, pairs = units.column("id").to_pylist(), _published(units)
        start = len(self._published)
        self._published += [ids[k] for k in pairs]
        kept = set(_published(marked))
        details: dict[int, str] = {}
        if self._pairs is not None:
            numbers = np.arange(start, start + len(pairs))
            places = list(pairs)
            for found in self._pairs.near(list(pairs.values()), before=numbers):
                details[places[found.number]] = f"of {self._published[found.other]} ({found.similarity:.2f})"
        for k, pair in pairs.items():
            if k in kept and (first := self._seen.setdefault(_key(pair), ids[k])) != ids[k]:
                details[k] = f"of {first}"
        return {k: detail for k, detail in details.items() if k in kept}


def _published(units: "pa.RecordBatch") -> Mapping[int, str]:
    """Return the texts of the pairs that are not withheld, by their place in the batch."""
    columns = (units.column(name).to_pylist() for name in ("withheld", "zh", "en"))
    return {k: f"{zh}\n{en}" for k, (reason, zh, en) in enumerate(zip(*columns, strict=True)) if not reason}


def _key(pair: str) -> bytes:
    """Return the digest of the letters and digits of a pair, without case and width."""
    zh, _, en = unicodedata.normalize("NFKC", pair).casefold().partition("\n")
    letters = f"{_MARKS.sub('', zh)}\n{_MARKS.sub('', en)}"
    return hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _withhold(units: "pa.RecordBatch", details: dict[int, str], reason: Withheld) -> "pa.RecordBatch":
    if not details:
        return units
    for name, values in (
        ("reason", dict.fromkeys(details, "")),
        ("withheld", dict.fromkeys(details, reason)),
        ("detail", details),
    ):
        column = units.column(name).to_pylist()
        for number, value in values.items():
            column[number] = value
        index = units.schema.get_field_index(name)
        units = units.set_column(index, units.schema.field(name), column)
    return units
