"""Clauses of a sentence: the unit at which two languages still correspond when sentences are cut differently.

Chinese strings clauses together with commas where English starts new sentences, so a bead of n Chinese and m English
sentences with little sentence-to-sentence similarity is often one-to-one between clauses. Clauses are cut at
punctuation; in English also before a conjunction or relative word, where Chinese would have a comma. A piece too
short to carry meaning stays with its neighbour.
"""

import re
from functools import lru_cache
from itertools import pairwise

from align.model.document import Language, Span

_KEPT = 4096  # texts whose clauses are remembered: aligning, the score and the checks ask for the same
_ZH_CUT = re.compile(r"(?<=[，；：。！？、…—])(?![，；：。！？、…—”’」』》\"）)])")
_EN_CUT = re.compile(
    r"(?<=[,;:.!?])(?=\s)|(?<=—)|(?=\s(?:and|but|or|so|because|when|while|who|which|that)\s)",
)
_EN_WORD = re.compile(r"\S+")


def clause_spans(text: str, language: Language) -> list[Span]:
    """Return the spans of the clauses of a sentence, in order; together they cover all of it except outer white space.

    >>> [("他来了，她没说话。")[a:b] for a, b in clause_spans("他来了，她没说话。", "zh")]
    ['他来了，她没说话。']
    >>> text = "经济运行总体平稳，就业形势保持稳定。"
    >>> [text[a:b] for a, b in clause_spans(text, "zh")]
    ['经济运行总体平稳，', '就业形势保持稳定。']
    >>> text = "He sat by the old window, and she did not say a word."
    >>> [text[a:b] for a, b in clause_spans(text, "en")]
    ['He sat by the old window,', 'and she did not say a word.']
    """
    return list(_clause_spans(text, language))


@lru_cache(maxsize=_KEPT)
def _clause_spans(text: str, language: Language) -> tuple[Span, ...]:
    cut, least, tail = (_ZH_CUT, 5, 4) if language == "zh" else (_EN_CUT, 4, 3)
    edges = sorted({0, len(text), *(m.start() for m in cut.finditer(text))})
    pieces: list[Span] = []
    for start, end in pairwise(edges):
        if not text[start:end].strip():
            continue
        if pieces and (_size(text, pieces[-1], language) < least or _size(text, (start, end), language) < tail):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    return tuple(_trim(text, span) for span in pieces)


def _size(text: str, span: Span, language: Language) -> int:
    """Return the size of a span: characters of Chinese, words of English."""
    if language == "zh":
        return len(text[span[0] : span[1]].strip())
    return sum(1 for _ in _EN_WORD.finditer(text, span[0], span[1]))


def _trim(text: str, span: Span) -> Span:
    piece = text[span[0] : span[1]]
    return span[0] + len(piece) - len(piece.lstrip()), span[1] - len(piece) + len(piece.rstrip())
