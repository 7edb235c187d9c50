"""Compares the English with a second version: how much changed, and where.

The second version (an earlier release, machine output) is aligned with the same Chinese; the two English texts are then
compared by Chinese sentences. Comparing them line by line, or aligning English with English, the obvious ways, fails
from the first sentence that one of them merged. Overlapping beads of the two alignments are joined until both render
the same Chinese, so that no text is counted twice and a split sentence does not count against either side.

Scores are sacrebleu's (Post 2018): chrF (Popović 2015), BLEU (Papineni et al. 2002; of sentences with effective order)
and TER (Snover et al. 2006), each with its signature.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from align.embedders import Embedder
from align.model.document import Document
from align.model.progress import Progress, silent
from align.model.unit import Bead, TranslationUnit


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bitext's English against a reference.

    ``texts``: for each unit, the English of the reference, "" if it has none, None if the unit has no Chinese or no
    English. ``scores``: of each unit by metric, empty if there is nothing to compare; joined units share theirs.
    ``document``: over all units, empty if nothing could be compared. Percentages, but TER can exceed 100.
    ``signatures``: those of the document's scores.
    """

    name: str
    texts: tuple[str | None, ...]
    scores: tuple[Mapping[str, float], ...]
    document: Mapping[str, float]
    signatures: Mapping[str, str]

    def score(self, units: Sequence[TranslationUnit]) -> tuple[TranslationUnit, ...]:
        """Return the units with the scores of the comparison added."""
        pairs = zip(units, self.scores, strict=True)
        return tuple(replace(unit, scores={**unit.scores, **scores}) for unit, scores in pairs)

    def as_record(self) -> dict[str, Any]:
        """Return the entry for ``run.json``."""
        scores = {name: round(score, 2) for name, score in self.document.items()}
        return {"name": self.name, **scores, "signatures": dict(self.signatures)}


def compare(
    zh: Document,
    units: Sequence[TranslationUnit],
    reference: Document,
    *,
    embedder: Embedder,
    progress: Progress = silent,
) -> Comparison:
    """Align a reference to the Chinese document of the units and compare."""
    from align.aligner import align

    return compare_aligned(units, reference, align(zh, reference, embedder=embedder, progress=progress))


def compare_aligned(units: Sequence[TranslationUnit], reference: Document, beads: Sequence[Bead]) -> Comparison:
    """Compare units with a reference. ``beads``: those of the units' Chinese document and the reference."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    texts: list[str | None] = [None] * len(units)
    scores: list[Mapping[str, float]] = [{} for _ in units]
    hypotheses, references = [], []
    sentence = {"chrf": CHRF(), "bleu": BLEU(effective_order=True), "ter": TER()}
    for places, joined in _groups(units, beads):
        english = _passage(units[place].en_text for place in places)
        earlier = _passage(reference.passage(bead.en) for bead in joined if bead.en)
        if not english:
            continue
        found = {}
        if earlier:
            hypotheses.append(english)
            references.append(earlier)
            found = {name: float(m.sentence_score(english, [earlier]).score) for name, m in sentence.items()}
        for place in places:
            if units[place].en_text.strip():
                texts[place], scores[place] = earlier, found
    whole = {"chrf": CHRF(), "bleu": BLEU(), "ter": TER()}
    document = {n: float(m.corpus_score(hypotheses, [references]).score) for n, m in whole.items() if hypotheses}
    signatures = {name: str(metric.get_signature()) for name, metric in whole.items() if hypotheses}
    return Comparison(reference.name, tuple(texts), tuple(scores), document, signatures)


def _groups(units: Sequence[TranslationUnit], beads: Sequence[Bead]) -> list[tuple[list[int], list[Bead]]]:
    """Return groups of units and beads of the reference with the same Chinese, in the order of the Chinese."""
    parent: dict[int, int] = {}

    def root(number: int) -> int:
        while parent.setdefault(number, number) != number:
            parent[number] = number = parent[parent[number]]
        return number

    for zh in (*(unit.zh for unit in units), *(bead.zh for bead in beads)):
        for number in zh:
            parent[root(number)] = root(zh[0])
    groups: dict[int, tuple[list[int], list[Bead]]] = {}
    for place, unit in enumerate(units):
        if unit.zh:
            groups.setdefault(root(unit.zh[0]), ([], []))[0].append(place)
    for bead in sorted(beads, key=lambda bead: bead.en):
        if bead.zh and root(bead.zh[0]) in groups:
            groups[root(bead.zh[0])][1].append(bead)
    return list(groups.values())


def _passage(texts: Iterable[str]) -> str:
    return " ".join(text.strip() for text in texts if text.strip())
