"""How a press office writes a figure in English: "88.4 billion kilowatt-hours", "the first half", "10:30 a.m.".

Numbers of a million and above take million, billion or trillion where three decimals suffice (four of a trillion, which
is 10,000亿), others commas; counts below ten are words.
"""

from dataclasses import replace
from fractions import Fraction

from align.facts.digits import magnitude, significant
from align.facts.model import BOUNDS, Bound, Fact
from align.facts.stages import STAGES
from align.facts.units import UNITS, in_base
from align.language.lexicon import rendering
from align.language.tables import words

_WORDS = words("zero one two three four five six seven eight nine")
_BOUNDS: dict[Bound, str] = {"": "", **{bound: f"{rendering(bound, 'en')} " for bound in BOUNDS}, "reach": ""}
_SCALES = ((10**12, "trillion", 10**4), (10**9, "billion", 10**3), (10**6, "million", 10**3))
_MONTHS = words("January February March April May June July August September October November December")
_WEEKDAYS = words("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_ORDINALS = words("first second third fourth fifth sixth seventh eighth ninth")
_SHARES = {2: ("half", "halves")} | {n: (name, name + "s") for n, name in enumerate((*_ORDINALS, "tenth"), 1) if n > 2}
_SHARES[4] = ("quarter", "quarters")
_VAGUE = {10: "dozens", 100: "hundreds", 10**3: "thousands", 10**6: "millions", 10**9: "billions"} | {
    10**4: "tens of thousands",
    10**5: "hundreds of thousands",
    10**7: "tens of millions",
    10**8: "hundreds of millions",
}
_CLAUSES = {"条": "Article", "條": "Article", "章": "Chapter", "节": "Section", "節": "Section", "款": "paragraph"}
_PLAIN = {
    "percent": " percent",
    "permille": " per thousand",
    "point": " percentage points",
    "cardinal": "",
    "fraction": "",
}
_CHAINS = (("y", "month"), ("week", "d"), ("d", "h", "min", "s"), ("foot", "inch"), ("lb", "oz"))
_TIMES = {Fraction(2): "double", Fraction(3): "triple", Fraction(4): "quadruple"}
_WESTERN = {"mu": "ha", "jin": "kg", "li": "km"}
_UPPER: tuple[Bound, ...] = ("near", "below", "max")
_RELATIVE = {-2: "the year before last", -1: "last year", 0: "this year", 1: "next year", 2: "the year after next"}


def number(value: Fraction, *, spelled: bool = False) -> str:
    """A value in digits with commas or with million, billion, trillion.

    >>> number(Fraction(88400000000)), number(Fraction(117015)), number(Fraction("2.50"))
    ('88.4 billion', '117,015', '2.5')
    """
    if spelled and value.denominator == 1 and 0 <= value < 10:
        return _WORDS[int(value)]
    sign, size = ("minus " if value < 0 else ""), abs(value)
    for scale, name, finest in _SCALES:
        if size >= scale and (size / scale * finest).denominator == 1:
            return f"{sign}{decimal(size / scale)} {name}"
    return sign + decimal(size)


def ordinal(value: int, *, digits: bool = False) -> str:
    """>>> ordinal(3), ordinal(11), ordinal(22), ordinal(3, digits=True)
    ('third', '11th', '22nd', '3rd')
    """
    if 0 < value < 10 and not digits:
        return _ORDINALS[value - 1]
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def render(fact: Fact, *, native: bool = False) -> str:
    """The English of a fact, with its bound. Chinese measures are converted, unless ``native`` asks to keep them.

    >>> from align.facts import extract
    >>> [render(f) for f in extract("540万亩，近1000亩，295.6亿斤，二十万分之一", "zh")]
    ['360,000 hectares', 'nearly 66.7 hectares', '14.78 billion kilograms', 'one in 200,000']
    >>> [render(f) for f in extract("884亿千瓦时，近五分之一，7月3日，上午10时30分，2.3个百分点", "zh")]
    ['88.4 billion kilowatt-hours', 'nearly one-fifth', 'July 3', '10:30 a.m.', '2.3 percentage points']
    """
    kind, value = fact.kind, fact.value
    if fact.label in STAGES:
        return _staged(fact)
    if kind == "year":
        return _year(fact)
    if kind == "date":
        return _date(fact)
    if kind == "time":
        return clock(value)
    if kind == "period":
        return _period(fact)
    if kind == "ordinal":
        return _ordinal(fact)
    if kind == "ratio":
        return f"{fact.parts[0]}:{fact.parts[1]}"
    if kind == "identifier":
        return fact.text
    return _BOUNDS[fact.bound] + _amount(fact) if native else _converted(fact)


def _converted(fact: Fact) -> str:
    """A fact in the units that a press office uses: 540万亩 is 360,000 hectares, 100亩 about 6.67 hectares.

    What cannot be said exactly keeps as many digits as the Chinese has, three at least, and is rounded to the side on
    which its bound stays true.
    """
    if fact.unit not in _WESTERN or fact.high is not None:
        return _BOUNDS[fact.bound] + _amount(fact)
    value = in_base(fact.value, fact.unit) / UNITS[_WESTERN[fact.unit]].factor
    same = replace(fact, value=value, unit=_WESTERN[fact.unit])
    digits = max(3, significant(fact.value))
    if not value or 0 < significant(value) <= digits:
        return _BOUNDS[fact.bound] + _amount(same)
    step = Fraction(10) ** (magnitude(value) - digits + 1)
    scaled = value / step
    rounded = scaled // 1 if fact.bound in ("over", "min") else -(-scaled // 1) if fact.bound in _UPPER else None
    value = (rounded if rounded is not None else (scaled + Fraction(1, 2)) // 1) * step
    return _BOUNDS["about" if fact.bound in ("", "reach") else fact.bound] + _amount(replace(same, value=value))


def _amount(fact: Fact) -> str:
    kind, value = fact.kind, fact.value
    if fact.high is not None:
        if vague := _vague(fact):
            return vague + _unit(fact, Fraction(10))
        return f"{number(value)} to {number(fact.high)}{_unit(fact, fact.high)}"
    if kind == "fraction":
        return _fraction(value)
    if fact.label == "basis points":
        return number(value * 100) + (" basis point" if value * 100 == 1 else " basis points")
    if kind == "multiple":
        return _TIMES.get(value, number(value) + " times")
    if fact.unit == "month" and value == 6 and "半年" in fact.text:
        return "half a year"
    if kind == "duration" and fact.parts:
        return " and ".join(_amount(replace(fact, value=Fraction(n), unit=u, parts=())) for n, u in _spoken(fact))
    return number(value, spelled=kind in ("cardinal", "duration")) + _unit(fact, value)


def _spoken(fact: Fact) -> list[tuple[int, str]]:
    """What a joined duration was said in: amounts with their units, the largest first."""
    chain = next(chain for chain in _CHAINS if fact.unit in chain)
    last = chain.index(fact.unit) + 1
    return list(zip(fact.parts, chain[last - len(fact.parts) : last], strict=True))


def _unit(fact: Fact, value: Fraction) -> str:
    if fact.kind == "point" and value == 1:
        return " percentage point"
    if fact.kind in _PLAIN:
        return _PLAIN[fact.kind]
    if fact.kind == "multiple":
        return " times"
    unit = UNITS[fact.unit]
    return " " + unit.english[0 if value == 1 else 1]


def _vague(fact: Fact) -> str:
    """Dozens of, hundreds of, tens of millions of: only where the value is 几 or 数 with a multiplier."""
    if fact.text[:1] not in "几数上":
        return ""
    scale = fact.value / 2 if fact.text[0] in "几数" else fact.value
    word = _VAGUE.get(int(scale), "")
    return f"{word} of" if word and fact.unit else word


def decimal(value: Fraction) -> str:
    """A value in digits with commas, to six decimals at most.

    >>> decimal(Fraction(117015)), decimal(Fraction("1234567.5"))
    ('117,015', '1,234,567.5')
    """
    if value.denominator == 1:
        return f"{int(value):,}"
    if value < 0:
        return f"minus {decimal(-value)}"
    digits = 0
    scaled = value
    while scaled.denominator != 1 and digits < 6:
        scaled, digits = scaled * 10, digits + 1
    whole, rest = divmod(round(scaled), 10**digits)
    return f"{whole:,}.{rest:0{digits}d}"


def _fraction(value: Fraction) -> str:
    top, below = value.numerator, value.denominator
    if value == Fraction(1, 2):
        return "half"
    if below in _SHARES and 0 < top < 10 and top < below:
        return f"{_WORDS[top]}-{_SHARES[below][top > 1]}"
    if (value * 10_000).denominator == 1:
        return f"{decimal(value * 100)} percent"
    return f"one in {below:,}" if top == 1 else f"{top} out of {below:,}"


def _staged(fact: Fact) -> str:
    """Late May, mid-2023, the early 20th century."""
    whole = render(replace(fact, label=""))
    article, rest = ("the ", whole[4:]) if whole.startswith("the ") else ("", whole)
    return f"{article}{fact.label}{'-' if fact.label == 'mid' else ' '}{rest}"


def _ordinal(fact: Fact) -> str:
    """The third plenary session, Article 15, the 14th Five-Year Plan, 17th."""
    value = int(fact.value)
    if fact.text[-1] in _CLAUSES and fact.text[0] == "第":
        return f"{_CLAUSES[fact.text[-1]]} {value}"
    if fact.text.endswith(("号", "號")):
        return f"No. {value}"
    session = " plenary session" if fact.text.endswith(("中全会", "中全會")) else ""
    return ordinal(value) + (" Five-Year Plan" if fact.label == "plan" else session)


def _year(fact: Fact) -> str:
    value = int(fact.value)
    if fact.unit == "relative":
        return _RELATIVE.get(value, "")
    if fact.unit == "decade":
        return f"the {value}s"
    return f"the {ordinal(value // 100 + 1)} century" if fact.unit == "century" else str(value)


def _date(fact: Fact) -> str:
    if fact.unit == "weekday":
        return _WEEKDAYS[int(fact.value) - 1]
    month, day = fact.parts
    if fact.unit == "lunar":
        lunar = f"the {ordinal(month)} lunar month"
        return f"the {ordinal(day)} day of {lunar}" if day else lunar
    if not month:
        return "the " + (ordinal(day) if day > 9 else f"{day}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(day, 'th') }")
    return f"{_MONTHS[month - 1]} {day}" if day else _MONTHS[month - 1]


def clock(value: Fraction) -> str:
    """>>> clock(Fraction(20)), clock(Fraction(21, 2)), clock(Fraction(12))
    ('8 p.m.', '10:30 a.m.', 'noon')
    """
    hour, minute = int(value), int((value - int(value)) * 60)
    if not minute and hour in (0, 12, 24):
        return "noon" if hour == 12 else "midnight"
    half = "a.m." if hour % 24 < 12 else "p.m."
    return f"{hour % 12 or 12}{f':{minute:02d}' if minute else ''} {half}"


def _period(fact: Fact) -> str:
    value = int(fact.value)
    if fact.unit in ("half", "quarter"):
        return f"the {ordinal(value)} {fact.unit}"
    return f"the {fact.unit.split()[0]} {number(fact.value, spelled=True)} {fact.unit.split()[1]}"
