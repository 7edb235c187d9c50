"""Facts of an English text: dates, times and words that state a figure, then every numeral with what is beside it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice

from align.facts.durations import EN_LINK, joined
from align.facts.english_calendar import dated
from align.facts.english_context import bound_of
from align.facts.english_measures import Figure, measured, ordinal
from align.facts.english_shares import parse
from align.facts.english_tokens import Numeral, Token, tokenize
from align.facts.english_units import UNIT_NAMES, currency_before, unit_at
from align.facts.figure_words import stated
from align.facts.model import INCIDENTAL, MOST_FACTS, STRONG, WEAK, Fact, Reading
from align.facts.number_words import ARTICLES, SCALES, STARTERS
from align.facts.stages import staged
from align.facts.units import CURRENCY_SIGNS
from align.facts.words_beside import words
from align.language.tables import any_of
from align.model.document import Span

_NOT_FIGURES = re.compile(
    r"\b(?:second to none|five.year plan|second-hand|(?:men['’]s|women['’]s|mixed) doubles|[Dd]ouble (?:Eleven|11))\b"
)
_LETTERS = re.compile("(?:[A-Za-z]+|(?:[A-Z][A-Za-z]{0,2}|[A-Z]+|[Cc]ovid)[-–])$")
_LETTERED = re.compile("[GDP](?![A-Za-z])|(?<![0-9.][48])(?<=[48])K(?![A-Za-z])|(?<=[.][0-9][0-9])n")
_MORE_LETTERS = re.compile("[A-Za-z0-9]*")
_YEAR = re.compile("(?:1[0-9]|2[01])[0-9]{2}(?![0-9])")
_HUNDREDS = re.compile(r"the [1-9]00s\b")
_NO_YEAR = re.compile(
    rf" ?(?:%|percent\b|per cent\b|times\b|(?:{any_of(SCALES)})\b)|st\b|nd\b|rd\b|th\b|/(?![0-9]{{2}}(?![0-9]))"
    r"|[-–][0-9]{5}|[-–](?!1[0-9]|2[01])[0-9]{4}"
)
_NUMBERED = words("numbering")["en"]
_STAGE = re.compile("(?:early|mid|late|pre|post)-$")
_PREPOSITION = re.compile(r"\b(?:in|since|of|by|until|from) $")
_SECOND_YEAR = re.compile("[-–/]([0-9]{2})(?![0-9])")
_LINK = re.compile(r" ?(?P<word>-|–|—|~|to|or|and)(?: to)? ?(?:minus |US\$|RMB ?|HK\$|[$€£¥￥])*(?=[0-9A-Za-z])")
_BETWEEN = re.compile(r"\bbetween [^,;.]{0,24}$", re.IGNORECASE)
_FROM = re.compile(r"\b[Ff]rom (?:minus )?$")
_STEPS = frozenset((1, 10, 100, 1000))
_RATIO = re.compile(r" ?(?P<sign>:|-|–|to) ?(?=[0-9]|(?:one|two|three|four|five|six|seven|eight|nine|zero)\b)")
_NO_RATIO = re.compile(r" ?(?:%|percent\b|per\b|-|/)")
_FIGURES = re.compile(r"\b(?:fig|table|eq|equation|figure)s?\.? ?\(?$", re.IGNORECASE)
_AFTER_TO = re.compile(r" (?!(?:in|on|for|from|and|while|but|this|last|by|as|at|per|a)\b)[A-Za-z]")


def extract_english(text: str) -> tuple[Fact, ...]:
    """The facts of an English text, in order.

    >>> [(f.kind, str(f.value), f.unit, f.bound) for f in extract_english("nearly one-fifth of US$2bn, up 3.1 percent")]
    [('fraction', '1/5', '', 'near'), ('money', '2000000000', 'USD', ''), ('percent', '31/10', '', '')]
    """
    return _Reader(text).read()


class _Reader:
    """One pass over the numerals of a text, those left out that other facts hold already."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.facts: list[Fact] = []
        self.words: list[tuple[re.Match[str], Fact]] = []
        self.taken = bytearray(len(text))

    def read(self) -> tuple[Fact, ...]:
        self._fixed()
        done = 0
        for at, token in enumerate(self.tokens):
            if len(self.facts) >= MOST_FACTS:
                break
            numeral = token.number or token.low in STARTERS or token.low in ARTICLES
            part = token.text[0] == "." and self.text[token.start - 1 : token.start].isdecimal()
            if numeral and not part and token.start >= done and not self.taken[token.start]:
                done = self._at(at, token)
        facts = sorted((*self._words(), *self.facts), key=lambda fact: fact.span)
        return tuple(staged(joined(facts, self.text, EN_LINK), self.text, "en"))

    def _fixed(self) -> None:
        """Keep what is no numeral, and mark where numerals need not be looked for."""
        for match in _NOT_FIGURES.finditer(self.text):
            self._take(match.span())
        for fact in islice(dated(self.text), MOST_FACTS):
            if self._take(fact.span):
                self.facts.append(fact)
        self.words = [pair for pair in stated(self.text, "en") if not any(self.taken[slice(*pair[0].span())])]
        for match, _ in self.words:
            if " " in match[0] or "/" in match[0]:
                self._take(match.span())

    def _take(self, span: Span) -> bool:
        """Mark characters as read; False where some of them are."""
        free = not any(self.taken[slice(*span)])
        if free:
            self.taken[slice(*span)] = b"\1" * (span[1] - span[0])
        return free

    def _words(self) -> Iterator[Fact]:
        """Yield what words state that are no part of a figure that was read."""
        for fact in self.facts:
            self.taken[slice(*fact.span)] = b"\2" * (fact.span[1] - fact.span[0])
        for match, fact in islice(self.words, MOST_FACTS):
            start, end = match.span()
            if fact.kind == "multiple":
                also: tuple[Reading, ...] = (("number", fact.value, fact.value),)
                also += (("multiple", fact.value + 1, fact.value + 1),) if match[0].endswith("fold") else ()
                weak = INCIDENTAL if fact.strength == WEAK and self.text.startswith("-", end) else fact.strength
                fact = replace(fact, also=also, strength=weak, bound=bound_of(self.text, start, end))
            elif fact.kind == "cardinal":
                fact = replace(fact, bound=bound_of(self.text, start, end))
            if 2 not in self.taken[start:end]:
                yield replace(fact, span=(start, end))

    def _at(self, at: int, token: Token) -> int:
        """Read the numeral at a token; return where to go on."""
        if token.number and (end := self._identifier(token) or self._year(token)):
            return end
        number = parse(self.tokens, at)
        if number is None:
            return token.end
        figure = Figure(self.text, number, self.tokens[number.first].start, self.tokens[number.last - 1].end)
        if number.ordinal:
            return self._keep(*ordinal(figure))
        return self._ratio(figure) or self._range(figure) or self._keep(*measured(figure))

    def _keep(self, fact: Fact | None, end: int) -> int:
        if fact is not None:
            self.facts.append(self._from_to(fact, end))
        return end

    def _identifier(self, token: Token) -> int:
        """G20, COVID-19, 5G, 802.11n; where to read on, 0 where it is none."""
        text, start, end = self.text, token.start, token.end
        before = _LETTERS.search(text, max(0, start - 24), start)
        letters = before[0].rstrip("-–") if before else ""
        named = letters.isupper() or (before and before[0][-1] in "-–") or letters.lower() not in UNIT_NAMES
        if before and named and not {letters, letters + "$"} & CURRENCY_SIGNS.keys():
            start = before.start()
        elif (after := _LETTERED.match(text, end)) and not currency_before(text, start)[0] and len(self.tokens) > 2:
            end = after.end()
        else:
            return 0
        end = max(end, _MORE_LETTERS.match(text, end).end())  # type: ignore[union-attr]
        label = text[start:end].lower().replace("-", "").replace("–", "")
        value = Fraction(int("".join(c for c in label if c in "0123456789")[:40] or "0"))
        self.facts.append(Fact("identifier", value, (start, end), strength=WEAK, label=label))
        return end

    def _year(self, token: Token) -> int:
        """2024, the 1990s, 2021-25; where to read on, 0 where four digits are no year."""
        text, (start, end) = self.text, (token.start, token.end)
        if _HUNDREDS.match(text, start - 4):
            first = Fraction(int(token.text))
            self.facts.append(Fact("year", first, (start, end + 1), first + 99, unit="century"))
            return end + 1
        if not _YEAR.fullmatch(token.text) or _NO_YEAR.match(text, end) or bound_of(text, start, end) == "near":
            return 0
        following = unit_at(text, end)[0] or (text[end : end + 1] in ("-", "–") and unit_at(text, end + 5)[0])
        before = max(0, start - 12), start
        numbered = _NUMBERED.search(text, *before) and not _STAGE.search(text, *before)
        if following or numbered or currency_before(text, start)[0]:
            return 0
        value = int(token.text)
        if text.startswith("s", end) and not text[end + 1 : end + 2].isalpha():
            width, unit = (99, "century") if value % 100 == 0 else (9, "decade")
            self.facts.append(Fact("year", Fraction(value), (start, end + 1), Fraction(value + width), unit=unit))
            return end + 1
        sure = _PREPOSITION.search(text, max(0, start - 7), start)
        also = () if sure else (("number", Fraction(value), Fraction(value)),)
        bound = bound_of(text, start, end) if also else ""  # of a number: more than 2000 lumens
        self.facts.append(Fact("year", Fraction(value), (start, end), bound=bound, also=also))
        second = _SECOND_YEAR.match(text, end)
        if second and int(second[1]) > value % 100:
            year = Fraction(value - value % 100 + int(second[1]))
            self.facts.append(Fact("year", year, second.span(1)))
            return second.end()
        return end

    def _other(self, at: int) -> Numeral | None:
        """The numeral that begins at a position of the text."""
        place = next((k for k, token in enumerate(self.tokens) if token.start >= at), len(self.tokens))
        starts = place < len(self.tokens) and self.tokens[place].start == at
        second = parse(self.tokens, place) if starts else None
        return None if second is None or second.ordinal else second

    def _ratio(self, figure: Figure) -> int:
        """3:1, 3-1, three to one (a score falls, a range rises); where to read on, 0 where it is none."""
        text, number = self.text, figure.number
        match = _RATIO.match(text, figure.end)
        whole = number.value.denominator == 1 and number.value <= 200 and number.scale == 1 and not number.share
        second = self._other(match.end()) if match and whole else None
        if match is None or second is None or second.value.denominator != 1 or second.scale != 1 or second.value > 200:
            return 0
        end = self.tokens[second.last - 1].end
        led = _FROM.search(text, 0, figure.start) or text.endswith("-", 0, figure.start)
        rises = second.value > number.value or led
        if (match["sign"] != ":" and (rises or unit_at(text, end)[0])) or _NO_RATIO.match(text, end):
            return 0
        told = _FIGURES.search(text, max(0, figure.start - 12), figure.start)
        tied = self.facts and self.facts[-1].kind == "ratio" and text.startswith(" (", self.facts[-1].span[1])
        strength = INCIDENTAL if told or tied else STRONG
        label, parts = "score" if match["sign"] in "-–" else "", (int(number.value), int(second.value))
        self.facts.append(Fact("ratio", number.value, (figure.start, end), strength=strength, parts=parts, label=label))
        return end

    def _range(self, figure: Figure) -> int:
        """60 to 85 billion kWh: the first end takes unit and multiplier from the second; 0 where it is no range."""
        text, number = self.text, figure.number
        match = _LINK.match(text, figure.end)
        second = self._other(match.end()) if match else None
        if match is None or second is None or not self._joins(match["word"], figure, second):
            return 0
        other = Figure(text, second, self.tokens[second.first].start, self.tokens[second.last - 1].end)
        last, end = measured(other)
        if last is None:
            return end
        value = number.value
        if number.scale == 1 and second.scale > 1 and value < second.value / second.scale:
            value *= second.scale
        start = currency_before(text, figure.start)[1]
        minus = text.endswith(("minus ", "negative "), 0, figure.start)
        start = text.rindex(" ", 0, figure.start - 1) + 1 if minus and figure.start > 6 else start
        span = (start, figure.end)
        strength = STRONG if number.figures else min(last.strength, WEAK if value > 1 else INCIDENTAL)
        bound = bound_of(text, start, figure.end)
        made = replace(last, value=-value if minus else value, high=number.high, span=span, bound=bound, also=())
        whole = (start, last.span[1])
        self.facts += [replace(made, strength=strength, whole=whole), replace(last, whole=whole)]
        return end

    def _joins(self, word: str, figure: Figure, second: Numeral) -> bool:
        """True if two numerals are the ends of a range; those with "or" only where they follow one another."""
        text, value = self.text, figure.number.value
        step = second.value - value
        if word == "or":
            return not figure.number.share and step in _STEPS and value % step == 0 and value > step
        if word == "and":
            return _BETWEEN.search(text, max(0, figure.start - 34), figure.start) is not None
        if word == "to" and re.search(r"\bby (?:\S+ )?$", text[max(0, figure.start - 20) : figure.start]):
            return False
        ours, theirs = (currency_before(text, at)[0] for at in (figure.start, self.tokens[second.first].start))
        return not (ours and theirs and ours != theirs)  # $1 to RMB 7.0: a rate

    def _from_to(self, fact: Fact, end: int) -> Fact:
        """The figure, as the one before it reads: "ranked one and three", and the unit in "from one yuan to two"."""
        text, last = self.text, self.facts[-1] if self.facts else None
        if last is None or fact.kind != "cardinal":
            return fact
        if last.kind == "cardinal" and last.also and text[last.span[1] : fact.span[0]] in (" and ", ", "):
            ranked = any(reading[0] == "ordinal" for reading in last.also)
            return replace(fact, also=(*fact.also, ("ordinal", fact.value, fact.value))) if ranked else fact
        if last.kind not in ("money", "quantity", "percent", "duration"):
            return fact
        to = text[last.span[1] : fact.span[0]].strip() == "to" and _FROM.search(text, 0, last.span[0])
        if last.whole or not to or fact.value >= 1000 or _AFTER_TO.match(text, end):
            return fact
        return replace(fact, kind=last.kind, unit=last.unit, strength=max(fact.strength, WEAK), also=())
