"""Scoring Traditional Chinese: scorers see it in Simplified, character for character, and issues quote it as it is.

Their cues, tables of units and termbases are in Simplified. Writing each of them twice would be the obvious way; it
doubles every list and forgets one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.language.script import SAMPLE, restored, script_of, simplified
from align.model.termbase import Term, Termbase
from align.model.unit import Issue, TranslationUnit, Value
from align.scorers.base import Context
from align.scorers.catalogue import worded


def is_traditional(unit: TranslationUnit, context: Context) -> bool:
    """True if the document is in Traditional, or the unit itself in one of mixed scripts."""
    return context.converted or script_of(unit.zh_text, least=1) == "Hant"


def comparable(units: Sequence[TranslationUnit]) -> Sequence[TranslationUnit]:
    """Return the units with Simplified texts of the same lengths; the units themselves where none is in Traditional.

    A file may hold texts of both scripts: where the whole is not in Traditional, each unit is asked.

    >>> comparable([TranslationUnit(0, (0,), (0,), "國內生產總值增長", "GDP grew")])[0].zh_text
    '国内生产总值增长'
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
    return replace(unit, zh_text=simplified(unit.zh_text), zh_speaker=simplified(unit.zh_speaker))


def in_simplified(context: Context) -> Context:
    """Return the context as scorers compare it: the same where the Chinese is not in Traditional. Made once a
    document."""
    converted = context.once("in Simplified", lambda: _converted(context))
    return context if converted is None else converted.at(context.position)


def _converted(context: Context) -> Context | None:
    """Return the document's context in Simplified, with its own memory; None where there is nothing to convert."""
    units = comparable(context.units)
    if units is context.units:
        return None
    resources, termbase = context.resources, context.resources.termbase
    if termbase is not None:
        terms = tuple(Term(simplified(term.zh), term.renderings) for term in termbase.terms)
        resources = replace(resources, termbase=Termbase(terms, termbase.name))
    return Context(units, date=context.date, resources=resources, converted=True)


def as_written(issue: Issue, compared: TranslationUnit, unit: TranslationUnit) -> Issue:
    """Return an issue of a compared unit as one of the unit itself: its Chinese in the characters of the text."""
    if compared.zh_text == unit.zh_text and compared.zh_speaker == unit.zh_speaker:
        return issue
    near = issue.zh_span[0] if issue.zh_span else 0
    texts = [f"{u.zh_text}\n{u.zh_speaker}" for u in (compared, unit)]

    def written(value: Value) -> Value:
        if isinstance(value, str):
            return restored(value, *texts, near=near)
        if isinstance(value, Mapping):
            return {key: written(one) for key, one in value.items()}
        return value

    values = {name: written(value) for name, value in issue.values.items()}
    return worded(replace(issue, zh_value=restored(issue.zh_value, *texts, near=near)), issue.code, values)
