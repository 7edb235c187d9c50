"""Places by name in both languages: provinces, cities, rivers, seas, countries with their peoples, capitals, unions.

A place has several names in each language, and single characters in Chinese (晋, 京, 美方), which explain an English
name but are too short to require one. So a place has ``zh`` forms, which name it, ``hints``, which may stand for it,
and ``en`` forms, including people and adjective. The table is
``align/language/data/places.csv``; names are facts, listed by hand after the official gazetteer of administrative
divisions and the Foreign Ministry's list of countries, with older romanisations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from align.language.kept_patterns import compiled
from align.language.tables import VARIANTS, any_of, read_table
from align.model.document import Span

_EXACT = frozenset(
    ("country", "province", "river", "continent", "ocean")
)  # a city may stand for its country, but not these
_OWN = {
    "province": re.compile("[我全本该此]省|省[委内级]|省政府|[我全本]区|自治区"),
    "city": re.compile("[我全本该此]市|市[委内级]|市政府|省会|首都|[我全本]区"),
}
_KEPT = 1024  # texts whose places are remembered, since several scorers ask for them
_HIDDEN = "hidden"  # rows of words in which a place's characters mean something else (发展中国家, 长治久安)

_LINE = re.compile("([\u4e00-\u9fff]{2,3})(?:高速铁路|高铁|铁路|通道|城际|客专|高速公路|高速|公路)")
_DATELINE = re.compile("^(?:[A-Z]{5,}|[A-Z]{3,}(?: [A-Z]{3,})+)(?![A-Za-z])")  # HONG KONG, July 26


@dataclass(frozen=True, slots=True)
class Place:
    """A place: ``zh`` and ``en`` forms, the usual one first, and ``hints`` (Chinese that may stand for it)."""

    zh: tuple[str, ...]
    en: tuple[str, ...]
    hints: tuple[str, ...]
    kind: str

    @property
    def is_abroad(self) -> bool:
        """True of a country other than China."""
        return self.kind == "country" and self.en[0] != "China"


@cache
def places() -> tuple[Place, ...]:
    """Return all places of the table."""
    return tuple(
        Place(_forms(row["zh"]), _with_peoples(row), _forms(row["hints"]), row["kind"])
        for row in read_table("places")
        if row["kind"] != _HIDDEN
    )


def zh_places(text: str) -> Iterator[tuple[Place, Span]]:
    """Return the places that a Chinese text names, leftmost and longest first.

    >>> [(place.en[0], span) for place, span in zh_places("印度洋沿岸的山西人和发展中国家")]
    [('Indian Ocean', (0, 3)), ('Shanxi', (6, 8))]
    """
    return iter(_zh_places(text))


def en_places(text: str) -> Iterator[tuple[tuple[Place, ...], Span]]:
    """Return the places that an English text names, all of the same name together (Suzhou is 苏州 and 宿州).

    >>> [(found[0].zh[0], text[a:b]) for text in ["In Shaanxi, not Shanxi's"] for found, (a, b) in en_places(text)]
    [('陕西', 'Shaanxi'), ('山西', 'Shanxi')]
    """
    return iter(_en_places(text))


def stands_for(place: Place, zh: str) -> bool:
    """True if a Chinese text may mean a place: by name, or by a hint outside the names of other places.

    >>> shaanxi = next(place for place in places() if place.en[0] == "Shaanxi")
    >>> stands_for(shaanxi, "秦人"), stands_for(shaanxi, "山西人"), stands_for(shaanxi, "晋陕峡谷")
    (True, False, True)
    """
    named = _named(zh)
    if place.en in named or on_line(place, zh):
        return True
    if place.kind in _OWN and not any(kind == place.kind for kind in named.values()) and _OWN[place.kind].search(zh):
        return True
    return any(hint in (_without_names(zh) if place.kind in _EXACT else zh) for hint in place.hints)


def on_line(place: Place, zh: str) -> bool:
    """True if a Chinese text names a railway or a road after the place and another: 银西高铁, 呼南通道.

    >>> [on_line(place, "呼南通道") for place in places() if place.en[0] in ("Nanning", "Nantong", "Yinchuan")]
    [True, True, False]
    """
    return place.kind in _OWN and any(place.zh[0][0] in match[1] for match in _LINE.finditer(zh))


@cache
def en_pattern(place: Place) -> re.Pattern[str]:
    """Return a pattern of all English forms of a place; case matters only in abbreviations (US, not us)."""
    short = any_of(form for form in place.en if len(form) < 4)
    long = any_of(form.lower() for form in place.en if len(form) >= 4).replace("'", "['\u2019]")
    return compiled(rf"(?<![A-Za-z0-9])(?:{short}|(?i:{long}))(?![A-Za-z0-9])")


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(VARIANTS))


def _with_peoples(row: dict[str, str]) -> tuple[str, ...]:
    """Return the English forms and, of countries and continents, the plural of their adjectives: Ethiopians, Omanis."""
    name, *others = _forms(row["en"])
    peoples = [f"{form}s" for form in others if row["kind"] in ("country", "continent") and form.endswith(("an", "i"))]
    return tuple(dict.fromkeys((name, *others, *peoples)))


@lru_cache(maxsize=_KEPT)
def _zh_places(text: str) -> tuple[tuple[Place, Span], ...]:
    pattern, by_form = _zh_index()
    return tuple((by_form[m[0]], m.span()) for m in pattern.finditer(text) if m[0] in by_form)


@lru_cache(maxsize=_KEPT)
def _en_places(text: str) -> tuple[tuple[tuple[Place, ...], Span], ...]:
    pattern, by_form = _en_index()
    text = _DATELINE.sub(
        lambda match: match[0] if match[0] in by_form else match[0].title(), text.replace("\u2019", "'")
    )
    return tuple((by_form[m[0]], m.span()) for m in pattern.finditer(text))


@lru_cache(maxsize=64)
def _named(zh: str) -> dict[tuple[str, ...], str]:
    return {place.en: place.kind for place, _ in zh_places(zh)}


@lru_cache(maxsize=64)
def _without_names(zh: str) -> str:
    pattern, by_form = _zh_index()
    return pattern.sub(lambda match: " " if match[0] in by_form else match[0], zh)


@cache
def _zh_index() -> tuple[re.Pattern[str], dict[str, Place]]:
    by_form = {form: place for place in places() for form in place.zh}
    hidden = [word for row in read_table("places") if row["kind"] == _HIDDEN for word in row["zh"].split(VARIANTS)]
    return compiled(any_of([*by_form, *hidden])), by_form


@cache
def _en_index() -> tuple[re.Pattern[str], dict[str, tuple[Place, ...]]]:
    by_form: dict[str, tuple[Place, ...]] = {}
    for place in places():
        for form in place.en:
            if form[0].isupper():
                by_form[form] = (*by_form.get(form, ()), place)
    return compiled(rf"(?<![A-Za-z0-9])(?:{any_of(by_form)})(?![A-Za-z0-9])"), by_form
