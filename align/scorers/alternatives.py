"""Things that exclude one another, each with words of its own: the presiding judge who became the prosecutor.

In a family nothing is another's rendering. So what is wrong is something of the Chinese that the English lacks, and in
its place another of the family that the Chinese has nowhere. A looser word for the right one (doctor, coach) says
nothing. The table is ``align/language/data/alternatives.csv``: own work; ``zh``, ``behind`` (further Chinese that
explains the English and states nothing) and ``en`` are regular expressions, ``topic`` says which scorer asks: posts and
authorities (``titles``), times, currencies and industries (``figures``), places whose names are alike (``names``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from align.language.tables import read_table
from align.model.document import Span
from align.model.unit import TranslationUnit

Topic = Literal["post", "authority", "time", "currency", "industry", "place"]


def replaced(topic: Topic, unit: TranslationUnit, en_around: str = "") -> Iterator[tuple[Span, Span, str]]:
    """Yield what the Chinese states, what the English has in its place, and the English of the right one.

    ``en_around``: the English of the neighbours, which may name it.
    """
    for family in _families(topic):
        stated = [(one, match) for one in family if (match := one.zh.search(unit.zh_text))]
        lost = [(one, match) for one, match in stated if not one.en.search(unit.en_text)]
        if not lost:
            continue
        others = (match for one in family if not one.explained(unit.zh_text) and (match := one.en.search(unit.en_text)))
        surplus = next((match for match in others if not any(one.en.search(match[0]) for one, _ in stated)), None)
        one, match = lost[0]
        if surplus and not one.en.search(en_around):
            yield match.span(), surplus.span(), one.right


@dataclass(frozen=True, slots=True)
class _Alternative:
    zh: re.Pattern[str]
    behind: re.Pattern[str] | None
    en: re.Pattern[str]
    right: str

    def explained(self, zh: str) -> bool:
        """True if the Chinese may stand for it."""
        return bool(self.zh.search(zh) or (self.behind and self.behind.search(zh)))


@cache
def _families(topic: Topic) -> tuple[tuple[_Alternative, ...], ...]:
    families: dict[str, list[_Alternative]] = {}
    for row in read_table("alternatives"):
        if row["topic"] == topic:
            english = re.compile(rf"(?<![\w-])(?i:{row['en']})(?!\w)")
            behind = re.compile(row["behind"]) if row["behind"] else None
            one = _Alternative(re.compile(row["zh"]), behind, english, row["right"])
            families.setdefault(row["family"], []).append(one)
    return tuple(map(tuple, families.values()))
