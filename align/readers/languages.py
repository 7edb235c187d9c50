"""Whether a text is in the language that it is given as."""

from typing import Literal

from align.model.document import Language, Source, script_counts
from align.model.errors import InputError

Found = Literal["zh", "en", "other", ""]

NAMES: dict[Found, str] = {"zh": "Chinese", "en": "English", "other": "another language"}
LETTERS_PER_HAN = 3.0  # a Latin word counts as much as some two Han characters
MIN_SIZE = 10.0  # in Han characters; under it a text may be a name, a figure, a single word
MIN_SHARE = 0.3
ALPHABET_SHARE = 0.5  # of all letters that Han and Latin must make up together


def leans_chinese(han: int, latin: int) -> bool:
    """True if so many Han characters say at least as much as so many Latin letters.

    >>> leans_chinese(*script_counts("用AI分析GDP")), leans_chinese(*script_counts("Xi’an (西安)"))
    (True, True)
    >>> leans_chinese(*script_counts("The city of Xi’an (西安)"))
    False
    """
    return han * LETTERS_PER_HAN >= latin


def expect(source: Source, language: Language) -> None:
    """Raise InputError if a text is mostly in another language than ``language``.

    Han characters are counted against Latin letters. Texts with few letters pass: they say nothing.

    >>> expect(Source("a.zh.txt", "GDP增长5%。"), "zh")
    >>> expect(Source("a.zh.txt", "The economy grew by five percent last year."), "zh")
    Traceback (most recent call last):
    align.model.errors.InputError: a.zh.txt: expected Chinese, found mostly English
    """
    found = mostly(source.text)
    if found not in ("", language):
        raise InputError(source.name, f"expected {NAMES[language]}, found mostly {NAMES[found]}")


def mostly(text: str) -> Found:
    """ "zh" or "en", the language of most of a text; "other" where neither; "" where it has too few letters to say.

    A text with a good share of both is in neither way wrong: "" as well.
    """
    han, latin = script_counts(text)
    letters = sum(map(str.isalpha, text))
    if letters - han - latin > ALPHABET_SHARE * letters and letters >= MIN_SIZE:
        return "other"
    english = latin / LETTERS_PER_HAN
    size = han + english
    if size < MIN_SIZE or min(han, english) >= MIN_SHARE * size:
        return ""
    return "zh" if han > english else "en"
