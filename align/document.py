"""Deprecated: the former place of :mod:`align.model.document`, for one release."""

from align.model.document import Document, from_sentences

__all__ = ["Document", "from_sentences"]
