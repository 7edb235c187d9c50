"""A rank that was changed for one person while another person of the sentence keeps it.

"副省长林文斌、副厅长黄志强" as "Lin Wenbin, governor; Huang Zhiqiang, deputy director-general" has a deputy on both
sides. So each title is linked to its person: in Chinese it stands before the name, in English directly before it, or
after it and a comma, up to the next person. Only people whom the English spells in pinyin are asked for.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from align.language.names.people import tagged_names
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.names.people import pinyin_names, spelt_at

Titles = Sequence[tuple[str, Span, str]]  # name, span, rank: as in the scorer of titles
_END_ZH = re.compile("[。；！？]")
_END_EN = re.compile(r";|(?<!\bMr)(?<!\bMs)(?<!\bDr)\.\s")
_APART = re.compile(r"\s?[,(]\s?(?:the |an? |also |who is |currently )*\Z")
_LOWER = re.compile(r"(?i:\b(?:vice|deputy|associate|assistant|under|sub|acting)\b)")


def changed_ranks(
    unit: TranslationUnit, zh: Titles, en: Titles, words: Callable[[str], Sequence[str]]
) -> Iterator[tuple[Span, Span, bool]]:
    """Yield the Chinese title and the English one of each person whose rank differs, and whether the English raises it.

    ``words``: the English of an office.
    """
    people = []
    for latin, span in pinyin_names(unit.en_text):
        at = spelt_at(unit.zh_text, latin)
        if at is not None and at in tagged_names(unit.zh_text):
            people.append((at, span))
    if len(people) < 2:
        return
    zh_edges = sorted({0, *(at[1] for at, _ in people), *(m.end() for m in _END_ZH.finditer(unit.zh_text))})
    english = sorted(span for _, span in people)
    after = dict([*pairwise(english), (english[-1], (len(unit.en_text), 0))])
    before = dict([(right, left) for left, right in pairwise(english)] + [(english[0], (0, 0))])
    for at, span in people:
        begin = max(edge for edge in zh_edges if edge <= at[0])
        mine = [title for title in zh if begin <= title[1][0] and title[1][1] <= at[0]]
        stop = _END_EN.search(unit.en_text, span[1], after[span][0])
        end = stop.start() if stop else after[span][0]
        linked = next((t for t in en if _beside(unit.en_text, t[1], span) and t[1][1] <= end), None)
        if linked is None:
            continue
        around = unit.en_text[max(before[span][1], _last_end(unit.en_text, span[0])) : end]
        lower = [title for title in mine if title[2] in ("副", "常务副") and linked[0] in words(title[0])]
        plain = [title for title in mine if title[2] == "" and linked[0] in words(title[0])]
        if lower and not plain and linked[2] == "" and not _LOWER.search(around):
            yield lower[0][1], linked[1], True
        elif plain and not lower and linked[2] == "vice" and "副" not in unit.zh_text[begin : at[0]]:
            yield plain[0][1], linked[1], False


def _beside(english: str, title: Span, person: Span) -> bool:
    """True if a title stands directly before a person, or after a comma behind one."""
    if title[1] <= person[0]:
        return english[title[1] : person[0]].strip() == ""
    return person[1] < title[0] and _APART.fullmatch(english, person[1], title[0]) is not None


def _last_end(english: str, at: int) -> int:
    return max((m.end() for m in _END_EN.finditer(english, 0, at)), default=0)
