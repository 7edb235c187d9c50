"""Reading the small files of a folder that may come from somebody else: a file, not a device, and of a bounded size.

A link to ``/dev/zero`` or a pipe in the place of ``run.json`` would have a program read, or wait, for ever.
"""

import json
import os
import stat
from pathlib import Path
from typing import Any

from align.model.errors import InputError

MOST_BYTES = 500_000_000
"""documents.json holds both texts; a day of debate has some MB."""

_WITHOUT_WAITING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_text(path: Path, *, most: int = MOST_BYTES) -> str:
    """Return the text of a file.

    Raises InputError for what is no regular file, too large or not UTF-8, and OSError as ``open`` does.
    """
    number = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    found = os.fstat(number)
    if not stat.S_ISREG(found.st_mode):
        os.close(number)
        raise InputError(str(path), "is not a regular file; expected the output of align")
    with open(number, "rb") as file:
        if found.st_size > most:
            raise InputError(str(path), f"is larger than {most:,} bytes; expected the output of align")
        data = file.read(most + 1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"is not UTF-8 ({error.reason}); expected the output of align") from None


def read_object(path: Path, *, most: int = MOST_BYTES) -> dict[str, Any]:
    """Return the JSON object of a file, or empty if there is no file. Raises InputError for anything else."""
    try:
        value = json.loads(read_text(path, most=most))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(str(path), f"is not valid JSON ({error}); expected the output of align run") from None
    if not isinstance(value, dict):
        raise InputError(str(path), "is not a JSON object; expected the output of align run")
    return value
