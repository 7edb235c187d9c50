"""English dates, times and periods: July 3-5, 3 July 2024, the '60s, Q2, the first half, 10:30 a.m., half past four.

Each is one pattern over the text; what they find is no numeral any more.
"""

import re
from collections.abc import Iterator
from fractions import Fraction

from align.facts.english_context import bound_of
from align.facts.english_units import unit_at
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact
from align.facts.number_words import ONES, number_words
from align.facts.words_beside import words as beside
from align.language.kept_patterns import compiled
from align.language.tables import words
from align.model.document import Span

MONTHS = number_words("month")
MONTH = (
    r"(?<![A-Za-z])(?:(?=[A-Z])|(?=[a-z]{6}))(?i:" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")(?![A-Za-z])"
)
_DAY = r"(?:0?[1-9]|[12][0-9]|3[01])(?:st|nd|rd|th)?(?![A-Za-z0-9]|:[0-9]|\.[0-9]|,[0-9]{3}(?![0-9])| ?%| percent\b)"
_DASH = r"(?: ?[-–—] ?| (?:to|through|until) )"
_NO_COUNT = (
    "(?! to [0-9]"
    "| (?!(?:of|respectively|in|at|this|last|the|to|for|by|on|with|from|was|is|were|are|local|and)\\b)[A-Za-z])"
)
_MONTH_FIRST = compiled(
    rf"(?P<month>{MONTH})\.?(?P<days> ?{_DAY}(?:(?:, ?{_DAY}(?=,| and | & ))*,? (?:and|&) {_DAY}{_NO_COUNT}"
    rf"|{_DASH}{_DAY})?)?"
)
_DAY_FIRST = compiled(rf"(?<![0-9.,:$€£/-])(?P<days>(?:{_DAY}{_DASH})?{_DAY})\.? (?:of )?(?P<month>{MONTH})")
_FROM_JANUARY = compiled(
    rf"(?:(?<![A-Za-z])Jan(?:uary)?{_DASH}|(?<=between )January and )(?P<last>{MONTH})(?! ?{_DAY})"
)
_ONE_DAY = re.compile(_DAY)
_TO_MONTH = re.compile(_DASH + MONTH + r"|\.?,? (?:19|20)[0-9]{2}(?![0-9])")  # or a year
# names of months that are also words, and abbreviations: only with a day, or after such a word
_DOUBTFUL = frozenset(
    ("may", "march", "mar", "dec", "jan", "jun", "jul", "apr", "aug", "oct", "nov", "sep", "sept", "feb")
)
_MONTH_BEFORE, _ON_CALENDAR = beside("before a month")["en"], beside("lunar calendar")["en"]
_PERIOD = compiled(
    rf"(?<![A-Za-z])(?:(?P<which>first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:(?P<half>half)(?! of {MONTH})"
    r"|(?P<quarter>quarter))|first (?P<count>[2-9]|1[0-2]|two|three|four|five|six|seven|eight|nine|ten|eleven) "
    r"(?P<of>quarters|months))(?![A-Za-z])|(?<![A-Za-z0-9])(?:(?P<code>Q[1-4]|H[12])"
    r"|(?:in|of|for|from|since|during) (?P<named>quarter (?P<number>[1-4]|one|two|three|four)))(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_TENS = number_words("decade")
_DECADE = re.compile(
    r"(?:(?<![A-Za-z])(?i:his|her|their|my|our|your) (?:(?:early|mid|late)[ -])?(?P<age>[2-9]0s|"
    rf"{'|'.join(_TENS)})"
    r"|(?P<decade>['’][2-9]0s|(?<=the )[2-9]0s|(?<=early )[2-9]0s|(?<=mid-)[2-9]0s|(?<=late )[2-9]0s|(?<=-)[2-9]0s))"
    "(?![A-Za-z])"
)
_HOUR = "(?:1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_HALF = r"(?:[ap]\.m(?:\.|(?![A-Za-z]))|[ap]m(?![A-Za-z]))"
_PART = (
    r"(?: (?:in|the|on|at|yesterday|this|last|tomorrow|that|same|following|next|every|each|local|time)){0,3}"
    r" (?P<part>morning|afternoon|evening|night)(?![A-Za-z])"
)
_AT = f"(?:{'|'.join(f'(?<={word} )' for word in words('at by until till after before around about from'))})"
_ROMAN = re.compile(
    "(?<![A-Za-z])(?i:phase|level|class|grade|stage|category|type|tier|part|chapter|volume) "
    "(?P<roman>I{1,3}|IV|VI{0,3}|IX|X)(?![A-Za-z])"
)
_ROMANS = number_words("roman")
_ONE_AND = re.compile(
    r"(?<![A-Za-z])an? (?P<unit>year|month|week|day|hour|minute|decade|century)"
    r"(?P<half> and a half\b|(?= and [a-z0-9]))",
    re.IGNORECASE,
)
_RACE = re.compile(
    r"(?<![0-9:.])(?:(?P<h>[0-9]{1,2}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9](?:\.[0-9]{1,3})?)"
    r"|(?P<m2>[0-9]{1,2}):(?P<s2>[0-5][0-9]\.[0-9]{1,3}))(?![0-9:])"
)
_CLOCK = compiled(
    r"(?<![A-Za-z0-9.])(?=[0-9aefhnoqst])(?:"
    rf"(?<![0-9.:,$-])(?P<h>[01]?[0-9]|2[0-4])(?:[:.](?P<m>[0-5][0-9])(?![0-9]))? ?(?P<half>{_HALF})"
    rf"|(?<![0-9.:,$-])(?P<open>[1-9]|1[0-2])"
    rf"(?=(?:, ?[0-9]{{1,2}})*(?: to | and | or | until |-|–)[0-9:.]{{1,5}} ?(?P<its>{_HALF}))"
    rf"|(?:(?<![0-9:.])(?P<digital>(?:[01]?[0-9]|2[0-4]):[0-5][0-9])(?![0-9:]|[.][0-9])"
    rf"|(?<![A-Za-z0-9.])(?<! or )(?P<sharp>{_HOUR}) o['’]clock"
    rf"|(?<![A-Za-z])(?P<lead>half|(?:a )?quarter|{_AT}(?:five|ten|twenty)|(?:five|ten|twenty)(?= past)) "
    rf"(?P<link>past|to) (?P<spoken>{_HOUR}|noon|midnight)(?![A-Za-z-]| [a-z]+s\b)"
    rf"|{_AT}(?P<word>{_HOUR})(?= (?:at night|in the (?:morning|afternoon|evening))))"
    rf")(?:{_PART})?",
    re.IGNORECASE,
)
_TWELVE = {"noon": 12, "midnight": 0}
_MINUTES = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}

