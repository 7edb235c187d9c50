"""Which format a file is in, by its first bytes, then by its name.

Names lie: pages are saved as ``.txt`` and tables as ``.doc``. So a signature decides; the name decides only whether a
text with a few tags in it is a page or a text about tags.
"""

import re

from align.errors import InputError

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"RIFF", "a media file (RIFF)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt)"),
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
_ZIPPED = ((b"word/", "a Word document (.docx)"), (b"xl/", "an Excel workbook"), (b"ppt/", "a PowerPoint file"))
_PAIRS = re.compile(rb"<(?:\w+:)?(tmx|xliff)[\s>]")
_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|main|article|section|nav|header|div|p|h[1-6]|"
    rb"table|ul|ol|center|br|span|font|b|strong)\b[^>]*>",
    re.IGNORECASE | re.DOTALL,
)
_ANY_TAG = re.compile(rb"<(?:html|body|div|p|br|h[1-6]|table|tr|td|li|span|a|title|b|i)\b[^>]*>", re.IGNORECASE)
_PAGE_NAMES = (".html", ".htm", ".xhtml", ".shtml")
_HEAD = 1 << 16


def recognise(data: bytes, name: str) -> str:
    """The key in ``READERS`` of the reader for a file.

    Raises InputError for a format that no reader takes, and names the format.

    >>> recognise("<p>你好。</p>".encode(), "a.txt"), recognise(b"# A\\n<br>", "a.md"), recognise(b"Hi<br>", "a.htm")
    ('html', 'text', 'html')
    """
    found = _signature(data)
    if found:
        raise InputError(name, f"looks like {found}, which cannot be read yet; expected plain text or HTML")
    head = _start(data)
    pairs = _PAIRS.search(head[:2000])
    if pairs:
        kind = pairs[1].decode().upper()
        raise InputError(name, f"is a {kind} file, which holds aligned pairs; expected plain text or HTML")
    if _PAGE_START.match(head) or (name.lower().endswith(_PAGE_NAMES) and _ANY_TAG.search(head)):
        return "html"
    return "text"


def recognise_pairs(data: bytes, name: str) -> str:
    """The key in ``PAIR_READERS`` of the reader for a file of pairs.

    Raises InputError for a format that holds no pairs that we read, and names the format.

    >>> recognise_pairs(b'<?xml version="1.0"?><tmx version="1.4">', "a.xml"), recognise_pairs(b"a\\tb", "a.tmx")
    ('tmx', 'tsv')
    """
    expected = "expected .tsv, .jsonl, .tmx or .xlf"
    found = _signature(data)
    if found:
        raise InputError(name, f"looks like {found}, which cannot be read yet; {expected}")
    head = _start(data)
    root = _PAIRS.search(head)
    if root and head.startswith(b"<"):
        return root[1].decode()
    if head.startswith(b"<?xml") or _PAGE_START.match(head):
        raise InputError(name, f"is XML or HTML, but no TMX or XLIFF; {expected}")
    if head.startswith(b"{") or name.lower().endswith((".jsonl", ".ndjson")):
        return "jsonl"
    if name.lower().endswith(".json"):
        raise InputError(name, f"is one JSON value; {expected} with one object a line")
    return "tsv"


def _start(data: bytes) -> bytes:
    """The first bytes without a mark, white space and, for UTF-16, NULs: enough to see the tags."""
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()


def _signature(data: bytes) -> str:
    for magic, kind in _SIGNATURES:
        if data.startswith(magic):
            return kind
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((kind for part, kind in _ZIPPED if part in data), "a zip archive")
    if data[4:8] == b"ftyp":
        return "an MP4 recording"
    return ""
