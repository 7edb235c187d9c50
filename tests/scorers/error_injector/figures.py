"""Wrong figures, and Chinese or broken characters left in the English."""

import re
from collections.abc import Iterator
from itertools import pairwise

from error_injector.model import Edit, Rule, edits
from error_injector.names import PEOPLE

_SCALES: tuple[Rule, ...] = (
    (r"[0-9一二三四五六七八九]+[万亿]", r"(?<=[0-9] )million\b", "billion"),
    (r"亿", r"(?<=[0-9] )billion\b", "million"),
    (r"万亿", r"(?<=[0-9] )trillion\b", "billion"),
    (r"百分点", r"\bpercentage points?\b", "percent"),
    (r"一季度", r"\bfirst quarter\b", "third quarter"),
    (r"二季度", r"\bsecond quarter\b", "fourth quarter"),
    (r"9月", r"\b(?:September|Sept\.)(?= [0-9])", "August"),
    (r"6月", r"\bJune(?= [0-9])", "July"),
    (r"三分之二", r"\btwo-thirds\b", "two-fifths"),
    (r"五分之一", r"\bone-fifth\b", "one-third"),
    (r"四分之一", r"\ba quarter\b", "a third"),
    (r"公里", r"\bkilometers\b", "miles"),
    (r"美元", r"\$(?=[0-9])", "€"),
)  # fmt: skip
_DIGITS = re.compile(r"(?<![\w.,-])[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?![\w]|[.,][0-9])")
_MOJIBAKE = "â\N{EURO SIGN}\N{TRADE MARK SIGN}"


def figures(zh: str, en: str) -> Iterator[Edit]:
    """A scale, a unit, a month or a fraction for another; two digits swapped; a decimal point moved."""
    yield from edits(_SCALES, zh, en)
    for match in _DIGITS.finditer(en):
        text = match.group()
        digits = [n for n, letter in enumerate(text) if letter.isdigit()]
        if "." in text:
            yield Edit(match.start(), match.end(), f"{float(text.replace(',', '')) * 10:g}")
        for a, b in pairwise(digits):
            if text[a] != text[b] and text[b] != "0":
                swapped = list(text)
                swapped[a], swapped[b] = swapped[b], swapped[a]
                yield Edit(match.start(), match.end(), "".join(swapped))
                break


def residue(zh: str, en: str) -> Iterator[Edit]:
    """A name or an ending left in Chinese, a full-width comma, an apostrophe decoded wrongly."""
    for chinese, english in PEOPLE.items():
        name = english.replace("-", "")
        if chinese in zh and name in en:
            yield Edit(en.index(name), en.index(name) + len(name), chinese)
    for match in re.finditer(r", (?=[a-z])", en):
        yield Edit(match.start(), match.end(), "\N{FULLWIDTH COMMA}")
    for match in re.finditer(r"(?<=[a-z])'(?=s )", en):
        yield Edit(match.start(), match.end(), _MOJIBAKE)
    if en.endswith("."):
        yield Edit(len(en) - 1, len(en), "\N{IDEOGRAPHIC FULL STOP}")
