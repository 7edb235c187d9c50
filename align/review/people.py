"""Who writes: what may be a name, and the name of who has signed in.

A name stands in the history for good, so it must be one that people can tell from another: no invisible characters, no
Cyrillic "а" in a Latin name, and none that align signs with itself. On a server with a token nobody says in a request
who they are: they say so once, with the token, and every write of that browser is theirs.
"""

import unicodedata
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal

Role = Literal["reviewer", "chief", ""]

RESERVED = frozenset(("align", "align run", "align import"))
MOST = 80


@dataclass(frozen=True, slots=True)
class Person:
    """Who has signed in. ``role``: what the token is for; "" where nobody needs to sign in, who may do all."""

    name: str = ""
    role: Role = ""

    @property
    def may_sign_off(self) -> bool:
        """True if this person may sign off what a reviser has approved."""
        return self.role != "reviewer"


signed_in: ContextVar[Person] = ContextVar("signed_in", default=Person())  # noqa: B039  (frozen)
"""Who has signed in, for the request that is being answered."""

_LOOK_LATIN = frozenset("АВЕКМНОРСТУХаеорсухіјѕԁԛԝһӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ")
"""Cyrillic and Greek letters that look like Latin ones."""


def name_of(written: str) -> str:
    """Return a name in the form in which it is stored. Raises ValueError for what is no name.

    >>> name_of(" Ａnn  Lee "), name_of("王小明"), name_of("Анна")
    ('Ann Lee', '王小明', 'Анна')
    >>> name_of("Аnn")  # the first letter is Cyrillic
    Traceback (most recent call last):
    ValueError: mixes letters that look alike
    """
    name = " ".join(unicodedata.normalize("NFKC", written).split())
    if not name or len(name) > MOST:
        raise ValueError(f"has {len(name)} characters; expected 1 to {MOST}")
    if any(unicodedata.category(c).startswith("C") or c == "\N{HANGUL FILLER}" for c in name):
        raise ValueError("holds characters that nobody sees")
    letters = [c for c in name if c.isalpha() and not _is_han(c)]
    scripts = {unicodedata.name(c, "?").partition(" ")[0] for c in letters} & {"LATIN", "CYRILLIC", "GREEK"}
    if len(scripts) > 1 or (letters and all(c in _LOOK_LATIN for c in letters)):
        raise ValueError("mixes letters that look alike")
    if name.casefold() in RESERVED:
        raise ValueError("is what align signs with itself")
    return name


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK")
