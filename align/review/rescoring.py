"""Checks an edited sentence at once, in its document, with what ``align run`` checked it with.

Scorers look around: terms and names over the whole document, which takes milliseconds, and clauses against the word
links of every unit, which takes seconds. The latter are looked for among the units nearby only. Both the text as it was
and the text as it is are checked: what a profile or a limit held back for the old text is not brought up again because
somebody has corrected a comma.
"""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import date as Date  # noqa: N812
from typing import TYPE_CHECKING, TypeVar

from align.model.termbase import Term
from align.model.unit import Issue, TranslationUnit
from align.opinion.weighing import KEY as OPINION
from align.pipeline import Checker, issues_at
from align.scorers import SCORERS
from align.scorers.base import Context, Scorer
from align.scorers.traditional import comparable
from align.scorers.turned import TURNED
from align.scorers.weighing import ENCODER

if TYPE_CHECKING:
    from align.embedders import Embedder
    from align.embedders.token_states import TokenEncoder
    from align.wordlinks.links import LinkProvider

T = TypeVar("T")

_AROUND = 6
"""Units on each side among which a clause is looked for."""

_WAIT = 60.0


_OF_TERMS = ("terms", "consistency")  # the scorers that read the termbase


@dataclass(frozen=True, slots=True)
class Encoders:
    """What loads the encoders; None where there is none, or it fails: then what needs it is neither checked nor
    taken back."""

    embedder: "Callable[[], Embedder] | None" = None
    tokens: "Callable[[], TokenEncoder] | None" = None


class Rescorer:
    """Checks single units with what is loaded. ``warm`` loads the encoders in the background, and nobody waits for it:
    who finds it not ``ready`` checks again later."""

    def __init__(
        self,
        *,
        date: Date | None = None,
        checker: Checker | None = None,
        encoders: Encoders | None = None,
    ) -> None:
        self._date, self._checker = date, checker or Checker()
        self._encoders = encoders or Encoders()
        self._loaded: Future[tuple[Embedder | None, LinkProvider | None]] | None = None
        if self._encoders == Encoders():
            self._loaded = Future()
            self._loaded.set_result((None, None))
        self._lock = threading.Lock()

    @property
    def checker(self) -> Checker:
        """The checker, without encoders."""
        return self._checker

    def warm(self) -> None:
        """Load the encoders in a thread of its own, unless that has begun."""
        with self._lock:
            if self._loaded is None:
                self._loaded = Future()
                threading.Thread(target=self._load, args=(self._loaded,), daemon=True).start()

    @property
    def ready(self) -> bool:
        """True if the encoders are there."""
        return self._loaded is not None and self._loaded.done()

    def links(self) -> "LinkProvider | None":
        """Return word links of any unit, or None if the token encoder is missing or not loaded yet."""
        return self._loaded.result()[1] if self.ready and self._loaded is not None else None

    def wait(self) -> None:
        """Return when the encoders are there, or have failed to load."""
        self.warm()
        assert self._loaded is not None
        self._loaded.result()

    def embedder(self) -> "Embedder | None":
        """Return the sentence encoder, with a memory; waits until it is loaded."""
        self.warm()
        assert self._loaded is not None
        return self._loaded.result(timeout=_WAIT)[0]

    def check(
        self, units: Sequence[TranslationUnit], position: int, text: str, *, terms: Sequence[Term] = ()
    ) -> tuple[Issue, ...]:
        """Return the issues of the unit at a position if its English were ``text``. ``terms``: those that reviewers
        added."""
        before = units[position]
        after = replace(before, en_text=text)
        revised = [*units[:position], after, *units[position + 1 :]]
        old = {_stem(issue.id) for issue in self._issues(units, position, terms)}
        known = {_stem(issue.id) for issue in before.issues}
        found = [i for i in self._issues(revised, position, terms) if _stem(i.id) in known or _stem(i.id) not in old]
        scored = self._scored()
        kept = [_carried(i, before.en_text, text) for i in before.issues if not scored(i)]
        return (*kept, *self._as_weighed(found, before))

    def check_again(
        self, units: Sequence[TranslationUnit], position: int, before: TranslationUnit, *, terms: Sequence[Term] = ()
    ) -> tuple[Issue, ...]:
        """Return the issues of an edited unit that was stored before the encoders were there.

        ``before``: the unit as it was published, with every issue that was ever known in it.
        """
        old = {_stem(i.id) for i in self._issues([*units[:position], before, *units[position + 1 :]], position, terms)}
        known = {_stem(issue.id) for issue in before.issues}
        found = [i for i in self._issues(units, position, terms) if _stem(i.id) in known or _stem(i.id) not in old]
        scored = self._scored()
        return (*(issue for issue in units[position].issues if not scored(issue)), *self._as_weighed(found, before))

    def prepare(self, units: Sequence[TranslationUnit], position: int) -> None:
        """Link the words around a position while the reviewer still reads, so that an edit there is checked fast."""
        links = self.links()
        if links is None:
            return
        for unit in comparable(units[_around(position)]):
            if unit.zh_text and unit.en_text:
                links(unit)

    def check_all(
        self, units: Sequence[TranslationUnit], positions: Sequence[int], *, terms: Sequence[Term] = ()
    ) -> tuple[TranslationUnit, ...]:
        """Return units at positions with the issues that they have where they stand, after a change to the alignment.

        Of the issues that a unit has already, those of a kind that is not checked here stay.
        """
        scored = self._scored()
        kept = {p: [issue for issue in units[p].issues if not scored(issue)] for p in positions}
        return tuple(replace(units[p], issues=(*kept[p], *self._issues(units, p, terms))) for p in positions)

    def check_terms(
        self, units: Sequence[TranslationUnit], positions: Sequence[int], *, old: Sequence[Term], new: Sequence[Term]
    ) -> dict[int, tuple[Issue, ...]]:
        """Return the issues of those units at positions that have others once a rendering was added.

        Only what depends on terms is looked for, so that no encoder is waited for. ``old``, ``new``: what reviewers had
        added before and have added now. As in :meth:`check`, only what is new because of that is new.
        """
        chosen = [scorer for scorer in self._checker.scorers if scorer.id in _OF_TERMS]
        before, after = (self._checker.with_terms(terms).contexts(units, date=self._date) for terms in (old, new))
        changed = {}
        for position in positions:
            unit = units[position]
            known = {_stem(issue.id) for issue in unit.issues}
            expected = {_stem(issue.id) for issue in issues_at(before.at(position), chosen)}
            found = [
                issue
                for issue in self._checker.issues(after.at(position), chosen)
                if _stem(issue.id) in known or _stem(issue.id) not in expected
            ]
            checked = {scorer.id for scorer in chosen}
            left = [issue for issue in unit.issues if issue.scorer not in checked]
            if {_stem(issue.id) for issue in (*left, *found)} != known:
                changed[position] = (*left, *found)
        return changed

    def _issues(self, units: Sequence[TranslationUnit], position: int, terms: Sequence[Term]) -> tuple[Issue, ...]:
        embedder, links = self._tools()
        scorers: Sequence[Scorer] = self._checker.scorers
        if embedder is not None and links is not None:
            scorers = [_nearby(scorer, embedder) if scorer.id == "omission" else scorer for scorer in scorers]
        checker = replace(self._checker.with_terms(terms), embedder=embedder)
        contexts = checker.contexts(units, date=self._date, links=links)
        return self._checker.issues(contexts.at(position), scorers)

    def _as_weighed(self, found: Sequence[Issue], before: TranslationUnit) -> list[Issue]:
        """Issues with what a second reader thought of them in the run, unless there is one here."""
        opinions = {_stem(issue.id): issue for issue in before.issues if OPINION in issue.values}
        if self._checker.second is not None or not opinions:
            return list(found)
        return [_as_weighed(issue, opinions.get(_stem(issue.id))) for issue in found]

    def _scored(self) -> Callable[[Issue], bool]:
        """True if an issue is of a kind that is checked here, so that it is gone when it is not found again."""
        embedder, links = self._tools()
        sentences = embedder is not None and embedder.name == ENCODER
        clauses = sentences and links is not None

        def scored(issue: Issue) -> bool:
            if (
                issue.scorer not in self._checker.profile.scorers
                or issue.scorer not in SCORERS
                or issue.scorer == "reference"
            ):
                return False
            return clauses if issue.scorer == "omission" else sentences or issue.scorer not in TURNED

        return scored

    def _tools(self) -> "tuple[Embedder | None, LinkProvider | None]":
        """Return the encoders as far as they are loaded."""
        self.warm()
        assert self._loaded is not None
        return self._loaded.result() if self.ready else (None, None)

    def _load(self, loaded: "Future[tuple[Embedder | None, LinkProvider | None]]") -> None:
        loaded.set_result((_tried("sentence encoder", self._embedder), _tried("encoder for word links", self._links)))

    def _embedder(self) -> "Embedder | None":
        if self._encoders.embedder is None:
            return None
        from align.embedders.cached import cached

        embedder = cached(self._encoders.embedder())
        embedder.encode(["warm"])
        return embedder

    def _links(self) -> "LinkProvider | None":
        if self._encoders.tokens is None:
            return None
        from align.wordlinks.links import LinkProvider

        links = LinkProvider((), self._encoders.tokens)
        links(TranslationUnit(0, (0,), (0,), "准备好了。", "It is ready."))
        return links


