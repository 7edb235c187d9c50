"""A model behind an interface like OpenAI's (vLLM, llama-server, Ollama, LM Studio, a company's), over HTTP.

``/completions`` with ``echo`` and ``logprobs`` gives the log-probabilities of a text that is not the model's own: vLLM
and some others do, most chat services do not. So one question at the start finds out; without them only answers are
left (``/chat/completions``), held to a JSON schema where the server can do that.

Whatever comes back may be late, cut off, huge or made up: it is read up to a size and a time, and taken as an answer or
not at all.
"""

import json
import math
import os
import random
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from align.model.errors import MALFORMED, InputError
from align.opinion.reader import Capability, Question, UnansweredError, UnreachableError
from align.opinion.spec import Spec

if TYPE_CHECKING:
    import httpx

KEY = "ALIGN_OPINION_KEY"
OPENAI = "api.openai.com"
TOGETHER = 8
_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 60.0  # seconds before a second try, and at most
_MOST_BYTES = 4_000_000
_ANSWER = 800  # tokens
_BUSY = frozenset((408, 409, 425, 429, 500, 502, 503, 504, 529))
_REFUSED = frozenset((401, 402, 403, 404, 405, 410))
_ENOUGH = 5  # questions in a row without an answer, after which no more are asked
_FORMS = ("json_schema", "json_object", "")
_PROBE = ("Chinese: 你好。\nEnglish:", " Hello.\n")


