"""Writes several files of a folder atomically: a killed program leaves all old ones or all new ones.

A rename puts one file into place atomically, but several renames are several steps, and a program killed between two
would leave new pairs beside old documents: each file is right, but the project is wrong. So the moves are first
recorded in a journal. From then on the folder counts as changed: whoever reads or writes it next makes the remaining
moves, as a database replays its journal.
"""

import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from align.model.errors import InputError
from align.model.parts import is_abandoned, part_name
from align.project.plain import read_text

MOVES = ".moves.json"
_NOTE = 100_000  # bytes; a note is a line for each of a handful of files


def nearest(path: Path) -> Path:
    """Return the path if it exists, else its nearest existing parent."""
    while not path.exists() and path != path.parent:
        path = path.parent
    return path


def require_folder(folder: Path) -> None:
    """Raise InputError if a folder cannot be made or written to. Call it before any work."""
    existing = nearest(folder)
    if not existing.is_dir():
        raise InputError(str(existing), "is a file; expected a folder")
    if not os.access(existing, os.W_OK | os.X_OK):
        raise InputError(str(existing), "is not writable")


def require_place(path: Path) -> None:
    """Raise InputError if the file that a user names cannot be written, before any work is done."""
    if not _is_special(path):
        require_folder(_target(path).parent)


def write_file(path: Path, content: str | Iterable[bytes]) -> None:
    """Write the file that a user names: a link is followed, and a device or a pipe is written to, not replaced.

    Raises OSError and InputError as :func:`write_files` does.
    """
    if _is_special(path):
        with open(path, "wb") as file:
            file.writelines([_bytes(content)] if isinstance(content, str) else content)
    else:
        target = _target(path)
        write_files(target.parent, {target.name: content})


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def write_files(folder: Path, contents: Mapping[str, str | Iterable[bytes]]) -> None:
    """Write files into a folder, which is made if missing. A reader sees all old files or all new ones.

    All are written under temporary names in the same folder (a rename across file systems would not be atomic) before
    the first is moved. A content is a text, or an iterable of bytes, never all in memory. Raises OSError as ``open``
    does, with the final name, and passes on errors of the iterables; then nothing is left behind.
    """
    data = {name: [_bytes(text)] if isinstance(text, str) else text for name, text in contents.items()}
    folder.mkdir(parents=True, exist_ok=True)
    finish_writing(folder)
    remove_abandoned(folder)
    moves = {part_name(name): name for name in data}
    note = part_name(MOVES)
    try:
        with _with_final_names({**moves, note: MOVES}):
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


def remove_abandoned(folder: Path) -> None:
    """Remove from a folder what killed programs left unfinished; not where ``.moves.json`` has them still moved."""
    if (folder / MOVES).exists():
        return
    for found in os.scandir(folder):
        if is_abandoned(found.name):
            with suppress(OSError):
                shutil.rmtree(found.path) if found.is_dir(follow_symlinks=False) else os.unlink(found.path)


def _bytes(text: str) -> bytes:
    r"""Return a text in UTF-8; invalid bytes of a file name become JSON escapes (``\udcd6``)."""
    return text.encode(errors="backslashreplace")


def finish_writing(folder: Path) -> None:
    """Make the remaining moves of a killed program. Call it before reading the files.

    Raises InputError if recorded moves cannot be made.
    """
    try:
        noted = json.loads(read_text(folder / MOVES, most=_NOTE))
        moves = {str(part): str(name) for part, name in noted.items()}
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(str(folder / MOVES), f"cannot be read ({error}); delete it and run align run again") from None
    if any(Path(name).name != name for move in moves.items() for name in move):
        raise InputError(str(folder / MOVES), "names files outside of the folder; align did not write this")
    try:
        _make(folder, moves)
    except OSError as error:
        why = f"a program was stopped while it wrote new files here, and they cannot be moved into place ({error})"
        raise InputError(str(folder), why) from None


def _make(folder: Path, moves: Mapping[str, str]) -> None:
    for part, name in moves.items():
        # already moved, by us before we were killed or by another reader
        with _with_final_names(moves), suppress(FileNotFoundError):
            os.replace(folder / part, folder / name)
    (folder / MOVES).unlink(missing_ok=True)


@contextmanager
def _with_final_names(names: Mapping[str, str]) -> Iterator[None]:
    """Replace the temporary name in an OSError by the final one, which users know."""
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
