"""Facts of an English text: every numeral, read together with the tokens before and after it."""

from dataclasses import replace
from fractions import Fraction

from align.facts import english_calendar as calendar
from align.facts.english_context import bound_of, direction_of
from align.facts.english_numerals import ONES, STARTERS, TENS, Numeral, Token, parse, tokenize
from align.facts.model import INCIDENTAL, STRONG, WEAK, Fact, Kind, Reading
from align.facts.units import CURRENCIES, CURRENCY_SIGNS, TIME_UNITS, UNITS

_FACTORS = {
    "double": 2,
    "doubled": 2,
    "doubles": 2,
    "doubling": 2,
    "twice": 2,
    "thrice": 3,
    "twofold": 2,
    "threefold": 3,
} | {
    **dict.fromkeys(("triple", "tripled", "triples", "tripling", "treble", "trebled"), 3),
    **dict.fromkeys(("quadruple", "quadrupled", "quadruples", "quadrupling", "fourfold"), 4),
    **dict.fromkeys(("quintuple", "quintupled", "fivefold"), 5),
    "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10, "hundredfold": 100,
}
_WEAK_FACTORS = frozenset(("double", "twice", "triple", "thrice"))
_FIXED: dict[str, tuple[Kind, Fraction, str, int]] = {
    "noon": ("time", Fraction(12), "h", WEAK),
    "midnight": ("time", Fraction(0), "h", WEAK),
    "decade": ("duration", Fraction(10), "y", INCIDENTAL),
    "centenary": ("duration", Fraction(100), "y", INCIDENTAL),
    "centennial": ("duration", Fraction(100), "y", INCIDENTAL),
    "century": ("duration", Fraction(100), "y", INCIDENTAL),
    "halved": ("fraction", Fraction(1, 2), "", WEAK),
    "halve": ("fraction", Fraction(1, 2), "", WEAK),
    "halving": ("fraction", Fraction(1, 2), "", WEAK),
    "both": ("cardinal", Fraction(2), "", INCIDENTAL),
    "twin": ("cardinal", Fraction(2), "", INCIDENTAL),
    "dual": ("cardinal", Fraction(2), "", INCIDENTAL),
    "annual": ("duration", Fraction(1), "y", INCIDENTAL),
    "fortnight": ("duration", Fraction(2), "week", WEAK),
    "current": ("ordinal", Fraction(0), "current", INCIDENTAL),
    "next": ("ordinal", Fraction(1), "current", INCIDENTAL),
    "previous": ("ordinal", Fraction(-1), "current", INCIDENTAL),
    "last": ("ordinal", Fraction(0), "end", INCIDENTAL),
    "penultimate": ("ordinal", Fraction(-1), "end", INCIDENTAL),
    "antepenultimate": ("ordinal", Fraction(-2), "end", INCIDENTAL),
}
_PHRASES: tuple[tuple[tuple[str, ...], Fraction], ...] = tuple(
    (tuple(words.split()), Fraction(-1))
    for words in (
        "the one before the last one",
        "the one before the last",
        "last but one",
        "next to last",
        "second to last",
        "the last but one",
    )
)
_IGNORED = frozenset(
    (
        ("second", "to", "none"),
        ("one", "of"),
        ("at", "one", "point"),
        ("five", "-", "year", "plan"),
        ("five", "year", "plan"),
    )
)
_LINKS = frozenset(("-", "–", "—", "to", "~", "‑", "through"))
_UNIT_NAMES: dict[str, str] = {}
for _key, _unit in UNITS.items():
    for _name in (*_unit.english, *_unit.en):
        _UNIT_NAMES[_name.replace("-", " ").replace(".", "")] = _key
        if len(_name) > 2 and not _name.isupper():
            _UNIT_NAMES[_name.replace("-", " ").replace(".", "") + "s"] = _key
            _UNIT_NAMES[(_name.replace("-", " ").replace(".", "") + "s").lower()] = _key
            _UNIT_NAMES[_name.replace("-", " ").replace(".", "").lower()] = _key
