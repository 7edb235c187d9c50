"""Words that carry little content, so that their absence on the other side means nothing.

The lists are ``align/language/data/light-words.*.txt``.
"""

from functools import cache
from importlib.resources import files

from align.model.document import Language


@cache
def light_words(language: Language) -> frozenset[str]:
    """Return the light words of a language, the English ones in lower case.

    >>> "切实" in light_words("zh"), "the" in light_words("en"), "grain" in light_words("en")
    (True, True, False)
    """
    path = files("align.language") / "data" / f"light-words.{language}.txt"
    return frozenset(path.read_text(encoding="utf-8").split())
