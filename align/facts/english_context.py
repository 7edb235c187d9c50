"""What stands around an English figure: its bound (nearly, more than, at least) and whether something rose or fell."""

import re

from align.facts.model import BOUNDS, BOUNDS_AFTER, Bound, Direction
from align.language.kept_patterns import compiled
from align.language.lexicon import forms, nouns
from align.language.tables import any_of

_WINDOW = 70  # characters before a figure that are looked at
_BOUNDS: dict[str, Bound] = {form: bound for bound in BOUNDS for form in forms(bound, "en")}
_BOUNDS_AFTER: dict[str, Bound] = {form: bound for bound in BOUNDS_AFTER for form in forms(f"{bound}-after", "en")}
_LEVEL = "(?:target|goal|ceiling|limit|cap|threshold|floor|level|mark|line|quota)"
_BEFORE = compiled(
    r"(?:(?<![A-Za-z])(?![<>])|(?<![-=])(?=[<>≤≥]))(?P<bound>(?<!no )(?:more|fewer|less) [A-Za-z]+ than"
    rf"|{any_of(_BOUNDS)})(?![A-Za-z])(?:(?<=at most),|(?<=at least),)?"
    rf"(?P<article> (?:the|an?|its|their|our)\b)?(?P<level>(?: \w+){{0,2}} {_LEVEL} of\b)?"
    r"(?: (?:another|additional|further|extra)\b)*"
    r"(?: (?:force|magnitude|level|grade|category|scale|age|size|version)\b)?"
    r"(?: ?(?:RMB|US|HK|USD|CNY|U\.S\.|[$¥€£￥−-]))*[ -]?$",
    re.IGNORECASE,
)
# the last words of bounds that may stand before an article: "over the three years" is none
_BEFORE_ARTICLE = re.compile(
    r"\b(?:to|of|about|around|approximately|nearly|almost|approaching|below|above|than|least|most|exceed(?:ing|ed)?|through)$",
    re.IGNORECASE,
)
# what is pledged over shares, spreads over hectares; the top 30
_NO_BOUND = re.compile(
    r"\b(?:pledge[sd]?|extend(?:s|ed)?|spreads?|stretch(?:es)?|control) over$"
    r"|(?<!\S)(?!(?:to|now|and|they|it|not|could|will|may|should|would|can|(?!its|this)[a-z]+[a-z]s) )\S+ top$|^ *top$",
    re.IGNORECASE,
)
_MODAL = r"(?:may|must|shall|should|could|can|might|will|would)"
# what may not be more than a figure: "do not take more than four", "no vehicle may carry more than"
_LIMITS = re.compile(
    rf"(?:\b{_MODAL} ?(?:not|n['’]t)|\bcan['’]t|(?:^|[.;:!?,(] ?|please )do(?:n['’]t| not))\b[^,;:.()?!]{{0,40}}$"
    rf"|\b(?:no|none|nobody|neither)\b[^.,;:]{{0,30}}\b{_MODAL}\b[^,;:.()?!]{{0,18}}$",
    re.IGNORECASE,
)
_TURNED: dict[Bound, Bound] = {"over": "max", "below": "min"}
_AFTER = compiled(
    rf"(?: per [a-z]+)? ?[-(]? ?(?P<near>{any_of(_BOUNDS_AFTER)}|Plus)(?![A-Za-z])"
    r"|[ -](?!and\b|while\b|but\b)[^\s,;:.()?!—“”\"]+ "
    rf"(?P<far>{any_of(form for form in _BOUNDS_AFTER if ' ' in form)})(?![A-Za-z])"
)
_INTEREST = re.compile(" plus [A-Za-z0-9]")

_RISE = any_of(forms("rise", "en"))
_FALL = any_of((*forms("fall", "en"), "loss", "losses"))
_MOVED = compiled(
    rf"(?<![A-Za-z])(?:(?P<none>(?:growth|expansion|inflation) (?:{_FALL})|(?:{_FALL}) short|up to)"
    rf"|(?P<fall>(?:negative|slower) growth|{_FALL})|(?P<rise>{_RISE}))(?![A-Za-z])",
    re.IGNORECASE,
)
_STOPS = re.compile(r"[;:()?!—“”\"]|[,.](?![0-9])|\b(?:and|while|but|whereas)\b")
_BY = compiled(rf"\bby(?: (?:{any_of(_BOUNDS)}))?[ A-Z$€£¥]*$")
_MOVED_AFTER = compiled(
    r"(?:[ -](?!(?:and|while|but|to|from|for|as|with|that|which|when|after|by|or)\b)[^\s,;:.()?!—-]+){0,2}?[ -]"
    r"(?:(?P<none>more|less|fewer)"
    rf"|(?P<rise>{any_of(nouns('rise.noun rise.up', 'en') | {*forms('more ahead earlier', 'en')})})"
    rf"|(?:{any_of(nouns('fall.noun fall.down', 'en') | {*forms('less behind later', 'en')})}))(?![A-Za-z])",
    re.IGNORECASE,
)


def bound_of(text: str, start: int, end: int) -> Bound:
    """The bound of the figure at [start, end), by the words next to it.

    >>> bound_of("no less than 5 percent", 13, 22), bound_of("aged 60 or older", 5, 7)
    ('min', 'min')
    """
    match = _BEFORE.search(text, max(0, start - _WINDOW), start)
    if match and not (match["article"] and not match["level"] and not _BEFORE_ARTICLE.search(match["bound"])):
        words = match["bound"].lower().split()
        bound = _BOUNDS[" ".join(words)] if " ".join(words) in _BOUNDS else _BOUNDS[f"{words[0]} {words[-1]}"]
        place = match.end("bound")
        if not _NO_BOUND.search(text, max(0, place - 20), place):
            limits = match["bound"].lower().endswith("than") and bound in _TURNED
            return _TURNED[bound] if limits and _LIMITS.search(text, max(0, place - 70), match.start()) else bound
    if _INTEREST.match(text, end):
        return ""  # 73 million plus interest
    after = _AFTER.match(text, end)
    return _BOUNDS_AFTER[(after["near"] or after["far"]).lower()] if after else ""


def direction_of(text: str, start: int, end: int) -> Direction:
    """+1 or -1 by the nearest word of rising or falling before the figure in its clause, else right after it.

    >>> direction_of("fell by 3.1 percent", 8, 19), direction_of("a 5 percent increase", 2, 11)
    (-1, 1)
    """
    if after := _MOVED_AFTER.match(text, end):
        return 0 if after["none"] else 1 if after["rise"] else -1
    clause = _STOPS.split(text[max(0, start - _WINDOW) : start])[-1]
    words = 12 if _BY.search(clause) else 6
    nearest = [*_MOVED.finditer(" ".join(clause.split()[-words:]))][-1:]
    return 0 if not nearest or nearest[0]["none"] else 1 if nearest[0]["rise"] else -1
