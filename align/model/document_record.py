"""A document as plain JSON values and back: what ``documents.json`` of a project folder holds for each side."""

from collections.abc import Mapping
from typing import Any

import msgspec

from align.model.document import Document


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
