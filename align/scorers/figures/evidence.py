"""Evidence on a hypothesis of the figures scorer: numbers about it, no thresholds (``align.scorers.decision``).

What makes a difference on published translations is less what differs than how it was read: digits are read right, a
number word in running prose often belongs to an idiom; a slip that people make (a power of ten, one digit) is likelier
than two unlike numbers, which are mostly two figures that do not belong together; and where several figures of a unit
have no partner, its two texts say different things or are in a notation that is not read. Two texts with the same
numbers in digits, as technical ones mostly are, may have exchanged two, but have lost or changed none.
"""

import math
import re

from align.facts import Fact
from align.facts.chinese_numerals import CHARS
from align.facts.digits import significant
from align.facts.explained import SCALED
from align.facts.matching import Matching
from align.facts.model import STRONG
from align.facts.number_words import STARTERS
from align.facts.units import UNITS
from align.model.unit import Issue
from align.scorers.decision import Evidence

_NUMBER = re.compile("[0-9]+(?:[.,][0-9]+)*")
_DIGIT = re.compile("[0-9０-９]")
_NEARLY = 0.005  # of a power of ten: 1 percent
_USUAL = 1.6  # what it costs to take two figures for one another
_FEW = 2
_NUMBERS = frozenset(CHARS)
_TIMED = frozenset(("date", "time", "year", "period"))
_OF_DIGITS = frozenset(("missing", "number", "date", "bound"))
_BY_KIND = frozenset(("missing", "number", "extra"))  # a lost unit of a name is not a wrong amount
_AMOUNTS = frozenset(("money", "percent", "permille", "point", "quantity", "fraction", "multiple"))
_SURE = frozenset(("percent", "permille", "point", "fraction", "multiple", "period"))
_DOLLARS = frozenset(("USD", "AUD", "CAD", "SGD", "HKD", "TWD", "local"))


def evidence(
    issue: Issue, zh: Fact | None, en: Fact | None, found: Matching, *, texts: tuple[str, str], dense: float = 0.0
) -> Evidence:
    """Return the evidence on one issue of a pair of texts.

    ``found`` is how the figures of its unit were paired; ``dense`` says how many figures a unit of its document has.
    """
    _, _, finer = issue.type.partition("/")
    sort = "missing" if en is None else "extra" if zh is None else finer
    fact = zh or en
    if fact is None:
        return {}
    wrong = [(one, two) for one, two, relation in found.pairs if relation.verdict in ("wrong", "unit")]
    loose = len(found.zh) + len(found.en) + len(wrong) - 1
    agreeing = any(pair[2].verdict in ("same", "rounded") for pair in found.pairs)
    missing = zh is None or en is None
    doubtful = sort != "bound"
    left = found.en if zh else found.zh
    # 31 is missing where 13 is left over; a slip is one wherever it stands
    slip = missing and any(
        is_slip(fact, other) for other in (*left, *(pair[zh is not None] for pair in wrong)) if other.strength == STRONG
    )
    out: dict[str, float] = {
        sort: 1.0,
        "zh in words": float(zh is not None and doubtful and _is_in_words(zh)),
        "en in words": float(en is not None and doubtful and _is_in_words(en)),
        "only": float(not missing and not loose and not agreeing),
        "loose": float(min(4, max(0, loose))),
        "said otherwise": float(min(2, len(left))) if missing and not slip else 0.0,
        "round": float(doubtful and fact.high is None and abs(fact.value) >= 100 and significant(fact.value) == 1),
        "slip": float(slip),
        "dense missing" if missing else "dense": 0.0 if slip else dense,
        f"{sort} of a time": float(fact.kind in _TIMED and sort in _BY_KIND),
        f"{sort} of an amount": float(fact.kind in _AMOUNTS and sort in _BY_KIND),
        "same digits": float(
            sort in _OF_DIGITS
            and issue.code != "figures.swapped"
            and all(_DIGIT.search(one.text) for one in (zh, en) if one)
            and _same_digits(texts)
        ),
        "ordinal": float(fact.kind == "ordinal"),
        "score": float(fact.kind == "ratio"),
        "swapped": float(issue.code == "figures.swapped"),
        "weekday": float(fact.unit == "weekday"),
        "relative year": float(any(one is not None and one.unit == "relative" for one in (zh, en))),
    }
    if zh is not None and en is not None:
        out |= _difference(sort, zh, en)
        out["duration"] = float(zh.kind == en.kind == "duration" and doubtful)
        if any(zh.value == two.value or en.value == one.value for one, two in wrong if one is not zh):
            out |= {"slip": 1.0, "far": 0.0, "same digits": 0.0}  # exchanged with another
        cost = next((pair[2].cost for pair in found.pairs if pair[0] is zh and pair[1] is en), _USUAL)
        out["cost"] = cost - _USUAL if sort not in ("bound", "direction") else 0.0
        if out["slip"]:
            out |= {"dense": 0.0, "cost": 0.0}
    return out


