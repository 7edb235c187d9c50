"""Pairs of quotation marks and brackets in one paragraph, in both languages' typography.

Counting openers and closers is the obvious way, but then one stray mark swallows the rest of the text. Here a closer
takes the nearest opener of its own kind, and a mark without a partner has no effect.
"""

from typing import Literal, NamedTuple

from align.model.document import Span

Quotations = Literal["whole", "split"]

LONGEST = 600
"""A pair that encloses more characters is treated as two stray marks."""

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "«": "»"}
BRACKETS = {"(": ")", "（": "）", "[": "]", "［": "］", "【": "】", "《": "》", "〈": "〉", "〔": "〕", "{": "}"}
STRAIGHT = '"＂'
CLOSERS = frozenset((*QUOTES.values(), *BRACKETS.values()))
OPENERS = frozenset((*QUOTES, *BRACKETS))
TITLES = frozenset("《〈")

_PARTNER = {close: open_ for open_, close in (QUOTES | BRACKETS).items()}
_APOSTROPHES = "'’"


class Pair(NamedTuple):
    """A pair of marks: the positions of both, and the opening mark."""

    opens: int
    closes: int
    mark: str

    @property
    def quotes(self) -> bool:
        """True if this is a quotation, not a bracket or a title."""
        return self.mark not in BRACKETS


class Holder:
    """Tells, mark by mark in text order, if a place is inside a pair that must not be cut.

    A title in 《》 is never cut; a quotation only under "split"; a bracket only if it opens its sentence.
    """

    def __init__(self, found: list[Pair], quotations: Quotations) -> None:
        self._coming = sorted(found, reverse=True)
        self._around: list[tuple[Pair, bool]] = []
        self._quotations = quotations

    def holds(self, marks: Span, sentence: int) -> bool:
        """True if ``marks`` (with the closers after them) must not end a sentence that began at ``sentence``."""
        while self._around and self._around[-1][0].closes < marks[1]:
            self._around.pop()
        while self._coming and self._coming[-1].opens < marks[0]:
            pair = self._coming.pop()
            if pair.closes >= marks[1]:
                whole = self._quotations == "whole" or not (pair.quotes or pair.opens <= sentence)
                held = bool(self._around) and self._around[-1][1]
                self._around.append((pair, held or whole or pair.mark in TITLES))
        return bool(self._around) and self._around[-1][1]


def pairs(text: str, span: Span) -> list[Pair]:
    """Return the matched pairs inside a span, in the order in which they close.

    >>> pairs('他说：“好。（笑）”', (0, 10))
    [Pair(opens=6, closes=8, mark='（'), Pair(opens=3, closes=9, mark='“')]
    >>> pairs('A stray " mark', (0, 14)), pairs("the workers' pay", (0, 16))
    ([], [])
    """
    found: list[Pair] = []
    waiting: list[tuple[int, str]] = []
    start, end = span
    for at in range(start, end):
        mark = text[at]
        if mark in OPENERS:
            waiting.append((at, mark))
            continue
        if mark in STRAIGHT or mark == "'":
            before = text[at - 1] if at > start else " "
            after = text[at + 1] if at + 1 < end else " "
            opened = any(m == mark for where, m in waiting[-LONGEST:] if at - where <= LONGEST)
            if _opens(mark, before, after, opened=opened):
                waiting.append((at, mark))
                continue
            partner = mark
        else:
            partner = _PARTNER.get(mark, "")
        if not partner or (mark in _APOSTROPHES and _inside_word(text, at, end)):
            continue
        for depth in range(len(waiting) - 1, -1, -1):
            opens, opener = waiting[depth]
            if at - opens > LONGEST:
                break
            if opener == partner:
                del waiting[depth:]
                found.append(Pair(opens, at, partner))
                break
    return found


def _opens(mark: str, before: str, after: str, *, opened: bool) -> bool:
    if mark == "'":
        return not before.isalnum() and before not in ".,!?;:" and after.isalnum()
    spaced = (before.isspace() or before in OPENERS) and not after.isspace()
    return spaced or not opened


def _inside_word(text: str, at: int, end: int) -> bool:
    return at > 0 and at + 1 < end and text[at - 1].isalnum() and text[at + 1].isalnum() and text[at + 1].isascii()
