"""Tab-separated pairs: Chinese, a tab, English; one pair a line.

Cells are taken as they stand: no header, no quoting, no trimming. Columns after the second are ignored (scores,
comments). Only ``\\n`` and ``\\r\\n`` end a line: ``str.splitlines`` would also cut at U+2028 or a form feed inside a
cell, and shift every number after it.

A file that starts with the line of column names that ``align export --to tsv`` writes is read as it was written: with
ids, speakers, and escapes for tabs and line ends (:mod:`align.codecs.tab_separated`).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import BinaryIO

from align.codecs.record import Decided
from align.codecs.tab_separated import COLUMNS, id_of, uncell
from align.document import script_counts
from align.errors import InputError
from align.readers.encoding import decode
from align.readers.languages import LETTERS_PER_HAN
from align.readers.text import refuse_long_lines, require_text
from align.readers.units import unit_of_pair


def parse(stream: BinaryIO, name: str) -> list[Decided]:
    """The units of a .tsv file; ``id`` is the 0-based number of the line. Blank lines count but are no units.

    Where every line that shows it has English before Chinese, the columns are swapped. Raises InputError for a line
    without a tab, and where most lines but not all have English first: either guess would be wrong somewhere.
    """
    text, _ = decode(stream.read(), name)
    require_text(text, name)
    refuse_long_lines(text, name)
    lines = text.split("\n")
    if lines[0].removesuffix("\r").split("\t") == list(COLUMNS):
        return _ours(lines[1:], name)
    rows: list[tuple[int, str, str]] = []
    for number, line in enumerate(lines):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        left, tab, rest = line.partition("\t")
        if not tab:
            raise InputError(name, f"line {number + 1} has no tab; expected Chinese, a tab, English")
        rows.append((number, left, rest.partition("\t")[0]))
    if _are_swapped(rows, name):
        rows = [(number, right, left) for number, left, right in rows]
    return [Decided(unit_of_pair(number, zh, en)) for number, zh, en in rows if zh.strip() or en.strip()]


def _ours(lines: Sequence[str], name: str) -> list[Decided]:
    found = []
    for number, line in enumerate(lines):
        line = line.removesuffix("\r")
        if not line:
            continue
        cells = [uncell(cell) for cell in line.split("\t")]
        if len(cells) != len(COLUMNS):
            raise InputError(name, f"line {number + 2} has {len(cells)} cells; expected {len(COLUMNS)}")
        zh, en, id, zh_speaker, en_speaker, confidence = cells[:6]
        try:
            share = float(confidence)
        except ValueError:
            raise InputError(name, f"line {number + 2}: the confidence {confidence!r} is no number") from None
        unit = unit_of_pair(number, zh, en, id=id_of(id))
        found.append(Decided(replace(unit, zh_speaker=zh_speaker, en_speaker=en_speaker, confidence=share)))
    return found


def _are_swapped(rows: Sequence[tuple[int, str, str]], name: str) -> bool:
    sides = [(number, _is_chinese(left), _is_chinese(right)) for number, left, right in rows]
    as_expected = [number for number, left, right in sides if left is True and right is False]
    swapped = sum(left is False and right is True for _, left, right in sides)
    if swapped > len(as_expected) > 0:
        line = as_expected[0] + 1
        raise InputError(name, f"most lines have English before Chinese, but not line {line}; expected Chinese first")
    return swapped > 0 and not as_expected


def _is_chinese(text: str) -> bool | None:
    """None where a text has no letters."""
    han, latin = script_counts(text)
    return None if han == latin == 0 else han * LETTERS_PER_HAN >= latin
