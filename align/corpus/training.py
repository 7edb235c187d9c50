"""Exports the pairs of a corpus in the forms that people train on, filtered and as a stream.

A document that was reviewed counts as reviewed: its pairs take the place of those of the batch. Pairs with an approval
pass every filter; a pair with a confirmed critical issue is wrong and left out, as is one without Chinese or English.
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol, cast

from align.corpus.filters import Filters
from align.corpus.measures import Measures, measures
from align.model.bitext import Bitext
from align.model.parts import part_name
from align.model.progress import Progress, silent
from align.model.unit import TranslationUnit
from align.project.batch_folder import is_batch, reviewed_of, units_of
from align.project.folder import read_project

_OFTEN = 1000
_ROWS = 4096
_UNSAFE = re.compile("[\x85\u2028\u2029\ud800-\udfff]")


class Pair(NamedTuple):
    """A pair with its document, the bitext that holds what reviewers decided on it, and its measures."""

    document: str
    unit: TranslationUnit
    bitext: Bitext
    measures: Measures

    @property
    def state(self) -> str:
        """Its state in the review: "open", "decided" or "approved"."""
        return self.bitext.state(self.unit)


@dataclass(frozen=True, slots=True)
class Exported:
    """The files of an export, the number of pairs in them, and how many were left out for each reason."""

    files: tuple[Path, ...]
    pairs: int
    left: Mapping[str, int]


class Form(Protocol):
    """A form: the ends of the names of its files, and how pairs are written to them."""

    suffixes: tuple[str, ...]

    def write(self, pairs: Iterator[Pair], files: Sequence[Path], packed: bool) -> int:
        """Write pairs to the files, one for each suffix; return how many there were."""
        ...


def export(
    place: Path,
    form: str,
    target: Path,
    *,
    filters: Filters,
    packed: bool = False,
    shard: int = 0,
    progress: Progress = silent,
) -> Exported:
    """Write the pairs of a batch, a project or a file of pairs that pass the filters.

    ``target``: the path of the files without their suffixes. ``packed``: with gzip. ``shard``: pairs in a file, 0 for
    all of them. The files appear under their names when all are written. Raises InputError as reading does.
    """
    left: Counter[str] = Counter()
    chosen = FORMS[form]
    pairs = _passing(_pairs(place, progress), filters, left)
    ends = [f"{suffix}.gz" if packed and suffix != ".parquet" else suffix for suffix in chosen.suffixes]
    parts: list[list[Path]] = []
    total = 0
    try:
        while True:
            here = islice(pairs, shard) if shard else pairs
            parts.append([target.with_name(part_name(f"{target.name}-{len(parts)}{end}")) for end in ends])
            count = chosen.write(here, parts[-1], packed)
            total += count
            if not shard or count < shard:
                break
        if len(parts) > 1 and not count:
            for path in parts.pop():
                path.unlink()
        files = []
        for number, paths in enumerate(parts):
            name = f"{target.name}-{number:05}-of-{len(parts):05}" if shard else target.name
            files += [path.replace(target.with_name(name + end)) for path, end in zip(paths, ends, strict=True)]
    finally:
        for path in (path for paths in parts for path in paths):
            path.unlink(missing_ok=True)
    return Exported(tuple(files), total, dict(left.most_common()))


def _pairs(place: Path, progress: Progress) -> Iterator[tuple[str, TranslationUnit, Bitext]]:
    """Yield all units with their documents; those of reviewed documents as the review has them."""
    for number, found in enumerate(_batch(place) if is_batch(place) else _project(place), start=1):
        if number % _OFTEN == 0:
            progress("exporting pairs", number, 0)
        yield found


def _batch(place: Path) -> Iterator[tuple[str, TranslationUnit, Bitext]]:
    reviewed, none, last = reviewed_of(place), Bitext(()), ""
    for document, unit in units_of(place):
        if document in reviewed:
            if document != last:
                yield from _project(reviewed[document])
        else:
            yield document, unit, none
        last = document


def _project(place: Path) -> Iterator[tuple[str, TranslationUnit, Bitext]]:
    project = read_project(place)
    yield from ((project.name, unit, project.bitext) for unit in project.bitext.units)


def _passing(
    found: Iterator[tuple[str, TranslationUnit, Bitext]], filters: Filters, left: Counter[str]
) -> Iterator[Pair]:
    for document, unit, bitext in found:
        if unit.head:
            continue
        if not unit.zh_text.strip() or not unit.en_text.strip():
            left["no Chinese" if not unit.zh_text.strip() else "no English"] += 1
            continue
        pair = Pair(document, unit, bitext, measures(unit))
        refused = None if unit.id in bitext.approved else filters.refuses(unit, pair.measures)
        if any(i.severity == "critical" and _confirmed(i.id, bitext) for i in unit.issues):
            left["confirmed critical issue"] += 1
        elif refused:
            left[refused[0]] += 1
        else:
            yield pair


def _confirmed(issue: str, bitext: Bitext) -> bool:
    verdict = bitext.verdicts.get(issue)
    return verdict is not None and verdict.decision == "confirmed"


class _Lines:
    """A form of text files with one line for a pair."""

    def __init__(self, *columns: tuple[str, Callable[[Pair], str]]) -> None:
        self.suffixes = tuple(suffix for suffix, _ in columns)
        self._lines = tuple(line for _, line in columns)

    def write(self, pairs: Iterator[Pair], files: Sequence[Path], packed: bool) -> int:
        """Write a line of each file for each pair."""
        count = 0
        with ExitStack() as stack:
            opened = [stack.enter_context(_open(path, packed)) for path in files]
            for pair in pairs:
                count += 1
                for file, line in zip(opened, self._lines, strict=True):
                    file.write(f"{line(pair)}\n".encode("utf-8", "replace"))
        return count


class _Parquet:
    """Parquet with typed columns; texts are under "translation", as ``datasets`` has them."""

    suffixes: tuple[str, ...] = (".parquet",)

    def write(self, pairs: Iterator[Pair], files: Sequence[Path], packed: bool) -> int:
        """Write the pairs in groups of rows."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        text, real = pa.string(), pa.float64()
        schema = pa.schema(
            {
                **dict.fromkeys(("id", "document"), text),
                "translation": pa.struct({"zh": text, "en": text}),
                **dict.fromkeys(("zh_speaker", "en_speaker", "bead_type", "state"), text),
                **dict.fromkeys(("linked", "score", "confidence", "lid", "length_ratio"), real),
                "flags": pa.int32(),
            }
        )
        count = 0
        with pq.ParquetWriter(files[0], schema, compression="gzip" if packed else "zstd") as writer:
            while rows := [_row(pair) for pair in islice(pairs, _ROWS)]:
                writer.write_table(pa.Table.from_pylist(rows, schema=schema))
                count += len(rows)
        return count


