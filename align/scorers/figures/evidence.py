"""Evidence on a hypothesis of the figures scorer: numbers about it, no thresholds (``align.scorers.decision``).

What makes a difference on published translations is less what differs than how it was read: digits are read right, a
number word in running prose often belongs to an idiom; a slip that people make (a power of ten, one digit) is likelier
than two unlike numbers, which are mostly two figures that do not belong together; and where several figures of a unit
have no partner, its two texts say different things or are in a notation that is not read.
"""

import math
import re
from collections.abc import Sequence

from align.facts import Fact
from align.facts.chinese_numerals import CHARS
from align.facts.digits import power_of_ten, significant
from align.facts.english_tokens import STARTERS
from align.facts.matching import Matching
from align.facts.model import STRONG
from align.model.unit import Issue, TranslationUnit
from align.scorers.decision import Evidence

_DIGIT = re.compile("[0-9０-９]")
_BRACKETS = ("（(《〈「“[【", "）)》〉」”]】")
_LATIN = re.compile("[A-Za-z] ?$")
_USUAL = 3.2  # characters of English for one of Chinese, in news
_SMALL = 12
_FEW = 2
_NUMBERS = frozenset(CHARS)
_TIMED = frozenset(("date", "time", "year", "period"))
_BY_KIND = frozenset(("missing", "number"))  # a lost unit of a name is not a wrong amount
_AMOUNTS = frozenset(("money", "percent", "permille", "point", "quantity", "fraction", "multiple"))
_SURE = frozenset(("percent", "permille", "point", "fraction", "multiple", "period"))
_DOLLARS = frozenset(("USD", "AUD", "CAD", "SGD", "HKD", "TWD", "local"))


def evidence(issue: Issue, zh: Fact | None, en: Fact | None, unit: TranslationUnit, found: Matching) -> Evidence:
    """Return the evidence on one issue; ``found`` is how the figures of its unit were paired."""
    _, _, finer = issue.type.partition("/")
    sort = "missing" if en is None else "extra" if zh is None else finer
    if zh and en and sort == "direction" and zh.direction * en.direction >= 0:
        sort = "comparison"
    fact = zh or en
    text, span = (unit.zh_text, issue.zh_span) if zh else (unit.en_text, issue.en_span)
    if fact is None or span is None:
        return {}
    loose = len(found.zh) + len(found.en) + sum(pair[2].verdict in ("wrong", "unit") for pair in found.pairs) - 1
    agreeing = sum(pair[2].verdict in ("same", "rounded") for pair in found.pairs)
    out: dict[str, float] = {
        sort: 1.0,
        "zh in words": float(zh is not None and _is_in_words(zh)),
        "en in words": float(en is not None and _is_in_words(en)),
        "only": float(zh is not None and en is not None and not loose and not agreeing),
        "small": float(abs(fact.value) <= _SMALL and fact.kind in ("cardinal", "ordinal", "duration")),
        "vague": float(any(one is not None and one.high is not None for one in (zh, en))),
        "weak": float(any(one is not None and one.strength < STRONG for one in (zh, en))),
        "loose": float(min(4, max(0, loose))),
        "agreeing": float(min(4, agreeing)),
        "in brackets": float(_in_brackets(text, span)),
        "after letters": float(_LATIN.search(text[: span[0]]) is not None),
        f"{sort} of a time": float(fact.kind in _TIMED and sort in _BY_KIND),
        f"{sort} of an amount": float(fact.kind in _AMOUNTS and sort in _BY_KIND),
        "ordinal": float(fact.kind == "ordinal"),
        "score": float(fact.kind == "ratio"),
        "weekday": float(fact.unit == "weekday"),
        "relative year": float(any(one is not None and one.unit == "relative" for one in (zh, en))),
    }
    if sort == "missing":
        out["shorter"] = max(-1.0, min(1.0, math.log(_USUAL * len(unit.zh_text) / len(unit.en_text))))
    if zh is not None and en is not None:
        out |= _difference(sort, zh, en)
    return out


def is_plain_dollar(zh: Fact, en: Fact) -> bool:
    """True if the English has a bare "$", which is the dollar of the place in the press of each, for one of another."""
    return zh.unit != en.unit and {zh.unit, en.unit} <= _DOLLARS and en.text.startswith("$")


def _is_in_words(fact: Fact) -> bool:
    """True if a number is in one or two words, which may mean something else; 三分之二 and 三百六十二 may not."""
    characters = sum(c in _NUMBERS for c in fact.text)
    words = sum(word in STARTERS for word in fact.text.lower().replace("-", " ").split())
    return fact.kind not in _SURE and not _DIGIT.search(fact.text) and characters + words <= _FEW


def alike(one: Issue, other: Issue) -> bool:
    """True if two issues of a document say the same of the same words: a name, or a notation, that is misread."""
    return one.type == other.type and (one.zh_value, one.en_value) == (other.zh_value, other.en_value)


def _difference(sort: str, zh: Fact, en: Fact) -> Evidence:
    """How two figures differ that were taken for one another."""
    kinds = zh.kind == en.kind and (zh.unit == en.unit or zh.kind in _TIMED)
    if sort == "bound":
        exact = en.kind == "percent" and significant(zh.value) > 2
        return {"bound of decimals": float(exact), "flipped bound": float(bool(zh.bound and en.bound))}
    slip = is_slip(zh, en)
    return {"slip": float(slip), "unlike": float(not kinds), "far": float(not slip and not _close(zh, en))}


def is_slip(zh: Fact, en: Fact) -> bool:
    """True if two values differ as a slip makes them differ: a power of ten, a sign, a digit, or two exchanged.

    >>> from align.facts import extract
    >>> [is_slip(extract("54例", "zh")[0], extract(written, "en")[0]) for written in ("540", "45", "51", "3")]
    [True, True, True, False]
    """
    if not zh.value or not en.value or zh.high is not None or en.high is not None:
        return False
    one, other = abs(zh.value.numerator) * en.value.denominator, abs(en.value.numerator) * zh.value.denominator
    if power_of_ten(one, other):
        return True
    ours, theirs = (str(float(fact.value)).replace(".", "").strip("0") for fact in (zh, en))
    if len(ours) != len(theirs) or len(ours) < 2:
        return False
    unlike = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return len(unlike) == 1 or (len(unlike) == 2 and unlike[0] == unlike[1][::-1])


def _close(zh: Fact, en: Fact) -> bool:
    return zh.value > 0 and en.value > 0 and max(zh.value, en.value) < 2 * min(zh.value, en.value)


def _in_brackets(text: str, span: Sequence[int]) -> bool:
    """True if a bracket that opens before a span closes after it."""
    for opening, closing in zip(*_BRACKETS, strict=True):
        at = text.rfind(opening, 0, span[0])
        if at >= 0 and closing not in text[at : span[0]] and closing in text[span[1] :]:
            return True
    return False