_UNIT_NAMES |= {
    "degrees": "C",
    "degree": "C",
    "feet": "foot",
    "metres": "m",
    "year old": "y",
    "years old": "y",
    "year olds": "y",
    "buck": "USD",
}
_UNIT_NAMES |= {
    "bucks": "USD",
    "US $": "USD",
    "decades": "decade",
    "RMB yuan": "CNY",
    "yuan RMB": "CNY",
    "Chinese yuan": "CNY",
    "degree Celsius": "C",
}
_FIRST_WORDS = frozenset(name.split(" ")[0] for name in _UNIT_NAMES)
_SKIPPED_UNITS = frozenset(("m", "t", "l", "g", "W", "s", "d", "min", "C", "F", "mi", "ha", "h"))
_SCALABLE = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)
_ORDINAL_LEAD = frozenset(
    (
        "no",
        "nos",
        "number",
        "article",
        "chapter",
        "section",
        "ranked",
        "ranking",
        "version",
        "phase",
        "page",
        "line",
        "grade",
        "level",
    )
)
_TRIGGERS = frozenset(
    (
        *STARTERS,
        *calendar.MONTHS,
        *calendar.DAYS,
        *_FACTORS,
        *_FIXED,
        "a",
        "an",
        "several",
        "few",
        "couple",
        "this",
        "year",
        "q",
        "h",
        "the",
        "yoy",
        "percent",
        "percents",
        "per",
        "preceding",
        "prior",
        "coming",
        "past",
        "so",
    )
)