def _row(pair: Pair) -> dict[str, Any]:
    unit, found = pair.unit, pair.measures
    return {
        "id": _id(pair),
        "document": pair.document,
        "translation": {"zh": unit.zh_text, "en": unit.en_text},
        "zh_speaker": unit.zh_speaker,
        "en_speaker": unit.en_speaker,
        "bead_type": f"{len(unit.zh)}-{len(unit.en)}",
        "state": pair.state,
        "linked": found.linked,
        "score": found.score,
        "confidence": unit.confidence,
        "lid": found.lid,
        "length_ratio": found.length_ratio,
        "flags": found.flags,
    }


def _id(pair: Pair) -> str:
    id = str(pair.unit.id)
    return id if id.startswith(f"{pair.document}:") else f"{pair.document}:{id}"


def _json(pair: Pair) -> str:
    text = json.dumps(_row(pair), ensure_ascii=False)
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _tab_separated(pair: Pair) -> str:
    found = pair.measures
    score = "" if found.score is None else f"{found.score:.4f}"
    return "\t".join((_plain(pair.unit.zh_text), _plain(pair.unit.en_text), f"{found.linked:.4f}", score, _id(pair)))


def _plain(text: str) -> str:
    """Return a text on one line: runs of white space and control characters that end a line are one space."""
    return " ".join(_UNSAFE.sub(" ", text).split())


def _open(path: Path, packed: bool) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(path, "wb", mtime=0)) if packed else open(path, "wb")


FORMS: dict[str, Form] = {
    "parquet": _Parquet(),
    "moses": _Lines((".zh", lambda pair: _plain(pair.unit.zh_text)), (".en", lambda pair: _plain(pair.unit.en_text))),
    "wmt-tsv": _Lines((".tsv", _tab_separated)),
    "jsonl": _Lines((".jsonl", _json)),
}
"""The forms by name: Parquet; two parallel text files; a table with Chinese, English, ``linked``, ``score`` and id;
JSON lines with the columns of the Parquet, always all of them, since ``datasets`` derives their types."""
