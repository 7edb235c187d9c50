"""Errors become exit codes: 2 bad arguments or unreadable input, 3 interrupted, 4 internal error."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer


@contextmanager
def exit_codes() -> Iterator[None]:
    """What a command does stands in this block; one line to stderr says what went wrong."""
    from align.errors import AlignError

    try:
        yield
    except AlignError as error:
        sys.stderr.write(f"align: {error}\n")
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("align: interrupted; nothing was written\n")
        raise typer.Exit(3) from None
    except BrokenPipeError:
        sys.stderr.close()
        raise typer.Exit(0) from None
    except (typer.Exit, typer.Abort):
        raise
    except Exception:
        import traceback

        traceback.print_exc()
        sys.stderr.write("align: internal error; please report the lines above\n")
        raise typer.Exit(4) from None
