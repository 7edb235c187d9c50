"""What word links say of two words that a hypothesis holds against each other.

An opposite or another name is only wrong where it stands for the word that it is held against. So: how alike the two
are, how much more alike either is to some other word (which it then renders), whether what stands around the one
corresponds to what stands around the other, and whether the rest of the text has words for them.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from align.language.light_words import light_words
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.wordlinks.links import Word, WordLinks

_AROUND = 4  # words on each side that belong to the same phrase or clause, more or less
_CONTENT = frozenset("nvamdiltzsf")
_CLAUSE, _ARGUMENT = 7, 3  # words that a word of time is looked around for its arguments, and the content words of one
_LIGHT = 2  # letters of words that say little
_ALIKE = 0.4  # similarity from which on a word renders another
_OF_TIME = re.compile("(?:before|after|since|until|till|ahead of|prior to|following)", re.IGNORECASE)
_POSTPOSED = re.compile("[前后先]|[以之]来|起")


class LinkedSigns(NamedTuple):
    """Similarities in [-1, 1] and shares in [0, 1].

    ``pair``: of the closest words of the two spans; ``linked``: 1 where they are linked. ``zh_elsewhere``,
    ``en_elsewhere``: of a span to the closest word outside of the other. ``around``: the share of the words of content
    near the Chinese span whose closest English word is near the English one. ``zh_cover``, ``en_cover``: how well the
    least covered word of a span is covered. ``place``: how far apart the spans stand, as shares of the texts.
    """

    pair: float
    linked: float
    zh_elsewhere: float
    en_elsewhere: float
    around: float
    zh_cover: float
    en_cover: float
    place: float


NOTHING = LinkedSigns(0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 0.0)


def linked_signs(links: WordLinks, zh: Span | None, en: Span | None) -> LinkedSigns:
    """The signs of two spans; of a side without one, or without words, what is neutral."""
    rows, columns = _words(links.zh_words, zh), _words(links.en_words, en)
    similarity = links.similarity
    if not similarity.size:
        return NOTHING
    others_en = [k for k in range(len(links.en_words)) if k not in columns]
    others_zh = [k for k in range(len(links.zh_words)) if k not in rows]
    pairs = {(link.zh, link.en) for link in links.links}

    def closest(a: Sequence[int], b: Sequence[int]) -> float:
        return float(similarity[list(a)][:, list(b)].max()) if a and b else 0.0

    return LinkedSigns(
        pair=closest(rows, columns),
        linked=float(any((i, j) in pairs for i in rows for j in columns)),
        zh_elsewhere=closest(rows, others_en),
        en_elsewhere=closest(others_zh, columns),
        around=_around(links, rows, columns),
        zh_cover=min((links.zh_cover[i] for i in rows), default=1.0),
        en_cover=min((links.en_cover[j] for j in columns), default=1.0),
        place=abs(rows[0] / len(links.zh_words) - columns[0] / len(links.en_words)) if rows and columns else 0.0,
    )


def same_side(links: WordLinks, unit: TranslationUnit, zh: Span | None, en: Span | None) -> float:
    """Return 1 where what follows an English word of time renders what precedes the Chinese one, and -1 where it
    renders what follows, as "A comes after B" does for B之前A; 0 of other words.

    The same of what precedes the English word is taken off, so the number lies in [-2, 2].
    """
    if not zh or not en or not (_POSTPOSED.search(unit.zh_at(zh)) and _OF_TIME.fullmatch(unit.en_at(en).strip())):
        return 0.0
    rows, columns = _words(links.zh_words, zh), _words(links.en_words, en)
    if not rows or not columns or not links.similarity.size:
        return 0.0
    content = [
        k for k, w in enumerate(links.en_words) if len(w.text) > _LIGHT and w.text.lower() not in light_words("en")
    ]
    following = [k for k in content if columns[-1] < k <= columns[-1] + _CLAUSE][:_ARGUMENT]
    preceding = [k for k in content if columns[0] - _CLAUSE <= k < columns[0]][-_ARGUMENT:]
    return _side(links, rows, following) - _side(links, rows, preceding)


def _side(links: WordLinks, rows: Sequence[int], columns: Sequence[int]) -> float:
    """Return where the Chinese for some English words stands: 1 before other Chinese words, -1 after them."""
    places = [k for k in range(len(links.zh_words)) if k not in rows]
    sides = []
    for column in columns if places else ():
        likest = places[int(links.similarity[places, column].argmax())]
        if links.similarity[likest, column] > _ALIKE:
            sides.append(1 if likest < rows[0] else -1)
    return sum(sides) / len(sides) if sides else 0.0


def _around(links: WordLinks, rows: Sequence[int], columns: Sequence[int]) -> float:
    if not rows or not columns:
        return 0.0
    near = [
        k
        for k in range(max(0, rows[0] - _AROUND), min(len(links.zh_words), rows[-1] + 1 + _AROUND))
        if k not in rows and links.zh_words[k].tag[:1] in _CONTENT and links.zh_words[k].text not in light_words("zh")
    ]
    first, last = columns[0] - _AROUND - 1, columns[-1] + _AROUND + 1
    closest = [int(links.similarity[k].argmax()) for k in near]
    return sum(first <= j <= last for j in closest) / len(closest) if closest else 0.0


def _words(words: Sequence[Word], span: Span | None) -> list[int]:
    """The words that a span touches; of an empty span the first that follows."""
    if span is None:
        return []
    start, end = span
    if start == end:
        return [next((k for k, word in enumerate(words) if word.span[1] > start), len(words) - 1)] if words else []
    return [k for k, word in enumerate(words) if word.span[0] < end and start < word.span[1]]
