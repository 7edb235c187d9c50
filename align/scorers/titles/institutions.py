"""Banks, hospitals, universities and companies by the name before their kind: 华夏银行 as Huaxing Bank.

There are too many for a table. What makes sure is the English: a name of one pinyin word before "Bank" that nothing in
the Chinese around spells, where the Chinese has a bank that begins with the same sound and of which the English has no
form. Without the sound, any translated name would do: 熊猫集团 is Panda Group.
"""

import re
from collections.abc import Iterator

from align.language.names.pinyin import SYLLABLE, letters_of, readings
from align.language.places import en_places, zh_places
from align.language.spans import touches
from align.model.document import HAN, Span
from align.model.unit import TranslationUnit
from align.scorers.base import Context
from align.scorers.names.capitals import spelt_in
from align.scorers.titles.organs import has_organ, organs_in

_KINDS = {
    "银行": "Bank",
    "证券": "Securities",
    "基金": "Fund",
    "保险": "Insurance",
    "集团": "Group",
    "大学": "University",
    "学院": "College",
    "中学": "Middle School",
    "医院": "Hospital",
    "博物馆": "Museum",
    "出版社": "Publishing House",
    "机场": "Airport",
    "航空": "Airlines",
    "酒店": "Hotel",
}
_ZH = re.compile(f"([{HAN}]{{2}})({'|'.join(_KINDS)})")
_EN = re.compile(rf"(?<!\w)((?=[A-Z])(?i:{SYLLABLE}{{2,4}})) (?:International )?({'|'.join(_KINDS.values())})\b")


def other_institutions(unit: TranslationUnit, context: Context) -> Iterator[tuple[Span, Span, str]]:
    """Yield the institutions that the English has not, each with what it has instead and their pinyin."""
    around = context.around("zh")
    surplus = [m for m in _EN.finditer(unit.en_text) if not any(en_places(m[1])) and not spelt_in(m[1], around)]
    if not surplus:
        return
    english = context.around("en")
    named = [span for span in organs_in(unit.zh_text) if has_organ(unit.zh_at(span), english)]
    for match in _ZH.finditer(unit.zh_text):
        kind, stem = _KINDS[match[2]], "".join(readings(character)[0] for character in match[1])
        there = next((m for m in surplus if m[2] == kind and m[1].lower().startswith(readings(match[1][0]))), None)
        if there is None or stem in letters_of(english) or touches(match.span(), named) or any(zh_places(match[1])):
            continue
        surplus.remove(there)
        yield match.span(), there.span(), f"{stem.capitalize()} {kind}"
