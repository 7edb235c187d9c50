"""Tells text whose lines were broken at a fixed width."""

from collections.abc import Sequence


def is_wrapped(paragraphs: Sequence[Sequence[str]]) -> bool:
    """True if lines of paragraphs were broken at a fixed width: all but last ones are about equally long and end
    anywhere.

    >>> line = "We went on with the work of that year and of the"
    >>> is_wrapped([[line] * 5]), is_wrapped([[line, "next."]])
    (True, False)
    """
    inner = [line for lines in paragraphs for line in lines[:-1]]
    if len(inner) < 4:
        return False
    lengths = sorted(map(len, inner))
    longest = lengths[int(0.95 * (len(lengths) - 1))]
    full = sum(length >= 0.75 * longest for length in lengths)
    closed = sum(line[-1:] in set('.!?。！？”"') for line in inner)
    return 24 <= longest <= 110 and full >= 0.8 * len(inner) and closed <= 0.35 * len(inner)
