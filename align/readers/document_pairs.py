"""Pairs from tables in documents: .docx and .xlsx with a Chinese and an English column."""

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from align.codecs.record import Decided
from align.model.document import Source, Span
from align.model.errors import InputError
from align.readers import docx, xlsx
from align.readers.units import unit_of_pair


def parse_docx(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Return the rows of the bilingual tables of a .docx file; ``id`` is the 0-based number of the row."""
    return _units(docx.parse(stream.read(), name))


def parse_xlsx(stream: BinaryIO, name: str) -> Iterator[Decided]:
    """Return the rows of the bilingual sheets of an .xlsx file; ``id`` is the 0-based number of the row."""
    return _units(xlsx.parse(stream.read(), name))


def _units(source: Source) -> Iterator[Decided]:
    """Return the rows as units. Raises InputError if no table has both languages; such texts are for ``align run``."""
    if not source.rows:
        raise InputError(
            source.name, "has no table with a Chinese and an English column; to align a bilingual text, use align run"
        )
    places = {place.span[0]: place.label for place in source.places}
    for number, (zh, en) in enumerate(source.rows):
        unit = unit_of_pair(number, source.text[slice(*zh)], source.text[slice(*en)])
        yield Decided(replace(unit, zh_place=_place(places, zh), en_place=_place(places, en)))


def _place(places: dict[int, str], span: Span) -> str:
    return places.get(span[0], "") if span[0] < span[1] else ""
