"""Coverage: how much of each clause the other side has words for.

Single words cannot be judged on one version of a sentence (an idiom, a pronoun or a merged synonym leaves its word
alone too); clauses can. A logistic regression says how likely a clause is missing: from the share of its content words
that is not covered (see ``align.wordlinks.links``), times its size; the same times how much shorter the other side is
than usual; the coverage of the least covered word; the similarity of the closest clause on the other side; and a figure
that the other side states too. What English rightly drops in this genre, the adverbs and light verbs of resolve (大力,
切实, 进一步推进), is no content.
"""

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder
from align.facts import extract
from align.facts.matching import match
from align.facts.model import STRONG
from align.language.light_words import light_words
from align.model.document import Span
from align.model.progress import Progress, silent
from align.model.unit import TranslationUnit
from align.wordlinks.links import LinkProvider, Word, WordLinks

# Clauses end at punctuation, but not inside a number.
_ZH_CLAUSE = re.compile(r"(?:[^,;:。!?…，；：！？]|(?<=[0-9０-９])[,:](?=[0-9０-９]))+")
_EN_CLAUSE = re.compile(r"(?:[^,;:\N{EN DASH}\N{EM DASH}.!?]|(?<=[0-9])[,.:](?=[0-9])|(?<=\b[A-Z])\.)+")
# jieba's tags of words with content: nouns, verbs, adjectives, numbers, idioms, time and place words, foreign words.
_ZH_TAGS = re.compile(r"[nvam]|[iljtsbfzx]$|eng$")
_FEWEST = 5
_SHORT = 5  # content words of a clause that is there where its figure is
# What is said at every press conference and put into a word or two: the invitation to speak and to answer.
_COURTESY = re.compile(
    "[现下]?(?:先|在|面)?(?:首先)?(?:请|由|有请)[^，。；：]{1,8}?(?:先|来|为大家|向大家|给大家)*(?:作|做)?(?:简要|简单)?(?:介绍|发言|通报)"
    "[^，。；：]{0,8}|(?:并|同时)?(?:请[他她]们?)?(?:回答|解答)(?:大家|记者|各位)[^，。；：]{0,8}(?:问题|提问)"
)
_BUDGET = 50  # one claim that is not sure for so many units, on each side: no threshold holds for every genre
_BLOCK = 1024  # clauses encoded between two reports of progress
# What frames a sentence and is left out or added at will: who asks, where a saying comes from.
_FORM = re.compile(
    r"\s*(?:[\u4e00-\u9fff·]{2,20}记者\s*[：:]?\s*\Z"
    r"|[Aa]s (?:the|an?|our|we) (?:\w+ ){0,4}(?:saying|proverb|adage|say|sayings|poet)\b)"
)
_LEAST_LIKE = -0.2  # the similarity of a clause to others, at the lowest


