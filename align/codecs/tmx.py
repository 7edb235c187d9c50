"""TMX 1.4b: translation memories as files. Reads 1.1 to 1.4, in any namespace; writes 1.4."""

import itertools
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from align.codecs import tmx_plain
from align.codecs.xml_reading import CHUNK, XML, Node, PieceParser, inline_text, utf_chunks
from align.codecs.xml_writing import attribute, text
from align.model.version import VERSION

END = "</body>\n</tmx>\n"
_LANG = XML + "lang"
NO_NODE = Node("tu", {})
CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))  # their contents are codes of other formats, not text


class Tu(NamedTuple):
    """A translation unit of a memory: its variants as (language code, text), properties as (type, text), and notes.

    ``node``: the element that it was read from.
    """

    id: str
    variants: Sequence[tuple[str, str]]
    properties: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    node: Node = NO_NODE


class Header(NamedTuple):
    """The language codes that the header of a memory names."""

    languages: tuple[str, ...]


def read(stream: BinaryIO, name: str, *, offsets: bool = False) -> Iterator[Header | Tu]:
    """Yield the header and the units of a .tmx file, in order. ``offsets``: for :mod:`align.codecs.splice`.

    Raises InputError as :func:`align.codecs.xml_reading.pieces` does.
    """
    chunks, encoding = utf_chunks(stream, name)
    parser = PieceParser(name, encoding, wanted={"header", "tu"}, offsets=offsets)
    data = b"" if encoding == "UTF-8" and not offsets else None
    plain = False  # true while the parser is at a place where a unit can be cut out
    for chunk in chunks:
        if data is None:
            yield from map(_item_of, parser.feed(chunk))
            continue
        data, start = data + chunk, 0
        while True:
            if plain:
                cut, start = tmx_plain.cut(data, start, parser)
                yield from itertools.starmap(Tu, cut)
            end = data.find(tmx_plain.END, start) + len(tmx_plain.END)
            if end < len(tmx_plain.END):
                break
            part = data[start:end]
            yield from map(_item_of, parser.feed(part))
            plain, start = tmx_plain.follow(parser, part), end
        data = data[start:]
        if len(data) > CHUNK:
            yield from map(_item_of, parser.feed(data))
            data, plain = b"", False
    yield from map(_item_of, parser.feed(data or b""))
    yield from map(_item_of, parser.close())


def start(source: str, target: str) -> str:
    """Return the beginning of a file. ``source`` and ``target``: language codes."""
    header = f'creationtool="align" creationtoolversion="{VERSION}" segtype="sentence" o-tmf="align" adminlang="en"'
    header += f' srclang="{attribute(source)}" datatype="plaintext"'
    target = f'<prop type="targetlang">{text(target)}</prop>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n<header {header}>{target}</header>\n<body>\n'


def unit(tu: Tu) -> str:
    """Return a unit as markup. Raises ForbiddenCharacterError."""
    variants = [f'<tuv xml:lang="{attribute(code)}"><seg>{text(words)}</seg></tuv>' for code, words in tu.variants]
    return f'<tu tuid="{attribute(tu.id)}">{additions(tu.properties, tu.notes)}{"".join(variants)}</tu>\n'


def additions(properties: Sequence[tuple[str, str]], notes: Sequence[str], *, prefix: str = "") -> str:
    """Return properties and notes as the markup before the variants. Raises ForbiddenCharacterError."""
    found = [f"<{prefix}note>{text(note)}</{prefix}note>" for note in notes]
    for type, value in properties:
        found.append(f'<{prefix}prop type="{attribute(type)}">{text(value)}</{prefix}prop>')
    return "".join(found)


def _item_of(node: Node) -> Header | Tu:
    return _tu_of(node) if node.name == "tu" else _header_of(node)


def _tu_of(node: Node) -> Tu:
    variants: list[tuple[str, str]] = []
    properties: list[tuple[str, str]] = []
    notes: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.name == "tuv":
            code = child.attributes.get(_LANG) or child.attributes.get("lang") or ""
            variants += [(code, _segment_text(segment)) for segment in child.elements("seg")]
        elif child.name == "prop":
            properties.append((child.attributes.get("type", ""), child.text()))
        elif child.name == "note":
            notes.append(child.text())
    return Tu(node.attributes.get("tuid", ""), variants, properties, notes, node)


def _segment_text(segment: Node) -> str:
    children = segment.children
    if len(children) == 1 and isinstance(children[0], str):
        return children[0]
    return inline_text(segment, CODES)


def _header_of(node: Node) -> Header:
    targets = [prop.text() for prop in node.elements("prop") if prop.attributes.get("type") == "targetlang"]
    return Header((node.attributes.get("srclang", ""), *targets))
