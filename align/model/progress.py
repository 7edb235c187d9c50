"""How the core reports progress: a callable that the caller may pass; the core itself prints nothing."""

from typing import Protocol


class Progress(Protocol):
    """Called with the name of the stage, the amount done, and the total, 0 if unknown.

    A name may end with the current item in brackets.
    """

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def silent(stage: str, done: int, total: int, /) -> None:
    """Report nothing."""
