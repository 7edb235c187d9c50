"""What an error in the words of a unit is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces the English at ``[start, end)`` by ``new``."""

    start: int
    end: int
    new: str

    def apply(self, text: str) -> str:
        """The English with the error."""
        return text[: self.start] + self.new + text[self.end :]


Editor = Callable[[str, str], Iterable[Edit]]
"""From the Chinese and the English of a unit, the edits that would make it wrong in one way."""

# The Chinese that must be there, the English that renders it, what it becomes ("\\1" stands for its first group).
Rule = tuple[str, str, str]


def edits(rules: Iterable[Rule], zh: str, en: str) -> Iterator[Edit]:
    """The edits of a table of rules. The first letter keeps its case, and so do all words of a title."""
    for cue, pattern, new in rules:
        if not re.search(cue, zh):
            continue
        for match in re.finditer(pattern, en, re.IGNORECASE):
            old, words = match.group(), match.expand(new)
            if old.istitle():
                words = words.title()
            elif old[0].isupper():
                words = words[:1].upper() + words[1:]
            yield Edit(match.start(), match.end(), words)
