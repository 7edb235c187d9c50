"""The user's cache folder, and folders in it that are made once per machine.

A folder is made under a temporary name and moved into place in one step, so no reader ever sees half of it. If two
processes make the same folder at the same time, the second uses the result of the first.
"""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from align.model.places import cache_folder

__all__ = ["cache_folder", "made_once"]

DIGESTS = "sha256.json"
_WHOLE: set[Path] = set()
"""The folders that this process has looked at."""


def made_once(place: Path, make: Callable[[Path], None], *, source: Path | None = None) -> Path:
    """Return the folder ``place``, which ``make`` fills if it is not there yet, or is not as ``make`` left it.

    ``make`` gets an empty folder and writes into it. The digests of what it wrote, and of the ``source`` it read, are
    kept in it and compared once a process: a damaged model would give wrong numbers for ever. Raises OSError if the
    disk is full or not writable; then nothing is left behind.
    """
    if place in _WHOLE or _is_whole(place, source):
        _WHOLE.add(place)
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        new = work / "new"
        new.mkdir()
        make(new)
        (new / DIGESTS).write_text(json.dumps(_digests(new, source), indent=1), encoding="utf-8")
        with suppress(FileNotFoundError):
            place.rename(work / "damaged")  # or made by another process meanwhile: one of the two is as good
        try:
            new.rename(place)
        except OSError:
            if not place.is_dir():  # else another process was first
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    _WHOLE.add(place)
    return place


def _is_whole(place: Path, source: Path | None) -> bool:
    try:
        known = json.loads((place / DIGESTS).read_text(encoding="utf-8"))
        return bool(known == _digests(place, source))
    except (OSError, ValueError, RecursionError):
        return False


def _digests(folder: Path, source: Path | None) -> dict[str, str]:
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != DIGESTS]
    found = {path.relative_to(folder).as_posix(): _digest(path) for path in files}
    return found if source is None else {**found, "source": _digest(source)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
