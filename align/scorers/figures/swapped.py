"""Two figures of one kind that stand at each other's place: exports up 2.3 percent and imports 6.7 for the reverse.

Both values are in the English, so pairing by value finds nothing, and the order of the figures proves nothing: good
translators turn clauses round all the time. What a figure is stated of must therefore be known on both sides. A
*subject* (a place, a word of ``align.language.subjects``, a year or quarter that both sides state) belongs to the
figure in whose part of the sentence it stands; the parts are cut between figures of the kind, at the strongest mark
that is there. Where the known subjects leave it open, nouns with their word links serve as subjects too. Lists
("四川和重庆分别增长6.0%和5.7%") give their subjects out in order. Words right before a figure that say what part it
plays (where something stood, where it stands, by how much it changed) tell as a subject does.

An issue is raised only where subjects contradict the values all round: one says that the first figure stands at the
place of the second, another the reverse (or three go round in a circle), and none agrees with them. A subject that
belongs to two figures says nothing. So a part that is cut at the wrong mark makes the check silent, not wrong.
"""

import re
from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from align.facts import Fact
from align.facts.matching import Matching
from align.facts.model import INCIDENTAL
from align.facts.units import UNITS
from align.language.kept_patterns import compiled
from align.language.lexicon import hedged, pattern
from align.language.spans import touches
from align.language.subjects import Subjects, subjects
from align.model.document import Language, Span
from align.model.unit import Issue, TranslationUnit
from align.scorers.base import Context
from align.scorers.figures.wording import issue

if TYPE_CHECKING:
    from align.wordlinks.links import WordLinks

_COUNTED = frozenset(
    ("cardinal", "quantity", "money", "percent", "point", "permille", "fraction", "multiple", "duration")
)
_DATED = frozenset(("year", "date", "period", "ordinal"))
_MARKS: dict[Language, tuple[re.Pattern[str], ...]] = {
    "zh": (re.compile("[；;。！？]"), re.compile("[，,：]"), re.compile("[、和与及而]"), re.compile("[到至比的]")),
    "en": (
        re.compile(r"[;!?]|\.(?= )"),
        re.compile(r",(?![0-9])"),
        re.compile(r"\b(?:and|while|whereas|but)\b", re.IGNORECASE),
        re.compile(r"\b(?:from|to|than|against|versus)\b", re.IGNORECASE),
        re.compile(r"\b(?:in|of|for|across|among|with|at|on|by)\b", re.IGNORECASE),
    ),
}
_CHANGE, _LEVEL = "rise fall", "to level reach"
_PARTS: dict[Language, dict[str, re.Pattern[str]]] = {
    "zh": {
        "change": compiled(f"{pattern(_CHANGE, 'zh')}{hedged('zh')}$"),
        "from": compiled(f"{pattern('from', 'zh')}(?:[^，。；、由从至到0-9]{{0,10}}的)?{hedged('zh')}$"),
        "level": compiled(f"{pattern(_LEVEL, 'zh')}{hedged('zh')}$"),
    },
    "en": {
        "change": compiled(rf"(?:{pattern(_CHANGE, 'en')}|\b(?:by|lost))(?: by| of)?{hedged('en')} ?$", re.IGNORECASE),
        "from": compiled(rf"{pattern('from', 'en')}{hedged('en')} ?$", re.IGNORECASE),
        "level": compiled(rf"{pattern('to level', 'en')}{hedged('en')} ?$", re.IGNORECASE),
    },
}
_BEFORE = 40
_LIST = {"zh": re.compile("[人名个家户]?[ 、，和与及]*"), "en": re.compile(r"[ ,]*(?:and)?[ ]*")}
_AND = (re.compile(r"[、和与及]|\band\b"), re.compile(r"[、和与及]|,? and\b|,(?! and\b)"))
_LANGUAGES: tuple[Language, Language] = ("zh", "en")
_FAR = 1000
_LINKED = 0.5  # least similarity of linked words
_NOUNS = frozenset("nlzsjtbf")  # first letters of jieba's tags of words that may be a subject
_Pair = tuple[Fact, Fact]


