"""A model in a ``.gguf`` file, run in this process by llama.cpp: log-probabilities of texts, and answers in JSON.

Of the bindings, those of ``llama-cpp-py-sync`` come as a wheel with the library inside and are made from its header, so
that the structures agree. What we need is below its high-level interface: the logits of all positions of a text, where
that keeps those of the last one; and the texts of one flag share a prompt and most of their words, which are computed
once.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model.errors import InputError
from align.model.installed import missing
from align.opinion.fingerprint import fingerprint
from align.opinion.reader import Capability, Question, UnansweredError

PACKAGE = "llama_cpp_py_sync"
CONTEXT = 4096  # tokens
_BATCH = 256  # positions whose logits are held at a time: with 150,000 pieces, 150 MB
_ANSWER = 400  # tokens
_QUIET: list[Any] = []  # what the library calls instead of printing: it holds the pointer, so it must not go
_MAGIC = b"GGUF"


class GgufReader:
    """A model of llama.cpp, loaded when first asked. One text at a time: the library is not safe for threads."""

    can: frozenset[Capability] = frozenset(("logprob", "answer"))
    together = 1

    def __init__(self, path: Path, *, threads: int = 0) -> None:
        """``threads``: 0 for all that this process may use. Raises InputError."""
        if missing(PACKAGE):
            raise InputError(str(path), "needs llama-cpp-py-sync: pip install llama-cpp-py-sync")
        try:
            with path.open("rb") as stream:
                head = stream.read(len(_MAGIC))
            self.name = f"{path.name}:{fingerprint([path])}"
        except OSError as error:
            raise InputError(str(path), f"cannot be read: {error.strerror}") from None
        if head != _MAGIC:
            raise InputError(str(path), "is not a model in GGUF")
        self._path, self._threads = path, threads
        self._llama: Any = None
        self._tokens: list[int] = []
        self._logprobs: list[float | None] = []  # of each of these tokens after those before it, None if not asked

    def _load(self) -> None:
        if self._llama is not None:
            return
        from llama_cpp_py_sync import Llama

        from align.embedders.threads import available_threads

        _hush()
        threads = self._threads or available_threads()
        try:
            self._llama = Llama(str(self._path), n_ctx=CONTEXT, n_batch=_BATCH, n_threads=threads)
        except (RuntimeError, OSError) as error:
            raise InputError(str(self._path), f"is not a model that llama.cpp can load: {error}") from None
        self._lib: Any = self._llama._lib

    def logprob(self, prompt: str, text: str) -> float:
        """Return the log-probability of a text after a prompt (:class:`align.opinion.reader.Reader`)."""
        self._load()
        head = self._llama.tokenize(prompt, add_special=True)
        tokens = head + self._llama.tokenize(text, add_special=False)
        if len(tokens) > CONTEXT:
            raise UnansweredError(f"{len(tokens)} tokens; the model is loaded for {CONTEXT}")
        same = next((k for k, (a, b) in enumerate(zip(self._tokens, tokens, strict=False)) if a != b), None)
        same = min(len(self._tokens), len(tokens)) if same is None else same
        known = next((k for k in range(len(head), same) if self._logprobs[k] is None), same)
        keep = max(0, min(known, len(tokens) - 1) - 1)  # the logits after a token judge the next
        if not self._lib.llama_memory_seq_rm(self._lib.llama_get_memory(self._llama._ctx), 0, keep, -1):
            keep = 0
            self._llama._clear_context_state()
        self._tokens, self._logprobs = tokens[:keep], self._logprobs[: keep + 1]
        del self._logprobs[keep + 1 :]
        for start in range(keep, len(tokens), _BATCH):
            self._decode(tokens, start, min(start + _BATCH, len(tokens)), len(head))
        return sum(p for p in self._logprobs[len(head) : len(tokens)] if p is not None)

    def answer(self, question: Question) -> str:
        """Return an answer, held to the schema by a grammar."""
        self._load()
        messages = [{"role": "system", "content": question.system}, {"role": "user", "content": question.text}]
        schema = {"name": "answer", "strict": True, "schema": dict(question.schema)}
        self._tokens, self._logprobs = [], []
        try:
            reply = self._llama.create_chat_completion(
                messages=messages,
                max_tokens=_ANSWER,
                temperature=0.0,
                top_k=1,
                response_format={"type": "json_schema", "json_schema": schema},
            )
        except (RuntimeError, ValueError, TypeError) as error:
            raise UnansweredError(str(error)) from None
        finally:
            self._llama._clear_context_state()
        return str(reply["choices"][0]["message"]["content"])

    def _decode(self, tokens: Sequence[int], start: int, end: int, head: int) -> None:
        """Compute the tokens from start to end, and the log-probabilities of those after each from the prompt on."""
        batch = self._lib.llama_batch_init(end - start, 0, 1)
        try:
            batch.n_tokens = end - start
            for k, place in enumerate(range(start, end)):
                batch.token[k], batch.pos[k] = tokens[place], place
                batch.n_seq_id[k], batch.seq_id[k][0] = 1, 0
                batch.logits[k] = head <= place + 1 < len(tokens)
            if (code := self._lib.llama_decode(self._llama._ctx, batch)) != 0:
                self._tokens, self._logprobs = [], []
                self._llama._clear_context_state()
                raise UnansweredError(f"llama.cpp could not compute the text: {code}")
            self._tokens += tokens[start:end]
            if not self._logprobs:
                self._logprobs.append(None)
            for k, place in enumerate(range(start, end)):
                wanted = head <= place + 1 < len(tokens)
                found = self._of(k, tokens[place + 1]) if wanted else None
                if place + 1 < len(self._logprobs):
                    self._logprobs[place + 1] = found
                else:
                    self._logprobs.append(found)
        finally:
            self._lib.llama_batch_free(batch)

    def _of(self, row: int, token: int) -> float:
        pieces = self._llama.n_vocab
        pointer = self._lib.llama_get_logits_ith(self._llama._ctx, row)
        logits = np.frombuffer(self._llama._ffi.buffer(pointer, 4 * pieces), dtype=np.float32)
        return float(logits[token]) - _log_sum(logits)


def _log_sum(logits: NDArray[np.float32]) -> float:
    most = float(logits.max())
    return most + float(np.log(np.exp(logits - most).sum(dtype=np.float64)))


def _hush() -> None:
    """Keep what llama.cpp says of a model from the terminal."""
    from llama_cpp_py_sync._cffi_bindings import get_ffi, get_lib

    ffi, lib = get_ffi(), get_lib()
    if not _QUIET:
        _QUIET.append(ffi.callback("void(enum ggml_log_level, const char *, void *)", lambda *_: None))
    lib.llama_log_set(_QUIET[0], ffi.NULL)
