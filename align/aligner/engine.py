"""The work of :func:`align.aligner.align`: encoding, two passes, the best path with its confidence."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from align.aligner.lattice import Lattice
from align.aligner.locks import in_order
from align.aligner.model import Weights, load_for
from align.aligner.passes import ENCODE, Extra, Pair, encode_extra, pair_of, prune, second_scores
from align.aligner.reorder import moved_runs, null_runs, with_moved
from align.aligner.side import side_of, vectors_of
from align.aligner.widen import widened
from align.embedders import Embedder
from align.model.document import Anchor, Document
from align.model.progress import Progress, silent
from align.model.unit import Bead

MOVED = 0.85  # of the document's typical similarity, at least, for a passage that was moved; by hand, see reorder


def weights_for(embedder: Embedder) -> Weights:
    """Return the weights fitted for this encoder, or the general ones."""
    return load_for(embedder.name)


def align_numbers(
    zh: Document,
    en: Document,
    zh_numbers: Sequence[int],
    en_numbers: Sequence[int],
    *,
    embedder: Embedder,
    weights: Weights,
    anchors: Sequence[Anchor] = (),
    progress: Progress = silent,
) -> list[Bead]:
    """Return the beads of some sentences of both documents, in order; no bead spans a gap in the numbers."""
    if not zh_numbers or not en_numbers:
        return [*(Bead((i,), ()) for i in zh_numbers), *(Bead((), (j,)) for j in en_numbers)]
    n, total = len(zh_numbers), len(zh_numbers) + len(en_numbers)
    progress("aligning", 0, 3 * total)
    vectors = vectors_of([*map(zh.sentence, zh_numbers), *map(en.sentence, en_numbers)], embedder)
    progress("aligning", total, 3 * total)
    pair = pair_of(
        side_of(zh, vectors[:n], numbers=zh_numbers, centre=weights.normalise),
        side_of(en, vectors[n:], numbers=en_numbers, centre=weights.normalise),
        normalise=weights.normalise,
        anchors=anchors,
    )
    lattice, likely = prune(pair, weights)
    extra = encode_extra(pair, lattice, likely > ENCODE, embedder)
    progress("aligning", 2 * total, 3 * total)
    beads = widened(decode(pair, extra, lattice, weights), pair)
    moved = moved_runs(
        null_runs(beads), (pair.zh.vectors, pair.en.vectors), (pair.zh.lengths, pair.en.lengths), MOVED * pair.typical
    )
    # Runs of all sentences were aligned just now: again, they would be nulls again, without end.
    if moved := [(zh_run, en_run) for zh_run, en_run in moved if len(zh_run) + len(en_run) < total]:

        def align_runs(zh_run: Sequence[int], en_run: Sequence[int]) -> list[Bead]:
            found = align_numbers(
                zh,
                en,
                [zh_numbers[i] for i in zh_run],
                [en_numbers[j] for j in en_run],
                embedder=embedder,
                weights=weights,
            )
            zh_back, en_back = (dict(zip(n, range(len(n)), strict=True)) for n in (zh_numbers, en_numbers))
            return [replace(b, zh=tuple(zh_back[i] for i in b.zh), en=tuple(en_back[j] for j in b.en)) for b in found]

        beads = in_order(with_moved(beads, moved, align_runs))
    progress("aligning", 3 * total, 3 * total)
    return [replace(b, zh=tuple(zh_numbers[i] for i in b.zh), en=tuple(en_numbers[j] for j in b.en)) for b in beads]


def decode(pair: Pair, extra: Extra, lattice: Lattice, weights: Weights) -> list[Bead]:
    """Return the best path through a pruned lattice with the probabilities of its beads, with 0-based sentences."""
    scores = second_scores(pair, extra, lattice, weights)
    posterior = lattice.posteriors(scores, weights.second.run)[1]
    path = lattice.best(scores, weights.second.run)
    zi, ei, nz, ne = (x[path].tolist() for x in (lattice.zi, lattice.ei, lattice.nz, lattice.ne))
    confidence = np.clip(posterior[path], 0.0, 1.0).tolist()
    linked = np.clip(lattice.linked(path, posterior), posterior[path], 1.0).tolist()
    return [
        Bead(tuple(range(i - a, i)), tuple(range(j - b, j)), p, linked=q)
        for i, j, a, b, p, q in zip(zi, ei, nz, ne, confidence, linked, strict=True)
    ]
