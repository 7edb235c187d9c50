"""Composes segmenting, aligning and checking: texts in, a bitext out, without files or printing.

Everything that checks pairs (``align run``, ``check``, ``batch``, notebooks, the doctor, the review page) builds one
:class:`Checker` and keeps it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812
from typing import TYPE_CHECKING, NamedTuple

from align.embedders import Embedder
from align.embedders.cached import cached
from align.embedders.threads import one_blas_thread
from align.language.spans import inside
from align.model.bitext import Bitext
from align.model.document import Anchor, Document, Language, Place, Source, from_sentences
from align.model.progress import Progress, silent
from align.model.termbase import Term, Termbase, with_terms
from align.model.unit import Bead, Issue, TranslationUnit, heads_of, identify, unit_of, with_unique_ids
from align.model.version import VERSION
from align.scorers import SCORERS, Context, Contexts, Resources, Scorer
from align.scorers.catalogue import rank
from align.scorers.profile import DEFAULT, Profile, apply
from align.scorers.quality import scored
from align.scorers.repairs import repaired
from align.scorers.traditional import comparable, in_simplified
from align.scorers.weighing import weighed
from align.wordlinks.links import LinkProvider

if TYPE_CHECKING:
    from align.embedders.token_states import TokenEncoder
    from align.opinion.second import SecondReader

_ALIKE = {"mistranslation/bound": "mistranslation/direction", "mistranslation/modality": "mistranslation/negation"}
"""少数 "most" is both; so is 不得 "may"."""
REMEMBERED = 1 << 15
"""Vectors of a document that are kept while it is aligned and checked: 64 MB."""

_BESIDE = 2  # characters: more than stand between 下降 and its figure


def documents_of(zh: Source, en: Source, *, sentences: bool = False) -> tuple[Document, Document]:
    """Return the two documents of a pair of sources.

    A title that only one text marks as one (by speakers, markup or a date beside it) is looked for in the other too:
    set apart on one side alone, it would be missing in what is aligned.

    ``sentences``: every line is a sentence, even a blank one, so that segment numbers are line numbers.
    """
    documents = document_of(zh, "zh", sentences=sentences), document_of(en, "en", sentences=sentences)
    titled = [any(aside.kind == "title" for aside in document.asides) for document in documents]
    if titled == [True, False]:
        return documents[0], _titled(en, documents[1])
    if titled == [False, True]:
        return _titled(zh, documents[0]), documents[1]
    return documents


def _titled(source: Source, document: Document) -> Document:
    """Return the document of a source with the title that its counterpart has, if it has one and more than that."""
    from align.segmenters import segment

    again = segment(source, document.language, titled=True)
    return again if again.segments else document


def document_of(source: Source, language: Language, *, sentences: bool = False) -> Document:
    """Return the document of one source; ``sentences`` as in :func:`documents_of`."""
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
    """Align two documents: the bitext of their beads, unchecked, with the signature of what made it.

    The titles and date lines that both have are units too, the last ones (:func:`align.model.unit.heads_of`).
    Pairs have the scores ``linked`` (``Bead.linked``) and ``score`` (:mod:`align.scorers.quality`).
    ``locked``: beads made by a person, around which the rest is aligned. ``given``: true if the sentences were given,
    not split here, which the signature states.
    """
    from align.aligner import align, realign

    known = cached(embedder, most=REMEMBERED)  # most texts that the score needs were encoded to align
    if locked:
        beads = realign(zh, en, locked=locked, embedder=known, anchors=anchors, progress=progress)
    else:
        beads = align(zh, en, embedder=known, anchors=anchors, progress=progress)
    units = tuple(unit_of(number, bead, zh, en) for number, bead in enumerate(beads))
    return Bitext((*scored(units, known), *heads_of(zh, en)), zh, en, signature(embedder, given=given))


class Checked(NamedTuple):
    """A bitext with its issues, and the number that the profile's limits held back, by scorer, the most first."""

    bitext: Bitext
    held: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Checker:
    """The scorers with their resources, and the profile that selects scorers and limits issues.

    ``tokens`` loads the encoder of word links when a scorer first needs it. Without it or ``embedder``, the checks that
    need them are skipped. ``second``: a language model that weighs the issues, if the user named one.
    """

    profile: Profile = DEFAULT
    termbase: Termbase | None = None
    embedder: Embedder | None = None
    tokens: "Callable[[], TokenEncoder] | None" = None
    second: "SecondReader | None" = None

    @property
    def scorers(self) -> tuple[Scorer, ...]:
        """The enabled scorers, in order."""
        return tuple(SCORERS[name] for name in self.profile.scorers)

    def with_terms(self, terms: Sequence[Term]) -> "Checker":
        """Return a checker that also accepts renderings added by reviewers."""
        return replace(self, termbase=with_terms(self.termbase, terms))

    def glossary(self, unit: TranslationUnit) -> list[tuple[str, str]]:
        """Return the fixed renderings that concern a unit."""
        terms = self.termbase.terms if self.termbase else ()
        return [(term.zh, " / ".join(term.renderings)) for term in terms if term.zh in unit.zh_text]

    def contexts(
        self,
        units: Sequence[TranslationUnit],
        *,
        date: Date | None = None,
        reference: Sequence[str | None] = (),
        links: LinkProvider | None = None,
        progress: Progress = silent,
    ) -> Contexts:
        """Return the contexts of the scorers for units in document order.

        ``date``: the document's own date, for "this year". ``reference``: a second English version of each unit, with
        the units scored against it (:mod:`align.lab.reference`). ``links``: by default new ones.
        """
        compared = comparable(units)
        termbase = self.termbase
        if termbase is not None and compared is not units:
            termbase = in_simplified(termbase)
        places = [place for place, unit in enumerate(compared) if not unit.head]
        text = compared if len(places) == len(compared) else tuple(compared[place] for place in places)
        if links is None and self.tokens is not None:
            links = LinkProvider(text, self.tokens, progress=progress)
        embedder = self.embedder and cached(self.embedder, most=REMEMBERED)
        texts = tuple(reference[place] for place in places) if reference else ()
        resources = Resources(termbase, links, embedder, texts, progress, self.profile.sensitivity)
        context = Context(text, date=date, resources=resources)
        return Contexts(compared, context, {place: at for at, place in enumerate(places)})

    def issues(self, context: Context, scorers: Iterable[Scorer] | None = None) -> tuple[Issue, ...]:
        """Return the issues of the unit at the context's position, with the severities of the profile.

        ``scorers``: by default those of the profile. Ids are not yet unique in the document.
        """
        (found,) = self._found([context], self.scorers if scorers is None else tuple(scorers), silent)
        return found

    def units(
        self,
        units: Sequence[TranslationUnit],
        *,
        date: Date | None = None,
        reference: Sequence[str | None] = (),
        progress: Progress = silent,
    ) -> tuple[TranslationUnit, ...]:
        """Return units with all of their issues, without the limits of the profile, replacing older issues.

        Arguments as for :meth:`contexts`.
        """
        contexts = self.contexts(units, date=date, reference=reference, progress=progress)
        found = self._found([contexts.at(position) for position in range(len(units))], self.scorers, progress)
        return with_unique_ids([replace(unit, issues=issues) for unit, issues in zip(units, found, strict=True)])

    def check(self, bitext: Bitext, *, reference: Sequence[str | None] = (), progress: Progress = silent) -> Checked:
        """Check a bitext within the limits of the profile. ``reference`` as for :meth:`contexts`.

        Pairs that came aligned get their quality score (:mod:`align.scorers.quality`).
        """
        known = replace(self, embedder=self.embedder and cached(self.embedder, most=REMEMBERED))
        if not any("score" in unit.scores for unit in bitext.units):
            bitext = replace(bitext, units=scored(bitext.units, known.embedder))
        units = known.units(bitext.units, date=bitext.date, reference=reference, progress=progress)
        kept, held = apply(units, self.profile)
        made = bitext.signature
        if self.second is not None:
            made = "|".join(part for part in (made, self.second.signature) if part)
        checked = replace(bitext, units=kept, signature=made)
        return Checked(checked, dict(Counter(issue.scorer for _, issue in held).most_common()))

    def _found(
        self, contexts: Sequence[Context], scorers: Sequence[Scorer], progress: Progress
    ) -> list[tuple[Issue, ...]]:
        """The issues of the units at the positions of some contexts, with the severities of the profile."""
        found = []
        with one_blas_thread():  # many small products
            for count, context in enumerate(contexts, start=1):
                found.append(issues_at(context, scorers))
                progress("checking", count, len(contexts))
        if self.second is not None:
            found = self._weighed(self.second, contexts, scorers, found, progress)
        return [
            tuple(replace(repaired(i, context, scorers), severity=self.profile.severity_of(i)) for i in issues)
            for context, issues in zip(contexts, found, strict=True)
        ]

    def _weighed(
        self,
        second: "SecondReader",
        contexts: Sequence[Context],
        scorers: Sequence[Scorer],
        found: Sequence[tuple[Issue, ...]],
        progress: Progress,
    ) -> list[tuple[Issue, ...]]:
        """The issues of units as the second reader leaves them, who also sees what is held back as too improbable."""
        from align.opinion.second import Candidates

        candidates = []
        for context, shown in zip(contexts, found, strict=True):
            readily = replace(context, resources=replace(context.resources, sensitivity="high"))
            candidates.append(Candidates(context.units[context.position], shown, issues_at(readily, scorers)))
        sensitivity = self.profile.sensitivity
        return second.read(candidates, glossary=self.glossary, sensitivity=sensitivity, progress=progress)


