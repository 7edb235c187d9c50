"""HTML: the text that a browser shows, in document order, with the parts outside the article marked.

Extractors of main content are the obvious way, but they lose text: short answers, labels on lines of their own, lists,
whole short pages. So the text comes from the markup itself (blocks become paragraphs with a blank line
between them, ``<br>`` becomes a line end, a table row one line with tabs), nothing visible is left out, and what an
extractor would drop is only marked, as ``Source.boilerplate``, and only if it is certain
(:mod:`align.readers.boilerplate`).
"""

import re

from align.language.encoding import decode
from align.model.document import Metadata, Source, Span
from align.model.errors import InputError
from align.readers.blocks import Block, blocks_of
from align.readers.boilerplate import mark
from align.readers.markup_metadata import metadata_of
from align.readers.text import normalise, refuse_long_lines, require_text

MAX_BYTES = 16_000_000  # a tree takes about ten times the size of its file
MAX_TAGS = 1_000_000  # and more if the file is mostly tags

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""", re.IGNORECASE)
_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
_DECLARED_WITHIN = 8192


def parse(data: bytes, name: str) -> Source:
    """Return the visible text of a page or a fragment of one.

    Raises InputError if nothing is visible, if the page is larger than ``MAX_BYTES`` or has more than
    ``MAX_TAGS``, and what ``decode`` raises.
    """
    if len(data) > MAX_BYTES:
        raise InputError(name, f"is larger than {MAX_BYTES:,} bytes; expected one page")
    markup, encoding = decode(data, name, declared=declared_encoding(data))
    markup = normalise(markup)
    if markup.count("<") > MAX_TAGS:
        raise InputError(name, f"has more than {MAX_TAGS:,} tags; expected one page")
    blocks, metadata = _parsed(markup, name)
    text, spans = _laid_out(blocks)
    require_text(text, name)
    refuse_long_lines(text, name)
    boilerplate = tuple(
        span for span, marked in zip(spans, mark(blocks, markup, metadata.title), strict=True) if marked
    )
    return Source(name, text, boilerplate=boilerplate, encoding=encoding, metadata=metadata)


def declared_encoding(data: bytes) -> str:
    """Return the character encoding that a page declares, or "" if none.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    head = data[:_DECLARED_WITHIN]
    found = _CHARSET.search(head) or _XML_ENCODING.search(head)
    return found[1].decode("ascii", "ignore") if found else ""


def _parsed(markup: str, name: str) -> tuple[list[Block], Metadata]:
    from lxml import etree

    # As UTF-8 with an explicit encoding: otherwise libxml2 would believe the declaration in the page.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    # Browsers show text after </html>; here it would become a tail of the root, which is not read.
    markup = _ENDS.sub("", markup)
    try:
        root = etree.fromstring(markup.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise InputError(name, f"cannot be read as HTML: {error}") from None
    fatal = parser.error_log.filter_from_fatals()
    if fatal:  # the rest is not in the tree: thousands of nested tags
        raise InputError(name, f"cannot be read as HTML to its end: {fatal[0].message.split(',')[0]}")
    if root is None:
        return [], Metadata()
    return blocks_of(root), metadata_of(root)


def _laid_out(blocks: list[Block]) -> tuple[str, list[Span]]:
    parts: list[str] = []
    spans: list[Span] = []
    at = 0
    for block in blocks:
        if parts:
            parts.append("\n\n")
            at += 2
        parts.append(block.text)
        spans.append((at, at + len(block.text)))
        at += len(block.text)
    return "".join(parts), spans
