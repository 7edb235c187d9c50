"""Direction: a word turned into its opposite (出口 "imports", 顺差 "deficit", 同比 "month on month", 东 "west").

General antonym lists find little and cry wolf; a short table of the pairs that transcripts live on does not. As in
``modality``, a missing counterpart alone proves nothing: an issue needs one pole fewer in the English than the Chinese
states *and* its opposite more often than the Chinese states it. Under a negation a pole says its opposite
(不含 "contains no"): it excuses either, and accuses only where both sides negate (没有增长 "did not fall").
"""

import re
from collections.abc import Iterator

from align.language.lexicon import pattern
from align.language.spans import touches
from align.language.tables import words
from align.language.words import dictionary_words
from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.direction.opposites import NAMES, PAIRS
from align.scorers.direction.order import find_order
from align.scorers.direction.poles import Pole

# Words that may render a pole but say little by themselves: they excuse, and never accuse.
_VAGUE = frozenset(
    words("""
        as also by too since up down go going goes come add adds added over with on hard forward then once well
        good such among from home away outside inside form forms like another likewise common above under behind
        shared year years
    """)
)
_ZH_NEGATED = re.compile(
    r"(?:不[再是会能得应可予要]?|没有?|[未无]|并非|未[能曾]|无法|拒绝|禁止|停止|[避免防]止|避免)(?:要|以|有|被|进一步|继续|明显|出现|任何|实现|大幅|显著|持续|提供){0,2}$|不[能得可应会]?[与和同][^，。；]{1,20}$"
)
_EN_NEGATED = re.compile(
    rf"(?:{pattern('negator', 'en')}|\b(?:hardly|fail(?:s|ed)?\s+to|stop(?:s|ped)?|unlikely))"
    r"(?:\s+(?!but\b|and\b|only\b|just\b|until\b)[\w'’-]+){0,3}\s+$",
    re.IGNORECASE,
)
_NONE_AFTER = re.compile(r"\s+(?:no|nothing|none|nobody|neither)\b", re.IGNORECASE)
_BEFORE = 48  # characters in which a negation of an English word stands


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each pair of opposites, and what :mod:`.order` finds out of order by word links."""
    if not unit.zh_text or not unit.en_text:
        return
    found = list(_opposites(unit))
    yield from found
    said = [issue.en_span for issue in found if issue.en_span]
    yield from (issue for issue in find_order(unit, context) if issue.en_span and not touches(issue.en_span, said))


def _opposites(unit: TranslationUnit) -> Iterator[Issue]:
    said: list[Span] = []
    for pair in PAIRS:
        for stated, opposite in ((pair.first, pair.second), (pair.second, pair.first)):
            found = _turned(unit, stated, opposite)
            if found and not touches(found[1], said):
                said.append(found[1])
                yield _issue(unit, stated, *found, pair.severity)
                break


def _turned(unit: TranslationUnit, stated: Pole, opposite: Pole) -> tuple[Span, Span] | None:
    """The first word that states a pole and the English word in whose place its opposite stands, if it is turned."""
    zh_text, en_text = unit.zh_text, unit.en_text
    zh = _spans(stated.zh, zh_text)
    wrong = [span for span in _spans(opposite.en, en_text) if zh and not _vague(unit.en_at(span))]
    if not wrong:
        return None
    zh = [span for span in zh if not _between_words(zh_text, span)]
    right = _spans(stated.en, en_text)
    right += [span for span in _spans(stated.mild, en_text) if not touches(span, right)]
    explained = len(_spans(opposite.zh, zh_text)) + len(_spans(opposite.behind, zh_text))
    negated = [_zh_negated(zh_text, span) for span in zh]
    flipped = [_en_negated(en_text, span) for span in wrong]
    for negative in (False, True):
        cues = [span for span, under in zip(zh, negated, strict=True) if under == negative]
        against = [span for span, under in zip(wrong, flipped, strict=True) if under == negative]
        rendered = len(right) + (0 if negative else sum(flipped))
        if len(cues) > rendered and len(against) > explained + (0 if negative else sum(negated)):
            place = cues[0][0] / len(zh_text)
            return cues[0], min(against, key=lambda span: abs(span[0] / len(en_text) - place))
    return None


def _between_words(text: str, span: Span) -> bool:
    """Whether characters belong to two words in whose midst they begin and end: 别国内政 is not 国内."""
    words = dictionary_words(text)
    return all(any(start < at < end for start, end in words) for at in span)


def _zh_negated(text: str, span: Span) -> bool:
    return bool(_ZH_NEGATED.search(text, 0, span[0]))


def _en_negated(text: str, span: Span) -> bool:
    before = max(span[0] - _BEFORE, 0)
    return bool(_EN_NEGATED.search(text, before, span[0]) or _NONE_AFTER.match(text, span[1]))


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _vague(word: str) -> bool:
    return word.lower() in _VAGUE


def _issue(unit: TranslationUnit, stated: Pole, zh_span: Span, en_span: Span, severity: Severity) -> Issue:
    values = {"right": NAMES.get(unit.zh_at(zh_span), stated.name)}
    return issue_on(unit, "direction.opposite", zh_span, en_span, severity=severity, confidence=0.8, values=values)


SCORER = Scorer(
    id="direction",
    checks="Directions are kept: rise and fall, exports and imports, east and west; before and after, from and to",
    example=("一季度实现贸易顺差。", "The first quarter saw a trade deficit."),
    severities=("major", "critical"),
    find=find,
    zh_name="方向",
)
