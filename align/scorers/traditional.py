"""Scoring Traditional Chinese: scorers see it in Simplified, character for character, and issues quote it as it is.

Their cues, tables of units and termbases are in Simplified. Writing each of them twice would be the obvious way; it
doubles every list and forgets one.
"""

from collections.abc import Sequence
from dataclasses import replace

from align.language.script import SAMPLE, script_of, simplified
from align.model.termbase import Term, Termbase
from align.model.unit import TranslationUnit


def is_traditional(unit: TranslationUnit) -> bool:
    """True if the document is in Traditional, or the unit itself in one of mixed scripts."""
    return bool(unit.written) or script_of(unit.zh_text, least=1) == "Hant"


def comparable(units: Sequence[TranslationUnit]) -> Sequence[TranslationUnit]:
    """Return the units with Simplified texts beside what is written; the units themselves if none is in Traditional.

    A file may hold texts of both scripts: where the whole is not in Traditional, each unit is asked.

    >>> unit = comparable([TranslationUnit(0, (0,), (0,), "國內生產總值增長", "GDP grew")])[0]
    >>> unit.zh_at((0, 2)), unit.quoted((0, 2))
    ('国内', '國內')
    """
    sample: list[str] = []
    size = 0
    for unit in units:
        sample.append(unit.zh_text)
        size += len(unit.zh_text)
        if size > SAMPLE:
            break
    traditional = script_of("\n".join(sample)) == "Hant"
    compared = tuple(_in_simplified(u) if traditional or script_of(u.zh_text) == "Hant" else u for u in units)
    return units if all(one is other for one, other in zip(units, compared, strict=True)) else compared


def _in_simplified(unit: TranslationUnit) -> TranslationUnit:
    if unit.written:
        return unit
    return replace(
        unit,
        zh_text=simplified(unit.zh_text),
        zh_speaker=simplified(unit.zh_speaker),
        written=unit.zh_text,
        written_speaker=unit.zh_speaker,
    )


def in_simplified(termbase: Termbase) -> Termbase:
    """Return a termbase with its Chinese in Simplified."""
    return Termbase(tuple(Term(simplified(term.zh), term.renderings) for term in termbase.terms), termbase.name)
