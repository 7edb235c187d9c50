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
_LOOKS = "looks.json"  # size and times of each file when the digests were last compared
_WHOLE: set[Path] = set()
"""The folders that this process has looked at."""


def made_once(place: Path, make: Callable[[Path], None], *, source: Path | None = None) -> Path:
    """Return the folder ``place``, which ``make`` fills if it is not there yet, or is not as ``make`` left it.

    ``make`` gets an empty folder and writes into it. The digests of what it wrote, and of the ``source`` it read, are
    kept in it and compared where the size or the times of a file are not those of the last comparison: a damaged model
    would give wrong numbers for ever, and to read all of it takes a third of a second. Raises OSError if the disk is
    full or not writable; then nothing is left behind.
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
        looks = json.dumps([known, *_looks(place, source)])
        note = place / _LOOKS
        if note.is_file() and note.read_text(encoding="utf-8") == looks:
            return True
        if known != _digests(place, source):
            return False
    except (OSError, ValueError, RecursionError):
        return False
    with suppress(OSError):  # as in an image that nobody can write to
        note.write_text(looks, encoding="utf-8")
    return True


def _looks(folder: Path, source: Path | None) -> list[tuple[str, int, int, int]]:
    files = [*_files(folder), *([source] if source else [])]
    return [(path.name, it.st_size, it.st_mtime_ns, it.st_ctime_ns) for path in files for it in [path.stat()]]


def _digests(folder: Path, source: Path | None) -> dict[str, str]:
    found = {path.relative_to(folder).as_posix(): _digest(path) for path in _files(folder)}
    return found if source is None else {**found, "source": _digest(source)}


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in (DIGESTS, _LOOKS)]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
