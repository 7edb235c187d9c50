"""Evidence for it that a clause or a sentence is missing on the other side: which words there carry it, if any do.

Single words cannot be judged on one version of a sentence (an idiom, a pronoun or a merged synonym leaves its word
alone too); clauses can. What word links say of each is cheap, and settles most. Of the rest the encoder says more: the
likest words of the unit on the other side and of its neighbours, whether the pair is more alike without the clause, and
whether any words there, taken away, change what is said in the same way as the clause does (the parallelogram of
:mod:`align.scorers.evidence.contrast`). Networks that have seen clauses taken out say what the words of the whole pair
make of it (:mod:`align.scorers.omission.network`). What English rightly drops in this genre, the adverbs and light
verbs of resolve (大力, 切实, 进一步推进), is no content. A fitted decision weighs it all.
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.embedders import Embedder
from align.language.light_words import light_words
from align.model.document import Language, Span
from align.model.progress import Progress, silent
from align.model.unit import TranslationUnit
from align.scorers.evidence.contrast import cosines
from align.scorers.evidence.tagger import Tagger, tags_of
from align.scorers.omission.changes import margin, without
from align.scorers.omission.network import SILENT, gap_tagger, odds_of
from align.scorers.omission.screen import Stage
from align.scorers.omission.sides import Sides, carried_beside
from align.wordlinks.links import LinkProvider, Word, WordLinks, chinese_words, english_words

Vectors = dict[str, NDArray[np.float32]]
Likely = Callable[[Mapping[str, float]], bool]
Reach = Callable[[Mapping[str, float], Stage], bool]

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
_NO_MATCH = 0.5  # coverage at which a word is neither there nor missing
_NEAREST = 0.15  # likeness of words that are worth quoting
# From which coverage on a part is there: alone, and where words as alike as this stand there.
_HALF, _SOME, _ALIKE = 0.45, 0.25, 0.45
_MISSING = {"margin": 2.0, "support": 0.0}  # what the encoder would say of a clause that nothing carries
_LACKED = {"lacked": 2.0}  # what the networks would say of it


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
    reach: Reach = lambda _, __: True,
    network: Tagger | None = None,
) -> Iterator[Missing]:
    """Yield the clauses and sentences of a side for which ``likely`` is true of their evidence.

    ``chinese``: the Chinese ones. ``places``: of these units alone. ``reach``: true of what is known of a clause at a
    stage if its unit is worth what more evidence costs. ``network``: if not the usual one. A clause that a unit beside
    its own says is no gap but a slip of the aligner.
    """
    sides = Sides(units, "zh" if chinese else "en")
    asked = range(len(units)) if places is None else sorted(places)
    clauses = [c for k in asked if units[k].zh_text and units[k].en_text for c in _clauses_of(sides, k)]
    vectors = _encoded([text for clause in clauses for text in _near(sides, clause)], embedder, progress)
    clauses = [known for clause in clauses if (known := _compared(sides, clause, vectors))]
    near = [clause for clause in clauses if reach(clause.evidence, "texts")]
    vectors |= _encoded([text for clause in near for text in _changed(sides, clause)], embedder, progress)
    kept = {c.place for c in near if reach(c.evidence | _contrast(sides, c, vectors), "changes")}
    links.want(units[place] for place in sorted(kept))
    covered = [
        clause
        for place, own in groupby(clauses, key=lambda clause: clause.place)
        if place in kept
        for clause in _linked(sides, units[place], list(own), links, network, likely)
    ]
    vectors |= _encoded([text for clause in covered for text in _changed(sides, clause)], embedder, progress)
    for clause in covered:
        evidence = _told_apart(clause.evidence | _contrast(sides, clause, vectors))
        if likely(evidence):
            carried = clause.covered >= _HALF or (clause.covered >= _SOME and evidence["closest"] >= _ALIKE)
            yield Missing(clause.place, clause.span, evidence, clause.nearest, partly=carried and bool(clause.nearest))


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause with what is known of it: the numbers of its words of content and of all, and the evidence.

    ``nearest``: the likest words of the other side. ``covered``: the mean coverage of its words.
    """

    place: int
    span: Span
    mine: tuple[int, ...]
    content: tuple[int, ...]
    evidence: dict[str, float]
    nearest: str = ""
    covered: float = 0.0


def _clauses_of(sides: Sides, place: int) -> Iterator[_Clause]:
    """Yield the clauses of a unit, and its sentences of several, with what the texts say of them."""
    chinese = sides.side == "zh"
    text, other = sides.text(place)
    words = chinese_words(text) if chinese else english_words(text)
    content = tuple(n for n, word in enumerate(words) if _has_content(word, chinese=chinese))
    sentences = _sentences(text, sides.side)
    more = len(sentences) - len(_sentences(other, sides.other))
    spans = list(_clauses(text, chinese=chinese))
    whole = [s for s in sentences if len(sentences) > 1 and sum(s[0] <= c[0] < s[1] for c in spans) > 1]
    for span in [*spans, *whole]:
        mine = tuple(n for n in content if span[0] <= words[n].span[0] < span[1])
        if len(mine) < 2 or _FORM.match(text, *span) or (chinese and _COURTESY.fullmatch(text, *span)):
            continue
        short, gain = sides.lengths(place, span)
        sentence = float(any(s[0] <= span[0] and span[1] >= s[1] - 2 for s in sentences) and len(sentences) > 1)
        evidence = {
            "gain": gain,
            "short": max(-1.0, min(1.0, short)),
            "share": len(mine) / len(content),
            "size": math.log1p(len(mine)),
            "as_written": _as_written(text[slice(*span)], other),
            "sentence": sentence,
            "sentences": sentence * max(-1, min(1, more)),
            **sides.figures_in(place, span),
        }
        yield _Clause(place, span, mine, content, evidence)


