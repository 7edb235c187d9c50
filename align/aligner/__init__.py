"""Sentence alignment: which consecutive Chinese and English sentences translate each other.

A conditional random field (Lafferty, McCallum & Pereira 2001) over m-n beads, with weights learnt from gold beads in
place of hand-set costs; every bead has its probability. Sources, and where we differ:

- Gale & Church (1993): beads as steps of a dynamic programme, the difference of the lengths over its deviation. Here
  the ratio is the document's own, and beads go up to six sentences (``features``, ``lattice``).
- Thompson & Koehn (2019), Vecalign: similarity against that of neighbours, linear time. They align averaged blocks
  and refine; here probes are chained, as an average over a missing chapter matches nothing (``coarse``).
- Liu & Zhu (2022), Bertalign: two passes, the second within a window around the first. They encode all concatenations
  of up to ten sentences; here sums of vectors stand for them until few are still likely (``cells``, ``passes``).
- Steingrimsson (2023), Sentalign: large files are cut at sure anchors, and beads are judged by the whole path. Here
  the anchors bound a corridor instead of cutting, so that a wrong one can be put right (``coarse``).
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from align.embedders import Embedder
from align.model.document import Anchor, Document
from align.model.progress import Progress, silent
from align.model.unit import Bead, TranslationUnit

if TYPE_CHECKING:
    from align.aligner.model import Weights
    from align.embedders.token_states import TokenEncoder
    from align.wordlinks.links import WordLinks


def align(
    zh: Document,
    en: Document,
    *,
    embedder: Embedder,
    anchors: Sequence[Anchor] = (),
    weights: "Weights | None" = None,
    progress: Progress = silent,
) -> tuple[Bead, ...]:
    """Align two documents. Return beads in the order of the Chinese; each segment is in exactly one.

    ``anchors``: passages known to correspond, as soft evidence. ``weights``: by default those fitted for the encoder,
    or the general ones. If one side is empty, every bead is a null.
    """
    from align.aligner.engine import align_numbers, weights_for

    return tuple(
        align_numbers(
            zh,
            en,
            range(len(zh)),
            range(len(en)),
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
    anchors: Sequence[Anchor] = (),
    weights: "Weights | None" = None,
    progress: Progress = silent,
) -> tuple[Bead, ...]:
    """Keep the locked beads and align only the runs between them.

    If all beads but those around a correction are locked, this takes milliseconds even in a long document. Locked beads
    are returned unchanged.

    Raises InputError if locked beads overlap, are not consecutive or lie outside the documents.
    """
    from align.aligner.engine import align_numbers, weights_for
    from align.aligner.locks import align_between, check_locks

    check_locks(locked, len(zh), len(en))
    chosen = weights or weights_for(embedder)

    def run(zh_numbers: Sequence[int], en_numbers: Sequence[int]) -> list[Bead]:
        return align_numbers(zh, en, zh_numbers, en_numbers, embedder=embedder, weights=chosen, anchors=anchors)

    return tuple(align_between(locked, len(zh), len(en), run, progress=progress))


def word_links(unit: TranslationUnit, *, encoder: "TokenEncoder | None" = None) -> "WordLinks":
    """Return the links between the words of a unit, and the coverage of each word.

    ``encoder``: by default the bundled one, loaded once at the first call, in about a second. For all units of a
    bitext :class:`align.wordlinks.links.LinkProvider` is faster: it encodes them in batches. An empty side has no
    links. Raises EncoderError if the encoder cannot be loaded.
    """
    from align.wordlinks import links

    zh, en = (encoder or _token_encoder()).states([unit.zh_text, unit.en_text])
    return links.word_links(zh, en)


@cache
def _token_encoder() -> "TokenEncoder":
    from align.embedders.token_encoders import load_token_encoder

    return load_token_encoder()
