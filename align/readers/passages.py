"""Passages of a bilingual text: the pieces between two changes of language, paragraph ends or table cells.

A passage is a paragraph of one side. It is one slice of the text, or several if a table row spreads it over cells
("| 1 | 标题 | Title |": the number belongs to the Chinese).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from align.model.document import Language, Span, script_counts
from align.readers.language_runs import Atom, atoms_of, languages_of

_PIPES = re.compile(r"[|｜]")
_ENDED = re.compile(r"[。！？；：….!?:;][”’」』）)\]\"']*\s*$")
_SHORT_LINE = 0.6  # share of the longest line of its paragraph: a shorter line was not broken for width


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage. ``slices``: spans of the file's text. ``row``: its line if that has both languages, else -1.

    ``han``, ``latin``: the numbers of Han characters and of Latin letters.
    """

    language: Language
    slices: tuple[Span, ...]
    row: int
    han: int
    latin: int

    @property
    def is_neutral(self) -> bool:
        """True if it has no letters: a page number, a row of asterisks."""
        return not self.han and not self.latin


def passages_of(text: str) -> list[Passage]:
    """Return the passages of a text, in order.

    Every character that is not white space is in exactly one of them, except for layout marks: pipes and slashes where
    the language changes, all pipes of a table row, and the rule rows of tables.

    >>> text = "| 1 | 标题 | A title |"
    >>> [(p.language, [text[s:e] for s, e in p.slices]) for p in passages_of(text)]
    [('zh', ['1', '标题']), ('en', ['A title'])]
    """
    atoms = atoms_of(text)
    languages = languages_of(text, atoms)
    lines = _line_numbers(text, atoms)
    tables = _table_rows(text)
    line_ends = _paragraph_ends(text, atoms, languages)
    found: list[tuple[Language, tuple[Span, ...], int]] = []
    slices: list[Span] = []
    start = _first_kept(text, atoms, tables)
    for k, atom in enumerate(atoms):
        is_last = k + 1 == len(atoms)
        gap = text[atom.end : len(text) if is_last else atoms[k + 1].start]
        changes = not is_last and languages[k + 1] != languages[k]
        in_row = lines[k] in tables
        next_in_row = in_row if is_last else lines[k + 1] in tables
        ends = is_last or changes or k in line_ends or ("\n" in gap and (in_row or next_in_row))
        if ends or (in_row and _PIPES.search(gap)):
            layout = changes or in_row or next_in_row
            slices.append((start, atom.end if layout else atom.end + len(gap.rstrip())))
            start = 0 if is_last else atoms[k + 1].start
        if ends:
            found.append((languages[k], tuple(slices), lines[k]))
            slices = []
    return _passages(text, found)


def _passages(text: str, found: Sequence[tuple[Language, tuple[Span, ...], int]]) -> list[Passage]:
    sides: dict[int, set[Language]] = {}
    for language, _, line in found:
        sides.setdefault(line, set()).add(language)
    passages = []
    for language, slices, line in found:
        counts = [script_counts(text[start:end]) for start, end in slices]
        han, latin = sum(c[0] for c in counts), sum(c[1] for c in counts)
        passages.append(Passage(language, slices, line if len(sides[line]) == 2 else -1, han, latin))
    return passages


def _line_numbers(text: str, atoms: Sequence[Atom]) -> list[int]:
    numbers = []
    number = at = 0
    for atom in atoms:
        number += text.count("\n", at, atom.start)
        at = atom.start
        numbers.append(number)
    return numbers


def _table_rows(text: str) -> set[int]:
    """Return the numbers of the lines that are rows of a piped table."""
    return {
        number
        for number, line in enumerate(text.split("\n"))
        if len(_PIPES.findall(line)) >= 2 and (line.lstrip().startswith(("|", "｜")) or all(script_counts(line)))
    }


def _first_kept(text: str, atoms: Sequence[Atom], tables: set[int]) -> int:
    """Return the start of the first passage: a separator before its first atom, unless that belongs to a table."""
    if not atoms or 0 in tables or text.count("\n", 0, atoms[0].start) in tables:
        return atoms[0].start if atoms else 0
    return len(text) - len(text.lstrip())


def _paragraph_ends(text: str, atoms: Sequence[Atom], languages: Sequence[Language]) -> set[int]:
    """Return the last atoms of paragraphs that more text of the same language follows.

    A blank line ends a paragraph. So does the end of a line that was not broken for width: one that ends a sentence or
    is shorter than its neighbours.
    """
    ends: set[int] = set()
    lines: list[Span] = []  # the open paragraph: first atom, last atom
    first = 0
    for k in range(len(atoms)):
        is_last = k + 1 == len(atoms)
        newlines = 2 if is_last else text.count("\n", atoms[k].end, atoms[k + 1].start)
        changes = is_last or languages[k + 1] != languages[k]
        if not newlines and not changes:
            continue
        lines.append((first, k))
        first = k + 1
        if newlines > 1 or changes:
            ends.update(_unbroken(text, atoms, lines))
            lines = []
            if not changes:
                ends.add(k)
    return ends


def _unbroken(text: str, atoms: Sequence[Atom], lines: Sequence[Span]) -> Iterator[int]:
    """Yield the last atoms of lines not broken for width, except for the last line of the paragraph."""
    texts = [text[atoms[first].start : atoms[last].end] for first, last in lines]
    longest = max(map(len, texts))
    for (_, last), line in zip(lines[:-1], texts, strict=False):
        if _ENDED.search(line) or len(line) < _SHORT_LINE * longest:
            yield last
