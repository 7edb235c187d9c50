"""What stands around an English figure: its bound (nearly, more than, at least) and whether something rose or fell."""

from collections.abc import Sequence

from align.facts.english_tokens import Token, low_at
from align.facts.model import BOUNDS, BOUNDS_AFTER, Bound, Direction
from align.language.lexicon import forms, nouns
from align.language.tables import words

_BEFORE = {tuple(form.split()): bound for bound in BOUNDS for form in forms(bound, "en")}
_AFTER = {tuple(form.split()): bound for bound in BOUNDS_AFTER for form in forms(f"{bound}-after", "en")}
_BEFORE_ENDS = frozenset(phrase[-1] for phrase in _BEFORE)
_AFTER_STARTS = frozenset(phrase[0] for phrase in _AFTER)
_MORE = frozenset(("another", "additional", "further", "extra"))
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our"))
_LEVELS = frozenset(
    ("target", "goal", "ceiling", "limit", "cap", "threshold", "floor", "level", "mark", "line", "quota")
)
_MARKS = _LEVELS | {"barrier", "milestone", "hurdle"}
_PASSING = frozenset(
    words(
        """
        past passing passed passes crossing crossed crosses breaking broke broken breaks breaching breached topping
        topped surpassing surpassed surpasses exceeding exceeded breakthrough
        """
    )
)
_MODALS = frozenset(words("may must shall should can could ca might will would"))
_SCALE_NAMES = frozenset(words("force magnitude level grade category scale age"))
_VERB_LEAD = _MODALS | frozenset(words("to now and they it could not"))
# what is pledged over shares, and spreads over hectares
_GOVERNS_OVER = frozenset(
    words("pledge pledges pledged extend extends extended spread spreads stretch stretches control")
)
_LIMITS: dict[Bound, Bound] = {"over": "max", "below": "min"}
# the last words of bounds that may stand before an article: "over the three years" is none
_BEFORE_ARTICLE = frozenset(
    words(
        "to of about around approximately nearly almost approaching below above than least most exceeding exceeded"
        " exceed"
    )
)
_RISE, _FALL = frozenset(forms("rise", "en")), frozenset((*forms("fall", "en"), "loss", "losses"))
_RISE_AFTER = nouns("rise.noun rise.up", "en") | frozenset(forms("more ahead earlier", "en"))
_FALL_AFTER = nouns("fall.noun fall.down", "en") | frozenset(forms("less behind later", "en"))
_AMOUNTS = frozenset(("more", "less", "fewer"))  # "5 more" is often another 5
_RATES = frozenset(("growth", "expansion", "inflation"))  # growth that slowed to 5 percent is growth of 5 percent
_HEDGES = frozenset(form.split()[-1] for bound in BOUNDS for form in forms(bound, "en"))
_STOPS = frozenset((",", ";", ":", ".", "(", ")", "?", "!", "—", "“", "”", '"', "and", "while", "but", "whereas"))
_AFTER_STOPS = frozenset(
    (
        ",",
        ";",
        ":",
        ".",
        "(",
        ")",
        "?",
        "!",
        "—",
        "and",
        "while",
        "but",
        "to",
        "from",
        "for",
        "as",
        "with",
        "that",
        "which",
        "when",
        "after",
        "by",
        "or",
    )
)
_FILLERS = frozenset(
    ("the", "rmb", "us", "$", "hk", "¥", "€", "£", "￥", "us$", "a", "total", "of", "usd", "cny", "-", "−", "u.s.")
)


def bound_of(tokens: Sequence[Token], first: int, last: int) -> Bound:
    """The bound of the figure over tokens [first, last), by the words next to it.

    >>> from align.facts.english_tokens import tokenize
    >>> bound_of(tokenize("no less than 5 percent"), 3, 5), bound_of(tokenize("aged 60 or older"), 1, 2)
    ('min', 'min')
    """
    if bound := _before(tokens, first):
        return _LIMITS.get(bound, bound) if tokens[first - 1].low == "than" and _limits(tokens, first) else bound
    if _passes_mark(tokens, first, last):
        return "over"
    if (
        last + 1 < len(tokens)
        and tokens[last].low == "plus"
        and (tokens[last + 1].number or tokens[last + 1].low.isalpha())
    ):
        return ""  # 73 million plus interest
    skip = last + 1 if last < len(tokens) and tokens[last].low == "-" else last
    if bound := _after(tokens, skip, 3) or _after(tokens, skip, 2) or _after(tokens, skip, 1):
        return bound
    if low_at(tokens, last + 1) == "/" and (bound := _after(tokens, last + 3, 2)):
        return bound  # 7.0 mmol/L or above
    return _after(tokens, last + 1, 2) if last < len(tokens) and tokens[last].low not in _STOPS else ""


