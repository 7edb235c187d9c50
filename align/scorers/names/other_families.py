"""People replaced by people of another family, where names are not spelt in pinyin: 許鞍華 as Mabel Cheung.

Hong Kong, Taiwan, Singapore, Korea and Vietnam have given names that no characters tell (Ann Hui, Kim Min-seok), but
each surname has a handful of spellings. So the English must have a surname of the table whose characters the Chinese
around has nowhere, and the Chinese somebody whose surname the English has in no spelling.
"""

import re
from collections.abc import Iterator

from align.language.names.pinyin import looks_pinyin
from align.language.names.spelling import surname_length
from align.language.names.surnames import families_of, may_be_family
from align.language.tables import words
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context
from align.scorers.names.capitals import explained, person_runs, runs, spelt_in
from align.scorers.names.known_people import known_people
from align.scorers.names.people import name_issue
from align.scorers.names.replaced_people import people_named

# Surnames of the West too, which may belong to anybody.
_WESTERN = frozenset(
    words("""
        bach dang dean don dunn hung joe king law lay lee long look low lowe mac man moon park peck ray shaw son
        young
    """)
)
_IN_A_PLACE = re.compile(r"(?i:\b(?:in|at|near|around|outside|of)\s+(?:the\s+)?)\Z")
_SHORT = 5  # letters up to which a word sounds like something in any text


def find_other_families(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each English name of a family that the Chinese lacks."""
    around = context.around("zh", speakers=True)
    surplus = [span for name, span in person_runs(unit.en_text) if _is_other(unit, name, span, around)]
    if not surplus:
        return
    words = {word for run in runs(context.around("en", speakers=True)) for word in run.words}
    for span in people_named(unit.zh_text, [span for span, _ in known_people(unit.zh_text)]):
        han = unit.zh_at(span)
        if surplus and not any(may_be_family(word, han[: surname_length(han)]) for word in words):
            yield name_issue(unit, span, surplus.pop(0), "names.other", "", confidence=0.7)


def _is_other(unit: TranslationUnit, name: str, span: Span, around: str) -> bool:
    """True if a person of the English is of a family that the Chinese around does not have."""
    words = name.split()
    if looks_pinyin(name) or _IN_A_PLACE.search(unit.en_text, 0, span[0]):
        return False
    if any(explained(run, around) for run in runs(unit.en_text) if run.span == span):
        return False
    if any(len(part) > _SHORT and spelt_in(part, around) for word in words for part in word.split("-")):
        return False
    families = [han for word in (words[0], words[-1]) for han in families_of(word)]
    western = any(word.lower() in _WESTERN for word in (words[0], words[-1]))
    return bool(families) and not western and not any(han in around for han in families)
