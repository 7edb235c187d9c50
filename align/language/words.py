"""Chinese words by jieba (MIT), with and without parts of speech.

Its dictionary is read once a process, into a tokenizer of our own: words that a user adds to jieba's own change nothing
here. It loads in half a second, on first use, and keeps a copy in the cache folder.
"""

import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from align.model.document import Span
from align.model.places import cache_folder


def cut(text: str) -> list[str]:
    """Cut a text into words that together are the text.

    >>> cut("不会借给他")
    ['不会', '借给', '他']
    """
    words: list[str] = _cutter().lcut(text)
    return words


@lru_cache(maxsize=256)
def dictionary_words(text: str) -> tuple[Span, ...]:
    """Return the spans of the dictionary words of a text, without guesses at unknown ones.

    >>> dictionary_words("居民生活")
    ((0, 2), (2, 4))
    """
    found, at = [], 0
    for word in _cutter().lcut(text, HMM=False):
        start, at = at, at + len(word)
        if len(word) > 1:
            found.append((start, at))
    return tuple(found)


def cut_with_tags(text: str) -> list[tuple[str, str]]:
    """Cut a text into words with parts of speech (ICTCLAS tags), ten times slower than :func:`cut`.

    >>> cut_with_tags("我们增长很快")
    [('我们', 'r'), ('增长', 'v'), ('很快', 'd')]
    """
    return [(pair.word, pair.flag) for pair in _tagger()(text)]


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Silence Python 3.12's warnings about jieba's patterns, which are compiled on the first import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        yield


def _own_folder() -> Path:
    """Return where jieba keeps its dictionary, read: by itself it is the temporary folder of all users of the machine,
    from which it is unmarshalled, so that any of them could put another in its place."""
    folder = cache_folder() / "jieba"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        found = folder.stat()
        if hasattr(os, "getuid") and (found.st_uid != os.getuid() or found.st_mode & 0o022):
            raise PermissionError
    except OSError:
        return folder / "unwritable"  # which is not there: the dictionary is read each time
    return folder


@cache
def _cutter() -> Any:
    import logging

    with _without_warnings():
        import jieba

    jieba.setLogLevel(logging.CRITICAL)  # that its cache cannot be written is no reason to print
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(_own_folder())
    return tokenizer


@cache
def _tagger() -> Callable[[str], Any]:
    with _without_warnings():
        import jieba.posseg

    lcut: Callable[[str], Any] = jieba.posseg.POSTokenizer(_cutter()).lcut
    return lcut