def _limits(tokens: Sequence[Token], first: int) -> bool:
    """True if what may not be more than a figure is told: "do not take more than four", "no vehicle may carry more"."""
    for at in range(first - 1, max(-1, first - 9), -1):
        low = tokens[at].low
        if low in _STOPS and low not in ("“", "”", '"'):
            return False
        if low == "cannot":
            return True
        if low == "not" or (low == "t" and tokens[at - 1].text in "'’"):
            verb = low_at(tokens, at - 1 if low == "not" else at - 2)
            return (
                verb in _MODALS or verb.removesuffix("n") in _MODALS or (verb in ("do", "don") and _orders(tokens, at))
            )
        if (
            low in _MODALS
            and at > first - 6
            and any(low_at(tokens, k) in ("no", "nobody", "neither") for k in range(max(0, at - 6), at))
        ):
            return True
    return False


def _orders(tokens: Sequence[Token], at: int) -> bool:
    """True if "do not" begins what is said, as an order does: "they do not" does not."""
    start = at - 2 if tokens[at].low == "not" else at - 3
    return start < 0 or tokens[start].low in _STOPS or tokens[start].low == "please"


def _passes_mark(tokens: Sequence[Token], first: int, last: int) -> bool:
    """True if a figure is a mark that was passed: passing the 700-million mark, broke through the 50 percent level."""
    at = first
    while at and tokens[at - 1].low in _FILLERS:
        at -= 1
    if at and tokens[at - 1].low == "through":
        at -= 1
    passes = at and at < first and tokens[at - 1].low in _PASSING
    return bool(passes) and any(low_at(tokens, k) in _MARKS for k in range(last, last + 4))


def _before(tokens: Sequence[Token], first: int) -> Bound:
    """The bound before a figure: at least US$5, at least another two years, close to the 2 percent, below a cap of."""
    at = first
    steps = 0
    while at and steps < 3 and tokens[at - 1].low in _FILLERS and tokens[at - 1].low not in ("the", "a", "total", "of"):
        at, steps = at - 1, steps + 1
    if at > 1 and tokens[at - 1].low in _SCALE_NAMES and tokens[at - 2].low not in _ARTICLES:
        at -= 1  # above force 17
    while at and tokens[at - 1].low in _MORE:
        at -= 1
    if at > 2 and tokens[at - 1].low == "of" and tokens[at - 2].low in _LEVELS:
        at = next((k for k in range(at - 2, max(0, at - 5), -1) if tokens[k - 1].low in _ARTICLES), at)
    if at > 1 and tokens[at - 1].low in _ARTICLES and tokens[at - 2].low in _BEFORE_ARTICLE:
        at -= 1
    if not at or tokens[at - 1].low not in _BEFORE_ENDS:
        return ""
    if tokens[at - 1].low == "over" and low_at(tokens, at - 2) in _GOVERNS_OVER:
        return ""
    if tokens[at - 1].low == "top" and low_at(tokens, at - 2) not in _VERB_LEAD:
        return ""  # the top 30
    before = tuple([token.low for token in tokens[max(0, at - 5) : at]])
    return next((_BEFORE[before[start:]] for start in range(len(before)) if before[start:] in _BEFORE), "")


def _after(tokens: Sequence[Token], at: int, length: int) -> Bound:
    if at >= len(tokens) or tokens[at].low not in _AFTER_STARTS:
        return ""
    return _AFTER.get(tuple([token.low for token in tokens[at : at + length]]), "")


def direction_of(tokens: Sequence[Token], first: int, last: int) -> Direction:
    """+1 or -1 by the nearest word of rising or falling before the figure in its clause, else right after it.

    >>> from align.facts.english_tokens import tokenize
    >>> direction_of(tokenize("fell by 3.1 percent"), 2, 4), direction_of(tokenize("a 5 percent increase"), 1, 3)
    (-1, 1)
    """
    for at in range(last, min(last + 3, len(tokens))):
        low = tokens[at].low
        if low in _AMOUNTS:
            return 0
        if low in _RISE_AFTER or low in _FALL_AFTER:
            return 1 if low in _RISE_AFTER else -1
        if low in _AFTER_STOPS:
            break
    start = first - 1 if first < 2 or tokens[first - 1].low not in _HEDGES else first - 2
    reach = 12 if start >= 0 and tokens[start].low == "by" else 6
    for at in range(first - 1, max(-1, first - 1 - reach), -1):
        low = tokens[at].low
        if low == "up" and tokens[at + 1].low == "to":
            continue  # a bound, not a rise
        if low in _RISE:
            return -1 if low == "growth" and at and tokens[at - 1].low in ("negative", "slower") else 1
        if low in _FALL and low_at(tokens, at + 1) == "short":
            return 0
        if low in _FALL:
            return 0 if at and tokens[at - 1].low in _RATES else -1
        if low in _STOPS:
            return 0
    return 0
