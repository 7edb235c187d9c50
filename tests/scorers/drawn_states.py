"""Token states of no text, for networks that read any."""

import numpy as np

from align.embedders.token_states import TokenStates


def drawn_states(rows: int, seed: int) -> TokenStates:
    """Return so many states of unit length, each of a token of one character."""
    found = np.random.default_rng(seed).normal(size=(rows, 384)).astype(np.float32)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return TokenStates("x" * rows, tuple((k, k + 1) for k in range(rows)), found, cut=False)
