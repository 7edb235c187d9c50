"""People whose English name is not what the characters spell: Confucius, Sun Yat-sen, and who leads elsewhere.

The table is ``align/language/data/persons.csv``: facts, listed by hand after the names that the news agencies print.
The English has what is enough to name the person, mostly the surname.
"""

import re
from collections.abc import Iterator
from functools import cache

from align.language.kept_patterns import compiled
from align.language.tables import VARIANTS, any_of, read_table
from align.model.document import Span


def known_people(zh: str) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Yield the people of the table in a Chinese text, with their English names, the usual one first.

    >>> list(known_people("孔子说"))
    [((0, 2), ('Confucius', 'Confucian', 'Kong Zi', 'Kongzi', 'the Master'))]
    """
    pattern, names = _index()
    for match in pattern.finditer(zh):
        yield match.span(), names[match[0]]


def has_name(english: str, names: tuple[str, ...]) -> bool:
    """True if an English text has one of the names of a person.

    >>> has_name("Mr. Macron's visit", ("Macron",)), has_name("Macrons", ("Macron",))
    (True, False)
    """
    return _any_name(names).search(english) is not None


@cache
def _any_name(names: tuple[str, ...]) -> re.Pattern[str]:
    return compiled(rf"(?<!\w)(?:{any_of(name.lower() for name in names)})(?!\w)", re.IGNORECASE)


@cache
def _index() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    names = {zh: tuple(row["en"].split(VARIANTS)) for row in read_table("persons") for zh in row["zh"].split(VARIANTS)}
    return compiled(any_of(names)), names
