"""What taking words away changes, to the encoder: a clause or an item, and the pieces of the other side.

Where both are one statement, the pair becomes no more alike, and both changes go the same way (the parallelogram of
:mod:`align.scorers.evidence.contrast`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from align.embedders import Embedder
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.scorers.evidence.contrast import cosines

Array = NDArray[np.float32]
_TWENTIETHS = 20  # so that margins are of one order with other evidence


def changes(
    unit: TranslationUnit, spans: Sequence[Span], others: Sequence[Span], embedder: Embedder
) -> tuple[list[float], Array]:
    """Return by how much more alike a pair is without each Chinese span, and how alike [spans, others] the change is
    to that of each English span."""
    texts = [unit.zh_text, *(without(unit.zh_text, span) for span in spans)]
    texts += [unit.en_text, *(without(unit.en_text, span) for span in others)]
    vectors = embedder.encode(texts)
    zh, en = vectors[: len(spans) + 1], vectors[len(spans) + 1 :]
    steps = zh[0] - zh[1:]
    return [margin(step, en[0]) for step in steps], cosines(steps, en[0] - en[1:])


def margin(step: Array, other: Array) -> float:
    """Return by how much more alike the pair is after a step away from the other side's vector, in twentieths."""
    return -_TWENTIETHS * float(step @ other)


def without(text: str, span: Span) -> str:
    """Return a text without a span and the mark that stands after it, or before it at the end.

    >>> without("机场、轮渡停运。", (0, 2)), without("我们来了，看见了。", (5, 8))
    ('轮渡停运。', '我们来了。')
    """
    before, after = text[: span[0]], text[span[1] :]
    if after.strip("。.！!？?”\"’' "):
        return before + after.lstrip("，,；;：:、。.！!？? ")
    return before.rstrip("，,；;：:、 ") + after
