"""Evidence for it that a clause or a sentence is missing on the other side: which words there carry it, if any do.

Single words cannot be judged on one version of a sentence (an idiom, a pronoun or a merged synonym leaves its word
alone too); clauses can. What word links say of each is cheap, and settles most. Of the rest the encoder says more: the
likest words of the unit on the other side and of its neighbours, whether the pair is more alike without the clause, and
whether any words there, taken away, change what is said in the same way as the clause does (the parallelogram of
:mod:`align.scorers.evidence.contrast`). What English rightly drops in this genre, the adverbs and light verbs of
resolve (大力, 切实, 进一步推进), is no content. A fitted decision weighs it all.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.embedders import Embedder
from align.facts import extract
from align.facts.matching import match
from align.facts.model import STRONG
from align.language.light_words import light_words
from align.model.document import Language, Span
from align.model.progress import Progress, silent
from align.model.unit import TranslationUnit
from align.wordlinks.links import LinkProvider, Word, WordLinks

Vectors = dict[str, NDArray[np.float32]]
Likely = Callable[[Mapping[str, float]], bool]

# Clauses end at punctuation, but not inside a number.
_ZH_CLAUSE = re.compile(r"(?:[^,;:。!?…，；：！？]|(?<=[0-9０-９])[,:](?=[0-9０-９]))+")
_EN_CLAUSE = re.compile(r"(?:[^,;:\N{EN DASH}\N{EM DASH}.!?]|(?<=[0-9])[,.:](?=[0-9])|(?<=\b[A-Z])\.)+")
_ZH_SENTENCE = re.compile(r"[^。！？；!?…]+[。！？；!?…”’」』）]*")
_EN_SENTENCE = re.compile(r"\S.*?(?:[.!?;][\"”’)]*(?=\s+[\"“‘(]?[A-Z0-9])|\Z)", re.DOTALL)
# jieba's tags of words with content: nouns, verbs, adjectives, numbers, idioms, time and place words, foreign words.
_ZH_TAGS = re.compile(r"[nvam]|[iljtsbfzx]$|eng$")
# What is said at every press conference and put into a word or two: the invitation to speak and to answer.
_COURTESY = re.compile(
    "[现下]?(?:先|在|面)?(?:首先)?(?:请|由|有请)[^，。；：]{1,8}?(?:先|来|为大家|向大家|给大家)*(?:作|做)?(?:简要|简单)?(?:介绍|发言|通报)"
    "[^，。；：]{0,8}|(?:并|同时)?(?:请[他她]们?)?(?:回答|解答)(?:大家|记者|各位)[^，。；：]{0,8}(?:问题|提问)"
)
# What frames a sentence and is left out or added at will: who asks, where a saying comes from.
_FORM = re.compile(
    r"\s*(?:[\u4e00-\u9fff·]{2,20}记者\s*[：:]?\s*\Z"
    r"|[Aa]s (?:the|an?|our|we) (?:\w+ ){0,4}(?:saying|proverb|adage|say|sayings|poet)\b)"
)
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]{2,}")
_BLOCK = 1024  # texts encoded between two reports of progress
_ELSEWHERE, _BY = 0.5, 0.1  # likeness of words of a neighbour that carry a clause; how much likelier they must be
_NO_MATCH = 0.5  # coverage at which a word is neither there nor missing
_NEAREST = 0.15  # likeness of words that are worth quoting
# From which coverage on a part is there: alone, and where words as alike as this stand there.
_HALF, _SOME, _ALIKE = 0.45, 0.25, 0.45
_PRIOR = 5  # units of the usual length that count with those of the document
# What the figures and the encoder would say of a clause that nothing carries.
_MISSING = {"closest": -0.1, "margin": 2.0, "support": 0.0, "unstated": 1.0}


@dataclass(frozen=True, slots=True)
class Missing:
    """A clause that the other side may lack: its unit's place, its span and the evidence.

    ``nearest``: the likest words there, "" if none are. ``partly``: the other side has words for about half of it.
    """

    place: int
    span: Span
    evidence: dict[str, float]
    nearest: str
    partly: bool


def missing(
    units: Sequence[TranslationUnit],
    links: LinkProvider,
    embedder: Embedder,
    likely: Likely,
    *,
    chinese: bool,
    progress: Progress = silent,
    places: Collection[int] | None = None,
) -> Iterator[Missing]:
    """Yield the clauses and sentences of a side for which ``likely`` is true of their evidence.

    ``chinese``: the Chinese ones. ``places``: of these units alone. A clause that a unit beside its own says is no gap
    but a slip of the aligner.
    """
    side: Language = "zh" if chinese else "en"
    sides = _Sides(units, side)
    asked = range(len(units)) if places is None else sorted(places)
    links.want(units[place] for place in asked)
    drafts = [
        draft
        for place in asked
        if units[place].zh_text and units[place].en_text
        for draft in _drafts(sides, place, links(units[place]))
        if likely({**draft.evidence, **_MISSING})
    ]
    vectors = _encoded([text for draft in drafts for text in sides.texts(draft)], embedder, progress)
    for draft in drafts:
        found = sides.measured(draft, vectors)
        if found and likely(found.evidence):
            yield found


@dataclass(frozen=True, slots=True)
class _Draft:
    """A clause with what its words say of it."""

    place: int
    span: Span
    covered: float  # mean coverage of its words of content
    evidence: dict[str, float]


def _drafts(sides: "_Sides", place: int, links: WordLinks) -> Iterator[_Draft]:
    chinese = sides.side == "zh"
    text, other = sides.text(place)
    words, cover = (links.zh_words, links.zh_cover) if chinese else (links.en_words, links.en_cover)
    content = [n for n, word in enumerate(words) if _has_content(word, chinese=chinese)]
    closest = _closest_words(links, chinese=chinese)
    sentences = _sentences(text, sides.side)
    more = len(sentences) - len(_sentences(other, "en" if chinese else "zh"))
    spans = list(_clauses(text, chinese=chinese))
    whole = [s for s in sentences if len(sentences) > 1 and sum(s[0] <= c[0] < s[1] for c in spans) > 1]
    for span in [*spans, *whole]:
        mine = [n for n in content if span[0] <= words[n].span[0] < span[1]]
        if len(mine) < 2 or _FORM.match(text, *span) or (chinese and _COURTESY.fullmatch(text, *span)):
            continue
        covers = [cover[n] for n in mine]
        others = [cover[n] for n in content if n not in set(mine)]
        size = min(1.0, 0.5 + len(mine) / 8)
        bare = 1 - sum(covers) / len(covers)
        short, gain = sides.lengths(place, span)
        sentence = float(any(s[0] <= span[0] and span[1] >= s[1] - 2 for s in sentences) and len(sentences) > 1)
        yield _Draft(
            place,
            span,
            1 - bare,
            {
                "bare": bare * size,
                "bare_short": bare * size * max(0.0, short),
                "gain": gain,
                "short": max(-1.0, min(1.0, short)),
                "least": min(covers),
                "hole": math.log1p(_hole(covers)),
                "own": sum(word in mine for word in closest) / len(mine),
                "rest": 1 - sum(others) / len(others) if others else 0.0,
                "share": len(mine) / len(content),
                "size": math.log1p(len(mine)),
                "as_written": _as_written(text[slice(*span)], other),
                "sentence": sentence,
                "sentences": sentence * max(-1, min(1, more)),
            },
        )


class _Sides:
    """The texts of a document, seen from one side, and how long the other side usually is."""

    def __init__(self, units: Sequence[TranslationUnit], side: Language) -> None:
        self.side = side
        self._units = units
        self._figures: dict[int, list[tuple[int, bool]]] = {}
        ratios = [_log_ratio(len(u.zh_text), len(u.en_text)) for u in units if u.zh_text and u.en_text]
        weight = len(ratios) / (len(ratios) + _PRIOR)
        self._usual = weight * float(np.median(ratios)) if ratios else 0.0

    def text(self, place: int) -> tuple[str, str]:
        """Return the text of a unit on this side, and on the other."""
        unit = self._units[place]
        return (unit.zh_text, unit.en_text) if self.side == "zh" else (unit.en_text, unit.zh_text)

    def lengths(self, place: int, span: Span) -> tuple[float, float]:
        """Return how much shorter the other side is than usual, and how much more usual without the span (log
        ratios)."""
        mine, other = map(len, self.text(place))
        without = mine - (span[1] - span[0])
        if self.side == "zh":
            short = self._usual - _log_ratio(mine, other)
            rest = self._usual - _log_ratio(without, other)
        else:
            short = _log_ratio(other, mine) - self._usual
            rest = _log_ratio(other, without) - self._usual
        return short, abs(short) - abs(rest)

    def figures(self, place: int) -> list[tuple[int, bool]]:
        """Return where plain figures stand, and whether the other side states them too."""
        if place in self._figures:
            return self._figures[place]
        unit = self._units[place]
        zh, en = extract(unit.zh_text, "zh"), extract(unit.en_text, "en")
        found = match(zh, en)
        pairs = [
            (pair[0] if self.side == "zh" else pair[1])
            for pair in found.pairs
            if pair[2].verdict in ("same", "rounded") and STRONG in (pair[0].strength, pair[1].strength)
        ]
        stated = {fact.span for fact in pairs}
        free = found.zh if self.side == "zh" else found.en
        figures = [(span[0], True) for span in stated] + [(f.span[0], False) for f in free if f.strength == STRONG]
        self._figures = {place: figures}
        return figures

    def texts(self, draft: _Draft) -> Iterator[str]:
        """Yield all that is to be encoded for a draft."""
        text, other = self.text(draft.place)
        pieces = self._pieces(draft.place)
        yield from (text, other, text[slice(*draft.span)], _without(text, draft.span))
        for piece in pieces:
            yield from (other[slice(*piece)], _without(other, piece))
        for near in (draft.place - 1, draft.place + 1):
            yield from (self.text(near)[1][slice(*piece)] for piece in self._pieces(near))

    def measured(self, draft: _Draft, vectors: Vectors) -> Missing | None:
        """Return a draft with what the encoder says of it; None where a neighbour carries it."""
        place, (text, other) = draft.place, self.text(draft.place)
        mine = vectors[text[slice(*draft.span)]]
        pieces = self._pieces(place)
        alike = [float(mine @ vectors[other[a:b]]) for a, b in pieces]
        here = max(alike, default=-1.0)
        beside = max(
            (
                float(mine @ vectors[self.text(near)[1][a:b]])
                for near in (place - 1, place + 1)
                for a, b in self._pieces(near)
            ),
            default=-1.0,
        )
        if beside >= max(_ELSEWHERE, here + _BY):
            return None
        step = vectors[text] - vectors[_without(text, draft.span)]
        margin = -float(step @ vectors[other])
        support = max((_cosine(step, vectors[other] - vectors[_without(other, s)]) for s in pieces), default=0.0)
        nearest = other[slice(*pieces[int(np.argmax(alike))])] if here >= _NEAREST else ""
        figures = [there for at, there in self.figures(place) if draft.span[0] <= at < draft.span[1]]
        evidence = {
            **draft.evidence,
            "stated": float(any(figures)),
            "unstated": float(not all(figures)),
            "closest": here,
            "beside": beside,
            "margin": 20 * margin,
            "support": support,
        }
        nearest = nearest.strip(" ,;:.!?，；：、。！？")
        partly = draft.covered >= _HALF or (draft.covered >= _SOME and here >= _ALIKE)
        return Missing(place, draft.span, evidence, nearest, partly=partly and bool(nearest))

    def _pieces(self, place: int) -> list[Span]:
        """Return what stands between marks and conjunctions on the other side, and each two such that follow."""
        if not 0 <= place < len(self._units):
            return []
        other = self.text(place)[1]
        spans = clause_spans(other, "en" if self.side == "zh" else "zh")
        return spans + [(a[0], b[1]) for a, b in pairwise(spans)] if len(spans) > 2 else spans


def _encoded(texts: Sequence[str], embedder: Embedder, progress: Progress) -> Vectors:
    wanted = list(dict.fromkeys(texts))
    vectors: Vectors = {}
    for start in range(0, len(wanted), _BLOCK):
        block = wanted[start : start + _BLOCK]
        vectors |= zip(block, embedder.encode(block), strict=True)
        progress("comparing clauses", len(vectors), len(wanted))
    return vectors


def _cosine(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    return float(a @ b / max(1e-6, float(np.linalg.norm(a) * np.linalg.norm(b))))


def _without(text: str, span: Span) -> str:
    """Return a text without a span and the mark that stands after it, or before it at the end."""
    before, after = text[: span[0]], text[span[1] :]
    if after.strip("。.！!？?”\"’' "):
        return before + after.lstrip("，,；;：:、。.！!？? ")
    return before.rstrip("，,；;：:、 ") + after


def _closest_words(links: WordLinks, *, chinese: bool) -> list[int]:
    """Return for each word of content of the other side the word of this side that is closest to it."""
    similarity, words = (links.similarity, links.en_words) if chinese else (links.similarity.T, links.zh_words)
    content = [n for n, word in enumerate(words) if _has_content(word, chinese=not chinese)]
    return similarity[:, content].argmax(axis=0).tolist() if similarity.size and content else []


def _hole(covers: Sequence[float]) -> float:
    """Return the largest sum of what words in a row lack."""
    best = run = 0.0
    for cover in covers:
        run = max(0.0, run + _NO_MATCH - cover)
        best = max(best, run)
    return best


def _clauses(text: str, *, chinese: bool) -> Iterator[Span]:
    for found in (_ZH_CLAUSE if chinese else _EN_CLAUSE).finditer(text):
        inner = found.group()
        start = found.start() + len(inner) - len(inner.lstrip())
        if inner.strip():
            yield start, start + len(inner.strip())


def _sentences(text: str, language: Language) -> list[Span]:
    found = (_ZH_SENTENCE if language == "zh" else _EN_SENTENCE).finditer(text)
    return [m.span() for m in found if any(map(str.isalnum, m.group()))]


def _as_written(clause: str, other: str) -> float:
    """Return the share of the words in Latin letters of a clause that the other side has too, 0 if it has none.

    >>> _as_written("优质初榨橄榄油（Fine Virgin）", "Fine Virgin: no less than 5.5"), _as_written("好", "Fine")
    (1.0, 0.0)
    """
    words = _LATIN.findall(clause)
    there = {word.casefold() for word in _LATIN.findall(other)}
    return sum(word.casefold() in there for word in words) / len(words) if words else 0.0


def _log_ratio(zh: int, en: int) -> float:
    return math.log((en + 10) / (3.3 * zh + 10))


def _has_content(word: Word, *, chinese: bool) -> bool:
    if chinese:
        return bool(_ZH_TAGS.match(word.tag)) and word.text not in light_words("zh")
    return word.text.lower() not in light_words("en")
