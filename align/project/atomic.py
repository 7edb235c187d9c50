"""Writing the files of a folder so that a program that is killed leaves the old ones or the new ones.

A rename puts one file into place at once; several are several steps, and a program that is killed between two would
leave new pairs beside the old documents: every number a file holds is right, and the project is wrong. So what is to be
moved is noted first. From then on the new files are what the folder holds: whoever reads or writes it next makes the
moves that are left, as a database plays its journal.
"""

import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from align.model.errors import InputError

MOVES = ".moves.json"


def nearest(path: Path) -> Path:
    """Return the path, or the folder above it that is there and nearest to it."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def require_folder(folder: Path) -> None:
    """Raise InputError if a folder cannot be made or written to, before any work is done."""
    existing = nearest(folder)
    if not existing.is_dir():
        raise InputError(str(existing), "is a file; expected a folder to write to")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(str(existing), "cannot be written to")


def write_files(folder: Path, contents: Mapping[str, str | Iterable[bytes]]) -> None:
    """Write files into a folder, made where it is missing: a reader sees all old files or all new ones, none in part.

    All are on the disk under temporary names in the folder itself (a rename across file systems would not be atomic)
    before the first takes its place. A content is a text, or bytes that come piece by piece and are never all in
    memory. Raises OSError as ``open`` does, by the name that was asked for, and what the pieces raise; then nothing is
    left behind.
    """
    data = {name: [_bytes(text)] if isinstance(text, str) else text for name, text in contents.items()}
    folder.mkdir(parents=True, exist_ok=True)
    finish_writing(folder)
    moves = {f".{name}.{uuid.uuid4().hex[:8]}.part": name for name in data}
    note = f".moves.{uuid.uuid4().hex[:8]}.part"
    try:
        with _asked_names({**moves, note: MOVES}):
            for part, name in moves.items():
                _write(folder / part, data[name])
            if len(moves) > 1:
                _write(folder / note, [json.dumps(moves).encode()])
                os.replace(folder / note, folder / MOVES)
            else:
                for part, name in moves.items():
                    os.replace(folder / part, folder / name)
    except BaseException:
        for part in (*moves, note):
            (folder / part).unlink(missing_ok=True)
        raise
    if len(moves) > 1:
        _make(folder, moves)


def _bytes(text: str) -> bytes:
    r"""Return a text in UTF-8. Of a file name that is none, JSON's own ``\udcd6`` stands for the byte that is not
    UTF-8."""
    return text.encode(errors="backslashreplace")


def finish_writing(folder: Path) -> None:
    """Make the moves that a program which was killed has left. To be called before the files are read.

    Raises InputError if they are noted and cannot be made.
    """
    try:
        noted = json.loads((folder / MOVES).read_text(encoding="utf-8"))
        moves = {str(part): str(name) for part, name in noted.items()}
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError, AttributeError) as error:
        raise InputError(str(folder / MOVES), f"cannot be read ({error}); run align run again without it") from None
    if any(Path(name).name != name for move in moves.items() for name in move):
        raise InputError(str(folder / MOVES), "names files outside of the folder; this is not what align wrote")
    try:
        _make(folder, moves)
    except OSError as error:
        why = f"a program was stopped while it put new files here, and they cannot be moved into place ({error})"
        raise InputError(str(folder), why) from None


def _make(folder: Path, moves: Mapping[str, str]) -> None:
    for part, name in moves.items():
        # moved already, by us before we were killed or by another reader
        with _asked_names(moves), suppress(FileNotFoundError):
            os.replace(folder / part, folder / name)
    (folder / MOVES).unlink(missing_ok=True)


@contextmanager
def _asked_names(names: Mapping[str, str]) -> Iterator[None]:
    """Have an OSError tell the name that a temporary file is to get, which is the one that a person knows."""
    try:
        yield
    except OSError as error:
        if error.filename is not None and (path := Path(error.filename)).name in names:
            error.filename = str(path.with_name(names[path.name]))
        raise


def _write(path: Path, content: Iterable[bytes]) -> None:
    with open(path, "xb") as file:
        file.writelines(content)
        file.flush()
        os.fsync(file.fileno())
