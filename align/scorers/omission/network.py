"""How likely each word of a pair is one that the other side lacks: two layers of the token encoder, trained on.

A dropped clause and one that is condensed or moved leave the same words without links; what tells is the whole pair.
So the states of both sides, each seen beside what it corresponds to on the other side, go on through the next two
layers of the encoder that they come from, as one text, and each token gets the log odds that it is of a clause that
the other side lacks. The layers are trained on (``scripts/fit_tagger --what gaps``) with published translations and the
same with a clause taken out of one side or put in. Half of the texts train one network, half the other; their mean
counts, and the decision that weighs it is fitted with the odds of the network that has not seen a text.

Weights are whole numbers of a byte, with a scale for each row.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from align.model.document import Language, Span
from align.scorers.evidence.tagger import LEAST, NETWORKS, SCALE, Network, Tagger, Tags, softmax

Array = NDArray[np.float32]
HEADS = 12
_TINY = 1e-12
SILENT = LEAST / SCALE
"""The odds of a clause of which nothing is known."""


def odds_of(tags: Tags, span: Span, side: Language) -> float:
    """Return the mean log odds of the tokens of a span, in thirds; ``SILENT`` of a span without tokens."""
    spans, odds = (tags.zh_spans, tags.zh) if side == "zh" else (tags.en_spans, tags.en)
    mine = [max(float(o), LEAST) for (start, _), o in zip(spans, odds, strict=True) if span[0] <= start < span[1]]
    return sum(mine) / len(mine) / SCALE if mine else SILENT


class GapNetwork(Network):
    """Layers of BERT (Devlin et al. 2019) over the tokens of both sides, each seen beside the other side."""

    tiny = 1e-12

    def __init__(self, weights: Mapping[str, Array]) -> None:
        """``weights``: by name."""
        super().__init__(weights)
        self._layers = sum(name.endswith(".inner.weight") for name in weights)

    def _beside(self, own: Array, other: Array, similarity: Array, side: int) -> Array:
        """Return the tokens of a side: own state, and what it corresponds to, both compared, and how surely."""
        share = softmax(similarity * np.exp(self._weights["tau"]))
        mine, theirs = self._linear(own, "own"), self._linear(share @ other, "other")
        numbers = np.stack([similarity.max(axis=1), share.max(axis=1)], axis=1)
        mixed = np.concatenate([mine, theirs, mine * theirs, np.abs(mine - theirs), numbers], axis=1)
        compared = self._linear(np.maximum(self._linear(mixed, "mix"), 0), "compared")
        seen: Array = own * self._weights["scale"] + compared + self._weights["side.weight"][side]
        return seen

    def _layer(self, x: Array, name: str) -> Array:
        parts = np.split(self._linear(x, f"{name}seen"), 3, axis=1)
        query, key, value = (part.reshape(len(x), HEADS, -1).transpose(1, 0, 2) for part in parts)
        share = softmax(query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(key.shape[-1])))
        seen = (share @ value).transpose(1, 0, 2).reshape(len(x), -1)
        x = self._normal(x + self._linear(seen, f"{name}taken"), f"{name}norm1")
        inner = _gelu(self._linear(x, f"{name}inner"))
        return self._normal(x + self._linear(inner, f"{name}outer"), f"{name}norm2")


def packed(weights: Mapping[str, Array]) -> dict[str, NDArray[np.generic]]:
    """Return weights as they are stored: matrices as bytes and the scale of each row, the rest in half precision."""
    stored: dict[str, NDArray[np.generic]] = {}
    for name, value in weights.items():
        if value.ndim == 2:
            scale = np.maximum(np.abs(value).max(axis=1, keepdims=True), _TINY) / 127
            stored[name] = np.rint(value / scale).astype(np.int8)
            stored[f"{name} scale"] = scale.astype(np.float32)
        else:
            stored[name] = value.astype(np.float16)
    return stored


def unpacked(stored: Mapping[str, NDArray[np.generic]]) -> dict[str, Array]:
    """Return the weights that :func:`packed` stored."""
    found = {}
    for name, value in stored.items():
        if not name.endswith(" scale") and name != "unseen":
            found[name] = value.astype(np.float32)
            if (scale := stored.get(f"{name} scale")) is not None:
                found[name] *= scale.astype(np.float32)
    return found


@cache
def gap_tagger(networks: tuple[str, ...] = NETWORKS) -> Tagger:
    """Return the tagger of some networks, ``gaps-NAME.npz`` each."""
    return Tagger([GapNetwork(_read(name)) for name in networks])


def _read(name: str) -> dict[str, Array]:
    with np.load(str(files("align.scorers.omission") / f"gaps-{name}.npz")) as stored:
        return unpacked({key: stored[key] for key in stored.files})


def _gelu(x: Array) -> Array:
    """Return GELU by its approximation with tanh (Hendrycks & Gimpel 2016)."""
    made: Array = 0.5 * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return made
