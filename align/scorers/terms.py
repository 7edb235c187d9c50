"""Terms: checks the fixed renderings of the user's termbase and of common policy language.

A term is searched in the English of its own unit and of the neighbouring units, since a translator may move it to the
next sentence. The user's termbase is binding. The built-in table (``align/language/data/policy-terms.csv``, with the
source of each rendering) only lists the usual renderings, so such a term counts as rendered as soon as the English has
one content word of a variant: what remains are replaced or lost terms.
"""

import re
from collections.abc import Iterator
from functools import cache

from align.language.tables import VARIANTS, read_table, words
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.termbase import Term, Termbase, find_rendering
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on

_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_EMPTY = frozenset(words("a an the and or of in on at by for to from with as is are be it"))
_STEM = 5
_SHOWN = 4


@cache
def built_in() -> Termbase:
    """Return the policy terms of the package.

    >>> term, span = next(built_in().occurrences("扎实推进乡村振兴"))
    >>> term.renderings[0], span
    ('rural revitalization', (4, 8))
    """
    rows = read_table("policy-terms")
    return Termbase(tuple(Term(row["zh"], tuple(row["en"].split(VARIANTS))) for row in rows), "built-in")


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield an issue for each term of the unit's Chinese without an accepted rendering."""
    if not unit.en_text or not unit.zh_text:
        return
    around = context.around("en")
    given = context.resources.termbase
    taken: list[Span] = []
    reported: set[str] = set()
    if given is not None:
        for term, span in given.occurrences(unit.zh_text):
            taken.append(span)
            if term.zh in reported or find_rendering(term, around):
                continue
            if not _cut_across(unit.zh_text, span):
                reported.add(term.zh)
                yield _issue(unit, term, span, "major", 0.9)
    for term, span in built_in().occurrences(unit.zh_text):
        if term.zh in reported or any(span[0] < end and start < span[1] for start, end in taken):
            continue
        if find_rendering(term, around) or _touched(term, around):
            continue
        if not _cut_across(unit.zh_text, span):
            reported.add(term.zh)
            yield _issue(unit, term, span, "minor", 0.6)


def _cut_across(zh: str, span: Span) -> bool:
    """True if a dictionary word crosses an end of the span: 居民 crosses the beginning of 民生 in 居民生活."""
    return any(
        start < span[0] < end < span[1] or span[0] < start < span[1] < end for start, end in dictionary_words(zh)
    )


def _touched(term: Term, text: str) -> bool:
    """True if the English has a content word of a variant, with any ending."""
    stems = _stems(term.renderings)
    return any(_stem(word) in stems for word in _WORD.findall(text))


@cache
def _stems(renderings: tuple[str, ...]) -> frozenset[str]:
    said = (word.lower() for rendering in renderings for word in _WORD.findall(rendering))
    return frozenset(_stem(word) for word in said if word not in _EMPTY)


def _stem(word: str) -> str:
    return word.lower().removesuffix("s")[:_STEM]


def _issue(unit: TranslationUnit, term: Term, span: Span, severity: Severity, confidence: float) -> Issue:
    values = {"right": term.renderings[0], "renderings": term.renderings[:_SHOWN]}
    return issue_on(unit, "terms.rendering", span, None, severity=severity, confidence=confidence, values=values)


SCORER = Scorer(
    id="terms",
    checks="Terms have one of their fixed renderings: the user's termbase (--termbase) and usual policy terms",
    example=("加快发展新质生产力。", "We will speed up the improvement of technology."),
    severities=("major", "minor"),
    find=find,
    zh_name="术语",
)
