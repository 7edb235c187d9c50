"""The value of a figure in full, in English and in Chinese, and a figure as plain JSON.

A message names a figure as it is written and, where that says more, its value: "5亿元 = 500,000,000 yuan". What a file
keeps is the value itself, exact and in its unit, so that each language can write it in its own way.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from align.facts.model import Fact
from align.facts.units import UNITS, Unit, in_base
from align.model.document import Language
from align.scorers.rendering.style import decimal, render

DATED = frozenset(("year", "date", "time", "period"))
_NAMED = DATED | {"ordinal", "ratio", "identifier"}
_SHARES: dict[str, tuple[str, str]] = {
    "percent": (" percent", "%"),
    "point": (" percentage points", "个百分点"),
    "permille": (" per thousand", "‰"),
    "multiple": (" times", "倍"),
}
_EXACT = re.compile("-?[0-9]{1,200}(?:/[0-9]{1,200})?")  # Fraction("1e999999999") would compute for hours


def record_of(fact: Fact) -> dict[str, Any]:
    """Return a figure as plain JSON: what it says, without where it stands.

    >>> from align.facts import extract
    >>> record_of(extract("投资5亿元", "zh")[0])
    {'kind': 'money', 'text': '5亿元', 'value': '500000000', 'unit': 'CNY'}
    """
    more = {"unit": fact.unit, "parts": list(fact.parts), "label": fact.label}
    if fact.high is not None:
        more["high"] = str(fact.high)
    return {"kind": fact.kind, "text": fact.text, "value": str(fact.value)} | {k: v for k, v in more.items() if v}


def fact_of(record: Mapping[str, Any]) -> Fact:
    """Return the figure of such a record. Raises KeyError, TypeError or ValueError where it is not one."""
    high = record.get("high")
    return Fact(
        record["kind"],
        _exact(record["value"]),
        (0, len(record["text"])),
        text=record["text"],
        high=None if high is None else _exact(high),
        unit=record.get("unit", ""),
        parts=tuple(map(int, record.get("parts", ()))),
        label=record.get("label", ""),
    )


def spelled(fact: Fact, language: Language = "en") -> str:
    """Return a figure's value in full. In Chinese a date or an ordinal number is left as it is written.

    >>> from align.facts import extract
    >>> [spelled(fact) for fact in extract("5亿元，42.80%，7月3日", "zh")]
    ['500,000,000 yuan', '42.8 percent', 'July 3']
    >>> [spelled(fact, "zh") for fact in extract("5 million yuan, 42.80 percent, July 3", "en")]
    ['5,000,000元', '42.8%', 'July 3']
    """
    chinese = language == "zh"
    if fact.kind in _NAMED or fact.label == "basis points":
        return fact.text if chinese else render(replace(fact, bound=""))
    value = _full(fact.value)
    if fact.high is not None:
        value = f"{value}{'至' if chinese else ' to '}{_full(fact.high)}"
    if chinese:
        value = value.replace("minus ", "负")
    if fact.kind in _SHARES:
        single = fact.kind == "point" and fact.value == 1 and not chinese
        return value + (" percentage point" if single else _SHARES[fact.kind][chinese])
    if not fact.unit:
        return value
    unit = UNITS[fact.unit]
    return value + unit_name(unit) if chinese else f"{value} {unit.english[fact.value != 1]}"


def equation(fact: Fact, language: Language = "en") -> str:
    """Return a figure as written, with its value where that says more.

    >>> from align.facts import extract
    >>> [equation(fact) for fact in extract("5亿元，42.8%", "zh")]
    ['5亿元 = 500,000,000 yuan', '42.8% = 42.8 percent']
    >>> [equation(fact, "zh") for fact in extract("5亿元，42.8%", "zh")]
    ['5亿元（500,000,000元）', '42.8%']
    """
    value = spelled(fact, language)
    if _bare(fact.text).lstrip("0") == _bare(value).lstrip("0"):
        return fact.text
    return f"{fact.text}（{value}）" if language == "zh" else f"{fact.text} = {value}"


def glossed(fact: Fact, language: Language = "en") -> str:
    """Return a figure as written, with its value in brackets where that says more."""
    value = spelled(fact, language)
    if _bare(fact.text) == _bare(value):
        return fact.text
    return f"{fact.text}（{value}）" if language == "zh" else f"{fact.text} ({value})"


def quotient(zh: Fact, en: Fact) -> Fraction | None:
    """Return the English value in terms of the Chinese, None where the two cannot be divided or are equal.

    >>> from align.facts import extract
    >>> quotient(extract("5亿元", "zh")[0], extract("5 million yuan", "en")[0])
    Fraction(1, 100)
    """
    if zh.kind in _NAMED or zh.high is not None or en.high is not None:
        return None
    ours, theirs = zh.value, en.value
    if zh.unit in UNITS and en.unit in UNITS and UNITS[zh.unit].dimension == UNITS[en.unit].dimension:
        ours, theirs = in_base(ours, zh.unit), in_base(theirs, en.unit)
    ours *= 100 if (zh.kind, en.kind) == ("fraction", "percent") else 1
    theirs *= 100 if (zh.kind, en.kind) == ("percent", "fraction") else 1
    return None if ours <= 0 or theirs <= 0 or ours == theirs else theirs / ours


def unit_name(unit: Unit) -> str:
    """Return the plainest Chinese name of a unit.

    >>> unit_name(UNITS["CNY"]), unit_name(UNITS["jin"])
    ('元', '斤')
    """
    return min(unit.zh, key=len, default=unit.english[1])


def apart(written: str, language: Language = "en") -> str:
    """Return how far a value is off, from its quotient as text.

    >>> apart("1/100"), apart("5/2"), apart("11/10"), apart("1/100", "zh"), apart("10/11", "zh")
    ('100 times too small', '2.5 times too large', 'too large', '只有原数的 1/100', '偏小')
    """
    value = _exact(written)
    large, ratio = value > 1, max(value, 1 / value)
    times = f"{int(ratio):,}" if ratio.denominator == 1 else f"{float(ratio):,.1f}" if ratio >= 2 else ""
    if language == "zh":
        return (f"是原数的 {times} 倍" if large else f"只有原数的 1/{times}") if times else "偏大" if large else "偏小"
    way = "too large" if large else "too small"
    return f"{times} times {way}" if times else way


def _exact(written: str) -> Fraction:
    if not _EXACT.fullmatch(written):
        raise ValueError(f"{written!r} is not an exact number; expected digits, as 5 or 1/3")
    return Fraction(written)


def _bare(text: str) -> str:
    return text.replace(" ", "").replace(",", "").lower()


def _full(value: Fraction) -> str:
    if value.denominator == 1:
        return f"{int(value):,}".replace("-", "minus ")
    below = value.denominator
    while below % 2 == 0 or below % 5 == 0:
        below //= 2 if below % 2 == 0 else 5
    if below != 1:
        return f"{value.numerator:,}/{value.denominator:,}"
    return decimal(value)