def swaps(
    found: Matching, facts: tuple[Sequence[Fact], Sequence[Fact]], unit: TranslationUnit, context: Context
) -> list[_Pair]:
    """Return each Chinese figure that stands elsewhere in the English, with the English figure at its place.

    ``facts`` are all those of the two sides, ``found`` is how they were paired. Word links are asked for only where
    the figures stand in another order and the known subjects do not say why: in the same order they found none in 59
    real pairs, and one more of 59 exchanges that were planted.
    """
    out: list[_Pair] = []
    known: tuple[Subjects, Subjects] | None = None
    for pairs in _kinds(found):
        known = known or _known(found, facts, unit)
        moves = _moves(pairs, facts, unit, known)
        open_ = not _closed(moves) and not _settled(moves) and _crossed(pairs)
        if open_ and (links := _links(unit, context)):
            moves = _moves(pairs, facts, unit, _with_links(known, facts, links))
        closed = _closed(moves)
        out += [(pairs[place][0], pairs[closed[place]][1]) for place in sorted(closed)]
    return out


def swap_issues(swapped: Sequence[_Pair]) -> list[tuple[Issue, Fact, Fact]]:
    """Return the issues of figures and what stands at their places; only the first of a swap is loud."""
    return [
        (
            issue(
                "figures.swapped-other" if k else "figures.swapped", "neutral" if k else "critical", 0.75, zh=zh, en=en
            ),
            zh,
            en,
        )
        for k, (zh, en) in enumerate(swapped)
    ]


def _kinds(found: Matching) -> list[list[_Pair]]:
    """The pairs that agree by value and could be taken for one another: two or more of a kind, all different."""
    groups: dict[tuple[str, str], list[_Pair]] = {}
    for zh, en, relation in found.pairs:
        agrees = relation.verdict in ("same", "rounded") and INCIDENTAL not in (zh.strength, en.strength)
        if agrees and zh.kind in _COUNTED and zh.high is None and en.high is None and _kind(zh) == _kind(en):
            groups.setdefault(_kind(zh), []).append((zh, en))
    out = []
    for pairs in groups.values():
        values = [(zh.value, zh.unit) for zh, _ in pairs]
        if max(abs(value) for value, _ in values) > _FAR * (min(abs(value) for value, _ in values) or 1):
            continue  # nobody takes 15 for 125,000
        single = [pair for pair, value in zip(pairs, values, strict=True) if values.count(value) == 1]
        if len(single) > 1:
            out.append(single)
    return out


def _crossed(pairs: Sequence[_Pair]) -> bool:
    """True if the English figures of some pairs stand in another order than the Chinese ones."""
    order = [en.span for _, en in sorted(pairs, key=lambda pair: pair[0].span)]
    return order != sorted(order)


def _kind(fact: Fact) -> tuple[str, str]:
    return fact.kind, UNITS[fact.unit].dimension if fact.unit in UNITS else ""


def _known(
    found: Matching, facts: tuple[Sequence[Fact], Sequence[Fact]], unit: TranslationUnit
) -> tuple[Subjects, Subjects]:
    """Return the subjects of both sides: by the table, the dates and the like that both state, the parts of figures."""
    named = subjects(unit.zh_text, "zh"), subjects(unit.en_text, "en")
    for zh, en, relation in found.pairs:
        if zh.kind in _DATED and relation.verdict == "same" and en.label != "comparison":
            for side, fact in zip(named, (zh, en), strict=True):
                side.setdefault(("fact", zh.kind, zh.unit, zh.value, zh.parts), []).append(fact.span)
    for side, text, language, figures in zip(named, (unit.zh_text, unit.en_text), _LANGUAGES, facts, strict=True):
        for fact in figures:
            before = text[max(0, fact.span[0] - _BEFORE) : fact.span[0]]
            if part := next((part for part, words in _PARTS[language].items() if words.search(before)), ""):
                side.setdefault(("part", part, *_kind(fact)), []).append(fact.span)
    return named


def _links(unit: TranslationUnit, context: Context) -> "WordLinks | None":
    provider = context.resources.links
    return None if provider is None else provider(unit)


def _with_links(
    known: tuple[Subjects, Subjects], facts: tuple[Sequence[Fact], Sequence[Fact]], found: "WordLinks"
) -> tuple[Subjects, Subjects]:
    """The known subjects, and each noun with the words that it is linked to; nouns that stand twice say nothing."""
    ours, theirs = dict(known[0]), dict(known[1])
    words = [word.text for word in found.zh_words]
    figures = [[fact.span for fact in side] for side in facts]
    for link in found.links:
        zh, en = found.zh_words[link.zh], found.en_words[link.en]
        usable = link.similarity >= _LINKED and zh.tag[:1] in _NOUNS and words.count(zh.text) == 1
        if usable and not touches(zh.span, figures[0]) and not touches(en.span, figures[1]):
            ours.setdefault(("word", link.zh), [zh.span])
            theirs.setdefault(("word", link.zh), []).append(en.span)
    return ours, theirs


