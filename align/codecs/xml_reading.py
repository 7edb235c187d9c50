"""Reads XML piece by piece: the wanted elements become small trees, everything else leaves no trace in memory.

The parser is expat, from the standard library. lxml's ``iterparse`` keeps every node, wanted or not (a file of
50 million empty elements costs gigabytes), and does not report the byte offset of an element, which
:mod:`align.codecs.splice` must know. Nothing outside the file is read; entities that a file declares are refused, and
so is what grows without bound: the limits below are far from what any translation tool writes.
"""

import re
from collections.abc import Callable, Iterator, Set
from typing import BinaryIO
from xml.parsers import expat

from align.language.encoding import decode
from align.model.errors import InputError

XML = "http://www.w3.org/XML/1998/namespace}"
DELETED = "x-sdl-deleted"
CHUNK = 1 << 13  # small: the objects of one chunk are freed before the collector runs
MAX_DEPTH = 256
MAX_NAMES = 20_000  # distinct names of elements and attributes; expat keeps every one
MAX_TOKEN = 1_000_000  # bytes of one tag, comment or instruction
MAX_PIECE = 2_000_000  # bytes of one unit
MAX_LEGACY = 50_000_000  # bytes of a file that must be decoded before it is parsed

_DECLARATION = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)""")
_OnStart = Callable[[str, dict[str, str]], None] | None
_OnText = Callable[[str], None] | None
_NATIVE = re.compile(r"(?:utf-?8|utf-?16(?:le|be)?|us-ascii|ascii)?", re.IGNORECASE)


class Node:
    """An element: local name ("uri}name" in another namespace than the root's), attributes, children in order.

    A child is a node or text. ``start`` is the offset in bytes of its start tag, ``end`` that of its end tag (of the
    same tag where it is empty); they are set only on request.
    """

    __slots__ = ("attributes", "children", "end", "name", "start")

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[Node | str] = []
        self.start = self.end = 0

    def elements(self, *names: str) -> "list[Node]":
        """Return the child elements with these names, or all if none are given."""
        if len(self.children) == 1 and isinstance(only := self.children[0], Node) and only.name in names:
            return [only]  # by far the most frequent: the segment of a variant
        return [c for c in self.children if isinstance(c, Node) and (not names or c.name in names)]

    def first(self, name: str) -> "Node | None":
        """Return the first child element with this name."""
        return next((c for c in self.children if isinstance(c, Node) and c.name == name), None)

    def text(self) -> str:
        """Return all text in it."""
        if len(self.children) == 1 and isinstance(self.children[0], str):
            return self.children[0]
        return inline_text(self, frozenset())


def pieces(
    stream: BinaryIO, name: str, *, wanted: Set[str], heads: Set[str] = frozenset(), offsets: bool = False
) -> Iterator[Node]:
    """Yield the elements named in ``wanted``, whole, and those in ``heads``, without children, in file order.

    Names are local. ``offsets``: give nodes their byte offsets. Raises InputError, with the line, for XML that is not
    well formed, declares or uses entities, or exceeds the limits of this module.
    """
    chunks, encoding = utf_chunks(stream, name)
    parser = PieceParser(name, encoding, wanted=wanted, heads=heads, offsets=offsets)
    for chunk in chunks:
        yield from parser.feed(chunk)
    yield from parser.close()


def inline_text(node: Node, codes: Set[str]) -> str:
    """Return the text of a segment.

    Elements in ``codes`` hold formatting codes of other formats and are left out, except for the ``sub`` in them (a
    footnote, an alt text). XLIFF's ``cp`` becomes the character that it names. Deletions of tracked changes are left
    out.
    """
    parts: list[str] = []
    pending: list[tuple[Node | str, bool]] = [(node, True)]
    while pending:  # no recursion: a file may nest deeply
        child, is_text = pending.pop()
        if isinstance(child, str):
            if is_text:
                parts.append(child)
            continue
        if child.name == "cp":
            parts.append(_code_point(child.attributes.get("hex", "")))
        is_code = child.name in codes or child.attributes.get("mtype") == DELETED
        is_text = child.name == "sub" or (is_text and not is_code)
        pending.extend((grandchild, is_text) for grandchild in reversed(child.children))
    return "".join(parts)


def language_of(code: str) -> str:
    """Return "zh" or "en" for a language code, "" for another. Codes come as zh-CN, ZH_Hans, cmn, chi, en-US, ENG...

    >>> language_of("ZH-CN"), language_of("en_us"), language_of("eno"), language_of("cmn-Hant")
    ('zh', 'en', '', 'zh')
    """
    primary = re.split("[-_]", code.strip().lower())[0]
    return "zh" if primary in ("zh", "zho", "chi", "cmn") else "en" if primary in ("en", "eng") else ""


def utf_chunks(stream: BinaryIO, name: str) -> tuple[Iterator[bytes], str]:
    """Return the bytes in an encoding that expat can read, and the name of that encoding.

    The bytes decide between UTF-8 and UTF-16, not the declaration: tools convert a file and leave its declaration.
    Other declared encodings are decoded here: expat knows no Chinese ones, and real files break the rules of Python's
    strict ``gb2312``.
    """
    head = stream.read(CHUNK)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _chunks(head, stream), "UTF-16"
    if b"\0" in head[:2]:
        return _chunks(head, stream), "UTF-16BE" if head[:1] == b"\0" else "UTF-16LE"
    declaration = _DECLARATION.match(head)
    declared = declaration[1].decode() if declaration else ""
    if _NATIVE.fullmatch(declared) or head.startswith(b"\xef\xbb\xbf"):
        return _chunks(head, stream), "UTF-8"
    data = head + stream.read(MAX_LEGACY)
    if len(data) > MAX_LEGACY:
        raise InputError(name, f"is in {declared} and larger than {MAX_LEGACY:,} bytes; expected UTF-8")
    text, _ = decode(data, name, declared=declared)
    return (text[k : k + CHUNK].encode() for k in range(0, len(text), CHUNK)), "UTF-8"


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield head
    while chunk := stream.read(CHUNK):
        yield chunk


def _code_point(digits: str) -> str:
    return chr(int(digits, 16)) if re.fullmatch("[0-9A-Fa-f]{1,6}", digits) and int(digits, 16) < 0x110000 else ""


class PieceParser:
    """Takes a file's bytes and makes pieces of expat's events. Handlers are closures: they run for every tag of a file.

    ``fed``: the number of bytes read. ``last_piece``: the offsets in them of the start tag and the end tag of the
    latest piece. ``adds_attributes``: true if the file declares default attributes.
    """

    def __init__(
        self,
        name: str,
        encoding: str,
        *,
        wanted: Set[str],
        heads: Set[str] = frozenset(),
        offsets: bool = False,
    ) -> None:
        self.name = name
        self.fed = 0
        self.last_piece = (-1, -1)
        self.adds_attributes = False
        self._parser = parser = expat.ParserCreate(encoding, "}")
        self._ready: list[Node] = []
        self._stack: list[Node | None] = [None]  # the open elements, None for one outside of pieces
        self._start_of_piece = 0
        ready, stack = self._ready, self._stack
        local_names: dict[str, str] = {}
        namespace: str | None = None

        def start(name: str, attributes: dict[str, str]) -> None:
            local = local_names.get(name) or localise(name)
            parent = stack[-1]
            node = None
            if parent is not None:
                node = Node(local, attributes)
                parent.children.append(node)
            elif local in wanted:
                node = Node(local, attributes)
                self._start_of_piece = parser.CurrentByteIndex
            elif local in heads:
                ready.append(Node(local, attributes))
            stack.append(node)
            if offsets and node is not None:
                node.start = parser.CurrentByteIndex
            if len(stack) > MAX_DEPTH:
                raise InputError(self.name, f"nests elements deeper than {MAX_DEPTH} levels, {self._place()}")

        def end(_: str) -> None:
            node = stack.pop()
            if node is not None:
                if offsets:
                    node.end = parser.CurrentByteIndex
                if stack[-1] is None:
                    ready.append(node)
                    self.last_piece = (self._start_of_piece, parser.CurrentByteIndex)

        def characters(data: str) -> None:
            if (node := stack[-1]) is not None:
                node.children.append(data)

        def localise(name: str) -> str:
            nonlocal namespace
            prefix, _, local = name.rpartition("}")
            if namespace is None:  # the root's
                namespace = prefix
            local_names[name] = local if prefix == namespace else name
            return local_names[name]

        parser.buffer_text = True
        parser.buffer_size = CHUNK
        self._handlers = start, end, characters
        self._listen(*self._handlers)
        parser.EntityDeclHandler = self._entity
        parser.SkippedEntityHandler = self._skipped
        parser.AttlistDeclHandler = self._attributes

    def feed(self, data: bytes) -> list[Node]:
        """Parse the next bytes and return the pieces that end in them. Raises InputError as :func:`pieces` does."""
        self._parse(data)
        found = self._ready.copy()
        self._ready.clear()
        return found

    def skim(self, data: bytes) -> None:
        """Check the next bytes, which hold whole elements outside of pieces, without making nodes.

        Four times as fast as :meth:`feed`. Raises InputError as :func:`pieces` does.
        """
        self._listen(None, None, None)
        self._parse(data)
        self._listen(*self._handlers)

    def close(self) -> list[Node]:
        """Return the last pieces of the file. Raises InputError if it is truncated."""
        self._parse(b"", final=True)
        return self._ready

    def _listen(self, start: _OnStart, end: _OnText, characters: _OnText) -> None:
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = characters

    def _parse(self, data: bytes, *, final: bool = False) -> None:
        self.fed += len(data)
        try:
            self._parser.Parse(data, final)
        except expat.ExpatError as error:
            place = f"line {error.lineno}, column {error.offset + 1}"
            reason = expat.errors.messages.get(error.code, str(error))
            raise InputError(self.name, f"is not well-formed XML: {reason}, {place}") from None
        if final:
            return
        at = self._parser.CurrentByteIndex
        if self.fed - at > MAX_TOKEN:
            raise InputError(self.name, f"has a tag or comment of more than {MAX_TOKEN:,} bytes, {self._place()}")
        if self._stack[-1] is not None and at - self._start_of_piece > MAX_PIECE:
            raise InputError(self.name, f"has a unit of more than {MAX_PIECE:,} bytes, {self._place()}")
        if len(self._parser.intern) > MAX_NAMES:
            raise InputError(self.name, f"has more than {MAX_NAMES:,} names of elements and attributes")

    def _place(self) -> str:
        return f"line {self._parser.CurrentLineNumber}"

    def _entity(self, name: str, *_: object) -> None:
        raise InputError(self.name, f"declares XML entities ({name!r}), which are not read")

    def _skipped(self, name: str, _: bool) -> None:
        raise InputError(self.name, f"uses the entity {name!r}, which it does not declare, {self._place()}")

    def _attributes(self, *_: object) -> None:
        self.adds_attributes = True
