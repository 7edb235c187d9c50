"""The errors that callers may have to handle. Each message names the input, the place in it and what was expected.

A discrepancy between two texts is never an error: it is an Issue.
"""


class AlignError(Exception):
    """Base of every error that this package raises on purpose."""


class InputError(AlignError):
    """An input cannot be used as it is. The command line ends with exit code 2."""

    def __init__(self, name: str, reason: str) -> None:
        self.name, self.reason = _shown(name), "\n".join(map(_shown, reason.split("\n")))
        super().__init__(f"{self.name}: {self.reason}")


def _shown(text: str) -> str:
    """Return a text without control characters: names of files may hold any, and a terminal obeys them."""
    return "".join(c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in text)


class EncoderError(AlignError):
    """A sentence encoder cannot be loaded (unknown name, missing package or platform) or used. Exit code 2."""


class UnsupportedError(AlignError):
    """This installation cannot do something: for example, no token states on a platform without the wheel."""


MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError, RecursionError)
"""What reading a JSON record of an unexpected shape raises."""
