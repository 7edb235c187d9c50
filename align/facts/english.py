"""Facts of an English text: every numeral, read together with the tokens before and after it."""

from dataclasses import replace
from fractions import Fraction

from align.facts import english_calendar as calendar
from align.facts import english_clock as clock
from align.facts import english_spans as spans
from align.facts.durations import EN_LINK, joined
from align.facts.english_context import bound_of
from align.facts.english_lunar import with_lunar_dates
from align.facts.english_measures import measured, ordinal
from align.facts.english_ranges import from_to, joins, other_end, range_facts, ratio
from align.facts.english_shares import parse
from align.facts.english_tokens import ONES, SCALES, STARTERS, TENS, Numeral, glued, low_at, tokenize
from align.facts.english_units import UNIT_NAMES, currency_before, unit_at
from align.facts.english_words import (
    AFTER_ARTICLE,
    ARTICLES,
    DECADES,
    FACTORS,
    FIXED,
    NOT_FIGURES,
    PHRASE_SECONDS,
    PHRASE_STARTS,
    PHRASES,
    RANGES,
    TRIGGERS,
    WEAK_FACTORS,
)
from align.facts.model import INCIDENTAL, MOST_FACTS, STRONG, WEAK, Fact, Kind, Reading
from align.facts.stages import staged
from align.facts.units import CURRENCY_SIGNS, TIME_UNITS
from align.language.tables import words


def extract_english(text: str) -> tuple[Fact, ...]:
    """The facts of an English text, in order.

    >>> [(f.kind, str(f.value), f.unit, f.bound) for f in extract_english("nearly one-fifth of US$2bn, up 3.1 percent")]
    [('fraction', '1/5', '', 'near'), ('money', '2000000000', 'USD', ''), ('percent', '31/10', '', '')]
    """
    return _Reader(text).read()