class ServerReader:
    """A model at a server. ``seconds``: how long one question may take. Asks nothing before it is first used."""

    together = TOGETHER

    def __init__(self, spec: Spec, *, seconds: float = 120.0, sleep: Callable[[float], None] = time.sleep) -> None:
        """Raises InputError without httpx, and for a key that would travel unencrypted."""
        try:
            import httpx
        except ImportError:
            raise InputError(spec.address, "needs httpx: pip install httpx") from None
        parts = urlsplit(spec.address)
        key = os.environ.get(KEY, "") or (os.environ.get("OPENAI_API_KEY", "") if parts.hostname == OPENAI else "")
        if key and parts.scheme != "https" and not spec.is_local:
            raise InputError(spec.address, f"{KEY} would be sent unencrypted; expected https")
        self.name = f"{spec.model}@{parts.netloc}"
        self._model, self._seconds, self._sleep = spec.model, seconds, sleep
        self._client = httpx.Client(
            base_url=spec.address + "/",
            headers={"Authorization": f"Bearer {key}"} if key else {},
            timeout=httpx.Timeout(seconds, connect=min(seconds, 20.0)),
            trust_env=not spec.is_local,
            follow_redirects=False,
        )
        self._timeout: type[Exception] = httpx.TimeoutException
        self._broken: type[Exception] = httpx.HTTPError
        self._form = 0
        self._failures = 0
        self._can: frozenset[Capability] | None = None
        self._lock = threading.Lock()

    @property
    def can(self) -> frozenset[Capability]:
        """Log-probabilities if the server gives them for one text, else answers. Raises UnreachableError."""
        with self._lock:
            if self._can is None:
                try:
                    self.logprob(*_PROBE)
                    self._can = frozenset(("logprob", "answer"))
                except UnreachableError as error:
                    if error.status not in (404, 405):
                        raise
                    self._can, self._failures = frozenset(("answer",)), 0
                except UnansweredError:
                    self._can, self._failures = frozenset(("answer",)), 0
            return self._can

    def logprob(self, prompt: str, text: str) -> float:
        """Return the log-probability of a text after a prompt (:class:`align.opinion.reader.Reader`)."""
        body = {"model": self._model, "prompt": prompt + text, "max_tokens": 1, "temperature": 0}
        reply = self._asked("completions", {**body, "echo": True, "logprobs": 1})
        try:
            return _logprob(reply["choices"][0]["logprobs"], prompt, text)
        except MALFORMED as error:
            raise self._failed(f"no log-probabilities of the text ({error})") from None

    def answer(self, question: Question) -> str:
        """Return the answer to a question: JSON, if the server and the model keep to it."""
        messages = [{"role": "system", "content": question.system}, {"role": "user", "content": question.text}]
        body: dict[str, Any] = {"model": self._model, "messages": messages, "temperature": 0, "max_tokens": _ANSWER}
        while True:
            form = self._form
            try:
                reply = self._asked("chat/completions", body | _format(_FORMS[form], question))
                content = reply["choices"][0]["message"]["content"]
                if not isinstance(content, str):
                    raise TypeError("no text")
                return content
            except UnansweredError as error:
                if error.status not in (400, 422) or form + 1 == len(_FORMS):
                    raise
                self._form = max(self._form, form + 1)  # a server that cannot hold answers to a schema
            except MALFORMED as error:
                raise self._failed(f"not a chat completion ({error})") from None

    def _asked(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """The reply to a request, after as many tries as it is worth. Raises UnansweredError."""
        if self._failures >= _ENOUGH:
            raise UnreachableError(f"{_ENOUGH} questions in a row had no answer; no more are asked")
        reason = ""
        for attempt in range(_TRIES):
            wait = 0.0
            try:
                status, headers, data = self._sent(path, body)
                if status == 200:
                    reply = json.loads(data)
                    if not isinstance(reply, dict):
                        raise TypeError(f"a {type(reply).__name__}")
                    self._failures = 0
                    return reply
                reason = f"the server answered {status}"
                if status in _REFUSED:
                    raise UnreachableError(reason, status)
                if status not in _BUSY:
                    raise self._failed(reason, status)
                wait = _retry_after(headers)
            except self._timeout:
                reason = f"no answer in {self._seconds:g} s"
            except self._broken as error:
                reason = f"{type(error).__name__}"
            except (ValueError, TypeError, RecursionError) as error:
                raise self._failed(f"not JSON of a reply ({error})") from None
            if attempt + 1 < _TRIES:
                backoff = _FIRST_WAIT * 2**attempt * (1 + random.random() / 4)  # not all threads at once
                self._sleep(min(_LONGEST_WAIT, max(wait, backoff)))
        raise self._failed(f"{reason}, {_TRIES} times")

    def _sent(self, path: str, body: Mapping[str, Any]) -> "tuple[int, httpx.Headers, bytes]":
        """One request: what came back within the time and the size."""
        end = time.monotonic() + self._seconds
        with self._client.stream("POST", path, json=body) as reply:
            data = bytearray()
            for part in reply.iter_bytes():
                data += part
                if len(data) > _MOST_BYTES:
                    raise ValueError(f"more than {_MOST_BYTES:,} bytes")
                if time.monotonic() > end:
                    raise self._timeout("a drip")
            return reply.status_code, reply.headers, bytes(data)

    def _failed(self, reason: str, status: int = 0) -> UnansweredError:
        self._failures += 1
        return UnansweredError(reason, status)


def _format(form: str, question: Question) -> dict[str, Any]:
    if form == "json_schema":
        schema = {"name": "answer", "strict": True, "schema": question.schema}
        return {"response_format": {"type": form, "json_schema": schema}}
    return {"response_format": {"type": form}} if form else {}


def _logprob(found: Mapping[str, Any], prompt: str, text: str) -> float:
    """The sum over the tokens of the text. Raises ValueError and its like for anything else than that.

    >>> _logprob({"tokens": ["a:", " b", " c", "d"], "token_logprobs": [None, -1.5, -2, -9]}, "a:", " b c")
    -3.5
    """
    tokens, values = found["tokens"], found["token_logprobs"]
    if len(tokens) != len(values):
        raise ValueError(f"{len(tokens)} tokens and {len(values)} values")
    total, place, read = 0.0, 0, 0
    for token, value in zip(tokens, values, strict=True):
        start, place = place, place + len(token)
        if place <= len(prompt) or start >= len(prompt) + len(text):
            continue
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value > 1e-3:
            raise ValueError(f"{value!r} is not a log-probability")
        total, read = total + value, read + 1
    if not read or not "".join(tokens).startswith(prompt + text):
        raise ValueError("the text is not echoed")
    return total


def _retry_after(headers: "httpx.Headers") -> float:
    """The seconds that a server asks to wait; a date, which few send, counts as none."""
    with suppress(ValueError):
        seconds = float(headers.get("retry-after", ""))
        return seconds if math.isfinite(seconds) and seconds > 0 else 0.0
    return 0.0
