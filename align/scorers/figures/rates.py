"""Units beside a figure: 每亩2400元 as 2,400 yuan per hectare, where the amount was kept and the unit was not.

An amount that agrees by value leaves no difference to report, and a unit after 每 or "per" is no figure of its own. A
rate that was converted is right, and so is a measure that is one of a larger unit (七天, "a week").
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from align.facts import Fact
from align.facts.english_units import unit_at
from align.facts.matching import Matching
from align.facts.units import TIME_UNITS, UNITS, in_base
from align.model.unit import Issue, TranslationUnit
from align.scorers.figures.wording import issue

_BEFORE = re.compile("(?:每|平均每)个?([^每，。；、0-9]{1,6})[^，。；0-9]{0,10}$")
_AFTER = re.compile(r"[^,.;0-9]{0,20}?\b(?:per|an?|each|every) ([A-Za-z]+(?: [a-z]+)?)")
_NEARLY = Fraction(2, 100)
_ZH_NAMES = sorted(
    ((name, key) for key, unit in UNITS.items() for name in unit.zh if key not in TIME_UNITS), key=lambda n: -len(n[0])
)


def rate_issues(found: Matching, unit: TranslationUnit) -> Iterator[tuple[Issue, Fact, Fact]]:
    """An issue for each amount that is the same per another unit of the same dimension."""
    for zh, en, relation in found.pairs:
        if relation.verdict != "same" or zh.kind not in ("money", "quantity") or zh.value != en.value:
            continue
        ours, theirs = _of_chinese(unit.zh_text, zh), _of_english(unit.en_text, en)
        if ours and theirs and ours != theirs and UNITS[ours].dimension == UNITS[theirs].dimension:
            values = {"stated": ours, "instead": theirs}
            yield issue("figures.rate", "critical", 0.85, zh=zh, en=en, values=values), zh, en


def _of_chinese(text: str, fact: Fact) -> str:
    match = _BEFORE.search(text, max(0, fact.span[0] - 20), fact.span[0])
    return next((key for name, key in _ZH_NAMES if match[1].startswith(name)), "") if match else ""


def _of_english(text: str, fact: Fact) -> str:
    match = _AFTER.match(text, fact.span[1])
    key = unit_at(match[1], 0)[0] if match else ""
    return "" if key in TIME_UNITS else key


def is_one(fact: Fact, text: str) -> bool:
    """True if the English says a measure as one of a larger unit: 七天 as "a week", 两斤 as "a kilo"."""
    base, own = in_base(fact.value, fact.unit), UNITS[fact.unit]
    return any(
        unit.dimension == own.dimension
        and (unit is not own or fact.value == 1)
        and abs(base / unit.factor - 1) <= _NEARLY
        and re.search(
            rf"\b(?:an?|one|per|each|every|the (?:past|last|previous|preceding)) (?:\w+ )?"
            rf"(?:{'|'.join(map(re.escape, (unit.english[0], *unit.en)))})\b",
            text,
        )
        for unit in UNITS.values()
    )
