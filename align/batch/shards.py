"""Which pairs belong to a shard: consecutive ones of about the same amount of text, so that a book is one of its own.

What a worker loses when it is killed, and what waits for the pair before it, is text and not documents. The cuts are
kept in ``batch.json``, since the batch must be resumed with those that it began with.
"""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from align.batch.settings import Settings
from align.pairing.manifest import Entry
from align.project.batch_folder import STATE


def cut(sizes: Sequence[int], workers: int, *, most: int, rounds: int) -> tuple[int, ...]:
    """Return the first pair of each shard.

    A shard has at most ``most`` pairs, about as much text as so many of average size, but no more than a worker's share
    of each of ``rounds`` rounds. A pair with more than that is a shard by itself. ``sizes``: of the texts of each pair.

    >>> cut([1] * 20, 2, most=16, rounds=4)
    (0, 2, 5, 7, 10, 12, 15, 17)
    >>> cut([30] * 9 + [1500] + [30] * 9, 2, most=16, rounds=2), cut([], 1, most=16, rounds=1)
    ((0, 4, 9, 10, 14, 18), ())
    """
    count, total = max(1, len(sizes)), sum(sizes)
    largest = max(1.0, min(total / (rounds * workers), most * total / count))
    short = sum(size for size in sizes if size <= largest)  # shared out as if no book were among them
    room = max(1.0, min(short / (rounds * workers), largest))
    starts: list[int] = []
    at, bin_, alone = 0.0, -1, False
    for number, size in enumerate(sizes):
        middle, book = int((at + size / 2) / room), size > room
        if not starts or middle != bin_ or book or alone or number - starts[-1] == most:
            starts.append(number)
        at, bin_, alone = at + size, middle, book
    return tuple(starts)


def sizes_of(entries: Sequence[Entry]) -> list[int]:
    """Return the bytes of the files of each pair, 1 at least; a file that is missing has none."""
    sizes = []
    for entry in entries:
        size = 1
        for path in (entry.zh, entry.en):
            with suppress(OSError):
                size += path.stat().st_size
        sizes.append(size)
    return sizes


def bounds(settings: Settings, pairs: int) -> list[tuple[int, int]]:
    """Return the first and the last pair, exclusive, of each shard of a batch that has been started."""
    starts: Sequence[int] = range(0, pairs, settings.shard)
    with suppress(OSError, ValueError, KeyError):  # a batch that an older version began has none
        starts = json.loads((Path(settings.output) / STATE).read_text(encoding="utf-8"))["shards"]
    return list(zip(starts, [*starts[1:], pairs], strict=True))
