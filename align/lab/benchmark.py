"""Scores our beads or those of another aligner against gold files, for ``align evaluate``.

The aligner never sees gold: it gets only the sentences, without paragraphs and speakers.
"""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from align.embedders import Embedder
from align.lab.comparison import compare
from align.lab.evaluate import BeadKey, Gold, Ratio, gold_files, load_beads, load_gold, score, unaligned
from align.model.document import from_sentences
from align.model.errors import InputError
from align.model.progress import Progress, silent
from align.model.version import VERSION
from align.pipeline import align_documents, signature


@dataclass(frozen=True, slots=True)
class _Scored:
    file: Path
    gold: Gold
    found: Sequence[BeadKey]
    seconds: float


Beads = Callable[[], Embedder] | Path
"""What makes beads: our aligner with an encoder, or the beads of another, as :func:`evaluate_files` takes them."""


def evaluate_files(
    paths: Sequence[Path], beads: Beads, *, against: Beads | None = None, progress: Progress = silent
) -> dict[str, Any]:
    """Return scores per set and file: strict, strict with nulls, lax and null P/R/F1, recall by type, sentences,
    seconds.

    A score without gold beads is None. ``files`` also lists the missed gold beads and the wrong beads, with their
    texts. ``failures`` lists the files that are invalid, with the reason; the rest is scored without them.
    ``beads``: loads the encoder, which is called when the files are read; or those of another aligner, a file for one
    gold file or a folder with a file of the same stem for each. ``against``: likewise, to be compared with, in
    ``comparison``.

    Raises InputError if no file is valid, or for invalid beads.
    """
    files = gold_files(paths)
    golds, failures = _loaded(files)
    if not golds:
        raise InputError(failures[0]["file"], failures[0]["reason"])
    rows, made_by = _scored(golds, beads, alone=len(files) == 1, progress=progress)
    sets: dict[str, list[_Scored]] = {}
    for row in rows:
        sets.setdefault(row.gold.set, []).append(row)
    results: dict[str, Any] = {
        "sets": {name: {"documents": len(group), **_record(group)} for name, group in sets.items()},
        "files": [_of_file(row) for row in rows],
        "failures": failures,
        "signature": made_by,
    }
    if against is not None:
        others, other = _scored(golds, against, alone=len(files) == 1, progress=progress)
        both = zip(rows, others, strict=True)
        result = compare((row.gold.beads, row.found, theirs.found) for row, theirs in both)
        numbers = {name: round(value, 4) for name, value in asdict(result).items()}
        results["comparison"] = {"against": other, **numbers, "difference": round(result.difference, 4)}
    return results


def _loaded(files: Sequence[Path]) -> tuple[list[tuple[Path, Gold]], list[dict[str, str]]]:
    known: dict[Any, Path] = {}
    golds: list[tuple[Path, Gold]] = []
    failures: list[dict[str, str]] = []
    for file in files:
        try:
            gold = load_gold(file)
            key = gold.zh, gold.en, gold.beads
            if key in known:
                reason = f"has the same sentences and beads as {known[key]}; it would count twice"
                raise InputError(str(file), reason)
        except InputError as error:
            failures.append({"file": str(file), "reason": str(error).removeprefix(f"{file}: ")})
            continue
        known[key] = file
        golds.append((file, gold))
    return golds, failures


def _scored(
    golds: Sequence[tuple[Path, Gold]], beads: Beads, *, alone: bool, progress: Progress
) -> tuple[list[_Scored], str]:
    """Return the beads found for each gold file, and the signature of what made them."""
    if isinstance(beads, Path):
        places = [_beads_of(beads, file, alone=alone) for file, _ in golds]
        rows = [_Scored(f, g, load_beads(p, g), 0.0) for (f, g), p in zip(golds, places, strict=True)]
        return rows, f"align:{VERSION}|beads:{beads.name}|sentences:given"
    encoder = beads()
    rows = []
    for number, (file, gold) in enumerate(golds):
        progress("aligning documents", number, len(golds))
        start = time.perf_counter()
        found = _align(gold, encoder)
        rows.append(_Scored(file, gold, found, time.perf_counter() - start))
    progress("aligning documents", len(golds), len(golds))
    return rows, signature(encoder, given=True)


def _beads_of(beads: Path, file: Path, *, alone: bool) -> Path:
    if not beads.is_dir():
        if not alone:
            raise InputError(
                str(beads), "is one file of beads for several gold files; expected a folder with a file for each"
            )
        return beads
    found = sorted(p for p in beads.iterdir() if p.stem == file.stem and p.is_file())
    if len(found) != 1:
        raise InputError(str(beads), f"has {len(found)} files for {file.name}; expected one, such as {file.stem}.txt")
    return found[0]


def _record(rows: Sequence[_Scored]) -> dict[str, Any]:
    scores = score((row.gold.beads, row.found) for row in rows)
    left = [unaligned(row.gold) for row in rows]
    return {
        "sentences": sum(len(row.gold.zh) + len(row.gold.en) for row in rows),
        "in_no_gold_bead": {"zh": sum(zh for zh, _ in left), "en": sum(en for _, en in left)},
        "seconds": round(sum(row.seconds for row in rows), 2),
        "strict": _rounded(scores.strict),
        "strict_with_nulls": _rounded(scores.strict_with_nulls),
        "lax": _rounded(scores.lax),
        "null": _rounded(scores.null),
        "recall_by_type": {kind: f"{right}/{total}" for kind, (right, total) in scores.by_type.items()},
    }


def _of_file(row: _Scored) -> Mapping[str, Any]:
    gold, found = set(row.gold.beads), set(row.found)
    return {
        "file": str(row.file),
        "id": row.gold.id,
        "set": row.gold.set,
        **_record([row]),
        "missed": _listed(gold - found),
        "wrong": _listed(found - gold),
        "texts": {
            name: [[_texts(row.gold.zh, zh), _texts(row.gold.en, en)] for zh, en in _listed(beads)]
            for name, beads in (("missed", gold - found), ("wrong", found - gold))
        },
    }


def _texts(sentences: Sequence[str], numbers: Iterable[int]) -> list[str]:
    return [sentences[number] for number in numbers]


def _align(gold: Gold, embedder: Embedder) -> list[BeadKey]:
    bitext = align_documents(
        from_sentences(gold.zh, "zh"), from_sentences(gold.en, "en"), embedder=embedder, given=True
    )
    return [(unit.zh, unit.en) for unit in bitext.pairs]


def _listed(beads: Iterable[BeadKey]) -> list[list[list[int]]]:
    """Sort beads in document order by the first Chinese sentence, English nulls last."""
    return [[list(zh), list(en)] for zh, en in sorted(beads, key=lambda bead: (not bead[0], bead))]


def _rounded(ratio: Ratio) -> dict[str, float] | None:
    if not ratio.gold:
        return None
    return {"p": round(ratio.precision, 4), "r": round(ratio.recall, 4), "f1": round(ratio.f1, 4)}
