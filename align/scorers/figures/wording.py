"""How the figures scorer words its issues: values in full, how far apart they are, one plain sentence each."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from align.facts import Fact
from align.facts.model import BOUNDS, Bound
from align.facts.style import decimal, ordinal, render
from align.facts.units import UNITS, in_base
from align.language.lexicon import rendering
from align.model.document import Span
from align.model.unit import Issue, Severity

DATED = frozenset(("year", "date", "time", "period"))
SAID: dict[Bound, str] = {"": rendering("exact", "en"), **{bound: rendering(bound, "en") for bound in BOUNDS}}
_NAMED = DATED | {"ordinal", "ratio", "identifier"}
_VERBS = ("double", "triple", "quadruple")
_SHARES = {"percent": " percent", "point": " percentage points", "permille": " per thousand", "multiple": " times"}


def spelled(fact: Fact) -> str:
    """A fact's value in full, in plain English.

    >>> from align.facts import extract
    >>> [spelled(fact) for fact in extract("5亿元，42.80%，7月3日", "zh")]
    ['500,000,000 yuan', '42.8 percent', 'July 3']
    """
    if fact.kind in _NAMED or fact.label == "basis points":
        return render(replace(fact, bound=""))
    value = _full(fact.value) if fact.high is None else f"{_full(fact.value)} to {_full(fact.high)}"
    if fact.kind in _SHARES:
        return value + (" percentage point" if fact.kind == "point" and fact.value == 1 else _SHARES[fact.kind])
    return f"{value} {UNITS[fact.unit].english[0 if fact.value == 1 else 1]}" if fact.unit else value


def _full(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}".replace("-", "minus ")
    below = value.denominator
    while below % 2 == 0 or below % 5 == 0:
        below //= 2 if below % 2 == 0 else 5
    if below != 1:
        return f"{value.numerator:,}/{value.denominator:,}"
    return decimal(value)


def sentence(text: str) -> str:
    """A text with its full stop, of which one in "8 a.m." serves for both."""
    return text if text.endswith(".") else text + "."


def difference(zh: Fact, en: Fact) -> str:
    """How the English value relates to the Chinese: "100 times too small", "too large"; "" where none can be told."""
    if zh.kind in _NAMED or zh.high is not None or en.high is not None:
        return ""
    ours, theirs = zh.value, en.value
    if zh.unit in UNITS and en.unit in UNITS and UNITS[zh.unit].dimension == UNITS[en.unit].dimension:
        ours, theirs = in_base(ours, zh.unit), in_base(theirs, en.unit)
    ours *= 100 if (zh.kind, en.kind) == ("fraction", "percent") else 1
    theirs *= 100 if (zh.kind, en.kind) == ("percent", "fraction") else 1
    if ours <= 0 or theirs <= 0 or ours == theirs:
        return ""
    ratio = max(ours, theirs) / min(ours, theirs)
    way = "large" if theirs > ours else "small"
    if ratio.denominator == 1:
        return f"{int(ratio):,} times too {way}"
    return f"{float(ratio):,.1f} times too {way}" if ratio >= 2 else f"too {way}"


def equation(fact: Fact) -> str:
    """A fact as written, and its value where that says more: "5亿 = 500,000,000", "July 3"."""
    value = spelled(fact)
    same = fact.text.replace(" ", "").lower() == value.replace(" ", "").lower()
    return fact.text if same else f"{fact.text} = {value}"


def issue(
    kind: str,
    severity: Severity,
    confidence: float,
    message: str,
    *,
    zh: Fact | None = None,
    en: Fact | None = None,
    suggestion: str | None = None,
) -> Issue:
    """An issue about a Chinese fact, an English one or both; by default the suggestion is the Chinese value."""
    return Issue(
        scorer="figures",
        type=kind,
        severity=severity,
        confidence=confidence,
        message=message,
        zh_span=zh.span if zh else None,
        en_span=en.span if en else None,
        zh_value=spelled(zh) if zh else "",
        en_value=spelled(en) if en else "",
        suggestion=(suggested(zh, en) if zh else "") if suggestion is None else suggestion,
    )


def suggested(zh: Fact, en: Fact | None) -> str:
    """The Chinese value in press-office style, with the unit, tense and sign for percent of the English."""
    if en is not None and en.kind == "ordinal" and zh.kind in ("duration", "ordinal") and not (zh.label or en.label):
        right = ordinal(int(zh.value))
        return right.capitalize() if en.text[0].isupper() else right
    if en is not None and en.text.startswith("by ") and zh.kind == "multiple":
        return f"by {decimal(zh.value - 1)} times"
    right = render(zh, native=en is not None and en.unit == zh.unit)
    hedge, _, verb = right.rpartition(" ")
    if verb in _VERBS and en is not None:
        verb = verb + "d" if en.text.endswith("ed") else verb[:-1] + "ing" if en.text.endswith("ing") else verb
        return f"{hedge} {verb}".strip()
    return right.replace(" percent", "%") if zh.kind == "percent" and en is not None and "%" in en.text else right


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
    return replace(
        one,
        confidence=max(one.confidence, other.confidence),
        message=one.message if one.message == other.message else f"{one.message} {other.message}",
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
