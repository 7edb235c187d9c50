"""The scorers that ask the engine: direction, bounds and modality.

``direction``: general antonym lists find little and cry wolf; a short table of the pairs that transcripts live on
does not. ``bounds``: those of a figure (近一半, 不低于5%) belong to ``figures``, which reads them with the value.
``modality``: a ban that became anything else, or came from it, is a matter of negation, and typed as such:
``negation`` says the same of the same words, and is heard once. The last word has :mod:`align.scorers.weighing`.
"""

import re
from collections.abc import Iterator

from align.facts import extract
from align.language.spans import touches
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.concepts.engine import Turned, turned
from align.scorers.concepts.order import find_order
from align.scorers.concepts.rows import families

_OF_FIGURE = 3  # characters between a bound and its figure
_SPEAKER = re.compile("我|咱|大家|你们|您")  # 应当 is "should" of those, "shall" of others
_LEGAL = re.compile(r"第[一二三四五六七八九十百零〇0-9]+[条款]|条例|本[法规办法]|违反|规定|依法|依照")


def find_direction(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each pair of opposites, and what :mod:`.order` finds out of order by word links."""
    if not unit.zh_text or not unit.en_text:
        return
    found = [
        issue_on(
            unit,
            "direction.opposite",
            one.zh,
            one.en,
            severity=one.stated.severity,
            confidence=0.8,
            values={"right": one.stated.word(unit.zh_at(one.zh))},
        )
        for one in turned("direction", unit)
    ]
    yield from found
    said = [issue.en_span for issue in found if issue.en_span]
    yield from (issue for issue in find_order(unit, context) if issue.en_span and not touches(issue.en_span, said))


def find_bounds(unit: TranslationUnit, _context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each kind of bound in the Chinese."""
    if not unit.zh_text or not unit.en_text:
        return
    for one in turned("bounds", unit):
        if _of_figure(unit, one):
            continue
        suggestion = one.stated.word(unit.zh_at(one.zh))
        yield issue_on(
            unit,
            "bounds.contrary",
            one.zh,
            one.en,
            severity="major",
            confidence=0.75,
            values={"right": one.stated.right},
            suggestion=suggestion,
        )


def _of_figure(unit: TranslationUnit, one: Turned) -> bool:
    """True if a bound belongs to a figure, which ``figures`` compares."""
    return any(
        fact.bound and span[1] - fact.span[0] >= -_OF_FIGURE and span[0] < fact.span[1]
        for span, text, language in ((one.zh, unit.zh_text, "zh"), (one.en, unit.en_text, "en"))
        for fact in extract(text, "zh" if language == "zh" else "en")
    )


def find_modality(unit: TranslationUnit, _context: Context) -> Iterator[Issue]:
    """Yield at most one issue for each class that the Chinese states; and what it supposes and the English asserts."""
    if not unit.zh_text or not unit.en_text:
        return
    found = list(turned("modality", unit))
    for one in found:
        stated, instead = (concept.name.partition(".")[0] for concept in (one.stated, one.instead))
        of_law = stated == "prohibition" and bool(_LEGAL.search(unit.zh_text))
        yield issue_on(
            unit,
            "modality.force",
            one.zh,
            one.en,
            severity="critical" if of_law else one.stated.severity,
            confidence=0.85,
            values={"stated": stated, "instead": instead, "right": one.stated.right},
            kind="mistranslation/negation" if "prohibition" in (stated, instead) and stated != "exemption" else "",
            suggestion=_modal(unit, one),
        )
    (possible,) = (c for family in families("modality") for c in family if c.name == "possible")
    supposed = possible.zh.search(unit.zh_text)
    hedged = possible.en.search(unit.en_text) or possible.mild.search(unit.en_text)
    if supposed and not hedged and not any(one.stated is possible for one in found) and "？" not in unit.zh_text:
        values = {"right": possible.right}
        yield issue_on(unit, "modality.fact", supposed.span(), None, severity="minor", confidence=0.6, values=values)


def _modal(unit: TranslationUnit, one: Turned) -> str:
    """Return the standard English of a Chinese modal verb: of laws, which speak of nobody present, "shall"."""
    cue = unit.zh_at(one.zh)
    if cue == "应当" or (cue == "不得" and _LEGAL.search(unit.zh_text)):
        modal = "should" if _SPEAKER.search(unit.zh_text) else "shall"
        return f"{modal} not" if one.stated.name == "prohibition" else modal
    return one.stated.word(cue)


DIRECTION = Scorer(
    id="direction",
    checks="Directions are kept: rise and fall, exports and imports, east and west; before and after, from and to",
    example=("一季度实现贸易顺差。", "The first quarter saw a trade deficit."),
    severities=("major", "critical"),
    find=find_direction,
    zh_name="方向",
)
MODALITY = Scorer(
    id="modality",
    checks="Obligation, permission, prohibition and advice keep their force; what is supposed is not asserted",
    example=("企业应当公开信息。", "Companies may disclose information."),
    severities=("minor", "major", "critical"),
    find=find_modality,
    zh_name="语气",
)
BOUNDS = Scorer(
    id="bounds",
    checks="Bounds without a figure keep their extent: all, most, some; almost all; one of the; at least, at most",
    example=("部分企业停工。", "All companies have stopped work."),
    severities=("major",),
    find=find_bounds,
    zh_name="范围",
)
