"""Lists of hashes of texts, to keep test sets out of training data without copying their texts.

A line is one sentence: its language, a tab, and in base64 the 40-bit hashes of its shingles (:mod:`align.publish.
shingles`). So near-duplicates are found, by the same exact search that separates the splits, and not only copies. The
hashes of a sentence do not give it back to a reader, but somebody who has it can recognise it.
"""

import base64
import binascii
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from align.model.document import script_counts
from align.model.errors import InputError
from align.publish.duplicates import WIDTHS
from align.publish.shingles import BITS, Shingles, shingle

_BYTES = BITS // 8
_HEADER = "align fingerprints 1"
_MARKUP = re.compile(r"\s*(?:[\[{]\s*(?:[\"{\[]|$)|<[?!a-z])", re.IGNORECASE)  # how a file of JSON or XML begins


def render(sentences: Iterable[str]) -> Iterator[str]:
    r"""Yield the lines of a list: a header, then a line for each sentence that has letters or digits.

    The language is Chinese if a sentence has at least as many Han characters as Latin words.

    >>> lines = list(render(["山西没有退缩。", "...", "Shanxi has not backed down."]))
    >>> [line.partition("\t")[0] for line in lines[1:]]
    ['zh', 'en']
    """
    yield _HEADER + "\n"
    for sentence in sentences:
        han, latin = script_counts(sentence)
        language = "zh" if 3 * han >= latin and han else "en"
        hashes = shingle([sentence], WIDTHS[language]).hashes
        if len(hashes):
            data = hashes.astype(">u8").view(np.uint8).reshape(-1, 8)[:, 8 - _BYTES :].tobytes()
            yield f"{language}\t{base64.b64encode(data).decode()}\n"


def read(path: Path) -> dict[str, tuple[Shingles, tuple[int, ...]]]:
    """Return the hashes of each language of a list, and the lines where they stand. Raises InputError."""
    try:
        lines = path.read_text(encoding="ascii").splitlines()
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read ({error}); expected a file from align fingerprint") from None
    if not lines or lines[0] != _HEADER:
        raise InputError(str(path), "is not a list of hashes; make one with: align fingerprint FILE... -o LIST")
    found: dict[str, list[np.ndarray[tuple[int], np.dtype[np.uint64]]]] = {side: [] for side in WIDTHS}
    places: dict[str, list[int]] = {side: [] for side in WIDTHS}
    for number, line in enumerate(lines[1:], start=2):
        language, _, text = line.partition("\t")
        try:
            data = np.frombuffer(base64.b64decode(text, validate=True), np.uint8).reshape(-1, _BYTES)
            wide = np.zeros((len(data), 8), np.uint8)
            wide[:, 8 - _BYTES :] = data
            found[language].append(wide.view(">u8").ravel().astype(np.uint64))
        except (KeyError, ValueError, binascii.Error):
            raise InputError(str(path), f"line {number} is damaged; make the list again") from None
        places[language].append(number)
    return {side: (_joined(found[side]), tuple(places[side])) for side in WIDTHS if found[side]}


def sentences_of(paths: Sequence[Path]) -> Iterator[str]:
    """Yield the sentences of text files, one on each line, and of both sides of tables (Chinese, tab, English).

    Raises InputError for a file without a sentence, and for markup: hashes of either would keep nothing out.
    """
    for path in paths:
        found = False
        try:
            with open(path, encoding="utf-8-sig") as file:
                for line in file:
                    if not found and _MARKUP.match(line):
                        raise ValueError("it is JSON or XML")
                    parts = [part for part in line.rstrip("\r\n").split("\t") if part.strip()]
                    found = found or bool(parts)
                    yield from parts
            if not found:
                raise ValueError("it is empty")
        except (OSError, ValueError) as error:
            raise InputError(str(path), f"cannot be read ({error}); expected sentences in UTF-8, one a line") from None


def _joined(parts: Sequence[np.ndarray[tuple[int], np.dtype[np.uint64]]]) -> Shingles:
    return Shingles(np.concatenate(parts), np.concatenate(([0], np.cumsum([len(part) for part in parts]))))
