"""Pairs of marks: quotation marks and brackets that the English opens and does not close, or closes unopened.

Counts differ in good translations, so a mark is unpaired only where the English, not the Chinese, is unbalanced, also
with the units around.
"""

import re
from collections.abc import Iterator

from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on

_OPENERS = {"(": ")", "[": "]", "“": "”", "（": "）"}
_CLOSERS = {close: open_ for open_, close in _OPENERS.items()}
_ENUMERATOR = re.compile(r"(?:(?<=\s)|\A|(?<=[;:,.]))(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})\)(?=\s*[\w“])|[:;8][-']?[()]")
_INCHES = re.compile(r"[0-9]\s?\"")


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield an issue for the first mark that the English leaves alone."""
    if not unit.zh_text.strip() or not unit.en_text.strip():
        return
    place = _unpaired(unit.en_text)
    if place is None or _unpaired(unit.zh_text) is not None:
        return
    for units in ((context.previous, unit), (unit, context.next), (context.previous, unit, context.next)):
        if None not in units and _unpaired("\n".join(u.en_text for u in units if u is not None)) is None:
            return
    mark = unit.en_text[place]
    values = {"pairing": "open" if mark in _OPENERS else "close" if mark in _CLOSERS else "alone"}
    yield issue_on(unit, "quotes.mark", None, (place, place + 1), severity="minor", confidence=0.8, values=values)


def _unpaired(text: str) -> int | None:
    """Return the place of the first mark without a partner. Apostrophes, inches, ":)" and "1)" are not pairs."""
    alone = {match.end() - 1 for match in _ENUMERATOR.finditer(text)}
    straight = [place for place, character in enumerate(text) if character == '"']
    mixed = bool(straight) and ("“" in text or "”" in text)  # one style opens and another closes: only their sum counts
    if mixed:
        straight = [place for place, character in enumerate(text) if character in '"“”']
    if len(straight) % 2:
        inches = {match.end() - 1 for match in _INCHES.finditer(text)}
        return None if inches else straight[-1]
    opened: list[int] = []
    for place, character in enumerate(text):
        if mixed and character in "“”":
            continue
        if character in _OPENERS:
            opened.append(place)
        elif character in _CLOSERS:
            if opened and text[opened[-1]] == _CLOSERS[character]:
                opened.pop()
            elif place not in alone:
                return place
    return opened[0] if opened else None


SCORER = Scorer(
    id="quotes",
    checks="Quotation marks and brackets of the English come in pairs where those of the Chinese do",
    example=("他说：“我们准备好了。”", "He said, “We are ready."),
    severities=("minor",),
    find=find,
    zh_name="引号与括号",
)
