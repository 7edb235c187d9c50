"""A document as plain JSON values and back: what ``documents.json`` of a project folder holds for each side."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import msgspec

from align.model.document import Document, Segment, Turn


def as_record(document: Document) -> dict[str, Any]:
    """Return the document as JSON values: its fields by name, dates in ISO 8601."""
    record: dict[str, Any] = msgspec.to_builtins(document)
    return record


def from_record(record: Mapping[str, Any]) -> Document:
    """Return the document of a record. Raises ValueError, which names the place, for an invalid record.

    >>> from align.model.document import from_sentences
    >>> document = from_sentences(["他来了。", "我走了。"], "zh")
    >>> from_record(as_record(document)) == document
    True
    >>> from_record(as_record(document) | {"paragraphs": [[0]]})
    Traceback (most recent call last):
    msgspec.ValidationError: Expected `array` of length 2, got 1 - at `$.paragraphs[0]`
    """
    return msgspec.convert(record, Document)


def structure_record(document: Document) -> dict[str, list[int]]:
    """Return the first segment of each turn and of each paragraph that has one: what a batch keeps of a document.

    >>> from align.model.document import from_sentences
    >>> structure_record(from_sentences(["他来了。", "我走了。"], "zh"))
    {'turns': [0], 'paragraphs': [0]}
    """
    record: dict[str, list[int]] = {"turns": [], "paragraphs": []}
    for before, segment in zip((None, *document.segments), document.segments, strict=False):
        for key, name in (("turns", "turn"), ("paragraphs", "paragraph")):
            if before is None or getattr(before, name) != getattr(segment, name):
                record[key].append(segment.number)
    return record


def structured(document: Document, count: int, record: Mapping[str, Any]) -> Document:
    """Return a document without text but with the turns and paragraphs of a :func:`structure_record`, renumbered.

    ``count``: the number of segments. Without the record the document stays as it is. Raises ValueError or TypeError
    for an invalid record.

    >>> made = structured(Document("zh", "a.txt", "", ()), 3, {"turns": [0, 2], "paragraphs": [0, 1, 2]})
    >>> [(segment.turn, segment.paragraph) for segment in made.segments]
    [(0, 0), (0, 1), (1, 2)]
    """
    if "turns" not in record or "paragraphs" not in record:
        return document
    turns, paragraphs = (msgspec.convert(record[key], list[int]) for key in ("turns", "paragraphs"))
    segments = tuple(Segment(n, (0, 0), _at(paragraphs, n), _at(turns, n)) for n in range(count))
    return replace(document, segments=segments, turns=tuple(map(Turn, range(max(1, len(turns))))))


def _at(starts: Sequence[int], number: int) -> int:
    return max(0, bisect_right(starts, number) - 1)
