"""Reading XML files of pairs in one pass, without entities, a network or a tree of the whole file."""

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

from align.errors import InputError
from align.readers.encoding import decode
from align.readers.html import declared_encoding

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_KNOWN = re.compile(r"(?:utf-?(?:8|16)(?:le|be)?|us-ascii)?", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY")
_HEAD = 1 << 16


def events(data: bytes, name: str, *, starts: Sequence[str] = (), ends: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Start and end events of elements by local name, in any namespace; an element in ``ends`` is freed after use.

    Raises InputError for XML that is not well-formed (the message names the line) or that declares entities.
    """
    from lxml import etree

    data = _readable(data, name)
    if _ENTITY.search(data[:_HEAD].replace(b"\0", b"")):
        raise InputError(name, "declares XML entities, which are not read")
    parsed = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end") if starts else ("end",),
        tag=[f"{{*}}{tag}" for tag in (*starts, *ends)],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in parsed:
            holds_unit = local_name(element) in ends
            if holds_unit == (event == "end"):
                yield event, element
            if holds_unit and event == "end":
                element.clear(keep_tail=False)
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise InputError(name, f"is not well-formed XML: {error.msg}") from None


def local_name(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def inline_text(element: Any, codes: frozenset[str]) -> str:
    """The text of a segment. Elements in ``codes`` hold formatting codes of other formats, not text, and are left
    out but for the ``sub`` in them (a footnote, an alt text). XLIFF's ``cp`` is the character that it names.
    """
    parts: list[str] = []
    pending: list[tuple[Any, bool]] = [(element, True)]
    while pending:  # no recursion: the depth is the file's
        node, is_text = pending.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        name = local_name(node)
        if name == "cp":
            parts.append(_code_point(node.get("hex", "")))
        is_text = name == "sub" or (is_text and name not in codes)
        later: list[tuple[Any, bool]] = [(node.text, True)] if is_text and node.text else []
        for child in node:
            later.append((child, is_text))
            if is_text and child.tail:
                later.append((child.tail, True))
        pending.extend(reversed(later))
    return "".join(parts)


def language_of(code: str) -> str:
    """ "zh" or "en" for a language code, "" for another. Codes come as zh-CN, ZH_Hans, cmn, chi, en-US, ENG...

    >>> language_of("ZH-CN"), language_of("en_us"), language_of("eno"), language_of("cmn-Hant")
    ('zh', 'en', '', 'zh')
    """
    primary = re.split("[-_]", code.strip().lower())[0]
    return "zh" if primary in ("zh", "zho", "chi", "cmn") else "en" if primary in ("en", "eng") else ""


def _readable(data: bytes, name: str) -> bytes:
    """The data as libxml2 can read it: declared Chinese encodings are stricter there than files are."""
    declared = declared_encoding(data)
    if _KNOWN.fullmatch(declared):
        return data
    text, _ = decode(data, name, declared=declared)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode()


def _code_point(digits: str) -> str:
    return chr(int(digits, 16)) if re.fullmatch("[0-9A-Fa-f]{1,6}", digits) and int(digits, 16) < 0x110000 else ""
