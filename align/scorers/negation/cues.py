"""The negations of a pair of texts, and which of one language account for which of the other.

A cue is a word, not a character: 不断, 非常, 无锡 and 特别 negate nothing, so Chinese is cut into words first.
A *cue* states a negation and may be reported; a *trace* (防止, 只, 难, 怎么) only explains one that the other language
states outright.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from align.language.names.spelling import spell, surname_length
from align.language.spans import inside, touches
from align.language.words import cut
from align.model.document import Span
from align.scorers.concepts.rows import family, stating

HARD = stating("negation", "states", "en")
DOUBLE = stating("negation", "double", "zh")
_NEGATOR = stating("negation", "negators", "zh")
_IGNORED = (stating("negation", "ignored", "zh"), DOUBLE)
_CUES = stating("negation", "cues", "zh")
_MILD = stating("negation", "mild", "zh")
_FIRM = frozenset("并绝决毫")  # before these 不, 没, 无 and 未 make any word a statement of its own (并不知情)
# So do these before 没, 无 and 未 (概无, 均未); before 不 they do not (也不错).
_STATED = re.compile("(?<=[并绝决毫概亦均皆尚既也仍暂俱])[没无未]|(?<=[并绝决毫])不")
# Words with 未 that state nothing; every other one does (未作, 未受).
_UNDONE = re.compile("未(?![来來成满知必免婚遂尝老名详央])")
# 无人 that nobody steers or lives in: no statement.
_UNMANNED = re.compile("无人(?=[机驾车艇船潜区岛店超商零值配系装平化农工码仓矿飞快物港巡战作设技售看货]|看守|集群)")
_CLAUSE_BREAK = re.compile(r"[.;!?]|\bbut\b")
_CLAUSE_END = re.compile("[，；。！？,;!?]")
_COUNTERPARTS = re.compile(
    r"\b(?:allow(?:ed|s)?|permit(?:ted|s)?|free to|may|can|could|able|might|must|shall|should|will|would|admit\w*"
    r"|confirm\w*|acknowledg\w*)\b"
)
_OR, _OR_ZH = re.compile(r"\bor\b", re.IGNORECASE), re.compile("或|、(?=[^、，。；或和与及]*(?:[，。；]|$))")


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
    harmless = _found("harmless", en)
    explained = [m.span() for one in family("negation", "also said") if one.zh.search(zh) for m in one.en.finditer(en)]
    harmless += explained
    double = DOUBLE.search(zh)
    hard = [m.span() for m in HARD.finditer(en) if not touches(m.span(), harmless)]
    soft = harmless + [span for span in _found("answers", en) if not touches(span, hard)]
    for one in family("negation", "answers where"):
        if one.zh.search(zh):
            soft += [m.span() for m in one.en.finditer(en) if not touches(m.span(), hard + soft)]
    soft += _shared(zh, en, hard)
    cues: list[Span] = []
    free: list[Span] = []
    taken: list[Span] = []
    said = [m.span() for one in family("negation", "answered") if one.en.search(en) for m in one.zh.finditer(zh)]
    for span in negators(zh):
        word = zh[slice(*span)]
        if _is_name(word, en):
            continue
        row = next((row for row in family("negation", "rendered") if row.zh.search(word)), None)
        if row and (
            found := next((m.span() for m in row.en.finditer(en) if not touches(m.span(), hard + taken)), None)
        ):
            taken.append(found)
            continue
        free.append(span)
        cue = _cue(zh, span)
        mild = _MILD.match(zh, span[1]) and zh[span[0]] not in "无未" and word != "并非"
        if cue and not mild and not touches(cue, said) and not _asked(zh, span[1]):
            cues.append(cue)
    for one in family("negation", "adverse"):
        renders = [m.span() for m in one.en.finditer(en) if touches(m.span(), soft) and not touches(m.span(), taken)]
        taken += renders[: len(one.zh.findall(zh))]
    inner = [m.span() for m in HARD.finditer(en) if inside(m.span(), harmless)]
    soft = [span for span in soft if not touches(span, taken + inner)]
    en_free = hard + inner + soft
    return Cues(cues, hard, free, en_free, double.span() if double else None, explained)


def _found(name: str, en: str) -> list[Span]:
    return [m.span() for m in stating("negation", name, "en").finditer(en)]


def counterpart(en: str) -> Span | None:
    """The English verb that permits, enables or admits: where a lost negation should stand."""
    match = _COUNTERPARTS.search(en)
    return match.span() if match else None


def negators(text: str) -> list[Span]:
    """Words that negate or may explain a negation."""
    if not _NEGATOR.search(text):
        return []
    ignored = [m.span() for pattern in _IGNORED for m in pattern.finditer(text)]
    found, at = [], 0
    for word in _words(text):
        span = (at, at + len(word))
        at = span[1]
        if _NEGATOR.search(word) and not touches(span, ignored):
            found.append(span)
    return found


def _is_name(word: str, en: str) -> bool:
    """True if a word is a person whom the English spells: 裴少军 lacks nothing."""
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
    if _UNMANNED.match(text, start):
        return None
    if word[0] in "不没无未" and text[max(start - 1, 0) : start] in _FIRM:
        return start, start + 1
    if _CUES.fullmatch(word):
        return span
    if inner := next((at for at in (start, start + 1) if _STATED.match(text, at)), None):
        return inner, inner + 1
    found = next((k for k in (4, 3, 2) if len(word) > k and _CUES.fullmatch(word[:k])), 0)
    if found or _UNDONE.match(word):
        return start, start + (found or 1)
    found = next((k for k in (4, 3, 2) if len(word) > k and _CUES.fullmatch(word[-k:])), 0)
    return (span[1] - found, span[1]) if found else None


def _shared(zh: str, en: str, hard: list[Span]) -> list[Span]:
    """Each "or" that hands a negation on (No one may A, or B), where the Chinese has not so many lists."""
    found = [
        m.span()
        for m in _OR.finditer(en)
        if any(end <= m.start() and not _CLAUSE_BREAK.search(en, end, m.start()) for _, end in hard)
    ]
    if len(found) <= len(_OR_ZH.findall(zh)):
        return []
    return [span for span in found if en[: span[0]].rstrip().endswith(",")] or found


def _asked(text: str, at: int) -> bool:
    """True if the clause that goes on at ``at`` is a question: those negate what they affirm (不会借给他吗？)."""
    end = _CLAUSE_END.search(text, at)
    return end is not None and end.group() in "？?"
