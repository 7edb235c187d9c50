"""Figures that both languages write alike: 2020-07-26 05:03:17, 2021/3/5, 26.7.2020; three shares of a whole,
3.0:40.9:56.1; versions and addresses of three parts or more, 0.8.7.

Read as loose numbers they are a sum, a score and a temperature. They are taken out of the text before it is read.
"""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from align.facts.model import WEAK, Fact
from align.model.document import Span

_YEAR, _MONTH, _DAY = "(?P<y>(?:19|20)[0-9]{2})", "(?P<m>0?[1-9]|1[0-2])", "(?P<d>0?[1-9]|[12][0-9]|3[01])"
_STAMP = re.compile(
    rf"(?<![0-9./-]){_YEAR}([-/.]){_MONTH}\2{_DAY}(?![0-9]|[-/.][0-9])"
    r"(?:(?:[ T] ?|(?=[0-2][0-9]:[0-5][0-9]:))(?P<hour>[01]?[0-9]|2[0-4]):(?P<min>[0-5][0-9])(?::[0-5][0-9])?"
    r"(?![0-9:]))?"
)
_DAY_FIRST = re.compile(rf"(?<![0-9.]){_DAY}[.]{_MONTH}[.]{_YEAR}(?![0-9]|[.][0-9])")
# the three industries in any statistical communique; no time of day has a point before its last colon
_SHARES = re.compile(
    r"(?<![0-9.:])(?=[0-9:]*[.][0-9]+:)" + ":".join([r"([0-9]{1,2}(?:[.][0-9]+)?)"] * 3) + "(?![0-9:]|[.][0-9])"
)
_VERSION = re.compile(r"(?<![0-9.])(?<![0-9][,:/-])[0-9]{1,3}(?:[.][0-9]{1,3}){2,7}(?![0-9]|[.,:/-][0-9])")


def stamps(text: str) -> tuple[str, list[Fact]]:
    """Return a text with blanks for its stamps, and what they state: a year, a day and a time each, or three shares.

    >>> text, facts = stamps("2020-07-26 05:03:17 来源")
    >>> text.strip(), [(fact.kind, fact.span) for fact in facts]
    ('来源', [('year', (0, 4)), ('date', (5, 10)), ('time', (11, 19))])
    >>> [str(fact.value) for fact in stamps("the three industries were 3.0:40.9:56.1.")[1]]
    ['3', '409/10', '561/10']
    """
    facts: list[Fact] = []
    for pattern, states in _FORMS:
        if found := list(pattern.finditer(text)):
            facts += [fact for match in found for fact in states(match)]
            text = pattern.sub(lambda match: " " * len(match[0]), text)
    return text, facts


def _day(match: re.Match[str]) -> Iterator[Fact]:
    places = match.span("y"), _union(match.span("m"), match.span("d"))
    whole = _union(*places)
    yield Fact("year", Fraction(match["y"]), places[0], whole=whole)
    parts = (int(match["m"]), int(match["d"]))
    yield Fact("date", Fraction(parts[0]), places[1], parts=parts, whole=whole)
    if match.groupdict().get("hour"):
        hour = Fraction(int(match["hour"]) * 60 + int(match["min"]), 60)  # to the minute, as a time is said
        yield Fact("time", hour % 24, (match.start("hour"), match.end()), unit="h")


def _union(one: Span, other: Span) -> Span:
    return min(one[0], other[0]), max(one[1], other[1])


def _shares(match: re.Match[str]) -> Iterator[Fact]:
    return (Fact("percent", Fraction(match[k]), match.span(k)) for k in (1, 2, 3))


def _version(match: re.Match[str]) -> Iterator[Fact]:
    yield Fact("identifier", Fraction(match[0].split(".")[0]), match.span(), strength=WEAK, label="v" + match[0])


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Iterator[Fact]]], ...] = (
    (_STAMP, _day),
    (_DAY_FIRST, _day),
    (_SHARES, _shares),
    (_VERSION, _version),
)
