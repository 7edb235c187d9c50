"""Two figures of one kind that stand at each other's place: exports up 2.3 percent and imports 6.7 for the reverse.

Both values are in the English, so pairing by value finds nothing, and the order of the figures proves nothing: good
translators turn clauses round all the time. So those of one kind are paired once more by what they are stated of, which
must be known on both sides. A *subject* (a place, a word of ``align.language.subjects``, a year or quarter that both
sides state) belongs to the figure in whose part of the sentence it stands; the parts are cut between figures of the
kind, at the strongest mark that is there. Lists ("四川和重庆分别增长6.0%和5.7%") give their subjects out in order.
The role of a figure in a change (where something stood, where it stands, by how much it changed) tells as a subject
does; where all of these leave it open, nouns with their word links do.

An issue is raised only where subjects contradict the values all round: figures change places among themselves, and no
subject agrees with one of them. A subject that belongs to two figures says nothing. So a part that is cut at the wrong
mark makes the check silent, not wrong.
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from align.facts import Fact
from align.facts.matching import Key, Matching, assigned
from align.facts.model import INCIDENTAL, SCALABLE
from align.facts.units import UNITS
from align.language.spans import touches
from align.language.subjects import Subjects, subjects
from align.model.document import Language, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context
from align.scorers.figures.wording import issue
from align.scorers.rendering.spelled import DATED

if TYPE_CHECKING:
    from align.wordlinks.links import WordLinks

_DATED = frozenset(("year", "date", "period", "ordinal"))
_MOVABLE = SCALABLE | {"date", "year"}
# what parts two figures, the strongest first
_MARKS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "zh": (re.compile("[；;。！？]"), re.compile("[，,：]"), re.compile("[、和与及而]"), re.compile("[到至比]|.的")),
    "en": (
        re.compile(r"[;!?]|\.(?= )"),
        re.compile(r",(?![0-9])"),
        re.compile(r"\b(?:and|while|whereas|but)\b", re.IGNORECASE),
        re.compile(r"\b(?:from|to|than|against|versus)\b", re.IGNORECASE),
        re.compile(r"\b(?:in|of|for|across|among|with|at|on|by)\b", re.IGNORECASE),
    ),
}
_LISTED = re.compile("[人名个家户]?[ 、，,和与及]*(?:and)? ?")
_AND = re.compile(r"[、和与及]|,? and\b|,(?! and\b)")
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_FAR = 1000
_LINKED = 0.5  # least similarity of linked words
_NOUNS = frozenset("nlzsjtbf")  # first letters of jieba's tags of words that may be a subject
_Pair = tuple[Fact, Fact]
Swap = list[tuple[Fact, Fact, Fact]]
_Sides = tuple[Sequence[Fact], Sequence[Fact]]


def swaps(found: Matching, facts: _Sides, unit: TranslationUnit, context: Context) -> list[Swap]:
    """Return the Chinese figures that stand elsewhere in the English, by kind: each, what is at its place, and itself.

    ``facts`` are all those of the two sides, ``found`` is how they were paired. Word links are asked for only where
    the figures stand in another order and the known subjects do not say why: in the same order they found none in 59
    real pairs, and one more of 59 exchanges that were planted.
    """
    out: list[Swap] = []
    known: tuple[Subjects, Subjects] | None = None
    for pairs in _kinds(found):
        known = known or _known(found, facts, unit)
        votes = _votes(pairs, facts, unit, known)
        moved, crossed = _moved(votes), pairs != sorted(pairs, key=lambda pair: pair[1].span)
        if not moved and crossed and all(place != other for place, other in votes) and context.resources.links:
            moved = _moved(_votes(pairs, facts, unit, _with_links(known, facts, context.resources.links(unit))))
        out.append([(pairs[place][0], pairs[other][1], pairs[place][1]) for place, other in moved])
    return [swap for swap in out if swap]


def swap_issues(swapped: Sequence[Swap], text: str) -> Iterator[tuple[Issue, Fact, Fact]]:
    """Yield an issue a swap; its correction is the English from the first to the last of the figures, all put right."""
    for swap in swapped:
        zh, en, _ = swap[0]
        at = start = min(there.span[0] for _, there, _ in swap)
        right = ""
        for (first, last), own in sorted((there.span, own.span) for _, there, own in swap):
            right, at = right + text[at:first] + text[slice(*own)], last
        kind = "mistranslation/date" if zh.kind in DATED else ""
        one = issue("figures.swapped", "critical", 0.75, zh=zh, en=en, kind=kind, suggestion=right)
        yield replace(one, en_span=(start, at)), zh, en


def _kinds(found: Matching) -> Iterator[list[_Pair]]:
    """Yield the pairs that agree by value and could be taken for one another: two or more of a kind, all different."""
    groups: dict[tuple[str, str], list[_Pair]] = {}
    for zh, en, relation in found.pairs:
        agrees = relation.verdict in ("same", "rounded") and INCIDENTAL not in (zh.strength, en.strength)
        if agrees and zh.kind in _MOVABLE and zh.high is None and en.high is None and _kind(zh) == _kind(en):
            groups.setdefault(_kind(zh), []).append((zh, en))
    for pairs in groups.values():
        times = Counter((zh.value, zh.unit, zh.parts) for zh, _ in pairs)
        sizes = [abs(zh.value) for zh, _ in pairs]
        single = [pair for pair in pairs if times[pair[0].value, pair[0].unit, pair[0].parts] == 1]
        if len(single) > 1 and max(sizes) <= _FAR * (min(sizes) or 1):  # nobody takes 15 for 125,000
            yield sorted(single, key=lambda pair: pair[0].span)


def _kind(fact: Fact) -> tuple[str, str]:
    return fact.kind, UNITS[fact.unit].dimension if fact.unit in UNITS else ""


def _known(found: Matching, facts: _Sides, unit: TranslationUnit) -> tuple[Subjects, Subjects]:
    """Return the subjects of both sides: by the table, the dates and the like that both state, the parts of figures."""
    named = subjects(unit.zh_text, "zh"), subjects(unit.en_text, "en")
    for zh, en, relation in found.pairs:
        if zh.kind in _DATED and relation.verdict == "same" and en.label != "comparison":
            for side, fact in zip(named, (zh, en), strict=True):
                side.setdefault(("fact", zh.kind, zh.unit, zh.value, zh.parts), []).append(fact.span)
    for side, figures in zip(named, facts, strict=True):
        for fact in figures:
            if fact.role:
                side.setdefault(("part", fact.role, *_kind(fact)), []).append(fact.span)
    return named


def _with_links(known: tuple[Subjects, Subjects], facts: _Sides, found: "WordLinks") -> tuple[Subjects, Subjects]:
    """The known subjects, and each noun with the words that it is linked to; nouns that stand twice say nothing."""
    ours, theirs = dict(known[0]), dict(known[1])
    words = Counter(word.text for word in found.zh_words)
    figures = [[fact.span for fact in side] for side in facts]
    for link in found.links:
        zh, en = found.zh_words[link.zh], found.en_words[link.en]
        usable = link.similarity >= _LINKED and zh.tag[:1] in _NOUNS and words[zh.text] == 1
        if usable and not touches(zh.span, figures[0]) and not touches(en.span, figures[1]):
            ours.setdefault(("word", link.zh), [zh.span])
            theirs.setdefault(("word", link.zh), []).append(en.span)
    return ours, theirs


def _votes(
    pairs: Sequence[_Pair], facts: _Sides, unit: TranslationUnit, named: tuple[Subjects, Subjects]
) -> Counter[Key]:
    """How many subjects say that the Chinese of one pair (its number) stands at the English of another."""
    kind = _kind(pairs[0][0])
    shared = {
        key for key in named[0].keys() & named[1].keys() if not isinstance(key, tuple) or key[:2] != ("fact", kind[0])
    }
    parts: set[Hashable] = {key for key in shared if isinstance(key, tuple) and key[0] == "part"}
    shared = shared if len(shared - parts) > 1 else parts  # a single subject may be that of all
    ours, theirs = (
        _owners(text, language, [fact for fact in side if _kind(fact) == kind], {key: known[key] for key in shared})
        for text, language, side, known in zip((unit.zh_text, unit.en_text), _LANGUAGES, facts, named, strict=True)
    )
    zh_at, en_at = ({pair[s]: place for place, pair in enumerate(pairs)} for s in (0, 1))
    both = [key for key in ours.keys() & theirs.keys() if ours[key] in zh_at and theirs[key] in en_at]
    return Counter((zh_at[ours[key]], en_at[theirs[key]]) for key in both)


def _moved(votes: Counter[Key]) -> list[Key]:
    """The pairs that change places among themselves by all that is known of them."""
    moved = [key for key in assigned(votes) if key[0] != key[1]]
    closed = {place for place, _ in moved} == {other for _, other in moved}
    return sorted(moved) if closed and all((place, place) not in votes for place, _ in moved) else []


def _owners(text: str, language: Language, facts: Sequence[Fact], named: Subjects) -> dict[Hashable, Fact]:
    """Which figure of a kind each subject belongs to; those that belong to several or none are left out."""
    spans = [fact.span for fact in facts]
    cuts = [_cut(text, one, other, language) for one, other in pairwise(spans)]
    if -1 in cuts:
        return {}
    owned: dict[int, list[Hashable]] = {}
    for key, places in sorted(named.items(), key=lambda item: item[1]):
        at = {sum(start >= cut for cut in cuts) for start, _ in places}
        if len(at) == 1:
            owned.setdefault(at.pop(), []).append(key)
    owners: dict[Hashable, Fact] = {}
    for run in _runs(text, spans):
        keys = [key for at in run for key in owned.get(at, ()) if len(run) == 1 or named[key][0] not in spans]
        if len(run) == 1:
            owners |= dict.fromkeys(keys, facts[run[0]])
        elif keys and sum(at in owned for at in run) == 1:  # a list of subjects beside one of figures
            starts = [named[key][0][0] for key in keys]
            joints = [match.start() for match in _AND.finditer(text, starts[0], starts[-1])]
            if len(joints) == len(run) - 1:
                members = [sum(start > joint for joint in joints) for start in starts]
                owners |= {key: facts[run[member]] for key, member in zip(keys, members, strict=True)}
    return owners


def _runs(text: str, spans: Sequence[Span]) -> list[list[int]]:
    """The figures by their numbers, those of a list, with nothing but commas and "and" between them, together."""
    runs = [[0]] if spans else []
    for place, (one, other) in enumerate(pairwise(spans), 1):
        if _LISTED.fullmatch(text, one[1], other[0]):
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _cut(text: str, one: Span, other: Span, language: Language) -> int:
    """Where the part of a figure ends and that of the next begins, -1 where no mark tells."""
    found = (mark.search(text, one[1], other[0]) for mark in _MARKS[language])
    return next((match.start() for match in found if match), -1)
