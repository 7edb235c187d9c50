"""English words that state a figure without being numerals (doubled, noon, decade), and what may begin one at all."""

from fractions import Fraction

from align.facts.english_calendar import DAYS, MONTHS, RELATIVE_STARTS
from align.facts.english_tokens import STARTERS, TENS
from align.facts.english_units import ADJECTIVES, UNIT_NAMES
from align.facts.model import INCIDENTAL, WEAK, Kind
from align.facts.units import TIME_UNITS
from align.language.tables import words

FACTORS = {
    **dict.fromkeys(words("double doubled doubles doubling twice twofold"), 2),
    **dict.fromkeys(words("triple tripled triples tripling treble trebled thrice threefold"), 3),
    **dict.fromkeys(words("quadruple quadrupled quadruples quadrupling fourfold"), 4),
    **dict.fromkeys(words("quintuple quintupled fivefold"), 5),
    "sixfold": 6,
    "sevenfold": 7,
    "eightfold": 8,
    "ninefold": 9,
    "tenfold": 10,
    "hundredfold": 100,
}
WEAK_FACTORS = frozenset(words("double twice triple thrice"))
FIXED: dict[str, tuple[Kind, Fraction, str, int]] = {
    "noon": ("time", Fraction(12), "h", WEAK),
    "midnight": ("time", Fraction(0), "h", WEAK),
    "decade": ("duration", Fraction(10), "y", INCIDENTAL),
    "centenary": ("duration", Fraction(100), "y", INCIDENTAL),
    "centennial": ("duration", Fraction(100), "y", INCIDENTAL),
    "century": ("duration", Fraction(100), "y", INCIDENTAL),
    **{
        word: ("duration", Fraction(years), "y", INCIDENTAL)
        for years, group in {
            2: "biennial biennially",
            3: "triennial",
            4: "quadrennial",
            5: "quinquennial",
            10: "decennial",
            50: "semicentennial",
            150: "sesquicentennial sesquicentenary",
            200: "bicentennial bicentenary",
            300: "tricentennial tercentenary tricentenary",
            400: "quadricentennial quatercentenary",
            500: "quincentennial quincentenary",
            1000: "millennial millenary",
        }.items()
        for word in words(group)
    },
    **{
        word: ("cardinal", Fraction(count), "", INCIDENTAL)
        for count, group in {
            2: "duo pair pairs couples twins twosome",
            3: "trio triplets threesome trilogy triple-header",
            4: "quartet quadruplets foursome foursomes tetralogy",
            5: "quintet quintuplets",
            6: "sextet",
            7: "septet",
            8: "octet",
        }.items()
        for word in words(group)
    },
    "halved": ("fraction", Fraction(1, 2), "", WEAK),
    "halve": ("fraction", Fraction(1, 2), "", WEAK),
    "halving": ("fraction", Fraction(1, 2), "", WEAK),
    "none": ("cardinal", Fraction(0), "", INCIDENTAL),
    "nil": ("cardinal", Fraction(0), "", INCIDENTAL),
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
RANGES = {
    **dict.fromkeys(words("teen teens teenage teenaged teenager teenagers adolescent adolescents"), (10, 19)),
    **dict.fromkeys(words("sexagenarian sexagenarians"), (60, 69)),
    **dict.fromkeys(words("septuagenarian septuagenarians"), (70, 79)),
    **dict.fromkeys(words("octogenarian octogenarians"), (80, 89)),
    **dict.fromkeys(words("nonagenarian nonagenarians"), (90, 99)),
    **dict.fromkeys(words("centenarian centenarians"), (100, 110)),
}
PHRASES: dict[tuple[str, ...], tuple[Kind, Fraction, str]] = {
    ("around", "the", "clock"): ("duration", Fraction(24), "h"),
    ("round", "-", "the", "-", "clock"): ("duration", Fraction(24), "h"),
    ("round", "the", "clock"): ("duration", Fraction(24), "h"),
    ("24", "/", "7"): ("duration", Fraction(24), "h"),
    ("middle", "of", "the", "year"): ("period", Fraction(1), "half"),
    ("mid", "-", "year"): ("period", Fraction(1), "half"),
    ("next", "half", "of", "the", "year"): ("period", Fraction(2), "half"),
    ("latter", "half", "of", "the", "year"): ("period", Fraction(2), "half"),
    ("back", "half", "of", "the", "year"): ("period", Fraction(2), "half"),
    ("first", "trimester"): ("period", Fraction(3), "first months"),
    ("one", "before", "the", "last", "one"): ("ordinal", Fraction(-1), "end"),
    ("one", "before", "the", "last"): ("ordinal", Fraction(-1), "end"),
    ("last", "century"): ("year", Fraction(1900), "century"),
    ("this", "century"): ("year", Fraction(2000), "century"),
    ("last", "but", "one"): ("ordinal", Fraction(-1), "end"),
    ("next", "to", "last"): ("ordinal", Fraction(-1), "end"),
    ("second", "to", "last"): ("ordinal", Fraction(-1), "end"),
}
NOT_FIGURES = tuple(
    tuple(phrase.split()) for phrase in ("second to none", "five - year plan", "five year plan", "second - hand")
)
PHRASE_STARTS = frozenset(phrase[0] for phrase in (*PHRASES, *NOT_FIGURES))
PHRASE_SECONDS = frozenset(phrase[1] for phrase in (*PHRASES, *NOT_FIGURES))
TRIGGERS = (
    frozenset((*STARTERS, *MONTHS, *DAYS, *RELATIVE_STARTS, *FACTORS, *FIXED, *RANGES, *PHRASE_STARTS))
    | {word.removesuffix("y") + "ies" for word in TENS}
    | {"decades", "a", "an", "several", "few", "couple", "q", "h", "percent", "percents", "per", "http", "https", "www"}
    | {"ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
)
ARTICLES = frozenset(("a", "an"))
# what makes a number of an article: a dozen, a third, an hour and a half
AFTER_ARTICLE = (
    STARTERS | ADJECTIVES | {"few", "couple", "-"} | {name for name, key in UNIT_NAMES.items() if key in TIME_UNITS}
)
DECADES = {word.removesuffix("y") + "ies": value for word, value in TENS.items()}
