"""Tab-separated pairs: Chinese, a tab, English; one pair per line.

Cells are read unchanged: no header, no quoting, no trimming. Columns after the second are ignored (scores,
comments). Only ``\\n`` and ``\\r\\n`` end a line: ``str.splitlines`` would also cut at U+2028 or a form feed inside a
cell, and shift every number after it.

A file that starts with the column names of ``align export --to tsv`` is read as such: with ids, speakers, and escapes
for tabs and line ends (:mod:`align.codecs.tab_separated`).
"""

from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from typing import BinaryIO

from align.codecs.record import Decided
from align.codecs.tab_separated import COLUMNS, id_of, uncell
from align.model.errors import InputError
from align.readers.languages import is_chinese
from align.readers.lines import lines_of
from align.readers.units import DistinctIds, unit_of_pair


def parse(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Yield the units of a .tsv file; ``id`` is the 0-based number of the line. Blank lines are counted but skipped.

    If every line has English before Chinese, the columns are swapped. Raises InputError for a line without a tab, and
    if most lines but not all have English first, since either order would be wrong for some.
    """
    for line in lines_of(stream, name):
        if line.removesuffix("\r").split("\t") == list(COLUMNS):
            yield from _ours(stream, name)
            return
        break
    swapped = _are_swapped(stream, name)
    for number, left, right in _rows(stream, name):
        if left.strip() or right.strip():
            zh, en = (right, left) if swapped else (left, right)
            yield Decided(unit_of_pair(number, zh, en))


def _rows(stream: BinaryIO, name: str) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines_of(stream, name)):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        left, tab, rest = line.partition("\t")
        if not tab:
            raise InputError(
                name, f"line {number + 1} has no tab; expected Chinese, a tab, English; to align texts, use align run"
            )
        yield number, left, rest.partition("\t")[0]


def _ours(stream: BinaryIO, name: str) -> Iterator[Decided]:
    distinct = DistinctIds()
    for number, line in enumerate(lines_of(stream, name)):
        line = line.removesuffix("\r")
        if number == 0 or not line:
            continue
        cells = [uncell(cell) for cell in line.split("\t")]
        if len(cells) != len(COLUMNS):
            raise InputError(name, f"line {number + 1} has {len(cells)} cells; expected {len(COLUMNS)}")
        zh, en, id, zh_speaker, en_speaker, confidence = cells[:6]
        try:
            share = float(confidence)
            if not isfinite(share):
                raise ValueError
        except ValueError:
            raise InputError(name, f"line {number + 1}: invalid confidence {confidence!r}; expected a number") from None
        unit = unit_of_pair(number - 1, zh, en, id=id_of(id))
        unit = replace(unit, zh_speaker=zh_speaker, en_speaker=en_speaker, confidence=share)
        yield from distinct.apply([Decided(unit)])


def _are_swapped(stream: BinaryIO, name: str) -> bool:
    first_as_expected = swapped = as_expected = 0
    for number, left, right in _rows(stream, name):
        sides = is_chinese(left), is_chinese(right)
        if sides == (True, False):
            first_as_expected = first_as_expected or number + 1
            as_expected += 1
        elif sides == (False, True):
            swapped += 1
    if swapped > as_expected > 0:
        line = first_as_expected
        raise InputError(name, f"most lines have English before Chinese, but not line {line}; expected Chinese first")
    return swapped > 0 and not as_expected
