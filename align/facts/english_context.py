"""The bound of an English figure: nearly, more than, at least."""

import re

from align.facts.model import BOUNDS, BOUNDS_AFTER, Bound
from align.language.kept_patterns import compiled
from align.language.lexicon import forms
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
