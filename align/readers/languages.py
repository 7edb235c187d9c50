"""Checks that a text is in the language it is supposed to be in."""

from typing import Literal

from align.language.identify import foreign
from align.model.document import Language, Source, script_counts
from align.model.errors import InputError

Found = Literal["zh", "en", "other", ""]

NAMES: dict[Found, str] = {"zh": "Chinese", "en": "English", "other": "another language"}
LETTERS_PER_HAN = 3.0  # one Latin word counts as about two Han characters
MIN_SIZE = 10.0  # in Han characters; a shorter text may be a name, a figure or a single word
MIN_SHARE = 0.3
ALPHABET_SHARE = 0.5  # least share of Han and Latin among all letters


def leans_chinese(han: int, latin: int) -> bool:
    """True if the Han characters carry at least as much text as the Latin letters.

    >>> leans_chinese(*script_counts("用AI分析GDP")), leans_chinese(*script_counts("Xi’an (西安)"))
    (True, True)
    >>> leans_chinese(*script_counts("The city of Xi’an (西安)"))
    False
    """
    return han * LETTERS_PER_HAN >= latin


def is_chinese(text: str) -> bool | None:
    """True if a text is Chinese, False if English, None if it has no letters."""
    han, latin = script_counts(text)
    return None if han == latin == 0 else leans_chinese(han, latin)


def expect(source: Source, language: Language) -> None:
    """Raise InputError if a text is mostly in another language than ``language``.

    Han characters are counted against Latin letters. Texts with few letters pass.

    >>> expect(Source("a.zh.txt", "GDP增长5%。"), "zh")
    >>> expect(Source("a.zh.txt", "The economy grew by five percent last year."), "zh")
    Traceback (most recent call last):
    align.model.errors.InputError: a.zh.txt: expected Chinese, found mostly English
    """
    found = mostly(source.text)
    if found not in ("", language):
        raise InputError(source.name, f"expected {NAMES[language]}, found mostly {NAMES[found]}")


def mostly(text: str) -> Found:
    """Return the main language of a text: "zh", "en", "other" if neither, or "" if it has too few letters.

    Return "" also for a text with a good share of both. Languages in Latin letters are told from English where the text
    is long enough to be sure (:func:`align.language.identify.foreign`).
    """
    han, latin = script_counts(text)
    letters = sum(map(str.isalpha, text))
    if letters - han - latin > ALPHABET_SHARE * letters and letters >= MIN_SIZE:
        return "other"
    english = latin / LETTERS_PER_HAN
    size = han + english
    if size < MIN_SIZE or min(han, english) >= MIN_SHARE * size:
        return ""
    if han > english:
        return "zh"
    return "other" if foreign(text) else "en"
