"""Organs and well-known organisations: another ministry, university or company in place of the one that is named.

The table is ``align/language/data/organs.csv``: own work, after the English names that the organs give themselves.
Those of kind "known" are looked for by one word too (UNICEF, Geely); an organ's acronym may be a word (MOST) and only
excuses.
"""

import re
from collections.abc import Iterator
from functools import cache

from align.language.kept_patterns import compiled
from align.language.places import en_places, zh_places
from align.language.spans import touches
from align.language.tables import VARIANTS, any_of, read_table
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.base import Context

_ORDINALS = re.compile(
    r"(?i:\b(?:[0-9]+(?:st|nd|rd|th)|(?:twent|thirt)ieth|(?:twenty-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth)"
    r"|ninth|tenth|eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth) )"
)
_PART_OF = re.compile(r"\bof (?:the )?\Z")
_SCHOOLS = ("University", "Academy", "Institute", "College")
_GOES_ON = re.compile(r" (?:of|for) ([A-Z]\w+(?:(?:,| and|, and) [A-Z]\w+)*)")


def other_organs(unit: TranslationUnit, context: Context) -> Iterator[tuple[Span, Span, str]]:
    """Yield the organs that the English has not, each with what it has instead and the right name."""
    zh_pattern, zh_names, _, _ = _organ_index()
    abroad = {span[1] for place, span in zh_places(unit.zh_text) if place.is_abroad}
    stated = [
        (zh_names[m[0]], m.span())
        for m in zh_pattern.finditer(unit.zh_text)
        if m[0] in zh_names and abroad.isdisjoint((m.start(), m.start() - 1))  # 菲律宾卫生部, 美国“国防部”
    ]
    if not stated:
        return
    known = {zh_names[m[0]] for m in zh_pattern.finditer(context.around("zh")) if m[0] in zh_names}
    surplus = [span for numbers, span in _english_organs(unit.en_text) if not any(n in known for n in numbers)]
    english = context.around("en")
    for number, span in {n: (n, s) for n, s in reversed(stated)}.values():
        if surplus and not _names(english, number):
            en_span = surplus.pop(0)
            yield span, en_span, _organ_forms()[number][0]


def _names(english: str, number: int) -> bool:
    """True if an English text has a form of an organ that is no end of another's name, as Bank of China may be.

    Organs have parts, of which the Chinese need not be in the table: Organization Department of the Central Committee.
    """
    plain = _ORDINALS.sub("", _plain(english))
    others = [span for numbers, span in _english_organs(plain) if number not in numbers]
    for match in _form_pattern(number).finditer(plain):
        around = [span for span in others if touches(match.span(), [span])]
        goes_on = _GOES_ON.match(plain, match.end()) is not None
        whole = _PART_OF.search(plain, 0, match.start()) is not None
        if all(whole or (span[0] == match.start() and not goes_on) for span in around):
            return True
    return False


def _english_organs(english: str) -> list[tuple[tuple[int, ...], Span]]:
    """Return the organs of the table in an English text; one that goes on (Zhejiang University of Technology) is
    unknown."""
    _, _, pattern, names = _organ_index()
    found = []
    for match in pattern.finditer(_plain(english)):
        rest = _GOES_ON.match(english, match.end()) if match[0].endswith(_SCHOOLS) else None
        goes_on = rest is not None and not any(span[0] == 0 for _, span in en_places(rest[1]))
        found.append(((), (match.start(), rest.end())) if rest and goes_on else (names[match[0].lower()], match.span()))
    return found


def _plain(english: str) -> str:
    return english.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")


@cache
def _form_pattern(number: int) -> re.Pattern[str]:
    """Return what finds any form of an organ; forms in capitals are words, others may stand in longer ones
    (customs')."""
    short = any_of(form for form in _organ_forms()[number] if form.isupper())
    long = any_of(form for form in _organ_forms()[number] if not form.isupper())
    return compiled(rf"(?<!\w){short}(?!\w)|(?i:{long})")


@cache
def table_rows(kind: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return the Chinese and English names of all offices, or of all else."""
    rows = [row for row in read_table("organs") if (row["kind"] == "office") == (kind == "office")]
    return tuple((tuple(row["zh"].split(VARIANTS)), tuple(row["en"].split(VARIANTS))) for row in rows)


@cache
def _organ_forms() -> tuple[tuple[str, ...], ...]:
    return tuple(en for _, en in table_rows("organ"))


@cache
def _organ_index() -> tuple[re.Pattern[str], dict[str, int], re.Pattern[str], dict[str, tuple[int, ...]]]:
    zh_names = {form: number for number, (zh, _) in enumerate(table_rows("organ")) for form in zh}
    en_names: dict[str, tuple[int, ...]] = {}
    well_known = dict.fromkeys(
        form for row in read_table("organs") if row["kind"] == "known" for form in row["en"].split(VARIANTS)
    )
    for number, (_, en) in enumerate(table_rows("organ")):
        for form in en:
            if form[0].isupper() and (" " in form or form in well_known):
                en_names[form.lower()] = (*en_names.get(form.lower(), ()), number)
    zh = compiled(f"(?:{any_of(zh_names)})(?![门队长分署属级生])")
    alone = any_of(form for form in well_known if " " not in form)
    several = any_of(name for name in en_names if " " in name)
    return zh, zh_names, compiled(rf"(?<!\w)(?:(?i:{several})|{alone})(?!\w)"), en_names
