"""Direction: a word turned into its opposite (出口 "imports", 顺差 "deficit", 同比 "month on month", 东 "west").

General antonym lists find little and cry wolf; a short table of the pairs that transcripts live on does not. As in
``modality``, a missing counterpart alone proves nothing: an issue needs one pole fewer in the English than the Chinese
states *and* its opposite more often than the Chinese states it.
"""

import re
from collections.abc import Iterator

from align.document import Span
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.opposites import PAIRS, Pole
from align.scorers.order import find_order
from align.scorers.spans import touches
from align.translation_unit import Issue, Severity, TranslationUnit

# Words that may render a pole but say little by themselves: they excuse, and never accuse.
_VAGUE = frozenset(
    (
        *(
            "as",
            "also",
            "by",
            "too",
            "since",
            "up",
            "down",
            "go",
            "going",
            "goes",
            "come",
            "add",
            "adds",
            "added",
            "over",
        ),
        *("with", "on", "hard", "forward", "then", "once", "well", "good", "such", "among", "from", "home", "away"),
        *("outside", "inside", "form", "forms", "like", "another", "likewise", "common", "above", "under", "behind"),
        *("shared", "year", "years"),
    )
)


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """At most one issue for each pair, and what is out of order where word links tell (``align.scorers.order``)."""
    if not unit.zh_text or not unit.en_text:
        return
    found = list(_opposites(unit))
    yield from found
    said = [issue.en_span for issue in found if issue.en_span]
    yield from (issue for issue in find_order(unit, context) if issue.en_span and not touches(issue.en_span, said))


def _opposites(unit: TranslationUnit) -> Iterator[Issue]:
    for pair in PAIRS:
        for stated, opposite in ((pair.first, pair.second), (pair.second, pair.first)):
            zh = _spans(stated.zh, unit.zh_text)
            if not zh:
                continue
            wrong = [span for span in _spans(opposite.en, unit.en_text) if not _vague(unit.en_text[slice(*span)])]
            missing = len(zh) - len(_spans(stated.en, unit.en_text))
            surplus = len(wrong) - len(_spans(opposite.zh, unit.zh_text))
            if missing > 0 and surplus > 0:
                yield _issue(unit, stated, opposite, zh[0], wrong[-1], pair.severity)
                break


def _spans(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [match.span() for match in pattern.finditer(text)]


def _vague(word: str) -> bool:
    return word.lower() in _VAGUE


def _issue(
    unit: TranslationUnit, stated: Pole, opposite: Pole, zh_span: Span, en_span: Span, severity: Severity
) -> Issue:
    zh_word, en_word = unit.zh_text[slice(*zh_span)], unit.en_text[slice(*en_span)]
    return issue_on(
        unit,
        zh_span,
        en_span,
        scorer="direction",
        kind="mistranslation/direction",
        severity=severity,
        confidence=0.8,
        message=f'The Chinese says {zh_word} ({stated.name}); the English has its opposite, "{en_word}".',
        suggestion=stated.name,
    )


SCORER = Scorer(
    id="direction",
    checks="Directions are kept: rise and fall, exports and imports, east and west; before and after, from and to",
    example=("一季度实现贸易顺差。", "The first quarter saw a trade deficit."),
    types=("mistranslation/direction",),
    severities=("major", "critical"),
    find=find,
    zh_name="方向",
    zh_messages={
        'The Chinese says {zh} ({right}); the English has its opposite, "{en}".': (
            "中文为“{zh}”（{right}），英文的意思相反：“{en}”。"
        ),
        'The Chinese says {zh} ({right}); the English says "{en}".': "中文为“{zh}”（{right}），英文为“{en}”。",
        'The Chinese begins with {zh}; the English begins with "{en}": the ends are exchanged.': (
            "中文以“{zh}”为起点，英文以“{en}”为起点：起止颠倒。"
        ),
    },
)
