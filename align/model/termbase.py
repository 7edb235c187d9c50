"""A termbase: the fixed renderings of Chinese terms.

Renderings are matched the way a reviser reads, not letter by letter: case, hyphens and a plural ending do not matter
("high quality developments" matches "high-quality development"); word order and every word do.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from align.model.document import Span


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
        """Yield the terms in a Chinese text with their spans: leftmost first, the longest of those that start together.

        >>> base = Termbase((Term("生产力", ("productivity",)), Term("新质生产力", ("new quality productive forces",))))
        >>> [(term.zh, span) for term, span in base.occurrences("发展新质生产力")]
        [('新质生产力', (2, 7))]
        """
        for match in self._pattern.finditer(text):
            yield self._by_zh[match.group()], match.span()


def with_terms(termbase: Termbase | None, terms: Sequence[Term]) -> Termbase | None:
    """Return a termbase extended by the renderings that reviewers added.

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
    """Return a termbase in which each Chinese term stands once, with all of its renderings."""
    renderings: dict[str, dict[str, None]] = {}
    for term in terms:
        renderings.setdefault(term.zh, {}).update(dict.fromkeys(term.renderings))
    return Termbase(tuple(Term(zh, tuple(accepted)) for zh, accepted in renderings.items()), name)


def find_rendering(term: Term, english: str) -> Span | None:
    """Return the span of the first accepted rendering in an English text, or None.

    >>> find_rendering(Term("高质量发展", ("high-quality development",)), "High quality developments matter.")
    (0, 25)
    """
    for rendering in term.renderings:
        if match := _rendering_pattern(rendering).search(english):
            return match.span()
    return None


@cache
def _rendering_pattern(rendering: str) -> re.Pattern[str]:
    words = re.findall(r"[^\s\-–]+", rendering)
    body = r"[\s\-–]+".join(re.escape(word) for word in words)
    many = f"{body[:-1]}(?:y|ie)s?" if body.endswith("y") else f"{body}(?:e?s)?"
    return re.compile(rf"(?<!\w){many}(?!\w)", re.IGNORECASE)
