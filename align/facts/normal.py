"""One form for the typography of figures, in front of both readers, with the way back to the text as written.

Texts come with HTML entities, full-width digits and commas (2，300％), spaces inside numbers and ranges ("1 : 1",
"− 0.46", "38 - 17"), superscripts, and citation numbers glued to a word ("disease.12,13", "疾病[3,5]"). A reader that
knows each of these knows each of them twice, once per language. Here they are rewritten first; a map of offsets leads
every span back, so that nobody downstream sees another text than the one that was given.
"""

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from align.facts.model import Fact

_SIGNS = str.maketrans(
    {
        "\N{MINUS SIGN}": "-",
        "\N{SMALL HYPHEN-MINUS}": "-",
        "\N{FULLWIDTH HYPHEN-MINUS}": "-",
        "\N{NON-BREAKING HYPHEN}": "-",
        "\N{FIGURE DASH}": "-",
        "\N{FULLWIDTH FULL STOP}": ".",
        "\N{FULLWIDTH PERCENT SIGN}": "%",
        "\N{SMALL PERCENT SIGN}": "%",
        "\N{ARABIC PERCENT SIGN}": "%",
        "\N{RATIO}": ":",
        "\N{FULLWIDTH COLON}": ":",
        "\N{FULLWIDTH TILDE}": "~",
        "\N{WAVE DASH}": "~",
        "\N{TILDE OPERATOR}": "~",
        "\N{FULLWIDTH PLUS SIGN}": "+",
        "\N{FULLWIDTH LESS-THAN SIGN}": "<",
        "\N{FULLWIDTH GREATER-THAN SIGN}": ">",
        "\N{FULLWIDTH SOLIDUS}": "/",
        "\N{FULLWIDTH DOLLAR SIGN}": "$",
        "\N{FULLWIDTH AMPERSAND}": "&",
        "\N{NO-BREAK SPACE}": " ",
        "\N{NARROW NO-BREAK SPACE}": " ",
        "\N{THIN SPACE}": " ",
        "\N{IDEOGRAPHIC SPACE}": " ",
        **{chr(ord("\N{FULLWIDTH DIGIT ZERO}") + n): str(n) for n in range(10)},
    }
)
_ODD = re.compile(f"[{''.join(map(chr, _SIGNS))}]")
_WIDE_COMMA = re.compile("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,5}|#x[0-9a-fA-F]{1,4}|[a-zA-Z]{2,8});")
# A space on both sides of a sign that joins two numbers, and one between a sign and its number.
_SPACED = re.compile(
    r"(?<=[0-9]) (?=[:%‰] ?[0-9]?)|(?<=[0-9] [:]) (?=[0-9])|(?<=[0-9]:) (?=[0-9])"
    r"|(?<=[0-9]) (?=- [0-9])|(?<=[0-9] -) (?=[0-9])"
    r"|(?<=[(=:,] -) (?=[0-9])|(?<=[(=]-) (?=[0-9])"
)
# [3], [3,5], [3-5]; superscript numbers that are no exponent of a unit or of ten; 12,13 after the full stop of a word.
_CITED = re.compile(
    r"\[[0-9]{1,3}(?: ?[-–,，、] ?[0-9]{1,3})*\]"
    r"|(?<![0-9A-Za-z][0-9A-Za-z])(?<=[A-Za-z\u4e00-\u9fff)\]”\".,，。;；])[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*"
    r"|(?<=[a-z]{4}[.,;])[0-9]{1,3}(?:[-–,][0-9]{1,3})*(?=(?: [A-Z]|$))"
)
_UNIT_POWER = re.compile("(?:^|[^a-zA-Z])(?:[kcmd]?m|ft|in|yd|mi)$")


@dataclass(frozen=True, slots=True)
class Normal:
    """A text in one form. ``pieces``: (place here, place in the text as written) wherever the two drift apart."""

    text: str
    pieces: tuple[tuple[int, int], ...] = ()

    def back(self, fact: Fact, written: str) -> Fact:
        """Return a fact that was read here with its spans in the text as written."""
        if not self.pieces:
            text = written[slice(*fact.span)]
            return fact if text == fact.text else replace(fact, text=text)
        span = self._place(fact.span[0]), self._place(fact.span[1] - 1) + 1
        whole = fact.whole and (self._place(fact.whole[0]), self._place(fact.whole[1] - 1) + 1)
        return replace(fact, span=span, whole=whole, text=written[slice(*span)])

    def _place(self, at: int) -> int:
        here, there = self.pieces[max(0, bisect_right(self.pieces, (at, 1 << 60)) - 1)]
        return at - here + there


def normalise(text: str) -> Normal:
    """Return a text with half-width figures, without entities, citation numbers and spaces inside numbers.

    >>> normalise("２，300％ &amp; 1 : 1").text
    '2,300% & 1:1'
    >>> normalise("risk of disease.12,13 We").text
    'risk of disease.      We'
    >>> from fractions import Fraction
    >>> normalise("&lt; 0.05").back(Fact("cardinal", Fraction(1, 20), (2, 6), "0.05"), "&lt; 0.05").span
    (5, 9)
    """
    out = text.translate(_SIGNS) if _ODD.search(text) else text
    if "，" in out:
        out = _WIDE_COMMA.sub(",", out)
    if "[" in out or not out.isascii() or "." in out:
        out = _CITED.sub(_blank, out)
    cuts = [(m.start(), m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(out)] if "&" in out else []
    cuts += [(match.start(), match.end(), "") for match in _SPACED.finditer(out)] if " " in out else []
    if not cuts:
        return Normal(out)
    pieces, parts, at, here = [(0, 0)], [], 0, 0
    for start, end, put in sorted(cuts):
        if start < at or (put and len(put) > end - start):
            continue
        parts += [out[at:start], put]
        here += start - at + len(put)
        at = end
        pieces.append((here, at))
    return Normal("".join([*parts, out[at:]]), tuple(pieces))


def _blank(match: re.Match[str]) -> str:
    cubed = match[0] in ("²", "³") and _UNIT_POWER.search(match.string[max(0, match.start() - 4) : match.start()])
    return match[0] if cubed else " " * len(match[0])
