"""How the core reports progress: a callable that the caller may pass; the core itself prints nothing."""

from typing import Protocol


class Progress(Protocol):
    """Called with the name of the stage, how much of it is done, and how much there is, 0 where that is not known.

    What stands in brackets behind the name says what the stage is at.
    """

    def __call__(self, stage: str, done: int, total: int, /) -> None: ...


def silent(stage: str, done: int, total: int, /) -> None:
    """Reports nothing."""
