"""The supported formats, their readers, and how the format of a file is detected.

To add a format, write a module beside this one and add here a line in ``READERS`` or ``PAIR_READERS``, its extensions,
and the rule that detects it.

Extensions lie: pages are saved as ``.txt`` and tables as ``.doc``. So the content decides, by its signature; the name
decides only what the content leaves open: if a text with a few tags is a page or a text about tags, if asterisks are
markup, if a text with tabs is a table.
"""

import re
from collections.abc import Callable, Iterable
from typing import BinaryIO

from align.codecs.record import Decided
from align.language.tables import words
from align.model.document import Source
from align.model.errors import InputError
from align.readers import (
    document_pairs,
    docx,
    html,
    jsonl,
    markdown,
    pdf,
    po,
    subtitles,
    table,
    text,
    tmx,
    tsv,
    xliff,
    xlsx,
)
from align.readers.archives import open_archive

READERS: dict[str, Callable[[bytes, str], Source]] = {
    "text": text.parse,
    "markdown": markdown.parse,
    "table": table.parse,
    "html": html.parse,
    "docx": docx.parse,
    "pdf": pdf.parse,
    "subtitles": subtitles.parse,
    "xlsx": xlsx.parse,
}
"""The readers of texts: pure functions from the bytes of a file and its name to a Source."""

PAIR_READERS: dict[str, Callable[[BinaryIO, str], Iterable[Decided]]] = {
    "tsv": tsv.parse,
    "jsonl": jsonl.parse,
    "tmx": tmx.parse,
    "xliff": xliff.parse,
    "po": po.parse,
    "docx": document_pairs.parse_docx,
    "xlsx": document_pairs.parse_xlsx,
}
"""The readers of aligned pairs: functions from an open file and its name to its units."""

PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")
PAIR_NAMES = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".po", ".jsonl")
TEXT_NAMES = (".txt", ".md", ".markdown", ".docx", ".pdf", ".srt", ".vtt", ".ass", ".tsv", ".xlsx")

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # the stream that holds a .docx or .xlsx with a password
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a media file (RIFF)"),
    (_COMPOUND, "an old Office file (.doc, .xls, .ppt)"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"ID3", "an MP3 recording"),
    (b"OggS", "an Ogg recording"),
    (b"\x1aE\xdf\xa3", "a Matroska video"),
)
_PARTS = {"word/": "docx", "xl/": "xlsx"}  # of a package by the folder that holds its document
_OTHER_PACKAGES = {
    "ppt/": "a PowerPoint file",
    "META-INF/": "an OpenDocument file, an e-book or a program",
}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_PDF_WITHIN = 1024  # bytes; viewers take a file whose signature comes late
_SUBTITLES = re.compile(
    rb"WEBVTT(?:[ \t\r\n]|\Z)|\[Script Info\]|"
    rb"(?:[0-9]+[ \t]*\r?\n)?[0-9]{1,3}:[0-9]{2}:[0-9]{2}[,.][0-9]{1,3}[ \t]*-->",
    re.IGNORECASE,
)
_PAIRS = re.compile(rb"<(?:\w+:)?(tmx|xliff)[\s>]")
_PAIR_SUFFIXES = {".tmx": "tmx", ".xlf": "xliff", ".xliff": "xliff", ".sdlxliff": "xliff"}
_FIRST_TAGS = words("""
    !doctype\\s+html html head body title meta link script style main article section nav header div p h[1-6]
    table ul ol center br span font b strong
""")
_PAGE_START = re.compile(
    rb"\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+"  # possessive: twice as long for each comment otherwise
    rb"<(?:" + "|".join(_FIRST_TAGS).encode() + rb")\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<(?:html|body|div|p|br|h[1-6]|table|tr|td|li|span|a|title|b|i)\b[^>]*>", re.IGNORECASE)
_CATALOGUE = re.compile(rb'^msgid[ \t]+"[^\n]*"[ \t\r]*\n(?:(?:"|msgid_plural)[^\n]*\n)*msgstr', re.MULTILINE)
_MARKDOWN_NAMES, _TABLE_NAMES = (".md", ".markdown", ".mkd"), (".tsv", ".tab")
_HEAD = 1 << 16
_EXPECTED = "text, HTML, Markdown, .docx, .pdf, .xlsx or subtitles"


