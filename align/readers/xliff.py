"""XLIFF 1.2, 2.0 and 2.1, and .sdlxliff: source and target, whichever of them is Chinese."""

from collections.abc import Iterator
from typing import BinaryIO

from align.codecs import xliff
from align.codecs.record import Decided, load
from align.codecs.xml_reading import language_of
from align.model.errors import InputError
from align.readers.units import DistinctIds, unit_of_pair

_OTHER = {"zh": "en", "en": "zh"}


def parse(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Yield the units of an .xlf file: one for each segment, those without a target included.

    ``id`` is that of the ``trans-unit`` or ``unit`` ("unit/segment" where a unit has several segments), else the
    0-based number. The languages are those of ``xml:lang``, the ``file`` or the root; where only one of them is
    stated, the other is taken to be the counterpart. Files that we wrote keep their issues and
    verdicts. Raises InputError if the languages are not Chinese and English.
    """
    for _, group in groups(stream, name):
        yield from group


def groups(stream: BinaryIO, name: str, *, offsets: bool = False) -> Iterator[tuple[xliff.Unit, list[Decided]]]:
    """Yield each ``trans-unit`` or ``unit``, and its units as :func:`parse` gives them."""
    distinct = DistinctIds()
    number = 0
    for item in xliff.read(stream, name, offsets=offsets):
        group = []
        for k, segment in enumerate(item.segments, 1):
            texts = segment.source, segment.target
            zh, en = texts if source_is_chinese(segment.codes, name) else (texts[1], texts[0])
            id = item.id if len(item.segments) == 1 else f"{item.id}/{segment.id or k}"
            known = load(item.record, zh, en) if item.record and len(item.segments) == 1 else None
            group.append(known or Decided(unit_of_pair(number, zh, en, id=id or None)))
            number += 1
        yield item, distinct.apply(group)


def source_is_chinese(codes: tuple[str, str], name: str) -> bool:
    """True if the source is the Chinese. Raises InputError unless the languages are Chinese and English."""
    source, target = map(language_of, codes)
    if not codes[1]:
        target = _OTHER.get(source, "")
    elif not codes[0]:
        source = _OTHER.get(target, "")
    if {source, target} != {"zh", "en"}:
        raise InputError(
            name, f"expected Chinese and English; the file says {codes[0] or 'nothing'} to {codes[1] or 'nothing'}"
        )
    return source == "zh"
