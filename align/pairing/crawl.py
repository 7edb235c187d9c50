"""The pages of a web archive (WARC, ISO 28500) as files in a folder, in which pairs are looked for.

Web archives hold every answer of every server: pictures, redirects, errors. Only pages that were found (status 200) and
are HTML are taken. A page keeps its address in its name, as far as a file name holds it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from align.model.errors import InputError, UnsupportedError
from align.readers import MAX_BYTES

ENDINGS = (".warc", ".warc.gz")
_NOT_IN_NAMES = re.compile(r"[^\w.-]+", re.ASCII)
_LONGEST = 150  # bytes of a name; file systems take 255


def is_archive(path: Path) -> bool:
    """True if a path is a web archive by its name.

    >>> is_archive(Path("crawl/a.WARC.gz")), is_archive(Path("a.gz"))
    (True, False)
    """
    return path.name.lower().endswith(ENDINGS)


def pages_of(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of each page of a web archive.

    A page of over 100 MB is left out. Raises InputError, with the record after which it cannot be read, for a file that
    is none or that breaks off, and UnsupportedError where warcio is not installed.
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
                address = record.rec_headers.get_header("WARC-Target-URI") or f"record {number + 1}"
                data = record.content_stream().read(MAX_BYTES + 1) if _is_page(record) else None
                while record.raw_stream.read(1 << 20):
                    pass
                if getattr(record.raw_stream, "limit", 0):  # more than is there
                    raise EOFError("it breaks off")
                number += 1
                if data is not None and len(data) <= MAX_BYTES:
                    yield address, data
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        raise InputError(
            str(archive), f"cannot be read after record {number} ({error}); expected a WARC file"
        ) from None


def write_pages(archive: Path, folder: Path) -> tuple[dict[Path, str], str]:
    """Write the pages of a web archive as files of a folder, which is made; return their addresses.

    Also returns what is wrong with the archive, "" if nothing is: what is before the damage counts. Raises InputError
    if that holds no page, and for a folder with other files, which would be paired as if they were of this archive.
    """
    folder.mkdir(parents=True, exist_ok=True)
    addresses: dict[Path, str] = {}
    damage = ""
    try:
        for number, (address, data) in enumerate(pages_of(archive), start=1):
            name = _NOT_IN_NAMES.sub("_", address.partition("://")[2] or address).strip("._")[:_LONGEST]
            path = folder / f"{number:05d}-{name.removesuffix('.html')}.html"
            path.write_bytes(data)
            addresses[path] = address
    except InputError as error:
        if not addresses:
            raise
        damage = str(error)
    if not addresses:
        raise InputError(str(archive), "holds no page; expected HTML pages of status 200")
    if others := sorted(set(folder.iterdir()) - set(addresses)):
        raise InputError(str(folder), f"holds other files ({others[0].name}); remove them, or choose another manifest")
    return addresses, damage


def _is_page(record: Any) -> bool:
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = (record.http_headers.get_header("Content-Type") or "").lower()
    return record.http_headers.get_statuscode() == "200" and "html" in kind
