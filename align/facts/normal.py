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
from align.language.script import simplified
from align.model.document import Language

_SIGNS = {
    ord(sign): plain
    for plain, signs in {
        "-": "\N{MINUS SIGN}\N{SMALL HYPHEN-MINUS}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}",
        "%": "\N{SMALL PERCENT SIGN}\N{ARABIC PERCENT SIGN}",
        ":": "\N{RATIO}",
        "~": "\N{WAVE DASH}\N{TILDE OPERATOR}",
        " ": "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\N{IDEOGRAPHIC SPACE}",
        "\N{IDEOGRAPHIC NUMBER ZERO}": "\N{WHITE CIRCLE}",
    }.items()
    for sign in signs
}
# full-width forms but for the comma, which is a comma of Chinese
_SIGNS |= {0xFF01 + k: chr(0x21 + k) for k in range(94) if 0xFF01 + k != ord("，")}
_WIDE_COMMA = re.compile("(?<=[0-9])，(?=[0-9]{3}(?![0-9]))")
_ENTITY = re.compile(r"&(?:#[0-9]{1,5}|#x[0-9a-fA-F]{1,4}|[a-zA-Z]{2,8});")
# A space on both sides of a sign that joins two numbers, and one between a sign and its number.
_HAN = "\u4e00-\u9fff〇"
_SPACED = re.compile(
    rf"(?<=[0-9%{_HAN}]) {{1,3}}(?=[{_HAN}])|(?<=[{_HAN}]) {{1,3}}(?=[0-9])|"
    r"(?<=[0-9]) (?=[:%‰] ?[0-9]?)|(?<=[0-9] [:]) (?=[0-9])|(?<=[0-9]:) (?=[0-9])"
    r"|(?<=[0-9]) (?=- ?[0-9])|(?<=[0-9] -) (?=[0-9])"
    r"|(?<=[(=:,] -) (?=[0-9])|(?<=[(=]-) (?=[0-9])"
)
# [3], [3,5], [3-5]; superscript numbers that are no exponent of a unit or of ten; 12,13 after the full stop of a word.
_CITED = re.compile(
    r"\[(?!0)[0-9]{1,3}(?: ?[-–,，、] ?[0-9]{1,3})*\]"
    r"|(?<![0-9A-Za-z][0-9A-Za-z])(?<=[A-Za-z\u4e00-\u9fff)\]”\".,，。;；])[⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*"
    r"|(?<=[a-z]{4}[.,;])[0-9]{1,3}(?:[-–,][0-9]{1,3})*(?=(?: [A-Z]|$))"
)
# 36 400, as international bodies write it; one group alone only before what it counts
_NOT_NUMBERED = (
    "(?:(?<![0-9A-Za-z.,:/图表第月日 -])|(?<=[\u4e00-\u9fff$£€¥] )(?<![图表第月日] )|(?<=[0-9]-)|(?<=[0-9] -))"
)
_GROUPED = re.compile(
    rf"{_NOT_NUMBERED}[1-9][0-9]{{0,2}}"
    r"(?:(?: [0-9]{3}){2,}(?![0-9])| [0-9]{3}(?= ?(?:[\u4e00-\u9fff)）]|-[0-9]|[A-Z]{3}(?![A-Za-z]))))"
    r"|(?<=[a-z] )[1-9][0-9]{0,2}(?: [0-9]{3})+(?= [a-z])"
)
_PHONE = re.compile(r"(?<![0-9.,$] )(?<![0-9.,$])[2-9][0-9]{3} [0-9]{4}(?!%|[.,]? ?[0-9])")
# what is no figure: addresses, hexadecimal digits, and places in formats (%2$s, %1)
_URL = re.compile(
    r"(?:https?://|www\.)[!-~]+|(?<![0-9A-Za-z:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){3,7}(?![0-9A-Za-z])"
    r"|(?<![0-9%])(?<![0-9] )%[0-9]{1,2}(?:\$[-+#0-9.]*[A-Za-z]{1,3}|(?![0-9%$]|[.][0-9]))"
)
# tags, and addresses in quotation marks, which may be in any script
_TAG = re.compile(
    r"</?[A-Za-z\u4e00-\u9fff][^<>\s=]{0,40}(?: [^<>=]{1,40}=[^<>]{1,400})?>|(?<=\")https?://[^\"]{1,400}"
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
            return replace(fact, text=written[slice(*fact.span)])
        span = self._place(fact.span[0]), self._place(fact.span[1] - 1) + 1
        whole = fact.whole and (self._place(fact.whole[0]), self._place(fact.whole[1] - 1) + 1)
        return replace(fact, span=span, whole=whole, text=written[slice(*span)])

    def _place(self, at: int) -> int:
        here, there = self.pieces[max(0, bisect_right(self.pieces, (at, 1 << 60)) - 1)]
        return at - here + there


def normalise(text: str, language: Language) -> Normal:
    """Return a text with half-width figures, without entities, citations, addresses and spaces inside numbers.

    >>> normalise("２,300％ &amp; 1 : 1", "en").text, normalise("12 月 18 日，3 萬 人", "zh").text
    ('2,300% & 1:1', '12月18日，3万人')
    >>> normalise("risk of disease.12,13 We", "en").text
    'risk of disease.      We'
    >>> from fractions import Fraction
    >>> normalise("&lt; 0.05", "en").back(Fact("cardinal", Fraction(1, 20), (2, 6)), "&lt; 0.05").span
    (5, 9)
    """
    out = text if text.isascii() else text.translate(_SIGNS)
    if language == "zh":
        out = _WIDE_COMMA.sub(",", simplified(out))
    if "[" in out or not out.isascii() or "." in out:
        out = _CITED.sub(_blank, out)
    if "<" in out or "http" in out:
        out = _TAG.sub(lambda match: " " * len(match[0]), out)
    if "http" in out or "www." in out or "%" in out or out.count(":") > 2:
        out = _URL.sub(lambda match: " " * len(match[0]), out)
    if " " in out:
        out = _GROUPED.sub(lambda match: match[0].replace(" ", ","), out)
    cuts = [(m.start(), m.end(), html.unescape(m[0])) for m in _ENTITY.finditer(out)] if "&" in out else []
    cuts += [(match.start(), match.end(), "") for match in _SPACED.finditer(out)] if " " in out else []
    cuts += [(m.start() + 4, m.start() + 5, "") for m in _PHONE.finditer(out)]
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
