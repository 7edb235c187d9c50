"""jieba's dictionary and its two hidden Markov models as arrays, for the kernels of ``jieba_kernels``.

jieba keeps them as Python dictionaries, which take a second to load and as long as the network of a sentence encoder to
walk. Here the dictionary is a trie in an open hash table, and a model is a matrix of transitions with a sparse row of
emissions for each character. Both are made once per machine and then mapped: only the pages that a text needs are read.
"""

import math
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.language.jieba_kernels import fill
from align.language.made_once import made_once
from align.model.places import cache_folder

_FORMAT = 1  # of the cached arrays
_LEAST, _NEVER = -3.14e100, -math.inf  # jieba's logarithms of what it has not seen, and of what cannot be
_PLACES = 1 << 21  # of the hash table, for half a million prefixes
_BEFORE = {"B": "ES", "M": "MB", "S": "SE", "E": "BM"}  # what may stand before a character's place in a word


@dataclass(frozen=True, slots=True)
class Words:
    """The dictionary: a trie whose node 0 is the empty word.

    ``keys``, ``nodes``: the hash table from (node, character) to node. ``weights``: the logarithm of the frequency of
    the word that ends at each node, NaN where none does. ``tags``: numbers of its part of speech. ``total``: the
    logarithm of the sum of all frequencies.
    """

    keys: NDArray[np.int64]
    nodes: NDArray[np.int32]
    weights: NDArray[np.float64]
    tags: NDArray[np.int16]
    total: float


@dataclass(frozen=True, slots=True)
class Model:
    """A hidden Markov model. States are numbered in the order of their names, which decides between equal paths.

    ``start`` [states]; ``steps`` [states, states]; ``rows`` [characters + 1]: where in ``states`` and ``emissions`` the
    row of each of the ``characters``, which are sorted, begins (of all states where jieba restricts none); ``offered``:
    true of the states that a character may have, where jieba restricts them.
    """

    start: NDArray[np.float64]
    steps: NDArray[np.float64]
    characters: NDArray[np.int32]
    rows: NDArray[np.int64]
    states: NDArray[np.int16]
    emissions: NDArray[np.float64]
    offered: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Tables:
    """All that cutting needs.

    Of the states of ``tagging``: ``names``, the place in a word and the part of speech; ``leads_on``, true of those
    that any can follow.
    """

    words: Words
    tags: tuple[str, ...]
    cutting: Model
    tagging: Model
    names: tuple[tuple[str, str], ...]
    leads_on: NDArray[np.bool_]


