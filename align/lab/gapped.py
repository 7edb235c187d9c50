"""Examples for the network of gaps: pairs of texts as they are, and with a clause taken out of a side, or put in.

A clause is taken out where word links say which clause of the other side it renders: that one is the gap. One that is
put in is a neighbour's, of the same document and mostly of its subject, so that it is no stranger.
"""

import random
from collections.abc import Iterator, Sequence
from itertools import product

from align.aligner.clauses import clause_spans
from align.lab.tagged import Tagged
from align.model.document import Language, Span
from align.wordlinks.links import Word, WordLinks

_ALIKE = 0.35  # similarity of two words from which on their link counts
_LINKS, _SHARE = 2, 0.6  # links between two clauses that render one another, and of all links of each
_LEAST: dict[Language, tuple[int, int]] = {"zh": (4, 4), "en": (15, 10)}  # characters: taken out, left
_PUT_IN: dict[Language, tuple[int, int]] = {"zh": (6, 45), "en": (20, 150)}  # characters of a clause that is put in
_DROPPED = 2  # of the English clauses of a pair
_SHARES = {"zh dropped": 0.6, "zh added": 0.6, "en added": 0.35}  # of the pairs that can be changed so
_MARKS: dict[Language, tuple[str, str, str]] = {"zh": ("，；：、 ", "，", "。"), "en": (",;: ", ", ", ".")}
_END = "。.！!？?"


def gapped(zh: str, en: str, links: WordLinks, beside: tuple[str, str] | None, draw: random.Random) -> Iterator[Tagged]:
    """Yield the examples of a right pair, itself first; ``beside``: a pair that stands next to it."""
    yield Tagged(zh, en)
    clauses = {"zh": clause_spans(zh, "zh"), "en": clause_spans(en, "en")}
    same = _same(clauses["zh"], clauses["en"], links)
    draw.shuffle(same)
    dropped = [(_without(en, b, "en"), a) for a, b in same if _long(en, b, "en")] if len(clauses["en"]) > 1 else []
    yield from (Tagged(zh, text, "en dropped", bad_zh=(a,)) for text, a in dropped[:_DROPPED])
    if same and len(clauses["zh"]) > 1 and draw.random() < _SHARES["zh dropped"]:
        a, b = draw.choice(same)
        if _long(zh, a, "zh"):
            yield Tagged(_without(zh, a, "zh"), en, "zh dropped", bad_en=(b,))
    if beside is None or beside == (zh, en):
        return
    if draw.random() < _SHARES["zh added"] and (made := _with(zh, beside[0], "zh", draw)):
        yield Tagged(made[0], en, "zh added", bad_zh=(made[1],))
    if draw.random() < _SHARES["en added"] and (made := _with(en, beside[1], "en", draw)):
        yield Tagged(zh, made[0], "en added", bad_en=(made[1],))


def _same(zh: Sequence[Span], en: Sequence[Span], links: WordLinks) -> list[tuple[Span, Span]]:
    """Return the clauses that render one another: most links of each lead to the other."""
    of = {"zh": _clauses_of(links.zh_words, zh), "en": _clauses_of(links.en_words, en)}
    pairs = [(of["zh"].get(link.zh), of["en"].get(link.en)) for link in links.links if link.similarity >= _ALIKE]
    found = []
    for a, b in product(zh, en):
        both = pairs.count((a, b))
        most = max(sum(pair[0] == a for pair in pairs), sum(pair[1] == b for pair in pairs))
        if both >= _LINKS and both >= _SHARE * most:
            found.append((a, b))
    return found


def _clauses_of(words: Sequence[Word], clauses: Sequence[Span]) -> dict[int, Span]:
    """Return the clause that each word stands in, by the number of the word."""
    return {n: span for n, word in enumerate(words) for span in clauses if span[0] <= word.span[0] < span[1]}


def _long(text: str, span: Span, side: Language) -> bool:
    """True if a clause is worth taking out, and leaves something."""
    taken, left = _LEAST[side]
    return span[1] - span[0] >= taken and len(_without(text, span, side)) >= left


def _without(text: str, span: Span, side: Language) -> str:
    """Return a text without a clause, which ends and begins as texts do.

    >>> _without("He came, she left, and all was well.", (19, 36), "en")
    'He came, she left.'
    >>> _without("他来了，她走了。", (0, 4), "zh")
    '她走了。'
    """
    marks, _, stop = _MARKS[side]
    before, after = text[: span[0]], text[span[1] :]
    if after.strip(_END + "”\"’' "):
        left = before + after.lstrip(marks)
    else:
        left = before.rstrip(marks) + (after.strip() or stop)
    return left[:1].upper() + left[1:] if text[:1].isupper() else left


def _with(text: str, beside: str, side: Language, draw: random.Random) -> tuple[str, Span] | None:
    """Return a text with a clause of another put in before or after one of its clauses, and where that stands."""
    marks, comma, stop = _MARKS[side]
    least, most = _PUT_IN[side]
    there = [span for span in clause_spans(beside, side) if least <= span[1] - span[0] <= most]
    here = clause_spans(text, side)
    if not there or not here:
        return None
    clause = beside[slice(*draw.choice(there))].strip(_END + marks)
    span = draw.choice(here)
    if draw.random() < 0.5:
        at = span[0]
        return f"{text[:at]}{clause}{comma}{text[at:]}", (at, at + len(clause))
    head, tail = text[: span[1]].rstrip(marks), text[span[1] :]
    if head[-1:] in _END:
        head, tail = head.rstrip(_END), stop + tail
    else:
        tail = comma + tail.lstrip()
    at = len(head) + len(comma)
    return f"{head}{comma}{clause}{tail}", (at, at + len(clause))
