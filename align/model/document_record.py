"""A document as plain JSON values and back: what ``documents.json`` of a project folder holds for each side."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date as Date  # noqa: N812
from typing import Any

from align.model.document import Aside, Document, Metadata, Place, Segment, Span, Turn


def as_record(document: Document) -> dict[str, Any]:
    """Return the document as JSON values; spans become lists of two."""
    record = asdict(document)
    date = document.metadata.date
    record["metadata"]["date"] = date.isoformat() if date else None
    return record


def from_record(record: Mapping[str, Any]) -> Document:
    """Return the document of a record. Raises KeyError, TypeError or ValueError for an invalid record.

    >>> from align.model.document import from_sentences
    >>> document = from_sentences(["他来了。", "我走了。"], "zh")
    >>> from_record(as_record(document)) == document
    True
    """
    metadata = record["metadata"]
    return Document(
        language=record["language"],
        name=record["name"],
        text=record["text"],
        segments=tuple(Segment(s["number"], span_of(s["span"]), s["paragraph"], s["turn"]) for s in record["segments"]),
        paragraphs=tuple(span_of(p) for p in record["paragraphs"]),
        turns=tuple(
            Turn(t["number"], t["speaker"], span_of(t["label"]) if t["label"] else None) for t in record["turns"]
        ),
        asides=tuple(Aside(a["kind"], span_of(a["span"])) for a in record["asides"]),
        metadata=Metadata(
            metadata["title"],
            Date.fromisoformat(metadata["date"]) if metadata["date"] else None,
            metadata["notice"],
            metadata.get("script", ""),
        ),
        places=tuple(Place(span_of(p["span"]), p["label"], p["until"]) for p in record.get("places", ())),
    )


def span_of(value: Any) -> Span:
    """Return the span of a JSON value. Raises TypeError or ValueError if it is not two whole numbers."""
    start, end = value
    if type(start) is not int or type(end) is not int:
        raise TypeError(f"invalid span {value!r}; expected two whole numbers")
    return start, end
