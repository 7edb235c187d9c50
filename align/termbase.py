"""A termbase: the fixed renderings of Chinese terms, read from CSV, TSV or TBX.

A rendering is looked for the way a reviser reads, not letter by letter: case, hyphens and a plural ending do not
matter ("high quality developments" is "high-quality development"), word order and every word do.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from align.codecs import tbx
from align.document import Span
from align.errors import InputError

_HEADER = {"zh", "chinese", "source", "term", "中文", "术语"}
_ENGLISH = {"en", "english", "target", "translation", "rendering", "英文", "英语", "译文"}
_SEPARATORS = re.compile(r"\s*[|;；]\s*")


@dataclass(frozen=True, slots=True)
class Term:
    """A Chinese term and its accepted English renderings, the preferred one first."""

    zh: str
    renderings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Termbase:
    """Terms by their Chinese. ``name`` is the file's name, for messages."""

    terms: tuple[Term, ...]
    name: str = ""
    _pattern: re.Pattern[str] = field(init=False, repr=False, compare=False)
    _by_zh: dict[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_zh = {term.zh: term for term in self.terms}
        longest_first = sorted(by_zh, key=len, reverse=True)
        object.__setattr__(self, "_by_zh", by_zh)
        object.__setattr__(self, "_pattern", re.compile("|".join(map(re.escape, longest_first)) or r"(?!)"))

    def occurrences(self, text: str) -> Iterator[tuple[Term, Span]]:
        """The terms in a Chinese text with their spans: leftmost first, the longest where several start.

        >>> base = Termbase((Term("生产力", ("productivity",)), Term("新质生产力", ("new quality productive forces",))))
        >>> [(term.zh, span) for term, span in base.occurrences("发展新质生产力")]
        [('新质生产力', (2, 7))]
        """
        for match in self._pattern.finditer(text):
            yield self._by_zh[match.group()], match.span()


def with_terms(termbase: Termbase | None, terms: Sequence[Term]) -> Termbase | None:
    """A termbase and the renderings that reviewers added, which count as well as those that were there.

    >>> base = Termbase((Term("乡村振兴", ("rural revitalization",)),), "office.csv")
    >>> both = with_terms(base, [Term("乡村振兴", ("rural renewal",))])
    >>> both.terms[0].renderings if both else None
    ('rural revitalization', 'rural renewal')
    """
    if not terms:
        return termbase
    renderings: dict[str, tuple[str, ...]] = {}
    for term in (*(termbase.terms if termbase else ()), *terms):
        renderings[term.zh] = tuple(dict.fromkeys((*renderings.get(term.zh, ()), *term.renderings)))
    return Termbase(tuple(Term(zh, accepted) for zh, accepted in renderings.items()), termbase.name if termbase else "")


def find_rendering(term: Term, english: str) -> Span | None:
    """Where the first accepted rendering found stands in an English text; None where none does.

    >>> find_rendering(Term("高质量发展", ("high-quality development",)), "High quality developments matter.")
    (0, 25)
    """
    for rendering in term.renderings:
        if match := _rendering_pattern(rendering).search(english):
            return match.span()
    return None


def read_termbase(path: Path) -> Termbase:
    """Reads a termbase by its content: TBX (versions 2 and 3) if it is XML, else CSV or TSV.

    CSV and TSV: the Chinese, then the renderings, further ones in further columns or separated by ``|`` or ``;``; a
    first row of column names is skipped, and where it names English columns ("en"), only those hold renderings.

    Raises InputError with the row where a term has no rendering.
    """
    from align.readers import read

    source = read(path)
    terms = list(_from_tbx(path)) if source.text.lstrip().startswith("<") else list(_from_table(source.text, path.name))
    if not terms:
        raise InputError(path.name, "holds no terms; expected rows 'Chinese,English' (CSV, TSV) or TBX")
    merged: dict[str, tuple[str, ...]] = {}
    for term in terms:
        merged[term.zh] = tuple(dict.fromkeys((*merged.get(term.zh, ()), *term.renderings)))
    return Termbase(tuple(Term(zh, renderings) for zh, renderings in merged.items()), path.name)


@cache
def _rendering_pattern(rendering: str) -> re.Pattern[str]:
    words = re.findall(r"[^\s\-–]+", rendering)
    body = r"[\s\-–]+".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w){body}(?:e?s)?(?!\w)", re.IGNORECASE)


def _from_table(text: str, name: str) -> Iterator[Term]:
    delimiter = "\t" if "\t" in text.split("\n", 1)[0] else ","
    columns: list[int] | None = None
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        if number == 1 and cells[0].lower() in _HEADER:
            columns = [n for n, cell in enumerate(cells) if cell.lower() in _ENGLISH] or None
            continue
        english = cells[1:] if columns is None else [cells[n] for n in columns if n < len(cells)]
        renderings = [part for cell in english for part in _SEPARATORS.split(cell) if part]
        if not cells[0] or not renderings:
            raise InputError(name, f"row {number}: expected a Chinese term and its English, found {','.join(row)!r}")
        yield Term(cells[0], tuple(renderings))


def _from_tbx(path: Path) -> Iterator[Term]:
    from align.readers import open_file

    with open_file(path) as stream:
        for concept in tbx.read(stream, path.name):
            yield from (Term(zh, tuple(concept.en)) for zh in concept.zh)
