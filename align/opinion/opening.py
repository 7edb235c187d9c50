"""Opens the reader that a specification names, with its answers kept on disk."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from align.model.errors import InputError
from align.opinion.cache import Cache, Kept, cache_of
from align.opinion.reader import Reader
from align.opinion.second import FINDS, Estimate, SecondReader
from align.opinion.spec import Spec, parse


def opened(spec: Spec, cache: Cache | None = None) -> Kept:
    """Return the reader of a specification, which has asked nothing yet. ``cache``: by default that of the model.

    Raises InputError.
    """
    reader = _reader(spec)
    return Kept(reader, cache or cache_of(reader.name))


def second_reader(
    spec: str, find: str = "", *, budget: int, agree: Callable[[Estimate], bool] = lambda _: True
) -> SecondReader:
    """Return a second reader by what the options say; those of one specification share the model.

    Raises InputError.
    """
    chosen = next((known for known in FINDS if known == find), None)
    if chosen is None:
        raise InputError("second_opinion_find", f"unknown value {find!r}; choose from suspicious or all")
    return SecondReader(_opened_once(parse(spec)), find=chosen, budget=budget, agree=agree)


@lru_cache(maxsize=1)
def _opened_once(spec: Spec) -> Kept:
    return opened(spec)


def _reader(spec: Spec) -> Reader:
    if spec.kind == "server":
        from align.opinion.server import ServerReader

        return ServerReader(spec)
    if spec.kind == "gguf":
        from align.opinion.gguf import GgufReader

        return GgufReader(Path(spec.model))
    from align.opinion.weights import WeightsReader

    return WeightsReader(spec)
