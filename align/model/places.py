"""Where align keeps what it can make again, in a folder of the user's own."""

import os
import sys
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