def _same_digits(texts: tuple[str, str]) -> bool:
    """True if two texts have the same numbers in digits, and no multiplier, which would make others of them."""
    zh, en = (sorted(_NUMBER.findall(text)) for text in texts)
    return zh == en != [] and not any(SCALED.search(text) for text in texts)


def is_plain_dollar(zh: Fact, en: Fact) -> bool:
    """True if the English has a bare "$", which is the dollar of the place in the press of each, for one of another."""
    return zh.unit != en.unit and {zh.unit, en.unit} <= _DOLLARS and en.text.startswith("$")


def _is_in_words(fact: Fact) -> bool:
    """True if a number is in one or two words, which may mean something else; 三分之二 and 数十万 may not."""
    characters = sum(c in _NUMBERS for c in fact.text)
    words = sum(word in STARTERS for word in fact.text.lower().replace("-", " ").split())
    return fact.kind not in _SURE and fact.high is None and not _DIGIT.search(fact.text) and characters + words <= _FEW


def alike(one: Issue, other: Issue) -> bool:
    """True if two issues of a document say the same of the same words: a name, or a notation, that is misread."""
    return one.type == other.type and (one.zh_value, one.en_value) == (other.zh_value, other.en_value)


def _difference(sort: str, zh: Fact, en: Fact) -> Evidence:
    """How two figures differ that were taken for one another."""
    if sort == "bound":
        exact = en.kind == "percent" and significant(zh.value) > 2
        return {"bound of decimals": float(exact), "flipped bound": float(bool(zh.bound and en.bound))}
    slip = is_slip(zh, en)
    return {"slip": float(slip), "far": float(not slip and not _close(zh, en))}


def is_slip(zh: Fact, en: Fact) -> bool:
    """True if two values differ as a slip makes them differ: a power of ten, a sign, a digit, or two exchanged.

    >>> from align.facts import extract
    >>> [is_slip(extract("54例", "zh")[0], extract(written, "en")[0]) for written in ("540", "45", "51", "3")]
    [True, True, True, False]
    """
    if zh.high is not None and en.high is not None:
        return True  # dozens for hundreds
    if not zh.value or not en.value or zh.high is not None or en.high is not None:
        return False
    if zh.value == -en.value:
        return True
    ratio = _ratio(zh, en)
    power = math.log10(ratio)
    if round(power) and abs(power - round(power)) < _NEARLY:
        return True
    ours, theirs = (str(float(fact.value)).replace(".", "").strip("0") for fact in (zh, en))
    short, long = sorted((ours, theirs), key=len)
    if len(long) == len(short) + 1:  # nine for nineteen
        return any(long[:k] + long[k + 1 :] == short for k in range(len(long)))
    if len(long) != len(short) or len(short) < 2:
        return False
    unlike = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    return len(unlike) == 1 or (len(unlike) == 2 and unlike[0] == unlike[1][::-1])


def _close(zh: Fact, en: Fact) -> bool:
    return zh.value > 0 and en.value > 0 and 1 / 2 < _ratio(zh, en) < 2


def _ratio(zh: Fact, en: Fact) -> float:
    ratio = abs(zh.value / en.value)
    if zh.unit != en.unit and zh.unit in UNITS and en.unit in UNITS:
        ratio *= UNITS[zh.unit].factor / UNITS[en.unit].factor
    return float(ratio)