def extract_english(text: str) -> tuple[Fact, ...]:
    """The facts of an English text, in order.

    >>> [(f.kind, str(f.value), f.unit, f.bound) for f in extract_english("nearly one-fifth of US$2bn, up 3.1 percent")]
    [('fraction', '1/5', '', 'near'), ('money', '2000000000', 'USD', ''), ('percent', '31/10', '', '')]
    """
    return _Reader(text).read()


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.facts: list[Fact] = []

    def read(self) -> tuple[Fact, ...]:
        tokens, at = self.tokens, 0
        while at < len(tokens):
            token = tokens[at]
            if token.number or token.low in _TRIGGERS:
                at = max(self._at(at), at + 1)
            elif token.low in ("http", "https", "www"):
                at = self._skip_address(at)
            else:
                at += 1
        return tuple(sorted(self.facts, key=lambda f: f.span))

    def _low(self, at: int) -> str:
        return self.tokens[at].low if 0 <= at < len(self.tokens) else ""

    def _glued(self, at: int) -> bool:
        """Whether a token touches the one before it."""
        return 0 < at < len(self.tokens) and self.tokens[at].start == self.tokens[at - 1].end

    def _skip_address(self, at: int) -> int:
        at += 1
        while at < len(self.tokens) and self._glued(at):
            at += 1
        return at

    def _ignored(self, at: int) -> int:
        for words in _IGNORED:
            if self.tokens[at].low == words[0] and tuple(t.low for t in self.tokens[at : at + len(words)]) == words:
                return len(words)
        return 0

    def _at(self, at: int) -> int:
        """Reads whatever begins at a token; returns where to go on."""
        token, low = self.tokens[at], self.tokens[at].low
        if not token.number:
            if (skip := self._ignored(at)) and low != "one":
                return at + skip
            if relative := calendar.relative_year(self.tokens, at, self.text):
                self.facts.append(relative[0])
                return relative[1]
            if low in calendar.MONTHS:
                dates, at = calendar.month_facts(self.tokens, at, self.text)
                self.facts += dates
                return at
            if low in calendar.DAYS and token.text[0].isupper():
                return self._plain("date", Fraction(calendar.DAYS[low]), at, "weekday", WEAK)
            if coded := calendar.coded_quarter(self.tokens, at, self.text):
                self.facts.append(coded[0])
                return coded[1]
            if low in _FACTORS:
                return self._factor(at)
            if low in ("percent", "percents", "per"):
                return self._percent_of(at)
            if end := self._phrase(at):
                return end
            if low in _FIXED:
                kind, value, unit, strength = _FIXED[low]
                if (
                    low not in ("century", "decade")
                    or self._low(at - 1) not in ("century", "-", "the", "this")
                    or self._low(at - 2) == "past"
                ):
                    self._plain(kind, value, at, unit, strength)
                return at + 1
            if low == "the" and token.low not in STARTERS:
                return at + 1
        elif end := self._special_number(at):
            return end
        number = parse(self.tokens, at)
        if number is None:
            return at + 1
        return self._number(number)

    def _plain(self, kind: Kind, value: Fraction, at: int, unit: str, strength: int, last: int = 0) -> int:
        last = last or at + 1
        span = (self.tokens[at].start, self.tokens[last - 1].end)
        self.facts.append(Fact(kind, value, span, self.text[slice(*span)], unit=unit, strength=strength))
        return last

    def _phrase(self, at: int) -> int:
        for words, value in _PHRASES:
            if self._low(at) == words[0] and tuple(t.low for t in self.tokens[at : at + len(words)]) == words:
                return self._plain("ordinal", value, at, "end", INCIDENTAL, at + len(words))
        return 0

    def _factor(self, at: int) -> int:
        low = self.tokens[at].low
        weak = low in _WEAK_FACTORS
        strength = STRONG if not weak else INCIDENTAL if self._low(at + 1) == "-" else WEAK
        value = Fraction(_FACTORS[low])
        span = (self.tokens[at].start, self.tokens[at].end)
        also = (("multiple", value + 1, value + 1),) if low.endswith("fold") else ()
        bound = bound_of(self.tokens, at, at + 1)
        also = (*also, ("number", value, value))
        self.facts.append(
            Fact("multiple", value, span, self.tokens[at].text, bound=bound, strength=strength, also=also)
        )
        return at + 1

    def _percent_of(self, at: int) -> int:
        """Percent of 10: the order of headings and of speech."""
        low = self._low(at)
        nxt = at + 1 if low != "per" else at + 2 if self._low(at + 1) == "cent" else 0
        if not nxt or self._low(nxt) != "of" or nxt + 1 >= len(self.tokens):
            return at + 1
        if self._low(at - 1) in ("%",) or (
            at and (self.tokens[at - 1].number or self._low(at - 1) in ONES or self._low(at - 1) in TENS)
        ):
            return at + 1
        number = parse(self.tokens, nxt + 1) if self.tokens[nxt + 1].number or self._low(nxt + 1) in STARTERS else None
        if number is None or number.ordinal or self._low(number.last) in ("%", "percent"):
            return at + 1
        return self._add("percent", replace(number, first=at), number.last)

    def _special_number(self, at: int) -> int:
        """Identifiers, times, days before a month, years; 0 where the number is none of them."""
        tokens, token = self.tokens, self.tokens[at]
        if self._glued(at):
            before = tokens[at - 1]
            if (
                before.text.isalpha()
                and (before.text.isupper() or before.low not in _UNIT_NAMES)
                and not _is_currency(before.text)
            ):
                return self._identifier(at - 1, at)
            named = before.text in "-–" and self._glued(at - 1) and tokens[at - 2].text.isalpha()
            if (
                named
                and (tokens[at - 2].text.isupper() or tokens[at - 2].low == "covid")
                and not _is_currency(tokens[at - 2].text)
            ):
                return self._identifier(at - 2, at)
        if at + 1 < len(tokens) and self._glued(at + 1) and tokens[at + 1].text.isalpha():
            after = tokens[at + 1].text
            if (
                after in ("G", "D", "K", "P")
                and (at + 2 >= len(tokens) or tokens[at + 2].low != "wh")
                and self._before_money(at) == ""
            ):
                alone = len(tokens) > 1 and (at > 0 or at + 2 < len(tokens))
                if alone and (after != "K" or token.text in ("4", "8")):
                    return self._identifier(at, at + 1)
            if after.islower() and len(after) == 1 and "." in token.text and after == "n":
                return self._identifier(at, at + 1)
        for reader in (calendar.clock,):
            if found := reader(tokens, at, self.text):
                self.facts.append(found[0])
                return found[1]
        if dated := calendar.day_before_month(tokens, at, self.text):
            self.facts += dated[0]
            return dated[1]
        year = len(token.text) == 4 and token.text.isdigit() and "1000" <= token.text < "2200"
        if (
            year
            and not self._before_money(at)
            and not self._unit_at(at + 1)[0]
            and self._low(at + 1) not in ("%", "percent", "/", "hundred", "million", "billion")
        ):
            fold = self._low(at + 1) in ("times",) or (self._low(at + 1) == "-" and self._unit_at(at + 2)[0])
            if not fold and not (self._low(at - 1) in ("-",) and self._glued(at) and not tokens[at - 2].number):
                facts, end = calendar.year_facts(tokens, at, self.text)  # type: ignore[misc]
                self.facts += facts
                return end
        return 0

    def _identifier(self, first: int, last: int) -> int:
        while last + 1 < len(self.tokens) and self._glued(last + 1) and (self.tokens[last + 1].text.isalnum()):
            last += 1
        span = (self.tokens[first].start, self.tokens[last].end)
        text = self.text[slice(*span)]
        label = text.lower().replace("-", "").replace("–", "")
        value = Fraction(int("".join(c for c in label if c.isdigit() and c.isascii())[:40] or "0"))
        self.facts.append(Fact("identifier", value, span, text, strength=WEAK, label=label))
        return last + 1

    def _before_money(self, at: int) -> str:
        """The currency that a sign or code before a token names."""
        if not at:
            return ""
        before = self.tokens[at - 1]
        if (
            before.text in "$€£¥￥"
            and at > 1
            and self._glued(at - 1)
            and self.tokens[at - 2].text + before.text in CURRENCY_SIGNS
        ):
            return CURRENCY_SIGNS[self.tokens[at - 2].text + before.text]
        if before.text == "$" and at > 1 and self.tokens[at - 2].text == "U.S.":
            return "USD"
        return CURRENCY_SIGNS.get(before.text, "")

    def _unit_at(self, at: int) -> tuple[str, int]:
        """The unit that begins at a token (a hyphen before it or none), and the token after it."""
        tokens = self.tokens
        if at < len(tokens) and tokens[at].text in "-–‑" and self._glued(at + 1):
            at += 1
        if at >= len(tokens):
            return "", at
        best = ("", at)
        words: list[str] = []
        k = at
        while k < len(tokens) and len(words) < 3:
            text = tokens[k].text
            if text in "-‑" or (text == "." and len(words) == 1 and words[0].lower() in ("sq", "cu")):
                if not words:
                    break
                k += 1
                continue
            words.append(text.replace(".", ""))
            if len(words) == 1 and words[0] not in _FIRST_WORDS and words[0].lower() not in _FIRST_WORDS:
                break
            name = " ".join(words)
            key = _UNIT_NAMES.get(name) or (_UNIT_NAMES.get(name.lower()) if len(name) > 3 else None)
            if key and not (len(words) == 1 and name in _SKIPPED_UNITS and not self._abbreviation_ok(k)):
                best = (key, k + 1)
            k += 1
        return best

    def _abbreviation_ok(self, at: int) -> bool:
        return self._glued(at) or (
            self.tokens[at].text not in ("s", "d", "min", "C", "F", "m", "t", "l", "g", "h")
            and self.tokens[at - 1].number
        )

    def _number(self, number: Numeral) -> int:
        tokens = self.tokens
        if number.ordinal:
            return self._ordinal(number)
        if ratio := self._ratio(number):
            return ratio
        link = self._link(number)
        if link:
            second = parse(tokens, link)
            if second is not None and not second.ordinal and second.last > link:
                return self._range(number, second, link)
        return self._measured(number)

    def _link(self, number: Numeral) -> int:
        """Where the other end of a range begins, 0 where there is none."""
        at, tokens = number.last, self.tokens
        low = self._low(at)
        if low in ("-", "–", "—") and self._low(at + 1) == "to":
            at, low = at + 2, "to"
            at = at + 1 if self._low(at) == "-" else at
            at -= 1
        glued = low in ("-", "–", "—", "~", "‑")
        between = low == "and" and any(self._low(number.first - k) == "between" for k in (1, 2, 3, 4))
        if not (
            low in ("to", "~") or between or (glued and self._glued(at) and self._glued(at + 1)) or low in ("–", "—")
        ):
            return 0
        at += 1
        while (
            at < len(tokens)
            and (tokens[at].text in "$€£¥￥" or tokens[at].text in ("US", "RMB", "HK"))
            and at < number.last + 4
        ):
            at += 1
        if at >= len(tokens) or not (tokens[at].number or tokens[at].low in STARTERS or tokens[at].low in ("a",)):
            return 0
        if tokens[at].low in ("half", "quarter", "first", "second", "third") or calendar.clock(tokens, at, self.text):
            return 0
        return at

    def _ratio(self, number: Numeral) -> int:
        """3:1, 3-1, three to one (a score falls, a range rises)."""
        at = number.last
        low = self._low(at)
        if (
            low not in (":", "-", "–", "to")
            or number.value.denominator != 1
            or number.value > 200
            or number.scale != 1
            or number.fraction
        ):
            return 0
        if at + 1 >= len(self.tokens) or not (self.tokens[at + 1].number or self._low(at + 1) in ONES):
            return 0
        if low != "to" and not (self._glued(at) and self._glued(at + 1)):
            return 0
        second = parse(self.tokens, at + 1)
        if second is None or second.value.denominator != 1 or second.scale != 1 or second.ordinal or second.value > 200:
            return 0
        if low != ":" and (
            second.value > number.value or self._low(number.first - 1) == "from" or self._low(number.first - 1) == "-"
        ):
            return 0
        if self._unit_at(second.last)[0] or self._low(second.last) in ("%", "percent", "per", "-", "/"):
            return 0
        span = (self.tokens[number.first].start, self.tokens[second.last - 1].end)
        parts = (int(number.value), int(second.value))
        self.facts.append(Fact("ratio", number.value, span, self.text[slice(*span)], parts=parts))
        return second.last

    def _range(self, first: Numeral, second: Numeral, link: int) -> int:
        before = len(self.facts)
        end = self._measured(second)
        if len(self.facts) == before:
            return end
        last = self.facts[-1]
        value = first.value
        if first.scale == 1 and second.scale > 1 and value < second.value / second.scale:
            value *= second.scale
        unit, kind = last.unit, last.kind
        money = self._before_money(first.first)
        if money:
            unit, kind = money, "money"
            if last.kind == "cardinal":
                self.facts[-1] = replace(last, kind="money", unit=money)
        start = self.tokens[first.first].start
        span = (start, self.tokens[first.last - 1].end)
        fact = replace(
            last, kind=kind, value=value, span=span, text=self.text[slice(*span)], high=first.high, unit=unit, also=()
        )
        bound = bound_of(self.tokens, first.first, first.last)
        strength = STRONG if first.figures else min(last.strength, WEAK if value > 1 else INCIDENTAL)
        self.facts[before:before] = [replace(fact, bound=bound, strength=max(strength, WEAK if last.strength else 0))]
        return end

    def _ordinal(self, number: Numeral) -> int:
        if found := calendar.period(self.tokens, number, self.text):
            self.facts.append(found[0])
            return found[1]
        if number.last - number.first == 2 and (
            dated := calendar.day_before_month(self.tokens, number.first, self.text)
        ):
            self.facts += dated[0]
            return dated[1]
        token = self.tokens[number.first]
        if self._low(number.last) in ("century", "centuries") and number.value <= 30:
            first = (number.value - 1) * 100
            span = (token.start, self.tokens[number.last].end)
            self.facts.append(Fact("year", first, span, self.text[slice(*span)], high=first + 99, unit="century"))
            return number.last + 1
        strength = STRONG if number.figures or number.value > 3 else WEAK if number.value > 1 else INCIDENTAL
        if token.low == "second" and self._low(number.last) in ("-", "only", "to"):
            strength = INCIDENTAL
        day = (("date", number.value, number.value),) if number.value <= 31 else ()
        span = (token.start, self.tokens[number.last - 1].end)
        self.facts.append(Fact("ordinal", number.value, span, self.text[slice(*span)], strength=strength, also=day))
        at = number.last
        if tuple(t.low for t in self.tokens[at : at + 4]) == ("five", "-", "year", "plan"):
            at += 4
        return at

    def _measured(self, number: Numeral) -> int:
        """The fact of one numeral by the tokens after and before it; returns where to go on."""
        tokens, at = self.tokens, number.last
        hyphen = at + 1 if self._low(at) == "-" and self._glued(at + 1) else at
        low, nxt = self._low(hyphen), self._low(hyphen + 1)
        if low in ("percentage", "percent", "pct") and (
            nxt.startswith("point") or (nxt == "-" and self._low(hyphen + 2).startswith("point"))
        ):
            return self._add("point", number, hyphen + (2 if nxt != "-" else 3))
        if low == "pct" and nxt in ("pt", "pts"):
            return self._add("point", number, hyphen + 2)
        if low == "basis" and nxt.startswith("point"):
            return self._add("point", _times(number, Fraction(1, 100)), hyphen + 2)
        if low in ("%", "percent", "percents", "percentage", "pct"):
            return self._add("percent", number, hyphen + 1)
        if low == "per" and nxt == "cent":
            return self._add("percent", number, hyphen + 2)
        if low in ("‰", "permille") or (low == "per" and nxt in ("mille", "thousand", "mil")):
            return self._add("permille", number, hyphen + (1 if low != "per" else 2))
        if low in ("times", "fold", "folds", "x") and not (low == "x" and not self._glued(hyphen)):
            return self._multiple(number, hyphen + 1)
        if number.fraction and low == "of" and nxt in ("one",) and self._low(hyphen + 2) in ("percent", "%"):
            return self._add("percent", number, hyphen + 3)
        key, end = self._unit_at(at)
        if number.fraction and not key and low in ("a", "an", "of") and number.value < 1:
            key, end = self._unit_at(at + 1)
            if key not in TIME_UNITS and low != "an":
                key = ""
            if low == "of" and not key and self._low(at + 1) in ("a", "an"):
                key, end = self._unit_at(at + 2)
        money = self._before_money(number.first)
        if key and not (money and key not in CURRENCIES):
            return self._quantity(number, key, end)
        if money:
            first = number.first - (
                2
                if self.tokens[number.first - 1].text == "$"
                and self._glued(number.first - 1)
                and self.tokens[number.first - 2].text.isalpha()
                else 1
            )
            return self._add("money", replace(number, first=first), at, unit=money)
        if number.fraction:
            strength = WEAK if number.value == Fraction(1, 2) or (number.value == Fraction(1, 4)) else STRONG
            return self._add("fraction", number, at, strength=strength)
        return self._cardinal(number)

    def _multiple(self, number: Numeral, end: int) -> int:
        value = number.value
        more = self._low(end) in ("more", "higher", "larger", "greater", "bigger", "faster", "longer") or self._low(
            end - 1
        ).startswith("fold")
        by = self._low(number.first - 1) in ("by", "increased", "grew", "rose", "grown", "nearly", "about", "than")
        also: list[Reading] = [("number", value, value)]
        if more or by:
            also.append(("multiple", value + 1, value + 1))
        strength = (
            STRONG
            if number.figures or value > 10 or number.value.denominator > 1
            else WEAK
            if value > 1
            else INCIDENTAL
        )
        return self._add("multiple", number, end, strength=strength, also=tuple(also))

    def _quantity(self, number: Numeral, key: str, end: int) -> int:
        kind: Kind = "money" if key in CURRENCIES else "duration" if key in TIME_UNITS else "quantity"
        if key == "y" and self._low(end) in ("plan", "plans"):
            return end
        strength = STRONG
        if number.value == 1 and not number.figures and kind == "duration":
            strength = INCIDENTAL
        elif number.value in (1, 2) and not number.figures:
            strength = WEAK
        also: tuple[Reading, ...] = (("ordinal", number.value, number.value),) if key == "y" else ()
        return self._add(kind, number, end, unit=key, strength=strength, also=also)

    def _cardinal(self, number: Numeral) -> int:
        at = number.first
        lead = self._low(at - 1) if self._low(at - 1) not in (".", "#") else self._low(at - 2)
        value = number.value
        words = not number.figures
        strength = STRONG
        if words and value <= 10:
            strength = WEAK if value > 1 or value == 0 else INCIDENTAL
        elif (words and value == 12) or (number.high is not None) or value == 1:
            strength = WEAK
        also: list[Reading] = []
        if lead in _ORDINAL_LEAD and value.denominator == 1:
            also.append(("ordinal", value, value))
        if number.figures and number.last - number.first == 2 and self.tokens[number.last - 1].text == "m":
            also.append(("length", value / 10**6, value / 10**6))
        if value <= 24 and number.figures and value.denominator == 1:
            also.append(("clock", value % 24, value % 24))
        return self._add("cardinal", number, number.last, strength=strength, also=tuple(also))

    def _add(
        self,
        kind: Kind,
        number: Numeral,
        last: int,
        *,
        unit: str = "",
        strength: int = STRONG,
        also: tuple[Reading, ...] = (),
    ) -> int:
        tokens, value, high, first = self.tokens, number.value, number.high, number.first
        sign = self._low(first - 1)
        glued = first and tokens[first - 1].end == tokens[first].start
        minus = sign in ("minus", "negative") or (
            sign in ("-", "−")
            and (first == 1 or (bool(glued) and not self._glued(first - 1)) or self._low(first - 2) in ("(",))
        )
        if minus:
            first, value = first - 1, -value
            high = None if high is None else -high
        span = (tokens[first].start, tokens[last - 1].end)
        scalable = kind in _SCALABLE
        self.facts.append(
            Fact(
                *(kind, value, span, self.text[slice(*span)], high),
                bound=bound_of(tokens, first, last) if scalable else "",
                unit=unit,
                direction=direction_of(tokens, first, last) if scalable else 0,
                strength=strength,
                also=also,
            )
        )
        return last


def _times(number: Numeral, factor: Fraction) -> Numeral:
    return replace(number, value=number.value * factor, high=None if number.high is None else number.high * factor)


def _is_currency(text: str) -> bool:
    return text in CURRENCY_SIGNS or text + "$" in CURRENCY_SIGNS or text in ("RMB", "CNY")


_ = Token
