"""Omission and addition: beads that have text on one side only, and clauses that the other side has no words for.

Of null beads the aligner has already decided that nothing corresponds; what is left is to tell a real gap from a slip
of the aligner. Two null beads of opposite sides next to each other are nearly always one pair that it did not see.
A clause is missing only if no words of the other side, those of the units beside included, carry it: a fitted decision
says how likely that is (``align.scorers.omission.evidence``), and the message quotes the words that are likest to it.
Where part of it is there, the flag is minor. Of the items of lists (``align.scorers.omission.items``) another decision
says the same.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from align.language.spans import touches
from align.model.document import Span
from align.model.unit import Issue, Severity, TranslationUnit, Value
from align.scorers.base import Context, Scorer, issue_on
from align.scorers.decision import decision
from align.scorers.omission.evidence import Missing, missing
from align.scorers.omission.items import has_list, items
from align.scorers.omission.screen import ENCODER, places

_DOUBTFUL = 0.3
_EDGES = " \t\r\n\u3000\"'“”‘’「」（）()[]【】*.,!?…。，！？、：:;；"
# What is said for form's sake: its absence changes nothing that is stated.
_FORMULA_ZH = re.compile(
    "(?:非常|再次|十分|好[的，,]*)?(?:谢谢|感谢)(?:你|您|大家|各位|主持人|记者朋友|媒体朋友|各位(?:记者|媒体)?(?:朋友)?|[你您]的提问|大家的关注)*"
    "|(?:大家|各位|你|您|各位朋友|女士们|先生们|朋友们|记者朋友们|媒体朋友们|[，,、])*(?:上午|下午|晚上|早上|中午|你|您)?好"
    "|再见|好的?|是的|对的?|请(?:讲|提问|坐|继续|下一位|[^，。]{0,6}回答)?|下一个问题|请(?:举手)?提问|(?:笑|笑声|鼓掌|掌声)|女士们[、，]?先生们"
)
_FORMULA_EN = re.compile(
    r"(?:ok(?:ay)?|well|yes|no|all right|good|right|please|thanks|go ahead|next question(?:, please)?|laughter|applause"
    r"|goodbye|good(?: |-)?bye|hello|hi|ladies and gentlemen"
    r"|(?:once again,? )?thank(?:s| you)(?: (?:all|both|very much|so much|again|everyone|for (?:your|the) question"
    r"|friends|,? (?:mr|ms|mrs|dr|governor|minister|moderator)\.? ?\w*|for your attention))*"
    r"|(?:good )?(?:morning|afternoon|evening|day)(?:,? (?:everyone|everybody|all|ladies and gentlemen|friends))*)",
    re.IGNORECASE,
)


def find(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    """Yield an omission for Chinese without English, an addition for English without Chinese."""
    if unit.zh_text.strip(_EDGES) and unit.en_text.strip(_EDGES):
        clauses = list(_clauses(unit, context))
        yield from clauses
        yield from _items(unit, context, [issue.zh_span for issue in clauses if issue.zh_span])
    else:
        yield from _null(unit, context)


def _clauses(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    for chinese in (True, False):
        kind = _kind(chinese=chinese)
        found = context.once(f"clauses missing, {kind}", lambda: _missing(context, chinese=chinese))  # noqa: B023
        if context.position not in found:
            continue
        gap, probability = found[context.position]
        highest: Severity = "major" if chinese and not gap.partly else "minor"
        severity = decision(kind).severity(probability, highest=highest, sensitivity=context.resources.sensitivity)
        text = unit.quoted(gap.span) if chinese else unit.en_at(gap.span)
        if severity is not None:
            yield issue_on(
                unit,
                f"omission.clause{'-partly' if gap.partly else '-near' if gap.nearest else ''}",
                gap.span if chinese else None,
                None if chinese else gap.span,
                severity=severity,
                confidence=round(probability, 3),
                values=_sides(chinese=chinese) | {"text": text, "near": gap.nearest},
                kind=kind,
            )


def _missing(context: Context, *, chinese: bool) -> dict[int, tuple[Missing, float]]:
    """Return for each unit, by its place, the clause that is most likely missing, and how likely it is."""
    links, embedder, progress = context.resources.links, context.resources.embedder, context.resources.progress
    if links is None or embedder is None or embedder.name != ENCODER:
        return {}
    weights, sensitivity = decision(_kind(chinese=chinese)), context.resources.sensitivity
    found: dict[int, tuple[Missing, float]] = {}
    gaps = missing(
        context.units,
        links,
        embedder,
        lambda known: weights.severity(weights.probability(known), sensitivity=sensitivity) is not None,
        chinese=chinese,
        progress=progress,
        places=places(context.units, embedder, weights, chinese=chinese, sensitivity=sensitivity),
        reach=lambda known, stage: weights.within_reach(known, stage, sensitivity=sensitivity),
    )
    for gap in gaps:
        probability = weights.probability(gap.evidence)
        if gap.place not in found or probability > found[gap.place][1]:
            found[gap.place] = gap, probability
    return found


def _items(unit: TranslationUnit, context: Context, claimed: Sequence[Span]) -> Iterator[Issue]:
    """Yield the item that is most likely missing, but for one in what is claimed already."""
    links, embedder = context.resources.links, context.resources.embedder
    if links is None or embedder is None or embedder.name != ENCODER or not has_list(unit.zh_text):
        return
    weights, sensitivity = decision("item"), context.resources.sensitivity

    def shown(known: Mapping[str, float]) -> bool:
        return weights.severity(weights.probability(known), sensitivity=sensitivity) is not None

    found = [(weights.probability(known), span) for span, known in items(unit, links(unit), embedder, shown)]
    probability, span = max(found, default=(0.0, (0, 0)))
    severity = weights.severity(probability, highest="major", sensitivity=sensitivity)
    if severity is not None and not touches(span, claimed):
        yield issue_on(unit, "omission.item", span, None, severity=severity, confidence=round(probability, 3))


def _null(unit: TranslationUnit, context: Context) -> Iterator[Issue]:
    zh, en = unit.zh_text.strip(_EDGES), unit.en_text.strip(_EDGES)
    if bool(zh) == bool(en):
        return
    text = unit.zh_text if zh else unit.en_text
    formula = (_FORMULA_ZH if zh else _FORMULA_EN).fullmatch(zh or en) is not None
    mirrored = any(_is_null(other) == ("en" if zh else "zh") for other in context.neighbours)
    doubt = mirrored or unit.confidence < _DOUBTFUL
    severity: Severity = ("minor" if formula else "major") if zh else ("neutral" if formula else "minor")
    span, count = (0, len(text)), max(1, len(unit.zh if zh else unit.en))
    yield issue_on(
        unit,
        f"omission.sentence{'s' if count > 1 else ''}{'-beside' if doubt else ''}",
        span if zh else None,
        None if zh else span,
        severity=severity,
        confidence=unit.confidence * (0.5 if doubt else 1.0),
        values=_sides(chinese=bool(zh)) | {"count": count},
        kind=_kind(chinese=bool(zh)),
    )


def _is_null(unit: TranslationUnit | None) -> str:
    """Return the side that alone has text, or "" if both or neither have."""
    if unit is None or bool(unit.zh_text.strip()) == bool(unit.en_text.strip()):
        return ""
    return "zh" if unit.zh_text.strip() else "en"


def _sides(*, chinese: bool) -> dict[str, Value]:
    return {"here": "zh", "there": "en"} if chinese else {"here": "en", "there": "zh"}


def _kind(*, chinese: bool) -> str:
    return "omission" if chinese else "addition"


SCORER = Scorer(
    id="omission",
    checks="Sentences, clauses and items of lists that the other side leaves out",
    example=("景区预约系统也进行了升级。", ""),
    severities=("neutral", "minor", "major"),
    find=find,
    zh_name="漏译、增译",
)
