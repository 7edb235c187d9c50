"""Texts of an edit: a suggestion put into a sentence, and what differs from the published English."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from align.document import Span

_WORD = re.compile(r"\s+|[\w%$]+(?:[.,'\N{RIGHT SINGLE QUOTATION MARK}:-][\w%]+)*|.", re.DOTALL)
_OVERLAP = 6  # words of a suggestion that may stand before its place already


@dataclass(frozen=True, slots=True)
class Change:
    """Where an edited text differs: what was published, and the span of what stands there now (maybe empty)."""

    was: str
    span: Span


def applied(text: str, span: Span, suggestion: str) -> str:
    """The text with a suggestion in place of a span.

    Words of the suggestion that stand before the span already are not said twice, and a sentence that began with a
    capital still does.

    >>> applied("More than 7% passed.", (10, 12), "more than 70 percent")
    'More than 70 percent passed.'
    >>> applied("Professional towns grow.", (0, 18), "specialized towns")
    'Specialized towns grow.'
    """
    start, end = max(0, span[0]), min(len(text), span[1])
    before = text[:start]
    for place in _word_ends(suggestion):
        if before.lower().endswith(suggestion[:place].lower()) and _starts_word(before, place):
            return before + suggestion[place:] + text[end:]
    if text[start:end][:1].isupper() and suggestion[:1].islower() and not before.strip():
        suggestion = suggestion[:1].upper() + suggestion[1:]
    return before + suggestion + text[end:]


def changes(published: str, now: str) -> tuple[Change, ...]:
    """What an edit changed, word by word.

    >>> changes("It generated 8.84 billion kWh.", "It generated 88.4 billion kWh.")
    (Change(was='8.84', span=(13, 17)),)
    >>> changes("a b c", "a c")
    (Change(was='b ', span=(2, 2)),)
    """
    if published == now:
        return ()
    old, new = _WORD.findall(published), _WORD.findall(now)
    starts = [0]
    for word in new:
        starts.append(starts[-1] + len(word))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Change("".join(old[a:b]), (starts[c], starts[d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def _word_ends(suggestion: str) -> list[int]:
    """The places after the first words of a suggestion with their space, the furthest first."""
    return [match.end() for match in re.finditer(r"\S+\s+", suggestion)][:_OVERLAP][::-1]


def _starts_word(before: str, length: int) -> bool:
    return len(before) == length or not before[-length - 1].isalnum()
