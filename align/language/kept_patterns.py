"""Regular expressions made of tables, whose compiled form is kept in the user's cache folder.

The tables make some two thousand patterns, some of thousands of words. To compile them takes Python a second and more
in each process; to read them, compiled, a twentieth of that. Python has no public way to keep a compiled pattern, since
its code is that of one version: the file is named after it, and where Python is built otherwise, or the file cannot be
read or written, patterns are compiled as ever. A pattern that was read equals the compiled one, code and all.
"""

import atexit
import hashlib
import marshal
import re
import sys
from array import array
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from align.model.places import cache_folder

_DIGEST = 32  # bytes
_MOST = 20_000  # patterns; a file with more is of many versions of the tables and begun anew


@cache
def compiled(source: str, flags: int = 0) -> "re.Pattern[str]":
    """Return ``re.compile(source, flags)``, by way of the cache.

    >>> compiled("(?P<year>[0-9]+)年", re.IGNORECASE) == re.compile("(?P<year>[0-9]+)年", re.IGNORECASE)
    True
    """
    known = _kept()
    key = source, int(flags)
    if key in known.read or (parts := _parts(source, int(flags))) is None:
        parts = known.read.get(key)
    else:
        known.new[key] = parts
    if parts is not None:
        with suppress(Exception):  # another build of Python: it says so in various ways
            return _built(source, parts)
    return re.compile(source, flags)


class _Kept:
    """The patterns of the file and those to be added to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read: dict[tuple[str, int], Any] = {}
        self.new: dict[tuple[str, int], Any] = {}
        with suppress(OSError, ValueError, EOFError, TypeError):
            data = path.read_bytes()
            if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
                self.read = marshal.loads(data[_DIGEST:])

    def write(self) -> None:
        """Add the new ones to the file, in one step; another process that does so at the same time may win."""
        if not self.new:
            return
        every = {**_Kept(self.path).read, **self.new}
        data = marshal.dumps(every if len(every) <= _MOST else self.new)
        part = self.path.with_name(f".{self.path.name}.{_random_name()}")
        with suppress(OSError):
            try:
                part.parent.mkdir(parents=True, exist_ok=True)
                part.write_bytes(hashlib.sha256(data).digest() + data)
                part.replace(self.path)
            finally:
                part.unlink(missing_ok=True)


@cache
def _kept() -> _Kept:
    kept = _Kept(cache_folder() / f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}.bin")
    atexit.register(kept.write)
    return kept


def _random_name() -> str:
    from secrets import token_hex

    return token_hex(4)


def _parts(source: str, flags: int) -> Any:
    """Return what the engine of regular expressions is given for a pattern, or None where it cannot be got."""
    try:
        from re import _compiler, _parser  # type: ignore[attr-defined]

        parsed = _parser.parse(source, flags)
        code = array("I", _compiler._code(parsed, flags)).tobytes()
        return flags | parsed.state.flags, code, parsed.state.groups - 1, dict(parsed.state.groupdict)
    except re.error:
        raise
    except Exception:
        return None


def _built(source: str, parts: Any) -> "re.Pattern[str]":
    import _sre  # type: ignore[import-not-found]

    flags, code, groups, numbers = parts
    names = [None] * (groups + 1)
    for name, number in numbers.items():
        names[number] = name
    made: re.Pattern[str] = _sre.compile(source, flags, array("I", code).tolist(), groups, numbers, tuple(names))
    return made
