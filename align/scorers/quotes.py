"""Titles, numbered items and pairs of marks, counted on both sides.

Counts differ in good translations: English says "the plan" for a 《》 title that was just named, drops the quotation
marks of a coined phrase, and numbers only some items. So three things are claimed and no more. A title is lost where
the English around has nothing that could stand for one: no quotation, italics, run of capitals or word for a kind of
text. An item is lost where the English numbers the others, this one is missing among them and nothing ("finally",
"also", a clause to spare) takes its place; or where both sides announce a number, the Chinese lists as many and the
English fewer. A mark is unpaired where the English, not the Chinese, is unbalanced, also with the units around.
"""

import re
from collections.abc import Iterator
from itertools import islice

from align.model.unit import Issue, TranslationUnit, Value
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.lists.enumerations import lost_items

_TITLE = re.compile(r"《([^《》]{2,60})》")
_TITLE_LIKE = re.compile(
    r"[“\"‘《*_<]|(?<!\w)'\w|(?<=[\w,;:)’'] )(?!I\b|I'|Mr\b|Ms\b|Mrs\b|Dr\b)[A-Z]\w|\b[A-Z]{2,}"
    r"|\A[A-Z]\w+ (?:\w+ )?[A-Z]\w"
    r"|\b(?:acts?|agreements?|announcements?|articles?|bills?|blueprints?|books?|catalogues?|charters?|circulars?"
    r"|codes?|commentar\w+|communiqu\w+|constitutions?|contracts?|conventions?|decisions?|declarations?|decrees?"
    r"|designs?|directives?|directories|documents?|dramas?|dynasty|editorials?|films?|framework|guid(?:e|ance|elines?)s?"
    r"|instructions?|interpretations?|it|journals?|laws?|legislation|lists?|magazines?|manuals?|measures?|memorand\w+"
    r"|methods?|moves?|movies?|newspapers?|notic\w+|notif\w+|novels?|opinions?|opera|ordinances?|orders?|outlines?"
    r"|papers?|pieces?|plans?|plays?|poems?|polic\w+|proclamations?|program(?:me)?s?|propos\w+|protocols?|provisions?"
    r"|publications?|regulations?|reports?|resolutions?|rules?|scripts?|series|songs?|standards?|statements?|story"
    r"|stories|text|they|titles?|treat(?:y|ies)|versions?|volumes?"
    r"|works|(?:the|this) work|that|them|these|this|those|one|which)\b",
)
_CHINESE_ITEM = re.compile(
    r"(?:(?<=[，。；：、！？\s])|\A)(?:(?P<is>[一二三四五六七八九])(?:是|要|为)(?!不|以|一|否|年|日|个|点|些|方|级|等|样)"
    r"|第(?P<nth>[一二三四五六七八九])(?:[，,、：]|个?方面|是|点[，是]|条)"
    r"|[（(](?P<in>[一二三四五六七八九])[）)])"
)
_NUMBERS = "一二三四五六七八九"
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ENGLISH_ITEM = re.compile(
    r"\b(?P<word>" + "|".join(_ORDINALS) + r")(?:ly)?\b(?P<after>,|:| is| was|\s+(?:we|it|they|the|to|our|there)\b)?"
    r"|(?:(?<=[\s;:.,])|\A)\(?(?P<digit>[1-9])\)",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\b(?:final(?:ly)?|last(?:ly)?|also|addition\w*|moreover|furthermore|besides|next|then|another|other|others|meanwhile"
    r"|as well|plus|well as|both|too|remaining|twofold|threefold|one)\b",
    re.IGNORECASE,
)
_ENGLISH_CLAUSE = re.compile(r"[.;!?](?=\s|$)")
_ANNOUNCED = re.compile(
    r"(?<![第十百千万0-9])(?P<n>[两二三四五六七八九])(?:大|个|项|点|类|种|条|方面)[^，。；：！？、]{0,10}[：:]"
    r"(?P<list>[^。；：！？，、]+(?:、[^。；：！？，、]+)+)"
)
_LISTS = 5  # in one unit; each is looked for in all its English
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_AND = re.compile(r",\s*and\s+|,\s*|\s+and\s+|\s+as well as\s+")
_OPENERS = {"(": ")", "[": "]", "“": "”", "（": "）"}
_CLOSERS = {close: open_ for open_, close in _OPENERS.items()}
_ENUMERATOR = re.compile(r"(?:(?<=\s)|\A|(?<=[;:,.]))(?:[0-9]{1,2}|[a-zA-Z]|[ivx]{1,4})\)(?=\s*[\w“])|[:;8][-']?[()]")
_INCHES = re.compile(r"[0-9]\s?\"")


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield issues for titles and items of the Chinese that the English lacks, and for marks that it left open."""
    if not unit.zh_text.strip() or not unit.en_text.strip():
        return
    yield from _titles(unit, context)
    yield from _items(unit)
    yield from _listed(unit)
    yield from _lost(unit, context)
    yield from _marks(unit, context)


def _titles(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    matches = list(_TITLE.finditer(unit.zh_text))
    if not matches:
        return
    if _TITLE_LIKE.search(unit.en_text) or any(c in context.around("en") for c in "《*_"):
        return
    for match in matches:
        yield issue_on(unit, "quotes.title", match.span(), None, severity="minor", confidence=0.7)


def _items(unit: TranslationUnit) -> Iterator[Issue]:
    """Compare numbered items: 一是…二是…三是 with first, second, third."""
    chinese = {_item_number(m): m for m in reversed(list(_CHINESE_ITEM.finditer(unit.zh_text)))}
    if len(chinese) < 2 or sorted(chinese) != list(range(min(chinese), max(chinese) + 1)):
        return
    english = {
        _ORDINALS.index(m["word"].lower()) + 1 if m["word"] else int(m["digit"])
        for m in _ENGLISH_ITEM.finditer(unit.en_text)
    }
    missing = sorted(set(chinese) - english)
    clauses = len(_ENGLISH_CLAUSE.findall(unit.en_text.rstrip(" ”\"')"))) or 1
    inner = len(missing) == 1 and missing[0] < max(english, default=0)
    if not missing or len(english & set(chinese)) < max(1, len(chinese) - 1) or _INSTEAD.search(unit.en_text):
        return
    if clauses >= len(chinese) and not inner:
        return
    match = chinese[missing[0]]
    span = match.start(), _item_end(unit.zh_text, match.end(), chinese)
    values: dict[str, Value] = {"zh": unit.quoted(match.span()), "stated": len(chinese), "found": len(chinese) - 1}
    yield issue_on(unit, "quotes.numbered", span, None, severity="major", confidence=0.75, values=values)


def _item_number(match: re.Match[str]) -> int:
    return _NUMBERS.index(match["is"] or match["nth"] or match["in"]) + 1


def _item_end(text: str, start: int, chinese: dict[int, re.Match[str]]) -> int:
    later = [m.start() for m in chinese.values() if m.start() > start]
    return min(later, default=len(text.rstrip("。！？；”")))


def _listed(unit: TranslationUnit) -> Iterator[Issue]:
    """Yield an announced number and the things listed after it: 三个方面：甲、乙、丙."""
    for match in islice(_ANNOUNCED.finditer(unit.zh_text), _LISTS):
        announced = 2 if match["n"] == "两" else _NUMBERS.index(match["n"]) + 1
        listed = re.split(r"、|以及|和|及(?!时)", match["list"])
        english = re.search(
            rf"\b(?:{_SMALL[announced - 1]}|{announced})\b[^.;:]{{0,80}}(?::|—|–|,? namely,?|--)\s*([^.;:!?—]+)",
            unit.en_text,
            re.IGNORECASE,
        )
        if match["list"].count("、") + 1 > announced or len(listed) != announced or english is None:
            continue
        found = len([part for part in _AND.split(english.group(1)) if part.strip()])
        if found < announced:
            spans = match.span("list"), english.span(1)
            values = {"stated": announced, "found": found}
            yield issue_on(unit, "quotes.announced", *spans, severity="major", confidence=0.7, values=values)


def _lost(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield issues for names, laws and announced items that a list of the English lacks."""
    for lost in lost_items(unit, context):
        code, values = f"quotes.{lost.kind}", {"stated": lost.n, "found": lost.m}
        yield issue_on(unit, code, lost.zh, None, severity="major", confidence=0.75, values=values)


def _marks(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    place = _unpaired(unit.en_text)
    if place is None or _unpaired(unit.zh_text) is not None:
        return
    for units in ((context.previous, unit), (unit, context.next), (context.previous, unit, context.next)):
        if None not in units and _unpaired("\n".join(u.en_text for u in units if u is not None)) is None:
            return
    mark = unit.en_text[place]
    values = {"pairing": "open" if mark in _OPENERS else "close" if mark in _CLOSERS else "alone"}
    yield issue_on(unit, "quotes.mark", None, (place, place + 1), severity="minor", confidence=0.8, values=values)


def _unpaired(text: str) -> int | None:
    """Return the place of the first mark without a partner. Apostrophes, inches, ":)" and "1)" are not pairs."""
    alone = {match.end() - 1 for match in _ENUMERATOR.finditer(text)}
    straight = [place for place, character in enumerate(text) if character == '"']
    mixed = bool(straight) and ("“" in text or "”" in text)  # one style opens and another closes: only their sum counts
    if mixed:
        straight = [place for place, character in enumerate(text) if character in '"“”']
    if len(straight) % 2:
        inches = {match.end() - 1 for match in _INCHES.finditer(text)}
        return None if inches else straight[-1]
    opened: list[int] = []
    for place, character in enumerate(text):
        if mixed and character in "“”":
            continue
        if character in _OPENERS:
            opened.append(place)
        elif character in _CLOSERS:
            if opened and text[opened[-1]] == _CLOSERS[character]:
                opened.pop()
            elif place not in alone:
                return place
    return opened[0] if opened else None


SCORER = Scorer(
    id="quotes",
    checks="Titles in 《》, numbered items and announced numbers of them, and quotation marks and brackets left open",
    example=("一是稳就业，二是保供给，三是防风险。", "First, keep jobs stable; third, guard against risks."),
    severities=("major", "minor"),
    find=find,
    zh_name="引号与编号",
)
