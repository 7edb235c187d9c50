"""Finds what stood between two lines of a PDF before they were broken: a space, nothing, or the rest of a word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from align.model.document import script_counts
from align.readers.languages import leans_chinese

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_WORD = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_LAST_WORD, _FIRST_WORD = re.compile(r"([A-Za-z]+)[-\u00ad]$"), re.compile(r"[a-z]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff“”‘’…—]")


def is_divided(line: str) -> bool:
    """True if a line ends inside a word."""
    return _LAST_WORD.search(line) is not None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document, and whether it breaks words at line ends."""

    words: frozenset[str] = frozenset()
    hyphenates: bool = False

    def keeps_hyphen(self, left: str, right: str) -> bool:
        """True if the hyphen at a line end is part of the word that it divides.

        The rest of the document decides: does it have the two as one word, with a hyphen, or each as a word? If it has
        none of these, the hyphen stays unless the document hyphenates at line ends.
        """
        if left + right in self.words:
            return False
        return f"{left}-{right}" in self.words or {left, right} <= self.words or not self.hyphenates


def vocabulary_of(lines: Sequence[str]) -> Vocabulary:
    """Return the words of lines, without the halves of divided words.

    >>> vocabulary_of(["the devel-", "op-ment of it", "to develop"]).hyphenates
    True
    """
    words: set[str] = set()
    divided: set[str] = set()
    last = ""
    for line in lines:
        found = [word.lower() for word in _WORD.findall(line)]
        if last and found:
            divided.add(last + found[0].partition("-")[0])
        broken = _LAST_WORD.search(line)
        words.update(found[1 if last else 0 : -1 if broken else None])
        last = broken[1].lower() if broken else ""
    return Vocabulary(frozenset(words), not divided.isdisjoint(words))


def joint(text: str, following: str, vocabulary: Vocabulary) -> tuple[str, str]:
    """Return a line, without a dividing hyphen, and the text that belongs between it and the next.

    >>> known = Vocabulary(frozenset({"development", "high", "quality"}))
    >>> joint("the develop-", "ment of", known), joint("of high-", "quality growth", known)
    (('the develop', ''), ('of high-', ''))
    >>> joint("发展", "成就", known), joint("增长5%", "GDP growth", known)
    (('发展', ''), ('增长5%', ' '))
    >>> joint("常住人口3466", "万", known), joint("the events in 山西", "drew visitors from afar", known)
    (('常住人口3466', ''), ('the events in 山西', ' '))
    """
    last, first = _LAST_WORD.search(text), _FIRST_WORD.match(following)
    if last and first:
        keeps = vocabulary.keeps_hyphen(last[1].lower(), first[0].lower())
        return (text[:-1] + "-" if keeps else text[:-1]), ""
    if text.endswith((SOFT_HYPHEN, "-")) and text[-2:-1].isalnum():
        return text[:-1] + "-", ""
    wide = [_WIDE.match(text[-1]) is not None, _WIDE.match(following[0]) is not None]
    if any(wide) and not all(wide):  # 3466 and 万 in a Chinese line, but a Chinese name in an English one
        return text, "" if leans_chinese(*script_counts(text + following)) else " "
    return text, "" if all(wide) else " "