@cache
def tables() -> Tables:
    """Return the tables, mapped from the cache folder, or made in memory if that is not writable."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    source = Path(spec.origin).with_name("dict.txt")
    place = cache_folder() / f"jieba-{version('jieba')}-{_FORMAT}"
    try:
        place = made_once(place, lambda work: _write(work, source), source=source)
    except OSError:
        return _tables(_made(source))
    return _tables({path.stem: np.load(path, mmap_mode="r") for path in place.glob("*.npy")})


def _tables(arrays: Mapping[str, NDArray[Any]]) -> Tables:
    def part(name: str) -> dict[str, Any]:
        return {key.removeprefix(f"{name}."): array for key, array in arrays.items() if key.startswith(f"{name}.")}

    words = part("words")
    tags = tuple(map(str, words.pop("names")))
    tagging = part("tagging")
    names = tuple((state[0], state[1:]) for state in map(str, tagging.pop("names")))
    total = float(words.pop("total")[0])
    leads_on = np.any(tagging["steps"] != _NEVER, axis=1)
    return Tables(Words(**words, total=total), tags, Model(**part("cutting")), Model(**tagging), names, leads_on)


def _write(work: Path, source: Path) -> None:
    for name, array in _made(source).items():
        np.save(work / f"{name}.npy", array)


def _made(source: Path) -> dict[str, NDArray[Any]]:
    with _without_warnings():
        from jieba import finalseg, posseg

    places = sorted("BMES")
    steps = np.full((4, 4), _NEVER)
    for to, froms in _BEFORE.items():
        for one in froms:
            steps[places.index(one), places.index(to)] = finalseg.trans_P[one].get(to, _LEAST)
    emitted = {place: finalseg.emit_P[place] for place in places}
    cutting = _model(places, finalseg.start_P, steps, emitted, None)
    states = sorted(posseg.start_P)
    moves = np.array([[posseg.trans_P[one].get(to, _NEVER) for to in states] for one in states])
    tagging = _model(states, posseg.start_P, moves, posseg.emit_P, posseg.char_state_tab_P)
    return {
        **{f"words.{name}": array for name, array in _dictionary(source).items()},
        **{f"cutting.{name}": array for name, array in cutting.items()},
        **{f"tagging.{name}": array for name, array in tagging.items()},
        "tagging.names": np.array(["".join(state) for state in states]),
    }


def _dictionary(source: Path) -> dict[str, NDArray[Any]]:
    rows = [line.split(" ") for line in source.read_text(encoding="utf-8").splitlines() if line]
    number: dict[str, int] = {"": 0}
    for word, *_ in rows:
        for end in range(1, len(word) + 1):
            number.setdefault(word[:end], len(number))
    prefixes = list(number)[1:]
    codes = np.array([ord(prefix[-1]) for prefix in prefixes], dtype=np.int64)
    parents = np.array([number[prefix[:-1]] for prefix in prefixes], dtype=np.int64)
    keys, nodes = np.full(_PLACES, -1, dtype=np.int64), np.zeros(_PLACES, dtype=np.int32)
    fill(parents, codes, keys, nodes)
    names = sorted({"x", *(tag for _, _, tag in rows)})
    weights, tags = np.full(len(number), np.nan), np.full(len(number), names.index("x"), dtype=np.int16)
    of_name = {name: k for k, name in enumerate(names)}
    for word, count, tag in rows:
        weights[number[word]] = math.log(int(count)) if int(count) else np.nan
        tags[number[word]] = of_name[tag]
    total = math.log(sum(int(count) for _, count, _ in rows))
    return {
        "keys": keys,
        "nodes": nodes,
        "weights": weights,
        "tags": tags,
        "total": np.array([total]),
        "names": np.array(names),
    }


def _model(
    states: Sequence[Any],
    start: Mapping[Any, float],
    steps: NDArray[np.float64],
    emitted: Mapping[Any, Mapping[str, float]],
    offered: Mapping[str, Sequence[Any]] | None,
) -> dict[str, NDArray[Any]]:
    number = {state: k for k, state in enumerate(states)}
    rows: dict[str, dict[int, float]] = {}
    for state in states:
        for character, weight in emitted[state].items():
            rows.setdefault(character, {})[number[state]] = weight
    allowed = {character: {number[state] for state in some} for character, some in (offered or {}).items()}
    for character, some in allowed.items():
        row = rows.setdefault(character, {})
        for state in some - row.keys():
            row[state] = _LEAST
    if offered is None:
        rows = {character: {k: row.get(k, _LEAST) for k in range(len(states))} for character, row in rows.items()}
    characters = sorted(rows)
    flat = [
        (state, weight, state in allowed.get(c, ())) for c in characters for state, weight in sorted(rows[c].items())
    ]
    return {
        "start": np.array([start[state] for state in states]),
        "steps": steps,
        "characters": np.array([ord(c) for c in characters], dtype=np.int32),
        "rows": np.cumsum([0, *(len(rows[c]) for c in characters)]),
        "states": np.array([state for state, _, _ in flat], dtype=np.int16),
        "emissions": np.array([weight for _, weight, _ in flat]),
        "offered": np.array([offers for _, _, offers in flat]),
    }


@contextmanager
def _without_warnings() -> Iterator[None]:
    """Silence Python 3.12's warnings about jieba's patterns, which are compiled on the first import."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)
        yield
