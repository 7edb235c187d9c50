"""Writes parquet files named as by ``datasets``: ``pairs/train-00000-of-00003.parquet``.

Its writer is used instead of pyarrow's because it stores the typed features in the file and cuts pages by content, so
that deduplicating storage reuses unchanged chunks between revisions.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.publish.features import features
from align.publish.settings import Split

if TYPE_CHECKING:
    import pyarrow as pa
    from datasets.arrow_writer import ParquetWriter

MOST_BYTES = 300_000_000  # bytes of a shard, in memory
ROW_GROUP = 10_000


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """Facts on one split of one configuration. ``bytes``: in memory."""

    config: str
    split: Split
    rows: int
    bytes: int
    files: tuple[Path, ...]


class ShardWriter:
    """Writes the rows of one split of one configuration; writes nothing if there are none."""

    def __init__(self, folder: Path, config: str, split: Split) -> None:
        """``folder``: the root of the data set."""
        self._folder, self._config, self._split = folder / config, config, split
        self._parts: list[Path] = []
        self._rows = self._bytes = self._in_shard = 0
        self._writer: ParquetWriter | None = None

    def write(self, table: "pa.Table") -> None:
        """Append rows."""
        if not table.num_rows:
            return
        if self._writer is None or self._in_shard + table.nbytes > MOST_BYTES:
            self._next()
        assert self._writer is not None
        self._writer.write_table(table)
        self._rows += table.num_rows
        self._bytes += table.nbytes
        self._in_shard += table.nbytes

    def close(self) -> SplitFacts:
        """End the last shard and give all of them names with their total number."""
        self._end()
        files = []
        for number, part in enumerate(self._parts):
            name = f"{self._split}-{number:05}-of-{len(self._parts):05}.parquet"
            files.append(part.rename(self._folder / name))
        return SplitFacts(self._config, self._split, self._rows, self._bytes, tuple(files))

    def _next(self) -> None:
        from datasets.arrow_writer import ParquetWriter

        self._end()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._parts.append(self._folder / f"{self._split}-{len(self._parts):05}.part")
        self._writer = ParquetWriter(
            features=features()[self._config], path=str(self._parts[-1]), writer_batch_size=ROW_GROUP
        )
        self._in_shard = 0

    def _end(self) -> None:
        if self._writer is not None:
            self._writer.finalize()
            self._writer = None
