"""Sentence encoders behind one protocol.

``load("bundled")`` is the offline default for aligning: USE multilingual v3, without torch. ``load("bundled-e5")`` is
multilingual-e5-small; any other name is a sentence-transformers model name or folder.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into vectors. ``name`` stands in signatures and cache keys."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors [len(texts), dimension], each of unit length. Blank texts have a defined vector too."""
        ...

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """How many tokens each text has in the encoder's own vocabulary, without its begin and end marks."""
        ...


def load(name: str = "bundled", *, cache: Path | None = None, threads: int | None = None) -> Embedder:
    """The encoder of that name.

    Raises EncoderError where it cannot be had.
    """
    from align.embedders.use import UseEmbedder

    return UseEmbedder(threads=threads)
