"""What part a figure plays in a change (by how much, to what level, from where), and whether something rose or fell.

Words right before a figure tell its role (由6.5%, 提高到8%, 提高1.5个百分点; "from", "to", "by"), or a noun after it
(5%的增长, "a 5 percent increase"). Its direction is that of the nearest word of rising or falling in its clause. The
level of a rate is a change: what grew at a rate that fell to 5 percent (增速回落至5%, "growth slowed to 5 percent")
still rose.
"""

import re
from dataclasses import replace

from align.facts.model import SCALABLE, Direction, Fact, Role
from align.facts.words_beside import HEDGED, spelled, words
from align.language.kept_patterns import compiled
from align.model.document import Language

_AFTER, _MOVED, _RATE, CLAUSE = words("after it"), words("moved"), words("rate"), words("clause")
_KEYS = ("level", "change", "difference", "from", "state")
_BEFORE = {
    language: compiled(
        f"(?:{'|'.join(f'(?P<{key}>{spelled(key, language)})' for key in _KEYS)}){HEDGED[language]}$",
        re.IGNORECASE,
    )
    for language in _AFTER
}
_WINDOW = 70  # characters before a figure that are looked at
_NEAR = {"zh": 10, "en": 36}  # those in which a word tells the direction of a figure without a role


def in_role(fact: Fact, text: str, language: Language) -> Fact:
    """A figure with its role and, if it may be more or less, its direction.

    >>> from align.facts import extract
    >>> [(fact.role, fact.direction) for fact in extract("由6%降至5%，3%的负增长，增速回落至2%", "zh")]
    [('from', 0), ('level', -1), ('change', -1), ('rate', 1)]
    >>> [(fact.role, fact.direction) for fact in extract("fell by 3 percent as growth slowed to 5 percent", "en")]
    [('change', -1), ('rate', 1)]
    """
    start, end = fact.span
    scalable = fact.kind in SCALABLE or any(reading[0] == "time" for reading in fact.also)
    if scalable and (after := _AFTER[language].match(text, end)):
        direction = _way(after)
        return replace(fact, role="change" if direction else "difference", direction=direction)
    clause = CLAUSE[language].split(text[max(0, start - _WINDOW) : start])[-1]
    found = _BEFORE[language].search(clause)
    part = found.lastgroup or "" if found else ""
    role: Role = "level" if part == "state" else part  # type: ignore[assignment]
    direction = fact.direction
    if scalable and not direction and part != "from":
        rate = _RATE[language].search(clause) if part == "level" else None
        near = 0 if part else max(0, len(clause) - _NEAR[language])
        nearest = rate or next(reversed([*_MOVED[language].finditer(clause, near)]), None)
        direction = _way(nearest) if nearest else 0
        if rate or (part == "state" and direction):
            role = "rate"
    return replace(fact, role=role, direction=direction) if role or direction else fact


def _way(match: re.Match[str]) -> Direction:
    return 1 if match["rise"] else -1 if match["fall"] else 0
