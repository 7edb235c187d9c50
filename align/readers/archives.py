"""Untrusted zip archives: nothing is unpacked to disk, and nothing grows without bound.

The obvious way, ``ZipFile(path).read(name)``, believes the archive's own declarations: a member may declare two
gigabytes or declare ten bytes and inflate to two gigabytes, a directory of millions of members takes gigabytes of
objects before the first is read, and names may climb out of the folder (``../``). So sizes are counted as they are
inflated, and what cannot be an honest file is refused by name.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, TypeVar

from align.model.errors import InputError

T = TypeVar("T")

MAX_MEMBERS = 20_000
MAX_MEMBER_BYTES = 200_000_000

_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_PROGRAMS = {".docx": "Word", ".xlsx": "Excel"}
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, struct.error)


def open_archive(data: bytes, name: str) -> zipfile.ZipFile:
    """Return the archive of a file's bytes.

    Raises InputError if it is truncated or damaged, has more than ``MAX_MEMBERS`` members, is encrypted, or holds a
    path that leads outside itself.
    """
    if data.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:  # before ZipFile makes an object for each
        raise InputError(name, f"is a zip archive of more than {MAX_MEMBERS:,} files; expected one document")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, UnicodeDecodeError):
        reason = "is a damaged zip archive: it is truncated or its directory is broken"
        if program := next((p for suffix, p in _PROGRAMS.items() if name.lower().endswith(suffix)), ""):
            reason += f"; it was a {program} file: fetch it again, or open it in {program} and save it anew"
        raise InputError(name, reason) from None
    for info in archive.infolist():
        if _leads_outside(info.filename):
            raise InputError(name, f"holds a file with a path that leads outside the archive: {info.filename[:80]!r}")
        if info.flag_bits & _ENCRYPTED:
            raise InputError(name, "is encrypted; expected it without a password")
    return archive


def read_member(archive: zipfile.ZipFile, member: str, name: str, *, limit: int = MAX_MEMBER_BYTES) -> bytes:
    """Return the bytes of a member. Raises InputError as :class:`Member` does."""
    stream = Member(archive, member, name, limit=limit)
    parts = []
    while part := stream.read(1 << 16):
        parts.append(part)
    return b"".join(parts)


class Member:
    """A member as a readable stream; reading raises InputError if it is damaged or grows too large."""

    def __init__(self, archive: zipfile.ZipFile, member: str, name: str, *, limit: int = MAX_MEMBER_BYTES) -> None:
        self._what = f"{member} in it"
        self._name = name
        self._limit = limit
        self._taken = 0
        info = archive.getinfo(member)
        if info.file_size > limit:
            raise self._too_large()
        self._stream: IO[bytes] = self._guarded(lambda: archive.open(info))

    def read(self, size: int = -1) -> bytes:
        """Return up to ``size`` bytes; without a size all of them, up to the limit."""
        size = self._limit + 1 if size < 0 else size
        data: bytes = self._guarded(lambda: self._stream.read(size))
        self._taken += len(data)
        if self._taken > self._limit:
            raise self._too_large()
        return data

    def _guarded(self, act: Callable[[], T]) -> T:
        try:
            return act()
        except _BROKEN as error:
            raise InputError(self._name, f"{self._what} is damaged: {error or 'it is truncated'}") from None

    def _too_large(self) -> InputError:
        return InputError(self._name, f"{self._what} is larger than {self._limit:,} bytes; expected one document")


def _leads_outside(path: str) -> bool:
    """True if the path of a member would leave the folder that it is unpacked to, on any system.

    >>> _leads_outside("a/../../b"), _leads_outside("C:\\\\b"), _leads_outside("/b"), _leads_outside("a..b/c.html")
    (True, True, True, False)
    """
    parts = path.replace("\\", "/").split("/")
    return ".." in parts or path.startswith(("/", "\\")) or parts[0][1:2] == ":"
