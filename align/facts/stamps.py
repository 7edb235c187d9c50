"""Figures that both languages write alike: 2020-07-26 05:03:17, 2021/3/5, and three shares of a whole, 3.0:40.9:56.1.

Read as loose numbers they are a sum, a score and a temperature. They are taken out of the text before it is read.
"""

import re
from fractions import Fraction

from align.facts.model import Fact

_STAMP = re.compile(
    r"(?<![0-9./-])((?:19|20)[0-9]{2})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12][0-9]|3[01])(?![0-9]|[-/.][0-9])"
    r"(?:(?:[ T] ?|(?=[0-2][0-9]:[0-5][0-9]:))([01]?[0-9]|2[0-4]):([0-5][0-9])(?::([0-5][0-9]))?(?![0-9:]))?"
)

# the three industries in any statistical communique; no time of day has a point before its last colon
_SHARES = re.compile(
    r"(?<![0-9.:])(?=[0-9:]*[.][0-9]+:)" + ":".join([r"([0-9]{1,2}(?:[.][0-9]+)?)"] * 3) + "(?![0-9:]|[.][0-9])"
)


def stamps(text: str) -> tuple[str, list[Fact]]:
    """Return a text with blanks for its stamps, and what they state: a year, a day and a time each, or three shares.

    >>> text, facts = stamps("2020-07-26 05:03:17 来源")
    >>> text.strip(), [(fact.kind, fact.span) for fact in facts]
    ('来源', [('year', (0, 4)), ('date', (5, 10)), ('time', (11, 19))])
    >>> [str(fact.value) for fact in stamps("the three industries were 3.0:40.9:56.1.")[1]]
    ['3', '409/10', '561/10']
    """
    facts: list[Fact] = []
    for match in _STAMP.finditer(text):
        whole = (match.start(1), match.end(4))
        day = (match.start(3), match.end(4))
        facts.append(Fact("year", Fraction(int(match[1])), match.span(1), whole=whole))
        month = int(match[3])
        parts = (month, int(match[4]))
        facts.append(Fact("date", Fraction(month), day, parts=parts, whole=whole))
        if match[5]:
            span = (match.start(5), match.end(7) if match[7] else match.end(6))
            hour = Fraction(int(match[5]) * 60 + int(match[6]), 60)  # to the minute, as a time is said
            facts.append(Fact("time", hour % 24, span, unit="h"))
    if facts:
        text = _STAMP.sub(_blank, text)
    shares = list(_SHARES.finditer(text)) if text.count(":") > 1 else ()
    facts += [Fact("percent", Fraction(match[k]), match.span(k)) for match in shares for k in (1, 2, 3)]
    return (_SHARES.sub(_blank, text) if shares else text), facts


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
