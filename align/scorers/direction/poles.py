"""What a pair of opposites is for the ``direction`` scorer: two poles with the words that state each of them."""

import re
from dataclasses import dataclass

from align.model.unit import Severity


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of a pair: its Chinese and English cues as patterns, and how to name it in English.

    ``behind``: further Chinese words that an English cue may render without stating the pole. ``mild``: English words
    that may render the pole, and state it too weakly to accuse.
    """

    zh: re.Pattern[str]
    en: re.Pattern[str]
    name: str
    behind: re.Pattern[str]
    mild: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two opposites. ``severity`` is that of taking one for the other."""

    first: Pole
    second: Pole
    severity: Severity = "major"


def pole(zh: str, en: str, name: str, behind: str = "(?!)", *, mild: str = "(?!)") -> Pole:
    """A pole of patterns; those of English words match whole words in any case."""
    cues, weak = (re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.IGNORECASE) for words in (en, mild))
    return Pole(re.compile(zh), cues, name, re.compile(behind), weak)
