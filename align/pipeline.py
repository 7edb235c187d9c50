"""Composes segmenting, aligning and checking. No files, no printing: texts in, a bitext out."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date as Date  # noqa: N812
from typing import TYPE_CHECKING

from align.embedders import Embedder
from align.language.spans import inside
from align.model.bitext import Bitext
from align.model.document import Anchor, Document, Language, Place, Source, from_sentences
from align.model.progress import Progress, silent
from align.model.termbase import Termbase
from align.model.unit import Bead, Issue, TranslationUnit, identify, unit_of, with_unique_ids
from align.model.version import VERSION
from align.scorers import SCORERS, Context, Resources, Scorer
from align.scorers.catalogue import rank
from align.scorers.traditional import as_written, comparable, in_simplified
from align.wordlinks.links import LinkProvider

if TYPE_CHECKING:
    from align.embedders.token_states import TokenEncoder

_ALIKE = {"mistranslation/bound": "mistranslation/direction"}  # 少数 "most" is both
_BESIDE = 2  # characters: more than stand between 下降 and its figure


def documents_of(zh: Source, en: Source, *, sentences: bool = False) -> tuple[Document, Document]:
    """The two documents of a pair of sources.

    ``sentences``: every line is a sentence already, blank ones too, so that segment numbers are line numbers.
    """
    return document_of(zh, "zh", sentences=sentences), document_of(en, "en", sentences=sentences)


def document_of(source: Source, language: Language, *, sentences: bool = False) -> Document:
    """The document of one source; ``sentences`` as in :func:`documents_of`."""
    if sentences:
        document = from_sentences(_lines(source.text), language, name=source.name)
        lines = tuple(Place(segment.span, f"line {segment.number + 1}") for segment in document.segments)
        return replace(document, places=source.places or lines)
    from align.segmenters import segment

    return segment(source, language)


def align_documents(
    zh: Document,
    en: Document,
    *,
    embedder: Embedder,
    anchors: Sequence[Anchor] = (),
    locked: Sequence[Bead] = (),
    given: bool = False,
    progress: Progress = silent,
) -> Bitext:
    """Aligns two documents: the bitext of their beads, unchecked, with the signature of what made it.

    ``locked``: beads that a person has made; they stay, and the rest is aligned around them. ``given``: the sentences
    came with the documents and were not split here; the signature says so.
    """
    from align.aligner import align, realign

    if locked:
        beads = realign(zh, en, locked=locked, embedder=embedder, anchors=anchors, progress=progress)
    else:
        beads = align(zh, en, embedder=embedder, anchors=anchors, progress=progress)
    units = tuple(unit_of(number, bead, zh, en) for number, bead in enumerate(beads))
    return Bitext(units, zh, en, signature(embedder, given=given))


def check(
    units: Sequence[TranslationUnit],
    *,
    date: Date | None = None,
    termbase: Termbase | None = None,
    embedder: Embedder | None = None,
    token_encoder: "Callable[[], TokenEncoder] | None" = None,
    reference: Sequence[str | None] = (),
    scorers: Iterable[str] | None = None,
    progress: Progress = silent,
) -> tuple[TranslationUnit, ...]:
    """Runs scorers over units in document order; returns the units with issues and their ids.

    ``date``: the document's own date, which tells what "this year" is. ``token_encoder`` gives the encoder for word
    links and is called when a scorer first needs it; without it or ``embedder``, what needs them is not checked.
    ``reference``: a second English version of each unit, with the units scored against it (``align.lab.reference``).
    ``scorers``: ids from ``SCORERS``, by default all; those of a profile are ``Profile.scorers``, and what else it says
    is for :func:`align.scorers.profile.apply`. Issues that a unit already has are replaced.
    """
    chosen = [SCORERS[name] for name in (SCORERS if scorers is None else scorers)]
    links = LinkProvider(comparable(units), token_encoder, progress=progress) if token_encoder else None
    resources = Resources(termbase, links, embedder, tuple(reference), progress)
    context = Context(units, date=date, resources=resources)
    checked = []
    for position, unit in enumerate(units):
        checked.append(replace(unit, issues=issues_at(context.at(position), chosen)))
        progress("checking", position + 1, len(units))
    return with_unique_ids(checked)


def issues_at(context: Context, scorers: Iterable[Scorer]) -> tuple[Issue, ...]:
    """What scorers find in the unit at the context's place, with ids (not yet told apart within the document).

    Where two scorers say the same of the same words, the one of the lower rank is kept
    (:func:`align.scorers.catalogue.rank`); of a clause that is left out and a figure in it, the clause.
    """
    unit = context.units[context.position]
    context = in_simplified(context)
    compared = context.units[context.position]
    found = _said_once([issue for scorer in scorers for issue in scorer.find(compared, context)])
    return identify(unit, [as_written(issue, compared, unit) for issue in found])


def signature(embedder: Embedder, *, given: bool = False) -> str:
    """What produced a bitext, in one line, as sacrebleu writes its signatures."""
    from align.aligner.engine import weights_for

    sentences = "given" if given else "split"
    return f"align:{VERSION}|encoder:{embedder.name}|weights:{weights_for(embedder).name}|sentences:{sentences}"


def _said_once(found: Sequence[Issue]) -> list[Issue]:
    kept: list[Issue] = []
    for issue in sorted(found, key=rank):
        if not any(k.scorer != issue.scorer and _matter(k) == _matter(issue) and _same_words(k, issue) for k in kept):
            kept.append(issue)
    kept = [issue for issue in found if any(issue is k for k in kept)]
    gaps = [issue for issue in kept if issue.type in ("omission", "addition")]
    return [issue for issue in kept if not any(_part_of(issue, gap) for gap in gaps)]


def _part_of(issue: Issue, gap: Issue) -> bool:
    """Whether an issue says of a figure that is missing what another says of its whole clause."""
    if not issue.type.startswith(gap.type + "/"):
        return False
    one, whole = (issue.zh_span, gap.zh_span) if gap.type == "omission" else (issue.en_span, gap.en_span)
    return one is not None and whole is not None and inside(one, [whole])


def _matter(issue: Issue) -> str:
    return _ALIKE.get(issue.type, issue.type)


def _same_words(a: Issue, b: Issue) -> bool:
    """Whether two issues mark words that overlap, or a figure and the Chinese verb before it (下降 and 2.3%)."""
    beside = _BESIDE if a.type == b.type == "mistranslation/direction" else 0
    pairs = ((a.zh_span, b.zh_span, beside), (a.en_span, b.en_span, 0))
    return any(x is not None and y is not None and x[0] < y[1] + gap and y[0] < x[1] + gap for x, y, gap in pairs)


def _lines(text: str) -> list[str]:
    """Lines as editors count them: only a line feed ends one, and a last empty one is none."""
    lines = text.split("\n")
    return lines[:-1] if lines and not lines[-1] else lines
