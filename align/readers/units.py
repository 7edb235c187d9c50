"""Makes translation units of the pairs of a file (.tsv, .jsonl, .tmx, .xlf)."""

from dataclasses import replace

from align.codecs.record import NO_SCORES, Decided, quick_unit
from align.model.unit import TranslationUnit


def unit_of_pair(number: int, zh_text: str, en_text: str, *, id: int | str | None = None) -> TranslationUnit:
    """Return the unit of a pair. Its number is its id unless the file gives one. An empty side has no segment.

    >>> unit_of_pair(3, "你好。", "")  # doctest: +ELLIPSIS
    TranslationUnit(id=3, zh=(3,), en=(), zh_text='你好。', en_text='', ...)
    """
    here = (number,)
    zh = here if zh_text.strip() else ()
    en = here if en_text.strip() else ()
    return quick_unit(number if id is None else id, zh, en, zh_text, en_text, "", "", 1.0, NO_SCORES, (), False, "", "")


class DistinctIds:
    """Makes the ids of a file's units unique: the second becomes "id-2". The parts of a file may repeat ids."""

    def __init__(self) -> None:
        self._taken: set[int | str] = set()
        self._counts: dict[int | str, int] = {}  # for repeated ids: a file may repeat one half a million times

    def apply(self, group: list[Decided]) -> list[Decided]:
        """Return the next units of the file with ids that are unique so far."""
        taken = self._taken
        for k, decided in enumerate(group):
            id = decided.unit.id
            if id in taken:
                id = self._free(id)
                group[k] = decided._replace(unit=replace(decided.unit, id=id))
            taken.add(id)
        return group

    def _free(self, id: int | str) -> str:
        count = self._counts.get(id, 1) + 1
        while f"{id}-{count}" in self._taken:
            count += 1
        self._counts[id] = count
        return f"{id}-{count}"