_ORD = r"(?:[0-9]{1,2}(?:st|nd|rd|th)|(?:[a-z]+-)?(?:first|second|third|[a-z]+th))"
_LUNAR = compiled(
    rf"(?:(?P<day>{_ORD})(?: day)? (?:of|in) (?:the )?(?:year's )?)?(?P<month>{_ORD})"
    r"(?: (?:chinese|traditional))* (?:lunar )?(?:calendar )?month\b",
    re.IGNORECASE,
)
_WORD_DAY = compiled(rf"(?<![A-Za-z-])(?P<day>{_ORD}) of (?P<month>{MONTH})", re.IGNORECASE)


def dated(text: str) -> Iterator[Fact]:
    """Yield the dates, times and periods of a text; of those that overlap, the first counts.

    >>> [(fact.kind, str(fact.value), fact.parts) for fact in dated("from July 3 to 5, 10:30 a.m.")]
    [('time', '21/2', ()), ('date', '7', (7, 3)), ('date', '7', (7, 5))]
    """
    for match in _ROMAN.finditer(text):
        value = Fraction(_ROMANS[match["roman"]])
        yield Fact("ordinal", value, match.span("roman"), strength=WEAK, also=(("number", value, value),))
    for match in _ONE_AND.finditer(text):
        unit, bound = unit_at(match["unit"], 0)[0], bound_of(text, *match.span())
        if match["half"]:
            yield Fact("duration", Fraction(3, 2), match.span(), unit=unit, bound=bound)
        else:  # an hour and 40 minutes
            yield Fact("duration", Fraction(1), match.span(), unit=unit, bound=bound, strength=INCIDENTAL)
    if ":" in text:
        for match in _RACE.finditer(text):
            minutes = 60 * int(match["h"] or 0) + int(match["m"] or match["m2"])
            yield Fact("duration", 60 * minutes + Fraction(match["s"] or match["s2"]), match.span(), unit="s")
    for match in _CLOCK.finditer(text):
        yield _time(match)
    for match in _FROM_JANUARY.finditer(text):
        yield Fact("period", Fraction(MONTHS[match["last"].lower()]), match.span(), unit="first months")
    for match in _DAY_FIRST.finditer(text):
        yield from _days(text, match, (match.start("days"), match.end()))
    for match in _WORD_DAY.finditer(text):
        parts = (MONTHS[match["month"].lower()], _small(match["day"]))
        yield Fact("date", Fraction(parts[0]), match.span(), parts=parts)
    for match in _MONTH_FIRST.finditer(text):
        if match["days"]:
            yield from _days(text, match, match.span())
        elif (
            match["month"].lower() not in _DOUBTFUL
            or _TO_MONTH.match(text, match.end())
            or _MONTH_BEFORE.search(text, max(0, match.start() - 12), match.start())
        ):
            month = MONTHS[match["month"].lower()]
            yield Fact("date", Fraction(month), match.span("month"), strength=WEAK, parts=(month, 0))
    for match in _PERIOD.finditer(text):
        yield _period(match)
    for match in _DECADE.finditer(text) if "0s" in text or "ties" in text else ():
        word = match["age"] or match["decade"]
        tens = _TENS.get(word.lower()) or int(word.strip("'’s"))
        if match["age"]:
            yield Fact("duration", Fraction(tens), match.span("age"), Fraction(tens + 9), unit="y", strength=WEAK)
        else:
            also = (("time", Fraction(tens), Fraction(tens + 9)),)
            yield Fact(
                "year", Fraction(1900 + tens), match.span("decade"), Fraction(1909 + tens), unit="decade", also=also
            )
    if "lunar" in text.lower():
        for match in _LUNAR.finditer(text):
            parts = (_small(match["month"]), _small(match["day"] or ""))
            if 1 <= parts[0] <= 12:
                yield Fact("date", Fraction(parts[0]), match.span(), unit="lunar", strength=WEAK, parts=parts)


