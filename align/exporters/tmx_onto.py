"""Adds our issues to a translation memory of another program and leaves every other byte unchanged."""

from collections.abc import Iterator
from typing import BinaryIO

from align.codecs import tmx
from align.codecs.splice import Edit, Original
from align.codecs.xml_reading import XML, Node, language_of
from align.codecs.xml_writing import ForbiddenCharacterError, text
from align.exporters.issue_notes import refusal
from align.exporters.tmx import NOTE, properties_of
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import TranslationUnit
from align.readers.tmx import RECORD, groups


def annotate(bitext: Bitext, stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the memory with the issues of a bitext that was read from it, found by unit ids.

    Our earlier additions are replaced. English edited by a reviewer replaces that of the segment, or becomes a note if
    the segment holds tags. Raises InputError as the reader does, and if no unit of the bitext is in the memory.
    """
    original = Original(stream, name)
    known = {unit.id: unit for unit in bitext.units}
    edits: list[Edit] = []
    met = 0
    for node, group in groups(original.stream, name, offsets=True):
        pairs = [(known[decided.unit.id], decided.unit) for decided in group if decided.unit.id in known]
        if pairs:
            met += len(pairs)
            try:
                edits += _edits(node, pairs, bitext, original)
            except ForbiddenCharacterError as error:
                raise refusal(pairs[0][0].id, error) from None
    if not met and known:
        raise InputError(name, "has none of the units of this bitext; expected the file from which it was read")
    yield from original.with_edits(edits)


def _edits(
    node: Node, pairs: list[tuple[TranslationUnit, TranslationUnit]], bitext: Bitext, original: Original
) -> Iterator[Edit]:
    for child in node.elements("note", "prop"):
        if child.attributes.get("type") == RECORD or (child.name == "note" and child.text().startswith(NOTE)):
            yield original.removal(child)
    properties: list[tuple[str, str]] = []
    notes: list[str] = []
    for unit, before in pairs:
        its_properties, its_notes = properties_of(unit, bitext)
        properties = its_properties if len(pairs) == 1 else []
        notes += its_notes
        if unit.en_text != before.en_text:
            segment = _english(node) if len(pairs) == 1 else None
            if segment is not None and not segment.elements():
                yield original.content(segment, text(unit.en_text))
            else:
                notes.append(f"{NOTE}the English as reviewed: {unit.en_text}")
    place = node.elements("tuv")[0].start
    yield Edit(place, place, tmx.additions(properties, notes, prefix=original.prefix(node)))


def _english(node: Node) -> Node | None:
    """Return the segment of the English variant."""
    for variant in node.elements("tuv"):
        if language_of(variant.attributes.get(XML + "lang") or variant.attributes.get("lang") or "") == "en":
            return variant.first("seg")
    return None
