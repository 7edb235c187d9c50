r"""Text and attribute values as XML, so that a parser gives back the same characters.

A carriage return in a file is read as a line feed, and tabs and line ends in an attribute as spaces, unless they are
written as references. Characters that XML cannot hold, not even as references, are refused, not dropped.
"""

import re
import unicodedata

_NO_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_FORBIDDEN = re.compile(f"[{_NO_CHARACTERS}]")
_IN_TEXT = re.compile("[&<>\r]")
_IN_ATTRIBUTE = re.compile('[&<>"\r\n\t]')
_ODD_IN_TEXT = re.compile(f"[&<>\r{_NO_CHARACTERS}]")  # most texts hold none: one search decides
_ODD_IN_ATTRIBUTE = re.compile(f'[&<>"\r\n\t{_NO_CHARACTERS}]')
_REFERENCES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


class ForbiddenCharacterError(ValueError):
    """A character that XML cannot hold; the message names it and its place in the text."""


def text(value: str) -> str:
    r"""Return a text escaped for element content.

    >>> text("A&B <1>\r"), attribute('"5%"\n')
    ('A&amp;B &lt;1&gt;&#13;', '&quot;5%&quot;&#10;')

    Raises ForbiddenCharacterError.
    """
    if not _ODD_IN_TEXT.search(value):
        return value
    refuse(value)
    return _IN_TEXT.sub(_reference, value)


def attribute(value: str) -> str:
    """Return a text escaped for a double-quoted attribute. Raises ForbiddenCharacterError."""
    if not _ODD_IN_ATTRIBUTE.search(value):
        return value
    refuse(value)
    return _IN_ATTRIBUTE.sub(_reference, value)


def _reference(match: re.Match[str]) -> str:
    return _REFERENCES[match[0]]


def refuse(value: str) -> None:
    """Raise ForbiddenCharacterError if a text has a character that XML cannot hold."""
    if found := _FORBIDDEN.search(value):
        code = ord(found[0])
        kind = {"Cc": "a control character", "Cs": "half of a surrogate pair"}
        what = kind.get(unicodedata.category(found[0]), "no character")
        raise ForbiddenCharacterError(
            f"character {found.start()} is U+{code:04X}, {what}, which this format cannot hold"
        )
