"""Errors in what a unit holds: a sentence or a clause gone, a clause from elsewhere, a turn under another name.

Each gives every such error that a document allows.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from error_injector.documents import Pair

# Words that carry no content of their own: a clause is measured by the others.
_GRAMMAR = re.compile(
    "a an the and or but nor so yet as at by for from in into of on onto out over to up with within without under"
    " is are was were be been being am has have had do does did will would shall should may might must can could"
    " it its he him his she her they them their we us our you your i me my this that these those there here which who"
    " whom whose what when where while if than then also not no only very more most such each all any some both"
    " about after before between during per other another one".replace(" ", "|"),
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:[^,;:.!?]|[,.:](?=[0-9])|\b[A-Z][a-z]?\.|\.(?=[a-z]))+")
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+")
_FIGURE = re.compile(r"[0-9]")
_PAIRED = re.compile(r"[\"()]")
_END = frozenset("。！？”")
_ZH_LIST = re.compile("[^，。；：！？、]+(?:、[^，。；：！？、]+){2,}")
_ZH_AND = re.compile("和|及|与|或")
_SENTENCE = re.compile(r"(?:[^.;:!?]|\.(?=\w))+")
_SEPARATOR = re.compile(r",\s+(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+")
_ITEM = 4  # words of an item at most
_NEARBY = range(2, 6)


@dataclass(frozen=True, slots=True)
class Draft:
    """Replaces the pairs ``[start, end)`` of a document by others, of which the first is in error."""

    start: int
    end: int
    pairs: tuple[Pair, ...]


Content = Callable[[Sequence[Pair]], Iterator[Draft]]


def dropped_sentence(pairs: Sequence[Pair]) -> Iterator[Draft]:
    """One of the two English sentences of a unit that was made of two units of one speaker. No headlines: what follows
    says them again."""
    for n, (one, two) in enumerate(pairwise(pairs)):
        sentences = one.zh[-1:] in _END and two.zh[-1:] in _END
        if sentences and one.zh_speaker == two.zh_speaker and min(_content(one.en), _content(two.en)) >= 4:
            kept = one if n % 2 else two
            yield Draft(n, n + 2, (replace(one, zh=one.zh + two.zh, en=kept.en),))


def null_bead(pairs: Sequence[Pair]) -> Iterator[Draft]:
    """A Chinese unit with no English."""
    for n, pair in enumerate(pairs):
        yield Draft(n, n + 1, (replace(pair, en=""),))


def dropped_clause(pairs: Sequence[Pair]) -> Iterator[Draft]:
    """A clause of six content words, or of three and a figure or name; at least four words stay."""
    for n, pair in enumerate(pairs):
        for start, end in _clauses(pair.en):
            clause = pair.en[start:end]
            size = _content(clause)
            telling = size >= 3 and (_FIGURE.search(clause) or _NAME.search(clause))
            if (size >= 6 or telling) and _content(pair.en) - size >= 4:
                yield Draft(n, n + 1, (replace(pair, en=_without(pair.en, start, end)),))


def dropped_item(pairs: Sequence[Pair]) -> Iterator[Draft]:
    """An item out of the middle of a list of which both languages have as many."""
    for n, pair in enumerate(pairs):
        counts = {
            len(m[0].split("、")) + (_ZH_AND.search(m[0].split("、")[-1]) is not None)
            for m in _ZH_LIST.finditer(pair.zh)
        }
        for start, end, count in _inner_items(pair.en):
            if count in counts:
                yield Draft(n, n + 1, (replace(pair, en=pair.en[:start] + pair.en[end:]),))


def added_clause(pairs: Sequence[Pair], distances: Sequence[int] = _NEARBY) -> Iterator[Draft]:
    """A clause of the English of another unit at the end of this one."""
    for n, pair in enumerate(pairs):
        for distance in distances:
            at = n + distance if n % 2 or n < distance else n - distance
            if not (0 <= at < len(pairs) and pair.en.endswith(".")):
                continue
            found = [pairs[at].en[a:b] for a, b in _clauses(pairs[at].en)]
            long = [clause for clause in found if _content(clause) >= 6]
            if long:
                added = (long[-1][0].lower() + long[-1][1:]).removeprefix("and ")
                yield Draft(n, n + 1, (replace(pair, en=f"{pair.en[:-1]}, and {added}."),))


def added_clause_beside(pairs: Sequence[Pair]) -> Iterator[Draft]:
    """The same, of the unit before or after."""
    return added_clause(pairs, (1,))


def wrong_speaker(pairs: Sequence[Pair]) -> Iterator[Draft]:
    """An English turn under the label of each other speaker."""
    labels = dict.fromkeys(pair.en_speaker for pair in pairs if pair.en_speaker)
    starts = [n for n, p in enumerate(pairs) if n == 0 or p.en_speaker != pairs[n - 1].en_speaker]
    for start, end in zip(starts, [*starts[1:], len(pairs)], strict=True):
        for label in labels:
            if label != pairs[start].en_speaker:
                yield Draft(start, end, tuple(replace(pair, en_speaker=label) for pair in pairs[start:end]))


CONTENTS: dict[str, Content] = {
    "dropped sentence": dropped_sentence,
    "null bead": null_bead,
    "dropped clause": dropped_clause,
    "clause added, of the unit beside": added_clause_beside,
    "clause added, from nearby": added_clause,
    "wrong speaker": wrong_speaker,
}


def _clauses(en: str) -> Iterator[tuple[int, int]]:
    for match in _CLAUSE.finditer(en):
        text = match.group()
        start = match.start() + len(text) - len(text.lstrip())
        if text.strip() and not _PAIRED.search(text):
            yield start, start + len(text.strip())


def _inner_items(en: str) -> Iterator[tuple[int, int, int]]:
    """The items in the middle of English lists, each with the mark before it, and the number of items of its list."""
    for sentence in _SENTENCE.finditer(en):
        marks = [m.span() for m in _SEPARATOR.finditer(en, *sentence.span())]
        runs: list[list[tuple[int, int]]] = [[]]
        for mark in marks:
            if runs[-1] and len(en[runs[-1][-1][1] : mark[0]].split()) > _ITEM:
                runs.append([])
            runs[-1].append(mark)
        for run in runs:
            if len(run) > 1 and en[run[0][0]] == "," and re.search(r"\b(?:and|or)\b", en[slice(*run[-1])]):
                yield from ((one[0], two[0], len(run) + 1) for one, two in pairwise(run))


def _without(en: str, start: int, end: int) -> str:
    """The text without a clause and the mark before it, or after it where it came first."""
    before, after = en[:start].rstrip(" ,;:"), en[end:]
    if not before or before[-1] in ".!?":
        after = after.lstrip(" ,;:.!?")
        after = after.removeprefix("and ")
        return f"{before} {after[:1].upper()}{after[1:]}".lstrip()
    return before + after


def _content(text: str) -> int:
    return sum(not _GRAMMAR.fullmatch(word) for word in re.findall(r"[A-Za-z]+(?:'[a-z]+)?|[0-9][0-9,.]*", text))