def _tried(what: str, load: Callable[[], T | None]) -> T | None:
    """Return what loads, or None and a warning: an edit is stored and checked by the other scorers all the same."""
    try:
        return load()
    except Exception as error:
        logging.getLogger("align").warning(
            "align: the %s cannot be loaded (%s); what needs it is left out", what, error
        )
        return None


def _around(position: int) -> slice:
    return slice(max(0, position - _AROUND), position + _AROUND + 1)


def _nearby(scorer: Scorer, embedder: "Embedder") -> Scorer:
    """Return the scorer, which sees the units nearby in place of the document, and has the sentence encoder."""

    def find(unit: TranslationUnit, context: Context) -> Iterable[Issue]:
        around = _around(context.position)
        units, resources = context.units[around], replace(context.resources, embedder=embedder)
        place = context.position - around.start
        return scorer.find(unit, Context(units, place, context.date, resources))

    return replace(scorer, find=find)


def _carried(issue: Issue, old: str, new: str) -> Issue:
    """Return an issue that is not checked here, with its English span where the same words stand now, else without
    one."""
    if issue.en_span is None:
        return issue
    words = old[slice(*issue.en_span)]
    at = new.find(words) if words else -1
    return replace(issue, en_span=(at, at + len(words)) if at >= 0 else None)


def _as_weighed(issue: Issue, weighed: Issue | None) -> Issue:
    if weighed is None:
        return issue
    values = {**issue.values, OPINION: weighed.values[OPINION]}
    return replace(issue, severity=weighed.severity, confidence=weighed.confidence, values=values)


def _stem(name: str) -> str:
    """Return an issue's id without the number that tells equal ones apart."""
    return name.partition("-")[0]