def recognise(data: bytes, name: str) -> str:
    """Return the key of the file's reader in ``READERS``, or "zip" for an archive that is not itself a document.

    Raises InputError, with the name of the format, if it is not supported, and for a broken archive.

    >>> recognise("<p>你好。</p>".encode(), "a.txt"), recognise(b"# A\\n<br>", "a.md"), recognise(b"Hi<br>", "a.htm")
    ('html', 'markdown', 'html')
    """
    if data.startswith(_ZIP):
        return _zipped(data, name)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    found = _signature(data)
    if found:
        _refuse_compound(data, name)
        raise InputError(name, f"looks like {found}, which is not supported; expected {_EXPECTED}")
    head = start(data)
    pairs = _PAIRS.search(head[:2000])
    if pairs:
        kind = pairs[1].decode().upper()
        raise InputError(name, f"is a {kind} file, which holds aligned pairs; expected {_EXPECTED}")
    if _SUBTITLES.match(head):
        return "subtitles"
    if _PAGE_START.match(head) or (name.lower().endswith(PAGE_NAMES) and _ANY_TAG.search(head)):
        return "html"
    if name.lower().endswith(_TABLE_NAMES):
        return "table"
    return "markdown" if name.lower().endswith(_MARKDOWN_NAMES) else "text"


def _zipped(data: bytes, name: str) -> str:
    paths = open_archive(data, name).namelist()
    for folder, kind in _PARTS.items():
        if "[Content_Types].xml" in paths and any(path.startswith(folder) for path in paths):
            return kind
    for folder, what in _OTHER_PACKAGES.items():
        if any(path.startswith(folder) for path in paths):
            raise InputError(name, f"looks like {what}, which is not supported; expected {_EXPECTED}")
    return "zip"


def recognise_pairs(data: bytes, name: str) -> str:
    """Return the key of the file's reader in ``PAIR_READERS``.

    Raises InputError, with the name of the format, if it is not a supported format of pairs.

    >>> recognise_pairs(b'<?xml version="1.0"?><tmx version="1.4">', "a.xml"), recognise_pairs(b"a\\tb", "a.tmx")
    ('tmx', 'tsv')
    """
    expected = "expected .tsv, .jsonl, .tmx, .xlf, .po, or a table in .docx or .xlsx"
    if data.startswith(_ZIP):
        for folder, kind in _PARTS.items():
            if folder.encode() in data or name.lower().endswith(f".{kind}"):
                return kind
    found = _signature(data)
    if found:
        _refuse_compound(data, name)
        raise InputError(name, f"looks like {found}, which is not supported; {expected}")
    head = start(data)
    root = _PAIRS.search(head)
    if root and head.startswith(b"<"):
        return root[1].decode()
    named = next((kind for suffix, kind in _PAIR_SUFFIXES.items() if name.lower().endswith(suffix)), "")
    if named and len(head) > _HEAD // 2 and head.startswith((b"<?xml", b"<!--")):
        return named  # a comment longer than the part that is examined
    if head.startswith(b"<?xml") or _PAGE_START.match(head):
        raise InputError(name, f"is XML or HTML, but neither TMX nor XLIFF; {expected}")
    if _CATALOGUE.search(head):
        return "po"
    if head.startswith(b"{") or name.lower().endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if name.lower().endswith(".json"):
        raise InputError(name, f"is a single JSON value; {expected} with one object per line")
    return "tsv"


def start(data: bytes) -> bytes:
    """Return the first bytes without byte order mark, white space and the NULs of UTF-16: enough to see the tags."""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _refuse_compound(data: bytes, name: str) -> None:
    """Raise InputError for what Word, Excel or WPS wrote in the old container: old files, or with a password."""
    if data.startswith(_COMPOUND):
        if _ENCRYPTED in data:
            raise InputError(name, "is protected by a password; expected a file without one")
        reason = "looks like an old Office file (.doc, .xls, .ppt), which is not supported"
        raise InputError(name, f"{reason}; save it as .docx or .xlsx in Word, Excel or WPS")


def _signature(data: bytes) -> str:
    for magic, kind in _SIGNATURES:
        if data.startswith(magic):
            return kind
    if data.startswith(_ZIP):
        return "a zip archive"
    if data[4:8] == b"ftyp":
        return "an MP4 recording"
    return ""
