"""The user's cache folder, and things made once a machine in it.

A thing is made in a folder of its own beside the place where it will stand, and moved there in one step: no reader
ever sees half of it. Where two processes make the same thing at a time, the second finds the place taken and uses what
stands there.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def cache_folder() -> Path:
    """Return where what was converted or computed is kept.

    The environment's ``ALIGN_CACHE``, else the platform's place: ``$XDG_CACHE_HOME`` or ``~/.cache``,
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
    """Return the folder ``place``, which ``make`` fills if it is not there yet.

    ``make`` gets an empty folder and writes into it. Raises OSError if the disk is full or not to be written; then
    nothing is left behind.
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
            if not place.is_dir():  # else another process was first
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return place