class Signs(NamedTuple):
    """What speaks for it that a clause is missing on the other side, and against it.

    ``bare``: the mean share of its content words that is not covered, less for a clause of one to three. ``short``: the
    same times how much shorter the other side is than usual (log ratio). ``least``: the coverage of the word that is
    least covered. ``closest``: the similarity of the closest clause on the other side. ``figure``: 1 where it has a
    figure that the other side states too. ``own``: how many words of content of the other side are closer to one of its
    words than to any other, for each of its words: those that say it, condensed or elsewhere in the unit. ``rest``: the
    share of the other words of its unit that is not covered, high where all is put freely. ``share``: its part of the
    words of the unit. ``size``: how many words it has, by the logarithm.
    """

    bare: float
    short: float
    least: float
    closest: float
    figure: float
    own: float
    rest: float
    share: float
    size: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the log odds that a clause is missing, and from which probability on it is claimed.

    ``sure``: a claim that no budget holds back, so that a document that lacks much shows it, and that is major.
    """

    signs: Signs
    constant: float
    floor: float
    sure: float

    def probability(self, signs: Signs) -> float:
        """Return how likely a clause with these signs is missing."""
        return 1 / (1 + math.exp(-self.constant - sum(w * sign for w, sign in zip(self.signs, signs, strict=True))))


# By scripts/fit_coverage: clauses taken out of published translations, as if one pair in a hundred lacked one.
ZH = Weights(Signs(4.8, 5.7, -1.9, -2.8, -0.2, -3.8, 1.0, 0.5, 1.6), -7.7, floor=0.04, sure=0.25)
# An addition is minor and often a gloss. Fitted before the last four signs, as if every second clause were one.
EN = Weights(Signs(4.5, 12.1, -5.7, -4.2, 0.2, 0.0, 0.0, 0.0, 0.0), -2.1, floor=0.9, sure=0.97)


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause that the other side may lack: how likely it does, by which signs, its unit's place and its span."""

    probability: float
    signs: Signs
    place: int
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with two content words or more, and how they are covered.

    ``bare``: the mean share of them that is not; ``least``: the coverage of the one that is least covered; ``size``:
    how many there are; ``own``, ``rest`` and ``share`` as in :class:`Signs`.
    """

    span: Span
    bare: float
    least: float
    size: int
    own: float
    rest: float
    share: float


def claims(
    units: Sequence[TranslationUnit],
    links: LinkProvider,
    embedder: Embedder,
    *,
    chinese: bool,
    progress: Progress = silent,
    places: Collection[int] | None = None,
) -> dict[int, Gap]:
    """Return the clauses of a document that are most likely missing on the other side, by the place of their unit.

    ``chinese``: Chinese clauses that the English lacks; else English ones that the Chinese lacks. At most one claim for
    50 units, the surest first, but for those that are sure; and none in a document of fewer than five, which has no
    usual length. A clause that a unit beside its own says is no gap but a slip of the aligner. ``places``: of the units
    that word links are asked for, all if it is None.
    """
    if len(units) < _FEWEST:
        return {}
    weights = ZH if chinese else EN
    surest: dict[int, Gap] = {}
    for gap in gaps(units, links, embedder, weights, chinese=chinese, progress=progress, places=places):
        if gap.place not in surest or gap.probability > surest[gap.place].probability:
            surest[gap.place] = gap
    ranked = sorted(surest.values(), key=lambda gap: (-gap.probability, gap.place))
    budget = -(-len(units) // _BUDGET)
    return {g.place: g for n, g in enumerate(ranked) if n < budget or g.probability >= weights.sure}


def gaps(
    units: Sequence[TranslationUnit],
    links: LinkProvider,
    embedder: Embedder,
    weights: Weights,
    *,
    chinese: bool,
    progress: Progress = silent,
    places: Collection[int] | None = None,
) -> Iterator[Gap]:
    """Yield the clauses that are missing with the probability ``weights.floor`` or more. ``places`` as in
    :func:`claims`."""
    asked = range(len(units)) if places is None else places
    links.want(units[place] for place in sorted(asked))
    candidates = list(_candidates(units, links, weights, asked, chinese=chinese))
    texts = _texts(units, candidates, chinese=chinese)
    vectors: dict[str, NDArray[np.float32]] = {}
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        vectors |= zip(block, embedder.encode(block), strict=True)
        progress("comparing clauses", len(vectors), len(texts))
    for candidate in candidates:
        place = candidate.place
        text = units[place].zh_text if chinese else units[place].en_text
        mine = np.stack([vectors[text[slice(*c.span)]] for c in candidate.clauses])
        here = _closest(mine, _other_clauses(units, place, chinese=chinese), vectors)
        beside = [_closest(mine, _other_clauses(units, k, chinese=chinese), vectors) for k in (place - 1, place + 1)]
        for clause, h, b in zip(candidate.clauses, here.tolist(), np.max(beside, axis=0).tolist(), strict=True):
            signs = candidate.signs(clause, h)
            probability = weights.probability(signs)
            if probability >= weights.floor and b < max(0.5, h + 0.1):
                yield Gap(probability, signs, place, clause.span)


def clauses(text: str, links: WordLinks, *, chinese: bool) -> list[Clause]:
    """Return the clauses of a side that have two content words or more."""
    words, cover = (links.zh_words, links.zh_cover) if chinese else (links.en_words, links.en_cover)
    content = [n for n, word in enumerate(words) if _has_content(word, chinese=chinese)]
    closest = _closest_words(links, chinese=chinese)
    found = []
    for span in _spans(text, chinese=chinese):
        mine = [n for n in content if span[0] <= words[n].span[0] < span[1]]
        if len(mine) >= 2 and not _FORM.match(text, span[0], span[1]):
            covers = [cover[n] for n in mine]
            others = [cover[n] for n in content if not span[0] <= words[n].span[0] < span[1]]
            found.append(
                Clause(
                    span,
                    1 - sum(covers) / len(covers),
                    min(covers),
                    len(covers),
                    sum(word in mine for word in closest) / len(mine),
                    1 - sum(others) / len(others) if others else 0.0,
                    len(covers) / len(content),
                )
            )
    return found


def _closest_words(links: WordLinks, *, chinese: bool) -> list[int]:
    """Return for each word of content of the other side the word of this side that is closest to it."""
    similarity, words = (links.similarity, links.en_words) if chinese else (links.similarity.T, links.zh_words)
    content = [n for n, word in enumerate(words) if _has_content(word, chinese=not chinese)]
    return similarity[:, content].argmax(axis=0).tolist() if similarity.size and content else []


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The clauses of a unit that may be gaps, and what is known of the other side.

    ``shortness``: how much shorter it is than usual (log ratio, 0 where it is not). ``stated``: where figures stand
    that it states too.
    """

    place: int
    shortness: float
    stated: tuple[int, ...]
    clauses: tuple[Clause, ...]

    def signs(self, clause: Clause, closest: float) -> Signs:
        """Return the signs of a clause, of which ``closest`` is the similarity of its closest clause on the other
        side."""
        bare = clause.bare * min(1.0, 0.5 + clause.size / 8)
        states = float(self.states(clause))
        size = math.log1p(clause.size)
        return Signs(
            bare, bare * self.shortness, clause.least, closest, states, clause.own, clause.rest, clause.share, size
        )

    def states(self, clause: Clause) -> bool:
        """True if the other side states a figure of a clause."""
        return any(clause.span[0] <= place < clause.span[1] for place in self.stated)


