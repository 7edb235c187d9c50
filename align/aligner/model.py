"""The weights of the two conditional random fields, and their file, small and readable."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.aligner.features import FIRST, SECOND
from align.aligner.lattice import TYPES
from align.model.errors import MALFORMED, InputError

FOLDER = Path(__file__).resolve().parent / "weights"


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of one field: ``types`` [len(TYPES)], one per bead type; ``features``, one per feature; ``run``, a
    null after a null and a bead after a null."""

    types: NDArray[np.float64]
    features: NDArray[np.float64]
    run: NDArray[np.float64]

    def scores(self, ty: NDArray[np.int8], x: NDArray[np.float32]) -> NDArray[np.float64]:
        """Return the score of each edge."""
        out: NDArray[np.float64] = self.types[ty] + (x @ self.features.astype(np.float32))
        return out


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of both fields: ``first`` prunes the band, ``second`` decides. ``normalise``: center and scale
    similarities per document, so that the weights suit any encoder."""

    name: str
    first: Model
    second: Model
    normalise: bool = False
    made: Mapping[str, Any] = field(default_factory=dict)


def as_json(weights: Weights) -> str:
    """Return the text of a weights file."""
    record = {
        "name": weights.name,
        "normalise": weights.normalise,
        "made": dict(weights.made),
        "first": _record(weights.first, FIRST),
        "second": _record(weights.second, SECOND),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, name: str = "weights") -> Weights:
    """Read the text of a weights file. Raises InputError if a key is missing."""
    try:
        record = json.loads(text)
        return Weights(
            record["name"],
            _model(record["first"], FIRST),
            _model(record["second"], SECOND),
            bool(record["normalise"]),
            record["made"],
        )
    except MALFORMED as error:
        raise InputError(name, f"not a weights file of this version: {error!r}") from error


@cache
def load(name: str) -> Weights:
    """Return weights of the package: "bundled" for the default encoder, "general" for any other."""
    file = FOLDER / f"{name}.json"
    return from_json(file.read_text(encoding="utf-8"), file.name)


def load_for(encoder: str) -> Weights:
    """Return the weights fitted for the encoder of that name, or the general ones.

    Of a name with a digest the digest decides: a model is the same after its folder was renamed.
    """
    names = ["bundled", *sorted(file.stem for file in FOLDER.glob("*.json"))]
    _, _, digest = encoder.rpartition("@")
    fitted = (w for w in map(load, names) if digest in {e.rpartition("@")[2] for e in w.made.get("encoders", ())})
    return next(fitted, load("general"))


def _record(model: Model, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        "types": {f"{a}-{b}": round(float(w), 4) for (a, b), w in zip(TYPES, model.types, strict=True)},
        "run": {"null after null": round(float(model.run[0]), 4), "bead after null": round(float(model.run[1]), 4)},
        "features": {k: round(float(w), 4) for k, w in zip(names, model.features, strict=True)},
    }


def _model(record: Mapping[str, Any], names: tuple[str, ...]) -> Model:
    return Model(
        np.array([record["types"][f"{a}-{b}"] for a, b in TYPES], np.float64),
        np.array([record["features"][k] for k in names], np.float64),
        np.array([record["run"]["null after null"], record["run"]["bead after null"]], np.float64),
    )