_STAGES = frozenset(words("early mid late pre post"))
_NUMBERED = frozenset(words("article articles section clause paragraph rule chapter room flight resolution no"))


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.facts: list[Fact] = []

    def read(self) -> tuple[Fact, ...]:
        done = 0
        for at in [k for k, token in enumerate(self.tokens) if token.number or token.low in TRIGGERS]:
            if len(self.facts) >= MOST_FACTS:
                break
            if at >= done and not (
                self.tokens[at].low in ARTICLES and low_at(self.tokens, at + 1) not in AFTER_ARTICLE
            ):
                done = self._at(at)
        facts = with_lunar_dates(sorted(self.facts, key=lambda fact: fact.span), self.text)
        return tuple(staged(joined(facts, self.text, EN_LINK), self.text, "en"))

    def _keep(self, found: tuple[Fact, int]) -> int:
        self.facts.append(found[0])
        return found[1]

    def _at(self, at: int) -> int:
        """Reads whatever begins at a token; returns where to go on."""
        token = self.tokens[at]
        if token.low in PHRASE_STARTS and low_at(self.tokens, at + 1) in PHRASE_SECONDS and (end := self._phrase(at)):
            return end
        end = self._special_number(at) if token.number else self._special_word(at)
        if end:
            return end
        number = parse(self.tokens, at)
        return at + 1 if number is None else self._number(number)

    def _special_word(self, at: int) -> int:
        """Relative years, months, weekdays, quarters, factors, fixed words; 0 where a numeral may begin instead."""
        tokens, token, text = self.tokens, self.tokens[at], self.text
        word = token.low
        if low_at(tokens, at + 1) in ("past", "to", "quarter", "-", "minute", "minutes") and (
            found := clock.spoken(tokens, at, text)
        ):
            return self._keep(found)
        if token.text in spans.ROMAN and (found := spans.numbered(tokens, at)):
            return self._keep(found)
        if word in ONES and (found := clock.in_words(tokens, at, text)):
            return self._keep(found)
        if word in calendar.RELATIVE_STARTS and (relative := calendar.relative_year(tokens, at, text)):
            return self._keep(relative)
        if word in calendar.MONTHS:
            dates, end = calendar.month_facts(tokens, at, text)
            self.facts += dates
            return end
        if word in calendar.DAYS and token.text[0].isupper():
            return self._plain(("date", Fraction(calendar.DAYS[word]), "weekday"), WEAK, at, at + 1)
        if coded := calendar.coded_quarter(tokens, at, text):
            return self._keep(coded)
        if word in FACTORS:
            return self._factor(at)
        if word in DECADES:
            if found := spans.age(tokens, at):
                return self._keep(found)
            first = Fraction(1900 + DECADES[word])
            fact = Fact("year", first, (token.start, token.end), first + 9, unit="decade", strength=WEAK)
            return self._keep((fact, at + 1))
        if word == "decades":
            fact = Fact(
                "duration",
                Fraction(20),
                (token.start, token.end),
                Fraction(99),
                unit="y",
                strength=INCIDENTAL,
            )
            return self._keep((fact, at + 1))
        if word in ("percent", "percents", "per"):
            return self._percent_of(at)
        if word in ARTICLES and (end := self._and_a_half(at)):
            return end
        if word in RANGES:
            low, high = RANGES[word]
            span = (token.start, token.end)
            age = Fact("duration", Fraction(low), span, Fraction(high), unit="y", strength=INCIDENTAL)
            return self._keep((age, at + 1))
        if word in FIXED:
            kind, value, unit, strength = FIXED[word]
            return self._plain((kind, value, unit), strength, at, at + 1)
        return 0 if word in STARTERS or word in ARTICLES or word in ("several", "few", "couple") else at + 1

    def _plain(self, stated: tuple[Kind, Fraction, str], strength: int, at: int, end: int) -> int:
        kind, value, unit = stated
        span = (self.tokens[at].start, self.tokens[end - 1].end)
        self.facts.append(Fact(kind, value, span, unit=unit, strength=strength))
        return end

    def _phrase(self, at: int) -> int:
        for phrase in NOT_FIGURES:
            if self._reads(at, phrase):
                return at + len(phrase)
        for phrase, stated in PHRASES.items():
            if self._reads(at, phrase):
                return self._plain(stated, INCIDENTAL, at, at + len(phrase))
        return 0

    def _reads(self, at: int, phrase: tuple[str, ...]) -> bool:
        return (
            low_at(self.tokens, at) == phrase[0]
            and tuple([t.low for t in self.tokens[at : at + len(phrase)]]) == phrase
        )

    def _and_a_half(self, at: int) -> int:
        """An hour and a half, a year and a half, an hour and 40 minutes."""
        key, end = unit_at(self.tokens, at + 1)
        if key in TIME_UNITS and low_at(self.tokens, end) == "and" and unit_at(self.tokens, end + 2)[0] in TIME_UNITS:
            span = (self.tokens[at].start, self.tokens[end - 1].end)
            return self._keep((Fact("duration", Fraction(1), span, unit=key, strength=INCIDENTAL), end))
        if key in TIME_UNITS and low_at(self.tokens, end) == "and" and unit_at(self.tokens, end + 2)[0] in TIME_UNITS:
            span = (self.tokens[at].start, self.tokens[end - 1].end)
            return self._keep((Fact("duration", Fraction(1), span, unit=key, strength=INCIDENTAL), end))
        if key not in TIME_UNITS or not self._reads(end, ("and", "a", "half")):
            return 0
        span, bound = (self.tokens[at].start, self.tokens[end + 2].end), bound_of(self.tokens, at, end + 3)
        fact = Fact("duration", Fraction(3, 2), span, unit=key, bound=bound)
        return self._keep((fact, end + 3))

    def _factor(self, at: int) -> int:
        word = self.tokens[at].low
        if word == "doubles" and low_at(self.tokens, at - 1) in ("s", "’", "'", "mixed", "the", "in"):
            return at + 1  # men's doubles
        strength = STRONG if word not in WEAK_FACTORS else INCIDENTAL if low_at(self.tokens, at + 1) == "-" else WEAK
        value = Fraction(FACTORS[word])
        also: tuple[Reading, ...] = (("number", value, value),)
        if word.endswith("fold"):
            also += (("multiple", value + 1, value + 1),)
        span = (self.tokens[at].start, self.tokens[at].end)
        bound = bound_of(self.tokens, at, at + 1)
        fact = Fact("multiple", value, span, bound=bound, strength=strength, also=also)
        return self._keep((fact, at + 1))

    def _percent_of(self, at: int) -> int:
        """Percent of 10: the order of headings and of speech."""
        nxt = at + 1 if low_at(self.tokens, at) != "per" else at + 2 if low_at(self.tokens, at + 1) == "cent" else 0
        before = self.tokens[at - 1] if at else None
        counted = before is not None and (before.number or before.low in ONES or before.low in TENS)
        if not nxt or counted or low_at(self.tokens, nxt) != "of" or nxt + 1 >= len(self.tokens):
            return at + 1
        start = self.tokens[nxt + 1]
        number = parse(self.tokens, nxt + 1) if start.number or start.low in STARTERS else None
        if number is None or number.ordinal or low_at(self.tokens, number.last) in ("%", "percent"):
            return at + 1
        return self._plain(("percent", number.value, ""), STRONG, at, number.last)

    def _special_number(self, at: int) -> int:
        """Identifiers, times, days before a month, years; 0 where the number is none of them."""
        tokens, text = self.tokens, self.text
        if tokens[at].text[0] == "." and at and tokens[at - 1].number and glued(tokens, at):
            return at + 1
        if end := self._identifier(at):
            return end
        if (
            found := clock.until(tokens, at, text)
            or clock.race_time(tokens, at, text)
            or clock.marathon_time(tokens, at, text)
            or clock.clock(tokens, at, text)
        ):
            return self._keep(found)
        if dated := calendar.day_before_month(tokens, at, text):
            self.facts += dated[0]
            return dated[1]
        if tokens[at].text in spans.AGES and (found := spans.age(tokens, at) or spans.decade(tokens, at, text)):
            return self._keep(found)
        if not self._is_year(at):
            return 0
        years, end = calendar.year_facts(tokens, at, text)
        self.facts += years
        return end

    def _is_year(self, at: int) -> bool:
        written = self.tokens[at].text
        if bound_of(self.tokens, at, at + 1) == "near":
            return False  # almost 1000 people
        if not (len(written) == 4 and written.isdecimal() and "1000" <= written < "2200"):
            return False
        if self._numbered(at) or currency_before(self.tokens, at)[0] or unit_at(self.tokens, at + 1)[0]:
            return False
        if low_at(self.tokens, at + 1) in ("-", "–") and self._is_range_of_amounts(at):
            return False
        if low_at(self.tokens, at + 1) in SCALES or low_at(self.tokens, at + 1) in ("%", "percent", "times"):
            return False
        if low_at(self.tokens, at + 1) == "/" and low_at(self.tokens, at + 2) != f"{(int(written) + 1) % 100:02}":
            return False
        joined = low_at(self.tokens, at - 1) == "-" and glued(self.tokens, at)
        return not joined or self.tokens[at - 2].number or low_at(self.tokens, at - 2) in _STAGES

    def _is_range_of_amounts(self, at: int) -> bool:
        """True if four digits begin a range that no year ends, or a range of what has a unit: 2000-3000 yuan."""
        end = self.tokens[at + 2] if at + 2 < len(self.tokens) else None
        if end is None or not end.number or len(end.text) != 4:
            return False
        return not "1000" <= end.text < "2200" or unit_at(self.tokens, at + 3)[0] != ""

    def _numbered(self, at: int) -> bool:
        """True if four digits number something: Article 1077, the 1077th."""
        ordinal = glued(self.tokens, at + 1) and low_at(self.tokens, at + 1) in ("st", "nd", "rd", "th")
        return ordinal or low_at(self.tokens, at - 1) in _NUMBERED

    def _identifier(self, at: int) -> int:
        """G20, COVID-19, 5G, 802.11n; where to read on, 0 where it is none."""
        tokens = self.tokens
        first, last = at, at
        if glued(tokens, at):
            before = tokens[at - 1]
            named = before.text.isalpha() and (before.text.isupper() or before.low not in UNIT_NAMES)
            if named and not _is_currency(before.text):
                first = at - 1
            elif before.text in "-–" and glued(tokens, at - 1) and tokens[at - 2].text.isalpha():
                lead = tokens[at - 2]
                if (lead.text.isupper() or lead.low == "covid") and not _is_currency(lead.text):
                    first = at - 2
        after = tokens[at + 1].text if glued(tokens, at + 1) else ""
        screen = after == "K" and tokens[at].text in ("4", "8")
        lettered = after in ("G", "D", "P") or screen or (after == "n" and "." in tokens[at].text)
        if first == at and lettered and not currency_before(tokens, at)[0] and len(tokens) > 2:
            last = at + 1
        if first == last:
            return 0
        while glued(tokens, last + 1) and tokens[last + 1].text.isalnum():
            last += 1
        span = (tokens[first].start, tokens[last].end)
        label = self.text[slice(*span)].lower().replace("-", "").replace("–", "")
        value = Fraction(int("".join(c for c in label if c in "0123456789")[:40] or "0"))
        fact = Fact("identifier", value, span, strength=WEAK, label=label)
        return self._keep((fact, last + 1))

    def _number(self, number: Numeral) -> int:
        tokens, text = self.tokens, self.text
        if number.ordinal:
            facts, end = ordinal(tokens, number, text)
            self.facts += facts
            return end
        if spans.milestones(tokens, number):
            return number.last + 2
        if clock.oclock(tokens, number.last):
            return self._keep(
                clock.of_the_day(tokens, (tokens[number.first].start, number.last + 3), number.value, text, also=True)
            )
        if found := ratio(tokens, number, text):
            if self.facts and self.facts[-1].kind == "ratio" and text.startswith(" (", self.facts[-1].span[1]):
                found = replace(found[0], strength=INCIDENTAL), found[1]  # a tie-break
            return self._keep(found)
        link = other_end(tokens, number, text)
        second = parse(tokens, link) if link else None
        if second is not None and not second.ordinal and joins(tokens, number, second):
            facts, end = range_facts(tokens, (number, second), text)
            self.facts += facts
            return end
        fact, end = measured(tokens, number, text)
        if fact is not None:
            self.facts.append(from_to(self.facts, fact, text, low_at(tokens, end)))
        return end


def _is_currency(text: str) -> bool:
    return text in CURRENCY_SIGNS or text + "$" in CURRENCY_SIGNS
