"""Words beside an office without which it is another one: former, honorary, permanent, elect, chief.

原团长 as "director" makes somebody hold an office that another holds now. As with ranks, that the words are lost is an
error only where the English has the office itself.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from align.model.document import Span
from align.model.unit import TranslationUnit

Titles = Sequence[tuple[str, Span]]  # name, span
# What an office has before it or begins with; English that says so; the word that is missing.
_MARKS = (
    (
        r"(?:(?<![目此年日之以提从面当空月天战眼跟史赛午饭睡临事夜周])前|(?<![太中高草平荒五三开固病还抗复松石])原)任?",
        r"former\w*|ex|previous\w*|past|then|one-?time|erstwhile|late|retired|outgoing|predecessor|until|emeritus|once"
        r"|used to|old|founding|first|had been|was (?:the|a|an|its)|were|served|ousted|stepped down|last|original",
        "former",
    ),
    ("名誉|荣誉", r"honorary|honou?r|hon|emeritus|in name", "honorary"),
    ("常任|常驻", r"permanent|standing|resident|in residence", "permanent"),
    ("候任|当选", r"elect|designate|incoming|next|elected|nominee|future", "elect"),
    ("客座", r"visiting|guest|adjunct", "visiting"),
)
_CHIEF = re.compile("首席|总.{1,2}师")
_CHIEF_EN = re.compile(r"(?i:\b(?:chief|principal|lead|leading|head|top|general|master|C[A-Z]O)\b)")
_LOWER = re.compile(r"(?i:\b(?:senior|deputy|assistant|associate|junior)\s+\Z)")


def lost_marks(
    unit: TranslationUnit, zh: Titles, en: Titles, words: Callable[[str], Sequence[str]]
) -> Iterator[tuple[Span, Span, str]]:
    """Yield the Chinese office with its mark, the English office without, and the English of the mark.

    ``words``: the English of an office.
    """
    for name, span in zh:
        mine = [title for title in en if title[0] in words(name)]
        if not mine:
            continue
        for before, english, right in _MARKS:
            mark = re.search(rf"(?:{before})\Z", unit.zh_text[: span[0]]) or re.match(before, unit.zh_at(span))
            if mark and not re.search(rf"(?i:\b(?:{english})\b)", unit.en_text):
                start = mark.start() if mark.end() == span[0] else span[0]
                yield (start, span[1]), mine[0][1], right
        lower = [title for title in mine if _LOWER.search(unit.en_text, 0, title[1][0])]
        if _CHIEF.match(name) and lower and not _CHIEF_EN.search(unit.en_text):
            yield span, lower[0][1], "chief"
