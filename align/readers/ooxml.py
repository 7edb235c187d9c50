"""Zip packages of XML parts (.docx, .xlsx), read as streams of events.

Libraries for these formats hold the whole file as a tree; ten million empty paragraphs are 60 kB on disk and several
gigabytes as a tree. Here expat, which builds no tree, reads a part while it is inflated.
"""

import zipfile
from collections.abc import Iterable, Iterator
from typing import Literal, NoReturn
from xml.parsers import expat

from align.model.errors import InputError
from align.readers.archives import Member

MAX_PART_BYTES = 100_000_000  # of XML, inflated; a novel as .docx has some ten million
MAX_TAGS = 3_000_000  # in one part; a day's transcript has some hundred thousand
MAX_PARTS_BYTES = 200_000_000  # of the sheets of a workbook, or of heads and notes, together
CHUNK = 1 << 15

Event = tuple[Literal["start", "end", "text"], str, dict[str, str]]


def events(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Event]:
    """Yield the events of a part in order: ("start", name, attributes), ("text", text, {}), ("end", name, {}).

    Names are local ones; where attributes of two namespaces have one local name, the last is kept. Raises InputError
    if the part is damaged, too large, not well-formed XML, or has a document type declaration, which no Office program
    writes and which is the only source of entities.
    """
    _refuse_many_tags(archive, part, name)
    stream = Member(archive, part, name, limit=MAX_PART_BYTES)
    found: list[Event] = []
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def start(tag: str, attributes: dict[str, str]) -> None:
        named = {_local(key): value for key, value in attributes.items()} if attributes else attributes
        found.append(("start", _local(tag), named))

    def end(tag: str) -> None:
        found.append(("end", _local(tag), {}))

    def text(characters: str) -> None:
        found.append(("text", characters, {}))

    def refuse(*_: object) -> NoReturn:
        raise InputError(name, f"{part} in it has a document type declaration, which is not read")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = refuse
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
        yield from found
    except (expat.ExpatError, LookupError, ValueError) as error:  # the other errors come from the declared encoding
        raise InputError(name, f"{part} in it is not well-formed XML: {error}") from None


def require_small(archive: zipfile.ZipFile, parts: Iterable[str], name: str) -> None:
    """Raise InputError for parts that are too large together: thousands of them hold as much each as one may.

    The sizes are those that the archive states; more than these is not read of any.
    """
    if sum(archive.getinfo(part).file_size for part in parts) > MAX_PARTS_BYTES:
        raise InputError(name, f"has parts of more than {MAX_PARTS_BYTES:,} bytes; expected one document")


def targets(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, tuple[str, str]]:
    """Return the relationships of a part ("" for the package) by id: last word of the type, path of the target."""
    folder, _, file = part.rpartition("/")
    rels = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if rels not in archive.namelist():
        return {}
    found = {}
    for event, tag, attributes in events(archive, rels, name):
        if event == "start" and tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.removeprefix("/") if target.startswith("/") or not folder else f"{folder}/{target}"
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)
    return found


def main_part(archive: zipfile.ZipFile, name: str, *, usual: str) -> str:
    """Return the path of the part that holds the document. Raises InputError if there is none."""
    stated = [path for kind, path in targets(archive, "", name).values() if kind == "officeDocument"]
    for path in (*stated, usual):
        if path in archive.namelist():
            return path
    raise InputError(name, f"is not an Office document: it has no {usual}")


def _refuse_many_tags(archive: zipfile.ZipFile, part: str, name: str) -> None:
    """Raise InputError for a part of millions of tags. Inflating it twice is cheap; an event for each tag is not."""
    stream = Member(archive, part, name, limit=MAX_PART_BYTES)
    count = 0
    while count <= MAX_TAGS and (chunk := stream.read(CHUNK)):
        count += chunk.count(b"<")
    if count > MAX_TAGS:
        raise InputError(name, f"{part} in it has more than {MAX_TAGS:,} tags; expected one document")


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]
