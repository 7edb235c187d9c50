"""Lists of any words: an item that the English leaves out while it has the others.

Counting alone finds every translation that merges two synonyms, and links of words alone give a dropped item the words
of its neighbour (禁毒 "counter-terrorism"). So both must agree, and a third sign with them: how like the items are to
phrases of the English, each embedded by itself. The chunks of the English sentence are given to the items, each to one.
An item is missing where a run of chunks has one chunk less than there are items, all of them taken; where the chunks
beside the run say something else in the Chinese; and where the item that is left is less like any chunk than the one
that took it.

Better silent than wrong: nothing is claimed of an item that has words of its own in the English; of parallel phrases
(抓重点、补短板), of three verbs and of items that are nearly the same, which are merged as a rule; and of an item at
the edge of a list that may not be cut right.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.lists.read import FEWEST, Chunk, Row, chunks, has_content, joined, rows
from align.wordlinks.links import WordLinks

_MOST = 30  # items; each is compared with all chunks
_LIKELY, _TAKEN = 0.45, 0.48  # least likeness of an item to a chunk by its words; and by its words and as a phrase
_LINKED = 0.1  # what a link adds to the similarity of two words
_SAID = 0.55  # least similarity of a word to a Chinese word that it renders
_OWN, _OWN_BESIDE = 0.64, 0.5  # similarity of a word of the item's own: in the run, elsewhere
_COVERED = 0.72  # coverage of a word that is rendered
_EDGE, _STRANGE_EDGE = 0.43, 0.4  # likeness to a chunk beside the run that may be the item; one that nothing else says
_MARGIN, _VERB_MARGIN, _SURE_MARGIN = 0.03, 0.12, 0.1
_MEAN = 0.57  # least mean likeness of the other items to their chunks
_LIKE, _SAME = 0.72, 0.75  # an item so like a chunk may be it; items so like each other are merged
_PHRASE, _NEAR = 4, 8  # words of a phrase; words of the first and last chunk that may belong to the list
# Words that Chinese has one word for: 科技, 文旅, 研发, 搜救, 书画, 进出口, 经贸, 法规, 油气.
_ONE = frozenset(
    (
        ("science", "technology"),
        ("culture", "tourism"),
        ("research", "development"),
        ("search", "rescue"),
        ("paintings", "calligraphy"),
        ("painting", "calligraphy"),
        ("calligraphy", "painting"),
        ("calligraphy", "paintings"),
        ("imports", "exports"),
        ("import", "export"),
        ("economy", "trade"),
        ("economic", "trade"),
        ("laws", "regulations"),
        ("oil", "gas"),
    )
)


@dataclass(frozen=True, slots=True)
class LostItem:
    """An item of a Chinese list that the English lacks. ``sure``: it is like nothing in the English list."""

    span: Span
    sure: bool


def lost_list_items(unit: TranslationUnit, links: WordLinks, embedder: Embedder) -> Iterator[LostItem]:
    """Yield the items that the English lists of a unit lack, at most one of a list."""
    if "、" not in unit.zh_text or links.cut or not links.similarity.size:
        return
    for row in rows(unit.zh_text, links.zh_words):
        if len(row.items) > _MOST:
            continue
        table = _Table(unit, links, row)
        run = table.run()
        if len(row.items) - 2 <= len(run) < len(row.items):
            yield from table.lost(run, embedder)


class _Table:
    """The items of a list against the chunks of the English: how like they are, and who has which."""

    def __init__(self, unit: TranslationUnit, links: WordLinks, row: Row) -> None:
        self._unit, self._links, self._row = unit, links, row
        self._items = [[k for k in item if has_content(links.zh_words[k])] or list(item) for item in row.items]
        self._item_of = {k: n for n, item in enumerate(self._items) for k in item}
        self._chunks = chunks(unit.en_text, links.en_words)
        content = [k for chunk in self._chunks for k in chunk.content]
        self._owner = {k: int(links.similarity[:, k].argmax()) for k in content}
        self._merge()
        close = links.similarity.copy()
        for link in links.links:
            close[link.zh, link.en] += _LINKED
        self._likeness = np.full((len(self._items), len(self._chunks)), -1.0)
        for n, item in enumerate(self._items):
            for place, chunk in enumerate(self._chunks):
                if chunk.content:
                    self._likeness[n, place] = close[np.ix_(item, chunk.content)].max(axis=1).mean()

    def run(self) -> list[int]:
        """Return the places of the chunks that stand for most of the list: each has a word of an item, the ends are
        taken."""
        found: list[list[int]] = [[]]
        for place, chunk in enumerate(self._chunks):
            if self._owners(chunk) and not chunk.rest:
                found[-1].append(place)
            if found[-1] and (found[-1][-1] != place or not chunk.joint):
                found.append([])
        run = max(found, key=lambda places: sum(self._likeness[n, c] for n, c in self._given(places).items()))
        taken = self._given(run).values()
        return run[run.index(min(taken)) : run.index(max(taken)) + 1] if taken else []

    def lost(self, run: list[int], embedder: Embedder) -> Iterator[LostItem]:
        """Yield the item that is missing, given the run."""
        alike = self._hear(run, embedder)
        run = self._extended(run)
        given = self._given(run, least=-1)
        free = [n for n in range(len(self._items)) if n not in given]
        if len(free) != 1 or len(run) < 2:
            return
        item = free[0]
        taken = np.array([self._likeness[n, place] for n, place in given.items()])
        mine = np.array([self._likeness[item, place] for place in given.values()])
        if (
            self._cut(item)
            or self._parallel(item)
            or self._acts()
            or self._has_words(item, run)
            or any(self._may_be(item, place, right=place > run[-1]) for place in self._beside(run))
            or float(np.delete(alike[item], item).max()) >= _SAME
            or float(taken.min()) < _TAKEN
            or float(taken.mean()) < _MEAN
            or float(mine.max()) >= _LIKE
        ):
            return
        ahead = taken - mine
        margin = float(ahead[mine.argmax()] if self._is_of(item, "va") else ahead.min())
        if margin >= (_VERB_MARGIN if self._is_of(item, "va") else _MARGIN):
            words = [self._links.zh_words[k].span for k in self._row.items[item]]
            yield LostItem((words[0][0], words[-1][1]), margin >= _SURE_MARGIN)

    def _merge(self) -> None:
        """Take two chunks for one where the words of one item make both: 铁路船舶 "railway and shipbuilding"."""
        place = 0
        while place + 1 < len(self._chunks):
            one, other = self._chunks[place : place + 2]
            owners, others = self._owners(one), self._owners(other)
            same = len({self._item_of[k] for k in owners | others}) == 1
            if one.joint == "and" and owners and others and same and (not owners & others or self._is_one(one, other)):
                self._chunks[place : place + 2] = [joined(one, other)]
            else:
                place += 1

    def _is_one(self, one: Chunk, other: Chunk) -> bool:
        words = self._links.en_words
        return (words[one.content[-1]].text.lower(), words[other.content[0]].text.lower()) in _ONE

    def _owners(self, chunk: Chunk) -> set[int]:
        """Return the words of items that are likest to a word of a chunk."""
        pairs = ((self._owner[k], k) for k in chunk.content)
        return {zh for zh, en in pairs if zh in self._item_of and self._links.similarity[zh, en] > _LIKELY}

    def _given(self, places: Sequence[int], least: float = _LIKELY) -> dict[int, int]:
        """Return the chunk of each item, the likest first."""
        pairs = ((self._likeness[n, place], n, place) for n in range(len(self._items)) for place in places)
        given: dict[int, int] = {}
        for likeness, n, place in sorted(pairs, reverse=True):
            if likeness >= least and n not in given and place not in given.values():
                given[n] = place
        return given

    def _hear(self, run: Sequence[int], embedder: Embedder) -> NDArray[np.float32]:
        """Take the similarity of phrases into account; return that of the items to each other."""
        words, text = self._links.zh_words, self._unit.zh_text
        items = embedder.encode([text[words[i[0]].span[0] : words[i[-1]].span[1]] for i in self._row.items])
        for place in range(max(0, run[0] - 2), min(len(self._chunks), run[-1] + 3)):
            if phrases := self._phrases(self._chunks[place], last=place <= run[0]):
                heard = (items @ embedder.encode(phrases).T).max(axis=1)
                self._likeness[:, place] = (self._likeness[:, place] + heard) / 2
        alike: NDArray[np.float32] = items @ items.T
        return alike

    def _phrases(self, chunk: Chunk, *, last: bool) -> list[str]:
        """Return the phrases of a chunk, up to four words long: of its last words, or of its first."""
        near = chunk.words[-_NEAR:] if last else chunk.words[:_NEAR]
        words = self._links.en_words
        found = {
            self._unit.en_text[words[start].span[0] : words[end].span[1]]
            for n, start in enumerate(near)
            for end in near[n : n + _PHRASE]
            if start in chunk.content and end in chunk.content
        }
        return sorted(found)

    def _extended(self, run: list[int]) -> list[int]:
        """Return the run with the chunks beside it that an item which has none is like."""
        given = self._given(run, least=-1)
        free = [n for n in range(len(self._items)) if n not in given]
        for place in self._beside(run):
            if free and max(self._likeness[n, place] for n in free) >= _TAKEN:
                return self._extended(sorted([*run, place]))
        return run

    def _beside(self, run: Sequence[int]) -> list[int]:
        """Return the chunks that may belong to the list of a run: before it, and after it where no "and" has ended
        it."""
        first, last = run[0], run[-1]
        ended = last > first and self._chunks[last - 1].joint == "and"
        places = [first - 1] if first and self._chunks[first - 1].joint else []
        if self._chunks[last].joint == "and" or (self._chunks[last].joint and not ended):
            places.append(last + 1)
        return [place for place in places if self._chunks[place].content and not self._chunks[place].rest]

    def _may_be(self, item: int, place: int, *, right: bool) -> bool:
        """True if a chunk beside the run may be the item: like it, or said by no other words of the Chinese."""
        chunk, likeness = self._chunks[place], self._likeness[item, place]
        strange = sum(
            self._links.similarity[self._owner[k], k] < _SAID or self._owner[k] in self._row.around
            for k in chunk.content
        )
        ends_list = right and self._chunks[place - 1].joint == "and"
        alone = strange == len(chunk.content) == 1 and not right
        return bool(
            alone
            or likeness >= _EDGE
            or (2 * strange >= len(chunk.content) and (ends_list or likeness >= _STRANGE_EDGE))
        )

    def _has_words(self, item: int, run: Sequence[int]) -> bool:
        """True if an item has words of its own in the English, or is well covered by others."""
        inside = {k for place in run for k in self._chunks[place].content}
        own = [(self._links.similarity[zh, en], en in inside) for en, zh in self._owner.items()]
        mine = [pair for pair, zh in zip(own, self._owner.values(), strict=True) if self._item_of.get(zh) == item]
        return any(similarity >= (_OWN if within else _OWN_BESIDE) for similarity, within in mine) or any(
            self._links.zh_cover[k] > _COVERED for k in self._items[item]
        )

    def _cut(self, item: int) -> bool:
        """True if the item stands at an end of the list where it may not be whole."""
        return (item == 0 and self._row.first) or (item == len(self._items) - 1 and self._row.last)

    def _parallel(self, item: int) -> bool:
        """True if the list is one of phrases like each other, of which a translation says what they mean together."""
        words = [[self._links.zh_words[k] for k in numbers] for numbers in self._row.items]
        phrase = [(len(w) > 1 and w[0].tag == "v") or any(word.tag == "i" for word in w) for w in words]
        alike = sum(w[0].text[0] == words[item][0].text[0] for w in words) > 1
        return alike or any(w.tag == "i" for w in words[item]) or (phrase[item] and sum(phrase) > 1)

    def _acts(self) -> bool:
        """True if the list is three verbs that are no examples (支持、关心、帮助过 "supported and helped")."""
        verbs = sum(self._is_of(item, "v") for item in range(len(self._items)))
        end = self._links.zh_words[self._row.items[-1][-1]].span[1]
        return len(self._items) == FEWEST and verbs > 1 and not self._unit.zh_text.startswith("等", end)

    def _is_of(self, item: int, tags: str) -> bool:
        """True if an item is nothing but words of these kinds, by jieba's tags: verbs (v), adjectives (a)."""
        return all(self._links.zh_words[k].tag in tags for k in self._items[item])
