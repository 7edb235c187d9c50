"""The repair that an issue suggests: the least change of the English, in its own form, or none.

A scorer suggests what the Chinese states, in standard words: "at least 10,000 yuan", "50 billion yuan". Where the
English says the same with fewer words changed ("not less than 10,000 yuan", "RMB50 billion"), that is suggested in its
place: a candidate counts if the sentence then holds the same figures. A suggestion that would itself raise a flag is
none.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from align.facts import extract
from align.language.edits import applied, without_hedge
from align.model.unit import Issue, TranslationUnit, digest, signature
from align.scorers.base import Context, Resources, Scorer

_AROUND = 2
"""Units on each side in which a repaired one is checked."""
_NOT_ALONE = ("omission", "reference", "consistency")  # they need the whole document, or an encoder
_MAGNITUDES = {"k": "thousand", "m": "million", "mn": "million", "bn": "billion", "tn": "trillion"}
_NUMBER = re.compile(
    r"(?P<number>[0-9]+(?:[.,:][0-9]+)*(?:st|nd|rd|th)?)"
    r"(?:(?P<gap>[ -]?)(?P<magnitude>thousand|million|billion|trillion|k|mn?|bn|tn)\b)?"
)
_SMALL = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
        map(str, range(1, 11)),
        strict=True,
    )
)
_PLURAL = re.compile(r" [a-z]+[a-rt-z]s\b")
_SPELLED = re.compile(rf"\b({'|'.join(_SMALL)})\b")


def repaired(issue: Issue, context: Context, scorers: Sequence[Scorer]) -> Issue:
    """Return an issue of the unit at the context's position with the least repair, or without one that raises a flag.

    ``scorers``: those that check the repair, without encoders.
    """
    unit = context.units[context.position]
    if not issue.suggestion or issue.en_span is None:
        return issue
    issue = in_form(unit, issue)
    text = applied(unit.en_text, issue.en_span or (0, 0), issue.suggestion)
    chosen = [scorer for scorer in scorers if scorer.id not in _NOT_ALONE]
    alone = replace(context.resources, links=None, embedder=None)
    new = _found(context, alone, text, chosen) - _found(context, alone, unit.en_text, chosen)
    return replace(issue, suggestion="") if new else issue


def in_form(unit: TranslationUnit, issue: Issue) -> Issue:
    """Return an issue whose suggestion keeps as much of the English as it can.

    >>> unit = TranslationUnit(0, (0,), (0,), "投资500亿元。", "It invested RMB5 billion.")
    >>> in_form(unit, Issue("figures", "", "major", 1.0, "", None, (12, 24), suggestion="50 billion yuan")).suggestion
    'RMB50 billion'
    """
    if not issue.suggestion or issue.en_span is None:
        return issue
    old = unit.en_at(issue.en_span)
    for candidate in _candidates(issue, old, unit.en_text[issue.en_span[1] :]):
        if candidate != old and (issue.scorer != "figures" or _says_the_same(unit, issue, candidate)):
            return replace(issue, suggestion=candidate)
    return issue


def _candidates(issue: Issue, old: str, after: str) -> Iterator[str]:
    right = issue.suggestion
    if right.lower() in ("every", "each") and _PLURAL.match(after):
        yield "All" if right.istitle() else "all"
    if issue.scorer == "figures":
        bare = without_hedge(right)
        if old[:1].isdigit():
            bare = _SPELLED.sub(lambda match: _SMALL[match[1]], bare)
        if (swapped := _with_numbers_of(old, bare)) is not None:
            yield swapped
        if bare != right and not _NUMBER.search(old):
            yield bare
    elif issue.scorer == "titles" and old.istitle():
        yield " ".join(word if word in old else word.capitalize() for word in right.split(" "))


def _with_numbers_of(old: str, right: str) -> str | None:
    """Return words with the numbers of others in the place of their own, None if they have another number of them.

    >>> _with_numbers_of("RMB5 billion", "500 million yuan"), _with_numbers_of("¥5bn", "50 billion yuan")
    ('RMB500 million', '¥50bn')
    """
    theirs, ours = list(_NUMBER.finditer(old)), list(_NUMBER.finditer(right))
    if not theirs or len(theirs) != len(ours):
        return None
    made, at = "", 0
    for was, now in zip(theirs, ours, strict=True):
        made += old[at : was.start()] + now["number"]
        if _long(was["magnitude"]) == _long(now["magnitude"]):
            made += old[was.end("number") : was.end()]
        elif now["magnitude"]:
            made += f" {_long(now['magnitude'])}"
        at = was.end()
    return made + old[at:]


def _long(magnitude: str | None) -> str:
    return _MAGNITUDES.get(magnitude or "", magnitude or "")


def _says_the_same(unit: TranslationUnit, issue: Issue, candidate: str) -> bool:
    """True if the sentence has the same figures with a candidate as with the suggestion."""
    assert issue.en_span is not None
    suggested = applied(unit.en_text, issue.en_span, issue.suggestion)
    return _figures(applied(unit.en_text, issue.en_span, candidate)) == _figures(suggested)


def _figures(text: str) -> list[tuple[object, ...]]:
    return [(f.kind, f.value, f.high, f.bound, f.unit, f.direction, f.parts) for f in extract(text, "en")]


def _found(context: Context, resources: Resources, text: str, scorers: Iterable[Scorer]) -> set[str]:
    """Return the issues of the unit at the context's position if its English were a text, by what they are about."""
    start = max(0, context.position - _AROUND)
    units = list(context.units[start : context.position + _AROUND + 1])
    here = context.position - start
    unit = units[here] = replace(units[here], en_text=text)
    alone = Context(units, here, context.date, resources)
    return {digest(signature(unit, i), unit.zh_text) for scorer in scorers for i in scorer.find(unit, alone)}
