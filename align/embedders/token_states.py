"""The states of the tokens of a text, from which word links are made, and the protocol of token encoders."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from align.model.document import Span

_BATCH = 8  # texts at most
_CALL = 16  # tokens that take as long as a call by itself: it unpacks the weights


@dataclass(frozen=True, slots=True)
class TokenStates:
    """A text; the span of each token, never empty; its states [tokens, dimension], rows of unit length.

    ``cut``: the text is longer than the encoder reads, and its tail has no tokens.
    """

    text: str
    spans: tuple[Span, ...]
    states: NDArray[np.float32]
    cut: bool


class TokenEncoder(Protocol):
    """Turns texts into token states."""

    name: str

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Return the states of each text, in the order given."""
        ...


def by_length(
    lengths: Sequence[int], work: Callable[[list[int]], list[TokenStates]], *, run: Callable[..., Any] = map
) -> list[TokenStates]:
    """Call ``work`` with batches of text numbers, long texts first; return the results in the order of the texts.

    In a batch all texts take as long as the longest, so a text that is much shorter begins another.
    """
    order = sorted(range(len(lengths)), key=lambda n: -lengths[n])
    batches = [order[start:end] for start, end in _batches([lengths[n] for n in order])]
    results: Iterator[list[TokenStates]] = run(work, batches)
    found = {
        n: states for batch, part in zip(batches, results, strict=True) for n, states in zip(batch, part, strict=True)
    }
    return [found[n] for n in range(len(lengths))]


def _batches(lengths: Sequence[int]) -> list[Span]:
    """Return where to cut lengths in falling order into batches, for the least sum of padded lengths and calls.

    >>> _batches([100, 98, 97, 31, 30])
    [(0, 3), (3, 5)]
    """
    least, starts = [0], [0]
    for end in range(1, len(lengths) + 1):
        costs = {k: least[k] + _CALL + lengths[k] * (end - k) for k in range(max(0, end - _BATCH), end)}
        starts.append(min(costs, key=costs.__getitem__))
        least.append(costs[starts[-1]])
    cuts = [len(lengths)]
    while cuts[-1]:
        cuts.append(starts[cuts[-1]])
    return list(pairwise(reversed(cuts)))


def token_states(text: str, offsets: Sequence[Span], rows: NDArray[np.float32], *, cut: bool) -> TokenStates:
    """Keep the tokens of text, without marks and lone spaces; spans exclude the space before a word."""
    spans, kept = [], []
    for row, (start, end) in enumerate(offsets):
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            spans.append((start, end))
            kept.append(row)
    states = rows[kept].astype(np.float32)
    states /= np.maximum(np.linalg.norm(states, axis=1, keepdims=True), 1e-12)
    return TokenStates(text, tuple(spans), states, cut)
