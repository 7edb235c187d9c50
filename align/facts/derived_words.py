"""The words that say that a figure follows from others (``derived-words.csv``): "in total", 其余, "the next day"."""

import re

from align.language.kept_patterns import compiled
from align.language.lexicon import hedge, hedged
from align.language.tables import read_table
from align.model.document import Language

Words = dict[Language, re.Pattern[str]]
_HEDGED = {"zh": hedged("zh"), "en": rf"(?:{hedge('en')}| (?:the|a|an|RMB|US\$?|HK\$?))* ?[$¥€£]?"}


def words(key: str) -> Words:
    """Return a pattern for each language; one that nothing matches where it has no such words.

    >>> words("whole")["zh"].search("两项合计") is not None, words("in all")["zh"].search("合计") is not None
    (True, False)
    """
    rows = {row["language"]: row["words"] for row in read_table("derived-words") if row["key"] == key}
    zh, en = (rows.get(language, "(?!)").replace("<hedged>", hedges) for language, hedges in _HEDGED.items())
    return {"zh": compiled(zh), "en": compiled(en, re.IGNORECASE)}