def _near(sides: Sides, clause: _Clause) -> Iterator[str]:
    """Yield a clause, and what may carry it here and in the units beside."""
    yield sides.text(clause.place)[0][slice(*clause.span)]
    for place in (clause.place - 1, clause.place, clause.place + 1):
        yield from (sides.text(place)[1][slice(*piece)] for piece in _pieces(sides, place))


def _compared(sides: Sides, clause: _Clause, vectors: Vectors) -> _Clause | None:
    """Return a clause with the likeness of what may carry it; None where a unit beside does."""
    place, (text, other) = clause.place, sides.text(clause.place)
    mine = vectors[text[slice(*clause.span)]]
    pieces = _pieces(sides, place)
    alike = [float(mine @ vectors[other[a:b]]) for a, b in pieces]
    here = max(alike, default=-1.0)
    around = [sides.text(k)[1][slice(*piece)] for k in (place - 1, place + 1) for piece in _pieces(sides, k)]
    beside = max((float(mine @ vectors[piece]) for piece in around), default=-1.0)
    if carried_beside(here, beside):
        return None
    nearest = other[slice(*pieces[int(np.argmax(alike))])] if here >= _NEAREST else ""
    evidence = clause.evidence | {"closest": here, "beside": beside}
    return replace(clause, evidence=evidence, nearest=nearest.strip(" ,;:.!?，；：、。！？"))


def _linked(
    sides: Sides,
    unit: TranslationUnit,
    clauses: Sequence[_Clause],
    links: LinkProvider,
    network: Tagger | None,
    likely: Likely,
) -> Iterator[_Clause]:
    """Yield the clauses of a unit that are likely with what word links say of them, and then the networks."""
    covered = [_covered(sides, clause, links(unit)) for clause in clauses]
    covered = [clause for clause in covered if likely(_told_apart({**clause.evidence, **_MISSING, **_LACKED}))]
    tags = tags_of(unit, links, network or gap_tagger()) if covered else None
    for clause in covered:
        lacked = odds_of(tags, clause.span, sides.side) if tags else SILENT
        evidence = clause.evidence | {"lacked": lacked}
        if likely(_told_apart({**evidence, **_MISSING})):
            yield replace(clause, evidence=evidence)


def _covered(sides: Sides, clause: _Clause, links: WordLinks) -> _Clause:
    """Return a clause with what word links say of it."""
    chinese = sides.side == "zh"
    cover = links.zh_cover if chinese else links.en_cover
    covers = [cover[n] for n in clause.mine]
    others = [cover[n] for n in clause.content if n not in clause.mine]
    bare = 1 - sum(covers) / len(covers)
    size = min(1.0, 0.5 + len(covers) / 8)
    evidence = clause.evidence | {
        "bare": bare * size,
        "bare_short": bare * size * max(0.0, clause.evidence["short"]),
        "least": min(covers),
        "hole": math.log1p(_hole(covers)),
        "own": sum(word in clause.mine for word in _closest_words(links, chinese=chinese)) / len(covers),
        "rest": 1 - sum(others) / len(others) if others else 0.0,
    }
    return replace(clause, evidence=evidence, covered=1 - bare)


def _changed(sides: Sides, clause: _Clause) -> Iterator[str]:
    """Yield both texts, and each without what may correspond: the clause, and the pieces of the other side."""
    text, other = sides.text(clause.place)
    yield from (text, other, without(text, clause.span))
    yield from (without(other, piece) for piece in _pieces(sides, clause.place))


def _contrast(sides: Sides, clause: _Clause, vectors: Vectors) -> dict[str, float]:
    """Return what taking a clause away changes: the likeness of the pair, and as the piece that changes it most alike
    does."""
    text, other = sides.text(clause.place)
    step = vectors[text] - vectors[without(text, clause.span)]
    pieces = _pieces(sides, clause.place)
    steps = [vectors[other] - vectors[without(other, piece)] for piece in pieces]
    support = float(cosines(step[None], np.stack(steps)).max()) if steps else 0.0
    return {"margin": margin(step, vectors[other]), "support": support}


def _pieces(sides: Sides, place: int) -> list[Span]:
    """Return what stands between marks and conjunctions on the other side, and each two such that follow."""
    if not 0 <= place < len(sides):
        return []
    other = sides.text(place)[1]
    spans = clause_spans(other, sides.other)
    return spans + [(a[0], b[1]) for a, b in pairwise(spans)] if len(spans) > 2 else spans


def _told_apart(evidence: dict[str, float]) -> dict[str, float]:
    """Return evidence in which that of whole sentences stands a second time, to be weighed in its own way: a sentence
    is rarely condensed, and a clause often."""
    return evidence | {
        f"{name}, sentence": value for name, value in evidence.items() if evidence["sentence"] and name != "sentence"
    }


def _encoded(texts: Sequence[str], embedder: Embedder, progress: Progress) -> Vectors:
    wanted = list(dict.fromkeys(texts))
    vectors: Vectors = {}
    for start in range(0, len(wanted), _BLOCK):
        block = wanted[start : start + _BLOCK]
        vectors |= zip(block, embedder.encode(block), strict=True)
        progress("comparing clauses", len(vectors), len(wanted))
    return vectors


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


def _has_content(word: Word, *, chinese: bool) -> bool:
    if chinese:
        return bool(_ZH_TAGS.match(word.tag)) and word.text not in light_words("zh")
    return word.text.lower() not in light_words("en")
