"""English dates, times and periods: July 3-5, 3 July 2024, the 1990s, Q2, the first half, last year."""

from collections.abc import Sequence
from fractions import Fraction

from align.facts.english_tokens import ONES, Numeral, Token
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact
from align.language.tables import words

_NAMES = words(
    """
        january february march april may june july august september october november december
    """
)
MONTHS = {name: n for n, name in enumerate(_NAMES, 1)} | {name[:3]: n for n, name in enumerate(_NAMES, 1)} | {"sept": 9}
DAYS = {d: n for n, d in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"], 1)}
_DOUBTFUL = frozenset(
    ("may", "march", "mar", "sun", "dec", "jan", "jun", "jul", "apr", "aug", "oct", "nov", "sep", "sept", "feb")
)
_MONTH_BEFORE = frozenset(
    words(
        """
        in of since by until till early late mid last this next from to and through during before after -
        – between every on each for
        """
    )
)
_AFTER_DAY = frozenset(
    words(
        """
        of respectively in at this last the to for by on with from is was were are local and
        """
    )
)
_DASHES = frozenset(("-", "–", "—", "to", "through", "until"))
_RELATIVE: dict[tuple[str, ...], tuple[int, str]] = {
    ("this", "year"): (0, ""),
    ("current", "year"): (0, ""),
    ("last", "year"): (-1, ""),
    ("next", "year"): (1, ""),
    ("coming", "year"): (1, ""),
    ("year", "before", "last"): (-2, ""),
    **dict.fromkeys(
        [
            ("previous", "year"),
            ("preceding", "year"),
            ("prior", "year"),
            ("past", "year"),
            ("year", "earlier"),
            ("year", "ago"),
            ("year", "before"),
            ("yoy",),
            ("year", "on", "year"),
            ("year", "-", "on", "-", "year"),
        ],
        (-1, "comparison"),
    ),
}
RELATIVE_STARTS = frozenset(phrase[0] for phrase in _RELATIVE)
_SECOND_WORDS = frozenset(phrase[1] for phrase in _RELATIVE if len(phrase) > 1)
_LONGEST = max(map(len, _RELATIVE))


def relative_year(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """This year, last year, a year earlier: the offset from the document's year."""
    if tokens[at].low not in RELATIVE_STARTS:
        return None
    following = tuple([token.low for token in tokens[at : at + _LONGEST]])
    longest = _LONGEST if len(following) > 1 and following[1] in _SECOND_WORDS else 1
    for length in range(longest, 0, -1):
        found = _RELATIVE.get(following[:length])
        if found:
            span = (tokens[at].start, tokens[min(at + length, len(tokens)) - 1].end)
            value, _written = Fraction(found[0]), text[slice(*span)]
            fact = Fact("year", value, span, unit="relative", strength=INCIDENTAL, label=found[1])
            return fact, at + length
    return None


def month_facts(tokens: Sequence[Token], at: int, text: str) -> tuple[list[Fact], int]:
    """The dates that a month name begins: July; July 3; July 3-5; July 17 and 22; January-May. None in "may"."""
    token = tokens[at]
    if not token.text[0].isupper() or (token.low == "march" and at and tokens[at - 1].text == "Long"):
        return [], at + 1
    month = MONTHS[token.low]
    nxt = (
        at + 2 if _is(tokens, at + 1, ".") and token.low in _DOUBTFUL and token.low not in ("may", "march") else at + 1
    )
    number_next = nxt < len(tokens) and tokens[nxt].number and not _is(tokens, nxt + 1, "%", "percent")
    follows = nxt + 1 < len(tokens) and tokens[nxt].low in _DASHES and tokens[nxt + 1].low in MONTHS
    named = number_next or (follows and tokens[nxt + 1].text[0].isupper())
    if token.low in _DOUBTFUL and not named and not (at and tokens[at - 1].low in _MONTH_BEFORE):
        return [], at + 1
    if (
        token.low in _DOUBTFUL
        and not number_next
        and nxt < len(tokens)
        and tokens[nxt].text[:1].isupper()
        and token.low == "march"
    ):
        return [], at + 1
    period = _from_january(tokens, at, nxt, text)
    if period:
        return period
    if not number_next or not _is_day(tokens, nxt):
        return [_date(text, token.start, token.end, month, 0)], nxt
    facts = [_date(text, token.start, _day_end(tokens, nxt), month, int(tokens[nxt].text))]
    at = _after_day(tokens, nxt)
    for k in _listed_days(tokens, at):
        facts.append(_date(text, tokens[k].start, tokens[k].end, month, int(tokens[k].text)))
        at = k + 1
    if at < len(tokens) and tokens[at].low in (*_DASHES, "and", "&") and _is_day(tokens, at + 1):
        second = at + 1
        if _is(tokens, second + 1, ":"):
            return facts, at  # to 24:00
        after = _after_day(tokens, second)
        listed = tokens[at].low in ("and", "&")
        if not listed or after >= len(tokens) or not tokens[after].low.isalpha() or tokens[after].low in _AFTER_DAY:
            facts.append(_date(text, tokens[second].start, _day_end(tokens, second), month, int(tokens[second].text)))
            at = after
    return facts, at


def _listed_days(tokens: Sequence[Token], at: int) -> list[int]:
    """The days between the first and the last of "7, 8 and 9", by their tokens; ``at`` is the first comma."""
    found: list[int] = []
    while len(found) < 9 and _is(tokens, at, ",") and _is_day(tokens, at + 1):
        found.append(at + 1)
        at += 2
    last = at + 1 if _is(tokens, at, ",") else at
    return found if _is(tokens, last, "and", "&") and _is_day(tokens, last + 1) else []


def day_before_month(tokens: Sequence[Token], at: int, text: str) -> tuple[list[Fact], int] | None:
    """3 July, 3-5 July, 3rd of July: the day stands first."""
    if not _is_day(tokens, at):
        return None
    ends = [at]
    nxt = _after_day(tokens, at)
    if nxt < len(tokens) and tokens[nxt].low in _DASHES and _is_day(tokens, nxt + 1):
        ends.append(nxt + 1)
        nxt = _after_day(tokens, nxt + 1)
    if _is(tokens, nxt, "of"):
        nxt += 1
    if nxt >= len(tokens) or tokens[nxt].low not in MONTHS or not tokens[nxt].text[0].isupper():
        return None
    month = MONTHS[tokens[nxt].low]
    if nxt + 1 < len(tokens) and _is_day(tokens, nxt + 1) and tokens[nxt].low in ("may", "march"):
        return None
    facts = [_date(text, tokens[k].start, tokens[k].end, month, int(tokens[k].text)) for k in ends[:-1]]
    facts.append(_date(text, tokens[ends[-1]].start, tokens[nxt].end, month, int(tokens[ends[-1]].text)))
    return facts, nxt + 1


def year_facts(tokens: Sequence[Token], at: int, text: str) -> tuple[list[Fact], int]:
    """2024; the 1990s; 2021-25: a plain number of four digits that is not followed by a unit."""
    token = tokens[at]
    value = int(token.text)
    nxt = tokens[at + 1] if at + 1 < len(tokens) else None
    if nxt is not None and nxt.low == "s" and nxt.start == token.end:
        width, unit = (99, "century") if value % 100 == 0 else (9, "decade")
        span = (token.start, nxt.end)
        return [Fact("year", Fraction(value), span, high=Fraction(value + width), unit=unit)], at + 2
    also = (
        ()
        if at and tokens[at - 1].low in ("in", "since", "of", "by", "until", "from")
        else (("number", Fraction(value), Fraction(value)),)
    )
    facts = [Fact("year", Fraction(value), (token.start, token.end), also=also)]
    if (
        nxt is not None
        and nxt.low in ("-", "–", "/")
        and at + 2 < len(tokens)
        and tokens[at + 2].start == nxt.end == token.end + 1
    ):
        short = tokens[at + 2]
        if (
            len(short.text) == 2
            and short.text.isdecimal()
            and int(short.text) == (value + int(short.text) - value % 100) % 100 > value % 100
        ):
            second = Fraction(value - value % 100 + int(short.text))
            facts.append(Fact("year", second, (short.start, short.end)))
            return facts, at + 3
    return facts, at + 1


def period(tokens: Sequence[Token], number: Numeral, text: str) -> tuple[Fact, int] | None:
    """First half, second quarter, first three quarters, first five months, after an ordinal."""
    at = number.last + 1 if _is(tokens, number.last, "-") else number.last
    low = tokens[at].low if at < len(tokens) else ""
    start = tokens[number.first].start
    value = number.value
    if low == "half" and value in (1, 2) and _is(tokens, at + 1, "of") and _is(tokens, at + 2, *MONTHS):
        return None  # the month says so: early or late
    if low == "half" and value in (1, 2):
        return _period(text, start, tokens[at].end, value, "half"), at + 1
    if low == "quarter" and 1 <= value <= 4:
        return _period(text, start, tokens[at].end, value, "quarter"), at + 1
    if value != 1:
        return None
    count = ONES.get(low) or (int(low) if low.isdecimal() and len(low) < 3 else 0)
    for name, limit in (("quarters", 4), ("months", 12)):
        if _is(tokens, at + 1, name) and 2 <= count <= limit:
            return _period(text, start, tokens[at + 1].end, Fraction(count), "first " + name), at + 2
    return None


def coded_quarter(tokens: Sequence[Token], at: int, text: str) -> tuple[Fact, int] | None:
    """Q2, 2Q, H1."""
    word = tokens[at].low
    if at + 1 < len(tokens) and tokens[at + 1].start == tokens[at].end and tokens[at + 1].text in "1234":
        unit = {"q": "quarter", "h": "half"}.get(word)
        if at + 2 < len(tokens) and tokens[at + 2].start == tokens[at + 1].end and tokens[at + 2].text.isalnum():
            return None  # H1N1
        if unit and tokens[at].text.isupper() and (unit == "quarter" or tokens[at + 1].text in "12"):
            value = Fraction(int(tokens[at + 1].text))
            return _period(text, tokens[at].start, tokens[at + 1].end, value, unit), at + 2
    return None


def _period(text: str, start: int, end: int, value: Fraction, unit: str) -> Fact:
    return Fact("period", value, (start, end), unit=unit)


def _from_january(tokens: Sequence[Token], at: int, nxt: int, text: str) -> tuple[list[Fact], int] | None:
    if MONTHS[tokens[at].low] != 1 or nxt + 1 >= len(tokens) or tokens[nxt].low not in (*_DASHES, "and"):
        return None
    last = tokens[nxt + 1]
    if last.low not in MONTHS or not last.text[0].isupper() or (nxt + 2 < len(tokens) and _is_day(tokens, nxt + 2)):
        return None
    if tokens[nxt].low == "and" and not (at and tokens[at - 1].low == "between"):
        return None
    return [_period(text, tokens[at].start, last.end, Fraction(MONTHS[last.low]), "first months")], nxt + 2


def _date(text: str, start: int, end: int, month: int, day: int) -> Fact:
    return Fact("date", Fraction(month), (start, end), strength=STRONG if day else WEAK, parts=(month, day))


def _is(tokens: Sequence[Token], at: int, *wanted: str) -> bool:
    return at < len(tokens) and tokens[at].low in wanted


def _is_day(tokens: Sequence[Token], at: int) -> bool:
    return (
        at < len(tokens)
        and tokens[at].text.isdecimal()
        and len(tokens[at].text) < 3
        and 1 <= int(tokens[at].text) <= 31
    )


def _suffix(tokens: Sequence[Token], at: int) -> bool:
    return _is(tokens, at + 1, "st", "nd", "rd", "th") and tokens[at + 1].start == tokens[at].end


def _after_day(tokens: Sequence[Token], at: int) -> int:
    return at + 2 if _suffix(tokens, at) else at + 1


def _day_end(tokens: Sequence[Token], at: int) -> int:
    return tokens[at + 1].end if _suffix(tokens, at) else tokens[at].end
