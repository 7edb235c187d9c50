"""A fact: something that a text states and that can be compared by value, with the characters that state it."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from align.model.document import Span

Kind = Literal[
    "cardinal",
    "quantity",
    "money",
    "percent",
    "point",
    "permille",
    "fraction",
    "multiple",
    "ordinal",
    "year",
    "date",
    "time",
    "duration",
    "period",
    "ratio",
    "identifier",
]
Bound = Literal["", "about", "near", "over", "min", "max", "below", "reach"]
# kinds that can be more or less
SCALABLE = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)
BOUNDS: tuple[Bound, ...] = ("about", "near", "over", "below", "min", "max", "reach")
BOUNDS_AFTER: tuple[Bound, ...] = ("about", "over", "min", "max")  # those that words after a figure may state
Direction = Literal[-1, 0, 1]
Role = Literal["", "change", "difference", "level", "rate", "from"]
Reading = tuple[str, Fraction, Fraction]


# More characters or figures than that are no passage of speech: the rest of such a text is not read.
MOST_READ, MOST_FACTS = 200_000, 1000
INCIDENTAL, WEAK, STRONG = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure as stated.

    ``value`` is exact and in the unit as written (三成 is 30 percent; 884亿千瓦时 is 88,400,000,000 kilowatt-hours);
    ``high`` is the upper end of a vague value (数十: 20 to 99). The two ends of a range are two facts.

    ``kind`` "year" covers decades and centuries (``high`` set), "date" a month or a day or both, "period" parts of a
    year; their ``parts`` are (month, day) with 0 for what is not said, and ("half", 1) is coded in ``unit``. "multiple"
    holds the resulting factor: 增长两倍 and "tripled" are both 3. "ratio" holds both terms in ``parts``.

    ``bound`` is what stands around the figure: about (约), near (近), over (多, 超过), min (不低于), max (不超过),
    below (不足), reach (高达).
    ``strength``: STRONG figures are always compared; WEAK ones (三个, "three") are compared but rarely missed;
    INCIDENTAL ones (一个, "one", 首) explain a figure of the other side and are never reported on their own.

    ``whole`` is the span of the range that a fact is one end of; ``text``, set last, what is written at ``span``.
    ``also`` lists other readings as (dimension, low, high): "2000" may be a year.

    ``role`` is the part that the figure plays in a change: its size (or that of a difference), the level reached, the
    level of a rate, or where it began; ``direction`` is +1 where something rose by it or to it, -1 where it fell.
    """

    kind: Kind
    value: Fraction
    span: Span
    high: Fraction | None = None
    bound: Bound = ""
    unit: str = ""
    strength: int = STRONG
    parts: tuple[int, ...] = ()
    also: tuple[Reading, ...] = ()
    label: str = ""
    whole: Span | None = None
    role: Role = ""
    direction: Direction = 0
    text: str = ""
