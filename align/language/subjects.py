"""The subjects of figures, in both languages: exports and imports, urban and rural, wheat and corn, places.

Two figures with the right values may still be swapped, and only the words beside them show it. The table
``align/language/data/subjects.csv``, made by hand, lists words of statistical language that tell figures of one kind
apart, with their usual renderings. Names of places come from ``align.language.places``.
"""

import re
from collections.abc import Hashable
from functools import cache

from align.language.places import en_places, zh_places
from align.language.tables import VARIANTS, any_of, read_table
from align.model.document import Language, Span

Subjects = dict[Hashable, list[Span]]


def subjects(text: str, language: Language) -> Subjects:
    """Return the subjects in a text with the spans of each; the keys are the same in both languages.

    >>> subjects("出口增长，进口下降", "zh").keys() == subjects("Imports fell and exports rose", "en").keys()
    True
    >>> list(subjects("在江苏", "zh").values()), list(subjects("in Jiangsu", "en").values())
    ([[(1, 3)]], [[(3, 10)]])
    """
    pattern, rows = _index(language)
    found: Subjects = {}
    for match in pattern.finditer(text):
        for row in rows[match[1].lower()]:
            found.setdefault(row, []).append(match.span(1))
    if language == "zh":
        for place, span in zh_places(text):
            found.setdefault(place.en, []).append(span)
    else:
        for named, span in en_places(text):
            for place in named:
                found.setdefault(place.en, []).append(span)
    return found


@cache
def _index(language: Language) -> tuple[re.Pattern[str], dict[str, list[int]]]:
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(read_table("subjects")):
        for form in row[language].split(VARIANTS):
            rows.setdefault(form.lower(), []).append(number)
    if language == "zh":
        return re.compile(f"({any_of(rows)})"), rows
    return re.compile(rf"(?<![A-Za-z])({any_of(rows)})(?:e?s)?(?![A-Za-z])", re.IGNORECASE), rows
