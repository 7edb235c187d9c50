"""The names of files that are not finished: they say which process writes them, so that what a killed one left can go.

>>> name = part_name("bitext.jsonl")
>>> name.startswith(".bitext.jsonl."), name.endswith(".part"), is_abandoned(name)
(True, True, False)
>>> is_abandoned(".bitext.jsonl.part"), is_abandoned("bitext.jsonl")
(False, False)
"""

import os
import platform
import re
import uuid
from hashlib import sha256

_NAME = re.compile(r"\..+\.([0-9a-f]{8})-([0-9]{1,10})-[0-9a-f]{8}\.part(?:-(?:wal|shm|journal))?", re.DOTALL)


def part_name(name: str) -> str:
    """Return a name for a file or folder that will be moved to ``name``: hidden, and no other's."""
    return f".{name}.{_machine()}-{os.getpid()}-{uuid.uuid4().hex[:8]}.part"


def is_abandoned(name: str) -> bool:
    """True if a name is that of an unfinished file whose process ran on this machine and is gone."""
    found = _NAME.fullmatch(name)
    return found is not None and found[1] == _machine() and not is_alive(int(found[2]))


def is_alive(process: int) -> bool:
    """True if a process of that number runs on this machine."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # it is another user's, or cannot be asked for
        return True
    return True


def _machine() -> str:
    return sha256(platform.node().encode("utf-8", "surrogateescape")).hexdigest()[:8]
