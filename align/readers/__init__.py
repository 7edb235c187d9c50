"""Readers: a file in, its text out. One module a format; a further format is a module and a line in ``READERS``.

A reader is a pure function from the bytes of a file and its name to a Source; :func:`read` does the I/O.
"""

import os
from collections.abc import Callable
from pathlib import Path

from align.document import Source
from align.errors import InputError
from align.readers import html, text
from align.readers.formats import recognise

Reader = Callable[[bytes, str], Source]

READERS: dict[str, Reader] = {
    "text": text.parse,
    "html": html.parse,
}
MAX_BYTES = 100_000_000  # a day's transcript has under a million


def read(path: Path) -> Source:
    """The text of a file. The content decides which reader takes it, then the name.

    Line ends become ``\\n``. Raises InputError for a file that is missing, not a file, unreadable, empty, too large,
    binary, in a format that no reader takes, or broken in single bytes; the message says which.
    """
    name = path.name or str(path)
    data = read_bytes(path)
    return READERS[recognise(data, name)](data, name)


def read_bytes(path: Path, *, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a file, with the errors that :func:`read` names for files that cannot be opened."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise InputError(name, "is a directory; expected a file")
        if not path.exists():
            raise InputError(str(path), "no such file")
        if not path.is_file() and not path.is_fifo():
            raise InputError(name, "is not a regular file")
        with path.open("rb") as stream:
            if os.fstat(stream.fileno()).st_size > limit:
                raise InputError(name, f"is larger than {limit:,} bytes; expected one text")
            data = stream.read(limit + 1)
    except PermissionError:
        raise InputError(name, "cannot be read: permission denied") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if len(data) > limit:
        raise InputError(name, f"is larger than {limit:,} bytes; expected one text")
    if not data.strip(b"\0") and data:
        raise InputError(name, "is binary data: nothing but NUL bytes")
    if not data:
        raise InputError(name, "is empty")
    return data
