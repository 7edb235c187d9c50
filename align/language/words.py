"""Chinese words as jieba (MIT) cuts them, with and without parts of speech.

The dictionary and the models are jieba's, and the words and tags are the same as jieba's to the last (a test compares
them); the loops are our own, some hundred times as fast (``jieba_kernels``), and nothing that a user adds to jieba's
dictionary changes them. What was cut lately is remembered, since several scorers ask for the same text.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_letters, digits

import numpy as np
from numpy.typing import NDArray

from align.language.jieba_kernels import UNKNOWN, cut_states, pieces, route, tag_states
from align.language.jieba_tables import tables
from align.model.document import Span

_KEPT = 1024  # texts whose words are remembered
# As in jieba: what the dictionary is asked for (one class more for cutting), what the models are, and the rest.
_WORDS = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)")
_TAGGED = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._]+)")
_HAN = re.compile("([\u4e00-\u9fd5]+)")
_ASCII = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_ASCII_TAGGED = re.compile(r"([.0-9]+|[a-zA-Z0-9]+)")
_EACH = re.compile(r"\r\n|.", re.DOTALL)
_NUMERIC = frozenset(".0123456789")
_LETTERS = frozenset(ascii_letters + digits)


@lru_cache(maxsize=_KEPT)
def cut(text: str) -> tuple[str, ...]:
    """Cut a text into words that together are the text.

    >>> cut("不会借给他")
    ('不会', '借给', '他')
    """
    words: list[str] = []
    for run, known in _runs(text, _WORDS):
        if not known:
            words += _EACH.findall(run)
            continue
        for word, tag in _pieces(run):
            words += [word] if tag != UNKNOWN else _guessed(word)
    return tuple(words)


@lru_cache(maxsize=_KEPT)
def dictionary_words(text: str) -> tuple[Span, ...]:
    """Return the spans of the dictionary words of a text, without guesses at unknown ones.

    >>> dictionary_words("居民生活")
    ((0, 2), (2, 4))
    """
    found: list[Span] = []
    at = 0
    for run, known in _runs(text, _WORDS):
        letters = start = 0
        ends = _ends(run) if known else ()
        while start < len(ends):
            end = ends[start]
            if end - start == 1 and run[start] in _LETTERS:
                letters += 1
            else:
                found += [(at + start - letters, at + start), (at + start, at + end)]
                letters = 0
            start = end
        found.append((at + start - letters, at + start))
        at += len(run)
    return tuple((start, end) for start, end in found if end - start > 1)


@lru_cache(maxsize=_KEPT)
def cut_with_tags(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into words with parts of speech (ICTCLAS tags).

    >>> cut_with_tags("我们增长很快")
    (('我们', 'r'), ('增长', 'v'), ('很快', 'd'))
    """
    words: list[tuple[str, str]] = []
    for run, known in _runs(text, _TAGGED):
        if not known:
            words += ((part, "x") for part in _EACH.findall(run))
            continue
        tags = tables().tags
        for word, tag in _pieces(run):
            words += _guessed_with_tags(word) if tag == UNKNOWN else [(word, tags[tag] if tag >= 0 else "x")]
    return tuple(words)


def _runs(text: str, known: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text, each with true if it consists of characters that a dictionary is asked for."""
    for number, part in enumerate(known.split(text)):
        if part:
            yield part, number % 2 == 1


def _pieces(run: str) -> Iterator[tuple[str, int]]:
    """Yield the words of the most probable path, and runs of single characters that are no word, with their tags."""
    words = tables().words
    found = pieces(_codes(run), words.keys, words.nodes, words.weights, words.tags, words.total)
    return ((run[start:end], tag) for start, end, tag in found.tolist())


def _guessed(run: str) -> Iterator[str]:
    """Yield the words that a model of characters sees in a run that the dictionary does not know."""
    for number, part in enumerate(_HAN.split(run)):
        if number % 2 == 0:
            yield from filter(None, _ASCII.split(part))
            continue
        model = tables().cutting
        path = cut_states(_codes(part), model.start, model.steps, model.characters, model.rows, model.emissions)
        for start, end in _words_of(["BEMS"[state] for state in path.tolist()]):
            yield part[start:end]


def _guessed_with_tags(run: str) -> Iterator[tuple[str, str]]:
    for number, part in enumerate(_HAN.split(run)):
        if number % 2 == 0:
            for piece in filter(None, _ASCII_TAGGED.split(part)):
                yield piece, "m" if piece[0] in _NUMERIC else "eng" if piece[0] in _LETTERS else "x"
            continue
        known = tables()
        model = known.tagging
        weights = (model.start, model.steps, model.characters, model.rows, model.states, model.emissions, model.offered)
        found = tag_states(_codes(part), *weights, known.leads_on)
        states = [known.names[state] for state in found.tolist()]
        for start, end in _words_of([place for place, _ in states]):
            yield part[start:end], states[end - 1][1] if states[end - 1][0] in "ES" else states[start][1]


def _words_of(places: Sequence[str]) -> Iterator[Span]:
    """Yield the spans of words from the places of the characters in them: begin, middle, end, single."""
    begin = after = 0
    for at, place in enumerate(places):
        if place == "B":
            begin = at
        elif place in "ES":
            yield begin if place == "E" else at, at + 1
            after = at + 1
    if after < len(places):
        yield after, len(places)


def _ends(run: str) -> list[int]:
    words = tables().words
    ends: list[int] = route(_codes(run), words.keys, words.nodes, words.weights, words.total).tolist()
    return ends


def _codes(text: str) -> NDArray[np.int64]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
