"""Translation units of pairs that a file gives: what the readers of .tsv, .jsonl, .tmx and .xlf share."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from align.bitext import TranslationUnit
from align.codecs.record import NO_SCORES, Decided


def unit_of_pair(number: int, zh_text: str, en_text: str, *, id: int | str | None = None) -> TranslationUnit:
    """The unit of the pair with a number, which is its id where the file gives none. An empty side has no segment.

    >>> unit_of_pair(3, "你好。", "")  # doctest: +ELLIPSIS
    TranslationUnit(id=3, zh=(3,), en=(), zh_text='你好。', en_text='', ...)
    """
    here = (number,)
    zh = here if zh_text.strip() else ()
    en = here if en_text.strip() else ()
    return TranslationUnit(number if id is None else id, zh, en, zh_text, en_text, scores=NO_SCORES)


def with_distinct_ids(groups: Iterable[list[Decided]]) -> Iterator[list[Decided]]:
    """Tells units with the same id apart: the second becomes "id-2". Ids of one file may repeat in its parts.

    Units come in groups, one for each element of the file that holds some.
    """
    taken: set[int | str] = set()
    for group in groups:
        for k, decided in enumerate(group):
            unit, count = decided.unit, 1
            id = unit.id
            while id in taken:
                count += 1
                id = f"{unit.id}-{count}"
            taken.add(id)
            if count > 1:
                group[k] = replace(decided, unit=replace(unit, id=id))
        yield group
