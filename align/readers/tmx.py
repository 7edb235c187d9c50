"""Translation memories: TMX 1.1 to 1.4."""

from collections.abc import Iterator
from itertools import chain, product
from typing import BinaryIO

from align.codecs import tmx
from align.codecs.record import Decided, load
from align.codecs.xml_reading import language_of
from align.errors import InputError
from align.readers.units import unit_of_pair, with_distinct_ids

RECORD = "x-align"  # the type of the property that holds what else we know of a unit
MAX_PAIRINGS = 100  # of the variants of one unit


def parse(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """The units of a .tmx file, in order; ``id`` is the ``tuid``, else the 0-based number of the TU.

    Text in ``hi`` and ``sub`` is kept; what ``bpt``, ``ept``, ``it``, ``ph`` and ``ut`` hold are codes and is not.
    A TU that lacks one language has that side empty; one with several variants of a language (zh-CN and zh-TW) becomes
    a unit for each pairing, the first under its own id. A TU in other languages only is none of ours and is skipped.
    In a memory that we wrote, units come back with their issues and verdicts.

    Raises InputError, after the last unit, where no TU has Chinese or none has English: the message names the
    languages there are.
    """
    return chain.from_iterable(groups(stream, name))


def groups(stream: BinaryIO, name: str) -> Iterator[list[Decided]]:
    """The units of each ``tu``, as :func:`parse` gives them: an empty list for one in other languages."""
    return with_distinct_ids(_groups(stream, name))


def _groups(stream: BinaryIO, name: str) -> Iterator[list[Decided]]:
    codes: dict[str, str] = {}  # each language code met and what it is
    number = -1
    for item in tmx.read(stream, name):
        if isinstance(item, tmx.Header):
            codes |= {code: language_of(code) for code in item.languages}
            continue
        number += 1
        zh: list[str] = []
        en: list[str] = []
        for code, text in item.variants:
            language = codes.get(code)
            if language is None:
                language = codes[code] = language_of(code)
            if language == "zh":
                zh.append(text)
            elif language == "en":
                en.append(text)
        if not zh and not en:
            yield []
        elif len(zh) > 1 or len(en) > 1:
            if len(zh) * len(en) > MAX_PAIRINGS:
                raise InputError(name, f"TU {number + 1} has more than {MAX_PAIRINGS} pairings of Chinese and English")
            pairs = product(zh or [""], en or [""])
            yield [Decided(unit_of_pair(number, z, e, id=item.id or number)) for z, e in pairs]
        else:
            unit = unit_of_pair(number, zh[0] if zh else "", en[0] if en else "", id=item.id or number)
            record = next((value for type, value in item.properties if type == RECORD), None)
            yield [load(record, unit) if record is not None else Decided(unit)]
    if not {"zh", "en"} <= set(codes.values()):
        found = ", ".join(sorted(code for code in codes if code and code != "*all*")) or "none"
        raise InputError(name, f"expected Chinese and English; the languages in it are: {found}")
