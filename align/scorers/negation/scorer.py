"""Negation: a "not" that the Chinese does not have, or a 不 that the English leaves out.

Comparing presence alone costs 8 to 16 alarms per 100 correct sentences: translators say 防止 as "so that ... not",
不断 as "keep", 不足 as "under". So what both sides are known to express is set off first
(``align.scorers.negation.cues``), and an issue needs more cues on one side than the other has negations left. Where
word links are at hand, an issue must also survive a look at what the cue negates; they are asked for only in units
that come so far, since they cost an encoding. A double negative that became a single one (不得不 "must not") is
reported low: readers settle it faster than rules. The last word has :mod:`align.scorers.weighing`.
"""

from collections.abc import Iterator

from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.concepts.rows import stating
from align.scorers.negation.cues import DOUBLE, Cues, counterpart, read
from align.scorers.negation.links import Attachment
from align.scorers.weighing import may_be_shown

_LIGHT = frozenset(("不", "不是"))
_NEGATED_VERB = stating("negation", "verbs", "en")
_BANS = stating("negation", "bans", "zh")


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """At most one issue for each direction; none where a side is empty."""
    if not unit.zh_text or not unit.en_text:
        return
    cues = read(unit.zh_text, unit.en_text)
    if cues.en and not cues.zh_free:
        if cues.double:
            yield _issue(unit, cues.double, cues.en[0], "minor", 0.5)
        elif _worth_asking(unit, context, cues.en[:1], []) and (grounded := _grounded(unit, context, cues.en[0])):
            yield _issue(unit, None, cues.en[0], *grounded)
        return
    added = cues.en if len(cues.en) > len(cues.zh_free) else []
    alone = not cues.en and len(cues.zh) == len(cues.zh_free) == 1
    lost = cues.zh if alone or len(cues.zh) > len(cues.en_free) else []
    stated = [m.span() for m in _NEGATED_VERB.finditer(unit.en_text) if not touches(m.span(), cues.explained)]
    if not _worth_asking(unit, context, [*added, *stated], lost):
        return
    added, lost, sure = _attached(unit, context, cues, (added, lost))
    added = added or _inserted(unit, context, cues, stated)
    if added:
        yield _issue(unit, None, added[0], "major", 0.6)
    if lost:
        span = next((s for s in lost if _BANS.fullmatch(unit.zh_at(s))), lost[0])
        severity: Severity = "critical" if _BANS.fullmatch(unit.zh_at(span)) else "major"
        if not _plain(unit, context, span):
            severity, sure = "minor", 0.5
        yield _issue(unit, span, counterpart(unit.en_text), severity, sure)


def _worth_asking(unit: TranslationUnit, context: Context, added: list[Span], lost: list[Span]) -> bool:
    """True if an issue on one of some negations could be shown, however word links spoke for it."""
    suppose = [_issue(unit, None, span, "critical", 0.85) for span in added]
    suppose += [_issue(unit, span, counterpart(unit.en_text), "critical", 0.7) for span in lost]
    return bool(suppose) and (context.resources.links is None or may_be_shown(suppose, unit, context))


def _grounded(unit: TranslationUnit, context: Context, cue: Span) -> tuple[Severity, float] | None:
    """How grave it is that the English alone negates, and how sure; None where what it negates has no Chinese.

    The Chinese is taken for granted without word links. What it says otherwise, it may negate otherwise.
    """
    provider = context.resources.links
    attachment = Attachment(provider(unit), unit) if provider else None
    if attachment is None or (attachment.grounded(cue) and attachment.surely_grounded(cue)):
        return "critical", 0.85
    return ("minor", 0.5) if attachment.grounded(cue) else None


def _plain(unit: TranslationUnit, context: Context, cue: Span) -> bool:
    """True if what a lost cue negates stands affirmed in the English in plain words, or no word links tell."""
    provider = context.resources.links
    return provider is None or Attachment(provider(unit), unit).surely_affirmed(cue)


def _attached(
    unit: TranslationUnit, context: Context, cues: Cues, found: tuple[list[Span], list[Span]]
) -> tuple[list[Span], list[Span], float]:
    """What is left of added and lost negations when word links are asked, and how sure a lost one is.

    Without links only a lost one is believed, where the English has no negation of any kind. With them a bare 不, the
    most often paraphrased, needs that or plain words.
    """
    added, lost = found
    provider = context.resources.links
    if provider is None:
        return [], [] if cues.en_free else lost, 0.6
    outnumbered = len(cues.zh) > len(cues.en_free)
    attachment = Attachment(provider(unit), unit)
    added = [span for span in added if not attachment.negated_in_chinese(span, cues.zh_free)]
    if cues.en_free:
        lost = [
            span
            for span in lost
            if (outnumbered and unit.zh_at(span) not in _LIGHT) or attachment.surely_affirmed(span)
        ]
    lost = [span for span in lost if not attachment.negated_in_english(span, cues.en_free)]
    return added, lost, 0.7


def _inserted(unit: TranslationUnit, context: Context, cues: Cues, stated: list[Span]) -> list[Span]:
    """Negated verbs whose Chinese stands in a clause that negates nothing, however the negations of the unit count."""
    provider = context.resources.links
    if provider is None or not stated:
        return []
    attachment = Attachment(provider(unit), unit)
    surplus = len(cues.en) > len(cues.zh_free)
    negators = cues.zh_free + ([cues.double] if cues.double else [])
    return [span for span in stated if attachment.affirmed_in_chinese(span, negators, surplus=surplus)]


def _issue(
    unit: TranslationUnit, zh_span: Span | None, en_span: Span | None, severity: Severity, confidence: float
) -> Issue:
    double = zh_span is not None and DOUBLE.fullmatch(unit.zh_text, *zh_span)
    code = "negation.added" if zh_span is None else "negation.double" if double else "negation.lost"
    return issue_on(unit, code, zh_span, en_span, severity=severity, confidence=confidence)


SCORER = Scorer(
    id="negation",
    checks="What is negated in one language is negated in the other",
    example=("会谈没有取得进展。", "The talks made progress."),
    severities=("minor", "major", "critical"),
    find=find,
    zh_name="否定",
)