def _candidates(
    units: Sequence[TranslationUnit], links: LinkProvider, weights: Weights, asked: Collection[int], *, chinese: bool
) -> Iterator[_Candidate]:
    """Yield clauses that could reach the floor if nothing on the other side were like them."""
    lengths = {place: _log_ratio(unit) for place, unit in enumerate(units) if unit.zh_text and unit.en_text}
    usual = float(np.median(list(lengths.values()))) if lengths else 0.0
    for place, length in lengths.items():
        if place not in asked:
            continue
        unit, shortness = units[place], max(0.0, usual - length if chinese else length - usual)
        text = unit.zh_text if chinese else unit.en_text
        found = clauses(text, links(unit), chinese=chinese)
        candidate = _Candidate(place, shortness, (), ())
        kept = [c for c in found if weights.probability(candidate.signs(c, _LEAST_LIKE)) >= weights.floor]
        if chinese:
            kept = [c for c in kept if not _COURTESY.fullmatch(text, *c.span)]
        if kept:
            candidate = _Candidate(place, shortness, _stated_figures(unit, chinese=chinese), ())
            kept = [c for c in kept if c.size > _SHORT or not candidate.states(c)]
        if kept:
            yield replace(candidate, clauses=tuple(kept))


def _stated_figures(unit: TranslationUnit, *, chinese: bool) -> tuple[int, ...]:
    """Return where figures stand that the other side states too: the clause around one is likely there in other
    words."""
    pairs = match(extract(unit.zh_text, "zh"), extract(unit.en_text, "en")).pairs
    return tuple(
        (zh if chinese else en).span[0]
        for zh, en, relation in pairs
        if relation.verdict in ("same", "rounded") and STRONG in (zh.strength, en.strength)
    )


def _texts(units: Sequence[TranslationUnit], candidates: Sequence[_Candidate], *, chinese: bool) -> list[str]:
    """Return the clauses of candidates and those of the other side that they are compared with."""
    texts: dict[str, None] = {}
    for candidate in candidates:
        unit = units[candidate.place]
        text = unit.zh_text if chinese else unit.en_text
        texts |= dict.fromkeys(text[slice(*c.span)] for c in candidate.clauses)
        for place in (candidate.place - 1, candidate.place, candidate.place + 1):
            texts |= dict.fromkeys(_other_clauses(units, place, chinese=chinese))
    return list(texts)


def _other_clauses(units: Sequence[TranslationUnit], place: int, *, chinese: bool) -> list[str]:
    if not 0 <= place < len(units):
        return []
    other = units[place].en_text if chinese else units[place].zh_text
    return [other[slice(*span)] for span in _spans(other, chinese=not chinese)]


def _closest(
    mine: NDArray[np.float32], others: Sequence[str], vectors: dict[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """Return the similarity of each clause to the closest of the others, or -1 if there are none."""
    if not others:
        return np.full(len(mine), -1, dtype=np.float32)
    closest: NDArray[np.float32] = (mine @ np.stack([vectors[text] for text in others]).T).max(axis=1)
    return closest


def _spans(text: str, *, chinese: bool) -> Iterator[Span]:
    for found in (_ZH_CLAUSE if chinese else _EN_CLAUSE).finditer(text):
        inner = found.group()
        start = found.start() + len(inner) - len(inner.lstrip())
        if inner.strip():
            yield start, start + len(inner.strip())


def _log_ratio(unit: TranslationUnit) -> float:
    return math.log((len(unit.en_text) + 10) / (3.3 * len(unit.zh_text) + 10))


def _has_content(word: Word, *, chinese: bool) -> bool:
    if chinese:
        return bool(_ZH_TAGS.match(word.tag)) and word.text not in light_words("zh")
    return word.text.lower() not in light_words("en")
