"""Where a negation attaches: does what it negates correspond to something negated on the other side?

A sentence that negates twice and is rendered with one "not" less still negates somewhere, so presence tells nothing.
With word links (``align.aligner.links``) the words after a cue are followed to the other side, and a negation is looked
for around them within the clause; in English it may stand some words ahead of its verb.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align.bitext import TranslationUnit
from align.document import Span

if TYPE_CHECKING:
    from align.aligner.links import Word, WordLinks

_REACH = 5  # words after a cue in which what it negates is looked for
_LOOSE, _SURE = 0.5, 0.6  # similarity of words without a mutual link that may correspond; and that surely do
_LINKED = 0.5  # least similarity of linked words that show what an inserted negation negates
_ZH_BEFORE, _ZH_AFTER = 8, 4  # characters around a Chinese word in which a negation of it starts
_EN_BEFORE, _EN_AFTER = 7, 3  # words around an English one
_CLAUSE_ENDS = frozenset("，；。！？：,;!?:")
_BREAKS = _CLAUSE_ENDS | {"、"}
_EMPTY = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "of",
            "to",
            "in",
            "on",
            "at",
            "by",
            "for",
            "with",
            "from",
            "and",
            "or",
            "but",
            "as",
            "is",
            "are",
            "was",
            "were",
        ),
        *(
            "be",
            "been",
            "being",
            "do",
            "does",
            "did",
            "has",
            "have",
            "had",
            "it",
            "its",
            "this",
            "that",
            "these",
            "those",
            "he",
            "she",
            "they",
        ),
        *(
            "his",
            "her",
            "their",
            "we",
            "our",
            "you",
            "your",
            "i",
            "my",
            "can",
            "could",
            "will",
            "would",
            "shall",
            "should",
            "may",
            "might",
        ),
        *(
            "must",
            "not",
            "no",
            "so",
            "very",
            "any",
            "also",
            "yet",
            "ever",
            "even",
            "there",
            "just",
            "only",
            "such",
            "all",
            "more",
            "up",
            "out",
        ),
    )
)
_CONTENT = frozenset("nvaijlzst")  # first letters of jieba's tags of words that carry meaning
_HELPERS = frozenset(
    ("会", "能", "可以", "要", "应", "应该", "必须", "有", "是", "被", "再", "得到", "进行", "予以", "到", "去", "来")
)


class Attachment:
    """The links of a unit, asked for what a cue negates."""

    def __init__(self, links: "WordLinks", unit: TranslationUnit) -> None:
        """``links`` are those of the unit."""
        self._links = links
        self._text, self._english_text = unit.zh_text, unit.en_text
        self._zh_of: dict[int, set[int]] = {}
        self._en_of: dict[int, set[int]] = {}
        for link in links.links:
            self._zh_of.setdefault(link.en, set()).add(link.zh)
            self._en_of.setdefault(link.zh, set()).add(link.en)

    def negated_in_chinese(self, cue: Span, negations: Sequence[Span]) -> bool:
        """Whether what an English cue negates is, as far as can be seen, negated in the Chinese."""
        words = self._links.en_words
        here = _at(words, cue)
        if here is None:
            return True
        direct = self._zh_of.get(here, ())
        if any(_touch(self._links.zh_words[i].span, negations) for i in direct):
            return True
        focus = {i for j in self._after(words, here) for i in self._chinese(j, _LOOSE)}
        return not focus or any(self._near_chinese(self._links.zh_words[i].span[0], negations) for i in focus)

    def affirmed_in_chinese(self, cue: Span, negators: Sequence[Span]) -> bool:
        """Whether what an English cue negates surely stands in Chinese clauses without a word that may negate."""
        words = self._links.en_words
        here = [k for k, word in enumerate(words) if _touch(word.span, [cue])]
        if not here or any(
            _touch(self._links.zh_words[i].span, negators) for k in here for i in self._zh_of.get(k, ())
        ):
            return False
        focus = {
            i
            for k in self._after(words, here[-1])
            if not _CLAUSE_ENDS.intersection(self._english_text[cue[1] : words[k].span[0]])
            for i in self._zh_of.get(k, ())
            if self._links.similarity[i, k] > _LINKED
        }
        return bool(focus) and not any(_touch(self._clause(self._links.zh_words[i].span), negators) for i in focus)

    def negated_in_english(self, cue: Span, negations: Sequence[Span]) -> bool:
        """Whether what a Chinese cue negates is, as far as can be seen, negated in the English."""
        words = self._links.zh_words
        here = _at(words, cue)
        if here is None:
            return True
        negative = {j for j, word in enumerate(self._links.en_words) if _touch(word.span, negations)}
        if negative & self._en_of.get(here, set()):
            return True
        focus = {j for i in self._after(words, here) for j in self._english(i, _SURE)}
        return not focus or any(self._near_english(j, negative) for j in focus)

    def _after(self, words: "Sequence[Word]", here: int) -> list[int]:
        """The first two words of content after a cue."""
        found = []
        for k in range(here + 1, min(here + 1 + _REACH, len(words))):
            word = words[k]
            if (word.tag[0] in _CONTENT and word.text not in _HELPERS) if word.tag else word.text.lower() not in _EMPTY:
                found.append(k)
        return found[:2]

    def _clause(self, span: Span) -> Span:
        start = next((k + 1 for k in range(span[0] - 1, -1, -1) if self._text[k] in _BREAKS), 0)
        end = next((k for k in range(span[1], len(self._text)) if self._text[k] in _BREAKS), len(self._text))
        return start, end

    def _chinese(self, en: int, least: float) -> set[int]:
        column = self._links.similarity[:, en]
        return self._zh_of.get(en) or ({int(column.argmax())} if column.size and column.max() > least else set())

    def _english(self, zh: int, least: float) -> set[int]:
        row = self._links.similarity[zh]
        return self._en_of.get(zh) or ({int(row.argmax())} if row.size and row.max() > least else set())

    def _near_english(self, place: int, negative: set[int]) -> bool:
        words, text = self._links.en_words, self._english_text
        for step, reach in ((-1, _EN_BEFORE), (1, _EN_AFTER)):
            for k in range(place, place + step * (reach + 1), step):
                if not 0 <= k < len(words):
                    break
                between = sorted((words[k].span, words[place].span))
                if _CLAUSE_ENDS.intersection(text[between[0][1] : between[1][0]]):
                    break
                if k in negative:
                    return True
        return False

    def _near_chinese(self, place: int, negations: Sequence[Span]) -> bool:
        first = next((k + 1 for k in range(place - 1, -1, -1) if self._text[k] in _CLAUSE_ENDS), 0)
        first, last = max(first, place - _ZH_BEFORE), place + _ZH_AFTER
        return any(first < end and start < last for start, end in negations)


def _at(words: "Sequence[Word]", span: Span) -> int | None:
    return next((k for k, word in enumerate(words) if word.span[0] < span[1] and span[0] < word.span[1]), None)


def _touch(span: Span, others: Sequence[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)
