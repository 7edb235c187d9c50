"""Fast path for plainly written units of a memory (most are): they are cut out of the bytes by one pattern.

A parser calls back 15 times for a unit. Here one pattern matches all of it: notes, properties, and two variants whose
texts hold no tags. Anything else (inline tags, numeric references, comments, attributes foreign to TMX) does not match
and is left to the parser, which also checks that the matched bytes are well-formed XML. The pattern does not know its
context (it may be inside a comment): :func:`follow` checks that.
"""

import html
import re

from align.codecs.xml_reading import PieceParser

END = b"</tu>"
_Fields = tuple[str, list[tuple[str, str]], list[tuple[str, str]], list[str]]  # of align.codecs.tmx.Tu

_TEXT = r"[^<]*+"
_VALUE = r'"[^"<&=\t\r\n]*+"'  # with "=" it could look like an attribute
_NAMES = r"datatype|o-encoding|o-tmf|segtype|srclang|(?:last)?usage(?:count|date)|change(?:date|id)"
_NAMES += r"|creation(?:date|id|tool|toolversion)"  # no others: expat keeps every name, so a file must not invent them
_ATTRIBUTES = rf"(?:\s++(?:{_NAMES})={_VALUE})*+"
_VARIANT = rf'<tuv{_ATTRIBUTES}\s++xml:lang="([^"<&=\s]++)"{_ATTRIBUTES}>\s*+<seg>({_TEXT})</seg>\s*+</tuv>\s*+'
_ADDITION = rf"<(?:note|prop)(?:\s++type={_VALUE})?+>{_TEXT}</(?:note|prop)>\s*+"
_UNIT = rf"\s*+<tu((?:\s++(?:tuid|{_NAMES})={_VALUE})*+)>\s*+((?:{_ADDITION})*+){_VARIANT}{_VARIANT}</tu>"

_units = re.compile(_UNIT.encode())
_additions = re.compile(rf'<(note|prop)(?:\s++type="([^"]*+)")?+>({_TEXT})<'.encode())
_other_references = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_id = re.compile(rb'\stuid="([^"]*+)"')


def cut(data: bytes, start: int, parser: PieceParser) -> tuple[list[_Fields], int]:
    """Return the consecutive plain units from an offset on, as fields, and the offset after them.

    The parser reads them too. Raises InputError if they are not well formed.
    """
    found = []
    end = start
    while (unit := _units.match(data, end)) and not (b"&" in unit[0] and _other_references.search(unit[0])):
        found.append(unit.groups())
        end = unit.end()
    if found:
        parser.skim(data[start:end])
    return [_tu_of(groups) for groups in found], end


def follow(parser: PieceParser, part: bytes) -> bool:
    """True if plain units can follow the part that the parser read last, which ends with ``</tu>``.

    They can if the last piece of that part is a unit that begins and ends in it, the unit does not change the namespace
    and the file declares no default attributes: the next element is then in the same place and read in the same way.
    """
    start, end = parser.last_piece
    here = end == parser.fed - len(END) and start >= parser.fed - len(part)
    return here and b"xmlns" not in part and not parser.adds_attributes


def _tu_of(groups: tuple[bytes, ...]) -> _Fields:
    attributes, additions, language, text, other_language, other_text = groups
    id = _id.search(attributes)
    properties: list[tuple[str, str]] = []
    notes: list[str] = []
    for kind, type, value in _additions.findall(additions):
        if kind == b"prop":
            properties.append((type.decode(), _text_of(value)))
        else:
            notes.append(_text_of(value))
    variants = [(language.decode(), _text_of(text)), (other_language.decode(), _text_of(other_text))]
    return id[1].decode() if id else "", variants, properties, notes


def _text_of(data: bytes) -> str:
    text = data.decode()
    if "\r" in text:  # line ends are line feeds in XML
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return html.unescape(text) if "&" in text else text
