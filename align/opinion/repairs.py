"""What a pair would be if a flag were right and acted on: the smallest repair, in grammatical text.

Where the English says something else, the English with the suggestion in its place. Where it is said to lack something,
the Chinese without that: where it should stand in the English is not known, and a figure appended to a sentence is bad
English whatever the Chinese says. Where it is said to have something more, the English without it, as the source.
"""

import re
from dataclasses import dataclass
from typing import Literal

from align.language.edits import applied
from align.language.spans import touches
from align.model.document import Language, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.evidence.alternatives import turned

Kind = Literal["said", "unsaid"]

_NUMBER = re.compile(
    r"\d[\d,]*(?:\.\d+)?(?:[ -](?:hundred|thousand|million|billion|trillion)\b)?", re.ASCII | re.IGNORECASE
)
_ARTICLE = re.compile(r"\b([Aa])n?( )$", re.ASCII)
_VOWEL = re.compile(r"[aeiou]|8|1[18](?!\d)", re.ASCII | re.IGNORECASE)
_STOPS = "，,；;、。"
_SPELT = frozenset(("names.wrong", "names.surname", "names.spelling"))
_ADVICE = "be advised to"
_LEAST = 2  # characters that must be left of a text


@dataclass(frozen=True, slots=True)
class Repair:
    """A pair as a flag would have it. ``of``: the side whose text it changes; ``span``: the changed place in that text.

    ``kind``: "said", the changed English is the better translation; "unsaid", the changed side is the better source.
    """

    kind: Kind
    of: Language
    text: str
    span: Span


def repairs(unit: TranslationUnit, issue: Issue) -> tuple[Repair, ...]:
    """Return the repairs of an issue, () if none can be made. Of several, the best counts: each is a way to be right.

    >>> unit = TranslationUnit(0, (0,), (0,), "出口下降5%。", "Exports rose by 8 percent.")
    >>> [made.text for made in repairs(unit, Issue("", "mistranslation/number", "major", 1.0, "", (4, 6), (16, 25),
    ...     suggestion="5 percent"))]
    ['Exports rose by 5 percent.']
    >>> [made.text for made in repairs(unit, Issue("", "omission/number", "major", 1.0, "", (4, 6)))]
    ['出口下降。']
    """
    kind, _, finer = issue.type.partition("/")
    zh, en = issue.zh_span, issue.en_span
    made: list[Repair | None] = []
    if kind == "omission" and zh:
        made = [_without(unit.zh_text, zh, "zh")]
    elif kind == "addition" and en:
        made = [_without(unit.en_text, en, "en")]
    elif kind == "mistranslation" and en:
        made = [_instead(unit.en_text, en, new) for new in _right(unit, issue, finer)]
        if finer == "name" and zh:
            made.append(_without(unit.zh_text, zh, "zh"))  # the English marked may be a guess: is it named at all?
    return tuple(one for one in made if one is not None)


def is_spelling(issue: Issue) -> bool:
    """True if a flag says how a name is spelt, which a model does not know better than the tables."""
    return issue.code in _SPELT


def _right(unit: TranslationUnit, issue: Issue, finer: str) -> list[str]:
    """What would stand at the English span."""
    assert issue.en_span is not None
    marked = unit.en_at(issue.en_span)
    if finer == "negation" and not issue.zh_span:
        return _affirmed(unit.en_text, issue.en_span)
    if not issue.suggestion:
        return [one.new for one in turned(marked, "en", ()) if finer and one.span == (0, len(marked))][:1]
    if finer in ("number", "date", "percentage"):
        return [_dressed(marked, issue.suggestion)]
    return ["should" if issue.suggestion == _ADVICE else issue.suggestion]


def _affirmed(text: str, span: Span) -> list[str]:
    """The marked words without their negation; a change that reaches beyond them ("did not go") is cut to them."""
    for one in turned(text, "en", ()):
        if one.kind == "negation" and touches(one.span, [span]):
            start, end = min(one.span[0], span[0]), max(one.span[1], span[1])
            if (start, end) == tuple(span):
                return [text[start : one.span[0]] + one.new + text[one.span[1] : end]]
            return [one.new] if one.span[0] >= span[0] else []
    return []


def _dressed(marked: str, suggestion: str) -> str:
    """The suggested figure in the dress of the marked one.

    >>> _dressed("$35,000", "$35"), _dressed("July 6th", "the 26th"), _dressed("twelve", "13")
    ('$35', 'July 26th', '13')
    """
    old, new = _NUMBER.findall(marked), _NUMBER.findall(suggestion)
    if len(old) == len(new) == 1 and old[0] != new[0]:
        return marked.replace(old[0], new[0])
    return suggestion


def _instead(text: str, span: Span, new: str) -> Repair | None:
    """The English with other words at a span; the article before it and the spaces around it follow."""
    tail = text[span[1] :]
    changed = applied(text, span, new)
    head = changed[: len(changed) - len(tail)]
    article = _ARTICLE.search(text[: span[0]])
    if new and article and head.startswith(text[: span[0]]):
        head = f"{text[: article.start()]}{article[1]}{'n' if _VOWEL.match(new) else ''}{article[2]}{head[span[0] :]}"
    if head.endswith(" ") and tail[:1] in (" ", ",", ".", ";"):
        head = head.rstrip(" ")
    changed = head + (tail if head else tail.lstrip(" "))
    return Repair("said", "en", changed, span) if changed != text and changed.strip() else None


def _without(text: str, span: Span, side: Language) -> Repair | None:
    """A text without a span; a whole clause goes with its comma."""
    start, end = span
    if text[end : end + 1] in tuple(_STOPS[:-1]) and (not text[:start].strip() or text[:start].rstrip()[-1] in _STOPS):
        end += 1
    left = text[:start] + text[end:]
    if side == "en":
        left = re.sub("  +", " ", left).strip()
    enough = sum(c.isalnum() for c in left) >= _LEAST
    return Repair("unsaid", side, left, span) if enough and left != text else None
