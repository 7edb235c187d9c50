"""Sentence alignment: which consecutive Chinese and English sentences translate each other.

A conditional random field (Lafferty, McCallum & Pereira 2001) over m-n beads: the search space and the lengths of Gale
& Church (1993), sentence vectors and margins as in Vecalign (Thompson & Koehn 2019), two passes as in Bertalign (Liu &
Zhu 2022), with weights learnt from gold beads in place of hand-set costs. Every bead carries its probability.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from align.bitext import Bead
from align.document import Anchor, Document
from align.embedders import Embedder
from align.progress import Progress, silent

if TYPE_CHECKING:
    from align.aligner.model import Weights


def align(
    zh: Document,
    en: Document,
    *,
    embedder: Embedder,
    anchors: Sequence[Anchor] = (),
    weights: "Weights | None" = None,
    progress: Progress = silent,
) -> tuple[Bead, ...]:
    """The beads of two documents in the order of the Chinese; each segment is in exactly one.

    ``anchors``: passages known to correspond, as soft evidence. ``weights``: by default those that were fitted for the
    encoder, or the general ones. An empty side makes every bead a null.
    """
    from align.aligner.engine import align_numbers, weights_for

    return tuple(
        align_numbers(
            *(zh, en, range(len(zh)), range(len(en))),
            embedder=embedder,
            weights=weights or weights_for(embedder),
            anchors=anchors,
            progress=progress,
        )
    )


def realign(
    zh: Document,
    en: Document,
    *,
    locked: Sequence[Bead],
    embedder: Embedder,
    previous: Sequence[Bead] = (),
    anchors: Sequence[Anchor] = (),
    weights: "Weights | None" = None,
    progress: Progress = silent,
) -> tuple[Bead, ...]:
    """Keeps the locked beads and aligns only the runs between them.

    ``previous``: beads of an earlier run; those further than a few beads from any change stay as they are, which makes
    a correction in a long document a matter of milliseconds. Locked beads come back as they were given.

    Raises InputError where locked beads overlap, are not consecutive or lie outside the documents.
    """
    from align.aligner.engine import align_numbers, weights_for
    from align.aligner.locks import align_between, check_locks, undisturbed

    check_locks(locked, len(zh), len(en))
    chosen = weights or weights_for(embedder)

    def run(zh_numbers: Sequence[int], en_numbers: Sequence[int]) -> list[Bead]:
        return align_numbers(zh, en, zh_numbers, en_numbers, embedder=embedder, weights=chosen, anchors=anchors)

    fixed = [*locked, *undisturbed(previous, locked)]
    return tuple(align_between(fixed, len(zh), len(en), run, progress=progress))
