"""The negations of a pair of texts, and which of one language account for which of the other.

A cue is a word, not a character: 不断, 非常, 无锡 and 特别 negate nothing, so Chinese is cut into words first.
A *cue* states a negation and may be reported; a *trace* (防止, 只, 难, 怎么) only explains one that the other language
states outright.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from align.language.names.spelling import spell, surname_length
from align.language.spans import inside, touches
from align.language.words import cut
from align.model.document import Span
from align.scorers.negation.idioms import also_said, answered
from align.scorers.negation.renderings import (
    ADVERSE_RENDERINGS,
    AFFIRMED_ZH,
    AFFIRMING,
    BEFORE,
    BEFORE_ZH,
    BEYOND,
    BEYOND_ZH,
    OR,
    OR_ZH,
    RENDERINGS,
)
from align.scorers.negation.words import (
    CLAUSE_BREAK,
    CLAUSE_END,
    CONTRAST,
    COUNTERPARTS,
    CUES,
    DOUBLE,
    FIRM,
    HARD,
    HARMLESS,
    IGNORED,
    LIMIT,
    MILD,
    MILD_TO,
    NEGATOR,
    NOT_BUT,
    NOT_OVER,
    NOT_UN,
    QUESTION,
    SOFT,
    STATED,
    UNDONE,
    UNMANNED,
)


@dataclass(frozen=True, slots=True)
class Cues:
    """The negations of a pair of texts.

    ``zh`` and ``en``: cues that may be reported. ``zh_free`` and ``en_free``: negations of any kind that the other side
    is not known to take up, the cues among them; in Chinese also traces and double negatives, in English also harmless
    phrases and affixes. "Not" and "without" of one phrase are two of them: 没有理由，不得拒绝 has two as well.
    ``explained``: English negations that the Chinese states without one.
    """

    zh: list[Span]
    en: list[Span]
    zh_free: list[Span]
    en_free: list[Span]
    double: Span | None
    explained: list[Span]


def read(zh: str, en: str) -> Cues:
    """Finds the negations of both sides and sets off the traces that the other side renders.

    >>> cues = read("它防止企业之间竞争。", "It is not meant to prevent competition.")
    >>> cues.en, cues.zh_free        # 防止 is taken up by "prevent"; nothing explains "not"
    ([(6, 9)], [])
    """
    harmless = [m.span() for m in HARMLESS.finditer(en)]
    if LIMIT.search(zh):
        harmless += [m.span() for m in NOT_OVER.finditer(en)]
    if CONTRAST.search(zh):
        harmless += [m.span() for m in NOT_BUT.finditer(en)]
    explained = also_said(zh, en)
    harmless += explained
    double = DOUBLE.search(zh)
    if double:
        harmless += [m.span() for m in NOT_UN.finditer(en)]
    hard = [m.span() for m in HARD.finditer(en) if not touches(m.span(), harmless)]
    soft = harmless + [m.span() for m in SOFT.finditer(en) if not touches(m.span(), hard)]
    for chinese, english in ((AFFIRMED_ZH, AFFIRMING), (BEYOND_ZH, BEYOND), (BEFORE_ZH, BEFORE)):
        if chinese.search(zh):
            soft += [m.span() for m in english.finditer(en) if not touches(m.span(), hard + soft)]
    soft += _shared(zh, en, hard)
    cues: list[Span] = []
    free: list[Span] = []
    taken: list[Span] = []
    said = answered(zh, en)
    for span in negators(zh):
        word = zh[slice(*span)]
        if _is_name(word, en):
            continue
        row = next((row for row in RENDERINGS if row[0].search(word)), None)
        if row and (
            found := next((m.span() for m in row[1].finditer(en) if not touches(m.span(), hard + taken)), None)
        ):
            taken.append(found)
            continue
        free.append(span)
        cue = _cue(zh, span)
        mild = (
            (zh.startswith(MILD, span[1]) or MILD_TO.match(zh, span[1]))
            and zh[span[0]] not in "无未"
            and word != "并非"
        )
        if cue and not mild and not touches(cue, said) and not _asked(zh, span[1]):
            cues.append(cue)
    for adverse, rendering in ADVERSE_RENDERINGS:
        renders = [m.span() for m in rendering.finditer(en) if touches(m.span(), soft) and not touches(m.span(), taken)]
        taken += renders[: len(adverse.findall(zh))]
    inner = [m.span() for m in HARD.finditer(en) if inside(m.span(), harmless)]
    soft = [span for span in soft if not touches(span, taken + inner)]
    en_free = hard + inner + soft
    return Cues(cues, hard, free, en_free, double.span() if double else None, explained)


def counterpart(en: str) -> Span | None:
    """The English verb that permits, enables or admits: where a lost negation should stand."""
    match = COUNTERPARTS.search(en)
    return match.span() if match else None


def negators(text: str) -> list[Span]:
    """Words that negate or may explain a negation."""
    if not NEGATOR.search(text):
        return []
    ignored = [m.span() for pattern in (IGNORED, QUESTION, DOUBLE) for m in pattern.finditer(text)]
    found, at = [], 0
    for word in _words(text):
        span = (at, at + len(word))
        at = span[1]
        if NEGATOR.search(word) and not touches(span, ignored):
            found.append(span)
    return found


def _is_name(word: str, en: str) -> bool:
    """Whether a word is a person whom the English spells: 裴少军 lacks nothing."""
    return len(word) > 1 and surname_length(word) > 0 and spell(word) in en


def _words(text: str) -> Iterator[str]:
    """Words, of which 拒 and 不 are one: jieba cuts 拒不改正 between them."""
    refused = ""
    for word in cut(text):
        if word == "拒":
            refused = word
            continue
        if refused and not word.startswith("不"):
            yield refused
            refused = ""
        yield refused + word
        refused = ""
    if refused:
        yield refused


def _cue(text: str, span: Span) -> Span | None:
    """The cue that a word is, or begins or ends with (jieba keeps 不能治愈, 儿童不宜 and 概无 whole)."""
    word, start = text[slice(*span)], span[0]
    if UNMANNED.match(text, start):
        return None
    if word[0] in "不没无未" and text[max(start - 1, 0) : start] in FIRM:
        return start, start + 1
    if word in CUES:
        return span
    if inner := next((at for at in (start, start + 1) if STATED.match(text, at)), None):
        return inner, inner + 1
    found = next((k for k in (4, 3, 2) if len(word) > k and word[:k] in CUES), 0)
    if found or UNDONE.match(word):
        return start, start + (found or 1)
    found = next((k for k in (4, 3, 2) if len(word) > k and word[-k:] in CUES), 0)
    return (span[1] - found, span[1]) if found else None


def _shared(zh: str, en: str, hard: list[Span]) -> list[Span]:
    """Each "or" that hands a negation on (No one may A, or B), where the Chinese has not so many lists."""
    found = [
        m.span()
        for m in OR.finditer(en)
        if any(end <= m.start() and not CLAUSE_BREAK.search(en, end, m.start()) for _, end in hard)
    ]
    if len(found) <= len(OR_ZH.findall(zh)):
        return []
    return [span for span in found if en[: span[0]].rstrip().endswith(",")] or found


def _asked(text: str, at: int) -> bool:
    """Whether the clause that goes on at ``at`` is a question: those negate what they affirm (不会借给他吗？)."""
    end = CLAUSE_END.search(text, at)
    return end is not None and end.group() in "？?"
