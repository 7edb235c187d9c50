"""Which concept of the Chinese the English lacks, and which other one of its family it has instead.

That a word has no counterpart means little: "he" is the minister. So what is wrong is a deficit, a concept that the
Chinese states and the English does not, *and* a surplus, another one that the English states and the Chinese does not.
Concepts are counted, since a sentence may state both; of several words of the surplus the one counts that stands where
the Chinese one does, as a share of the texts, since both languages keep clauses in much the same order.
"""

import re
from collections.abc import Iterator, Sequence

from align.language.spans import touches
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.concepts.rows import Concept, Topic, any_stated, families


def replaced(topic: Topic, unit: TranslationUnit, en_around: str = "") -> Iterator[tuple[Span, Span, str]]:
    """Yield what the Chinese states, what the English has in its place, and the English of the right one.

    At most once for each concept that the Chinese states. ``en_around``: the English of the neighbours, which may have
    it.
    """
    taken: list[Span] = []
    for family in families(topic) if any_stated(topic).search(unit.zh_text) else ():
        if not any(concept.zh.search(unit.zh_text) for concept in family):
            continue
        sides = _Sides(family, unit)
        for stated in family:
            if not sides.zh[stated.name] or (en_around and stated.en.search(en_around)):
                continue
            for instead in family:
                found = sides.held(stated, instead) if stated is not instead else None
                if found and not touches(found[1], taken):
                    taken.append(found[1])
                    yield *found, stated.name
                    break


def apart(unit: TranslationUnit, zh: Span, en: Span) -> float:
    """Return how far apart a place in the Chinese and one in the English are, as shares of the texts."""
    return abs(zh[0] / len(unit.zh_text) - en[0] / len(unit.en_text))


class _Sides:
    """The words of a family in the texts of a unit."""

    def __init__(self, family: Sequence[Concept], unit: TranslationUnit) -> None:
        self._unit = unit
        whole = dictionary_words(unit.zh_text)
        self.zh = {
            concept.name: [span for span in _spans(concept.zh, unit.zh_text) if not _between(whole, span)]
            for concept in family
        }
        self._en = {concept.name: _spans(concept.en, unit.en_text) for concept in family}

    def held(self, stated: Concept, instead: Concept) -> tuple[Span, Span] | None:
        """Return the words of a concept that the English lacks and of the other one in its place."""
        right, cues = self._en[stated.name], self.zh[stated.name]
        wrong = [span for span in self._en[instead.name] if not touches(span, right)]
        behind = [s for s in _spans(instead.behind, self._unit.zh_text) if not touches(s, cues)]
        if len(cues) > len(right) and len(wrong) > len(self.zh[instead.name]) + len(behind):
            return cues[0], min(wrong, key=lambda span: apart(self._unit, cues[0], span))
        return None


def _spans(words: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in words.finditer(text)]


def _between(words: Sequence[Span], span: Span) -> bool:
    """True if characters belong to two words in whose midst they begin and end: 别国内政 is not 国内."""
    return all(any(start < at < end for start, end in words) for at in span)
