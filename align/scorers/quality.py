"""The quality score of a pair: the probability that its English is a translation of its Chinese, and of all of it.

The aligner's probabilities say how sure it is of a path; they do not see that a page lacks half of its translation, or
that pairs which came aligned are of different texts. The score does, from the texts alone: how similar they are and
their clauses; how much more similar than other pairs of their neighbourhood would be (the margin of Artetxe and
Schwenk 2019, within a document); and how much longer one side is than is usual in the document. A logistic regression
on published translations and copies of them with wrong partners (``scripts/fit_quality``) weighs these; it gives the
probability as if one pair in twenty had a wrong partner.

Left out, since they changed little on files that were not fitted on: figures, word links, and the match statistics of
token states, which cost ten times as much as all the rest.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.aligner.side import length, vectors_of
from align.embedders import Embedder
from align.model.document import Language
from align.model.unit import TranslationUnit
from align.scorers.decision import Evidence, decision

ENCODER = "bundled"
"""The sentence encoder that the score was fitted with; pairs of other encoders get no score."""

WINDOW = 8  # pairs before and after a pair that it is compared with
NEAREST = 4  # ... of which so many count as its nearest
ALONE = 0.3  # the similarity to a wrong partner where there is none to compare with
SAME = 0.999  # the similarity from which on another English is the same
USUAL, PRIOR = 0.35, 5.0  # the log ratio of lengths (en / zh) before any pair is seen; how many pairs it counts for
_MIDDLE = 6.0  # log of the length of both sides, in the units of align.aligner.side.length
_LEAST_LOG = 1.5

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Texts:
    """A pair as the score sees it: vectors of its sides and of their clauses with weights, and lengths."""

    zh: Vectors
    en: Vectors
    clauses: tuple[tuple[Vectors, Vectors], tuple[Vectors, Vectors]]
    lengths: tuple[float, float]


def scored(units: Sequence[TranslationUnit], embedder: Embedder | None) -> tuple[TranslationUnit, ...]:
    """Return the units of a document in order, those with both sides with a "score".

    Without the encoder that the score was fitted with, they stay as they are.
    """
    places = [k for k, unit in enumerate(units) if unit.zh_text.strip() and unit.en_text.strip() and not unit.head]
    if embedder is None or embedder.name != ENCODER or not places:
        return tuple(units)
    weights = decision("quality")
    out = list(units)
    for k, evidence in zip(
        places, evidence_of([(units[k].zh_text, units[k].en_text) for k in places], embedder), strict=True
    ):
        out[k] = replace(units[k], scores={**units[k].scores, "score": weights.probability(evidence)})
    return tuple(out)


def evidence_of(pairs: Sequence[tuple[str, str]], embedder: Embedder) -> list[Evidence]:
    """Return the evidence on each pair of a document, in order."""
    texts = texts_of(pairs, embedder)
    usual = usual_ratio(texts)
    return [
        evidence(pair, texts[max(0, k - WINDOW) : k] + texts[k + 1 : k + 1 + WINDOW], usual)
        for k, pair in enumerate(texts)
    ]


def evidence(pair: Texts, around: Sequence[Texts], usual: float) -> Evidence:
    """Return the evidence on a pair. ``around``: the pairs around it; ``usual``: the usual log ratio of lengths."""
    similarity = float(pair.zh @ pair.en)
    zh_others = _nearest([float(pair.zh @ other.en) for other in around if float(other.en @ pair.en) < SAME])
    en_others = _nearest([float(other.zh @ pair.en) for other in around if float(other.zh @ pair.zh) < SAME])
    zh_covered, en_covered, zh_least, en_least = _covered(*pair.clauses)
    zh_length, en_length = pair.lengths
    size = math.log(zh_length + en_length) - _MIDDLE
    ratio = abs(math.log(en_length / zh_length) - usual)
    return {
        "similarity": similarity,
        "similarity squared": similarity**2,
        "similarity x length": similarity * size,
        "margin, Chinese": similarity - zh_others[0],
        "margin, English": similarity - en_others[0],
        "lead, Chinese": similarity - sum(zh_others) / len(zh_others),
        "lead, English": similarity - sum(en_others) / len(en_others),
        "coverage, Chinese": zh_covered,
        "coverage, English": en_covered,
        "coverage x length, Chinese": zh_covered * size,
        "coverage x length, English": en_covered * size,
        "least clause, Chinese": zh_least,
        "least clause, English": en_least,
        "length ratio": min(ratio, _LEAST_LOG),
        "length ratio squared": min(ratio, _LEAST_LOG) ** 2,
        "length": size,
        "shortness": 1 / zh_length,
    }


def texts_of(pairs: Sequence[tuple[str, str]], embedder: Embedder) -> list[Texts]:
    """Return pairs with their vectors; each distinct text and clause is encoded once."""
    languages: tuple[Language, Language] = ("zh", "en")
    clauses = [[_clauses(text, language) for text, language in zip(pair, languages, strict=True)] for pair in pairs]
    wanted = [text for pair, parts in zip(pairs, clauses, strict=True) for text in (*pair, *parts[0], *parts[1])]
    distinct = list(dict.fromkeys(wanted))
    table = vectors_of(distinct, embedder)
    at = {text: k for k, text in enumerate(distinct)}
    return [
        Texts(
            table[at[zh]],
            table[at[en]],
            (_weighted(parts[0], table, at), _weighted(parts[1], table, at)),
            (length(zh, "zh"), length(en, "en")),
        )
        for (zh, en), parts in zip(pairs, clauses, strict=True)
    ]


def usual_ratio(texts: Sequence[Texts]) -> float:
    """Return the usual log ratio of lengths of a document, from a prior that counts like some pairs."""
    ratios = [math.log(en / zh) for zh, en in (pair.lengths for pair in texts)]
    if not ratios:
        return USUAL
    return (float(np.median(ratios)) * len(ratios) + USUAL * PRIOR) / (len(ratios) + PRIOR)


def _clauses(text: str, language: Language) -> list[str]:
    return [text[start:end] for start, end in clause_spans(text, language)] or [text]


def _weighted(texts: Sequence[str], table: Vectors, at: dict[str, int]) -> tuple[Vectors, Vectors]:
    weights = np.sqrt(np.array([len(text) for text in texts], np.float32))
    return table[[at[text] for text in texts]], weights / weights.sum()


def _nearest(similarities: list[float]) -> list[float]:
    """Return the highest similarities to others, the highest first."""
    return sorted(similarities, reverse=True)[:NEAREST] or [ALONE]


def _covered(zh: tuple[Vectors, Vectors], en: tuple[Vectors, Vectors]) -> tuple[float, float, float, float]:
    """Return the mean similarity of the clauses of each side to their closest ones, by length, and the least."""
    similar = zh[0] @ en[0].T
    best_zh, best_en = similar.max(axis=1), similar.max(axis=0)
    return float(best_zh @ zh[1]), float(best_en @ en[1]), float(best_zh.min()), float(best_en.min())
