"""Texts of an edit: a suggestion put into a sentence, and what differs from the published English."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from align.language.kept_patterns import compiled
from align.language.lexicon import opposites, pattern
from align.model.document import Span

_WORD = re.compile(r"\s+|[\w%$]+(?:[.,'\N{RIGHT SINGLE QUOTATION MARK}:-][\w%]+)*|.", re.DOTALL)
_OVERLAP = 6  # words of a suggestion that may already stand before its place
_HEDGE = pattern("about near over below min max exact", "en")
_HEDGED = compiled(f"{_HEDGE} ", re.IGNORECASE)
_HEDGES_BEFORE = compiled(f"(?:{_HEDGE} )+$", re.IGNORECASE)
_WAY = re.compile(r"(up|down) (?=\S)")
_MOVED_BEFORE = re.compile(r"\b([A-Za-z]+)((?: by| of)? )$")
_ARTICLE = re.compile(r"\b([Aa])n? $")
_LIMITS = (
    ("at least ", re.compile(r"\bnot? (more) than $", re.IGNORECASE), "less"),
    ("no more than ", re.compile(r"\bnot? (less|fewer) than $", re.IGNORECASE), "more"),
)
_TURNED = {"down": opposites("rise", "en"), "up": opposites("fall", "en")}


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the published words, and the span of what replaces them (may be empty)."""

    was: str
    span: Span


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text and its revision: both have it, the published one alone, or the new one alone."""

    kind: Literal["same", "gone", "new"]
    text: str


def applied(text: str, span: Span, suggestion: str) -> str:
    """Return the text with a suggestion in place of a span.

    Words of the suggestion that already stand before the span are not repeated, an initial capital is kept, and words
    before the span that contradict the suggestion go: another hedge, a verb of rise before a fall.

    >>> applied("More than 7% passed.", (10, 12), "more than 70 percent")
    'More than 70 percent passed.'
    >>> applied("Professional towns grow.", (0, 18), "specialized towns")
    'Specialized towns grow.'
    >>> applied("It was cut by more than half.", (24, 28), "nearly half")
    'It was cut by nearly half.'
    >>> applied("The index rose 3.1%.", (15, 19), "down 3.1%")
    'The index fell 3.1%.'
    >>> applied("They climbed 0.1%, an increase of 2%.", (13, 17), "down 0.1%")
    'They dropped 0.1%, an increase of 2%.'
    >>> applied("It saw an increase of 3%.", (22, 24), "down 3%")
    'It saw a decrease of 3%.'
    >>> applied("Not more than 5 people may enter.", (14, 15), "at least five")
    'Not less than five people may enter.'
    """
    start, end = max(0, span[0]), min(len(text), span[1])
    before = text[:start]
    for place in _word_ends(suggestion):
        if before.lower().endswith(suggestion[:place].lower()) and _starts_word(before, place):
            return before + suggestion[place:] + text[end:]
    before, suggestion = _without_contrary(before, suggestion)
    if text[start:end][:1].isupper() and suggestion[:1].islower() and not before.strip():
        suggestion = suggestion[:1].upper() + suggestion[1:]
    return before + suggestion + text[end:]


def without_hedge(text: str) -> str:
    """Return what is hedged.

    >>> without_hedge("at least 10,000 yuan"), without_hedge("10,000 yuan")
    ('10,000 yuan', '10,000 yuan')
    """
    return _HEDGED.sub("", text, count=1) if _HEDGED.match(text) else text


def words(text: str) -> list[str]:
    """Return a text cut into words with what belongs to them ("8.84%"), marks, and the white space between.

    >>> words("Up 8.84%.")
    ['Up', ' ', '8.84%', '.']
    """
    return _WORD.findall(text)


def changes(published: str, now: str) -> tuple[Change, ...]:
    """Return what an edit changed, word by word.

    >>> changes("It generated 8.84 billion kWh.", "It generated 88.4 billion kWh.")
    (Change(was='8.84', span=(13, 17)),)
    >>> changes("a b c", "a c")
    (Change(was='b ', span=(2, 2)),)
    """
    if published == now:
        return ()
    old, new = words(published), words(now)
    starts = [0]
    for word in new:
        starts.append(starts[-1] + len(word))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Change("".join(old[a:b]), (starts[c], starts[d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    )


def compared(published: str, now: str) -> tuple[Part, ...]:
    """Return the text as a reviser marks it: what stays, what is struck and what is inserted, in order.

    >>> [(part.kind, part.text) for part in compared("Up 8.84% in May.", "Up 88.4% in May.")]
    [('same', 'Up '), ('gone', '8.84%'), ('new', '88.4%'), ('same', ' in May.')]
    """
    parts: list[Part] = []
    at = 0
    for change in changes(published, now):
        start, end = change.span
        same = now[at:start]
        parts += [Part("same", same), Part("gone", change.was), Part("new", now[start:end])]
        at = end
    parts.append(Part("same", now[at:]))
    return tuple(part for part in parts if part.text)


def merged(base: str | None, one: str, other: str | None) -> str | None:
    """Return the text with what two edits of it change; None where they change the same words, or words side by side.

    >>> merged("Output rose 8 percent in May.", "Output rose 9 percent in May.", "Output rose 8 percent in June.")
    'Output rose 9 percent in June.'
    >>> merged("Output rose.", "Output fell.", "Output grew.") is None
    True
    """
    if base is None or other is None:
        return None
    old = words(base)
    edits = sorted({*_replaced(old, words(one)), *_replaced(old, words(other))}, key=lambda edit: edit[:2])
    if any(before[1] >= after[0] for before, after in pairwise(edits)):
        return None
    for start, end, new in reversed(edits):
        old[start:end] = new
    return "".join(old)


def _replaced(old: list[str], new: list[str]) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return which words give way to which."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [(a, b, tuple(new[c:d])) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]


def _without_contrary(before: str, suggestion: str) -> tuple[str, str]:
    """Return the text before the span and the suggestion, with what contradicts it reversed or removed.

    >>> _without_contrary("sales grew by ", "down 5%"), _without_contrary("sales of ", "down 5%")
    (('sales shrank by ', '5%'), ('sales of ', 'down 5%'))
    """
    for beginning, wrong, right in _LIMITS:
        limit = wrong.search(before) if suggestion.startswith(beginning) else None
        if limit:  # "not more than" keeps its "not"
            return f"{before[: limit.start(1)]}{right}{before[limit.end(1) :]}", suggestion.removeprefix(beginning)
    if _HEDGED.match(suggestion):
        hedges = _HEDGES_BEFORE.search(before)
        return (before[: hedges.start()] if hedges else before), suggestion
    way, moved = _WAY.match(suggestion), _MOVED_BEFORE.search(before)
    if not way or not moved or (verb := _TURNED[way[1]].get(moved[1].lower())) is None:
        return before, suggestion
    verb = verb.capitalize() if moved[1][0].isupper() else verb
    head = _ARTICLE.sub(r"\1n " if verb[0] in "aeiou" else r"\1 ", before[: moved.start()])
    return head + verb + moved[2], suggestion[way.end() :]


def _word_ends(suggestion: str) -> list[int]:
    """Return the places after the first words of a suggestion with their space, the furthest first."""
    return [match.end() for match in re.finditer(r"\S+\s+", suggestion)][:_OVERLAP][::-1]


def _starts_word(before: str, length: int) -> bool:
    return len(before) == length or not before[-length - 1].isalnum()
