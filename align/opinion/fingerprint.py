"""Tells models apart whose files have the same names: two fine-tunings of one model differ in their weights alone.

Reading gigabytes to name a model would take longer than many questions, so blocks spread over each file are read.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

_BLOCK = 1 << 16  # bytes
_BLOCKS = 32  # of a file


def fingerprint(paths: Iterable[Path]) -> str:
    """Return eight characters for the names, sizes and contents of files. Raises OSError."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        size = path.stat().st_size
        digest.update(f"{path.name}\n{size}\n".encode())
        with path.open("rb") as stream:
            last = max(0, size - _BLOCK)
            for place in sorted({last * k // max(1, _BLOCKS - 1) for k in range(_BLOCKS)}):
                stream.seek(place)
                digest.update(stream.read(_BLOCK))
    return digest.hexdigest()[:8]