def _days(text: str, match: re.Match[str], whole: Span) -> Iterator[Fact]:
    """The days of a match with a month; the one beside the month takes it into its span."""
    month = MONTHS[match["month"].lower()]
    found = list(_ONE_DAY.finditer(text, match.start("days"), match.end("days")))
    of_month = found[0] if match.start("days") > match.start("month") else found[-1]
    lunar = "unar" in text and _ON_CALENDAR.match(text, match.end())
    for day in found:
        start, end = day.span()
        if day is of_month:
            start, end = (whole[0], end) if day is found[0] and whole[0] < match.start("days") else (start, whole[1])
        parts = (month, int(day[0].rstrip("stndrh")))
        strength = WEAK if lunar else STRONG
        yield Fact("date", Fraction(month), (start, end), unit="lunar" if lunar else "", strength=strength, parts=parts)


def _period(match: re.Match[str]) -> Fact:
    if match["code"]:
        unit = "quarter" if match["code"][0] in "Qq" else "half"
        return Fact("period", Fraction(int(match["code"][1])), match.span(), unit=unit)
    if match["named"]:
        number = ONES.get(match["number"].lower()) or int(match["number"])
        return Fact("period", Fraction(number), match.span("named"), unit="quarter")
    if match["count"]:
        count = ONES.get(match["count"].lower()) or int(match["count"])
        return Fact("period", Fraction(count), match.span(), unit=f"first {match['of'].lower()}")
    which = match["which"].lower()
    value = words("first second third fourth").index(which) + 1 if which.isalpha() else int(which[0])
    return Fact("period", Fraction(value), match.span(), unit="half" if match["half"] else "quarter")


def _time(match: re.Match[str]) -> Fact:
    """The time of a match of ``_CLOCK``; one of twelve hours without its half of the day may be of either."""
    half, part, span = match["half"] or match["its"], match["part"], match.span()
    minutes = Fraction(int(match["m"] or 0))
    hour = match["h"] or match["open"] or match["sharp"] or match["spoken"] or match["word"]
    if match["digital"]:
        hour, _, rest = match["digital"].partition(":")
        minutes = Fraction(int(rest))
    elif match["lead"]:
        minutes = Fraction(_MINUTES[match["lead"].lower().removeprefix("a ")])
        minutes = -minutes if match["link"].lower() == "to" else minutes
    twelve = _TWELVE.get(hour.lower())
    value = Fraction(twelve if twelve is not None else ONES[hour.lower()] if hour.isalpha() else int(hour))
    if half:
        value = value % 12 + (12 if half[0] in "pP" else 0) if value <= 12 else value
    value += minutes / 60
    late = part and part.lower() != "morning" and value < 12 and not (part.lower() == "night" and value < 5)
    value = (value + 12 if late else value) % 24
    either = not (half or part or match["digital"] or match["word"] or twelve is not None)
    other = (value + 12) % 24
    return Fact("time", value, span, unit="h", also=(("clock", other, other),) if either else ())


def _small(written: str) -> int:
    """The value of an ordinal below forty, in letters or figures; 0 for none."""
    from align.facts.english_numerals import whole
    from align.facts.english_tokens import tokenize

    number = whole(tokenize(written), 0) if written else None
    return int(number.value) if number else 0
