"""Aligns the sentences of gold files and scores the beads: what ``align evaluate`` prints.

Gold never enters the aligner: it gets the sentences only, without paragraphs and speakers.
"""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from align.document import from_sentences
from align.embedders import Embedder
from align.evaluate import BeadKey, Gold, Ratio, load_gold, score
from align.pipeline import align_documents, signature
from align.progress import Progress, silent


def evaluate_files(paths: Sequence[Path], *, embedder: Embedder, progress: Progress = silent) -> dict[str, Any]:
    """Per set: strict, strict with nulls, lax and null P/R/F1, recall by type, documents, sentences and seconds.

    Raises InputError for the first file that is no gold file, before anything is aligned.
    """
    golds = [load_gold(path) for path in paths]
    pairs: dict[str, list[tuple[Sequence[BeadKey], Sequence[BeadKey]]]] = {}
    sentences: dict[str, int] = {}
    seconds: dict[str, float] = {}
    for number, gold in enumerate(golds):
        progress("aligning documents", number, len(golds))
        start = time.perf_counter()
        found = _align(gold, embedder)
        seconds[gold.set] = seconds.get(gold.set, 0.0) + time.perf_counter() - start
        sentences[gold.set] = sentences.get(gold.set, 0) + len(gold.zh) + len(gold.en)
        pairs.setdefault(gold.set, []).append((gold.beads, found))
    progress("aligning documents", len(golds), len(golds))
    sets = {}
    for name, documents in pairs.items():
        scores = score(documents)
        sets[name] = {
            "documents": len(documents),
            "sentences": sentences[name],
            "seconds": round(seconds[name], 2),
            "strict": _rounded(scores.strict),
            "strict_with_nulls": _rounded(scores.strict_with_nulls),
            "lax": _rounded(scores.lax),
            "null": _rounded(scores.null),
            "recall_by_type": {kind: f"{right}/{total}" for kind, (right, total) in scores.by_type.items()},
        }
    return {"sets": sets, "signature": signature(embedder, given=True)}


def _align(gold: Gold, embedder: Embedder) -> list[BeadKey]:
    bitext = align_documents(
        from_sentences(gold.zh, "zh"), from_sentences(gold.en, "en"), embedder=embedder, given=True
    )
    return [(unit.zh, unit.en) for unit in bitext.units]


def _rounded(ratio: Ratio) -> dict[str, float]:
    return {"p": round(ratio.precision, 4), "r": round(ratio.recall, 4), "f1": round(ratio.f1, 4)}
