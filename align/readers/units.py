"""Translation units of pairs that a file gives: what the readers of .tsv, .jsonl, .tmx and .xlf share."""

from collections.abc import Iterable
from dataclasses import replace

from align.bitext import TranslationUnit


def unit_of_pair(number: int, zh_text: str, en_text: str, *, id: int | str | None = None) -> TranslationUnit:
    """The unit of the pair with a number, which is its id where the file gives none. An empty side has no segment.

    >>> unit_of_pair(3, "你好。", "")  # doctest: +ELLIPSIS
    TranslationUnit(id=3, zh=(3,), en=(), zh_text='你好。', en_text='', ...)
    """
    zh = (number,) if zh_text.strip() else ()
    en = (number,) if en_text.strip() else ()
    return TranslationUnit(number if id is None else id, zh, en, zh_text, en_text)


def with_distinct_ids(units: Iterable[TranslationUnit]) -> tuple[TranslationUnit, ...]:
    """Tells units with the same id apart: the second becomes "id-2". Ids of one file may repeat in its parts."""
    taken: set[int | str] = set()
    distinct = []
    for unit in units:
        id, count = unit.id, 1
        while id in taken:
            count += 1
            id = f"{unit.id}-{count}"
        taken.add(id)
        distinct.append(unit if count == 1 else replace(unit, id=id))
    return tuple(distinct)
