"""Encodes sentences and token states with any sentence-transformers model."""

import logging
import os
import socket
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from align.embedders.model_name import in_hub_cache, model_name
from align.embedders.token_states import TokenStates, by_length, token_states
from align.model.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_PATIENCE = 4.0  # seconds to wait for the Hub


class SentenceTransformerEmbedder:
    """A sentence-transformers model, with its own default prompt if it has one.

    It pads the texts of a batch to one length, so a text's vector varies by about 1e-6 between batches.
    """

    def __init__(self, name: str, model: "SentenceTransformer") -> None:
        self.name = name
        self._model = model

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return vectors [len(texts), dimension], each of unit length."""
        if not texts:
            return np.empty((0, self._model.get_embedding_dimension() or 0), dtype=np.float32)
        vectors = self._model.encode(list(texts), show_progress_bar=False, convert_to_numpy=True)
        rows: NDArray[np.float32] = np.array(vectors, dtype=np.float32)
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12)
        return rows

    def token_counts(self, texts: Sequence[str]) -> NDArray[np.int64]:
        """Return lengths [len(texts)] in the model's own tokens."""
        if not texts:
            return np.zeros(0, dtype=np.int64)
        ids = self._model.tokenizer(list(texts), add_special_tokens=False)["input_ids"]
        return np.array([len(row) for row in ids], dtype=np.int64)


class TransformerTokenEncoder:
    """Hidden states of the transformer within a sentence-transformers model. The layers above ``layer`` are cut off."""

    def __init__(self, name: str, model: "SentenceTransformer", *, layer: int) -> None:
        self.name = f"{name}/layer-{layer}"
        first: Any = model[0]
        self._tokenizer, self._network = first.tokenizer, first.auto_model.eval()
        if not self._tokenizer.is_fast:
            raise EncoderError(f"{name}: its tokenizer gives no offsets, so its tokens cannot be located in the text")
        self._limit = int(first.max_seq_length or 512)
        encoder: Any = getattr(self._network, "encoder", None)
        if hasattr(encoder, "layer"):
            encoder.layer = encoder.layer[:layer]
        self._layer = layer

    def states(self, texts: Sequence[str]) -> list[TokenStates]:
        """Return the states of each text, in the order given."""
        return by_length([len(t) for t in texts], lambda numbers: self._run([texts[n] for n in numbers]))

    def _run(self, texts: list[str]) -> list[TokenStates]:
        import torch

        batch = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=self._limit,
            return_tensors="pt",
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        offsets, special = batch.pop("offset_mapping"), batch.pop("special_tokens_mask")
        with torch.inference_mode():
            hidden = self._network(**batch, output_hidden_states=True).hidden_states
        states = hidden[min(self._layer, len(hidden) - 1)].float().numpy()
        full = [len(ids) for ids in self._tokenizer(texts)["input_ids"]]
        out = []
        for row, text in enumerate(texts):
            spans = [
                (0, 0) if mark or piece == "\N{LOWER ONE EIGHTH BLOCK}" else (int(a), int(b))
                for (a, b), mark, piece in zip(offsets[row], special[row], batch.tokens(row), strict=True)
            ]
            out.append(token_states(text, spans, states[row], cut=full[row] > self._limit))
        return out


def open_model(name: str, *, own: Iterable[str]) -> "tuple[SentenceTransformer, str]":
    """Return a model from a folder, the local Hub cache or, if online, the Hub; and its name.

    The library tries an unreachable Hub for over a minute and logs every attempt, so its connection is tested first.
    ``own``: the names of the other encoders, for the message. Raises EncoderError with a message of one line.
    """
    own = tuple(own)
    near = "".join(f"; did you mean {match}?" for match in get_close_matches(name, own, 1))
    expected = f"expected {', '.join(own)}, or a sentence-transformers model: a folder, or a name on the Hub{near}"
    folder = Path(name).expanduser()
    local = bool(name) and folder.is_dir()
    if local:
        if not any((folder / file).is_file() for file in ("modules.json", "config.json")):
            raise EncoderError(f"{name!r}: no model in this folder; expected a modules.json or a config.json")
    else:
        if name and folder.is_file():
            raise EncoderError(f"{name!r}: is a file; {expected}")
        if not name or name.count("/") > 1 or name.startswith((".", "/", "~")) or "\\" in name:
            raise EncoderError(f"{name!r}: unknown encoder; {expected}")
        local = bool(in_hub_cache(name))
        if not local and not _hub_answers():
            raise EncoderError(f"{name!r}: not on this machine, and the Hub does not answer; {expected}")
    quiet()
    from sentence_transformers import SentenceTransformer

    try:
        model = SentenceTransformer(str(folder) if folder.is_dir() else name, local_files_only=local)
    except Exception as error:  # OSError, ValueError, KeyError, ...: they have no common base
        reason = next(iter(str(error).splitlines()), type(error).__name__)
        if "deserializing header" in reason or "incomplete metadata" in reason:
            reason = f"its weights file is damaged or truncated ({reason})"
        raise EncoderError(f"{name!r}: cannot be loaded as a sentence-transformers model: {reason}") from error
    _expect_vocabulary(name, model)
    return model, model_name(name)


def _expect_vocabulary(name: str, model: "SentenceTransformer") -> None:
    """Raise EncoderError for an empty tokenizer, which the library makes if the files of the tokenizer are missing."""
    tokenizer: Any = getattr(model, "tokenizer", None)
    marks = getattr(tokenizer, "all_special_tokens", None)
    if marks is not None and set(tokenizer.get_vocab()) <= set(marks):
        raise EncoderError(f"{name!r}: its tokenizer knows no words; is tokenizer.json or the vocabulary missing?")


def _hub_answers() -> bool:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in {"1", "ON", "YES", "TRUE"}:
        return False
    proxy = os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy")
    address = urlsplit(proxy or os.environ.get("HF_ENDPOINT") or "https://huggingface.co")
    answered = []

    def connect() -> None:
        try:
            port = address.port or (80 if address.scheme == "http" else 443)
            socket.create_connection((address.hostname or "", port), timeout=_PATIENCE).close()
            answered.append(True)
        except (OSError, ValueError):
            pass

    attempt = Thread(target=connect, daemon=True)  # name resolution has no timeout
    attempt.start()
    attempt.join(_PATIENCE)
    return bool(answered)


def quiet() -> None:
    from transformers.utils import logging as transformers_log

    transformers_log.set_verbosity_error()
    transformers_log.disable_progress_bar()
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)
