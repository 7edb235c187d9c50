"""Coverage: how much of each clause the other side has words for.

Single words cannot be judged on one version of a sentence (an idiom, a pronoun or a merged synonym leaves its word
alone too); clauses can. A clause is scored by the share of its content words that is not covered (see
``align.aligner.links``), times its size, against the similarity of its closest clause on the other side and the length
of that side. What English rightly drops in this genre, the adverbs and light verbs of resolve (大力, 切实, 进一步推进),
is no content.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.aligner.links import LinkProvider, Word, WordLinks
from align.document import Span
from align.embedders import Embedder
from align.facts import extract
from align.facts.matching import match
from align.facts.model import STRONG
from align.scorers.light_words import light_words
from align.translation_unit import TranslationUnit

# Clauses end at punctuation, but not inside a number.
_ZH_CLAUSE = re.compile(r"(?:[^,;:。!?…，；：！？]|(?<=[0-9０-９])[,:](?=[0-9０-９]))+")
_EN_CLAUSE = re.compile(r"(?:[^,;:\N{EN DASH}\N{EM DASH}.!?]|(?<=[0-9])[,.:](?=[0-9])|(?<=\b[A-Z])\.)+")
# jieba's tags of words with content: nouns, verbs, adjectives, numbers, idioms, time and place words, foreign words.
_ZH_TAGS = re.compile(r"[nvam]|[iljtsbfzx]$|eng$")


# The score of a clause is its uncovered share, less what its closest clause on the other side and the other side's
# length speak for it. The weights and floors were chosen on clauses dropped from the seeds and from academic books.
_CLOSEST, _LENGTH = 0.3, 0.3
_FLOOR_ZH, _FLOOR_EN = 0.54, 0.65
_FEWEST = 5
_SHORT = 5  # content words of a clause that is there where its figure is
# What is said at every press conference and put into a word or two: the invitation to speak and to answer.
_COURTESY = re.compile(
    "[现下]?(?:先|在|面)?(?:首先)?(?:请|由|有请)[^，。；：]{1,8}?(?:先|来|为大家|向大家|给大家)*(?:作|做)?(?:简要|简单)?(?:介绍|发言|通报)"
    "[^，。；：]{0,8}|(?:并|同时)?(?:请[他她]们?)?(?:回答|解答)(?:大家|记者|各位)[^，。；：]{0,8}(?:问题|提问)"
)
_BUDGET = 50  # one claim for so many units, on each side: no threshold holds for every genre


@dataclass(frozen=True, slots=True)
class Gap:
    """A clause that the other side seems to lack: its score (higher is surer), its unit's place and its span."""

    score: float
    place: int
    span: Span


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with two content words or more: its span, and the share of its content that is not covered."""

    span: Span
    bare: float
    size: int


def claims(
    units: Sequence[TranslationUnit], links: LinkProvider, embedder: Embedder, *, chinese: bool
) -> dict[int, Gap]:
    """The clauses of a document that are most likely missing on the other side, by the place of their unit.

    ``chinese``: Chinese clauses that the English lacks; else English ones that the Chinese lacks. At most one claim for
    50 units, the surest first, and none in a document of fewer than five, which has no usual length. A clause that a
    unit beside its own says is no gap but a slip of the aligner.
    """
    if len(units) < _FEWEST:
        return {}
    gaps = [
        gap
        for gap in _worst_gaps(units, links, embedder, chinese=chinese)
        if gap.score >= (_FLOOR_ZH if chinese else _FLOOR_EN)
    ]
    gaps.sort(key=lambda gap: (-gap.score, gap.place))
    return {gap.place: gap for gap in gaps[: -(-len(units) // _BUDGET)]}


def clauses(text: str, links: WordLinks, *, chinese: bool) -> list[Clause]:
    """The clauses of a side that have two content words or more."""
    words, cover = (links.zh_words, links.zh_cover) if chinese else (links.en_words, links.en_cover)
    content = [n for n, word in enumerate(words) if _has_content(word, chinese=chinese)]
    found = []
    for span in _spans(text, chinese=chinese):
        bare = [1 - cover[n] for n in content if span[0] <= words[n].span[0] < span[1]]
        if len(bare) >= 2:
            found.append(Clause(span, sum(bare) / len(bare), len(bare)))
    return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    """The clauses of a unit that may be gaps, and how much longer the other side is than usual (log ratio)."""

    place: int
    excess: float
    clauses: tuple[Clause, ...]


def _worst_gaps(
    units: Sequence[TranslationUnit], links: LinkProvider, embedder: Embedder, *, chinese: bool
) -> Iterator[Gap]:
    candidates = list(_candidates(units, links, chinese=chinese))
    vectors = _vectors(units, candidates, embedder, chinese=chinese)
    for candidate in candidates:
        place = candidate.place
        text = units[place].zh_text if chinese else units[place].en_text
        mine = np.stack([vectors[text[slice(*c.span)]] for c in candidate.clauses])
        here = _closest(mine, _other_clauses(units, place, chinese=chinese), vectors)
        beside = [_closest(mine, _other_clauses(units, k, chinese=chinese), vectors) for k in (place - 1, place + 1)]
        gaps = [
            Gap(float(c.bare * _weight(c.size) - _CLOSEST * h - _LENGTH * candidate.excess), place, c.span)
            for c, h, b in zip(candidate.clauses, here, np.max(beside, axis=0), strict=True)
            if b < max(0.5, h + 0.1)
        ]
        if gaps:
            yield max(gaps, key=lambda gap: gap.score)


def _candidates(units: Sequence[TranslationUnit], links: LinkProvider, *, chinese: bool) -> Iterator[_Candidate]:
    """Clauses that could reach the floor if nothing on the other side were like them."""
    floor = (_FLOOR_ZH if chinese else _FLOOR_EN) - 0.2 * _CLOSEST
    lengths = {place: _log_ratio(unit) for place, unit in enumerate(units) if unit.zh_text and unit.en_text}
    usual = float(np.median(list(lengths.values()))) if lengths else 0.0
    for place, length in lengths.items():
        unit, excess = units[place], (length - usual) * (1 if chinese else -1)
        text = unit.zh_text if chinese else unit.en_text
        found = clauses(text, links(unit), chinese=chinese)
        kept = tuple(c for c in found if c.bare * _weight(c.size) - _LENGTH * excess >= floor)
        if kept and chinese:
            kept = tuple(c for c in kept if not _COURTESY.fullmatch(text, *c.span))
        if kept:
            stated = _stated_figures(unit, chinese=chinese)
            kept = tuple(c for c in kept if not any(c.span[0] <= s < c.span[1] for s in stated) or c.size > _SHORT)
        if kept:
            yield _Candidate(place, excess, kept)


def _stated_figures(unit: TranslationUnit, *, chinese: bool) -> list[int]:
    """Where figures stand that the other side states too: the short clause around one is there in other words."""
    pairs = match(extract(unit.zh_text, "zh"), extract(unit.en_text, "en")).pairs
    return [
        (zh if chinese else en).span[0]
        for zh, en, relation in pairs
        if relation.verdict in ("same", "rounded") and STRONG in (zh.strength, en.strength)
    ]


def _vectors(
    units: Sequence[TranslationUnit], candidates: Sequence[_Candidate], embedder: Embedder, *, chinese: bool
) -> dict[str, NDArray[np.float32]]:
    texts: dict[str, None] = {}
    for candidate in candidates:
        unit = units[candidate.place]
        text = unit.zh_text if chinese else unit.en_text
        texts |= dict.fromkeys(text[slice(*c.span)] for c in candidate.clauses)
        for place in (candidate.place - 1, candidate.place, candidate.place + 1):
            texts |= dict.fromkeys(_other_clauses(units, place, chinese=chinese))
    return dict(zip(texts, embedder.encode(list(texts)), strict=True)) if texts else {}


def _other_clauses(units: Sequence[TranslationUnit], place: int, *, chinese: bool) -> list[str]:
    if not 0 <= place < len(units):
        return []
    other = units[place].en_text if chinese else units[place].zh_text
    return [other[slice(*span)] for span in _spans(other, chinese=not chinese)]


def _closest(
    mine: NDArray[np.float32], others: Sequence[str], vectors: dict[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """The similarity of each clause to the closest of the others, -1 where there are none."""
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


def _weight(size: int) -> float:
    return min(1.0, 0.5 + size / 8)


def _log_ratio(unit: TranslationUnit) -> float:
    return math.log((len(unit.en_text) + 10) / (3.3 * len(unit.zh_text) + 10))


def _has_content(word: Word, *, chinese: bool) -> bool:
    if chinese:
        return bool(_ZH_TAGS.match(word.tag)) and word.text not in light_words("zh")
    return word.text.lower() not in light_words("en")