def issues_at(context: Context, scorers: Iterable[Scorer]) -> tuple[Issue, ...]:
    """Return the issues of scorers in the unit at the context's position, with ids (not yet unique in the document).

    If two scorers report the same words, the one of the lower rank is kept (:func:`align.scorers.catalogue.rank`), of
    one rank the more severe and confident; of an omitted clause and a figure in it, the clause.
    """
    unit = context.units[context.position]
    running = [scorer for scorer in scorers if not unit.head or unit.head in scorer.heads]
    found = [issue for scorer in running for issue in scorer.find(unit, context)]
    return identify(unit, _without_repeats(weighed(found, unit, context, [scorer.id for scorer in running])))


def signature(embedder: Embedder, *, given: bool = False) -> str:
    """Return the signature of a bitext: what produced it, in one line, in the style of sacrebleu."""
    from align.aligner.engine import weights_for
    from align.embedders import model_versions

    sentences = "given" if given else "split"
    encoder = f"encoder:{embedder.name}|models:{','.join(model_versions())}"
    return f"align:{VERSION}|{encoder}|weights:{weights_for(embedder).name}|sentences:{sentences}"


def _without_repeats(found: Sequence[Issue]) -> list[Issue]:
    kept: list[Issue] = []
    for issue in sorted(found, key=rank):
        if not any(k.scorer != issue.scorer and _matter(k) == _matter(issue) and _same_words(k, issue) for k in kept):
            kept.append(issue)
    kept = [issue for issue in found if any(issue is k for k in kept)]
    gaps = [issue for issue in kept if issue.type in ("omission", "addition")]
    return [issue for issue in kept if not any(_part_of(issue, gap) for gap in gaps)]


def _part_of(issue: Issue, gap: Issue) -> bool:
    """True if an issue reports a missing figure whose whole clause another issue reports as missing."""
    if not issue.type.startswith(gap.type + "/"):
        return False
    one, whole = (issue.zh_span, gap.zh_span) if gap.type == "omission" else (issue.en_span, gap.en_span)
    return one is not None and whole is not None and inside(one, [whole])


def _matter(issue: Issue) -> str:
    return _ALIKE.get(issue.type, issue.type)


def _same_words(a: Issue, b: Issue) -> bool:
    """True if two issues mark words that overlap, or a figure and the Chinese verb before it (下降 and 2.3%)."""
    beside = _BESIDE if a.type == b.type == "mistranslation/direction" else 0
    pairs = ((a.zh_span, b.zh_span, beside), (a.en_span, b.en_span, 0))
    return any(x is not None and y is not None and x[0] < y[1] + gap and y[0] < x[1] + gap for x, y, gap in pairs)


def _lines(text: str) -> list[str]:
    """Return lines as editors count them: only a line feed ends one, and an empty last one does not count."""
    lines = text.split("\n")
    return lines[:-1] if lines and not lines[-1] else lines
