"""Order: before for after, since for until, and the two ends of "from ... to" exchanged.

Counting does not tell: 吃完饭后离开 is rightly "ate before leaving", and 提交前须审核 "submitted after review". What a
preposition governs does. So the words after "before" are followed to the Chinese by word links, and the postposition
that governs them there (会议召开前, 年底以来) must not be the opposite. In the same way the words after "from" must not
correspond to what stands behind 到 while those after "to" correspond to what stands behind 从. Without word links
nothing is claimed but of points of the compass (自北向南), which are told by a table.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from align.language.lexicon import pattern
from align.language.light_words import light_words
from align.language.places import en_places, zh_places
from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, issue_on

if TYPE_CHECKING:
    from align.wordlinks.links import WordLinks

_ORDERS = ("before", "since", "after", "until")
_GOVERNS = re.compile("|".join(f"(?P<{order}>{pattern(order, 'zh')})" for order in _ORDERS))
_PREPOSITION = re.compile(
    "(?:" + "|".join(f"(?P<{order}>{pattern(order, 'en')})" for order in _ORDERS) + r")\s", re.IGNORECASE
)
_OPPOSITE = {
    "before": ("after", "since"),
    "after": ("before", "until"),
    "since": ("before", "until"),
    "until": ("after", "since"),
}
_FROM_TO_ZH = re.compile(
    "(?<![服听遵])[从自由](?![事此中而来不未小己身然动主])(?P<start>[^，。；：！？、从自由]{1,14}?)"
    "(?:[往到至向]|转[为向]?|[变改]为|走向|飞|开往|通往|运[往到])为?(?P<end>[^，。；：！？、]{1,14})"
)
_FROM_TO_EN = re.compile(
    r"\bfrom\s+(?P<start>[^,.;:]{1,60}?)\s+(?:in)?to\s+(?P<end>[^,.;:]{1,60})"
    r"|\bto\s+(?P<end_first>[^,.;:]{1,40}?)\s+from\s+(?P<start_last>[^,.;:]{1,40})",
    re.IGNORECASE,
)
_POINT_ZH, _POINT_EN = "东[南北]?|西[南北]?|[南北]", r"(?:north|south)[- ]?(?:east|west)|north|south|east|west"
# Of movement: 从南到北 is everywhere, and has no order.
_COMPASS_ZH = re.compile(f"[从自由](?P<start>{_POINT_ZH})[往向](?P<end>{_POINT_ZH})")
_COMPASS_EN = re.compile(
    rf"\bfrom\s+(?:the\s+)?(?P<start>{_POINT_EN})\s+to(?:wards?)?\s+(?:the\s+)?(?P<end>{_POINT_EN})\b", re.IGNORECASE
)
_POINTS = {"east": "东", "west": "西", "south": "南", "north": "北"}
_NEGATED = re.compile(
    rf"(?:{pattern('negator', 'en')}|\b(?:unlikely|hardly))[^.;,!?]*$", re.IGNORECASE
)  # not before 2030
_REACH = 4  # English words after a preposition
_WINDOW = 10  # characters after a Chinese word in which what governs it stands
_SURE = 0.55  # similarity of words that are not linked
_LIKE, _MARGIN = 0.45, 0.08  # similarity of a word to one end, and how much less to the other
_BREAKS = frozenset("，；。！？：")
_EN_BREAK = re.compile(r"[,;!?:.]|\b(?:and|but|that|which|who|while|when)\b")


def find_order(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """At most one issue for each preposition, and one for each "from ... to"."""
    yield from _compass(unit)
    provider = context.resources.links
    if provider is None or not unit.zh_text or not unit.en_text:
        return
    prepositions = [m for m in _PREPOSITION.finditer(unit.en_text) if _surplus(unit, m)]
    ends = list(_FROM_TO_EN.finditer(unit.en_text)) if _FROM_TO_ZH.search(unit.zh_text) else []
    if not prepositions and not ends:
        return
    links = provider(unit)
    for match in prepositions:
        yield from _governed(unit, links, match)
    for match in ends:
        yield from _exchanged(unit, links, match)


def _compass(unit: TranslationUnit) -> Iterator[Issue]:
    stated = {_point(m["start"]) + _point(m["end"]): m for m in _COMPASS_ZH.finditer(unit.zh_text)}
    english = [(_point(m["start"]), _point(m["end"]), m) for m in _COMPASS_EN.finditer(unit.en_text)]
    said = {start + end for start, end, _ in english}
    for start, end, match in english:
        exchanged = stated.get(end + start)
        if exchanged and start + end not in stated and end + start not in said:
            yield _issue(unit, exchanged.span("start"), match.span("start"), "")


def _point(name: str) -> str:
    """A point of the compass in one form for both languages.

    >>> _point("西北") == _point("northwest"), _point("South")
    (True, '南')
    """
    characters = [_POINTS[part] for part in re.findall("north|south|east|west", name.lower())] or list(name)
    return "".join(sorted(characters))


def _surplus(unit: TranslationUnit, match: re.Match[str]) -> bool:
    """True if the English has a preposition more often than the Chinese says it, which says the opposite somewhere."""
    said = match.lastgroup or ""
    if not any(m.lastgroup in _OPPOSITE[said] for m in _GOVERNS.finditer(unit.zh_text)):
        return False
    if said == "before" and _NEGATED.search(unit.en_text, 0, match.start()):
        return False
    return _count(_GOVERNS, unit.zh_text, said) < _count(_PREPOSITION, unit.en_text, said)


def _governed(unit: TranslationUnit, links: "WordLinks", match: re.Match[str]) -> Iterator[Issue]:
    said = match.lastgroup or ""
    words = _after(unit.en_text, links, match.end())[:2]
    stated = [_governor(unit.zh_text, links.zh_words[zh].span) for word in words for zh in _chinese(links, word)]
    found = [m for m in stated if m is not None]
    if not found or len(found) < len(stated) or any(m.lastgroup not in _OPPOSITE[said] for m in found):
        return
    yield _issue(unit, found[0].span(), match.span(said), "after" if said in ("before", "until") else "before")


def _exchanged(unit: TranslationUnit, links: "WordLinks", match: re.Match[str]) -> Iterator[Issue]:
    first, last = ("start", "end") if match["start"] else ("start_last", "end_first")
    exchanged = None
    for pair in _FROM_TO_ZH.finditer(unit.zh_text):
        starts = _sides(unit, links, _within(links, match.span(first)), pair)
        ends = _sides(unit, links, _within(links, match.span(last)), pair)
        if set(starts) == {"start"} and set(ends) == {"end"}:
            return
        if set(starts) == {"end"} and set(ends) == {"start"} and exchanged is None:
            exchanged = _issue(unit, ends["start"][0], starts["end"][1], "")
    if exchanged is not None:
        yield exchanged


def _sides(
    unit: TranslationUnit, links: "WordLinks", words: Sequence[int], pair: re.Match[str]
) -> dict[str, tuple[Span, Span]]:
    """The ends of a Chinese "from ... to" that English words correspond to, each with the first words that do."""
    found: dict[str, tuple[Span, Span]] = {}
    for k in words[:_REACH]:
        english = links.en_words[k].span
        for side in ("start", "end"):
            span = _name(unit, english, pair.span(side)) or _alike(links, k, pair, side)
            if span is not None:
                found.setdefault(side, (span, english))
    return found


def _name(unit: TranslationUnit, english: Span, chinese: Span) -> Span | None:
    """Where a stretch of the Chinese has the place that an English word names: vectors mix up Beijing and Shanghai."""
    text = unit.zh_at(chinese)
    for places, _ in en_places(unit.en_at(english)):
        for place, (start, end) in zh_places(text):
            if place in places:
                return chinese[0] + start, chinese[0] + end
    return None


def _alike(links: "WordLinks", en: int, pair: re.Match[str], side: str) -> Span | None:
    """The Chinese word of one end that an English word is more like than any of the other end."""
    best = dict.fromkeys(("start", "end"), (-1.0, (0, 0)))
    for zh, word in enumerate(links.zh_words):
        for name in best:
            if touches(word.span, [pair.span(name)]):
                best[name] = max(best[name], (float(links.similarity[zh, en]), word.span))
    similarity, span = best[side]
    other = best["end" if side == "start" else "start"][0]
    return span if similarity > _LIKE and similarity > other + _MARGIN else None


def _within(links: "WordLinks", span: Span) -> list[int]:
    """The words of content in a stretch of the English."""
    return [
        k
        for k, word in enumerate(links.en_words)
        if span[0] <= word.span[0] and word.span[1] <= span[1] and word.text.lower() not in light_words("en")
    ]


def _after(text: str, links: "WordLinks", at: int) -> list[int]:
    """The words of content in the clause that goes on at a place of the English, of the next few words."""
    match = _EN_BREAK.search(text, at)
    end = match.start() if match else len(text)
    near = [k for k, word in enumerate(links.en_words) if at <= word.span[0] < end][:_REACH]
    return [k for k in near if links.en_words[k].text.lower() not in light_words("en")]


def _chinese(links: "WordLinks", en: int) -> Sequence[int]:
    linked = [link.zh for link in links.links if link.en == en]
    if linked:
        return linked
    column = links.similarity[:, en]
    return [int(column.argmax())] if column.size and column.max() > _SURE else []


def _count(pattern: re.Pattern[str], text: str, kind: str) -> int:
    return sum(m.lastgroup == kind for m in pattern.finditer(text))


def _governor(text: str, span: Span) -> re.Match[str] | None:
    """The postposition that governs a Chinese word: the first in or after it, in its clause and near."""
    end = next((k for k in range(span[1], len(text)) if text[k] in _BREAKS), len(text))
    return _GOVERNS.search(text, span[0], min(end + 1, span[1] + _WINDOW))


def _issue(unit: TranslationUnit, zh_span: Span, en_span: Span, right: str) -> Issue:
    code = "direction.order" if right else "direction.ends"
    return issue_on(unit, code, zh_span, en_span, severity="major", confidence=0.75, values={"right": right})
