"""Translations of the review page, from gettext catalogues with the English as key."""

from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from align.exporters.templating import Words
from align.scorers import SCORERS

Interface = Literal["en", "zh"]


@cache
def catalogue(language: Interface) -> Mapping[str, str]:
    """Return the texts of the page in a language by their English: ``locale/*.po``, and the names of the checks.

    >>> catalogue("zh")["Confirm"], catalogue("zh")["negation"], catalogue("en")["false positive"]
    ('确认有误', '否定', 'not an error')
    """
    from babel.messages.pofile import read_po

    with (files("align.review") / "locale" / f"{language}.po").open("rb") as file:
        entries = {str(message.id): str(message.string) for message in read_po(file, abort_invalid=True) if message.id}
    return entries | ({scorer.id: scorer.zh_name for scorer in SCORERS.values()} if language == "zh" else {})


def translator(language: str) -> Callable[[str], str]:
    """Return a function that translates the texts of the page.

    >>> translator("zh")("Confirm"), translator("en")("Confirm")
    ('确认有误', 'Confirm')
    """
    words = catalogue("zh" if language == "zh" else "en")
    return lambda text: words.get(text, text)


def words_of(language: Interface) -> Words:
    """Return the words of exports in a language."""
    return Words(language, translator(language) if language == "zh" else str)


def interface(cookie: str | None, accepted: str) -> Interface:
    """Return the language of the page: the one chosen, else the browser's.

    >>> interface(None, "zh-CN,zh;q=0.9,en;q=0.8"), interface("en", "zh-CN"), interface(None, "")
    ('zh', 'en', 'en')
    """
    if cookie == "en" or cookie == "zh":
        return "zh" if cookie == "zh" else "en"
    first = accepted.split(",")[0].strip().lower()
    return "zh" if first.startswith("zh") else "en"
