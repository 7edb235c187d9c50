"""Translation memories: TMX 1.1 to 1.4."""

from collections.abc import Iterator
from itertools import product
from typing import BinaryIO

from align.codecs import tmx
from align.codecs.record import Decided, load
from align.codecs.xml_reading import Node, language_of
from align.model.errors import InputError
from align.readers.units import DistinctIds, unit_of_pair

RECORD = "x-align"  # the type of the property that holds our record of a unit
MAX_PAIRINGS = 100  # of the variants of one unit


def parse(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Yield the units of a .tmx file, in order; ``id`` is the ``tuid``, else the 0-based number of the TU.

    Text in ``hi`` and ``sub`` is kept; the codes in ``bpt``, ``ept``, ``it``, ``ph`` and ``ut`` are not. A TU that
    lacks one language gets an empty side; one with several variants of a language (zh-CN and zh-TW) becomes a unit for
    each pairing, the first under its own id. A TU without Chinese and English is skipped. Memories that we wrote keep
    their issues and verdicts.

    Raises InputError, after the last unit, if no TU has Chinese or none has English: the message names the languages
    found.
    """
    for _, group in groups(stream, name):
        yield from group


def groups(stream: BinaryIO, name: str, *, offsets: bool = False) -> Iterator[tuple[Node, list[Decided]]]:
    """Yield each ``tu`` with its units, as :func:`parse` makes them: none for other languages."""
    codes: dict[str, str] = {}  # each language code found, and its language
    distinct = DistinctIds()
    number = 0
    for item in tmx.read(stream, name, offsets=offsets):
        if isinstance(item, tmx.Header):
            codes |= {code: language_of(code) for code in item.languages}
        else:
            yield item.node, distinct.apply(_units(item, number, codes, name))
            number += 1
    if not {"zh", "en"} <= set(codes.values()):
        found = ", ".join(sorted(code for code in codes if code and code != "*all*")) or "none"
        raise InputError(name, f"expected Chinese and English; the languages in it are: {found}")


def _units(item: tmx.Tu, number: int, codes: dict[str, str], name: str) -> list[Decided]:
    zh: list[str] = []
    en: list[str] = []
    for code, text in item.variants:
        language = codes.get(code)
        if language is None:
            language = codes[code] = language_of(code)
        if language:
            (zh if language == "zh" else en).append(text)
    if not zh and not en:
        return []
    id = item.id or number
    if len(zh) > 1 or len(en) > 1:
        if len(zh) * len(en) > MAX_PAIRINGS:
            raise InputError(name, f"TU {number + 1} has more than {MAX_PAIRINGS} pairings of Chinese and English")
        return [Decided(unit_of_pair(number, z, e, id=id)) for z, e in product(zh or [""], en or [""])]
    texts = zh[0] if zh else "", en[0] if en else ""
    for type, value in item.properties:
        if type == RECORD and (known := load(value, *texts)) is not None:
            return [known]
    return [Decided(unit_of_pair(number, *texts, id=id))]
