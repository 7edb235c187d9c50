"""Order: before for after, since for until.

Counting does not tell: 吃完饭后离开 is rightly "ate before leaving", and 提交前须审核 "submitted after review". What a
preposition governs does. So the words after "before" are followed to the Chinese by word links, and the postposition
that governs them there (会议召开前, 年底以来) must not be the opposite. Without word links nothing is claimed.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from align.language.lexicon import pattern
from align.language.light_words import light_words
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
_NEGATED = re.compile(
    rf"(?:{pattern('negator', 'en')}|\b(?:unlikely|hardly))[^.;,!?]*$", re.IGNORECASE
)  # not before 2030
_REACH = 4  # English words after a preposition
_WINDOW = 10  # characters after a Chinese word in which what governs it stands
_SURE = 0.55  # similarity of words that are not linked
_BREAKS = frozenset("，；。！？：")
_EN_BREAK = re.compile(r"[,;!?:.]|\b(?:and|but|that|which|who|while|when)\b")


def find_order(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """At most one issue for each preposition."""
    provider = context.resources.links
    if provider is None or not unit.zh_text or not unit.en_text:
        return
    prepositions = [m for m in _PREPOSITION.finditer(unit.en_text) if _surplus(unit, m)]
    if not prepositions:
        return
    links = provider(unit)
    for match in prepositions:
        yield from _governed(unit, links, match)


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
    yield issue_on(
        unit,
        "direction.order",
        found[0].span(),
        match.span(said),
        severity="major",
        confidence=0.75,
        values={"right": "after" if said in ("before", "until") else "before"},
    )


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
