"""Piped tables of Markdown: rows of cells, as those of other tables are read."""

import re
from collections.abc import Iterator, Sequence

from align.readers.bilingual_columns import columns_of

PIPE = "\ue07c"
"""Stands for a pipe that is written ``\\|`` and ends no cell."""

_RULE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")


def without_pipes(lines: Sequence[str]) -> list[str]:
    """Return the lines of a text with tabs between the cells of its piped tables, and their rule rows blank.

    ``PIPE`` becomes a pipe. A table with a Chinese and an English column stays as it is:
    :mod:`align.readers.interleaved` reads it.

    >>> without_pipes(["| 省 | 公路 |", "| --- | --- |", "| 山西   | 320公里。 |", "", "甲|乙"])
    ['省\\t公路', '', '山西\\t320公里。', '', '甲|乙']
    """
    out = list(lines)
    for start, end in _tables(lines):
        rows = [_cells(line) for line in lines[start:end]]
        if columns_of([row for k, row in enumerate(rows) if k != 1]) is None:
            out[start:end] = ["" if k == 1 else "\t".join(filter(None, row)) for k, row in enumerate(rows)]
    return [line.replace(PIPE, "|") for line in out]


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the first line of each table, above its rule, and the one after its last: without pipes, or blank."""
    end = 0
    for number in range(1, len(lines)):
        if number <= end or "|" not in lines[number] or not _RULE.fullmatch(lines[number].strip()):
            continue
        if len(_cells(lines[number - 1])) == len(_cells(lines[number])):
            end = number + 1
            while end < len(lines) and "|" in lines[end]:
                end += 1
            yield number - 1, end


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]
