"""Lists whose items are names: one of them that the English leaves out while it has the others.

Counting the items of any list is the obvious way and finds merged synonyms in every translation. Three things are
plain. Of places, people or organs in a row the English has all but one. Of laws in a row it has fewer of their words
("Law") than there are. Or the Chinese says how many it has listed (历史、民俗、艺术三个展厅), the English says so
too and lists one less.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from align.language.names.people import tagged_names
from align.language.names.pinyin import is_pinyin_of, letters_of
from align.language.names.spelling import surname_length
from align.language.places import en_pattern, zh_places
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.base import Context
from align.scorers.titles.organs import has_organ, organs_in

_JOINT = re.compile(r"、|和|与|以及|及|》?(?:、|和)?《?")
_TITLES = re.compile(r"《[^《》]{2,40}》(?:(?:、|和|与|以及|及)?《[^《》]{2,40}》)+")
_TEXTS = {
    "法": r"\b(?:Law|Act|Code)\b",
    "条例": r"\b(?:Regulations?|Ordinance|Rules)\b",
    "办法": r"\bMeasures\b",
    "通知": r"\b(?:Notice|Circular|Notification)\b",
    "公约": r"\bConvention\b",
}
_MANY_TEXTS = re.compile(
    r"\b(?:[Ll]aws on|Laws|Acts|Codes|legislation|Conventions|Notices|Circulars|[Bb]oth|respective)\b"
)
_COUNTED = re.compile(
    r"(?P<list>[^，。；：！？、《》]+(?:、[^，。；：！？、《》]+)+?)等?(?P<n>[两三四五六七八九])(?:个|大|类|种|项|国|省|市|家|门)"
)
_SMALL = {
    "两": "two",
    "三": "three",
    "四": "four",
    "五": "five",
    "六": "six",
    "七": "seven",
    "八": "eight",
    "九": "nine",
}
_LISTED = r"\b{}\b (?:[\w-]+ ){{1,3}}(?:devoted to|dedicated to|namely|of|on|covering|including)\s+([^.;:!?—()]+)"
_PARTS = re.compile(r",\s*and\s+|,\s*|\s+and\s+")
_WORD = re.compile(r"[A-Z][\w'’-]*")
_FEW = 3


@dataclass(frozen=True, slots=True)
class Lost:
    """Something that the English list lacks. ``kind``: "item" (``what``), or "count" of ``n`` against ``m``."""

    kind: Literal["item", "count"]
    zh: Span
    what: str
    n: int = 0
    m: int = 0


def lost_items(unit: TranslationUnit, context: Context) -> Iterator[Lost]:
    """Yield what the lists of a unit's English lack."""
    if "、" in unit.zh_text:
        yield from _names(unit, context)
        yield from _counted(unit)
    yield from _texts(unit)


def _names(unit: TranslationUnit, context: Context) -> Iterator[Lost]:
    """Yield places, people and organs: at least three in a row, all but one of them in the English."""
    around = context.around("en")
    for items in _rows(unit.zh_text):
        gone = [span for span, kind in items if not _in_english(unit.zh_text, span, kind, unit.en_text)]
        if len(gone) == 1 and not _in_english(unit.zh_text, gone[0], dict(items)[gone[0]], around):
            yield Lost("item", gone[0], unit.zh_at(gone[0]), len(items), len(items) - 1)


def _rows(zh: str) -> Iterator[list[tuple[Span, str]]]:
    """Yield names of one kind in a row, with nothing but 、 and 和 between them."""
    places = [(span, "place") for place, span in zh_places(zh) if place.en[0] != "China" and place.kind != "person"]
    people = [(span, "person") for span in tagged_names(zh) if span[1] - span[0] > 1]
    for found in (places, people, [(span, "organ") for span in organs_in(zh)]):
        row: list[tuple[Span, str]] = []
        for item in found:
            if row and not _JOINT.fullmatch(zh, row[-1][0][1], item[0][0]):
                yield from [row] if _is_list(zh, row) else []
                row = []
            row.append(item)
        yield from [row] if _is_list(zh, row) else []


def _is_list(zh: str, row: list[tuple[Span, str]]) -> bool:
    """True for three items with a 、 among them, if places are not part of longer names (北京大学、…)."""
    if len(row) < _FEW or "、" not in zh[row[0][0][0] : row[-1][0][1]]:
        return False
    return all(
        zh[end : end + 1] in "、，。；：！？等和与及以的在参出举也都将是有会均已正为四五三两六)）"
        for (_, end), _ in row
    )


def _in_english(zh: str, span: Span, kind: str, english: str) -> bool:
    if kind == "place":
        return any(en_pattern(place).search(english) for place, at in zh_places(zh) if at == span)
    if kind == "organ":
        return has_organ(zh[slice(*span)], english)
    han = zh[slice(*span)]
    cut = surname_length(han)
    names = [letters_of(word) for word in _WORD.findall(english)]
    return any(is_pinyin_of(part, name) for name in names for part in (han, han[cut:])) or (
        sum(is_pinyin_of(han[:cut], name) for name in names) > sum(han[:cut] == other for other in zh)
    )


def _texts(unit: TranslationUnit) -> Iterator[Lost]:
    for match in _TITLES.finditer(unit.zh_text):
        titles = re.findall("《([^《》]+)》", match[0])
        kinds = {next((kind for kind in _TEXTS if title.endswith(kind)), "") for title in titles}
        if len(kinds) != 1 or "" in kinds or _MANY_TEXTS.search(unit.en_text):
            continue
        found = len(re.findall(_TEXTS[kinds.pop()], unit.en_text))
        if 0 < found < len(titles):
            yield Lost("count", match.span(), match[0], len(titles), found)


def _counted(unit: TranslationUnit) -> Iterator[Lost]:
    for match in _COUNTED.finditer(unit.zh_text):
        items = re.split("、|以及|和|与", match["list"])
        said = list(_SMALL).index(match["n"]) + 2
        english = re.search(_LISTED.format(_SMALL[match["n"]]), unit.en_text, re.IGNORECASE)
        if len(items) != said or english is None or said < _FEW:
            continue
        found = len([part for part in _PARTS.split(english[1]) if part.strip()])
        if found == said - 1 and found > 1 and unit.en_text[english.end() :].strip(" .") == "":
            yield Lost("count", match.span("list"), match["list"], said, found)
