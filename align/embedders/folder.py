"""The user's cache folder, and folders in it that are made once per machine.

A folder is made under a temporary name and moved into place in one step, so no reader ever sees half of it. If two
processes make the same folder at the same time, the second uses the result of the first.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def cache_folder() -> Path:
    """Return the folder for converted models and computed vectors.

    ``ALIGN_CACHE`` from the environment, else the platform's place: ``$XDG_CACHE_HOME`` or ``~/.cache``,
    ``~/Library/Caches``, ``%LOCALAPPDATA%``, with ``align`` below it.
    """
    if chosen := os.environ.get("ALIGN_CACHE"):
        return Path(chosen).expanduser()
    if sys.platform == "darwin":
        base = Path("~/Library/Caches")
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or "~/AppData/Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache")
    return base.expanduser() / "align"


def made_once(place: Path, make: Callable[[Path], None]) -> Path:
    """Return the folder ``place``; if it does not exist, ``make`` fills it.

    ``make`` gets an empty folder and writes into it. Raises OSError if the disk is full or read-only; then nothing is
    left behind.
    """
    if place.is_dir():
        return place
    place.parent.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    try:
        make(work)
        work.chmod(0o755)
        try:
            work.rename(place)
        except OSError:
            if not place.is_dir():  # otherwise another process was first
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return place
