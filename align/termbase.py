"""A termbase: the fixed renderings of Chinese terms, read from CSV, TSV or TBX.

A rendering is looked for the way a reviser reads, not letter by letter: case, hyphens and a plural ending do not
matter ("high quality developments" is "high-quality development"), word order and every word do.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import BinaryIO

from align.codecs import tbx
from align.document import Span, script_counts
from align.errors import InputError

_HEADER = {"zh", "chinese", "source", "term", "中文", "术语"}
_ENGLISH = {"en", "english", "target", "translation", "rendering", "英文", "英语", "译文"}
_QUOTED = re.compile('"[^"]*"')
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
    known, name = (termbase.terms, termbase.name) if termbase else ((), "")
    return merged((*known, *terms), name)


def merged(terms: Iterable[Term], name: str = "") -> Termbase:
    """A termbase in which each Chinese term stands once, with all of its renderings."""
    renderings: dict[str, dict[str, None]] = {}
    for term in terms:
        renderings.setdefault(term.zh, {}).update(dict.fromkeys(term.renderings))
    return Termbase(tuple(Term(zh, tuple(accepted)) for zh, accepted in renderings.items()), name)


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
    """Reads a termbase by its content: TBX (versions 2 and 3) if it is XML, else CSV, TSV, or a table in what we read.

    CSV and TSV: the Chinese, then the renderings, further ones in further columns or separated by ``|`` or ``;`` (which
    may also stand for the comma); a first row of column names is skipped, and where it names English columns ("en"),
    only those hold renderings.

    Raises InputError with the row where a term has no rendering, and where the two languages are swapped.
    """
    from align.readers import CHUNK, open_file, parse
    from align.readers.formats import recognise, start

    with open_file(path) as stream:  # once: it may be a pipe
        head = stream.read(CHUNK)
        stream.seek(0)
        if start(head).startswith(b"<") and recognise(head, path.name) != "html":
            terms = _from_tbx(stream, path.name)
        else:
            terms = _from_table(parse(stream.read(), path.name).text, path.name)
        base = merged(terms, path.name)
    if not base.terms:
        raise InputError(path.name, "holds no terms; expected rows 'Chinese,English' (CSV, TSV) or TBX")
    return base


@cache
def _rendering_pattern(rendering: str) -> re.Pattern[str]:
    words = re.findall(r"[^\s\-–]+", rendering)
    body = r"[\s\-–]+".join(re.escape(word) for word in words)
    return re.compile(rf"(?<!\w){body}(?:e?s)?(?!\w)", re.IGNORECASE)


def _from_table(text: str, name: str) -> Iterator[Term]:
    first = next((line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#")), "")
    delimiter = _delimiter_of(first)
    columns: list[int] | None = None
    may_be_header = True
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
        cells = [cell.strip() for cell in row]
        if not any(cells) or cells[0].startswith("#"):
            continue
        is_header, may_be_header = may_be_header and cells[0].lower() in _HEADER, False
        if is_header:
            columns = [n for n, cell in enumerate(cells) if cell.lower() in _ENGLISH] or None
            continue
        english = cells[1:] if columns is None else [cells[n] for n in columns if n < len(cells)]
        renderings = [part for cell in english for part in _SEPARATORS.split(cell) if part]
        if not cells[0] or not renderings:
            raise InputError(name, f"row {number}: expected a Chinese term and its English, found {','.join(row)!r}")
        if not _has_han(cells[0]) and any(map(_has_han, renderings)):
            reason = f"row {number}: {cells[0]!r} has no Chinese character, and its English has; expected Chinese first"
            raise InputError(name, reason)
        yield Term(cells[0], tuple(renderings))


def _delimiter_of(row: str) -> str:
    """What ends the first cell of a row: a tab, else the first of ``,``, ``;`` (Excel in many locales) and ``，``."""
    bare = _QUOTED.sub("", row)
    return "\t" if "\t" in bare else next((character for character in bare if character in ",;，"), ",")


def _has_han(text: str) -> bool:
    return script_counts(text)[0] > 0


def _from_tbx(stream: BinaryIO, name: str) -> Iterator[Term]:
    for concept in tbx.read(stream, name):
        yield from (Term(zh, tuple(concept.en)) for zh in concept.zh)
