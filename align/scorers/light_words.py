"""Words that carry little content: their absence on the other side says nothing (``align/data/light-words.*.txt``)."""

from functools import cache
from importlib.resources import files

from align.document import Language


@cache
def light_words(language: Language) -> frozenset[str]:
    """The light words of a language, the English ones in lower case.

    >>> "切实" in light_words("zh"), "the" in light_words("en"), "grain" in light_words("en")
    (True, True, False)
    """
    return frozenset((files("align") / "data" / f"light-words.{language}.txt").read_text(encoding="utf-8").split())
