"""How the figures scorer makes its issues: what they hold, the English that would be right, one issue a range."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from align.facts import Fact
from align.language.edits import without_hedge
from align.model.document import Span
from align.model.unit import Issue, Severity, Value
from align.scorers.base import NOTHING
from align.scorers.catalogue import flagged, worded
from align.scorers.rendering.spelled import record_of
from align.scorers.rendering.style import ordinal, render

_DIGITS = re.compile("[0-9]+")
_LONG = 5  # digits: from there on English writes a count with commas
_VERBS = ("double", "triple", "quadruple")


def issue(
    code: str,
    severity: Severity,
    confidence: float,
    *,
    zh: Fact | None = None,
    en: Fact | None = None,
    values: Mapping[str, Value] = NOTHING,
    kind: str = "",
    suggestion: str | None = None,
) -> Issue:
    """Return an issue about a Chinese fact, an English one or both.

    By default the suggestion is the value "right", else the Chinese value.
    """
    if suggestion is None and "right" not in values:
        suggestion = suggested(zh, en) if zh else ""
    stated = {side: record_of(fact) for side, fact in (("zh", zh), ("en", en)) if fact}
    return flagged(
        code,
        zh.span if zh else None,
        en.span if en else None,
        severity=severity,
        confidence=confidence,
        values={**stated, **values},
        kind=kind,
        suggestion=suggestion,
    )


def suggested(zh: Fact, en: Fact | None) -> str:
    """The Chinese value in press-office style, with the unit, tense and sign for percent of the English."""
    if en is not None and is_numbered(zh, en):
        digits = _DIGITS.search(zh.text)
        return digits[0] if digits else str(int(zh.value))
    if en is not None and en.kind == "ordinal" and zh.kind in ("duration", "ordinal") and not (zh.label or en.label):
        right = ordinal(int(zh.value), digits=en.text[0].isdigit())
        return right.capitalize() if en.text[0].isupper() else right
    right = render(zh, native=en is not None and en.unit == zh.unit)
    if zh.bound and en is not None and en.bound == zh.bound:
        right = without_hedge(right)  # it stands there: "fell below"
    hedge, _, verb = right.rpartition(" ")
    if verb in _VERBS and en is not None:
        verb = verb + "d" if en.text.endswith("ed") else verb[:-1] + "ing" if en.text.endswith("ing") else verb
        return f"{hedge} {verb}".strip()
    if en is not None and en.text.isdecimal() and len(en.text) > 3:
        return right.replace(",", "")  # as the English writes numbers
    return right.replace(" percent", "%") if zh.kind == "percent" and en is not None and "%" in en.text else right


def is_numbered(zh: Fact, en: Fact) -> bool:
    """True if figures name a thing and count nothing: No. 187, Room 12, a postcode, a telephone number.

    Such are the numbers after a noun, those with a leading zero, and long ones that no side writes with commas.
    """
    if en.kind != "cardinal" or not en.text.isdecimal():
        return False
    if zh.kind == "ordinal":
        return not zh.label
    both = (zh.text, en.text)
    return (
        zh.kind == "cardinal"
        and zh.text.isdecimal()
        and (any(text.startswith("0") for text in both if len(text) > 1) or min(map(len, both)) >= _LONG)
    )


def one_a_range(found: Sequence[tuple[Issue, Fact | None, Fact | None]]) -> list[Issue]:
    """The issues, with the two of a range's ends (600至850亿元, both ten times too large) made one."""
    kept: list[Issue] = []
    first: dict[tuple[str, Span], int] = {}
    for one, zh, en in found:
        whole = zh.whole if zh else en.whole if en else None
        if whole is None or (one.type, whole) not in first:
            if whole is not None:
                first[one.type, whole] = len(kept)
            kept.append(one)
            continue
        at = first[one.type, whole]
        kept[at] = _joined(kept[at], one)
    return kept


def _joined(one: Issue, other: Issue) -> Issue:
    both: dict[str, Value] = {
        "first": {"code": one.code, "values": one.values},
        "second": {"code": other.code, "values": other.values},
    }
    return replace(
        one if one.message == other.message else worded(one, "figures.range", both),
        confidence=max(one.confidence, other.confidence),
        zh_span=_union(one.zh_span, other.zh_span),
        en_span=_union(one.en_span, other.en_span),
        zh_value=_both(one.zh_value, other.zh_value),
        en_value=_both(one.en_value, other.en_value),
        suggestion=_both(one.suggestion, other.suggestion),
    )


def _union(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def _both(one: str, other: str) -> str:
    if one.isdecimal() and other[:1].isalpha():
        return f"{other}, {one}"
    return f"{one} to {other}" if one and other and one != other else one or other
