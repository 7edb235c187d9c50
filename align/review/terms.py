"""Terms at hand: how a Chinese term is rendered in each pair, and words replaced all over the English.

Where a term stands in the English is read off word links; without them (the encoder is still loading) a pair is shown
without it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from align.language.edits import Part, compared
from align.model.document import Span
from align.model.marks import Mark
from align.store import UnitState
from align.wordlinks.links import WordLinks

_GAP = 2  # English words without a link within a rendering: "development of the economy"
_SMALL = frozenset(("a", "an", "the", "of", "to", "in", "and", "for", "on", "by", "with", "at", "from", "its", "their"))


@dataclass(frozen=True, slots=True)
class Rendering:
    """A pair with a Chinese term: where it stands, and its English, None where no words are linked."""

    state: UnitState
    zh: Span
    en: Span | None

    @property
    def words(self) -> str:
        """The English of the term, "" where none is known."""
        return self.state.unit.en_at(self.en)

    def marks(self, side: str) -> list[Mark]:
        """Return what is to be marked on a side."""
        span = self.zh if side == "zh" else self.en
        return [] if span is None else [Mark(span, "", "settled")]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A pair whose English would be another. ``parts``: what stays, goes and comes."""

    state: UnitState
    text: str
    parts: tuple[Part, ...]


def linked(links: WordLinks, zh: Span) -> Span | None:
    """Return where the words stand in the English that are linked to a span of the Chinese: the longest run of them."""
    chosen = {
        link.en
        for link in links.links
        if links.zh_words[link.zh].span[0] < zh[1] and zh[0] < links.zh_words[link.zh].span[1]
    }
    chosen = {n for n in chosen if links.en_words[n].text.lower() not in _SMALL} or chosen
    runs: list[list[int]] = []
    for number in sorted(chosen):
        if runs and number - runs[-1][-1] <= _GAP + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if not runs:
        return None
    best = max(runs, key=len)
    return links.en_words[best[0]].span[0], links.en_words[best[-1]].span[1]


def concordance(
    states: Iterable[UnitState], zh: str, links: Callable[[UnitState], WordLinks | None], *, most: int
) -> list[Rendering]:
    """Return the pairs whose Chinese has a term, in document order, at most ``most``, with its English in each."""
    found: list[Rendering] = []
    for state in states:
        at = state.unit.zh_text.find(zh)
        if at >= 0 and len(found) < most:
            span = (at, at + len(zh))
            made = links(state) if state.unit.en_text else None
            found.append(Rendering(state, span, linked(made, span) if made else None))
    return found


def replaced(text: str, find: str, by: str) -> str:
    """Return a text with whole words in place of others, whatever their case; an initial capital is kept.

    >>> replaced("Blue sky projects; the Blue Sky project.", "blue sky project", "Clear Heavens scheme")
    'Blue sky projects; the Clear Heavens scheme.'
    >>> replaced("Townships grew.", "townships", "towns")
    'Towns grew.'
    """
    wanted = r"\s+".join(map(re.escape, find.split()))
    pattern = re.compile(rf"(?<![^\W_]){wanted}(?![^\W_])", re.IGNORECASE)

    def one(match: re.Match[str]) -> str:
        return by[:1].upper() + by[1:] if match[0][:1].isupper() and find[:1].islower() else by

    return pattern.sub(one, text) if wanted else text


def replacements(states: Iterable[UnitState], find: str, by: str) -> Iterator[Replaced]:
    """Yield the pairs whose English has the words to be replaced."""
    for state in states:
        text = replaced(state.unit.en_text, find, by)
        if text != state.unit.en_text:
            yield Replaced(state, text, compared(state.unit.en_text, text))
