"""The errors that a caller can meet. Each message names the input, the place in it and what was expected.

A discrepancy between two texts is never an error: it is an Issue.
"""


class AlignError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(AlignError):
    """An input cannot be used as it is. The command line ends with exit code 2."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class EncoderError(AlignError):
    """A sentence encoder cannot be loaded: unknown name, missing package or platform. Exit code 2."""


class UnsupportedError(AlignError):
    """Something that this installation cannot do, for example token states where no wheel exists."""


MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, RecursionError)
"""What reading a record of JSON raises where it is of another shape than expected."""
