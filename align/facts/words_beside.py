"""The words beside a figure that say what it is of others (``words-beside.csv``): "in total", 其余, "fell to", 由.

In a row, ``<rise>`` stands for the words of a class of the lexicon, ``<first rise>`` for the first form of each of its
rows, ``<hedged>`` for any hedges.
"""

import re

from align.language.kept_patterns import compiled
from align.language.lexicon import hedge, hedged, nouns, pattern, rows
from align.language.tables import any_of, read_table
from align.model.document import Language

Words = dict[Language, re.Pattern[str]]
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_PLACE = re.compile("(?<![?]P)<([a-z. ]+)>")
HEDGED = {"zh": hedged("zh"), "en": rf"(?:{hedge('en')}| (?:the|a|an|RMB|US\$?|HK\$?))* ?[$¥€£]?"}


def words(key: str) -> Words:
    """Return a pattern for each language; one that nothing matches where it has no such words.

    >>> words("whole")["zh"].search("两项合计") is not None, words("in all")["zh"].search("合计") is not None
    (True, False)
    """
    return {
        language: compiled(spelled(key, language), re.IGNORECASE if language == "en" else 0) for language in _LANGUAGES
    }


def spelled(key: str, language: Language) -> str:
    """Return the regular expression of a row."""
    found = (row["words"] for row in read_table("words-beside") if (row["key"], row["language"]) == (key, language))
    return _PLACE.sub(lambda match: _class(match[1], language), next(found, "(?!)"))


def _class(kinds: str, language: Language) -> str:
    """Return a pattern for the words of classes; English ones, which are many, as a tree."""
    if kinds == "hedged":
        return HEDGED[language]
    if kinds.startswith("first "):
        return any_of(nouns(kinds.removeprefix("first "), language))
    if language == "zh":
        return pattern(kinds, language)
    found = [row for kind in kinds.split() for row in rows(kind, language)]
    plain = any_of(form for row in found if not row.excepted for form in row.forms if "*" not in form)
    others = (row.pattern for row in found if row.excepted or "*" in "".join(row.forms))
    return "|".join((rf"(?:(?<![\w-]){plain}(?![\w-])", *others)) + ")"
