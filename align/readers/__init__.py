"""Readers: a file in, its text out. One module a format; :mod:`align.readers.formats` lists them.

A reader is a pure function from the bytes of a file and its name to a Source; :func:`read` does the I/O.
"""

import io
import os
import select
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from align.model.document import Source
from align.model.errors import InputError
from align.readers.archives import open_archive, read_member
from align.readers.formats import READERS, recognise
from align.readers.own import refuse_page, refuse_workbook
from align.readers.saved_page import main_member, shown_name

CHUNK = 1 << 16
PIPE_WAIT = 10  # seconds
MAX_BYTES = 100_000_000  # a day's transcript has under a million


def read(path: Path) -> Source:
    """Return the text of a file. The reader is chosen by content, then by name.

    Line ends become ``\\n``. Raises InputError for a file that is missing, not a file, unreadable, empty, too large,
    binary, in an unsupported format, or with invalid bytes; the message says which.
    """
    name = path.name or str(path)
    return parse(read_bytes(path), name)


def parse(data: bytes, name: str) -> Source:
    """Return the text of a file's bytes; of a zip archive, that of the page in it. Raises InputError as :func:`read`
    does, and for what ``align`` wrote itself."""
    kind = recognise(data, name)
    if kind == "zip":
        archive = open_archive(data, name)
        member = main_member(archive, name)
        data, name = read_member(archive, member.filename, name, limit=MAX_BYTES), f"{name}/{shown_name(member)}"
        if not data:
            raise InputError(name, "is empty")
        kind = recognise(data, name)
        if kind == "zip":
            raise InputError(name, "is a zip archive inside another; expected a page with its files")
    if kind == "html":
        refuse_page(data, name)
    elif kind == "xlsx":
        refuse_workbook(open_archive(data, name), name)
    return READERS[kind](data, name)


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """Return the bytes of a file. Raises InputError as :func:`read` does."""
    with open_file(path, limit=limit) as stream:
        return stream.read()


def open_file(path: Path, *, limit: int = MAX_BYTES) -> BinaryIO:
    """Open a file to read it piece by piece. Raises InputError as :func:`read_bytes` does."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise InputError(name, "is a directory; expected a file")
        if not path.exists():
            raise InputError(str(path), "no such file")
        if not path.is_file() and not path.is_fifo():
            raise InputError(name, "is not a regular file")
        stream: BinaryIO = _opened(path)
        if not stream.seekable():  # a pipe
            with stream:
                stream = io.BytesIO(stream.read(limit + 1))
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        head = stream.read(CHUNK)
        all_nul = (
            bool(head) and not head.strip(b"\0") and not any(chunk.strip(b"\0") for chunk in _chunks(stream, limit))
        )
        stream.seek(0)
    except PermissionError:
        raise InputError(name, "cannot be read: permission denied") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    reason = ""
    if size > limit:
        reason = f"is larger than {limit:,} bytes; expected one text"
    elif all_nul:
        reason = "is binary data: only NUL bytes"
    elif not head:
        reason = "is empty"
    if reason:
        stream.close()
        raise InputError(name, reason)
    return stream


def _opened(path: Path) -> BinaryIO:
    """Open a file. Raises InputError for a named pipe that nobody writes to, for which ``open`` waits for ever."""
    if not path.is_fifo():
        return path.open("rb")
    file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    if not select.select([file], [], [], PIPE_WAIT)[0]:
        os.close(file)
        raise InputError(path.name or str(path), f"is a pipe that nobody has written to for {PIPE_WAIT} s")
    os.set_blocking(file, True)
    return os.fdopen(file, "rb")


def _chunks(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """Yield the rest of a stream, up to a limit."""
    while stream.tell() <= limit and (chunk := stream.read(CHUNK)):
        yield chunk
