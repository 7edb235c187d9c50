"""Tells if a new version of an English sentence adopts the edits of a reviewer.

The whole sentence need not be the reviewer's: an office may adopt the figure and reword the rest. So each change is
searched for separately, with the word before or after it, so that a "must" in another clause does not count.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from align.language.edits import words


def takes_over(published: str, edited: str, new: str) -> bool:
    """True if the new text has every change from the published to the edited one.

    >>> old, edit = "Output rose 8.84 percent in May.", "Output rose 88.4 percent in May."
    >>> takes_over(old, edit, "In the period, output rose 88.4 percent."), takes_over(old, edit, old)
    (True, False)
    """
    before, after, now = ([word for word in words(text) if not word.isspace()] for text in (published, edited, new))
    if after == now:
        return True
    changes = [op for op in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if op[0] != "equal"]
    return bool(changes) and all(_has(after, start, end, now) for _, _, _, start, end in changes)


def _has(after: Sequence[str], start: int, end: int, now: Sequence[str]) -> bool:
    left, right = list(after[max(0, start - 1) : start]), list(after[end : end + 1])
    inserted = list(after[start:end])
    if not inserted:
        return _within([*left, *right], now) and bool(left and right)
    return any(_within(part, now) for part in ([*left, *inserted], [*inserted, *right]))


def _within(part: Sequence[str], text: Sequence[str]) -> bool:
    return any(list(text[k : k + len(part)]) == list(part) for k in range(len(text) - len(part) + 1))