def _owners(text: str, language: Language, facts: Sequence[Fact], named: Subjects) -> dict[Hashable, Fact]:
    """Which figure of a kind each subject belongs to; those that belong to several or none are left out."""
    spans = [fact.span for fact in facts]
    cuts = [_cut(text, one, other, language) for one, other in pairwise(spans)]
    if -1 in cuts:
        return {}
    lists = _lists(text, spans, language)
    owners: dict[Hashable, Fact] = {}
    taken = [place for run in lists for place in run]
    for run in lists:
        owners |= {key: facts[place] for key, place in _given_out(text, run, spans, cuts, named).items()}
    for key, places in named.items():
        at = {sum(start >= cut for cut in cuts) for start, _ in places}
        if len(at) == 1 and key not in owners and not at & set(taken):
            owners[key] = facts[at.pop()]
    return owners


def _cut(text: str, one: Span, other: Span, language: Language) -> int:
    """Where the part of a figure ends and that of the next begins, -1 where no mark tells."""
    for mark in _MARKS[language]:
        if found := mark.search(text, one[1], other[0]):
            return found.start()
    return -1


def _lists(text: str, spans: Sequence[Span], language: Language) -> list[list[int]]:
    """Runs of figures with nothing but commas and "and" between them."""
    runs: list[list[int]] = []
    for place, (one, other) in enumerate(pairwise(spans)):
        if _LIST[language].fullmatch(text, one[1], other[0]):
            if runs and runs[-1][-1] == place:
                runs[-1].append(place + 1)
            else:
                runs.append([place, place + 1])
    return runs


def _given_out(
    text: str, run: Sequence[int], spans: Sequence[Span], cuts: Sequence[int], named: Subjects
) -> dict[Hashable, int]:
    """The subjects of a list of figures in order, where they are a list of as many members before or after it."""
    first, last = run[0], run[-1]
    begin = cuts[first - 1] if first else 0
    end = cuts[last] if last < len(cuts) else len(text)
    for low, high in ((begin, spans[first][0]), (spans[last][1], end)):
        inside = {key: at[0][0] for key, at in named.items() if len(at) == 1 and low <= at[0][0] < high}
        for mark in _AND:
            joints = [match.start() for match in mark.finditer(text, low, high)]
            members = {key: sum(start > joint for joint in joints) for key, start in inside.items()}
            if len(joints) == len(run) - 1 and set(members.values()) == set(range(len(run))):
                return {key: run[member] for key, member in members.items()}
    return {}


def _moves(
    pairs: Sequence[_Pair],
    facts: tuple[Sequence[Fact], Sequence[Fact]],
    unit: TranslationUnit,
    named: tuple[Subjects, Subjects],
) -> dict[int, set[int]]:
    """For each pair, by its number, the pairs at whose English its Chinese subjects stand."""
    shared = named[0].keys() & named[1].keys()
    parts: set[Hashable] = {key for key in shared if isinstance(key, tuple) and key[0] == "part"}
    shared = shared if len(shared - parts) > 1 else parts  # a single subject may be that of all
    kind = _kind(pairs[0][0])
    owners = [
        _owners(text, language, [fact for fact in side if _kind(fact) == kind], {key: known[key] for key in shared})
        for text, language, side, known in zip((unit.zh_text, unit.en_text), _LANGUAGES, facts, named, strict=True)
    ]
    zh_at = {zh: place for place, (zh, _) in enumerate(pairs)}
    en_at = {en: place for place, (_, en) in enumerate(pairs)}
    moves: dict[int, set[int]] = {}
    for key in owners[0].keys() & owners[1].keys():
        place, other = zh_at.get(owners[0][key]), en_at.get(owners[1][key])
        if place is not None and other is not None:
            moves.setdefault(place, set()).add(other)
    return moves


def _closed(moves: dict[int, set[int]]) -> dict[int, int]:
    """The moves that go round in a circle, each by all subjects of its figure."""
    single = {place: next(iter(others)) for place, others in moves.items() if len(others) == 1 and place not in others}
    closed = {}
    for start in single:
        place, steps = single[start], 1
        while place != start and place in single and steps <= len(single):
            place, steps = single[place], steps + 1
        if place == start:
            closed[start] = single[start]
    return closed


def _settled(moves: dict[int, set[int]]) -> bool:
    """True if a subject says that its figure is where it should be."""
    return any(place in others for place, others in moves.items())
