"""Errors become exit codes: 2 bad arguments or unreadable input, 3 interrupted, 4 internal error."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def exit_codes(*, interrupted: str = "nothing was written") -> Iterator[None]:
    """What a command does stands in this block; one line to stderr says what went wrong.

    ``interrupted``: how things stand when somebody has pressed Ctrl+C.
    """
    from align.model.errors import AlignError

    try:
        yield
    except AlignError as error:
        sys.stderr.write(f"align: {error}\n")
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write(f"align: interrupted; {interrupted}\n")
        raise typer.Exit(3) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception as error:
        if line := _what_the_machine_lacks(error):
            sys.stderr.write(f"align: {line}\n")
            raise typer.Exit(2) from None
        import traceback

        traceback.print_exc()
        sys.stderr.write("align: internal error; please report the lines above and what align doctor --json says\n")
        raise typer.Exit(4) from None


def _what_the_machine_lacks(error: Exception) -> str:
    """Return a line for what is no fault of ours: a package that is gone, a file that cannot be made, a full disk; else
    ""."""
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith("align"):
        return f"the package {error.name.partition('.')[0]} is not installed; align doctor says what else is missing"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{error.strerror}; what was there before is unchanged"
    return ""
