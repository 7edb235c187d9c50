"""Papers and stations named after a place: 福建日报 and Fujian Daily, 云南广播电视台 and Yunnan TV.

Every province and most cities have one, so they are not listed: a place of ``align/language/data/places.csv`` and a
kind of outlet make a name, the same in both languages. Longer names (福建海峡卫视) are left alone.
"""

import re
from collections.abc import Iterator
from functools import cache

from align.language.places import places
from align.language.tables import any_of

_KINDS = (
    ("Daily", "日报(?:社)?", "Daily"),
    (
        "TV",
        "广播电视总台|广播电视台|广播电台|电视台|卫视|广播影视集团|广电",
        r"(?:Satellite )?(?:TV|Television)(?: Station)?|Radio(?:,| and| &) (?:TV|Television)(?: Station)?"
        r"|Media Group|Broadcasting(?: Station)?|Radio(?: Station)?",
    ),
)


def regional_outlets(label: str) -> Iterator[tuple[str, str]]:
    """Yield the regional outlets in a label of either language: a key shared by both, and the name as written.

    >>> list(regional_outlets("福建日报记者")), list(regional_outlets("Fujian Daily"))
    ([('Fujian Daily', '福建日报')], [('Fujian Daily', 'Fujian Daily')])
    >>> list(regional_outlets("福建海峡卫视")), list(regional_outlets("The Xizang Satellite TV"))
    ([], [('Tibet TV', 'Xizang Satellite TV')])
    """
    pattern, names = _index()
    for match in pattern.finditer(label):
        kind = next(kind for kind, _, _ in _KINDS if match[kind] or match[f"{kind}_en"])
        yield f"{names[match['zh'] or match['en']]} {kind}", match[0]


@cache
def _index() -> tuple[re.Pattern[str], dict[str, str]]:
    names: dict[str, str] = {}
    for place in places():
        if place.kind in ("province", "city"):
            for form in (*place.zh, *place.en):
                if form[0].isupper() or not form.isascii():
                    names.setdefault(form, place.en[0])
    zh = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern, _ in _KINDS)
    en = "|".join(f"(?P<{kind}_en>{pattern})" for kind, _, pattern in _KINDS)
    han, latin = any_of(n for n in names if not n.isascii()), any_of(n for n in names if n.isascii())
    return re.compile(rf"(?P<zh>{han})(?:{zh})|(?<![A-Za-z])(?P<en>{latin}) (?:{en})(?![A-Za-z])"), names
