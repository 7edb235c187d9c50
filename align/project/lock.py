"""One writer at a time in a folder: the second is refused at once, and told who the first is.

Two runs into one folder each wrote whole files, and now and then the pairs of one stood beside the documents of the
other. The lock is the kernel's (``flock``), which lets go of it when the process ends, however it ends. The file says
who holds it: its process, machine and start. Where another machine may hold it, nobody here can know whether it still
runs, so its file is never taken over, and the message names it.
"""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from align.model.errors import InputError

LOCK = ".align.lock"


@contextmanager
def only_writer(folder: Path, what: str, *, beside: bool = False) -> Iterator[None]:
    """Hold a folder, made if it is missing, for the length of the block; removed again if nothing is in it then.

    ``beside``: the lock stands beside the folder, which is left as it is, for a folder that is to appear whole.
    Raises InputError if somebody else holds it.
    """
    home = folder.parent if beside else folder
    made = not home.exists()
    home.mkdir(parents=True, exist_ok=True)
    path = home / (f".{folder.name}{LOCK}" if beside else LOCK)
    file = _locked(path)
    try:
        about = {"command": what, "process": os.getpid(), "machine": platform.node(), "since": _now()}
        os.ftruncate(file, 0)
        os.write(file, json.dumps(about).encode())
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(file)
        if made:
            with suppress(OSError):  # something is in it, as it should be
                home.rmdir()


def _locked(path: Path) -> int:
    """Open and lock the file; the one that stands there when it is locked, not one that was removed meanwhile."""
    while True:
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        try:
            holder = _holder(file)
            if not _flock(file) or holder.get("machine", platform.node()) != platform.node():
                raise _held(path, holder)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(file), path.lstat()):
                    return file
        except BaseException:
            os.close(file)
            raise
        os.close(file)


def _flock(file: int) -> bool:
    """True if the lock could be had, or if this system has none."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True


def _holder(file: int) -> dict[str, Any]:
    try:
        found = json.loads(os.pread(file, 4096, 0))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _held(path: Path, holder: dict[str, Any]) -> InputError:
    who = f"{holder.get('command', 'align')} (process {holder.get('process', '?')} on {holder.get('machine', '?')}"
    reason = f"{who}, since {holder.get('since', '?')}) is writing here; wait for it"
    place = path.parent if path.name == LOCK else path.with_name(path.name[1:].removesuffix(LOCK))
    return InputError(str(place), f"{reason}, or if it does not run any more, remove {path}")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
