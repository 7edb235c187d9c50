"""Organs and well-known organisations: another ministry, university or company in place of the one that is named.

The table is ``align/data/organs.csv``: own work, after the English names that the organs give themselves. Those of kind
"known" are looked for by one word too (UNICEF, Geely); an organ's acronym may be a word (MOST) and only excuses.
"""

import re
from collections.abc import Iterator
from functools import cache

from align.document import Span
from align.facts.tables import VARIANTS, any_of, read_table
from align.scorers.base import Context
from align.translation_unit import TranslationUnit

_ORDINALS = re.compile(
    r"\b(?:[0-9]+(?:st|nd|rd|th)|(?:twent|thirt)ieth|(?:twenty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth)"
    r"|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth) "
)


def other_organs(unit: TranslationUnit, context: Context) -> Iterator[tuple[Span, Span, str]]:
    """The organs that the English has not, each with what it has instead and the right name."""
    zh_pattern, zh_names, en_pattern, en_names = _organ_index()
    stated = [(zh_names[m[0]], m.span()) for m in zh_pattern.finditer(unit.zh_text) if m[0] in zh_names]
    if not stated:
        return
    units = [u for u in (unit, context.previous, context.next) if u is not None]
    known = {zh_names[m[0]] for u in units for m in zh_pattern.finditer(u.zh_text) if m[0] in zh_names}
    surplus = [
        m.span()
        for m in en_pattern.finditer(unit.en_text)
        if not any(number in known for number in en_names[m[0].lower()])
    ]
    english = _ORDINALS.sub("", "\n".join(u.en_text for u in units).lower())
    for number, span in {n: (n, s) for n, s in reversed(stated)}.values():
        if surplus and not any(_has(english, unit.en_text, form) for form in _organ_forms()[number]):
            en_span = surplus.pop(0)
            yield span, en_span, _organ_forms()[number][0]


def organs_in(zh: str) -> list[Span]:
    """The spans of the organs and organisations of the table in a Chinese text."""
    zh_pattern, zh_names, _, _ = _organ_index()
    return [match.span() for match in zh_pattern.finditer(zh) if match[0] in zh_names]


def has_organ(han: str, english: str) -> bool:
    """Whether an English text has a form of an organ of the table."""
    lowered = english.lower()
    return any(_has(lowered, english, form) for form in _organ_forms()[_organ_index()[1][han]])


def _has(lowered: str, text: str, form: str) -> bool:
    return (
        re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text) is not None if form.isupper() else form.lower() in lowered
    )


@cache
def table_rows(kind: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The Chinese and English names of all offices, or of all else."""
    rows = [row for row in read_table("organs") if (row["kind"] == "office") == (kind == "office")]
    return tuple((tuple(row["zh"].split(VARIANTS)), tuple(row["en"].split(VARIANTS))) for row in rows)


@cache
def _organ_forms() -> tuple[tuple[str, ...], ...]:
    return tuple(en for _, en in table_rows("organ"))


@cache
def _organ_index() -> tuple[re.Pattern[str], dict[str, int], re.Pattern[str], dict[str, tuple[int, ...]]]:
    zh_names = {form: number for number, (zh, _) in enumerate(table_rows("organ")) for form in zh}
    en_names: dict[str, tuple[int, ...]] = {}
    well_known = {form for row in read_table("organs") if row["kind"] == "known" for form in row["en"].split(VARIANTS)}
    for number, (_, en) in enumerate(table_rows("organ")):
        for form in en:
            if form[0].isupper() and (" " in form or form in well_known):
                en_names[form.lower()] = (*en_names.get(form.lower(), ()), number)
    zh = re.compile(f"(?:{any_of(zh_names)})(?![门队长分署属级])")
    alone = any_of(form for form in well_known if " " not in form)
    several = any_of(name for name in en_names if " " in name)
    return zh, zh_names, re.compile(rf"(?<!\w)(?:(?i:{several})|{alone})(?!\w)"), en_names
