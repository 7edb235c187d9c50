"""The interface of a second reader: what is asked of a language model, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Schema = Mapping[str, Any]
Capability = Literal["logprob", "answer"]
CAPABILITIES: tuple[Capability, ...] = ("logprob", "answer")


class UnansweredError(Exception):
    """A reader that gives no answer that can be used: too slow, malformed, refused. It counts for nothing.

    ``status``: the code of a server's reply, 0 without one.
    """

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class UnreachableError(UnansweredError):
    """A reader that will not answer the next question either: no such host, no such model, a wrong key."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to be answered as JSON of a schema. ``system`` is ours; ``text`` holds what is under review."""

    system: str
    text: str
    schema: Schema


class Reader(Protocol):
    """A language model. ``name`` identifies the weights as well as can be.

    ``together``: how many questions it takes at once. Both methods may be called from several threads then.
    """

    name: str
    together: int

    @property
    def can(self) -> frozenset[Capability]:
        """What it offers. Raises UnreachableError."""

    def logprob(self, prompt: str, text: str) -> float:
        """Return the sum of the log-probabilities of the tokens of a text after a prompt, in nats.

        Raises UnansweredError.
        """

    def answer(self, question: Question) -> str:
        """Return the model's answer as it is, which may be anything. Raises UnansweredError."""
