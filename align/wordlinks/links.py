"""Links between the Chinese and the English words of a unit, and the coverage of each word by the other side.

From the states of tokens (``align.embedders.token_states``): two tokens are linked if each is the other's most
similar (mutual argmax, as in SimAlign, Jalili Sabet et al. 2020), two words if any of their tokens are. Coverage is
the mean of three weak signals that fail in different ways: a token's best share in the two-way softmax (as in AWESOME
align, Dou & Neubig 2021), which drops if several words compete; its best similarity, scaled; and 1 if it is linked.

A dictionary adds little and cannot replace this; the similarity of sentences says nothing about single words.
"""

import re
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.embedders.token_states import TokenEncoder, TokenStates
from align.language.words import cut_with_tags
from align.model.document import Span
from align.model.progress import Progress, silent
from align.model.unit import TranslationUnit

_TEMPERATURE = 0.05
_BLOCK, _KEPT = 256, 4096  # units
_STATES = 1024  # texts whose states are kept: some 50 MB
_REMEMBERED = 1024  # texts whose words are
_NO_MATCH, _MATCH = 0.35, 0.75  # similarities that count as 0 and as 1
_ENGLISH_WORD = re.compile(
    r"[A-Za-z\u00c0-\u024f]+(?:['\N{RIGHT SINGLE QUOTATION MARK}][A-Za-z\u00c0-\u024f]+)*"
    r"|[0-9]+(?:[.,][0-9]+)*"
)
# jieba splits numbers in full-width digits into characters
_NARROW = {code + 0xFEE0: code for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. ``tag``: its part of speech by jieba, "" in English."""

    span: Span
    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Two corresponding words: their number on each side, and the similarity of their closest tokens."""

    zh: int
    en: int
    similarity: float


@dataclass(frozen=True, slots=True)
class WordLinks:
    """The words of both sides, the links between them, and the coverage of each word in [0, 1].

    A word without tokens (in the tail that the encoder did not read) has coverage 1, for lack of evidence against it.
    ``similarity`` [zh words, en words]: that of their closest tokens, -1 for words without tokens. ``cut``: true if the
    encoder did not read to the end of a side.
    """

    zh_words: tuple[Word, ...]
    en_words: tuple[Word, ...]
    links: tuple[Link, ...]
    zh_cover: tuple[float, ...]
    en_cover: tuple[float, ...]
    similarity: NDArray[np.float32]
    cut: bool = False


class LinkProvider:
    """Word links of the units of a bitext. Encoding costs more than all else, so only what is asked for is encoded.

    Scorers find it in ``Resources.links``, and ask only where links can decide something. What is known ahead to be
    asked for is said by :meth:`want` and encoded in blocks, which keeps batches full and threads busy. Only the links
    of the last blocks are kept: memory does not grow with the document. Thread-safe; a thread that asks for existing
    links does not wait for one that encodes.
    """

    def __init__(
        self, units: Iterable[TranslationUnit], load: Callable[[], TokenEncoder], *, progress: Progress = silent
    ) -> None:
        """``units``: of a bitext that is checked whole. ``load`` returns the encoder; it is called once, on first
        use."""
        self._progress = progress
        self._announced = {_pair(unit) for unit in units}
        self._load = load
        self._encoder: TokenEncoder | None = None
        self._links: dict[tuple[str, str], WordLinks] = {}
        self._states: dict[str, TokenStates] = {}
        self._wanted: dict[tuple[str, str], None] = {}
        self._lock = threading.Lock()
        self._made = 0

    def __call__(self, unit: TranslationUnit) -> WordLinks:
        """Return the links of a unit, even of one outside the bitext."""
        pair = _pair(unit)
        if (known := self._links.get(pair)) is not None:
            return known
        with self._lock:
            if pair not in self._links:
                ahead = pair in self._wanted
                block = [pair, *islice((p for p in self._wanted if p != pair), _BLOCK - 1 if ahead else 0)]
                self._link(block)
                if ahead:
                    for made in block:
                        del self._wanted[made]
                    self._made += len(block)
                    self._progress("linking words", self._made, self._made + len(self._wanted))
            return self._links[pair]

    def states(self, unit: TranslationUnit) -> tuple[TokenStates, TokenStates]:
        """Return the token states of both sides of a unit, those that its links are made of."""
        self(unit)
        with self._lock:
            zh, en = self._encoded(_pair(unit))
        return zh, en

    @property
    def encoder(self) -> str:
        """The name of the token encoder, "" before it was used."""
        return self._encoder.name if self._encoder else ""

    def want(self, units: Iterable[TranslationUnit]) -> None:
        """Say that the links of some units will be asked for."""
        with self._lock:
            wanted = (_pair(unit) for unit in units if unit.zh_text and unit.en_text)
            self._wanted |= dict.fromkeys(pair for pair in wanted if pair not in self._links)

    def announced(self, unit: TranslationUnit) -> bool:
        """True if a unit is of the bitext that is checked whole."""
        return _pair(unit) in self._announced

    def _link(self, pairs: Sequence[tuple[str, str]]) -> None:
        texts = sorted({text for pair in pairs for text in pair})
        states = dict(zip(texts, self._encoded(texts), strict=True))
        for pair in list(self._links)[: max(0, len(self._links) + len(pairs) - _KEPT)]:
            del self._links[pair]
        self._links |= {(zh, en): word_links(states[zh], states[en]) for zh, en in pairs}

    def _encoded(self, texts: Sequence[str]) -> list[TokenStates]:
        """Return the states of texts, and keep those of the last ones."""
        found = {text: self._states[text] for text in texts if text in self._states}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        if missing:
            self._encoder = self._encoder or self._load()
            made = dict(zip(missing, self._encoder.states(missing), strict=True))
            self._states |= made
            for text in list(self._states)[: max(0, len(self._states) - _STATES)]:
                del self._states[text]
            found |= made
        return [found[text] for text in texts]


def _pair(unit: TranslationUnit) -> tuple[str, str]:
    return unit.zh_text, unit.en_text


def word_links(zh: TokenStates, en: TokenStates) -> WordLinks:
    """Return links and coverage of a pair from the token states of its sides."""
    zh_words, en_words = chinese_words(zh.text), english_words(en.text)
    zh_at, en_at = _tokens_of(zh_words, zh.spans), _tokens_of(en_words, en.spans)
    cut = zh.cut or en.cut
    if not len(zh_at.used) or not len(en_at.used):
        similarity = np.full((len(zh_words), len(en_words)), -1, dtype=np.float32)
        return WordLinks(zh_words, en_words, (), _bare(zh_at), _bare(en_at), similarity, cut)
    tokens = zh.states[zh_at.used] @ en.states[en_at.used].T
    mutual = _mutual(tokens)
    similarity = en_at.highest(zh_at.highest(tokens, -1).T, -1).T
    linked = en_at.highest(zh_at.highest(mutual, 0).T, 0).T
    links = tuple(Link(int(i), int(j), float(similarity[i, j])) for i, j in np.argwhere(linked))
    heat = np.exp((tokens - 1) / _TEMPERATURE)
    share = heat / np.sqrt(heat.sum(axis=1, keepdims=True) * heat.sum(axis=0, keepdims=True))
    zh_cover = zh_at.cover(share.max(axis=1), tokens.max(axis=1), np.any(mutual, axis=1))
    en_cover = en_at.cover(share.max(axis=0), tokens.max(axis=0), np.any(mutual, axis=0))
    return WordLinks(zh_words, en_words, links, zh_cover, en_cover, similarity, cut)


@lru_cache(maxsize=_REMEMBERED)
def chinese_words(text: str) -> tuple[Word, ...]:
    """Return the words of a Chinese text by jieba, without punctuation.

    >>> [word.text for word in chinese_words("全省生产煤炭２３０亿吨。")]
    ['全省', '生产', '煤炭', '２３０', '亿吨']
    """
    words, start = [], 0
    for token, tag in cut_with_tags(text.translate(_NARROW)):
        end = start + len(token)
        if any(map(str.isalnum, token)):
            words.append(Word((start, end), text[start:end], tag))
        start = end
    return tuple(words)


def english_words(text: str) -> tuple[Word, ...]:
    """Return the words and numbers of an English text.

    >>> [word.text for word in english_words("China's output: 1,230.5 tons.")]
    ["China's", 'output', '1,230.5', 'tons']
    """
    return tuple(Word(match.span(), match.group()) for match in _ENGLISH_WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The tokens of the words of a side: those of one word after those of the other, for sums and maxima by word.

    ``used``: the numbers of the tokens that are of a word; ``places`` [tokens of words]: where each is among them, a
    token of two words twice; ``starts``: where those of each word that has any begin; ``counts`` [words].
    """

    used: NDArray[np.int64]
    places: NDArray[np.int64]
    starts: NDArray[np.int64]
    counts: NDArray[np.int64]

    def highest(self, matrix: NDArray[Any], absent: float) -> NDArray[Any]:
        """Return the maximum over the rows of each word: [words, columns]."""
        found = np.full((len(self.counts), matrix.shape[1]), absent, dtype=matrix.dtype)
        found[self.counts > 0] = np.maximum.reduceat(matrix[self.places], self.starts, axis=0)
        return found

    def mean(self, values: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the mean of the values of each word that has tokens."""
        total = np.add.reduceat(values[self.places], self.starts)
        return np.asarray(total / self.counts[self.counts > 0].astype(np.float32), dtype=np.float32)

    def cover(
        self, share: NDArray[np.float32], best: NDArray[np.float32], linked: NDArray[np.bool_]
    ) -> tuple[float, ...]:
        """Return the coverage of each word from what its tokens reach, 1 of one without tokens."""
        likeness = np.clip(self.mean((best - _NO_MATCH) / (_MATCH - _NO_MATCH)), 0, 1)
        found = np.ones(len(self.counts))
        found[self.counts > 0] = (
            self.mean(share) + likeness + np.logical_or.reduceat(linked[self.places], self.starts)
        ) / 3
        return tuple(found.tolist())


def _tokens_of(words: Sequence[Word], spans: Sequence[Span]) -> _Tokens:
    """Return the tokens that overlap each word. Both are in text order."""
    found: list[int] = []
    counts = []
    first = 0
    for word in words:
        start, end = word.span
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        before, k = len(found), first
        while k < len(spans) and spans[k][0] < end:
            if spans[k][1] > start:
                found.append(k)
            k += 1
        counts.append(len(found) - before)
    used, places = np.unique(np.array(found, dtype=np.int64), return_inverse=True)
    sizes = np.array(counts, dtype=np.int64)
    return _Tokens(used, places, (np.cumsum(sizes) - sizes)[sizes > 0], sizes)


def _mutual(similarity: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Return a mask of the elements that are the largest of their row and their column; the first of equal ones."""
    rows, columns = similarity.argmax(axis=1), similarity.argmax(axis=0)
    mutual = np.zeros(similarity.shape, dtype=np.bool_)
    linked = np.flatnonzero(columns[rows] == np.arange(len(rows)))
    mutual[linked, rows[linked]] = True
    return mutual


def _bare(tokens: _Tokens) -> tuple[float, ...]:
    return tuple(0.0 if count else 1.0 for count in tokens.counts)
