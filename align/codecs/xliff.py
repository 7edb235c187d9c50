"""XLIFF 1.2, 2.0 and 2.1, the reading half: units with their segments, and SDL's dialect of 1.2 (.sdlxliff).

A 1.2 unit that is segmented (``seg-source`` with ``mrk mtype="seg"``, as Trados, memoQ and Okapi write) has one segment
for each mark; else it is one segment.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from align.codecs.xml_reading import XML, Node, inline_text, pieces

ITS = "http://www.w3.org/2005/11/its"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
OURS = "urn:x-align"
UNITS = frozenset(("trans-unit", "unit"))
CODES = frozenset(("bpt", "ept", "it", "ph"))


class Segment(NamedTuple):
    """A source and its target ("" if there is none), with their language codes."""

    id: str
    source: str
    target: str
    codes: tuple[str, str]


class Unit(NamedTuple):
    """A ``trans-unit`` (1.2) or ``unit`` (2.x). ``record``: our record in it, "" if the file is not ours.

    ``node``: the element that it was read from.
    """

    id: str
    segments: Sequence[Segment]
    record: str
    node: Node


def read(stream: BinaryIO, name: str, *, offsets: bool = False) -> Iterator[Unit]:
    """Yield the units of an .xlf file, in order. ``offsets``: for :mod:`align.codecs.splice`.

    Raises InputError as :func:`align.codecs.xml_reading.pieces` does.
    """
    source = target = ""
    for piece in pieces(stream, name, wanted=UNITS, heads={"xliff", "file"}, offsets=offsets):
        attributes = piece.attributes
        if piece.name in UNITS:
            yield _unit_of(piece, (source, target))
        else:
            source = attributes.get("srcLang") or attributes.get("source-language") or source
            target = attributes.get("trgLang") or attributes.get("target-language") or target


def _unit_of(node: Node, codes: tuple[str, str]) -> Unit:
    id = node.attributes.get("id", "")
    if node.name == "trans-unit":
        return Unit(id, _segments_of_1(node, codes), _record_of_1(node), node)
    segments = [
        _segment(child, child.attributes.get("id", ""), codes)
        for child in node.elements("segment")
        if child.first("source") is not None or child.first("target") is not None
    ]
    return Unit(id, segments, _record_of_2(node), node)


def _segments_of_1(node: Node, codes: tuple[str, str]) -> list[Segment]:
    marked, target = node.first("seg-source"), node.first("target")
    sources = _marked_segments(marked) if marked is not None else {}
    if sources:
        targets = _marked_segments(target) if target is not None else {}
        return [
            Segment(id, inline_text(source, CODES), inline_text(targets[id], CODES) if id in targets else "", codes)
            for id, source in sources.items()
        ]
    found = _segment(node, "", codes)
    none = node.first("source") is None and target is None
    structural = node.attributes.get("translate") == "no" and not found.source.strip() and not found.target.strip()
    return [] if none or structural else [found]


def _segment(node: Node, id: str, codes: tuple[str, str]) -> Segment:
    source, target = node.first("source"), node.first("target")
    texts = [inline_text(side, CODES) if side is not None else "" for side in (source, target)]
    stated = [side.attributes.get(XML + "lang") if side is not None else None for side in (source, target)]
    return Segment(id, texts[0], texts[1], (stated[0] or codes[0], stated[1] or codes[1]))


def _marked_segments(node: Node) -> dict[str, Node]:
    """Return the segments inside a ``seg-source`` or ``target``, at any depth, by their ``mid``."""
    found: dict[str, Node] = {}
    pending = [node]
    while pending:
        here = pending.pop()
        if here.name == "mrk" and here.attributes.get("mtype") == "seg":
            found.setdefault(here.attributes.get("mid", ""), here)
        else:
            pending.extend(reversed(here.elements()))
    return found


def _record_of_1(node: Node) -> str:
    record = node.first(f"{OURS}}}record")
    return record.text() if record is not None else ""


def _record_of_2(node: Node) -> str:
    for metadata in node.elements(f"{METADATA}}}metadata"):
        for group in metadata.elements(f"{METADATA}}}metaGroup"):
            if group.attributes.get("category") == "align":
                return "".join(meta.text() for meta in group.elements(f"{METADATA}}}meta"))
    return ""
