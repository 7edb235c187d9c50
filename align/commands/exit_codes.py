"""Errors become exit codes: 2 bad arguments or unreadable input, 3 interrupted, 4 internal error."""

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def exit_codes(*, interrupted: str = "nothing was written") -> Iterator[None]:
    """Run the body of a command; turn errors into exit codes, with one line to stderr.

    ``interrupted``: the state of things after Ctrl+C, for the message.
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
        sys.stderr.write("align: internal error; please report the lines above and the output of align doctor --json\n")
        raise typer.Exit(4) from None


def _what_the_machine_lacks(error: Exception) -> str:
    """Return a line for errors of the machine (a missing package, an unwritable file, a full disk), else ""."""
    if isinstance(error, ModuleNotFoundError) and error.name and not error.name.startswith("align"):
        return f"the package {error.name.partition('.')[0]} is not installed; align doctor says what else is missing"
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{error.strerror}; existing files are unchanged"
    return ""
