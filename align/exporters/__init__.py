"""Writes a bitext in the formats that others read.

Each module has a ``render`` that returns the whole file as text; :func:`write` puts a text on the disk.
"""

import os
import uuid
from pathlib import Path


def write(path: Path, text: str) -> None:
    r"""Writes a UTF-8 file so that a reader sees the old file or the new one and never half of it.

    The text goes to a temporary file in the same folder (a rename across file systems would not be atomic), reaches
    the disk, and then takes the file's place. Line ends are written as they are. Folders that are missing are made.
    Raises OSError as ``open`` does; then nothing is left behind.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> write(Path(folder.name) / "new" / "a.txt", "二十届三中全会\n")
    >>> sorted(p.name for p in (Path(folder.name) / "new").iterdir())
    ['a.txt']
    """
    data = text.encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        with open(part, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
