"""Ministers and ministries of another field: 内政部长 as Minister of Foreign Affairs.

Every country has them, so they are no organs of the table. The field that the Chinese states before its office must be
nowhere in the English, and the English name a field that no character of the Chinese around hints at. The table is
``align/language/data/portfolios.csv``: own work, with ``hints``, Chinese that may stand for the field.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from align.language.tables import VARIANTS, any_of, read_table
from align.model.document import HAN, Span
from align.model.unit import TranslationUnit
from align.scorers.base import Context

_OFFICE_ZH = f"[{HAN}]{{0,3}}?(?:部副?部长|部长|副部长|大臣|部|厅|局局长|局)(?![分队门])"
_OFFICE_EN = "(?:ministers?|ministry|ministries|secretary|secretaries|department|bureau)"


def other_portfolios(unit: TranslationUnit, context: Context) -> Iterator[tuple[Span, Span, str]]:
    """Yield the fields that the English has not, each with what it has instead and the right one."""
    zh_pattern, en_pattern = _patterns()
    zh_around, en_around = context.around("zh"), context.around("en")
    surplus = []
    for match in en_pattern.finditer(unit.en_text):
        field = next(name for name in match.groupdict().values() if name).lower()
        if not any(field in row.en and row.hinted(zh_around) for row in _fields()):
            surplus.append(match.span())
    for match in zh_pattern.finditer(unit.zh_text) if surplus else ():
        mine = [row for row in _fields() if (match["field"] or match["short"]) in row.zh]
        if surplus and not any(row.in_english(en_around) for row in mine):
            yield match.span(), surplus.pop(0), mine[0].en[0]


@dataclass(frozen=True, slots=True)
class _Field:
    """A row of the table."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    hints: tuple[str, ...]

    def hinted(self, zh: str) -> bool:
        """True if the Chinese may mean the field."""
        return any(word in zh for word in (*self.zh, *self.hints))

    def in_english(self, text: str) -> bool:
        """True if the English has the field."""
        return re.search(rf"(?i:\b{any_of(self.en)}\b)", text) is not None


@cache
def _fields() -> tuple[_Field, ...]:
    return tuple(
        _Field(*(tuple(row[key].split(VARIANTS)) for key in ("zh", "en", "hints"))) for row in read_table("portfolios")
    )


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    forms = [form for row in _fields() for form in row.zh]
    long, short = any_of(f for f in forms if f[-1] not in "长相"), any_of(f for f in forms if f[-1] in "长相")
    en = any_of(word for row in _fields() for word in row.en)
    return (
        re.compile(rf"(?P<field>{long}){_OFFICE_ZH}|(?P<short>{short})(?![期远短])"),
        re.compile(rf"(?i:\b{_OFFICE_EN} (?:of|for) (?:the )?(?P<after>{en})\b|\b(?P<before>{en}) {_OFFICE_EN}\b)"),
    )
