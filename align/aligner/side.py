"""One side of a document pair, prepared for the aligner: vectors, lengths, clauses, quotation states, structure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from align.aligner.clauses import clause_spans
from align.aligner.lattice import MAX_SIDE
from align.aligner.quotes import quote_states
from align.embedders import Embedder
from align.model.document import HAN, Document, Language
from align.model.errors import EncoderError

Vectors = NDArray[np.float32]

SHRINK = 10  # sentences that the zero vector counts for in the mean of a side: a mean of two would take all they share

APIECE = 4.0  # units of length that each sentence has besides its words

_HAN = re.compile(rf"[\u3040-\u30ff{HAN}]")
_RUN = re.compile(r"[A-Za-z0-9\u00c0-\u024f\uff10-\uff19]+")
_MARK = re.compile(r"[^\w\s]")


def length(text: str, language: Language) -> float:
    """Return the length of a sentence in units of about one subword, independent of the encoder.

    Counting the encoder's tokens is not better (measured) and would tie the weights to one tokenizer. The constant
    prevents very large ratios of very short sentences.

    >>> length("经济运行总体平稳。", "zh") < length("经济运行总体平稳，稳中有进。", "zh")
    True
    """
    marks = len(_MARK.findall(text))
    if language == "zh":
        return APIECE + 0.67 * len(_HAN.findall(text)) + len(_RUN.findall(text)) + marks
    return APIECE + sum(1.0 + 0.12 * max(0, len(run) - 4) for run in _RUN.findall(text)) + marks


@dataclass(frozen=True, slots=True)
class Side:
    """Some sentences of a document, ``numbers``, in order; ``breaks`` [n] marks gaps before them.

    ``vectors`` [n, dimension], ``total`` [n + 1] the running sum of lengths, ``norms`` [MAX_SIDE, n] the norm of the
    weighted sum of the k + 1 sentences that end at each. ``clauses``: the texts of all clauses, ``clause_ptr`` [n + 1]
    where those of each sentence start, ``clause_weight`` the root of their lengths, scaled to a mean of 1 a sentence,
    ``clause_total`` [n + 1] the running sum of these by sentence.
    ``mean`` [dimension]: the vector subtracted from each, and to be subtracted from those encoded later.
    """

    document: Document
    numbers: tuple[int, ...]
    breaks: NDArray[np.bool_]
    texts: tuple[str, ...]
    lengths: NDArray[np.float64]
    total: NDArray[np.float64]
    vectors: Vectors
    norms: NDArray[np.float32]
    clauses: tuple[str, ...]
    clause_ptr: NDArray[np.int64]
    clause_weight: NDArray[np.float32]
    clause_total: NDArray[np.float64]
    inside: NDArray[np.bool_]
    starts: NDArray[np.bool_]
    asks: NDArray[np.bool_]
    paragraph: NDArray[np.int64]
    turn: NDArray[np.int64]
    mean: Vectors

    def __len__(self) -> int:
        """Return the number of sentences."""
        return len(self.texts)

    @property
    def weights(self) -> NDArray[np.float32]:
        """The weight of each sentence in the sum vector of a span: the root of its length."""
        return np.sqrt(self.lengths).astype(np.float32)

    def joined(self, start: int, end: int) -> str:
        """Return the text of the sentences ``start <= k < end`` as one string."""
        return self.document.passage(self.numbers[start:end])


def vectors_of(texts: Sequence[str], embedder: Embedder) -> Vectors:
    """Return vectors of texts, encoding each distinct text once; a blank text has the zero vector.

    Raises EncoderError for what are no unit vectors: with NaN sentences would be lost, with others all scores be wrong.
    """
    distinct = list(dict.fromkeys(t for t in texts if t.strip()))
    if not distinct:
        return np.zeros((len(texts), 1), np.float32)
    encoded = embedder.encode(distinct)
    if len(encoded) != len(distinct) or not np.all(np.linalg.norm(encoded.astype(np.float32), axis=1) < 1.01):
        raise EncoderError(f"{embedder.name!r}: does not return a vector of length 1 for each text")
    row = {text: k for k, text in enumerate(distinct)}
    table = np.concatenate([encoded.astype(np.float32, copy=False), np.zeros((1, encoded.shape[1]), np.float32)])
    picked: Vectors = table[[row.get(t, len(distinct)) for t in texts]]
    return picked


def centred(vectors: Vectors, mean: Vectors) -> Vectors:
    """Return unit vectors after subtracting a mean; a zero mean changes nothing."""
    if not mean.any():
        return vectors
    moved = vectors - mean * vectors.any(axis=1, keepdims=True)
    out: Vectors = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return out


def side_of(
    document: Document, vectors: Vectors, *, numbers: Sequence[int] | None = None, centre: bool = False
) -> Side:
    """Return the side of the sentences ``numbers`` of a document, by default all, with their ``vectors``.

    ``centre``: subtract the mean vector; otherwise the similarities of many encoders (such as e5) are nearly equal.
    """
    numbers = range(len(document)) if numbers is None else numbers
    segments = [document.segments[k] for k in numbers]
    language = document.language
    texts = tuple(document.text[s.span[0] : s.span[1]] for s in segments)
    spans = [clause_spans(t, language) for t in texts]
    clauses = [t[a:b] for t, parts in zip(texts, spans, strict=True) for a, b in parts]
    ptr = np.concatenate([[0], np.cumsum([len(parts) for parts in spans], dtype=np.int64)]).astype(np.int64)
    weight = np.sqrt(np.array([len(c) for c in clauses], np.float64))
    if len(weight):
        weight = weight / weight.sum() * len(texts)
    lengths = np.array([length(t, language) for t in texts], np.float64)
    paragraph = np.array([s.paragraph for s in segments], np.int64)
    inside, starts, asks = quote_states(texts, language, paragraph.tolist())
    mean = np.zeros(vectors.shape[1], np.float32)
    if centre:
        mean = (vectors.sum(0) / (len(vectors) + SHRINK)).astype(np.float32)
    vectors = centred(vectors, mean)
    weighted = vectors * np.sqrt(lengths).astype(np.float32)[:, None]
    return Side(
        document=document,
        numbers=tuple(numbers),
        breaks=np.diff(np.array(numbers, np.int64), prepend=numbers[0] - 1 if len(numbers) else 0) != 1,
        texts=texts,
        lengths=lengths,
        total=np.concatenate([[0.0], np.cumsum(lengths)]),
        vectors=vectors,
        norms=span_norms(weighted),
        clauses=tuple(clauses),
        clause_ptr=ptr,
        clause_weight=weight.astype(np.float32),
        clause_total=np.concatenate([[0.0], np.cumsum(weight)])[ptr],
        inside=inside,
        starts=starts,
        asks=asks,
        paragraph=paragraph,
        turn=np.array([s.turn for s in segments], np.int64),
        mean=mean,
    )


def span_norms(weighted: Vectors) -> NDArray[np.float32]:
    """Return [MAX_SIDE, n]: the norm (at least 1e-9) of the sum of the k + 1 weighted vectors up to each sentence."""
    out = np.full((MAX_SIDE, len(weighted)), 1e-9, np.float32)
    total = weighted.copy()
    for k in range(MAX_SIDE):
        if k:
            total[k:] += weighted[: max(len(weighted) - k, 0)]
        out[k, k:] = np.maximum(np.linalg.norm(total[k:], axis=1), 1e-9)
    return out
