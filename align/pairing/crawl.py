"""The pages of a web archive (WARC, ISO 28500) as files in a folder, in which pairs are looked for.

Web archives hold every answer of every server: pictures, redirects, errors. Only pages that were found (status 200) and
are HTML are taken. A page keeps its address in its name, as far as a file name holds it.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from align.model.errors import InputError, UnsupportedError
from align.readers import MAX_BYTES

ENDINGS = (".warc", ".warc.gz")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_LONGEST = 150  # characters of a name; file systems take 255 bytes


def is_archive(path: Path) -> bool:
    """True if a path is a web archive by its name.

    >>> is_archive(Path("crawl/a.WARC.gz")), is_archive(Path("a.gz"))
    (True, False)
    """
    return path.name.lower().endswith(ENDINGS)


def pages_of(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of each page of a web archive.

    A page of over 100 MB is left out. Raises InputError, with the record where it breaks off, for a file that is none,
    and UnsupportedError where warcio is not installed.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError as error:
        raise UnsupportedError(f"{archive}: reading web archives needs warcio ({error}); pip install warcio") from None
    number = 0
    try:
        with archive.open("rb") as stream:
            for record in ArchiveIterator(stream):
                number += 1
                if record.rec_type != "response" or record.http_headers is None:
                    continue
                kind = (record.http_headers.get_header("Content-Type") or "").lower()
                if record.http_headers.get_statuscode() != "200" or "html" not in kind:
                    continue
                data = record.content_stream().read(MAX_BYTES + 1)
                if len(data) <= MAX_BYTES:
                    yield record.rec_headers.get_header("WARC-Target-URI") or f"record {number}", data
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise InputError(
            str(archive), f"cannot be read after record {number} ({error}); expected a WARC file"
        ) from None


def write_pages(archive: Path, folder: Path) -> int:
    """Write the pages of a web archive as files of a folder, which is made; return how many there are.

    Raises InputError if there is none, and as :func:`pages_of`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for number, (address, data) in enumerate(pages_of(archive), start=1):
        name = _NOT_IN_NAMES.sub("_", address.partition("://")[2] or address).strip("._")[:_LONGEST]
        (folder / f"{number:05d}-{name}.html").write_bytes(data)
    if not number:
        raise InputError(str(archive), "holds no page; expected HTML pages of status 200")
    return number
