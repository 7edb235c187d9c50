"""Which words of a pair the other side contradicts or lacks: the tags of a small network over the states of tokens.

Word-level quality estimation (the OK and BAD tags of the shared tasks of WMT): each token of both sides gets the log
odds that it is an error, seen from the other side. Rules and contrasts look at cues that are listed; a translator says
"before" for 尚未 and "outlaw" for 禁止, and what tells is the whole pair. So the network reads all of it: of each token
its own state, the states of the other side that it is most similar to, and through two layers of attention the rest.

It is trained (``scripts/fit_tagger``) on published translations and on the same with a cue turned round on either side.
Where the cue was turned round on *both* sides the pair is right again, so neither bad grammar nor a negation as such
gives an error away. Names and figures it does not know: the states of 2.84 and 28.4 are too alike.

Two networks are trained on half of the texts each, and their mean counts. The decision is fitted with the tags of the
network that has not seen a text, since of what it was trained on it is too sure. Networks nine times as large, whose
layers began as those of the token encoder, found more, but the decisions that weigh the tags found no more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.embedders.token_states import TokenStates
from align.model.document import Span
from align.model.unit import TranslationUnit
from align.wordlinks.links import LinkProvider

ENCODER = "bundled-e5/layer-8"
"""The token encoder whose states the networks read."""

NETWORKS = ("a", "b")
SILENT = {"bad_zh": -1.0, "bad_en": -1.0, "bad": -1.0}
"""The signs where nothing is known: those of most words."""

Array = NDArray[np.float32]
_HEADS = 4
LEAST, SCALE = -9.0, 3.0  # log odds below which all are alike; thirds of them are of one order with other evidence


@dataclass(frozen=True, slots=True)
class Tags:
    """The spans of the tokens of both sides, and the log odds that each is an error."""

    zh_spans: tuple[Span, ...]
    en_spans: tuple[Span, ...]
    zh: Array
    en: Array

    def signs(self, zh: Span | None, en: Span | None) -> dict[str, float]:
        """Return the log odds of the worst token of each of two spans, and of the worse of both, in thirds."""
        found = {"bad_zh": _worst(self.zh_spans, self.zh, zh), "bad_en": _worst(self.en_spans, self.en, en)}
        known = {name: max(odds, LEAST) / SCALE for name, odds in found.items() if odds is not None}
        return {**SILENT, **known, "bad": max(known.values(), default=SILENT["bad"])}


class Tagger:
    """Networks, of which the mean is taken: each returns the log odds of the tokens of both sides."""

    def __init__(self, networks: Sequence[Callable[[Array, Array], Array]]) -> None:
        self._networks = networks

    def __call__(self, zh: TokenStates, en: TokenStates) -> Tags:
        """Return the tags of a pair from the states of its sides, those of ``ENCODER``."""
        odds = np.full(len(zh.states) + len(en.states), LEAST, dtype=np.float32)
        if len(zh.states) and len(en.states):
            odds = np.mean([network(zh.states, en.states) for network in self._networks], axis=0)
        return Tags(zh.spans, en.spans, *np.split(odds, [len(zh.states)]))


class Network:
    """Two layers of attention over the tokens of both sides (Vaswani et al. 2017), each seen beside the other side."""

    tiny = 1e-5
    """Added to the variance of a token, as in training."""

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """``weights``: by name."""
        self._weights = weights
        self._layers = sum(name.endswith("linear1.weight") for name in weights)

    def __call__(self, zh: Array, en: Array) -> Array:
        """Return the log odds of the tokens, first the Chinese ones, then the English."""
        similarity = zh @ en.T
        x = np.concatenate([self._beside(zh, en, similarity, 0), self._beside(en, zh, similarity.T, 1)])
        for layer in range(self._layers):
            x = self._layer(x, f"layers.{layer}.")
        return self._linear(x, "out")[:, 0]

    def _beside(self, own: Array, other: Array, similarity: Array, side: int) -> Array:
        """Return the tokens of a side: own state, what it corresponds to, both compared, how surely, and where."""
        share = softmax(similarity * np.exp(self._weights["tau"]))
        mine, theirs = self._linear(own, "own"), self._linear(share @ other, "other")
        place = np.linspace(0, 1, len(own), dtype=np.float32)
        numbers = np.stack([similarity.max(axis=1), place, share.max(axis=1)], axis=1)
        mixed = np.concatenate([mine, theirs, mine * theirs, np.abs(mine - theirs), numbers], axis=1)
        return self._normal(np.maximum(self._linear(mixed, "mix"), 0) + self._weights["side.weight"][side], "norm")

    def _layer(self, x: Array, name: str) -> Array:
        parts = x @ self._weights[f"{name}self_attn.in_proj_weight"].T + self._weights[f"{name}self_attn.in_proj_bias"]
        query, key, value = (p.reshape(len(x), _HEADS, -1).transpose(1, 0, 2) for p in np.split(parts, 3, axis=1))
        share = softmax(query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(key.shape[-1])))
        seen = (share @ value).transpose(1, 0, 2).reshape(len(x), -1)
        x = self._normal(x + self._linear(seen, f"{name}self_attn.out_proj"), f"{name}norm1")
        inner = np.maximum(self._linear(x, f"{name}linear1"), 0)
        return self._normal(x + self._linear(inner, f"{name}linear2"), f"{name}norm2")

    def _linear(self, x: Array, name: str) -> Array:
        made: Array = x @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return made

    def _normal(self, x: Array, name: str) -> Array:
        x = x - x.mean(axis=1, keepdims=True)
        x = x / np.sqrt((x * x).mean(axis=1, keepdims=True) + self.tiny)
        made: Array = x * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return made


def tags_of(
    unit: TranslationUnit, links: LinkProvider, network: Callable[[TokenStates, TokenStates], Tags]
) -> Tags | None:
    """Return the tags of a unit; None where its states are not those that the networks read."""
    states = links.states(unit)
    return network(*states) if links.encoder == ENCODER else None


@cache
def tagger(networks: tuple[str, ...] = NETWORKS) -> Tagger:
    """Return the tagger of some networks, ``tagger-NAME.npz`` each."""
    return Tagger([Network(_read(name)) for name in networks])


@cache
def unseen(name: str) -> frozenset[str]:
    """Return the texts that a network was not trained on, of those that the other was."""
    return frozenset(_stored(name)["unseen"].tolist())


def networks_for(name: str) -> tuple[str, ...]:
    """Return the networks that were not trained on a text, or all where each was or none was."""
    return tuple(network for network in NETWORKS if name in unseen(network)) or NETWORKS


def _read(name: str) -> dict[str, Array]:
    return {key: value.astype(np.float32) for key, value in _stored(name).items() if key != "unseen"}


def _stored(name: str) -> dict[str, NDArray[Any]]:
    with np.load(str(files("align.scorers.evidence") / f"tagger-{name}.npz")) as stored:
        return dict(stored)


def _worst(spans: Sequence[Span], odds: Array, span: Span | None) -> float | None:
    if span is None:
        return None
    end = max(span[1], span[0] + 1)
    return max((float(o) for (a, b), o in zip(spans, odds, strict=True) if a < end and span[0] < b), default=None)


def softmax(scores: Any) -> Array:
    """Return the shares of each row of scores."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    shares: Array = raised / raised.sum(axis=-1, keepdims=True)
    return shares
