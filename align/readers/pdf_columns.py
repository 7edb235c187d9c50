"""Puts the lines of a PDF page into reading order: without running heads, one column after the other."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from align.readers.pdf_lines import Line

EDGE = 4  # lines at the top and at the bottom of a page that may be running heads
MIN_COLUMN = 0.2  # of the text of a page that each column has
MIN_COLUMN_LINES = 4
MAX_CROSSING = 0.34  # of the lines of a page that may run across the gap between columns (a title, a table)
MAX_HANGING = 0.1  # of the lines of a column that reach into the gap after it
MAX_LINES = 2000  # of a page on which columns are looked for
MIN_GAP = 0.6  # of a line's height, between columns
SAME_LINE = 0.5  # of the height of a line that two pieces of it share
TOLERANCE = 3.0  # points by which a running head moves from page to page

_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"(?<![0-9])[0-9]{1,4}(?![0-9])")
_PAGE_NUMBER = re.compile(
    r"(?:[-–—·.\s]*(?:page\s*)?#(?:\s*(?:/|of)\s*#)?[-–—·.\s]*|第\s*#\s*页(?:\s*[,，/]?\s*共\s*#\s*页)?|[ivxlcIVXLC]{1,6})",
    re.IGNORECASE,
)


def without_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[Line]]:
    """Return the pages without running heads and page numbers, and the first of each running head.

    A line at the top or bottom is a running head if other pages have the same line at the same height, or one whose
    number grows with the pages. Page numbers are dropped.
    """
    found: dict[tuple[str, int], set[int]] = defaultdict(set)
    edges = [_edges(lines) for lines in pages]
    for number, lines in enumerate(edges):
        for line in lines:
            for key in _keys(line):
                found[key].add(number)
    needed = max(2, len(pages) // 4)
    heads: dict[str, Line] = {}
    kept = []
    for page, outer in zip(pages, edges, strict=True):
        running = {id(line) for line in outer if max(len(found[key]) for key in _keys(line)) >= needed}
        kept.append([line for line in page if id(line) not in running])
        for line in page:
            if id(line) in running and not _PAGE_NUMBER.fullmatch(_shape(line)):
                heads.setdefault(_shape(line), line)
    return kept, list(heads.values())


def in_reading_order(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the columns of a page in the order of reading, each with its lines from top to bottom.

    Text across the page ends the columns above it: a two-column page with a title is three columns.
    """
    gutter = _gutter(lines)
    if gutter is None:
        return [_merged(lines)] if lines else []
    left_of, right_of = gutter
    columns: list[list[Line]] = []
    pending: tuple[list[Line], list[Line]] = ([], [])
    across: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        side = 0 if line.right <= right_of else 1 if line.left >= left_of else -1
        if side < 0:
            columns += [*in_reading_order(pending[0]), *in_reading_order(pending[1])]
            pending = ([], [])
            across.append(line)
            continue
        if across:
            columns.append(_merged(across))
            across = []
        pending[side].append(line)
    rest = [*in_reading_order(pending[0]), *in_reading_order(pending[1])]
    return [*columns, *([_merged(across)] if across else []), *rest]


def _gutter(lines: Sequence[Line]) -> tuple[float, float] | None:
    """Return the strip between two columns, or None if the page has one column.

    A few lines may reach into it, for example with hanging punctuation.
    """
    if not 2 * MIN_COLUMN_LINES <= len(lines) <= MAX_LINES:
        return None
    gap = MIN_GAP * median(line.height for line in lines)
    first, last = min(line.left for line in lines), max(line.right for line in lines)
    best: tuple[float, float] | None = None
    fewest = MAX_CROSSING * len(lines)
    for end in sorted({line.left for line in lines}):
        if not first + 0.2 * (last - first) <= end <= first + 0.8 * (last - first):
            continue
        left = [line for line in lines if line.right <= end]
        right = [line for line in lines if line.left >= end]
        crossing = len(lines) - len(left) - len(right)
        hanging = sum(line.right > end - gap for line in left)
        if crossing < fewest and hanging <= MAX_HANGING * len(left) and _are_columns(left, right, lines):
            best, fewest = (end - gap, end), crossing
    return best


def _are_columns(left: Sequence[Line], right: Sequence[Line], lines: Sequence[Line]) -> bool:
    """True if both sides have lines of running text, beside each other."""
    if min(len(left), len(right)) < MIN_COLUMN_LINES:
        return False
    total = sum(len(line.text) for line in lines)
    if any(sum(len(line.text) for line in side) < MIN_COLUMN * total for side in (left, right)):
        return False
    top = min(max(line.top for line in side) for side in (left, right))
    bottom = max(min(line.bottom for line in side) for side in (left, right))
    return top - bottom > 2 * median(line.height for line in lines)


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Return lines from top to bottom, each joined from its pieces from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (-line.top, line.left)):
        if rows and _overlap(rows[-1][-1], line) >= SAME_LINE * min(rows[-1][-1].height, line.height):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_joined(sorted(row, key=lambda line: line.left)) for row in rows]


def _joined(row: Sequence[Line]) -> Line:
    first = row[0]
    if len(row) == 1:
        return first
    text = first.text
    for before, line in pairwise(row):
        text += ("\t" if line.left - before.right > MIN_GAP * line.height else "") + line.text
    bottom, top = min(line.bottom for line in row), max(line.top for line in row)
    return Line(first.page, text, first.left, max(line.right for line in row), bottom, top - bottom, first.first)


def _overlap(one: Line, other: Line) -> float:
    return min(one.top, other.top) - max(one.bottom, other.bottom)


def _edges(lines: Sequence[Line]) -> list[Line]:
    heights = sorted({round(line.bottom) for line in lines})
    outer = {*heights[:EDGE], *heights[-EDGE:]}
    return [line for line in lines if round(line.bottom) in outer]


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


def _keys(line: Line) -> list[tuple[str, int]]:
    """Return what a line shares with the same running head of another page.

    That is its text, with its number minus the page's, and one of the two nearest heights, in steps, so that lines a
    little apart share one.
    """
    text = line.text
    says = [text, *(f"{text[: n.start()]}#{int(n[0]) - line.page}{text[n.end() :]}" for n in _NUMBER.finditer(text))]
    step = round(line.bottom / TOLERANCE)
    steps = (step, step + (1 if line.bottom > step * TOLERANCE else -1))
    return [(shape, height) for shape in says for height in steps]
