"""The bound of an English figure: nearly, more than, at least."""

import re

from align.facts.model import BOUNDS, BOUNDS_AFTER, Bound
from align.facts.words_beside import words
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
_BEFORE_ARTICLE, _NO_BOUND, _LIMIT = (words(key)["en"] for key in ("before an article", "no bound", "limit"))
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
        told = match["bound"].lower().split()
        bound = _BOUNDS[" ".join(told)] if " ".join(told) in _BOUNDS else _BOUNDS[f"{told[0]} {told[-1]}"]
        place = match.end("bound")
        if not _NO_BOUND.search(text, max(0, place - 20), place):
            limits = match["bound"].lower().endswith("than") and bound in _TURNED
            return _TURNED[bound] if limits and _LIMIT.search(text, max(0, place - 70), match.start()) else bound
    if _INTEREST.match(text, end):
        return ""  # 73 million plus interest
    after = _AFTER.match(text, end)
    return _BOUNDS_AFTER[(after["near"] or after["far"]).lower()] if after else ""
