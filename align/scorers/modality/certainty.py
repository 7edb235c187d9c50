"""What is supposed and what is certain: 可能 that became "certainly", 必将 that became "may", 或许 that became a fact.

English hedges in many ways ("believe", "risk", "if"), so a hedge is missed only where none of them stands. Against a
word of certainty modal verbs and their like alone count, and only where they stand as near to what the Chinese
supposes, places being taken as shares of the text. Classes follow Palmer, *Mood and Modality* (2001): epistemic
possibility and necessity. Own lists.
"""

import re
from collections.abc import Iterator

from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import issue_on

_POSSIBLE_ZH = re.compile(
    r"(?<![尽不无])可能(?!性|$|[，。；、！]|的(?:话|情况下|范围|[^，。；]{0,4}(?:措施|手段|办法|方式|机会)))|[或也兴]许|说不定|或[将会](?![议员计])"
)
# What is hoped for or doubted: English may say it as a plain future, not as a certainty.
_HOPED_ZH = re.compile(r"有望|预计|料将|预期(?=[会将可])|未必|不一定|可望|有可能|大概")
_CERTAIN_ZH = re.compile(
    r"必将|必然(?=[会将导造带影引损使是])|势必|必定|将(?=依法|一律)|注定|(?<![不未])(?:一定|肯定)(?=[会将能是要]|可以)"
)
_POSSIBLE_EN = re.compile(
    r"\b(?:may|might|could|perhaps|maybe|possibly|probably)\b(?<!\bMay)|\b(?:May|Perhaps|Maybe|Possibly)\b(?!\s+\d)"
)
_HEDGES = re.compile(
    r"\b(?:may|might|can|could|perhaps|maybe|possib\w+|probab\w+|potential\w*|likel\w+|unlikely|chances?|risk\w*|would)\b",
    re.IGNORECASE,
)
_ANY_HEDGE = re.compile(
    rf"{_HEDGES.pattern}|\b(?:should|seem\w*|appear\w*|suspect\w*|presum\w+|apparent\w*|suggest\w*|expect\w*|afraid|fear\w*|belie[fv]\w*|guess\w*"
    r"|suppos\w+|prone|tend\w*|threat\w*|if|whether|prospect\w*|conceivabl\w+|capable|able|susceptib\w+|symptoms?|side\s+effects?|complications?|vulnerab\w+|plausib\w+|speculat\w+|assum\w+"
    r"|think\w*|thought|uncertain\w*|doubt\w*|hypothe\w+|project(?:ed|ions?)|forecasts?|estimat\w+|alleged\w*|reported(?:ly)?|arguabl\w+|feasib\w+|opportunit\w+"
    r"|rul\w+\s+out|open\s+to|up\s+to|liable|wonder\w*|subject\s+to|must\s+have|not\s+(?:certain|sure|clear|necessarily|known)|worst|vary|varies|sometimes|often|danger\w*|hazard\w*)\b",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?<!not\s)(?<!no\s)(?<!n['’]t\s)\b(?:(?:certain|sure|guaranteed|bound|doomed|destined)\s+to|certainly"
    r"|inevitabl[ey]|definitely|undoubtedly|surely|unquestionably|no\s+doubt|without\s+(?:a\s+)?doubt|always)\b",
    re.IGNORECASE,
)
_SURE_ZH = re.compile(
    r"(?<!未)必(?![须要需备修读])|(?<!不)一定(?!的)|肯定|确[定实保]|绝对|无疑|疑问|当然|保证|总[是会能]|始终|一[直向贯]|[从历向]来|永|注定|难免|不可避免|定[会能将要]|尽|竭|全力"
)
_ANY_SURE = re.compile(
    rf"{_SURE.pattern}|\b(?:certain\w*|sure\w*|bound|will|shall|must|necessar\w+|unavoidabl\w+|guarantee\w*|inexorabl\w+|always|never|invariabl\w+|confident\w*|believe)\b",
    re.IGNORECASE,
)
_MAY_BE_ZH = re.compile(r"可|能|或|恐|大概|估计|也许|[会]是?[吗？?]")
_NEARER = 0.1


def find_certainty(unit: TranslationUnit) -> Iterator[Issue]:
    """At most one issue: of what is supposed, or of what is certain."""
    zh, en = unit.zh_text, unit.en_text
    supposed, certain = ([m.span() for m in pattern.finditer(zh)] for pattern in (_POSSIBLE_ZH, _CERTAIN_ZH))
    hoped = supposed or [m.span() for m in _HOPED_ZH.finditer(zh)]
    if hoped:
        sure = [m.span() for m in _SURE.finditer(en)]
        hedges = [m.span() for m in _HEDGES.finditer(en)]
        if len(sure) > len(_SURE_ZH.findall(zh)):
            gap, cue, wrong = min((_apart(unit, c, s), c, s) for c in hoped for s in sure)
            if all(_apart(unit, cue, hedge) > gap + _NEARER for hedge in hedges):
                yield _issue(unit, cue, wrong, "may")
        elif supposed and not _ANY_HEDGE.search(en) and "？" not in zh:
            yield _issue(unit, supposed[0], None, "may")
    elif (
        certain
        and not _ANY_SURE.search(en)
        and not _MAY_BE_ZH.search(_CERTAIN_ZH.sub("", zh))
        and (weak := _POSSIBLE_EN.search(en))
    ):
        yield _issue(unit, certain[0], weak.span(), "will certainly")


def _apart(unit: TranslationUnit, zh: Span, en: Span) -> float:
    return abs(zh[0] / len(unit.zh_text) - en[0] / len(unit.en_text))


def _issue(unit: TranslationUnit, zh_span: Span, en_span: Span | None, right: str) -> Issue:
    if en_span is None:
        return issue_on(unit, "modality.fact", zh_span, None, severity="minor", confidence=0.6, values={"right": right})
    stated, instead = ("possible", "certain") if right == "may" else ("certain", "possible")
    values = {"right": right, "stated": stated, "instead": instead}
    return issue_on(unit, "modality.force", zh_span, en_span, severity="major", confidence=0.8, values=values)
