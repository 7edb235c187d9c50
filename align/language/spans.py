"""Spans among other spans."""

from collections.abc import Iterable

from align.model.document import Span


def touches(span: Span, others: Iterable[Span]) -> bool:
    """True if a span shares a character with one of the others.

    >>> touches((3, 5), [(0, 3)]), touches((3, 5), [(0, 4)])
    (False, True)
    """
    return any(span[0] < end and start < span[1] for start, end in others)


def inside(span: Span, others: Iterable[Span]) -> bool:
    """True if a span lies within one of the others.

    >>> inside((3, 5), [(0, 4)]), inside((3, 5), [(3, 5)])
    (False, True)
    """
    return any(start <= span[0] and span[1] <= end for start, end in others)
