"""Consistency: one term rendered in two ways in a document, one sentence translated in two ways.

Different words for a thing are good style; two names for a fixed term are not. So a term counts, of the user's
termbase or the built-in one, where another unit has one of its fixed renderings word for word and this one has either
another fixed one or the same noun with another word before it ("specialized towns", then "professional towns"). An
acronym, and a rendering that is part of the other, are the same name.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from align.language.tables import words
from align.model.document import HAN, Span
from align.model.termbase import Term, find_rendering
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.terms import built_in

_LONG = 8  # Han characters from which a repeated sentence counts
_HAN = re.compile(f"[{HAN}]")
_NOT_WORDS = re.compile(r"[^\w%]+")
_PLAIN = frozenset(
    words("""
        a an the this that these those such its their our his her your my of and or in to for on by with as at
        from no any some all each every both many more most other another same first second third next last new
        old big small good local major key main national several various further one two three four five six seven
        eight nine ten
    """)
)


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the document does: how often a term has which rendering; where a sentence stood first."""

    renderings: dict[str, Counter[str]]
    sentences: dict[str, int]


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield one issue for each term, one for the sentence."""
    if not unit.zh_text or not unit.en_text:
        return
    memory = context.once("consistency.memory", lambda: _memory(context))
    seen = set()
    for term, span in _terms(unit.zh_text, context):
        if term.zh not in seen:
            seen.add(term.zh)
            yield from _term(unit, term, span, memory.renderings.get(term.zh, Counter()))
    yield from _sentence(unit, context, memory)


def _memory(context: Context) -> _Memory:
    renderings: dict[str, Counter[str]] = {}
    sentences: dict[str, int] = {}
    for position, unit in enumerate(context.units):
        if not unit.zh_text or not unit.en_text:
            continue
        sentences.setdefault(unit.zh_text.strip(), position)
        for term in {term.zh: term for term, _ in _terms(unit.zh_text, context)}.values():
            found = _rendering(term, unit.en_text)
            if found is not None:
                renderings.setdefault(term.zh, Counter())[found[0]] += 1
    return _Memory(renderings, sentences)


def _terms(zh: str, context: Context) -> Iterator[tuple[Term, Span]]:
    given = context.resources.termbase
    if given is not None:
        yield from given.occurrences(zh)
    yield from built_in().occurrences(zh)


def _rendering(term: Term, english: str) -> tuple[str, Span] | None:
    """Return the longest fixed rendering of a term in a text, and where it stands."""
    found = [(r, span) for r in term.renderings if (span := find_rendering(Term(term.zh, (r,)), english)) is not None]
    return max(found, key=lambda item: len(item[0])) if found else None


def _term(unit: TranslationUnit, term: Term, span: Span, renderings: Counter[str]) -> Iterator[Issue]:
    here = _rendering(term, unit.en_text)
    usual = next((name for name, _ in renderings.most_common() if here is None or name != here[0]), None)
    if usual is None:
        return
    if here is not None:
        if renderings[here[0]] < renderings[usual] and not _same_name(here[0], usual):
            yield _issue(unit, span, here[1], usual)
        return
    other = _same_noun(unit, term, usual)
    if other is not None:
        yield _issue(unit, span, other, usual)


def _same_name(one: str, other: str) -> bool:
    """True if two renderings are forms of one: an acronym, a part of the other, other endings, another order."""
    if one.isupper() or other.isupper():
        return True
    a, b = ({word[:5] for word in re.findall(r"[a-z]+", name.lower())} - _PLAIN for name in (one, other))
    return a <= b or b <= a or len(a & b) < 1


def _same_noun(unit: TranslationUnit, term: Term, usual: str) -> Span | None:
    """Return where the noun of a rendering of two words stands with another word before it, once on each side."""
    words = usual.split()
    if len(words) != 2 or unit.zh_text.count(term.zh[-1]) != 1:
        return None
    noun = re.escape(words[1].lower().removesuffix("s"))
    matches = list(re.finditer(rf"(?<!\w)([A-Za-z][a-z\-]+)\s+{noun}(?:e?s)?(?!\w)", unit.en_text, re.IGNORECASE))
    if len(matches) != 1 or matches[0][1].lower() in _PLAIN:
        return None
    return matches[0].span()


def _sentence(unit: TranslationUnit, context: Context, memory: _Memory) -> Iterator[Issue]:
    zh = unit.zh_text.strip()
    first = context.units[memory.sentences.get(zh, context.position)]
    if (
        first is unit
        or len(_HAN.findall(zh)) < _LONG
        or first.id == unit.id
        or _plain(first.en_text) == _plain(unit.en_text)
    ):
        return
    spans = (0, len(unit.zh_text)), (0, len(unit.en_text))
    values = {"right": first.en_text.strip()}
    yield issue_on(unit, "consistency.sentence", *spans, severity="minor", confidence=0.7, values=values)


def _plain(english: str) -> str:
    return _NOT_WORDS.sub(" ", english).strip().casefold()


def _issue(unit: TranslationUnit, zh: Span, en: Span, usual: str) -> Issue:
    return issue_on(unit, "consistency.term", zh, en, severity="minor", confidence=0.7, values={"right": usual})


SCORER = Scorer(
    id="consistency",
    checks="A term has one rendering in a document; a repeated sentence has one translation",
    example=(
        "专业镇是新名片。专业镇很多。",
        "Specialized towns are a calling card. There are many professional towns.",
    ),
    severities=("minor",),
    find=find,
    zh_name="一致性",
)
