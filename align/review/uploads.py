"""Files that a page sends, piece by piece: no request is larger than any other, and no file larger than readers take.

They wait in a hidden folder beside the projects until a job takes them; what nobody takes goes with the server.
"""

import os
import secrets
import shutil
import threading
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from align.model.errors import AlignError
from align.model.parts import is_abandoned, part_name
from align.readers import MAX_BYTES

PIECE = 256 * 1024
"""Bytes of a piece; the guards let twice as many through."""
MOST = 20
"""Files that wait at a time; one more, and the oldest goes."""
_LONGEST = 120  # bytes of a name, of the 255 that file systems take


class UploadError(AlignError):
    """A file that cannot be taken. The page translates the message."""


@dataclass(slots=True)
class _Upload:
    path: Path
    size: int
    lock: threading.Lock = field(default_factory=threading.Lock)


class Uploads:
    """The files that wait, by a secret name each."""

    def __init__(self, home: Path) -> None:
        for left in home.iterdir():
            if is_abandoned(left.name) and left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
        self._folder = home / part_name("uploads")
        self._folder.mkdir()
        self._waiting: dict[str, _Upload] = {}
        self._lock = threading.Lock()

    def begin(self, name: str, size: int) -> str:
        """Return the secret name of a new file. Raises UploadError for one that is empty or larger than readers take.

        ``size``: in bytes, as the page says; no more are taken.
        """
        if size > MAX_BYTES:
            raise UploadError("The file is larger than 100 MB.")
        if size <= 0:
            raise UploadError("The file is empty.")
        key = secrets.token_urlsafe(16)
        folder = self._folder / key
        folder.mkdir()
        path = folder / safe_name(name)
        path.touch()
        with self._lock:
            while len(self._waiting) >= MOST:
                self._remove(next(iter(self._waiting)))
            self._waiting[key] = _Upload(path, size)
        return key

    def add(self, key: str, offset: int, data: bytes) -> None:
        """Add the next piece of a file. Raises UploadError for one that does not fit what is there."""
        upload = self._upload(key)
        with upload.lock:
            there = upload.path.stat().st_size
            if offset != there or there + len(data) > upload.size:
                raise UploadError("The file changed while it was being sent; drop it again.")
            with upload.path.open("ab") as file:
                file.write(data)

    def complete(self, key: str) -> Path:
        """Return the path of a file that is there to its last byte. Raises UploadError."""
        upload = self._upload(key)
        if upload.path.stat().st_size != upload.size:
            raise UploadError("The file changed while it was being sent; drop it again.")
        return upload.path

    def drop(self, key: str) -> None:
        """Remove a file."""
        with self._lock:
            if key in self._waiting:
                self._remove(key)

    def close(self) -> None:
        """Remove all files."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _upload(self, key: str) -> _Upload:
        found = self._waiting.get(key)
        if found is None:
            raise UploadError("The file is no longer here; drop it again.")
        return found

    def _remove(self, key: str) -> None:
        shutil.rmtree(self._waiting.pop(key).path.parent, ignore_errors=True)


def safe_name(name: str) -> str:
    r"""Return the name under which a file is kept: of its last part, without what file systems and terminals obey.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\稿件\\发布会 终稿.docx"), safe_name(".\x07rc")
    ('passwd', '发布会 终稿.docx', 'rc')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in unicodedata.normalize("NFC", last) if c.isprintable() and c not in '<>:"|?*')
    stem, suffix = os.path.splitext(kept.strip(" ."))
    while stem and len(f"{stem}{suffix}".encode()) > _LONGEST:
        stem = stem[:-1]
    return f"{stem}{suffix}" if stem and len(suffix.encode()) < _LONGEST else "file"
