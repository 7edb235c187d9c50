"""The second reader of the page: a person names a model, sees what asking costs and what is sent where, and agrees.

Nothing is asked before that. Then the model reads in a thread of its own while people go on working; what it thinks of
the open flags is stored in one act, which its author can undo. A pair that somebody changed meanwhile stays as it is.

Who names an address has texts sent there, with the key of the server. So where people sign in, the page offers only
what the server was started with, and only to chief editors.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from align.model.errors import AlignError
from align.model.unit import REVIEWER, Issue, TranslationUnit
from align.opinion.opening import second_reader
from align.opinion.second import BUDGET, Candidates, DeclinedError, Estimate, Find, SecondReader
from align.opinion.spec import Spec, parse
from align.pipeline import Checker
from align.review.people import Person
from align.review.snapshot import Current, Snapshot
from align.scorers.profile import Profile
from align.store import Store, UnitState

State = Literal["off", "counting", "estimated", "reading", "done", "failed"]
_BUSY: tuple[State, ...] = ("counting", "estimated", "reading")


class AskingError(AlignError):
    """A second reader cannot be asked: not by this person, or not now."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What the page shows. ``spec``: what is or was asked, None for nothing yet; ``estimate``: what asking costs.

    ``done``, ``total``: how far the reading is; ``weighed``, ``found``: what came of it; ``reason``: why a question or
    the whole reading failed.
    """

    state: State = "off"
    spec: Spec | None = None
    estimate: Estimate | None = None
    done: int = 0
    total: int = 0
    weighed: int = 0
    found: int = 0
    reason: str = ""

    @property
    def busy(self) -> bool:
        """True while a reading is under way, so that the page asks again."""
        return self.state in _BUSY


class Desk:
    """Where the second reader of a project is asked for. ``given``: the specification that the server was started with,
    or that its profile names."""

    def __init__(self, store: Store, current: Current, checker: Callable[[], Checker], *, given: str = "") -> None:
        """``checker``: returns what edits are checked with now."""
        self.given = given
        self._store, self._current, self._checker = store, current, checker
        self._offer = Offer()
        self._lock = threading.Lock()
        self._answered = threading.Event()
        self._agreed = False

    @property
    def offer(self) -> Offer:
        """What the page shows now."""
        return self._offer

    def may_name(self, person: Person) -> bool:
        """True if a person may name any model: one who has not signed in, on the machine itself."""
        return not person.role

    def may_ask(self, person: Person) -> bool:
        """True if a person may have a model asked."""
        return self.may_name(person) or (person.may_sign_off and bool(self.given))

    def count(self, named: str, find: Find, *, budget: int = BUDGET, who: str, person: Person) -> None:
        """Begin: load the model and count what would be asked; nothing of the texts is sent.

        Raises AskingError, and InputError for what names no model.
        """
        self._require(person)
        named = (named.strip() or self.given) if self.may_name(person) else self.given
        spec = parse(named)
        reader = second_reader(named, find, budget=budget, agree=self._agree)
        with self._lock:
            if self._offer.busy:
                raise AskingError("A second reader is being asked already.")
            self._offer = Offer("counting", spec)
            self._answered, self._agreed = threading.Event(), False
        threading.Thread(target=self._read, args=(reader, who), daemon=True).start()

    def answer(self, *, agreed: bool, person: Person) -> None:
        """Agree to the estimate or not; not agreeing while the model reads ends the reading. Raises AskingError."""
        self._require(person)
        with self._lock:
            if not self._offer.busy:
                return
            if self._offer.state == "reading" and agreed:
                return
            self._agreed = agreed
            self._answered.set()
            if not agreed:
                self._offer = Offer()
            elif self._offer.state == "estimated":  # who looks at once sees that it reads, and looks again
                self._offer = replace(self._offer, state="reading")

    def _require(self, person: Person) -> None:
        if not self.may_ask(person):
            raise AskingError("Only a chief editor can ask a second reader, the one that the server was started with.")

    def _agree(self, estimate: Estimate) -> bool:
        answered = self._answered
        self._show(replace(self._offer, state="estimated", estimate=estimate), answered)
        answered.wait()
        return self._agreed

    def _read(self, reader: SecondReader, who: str) -> None:
        answered = self._answered
        try:
            snapshot = self._current()
            candidates = [_candidates(state) for state in snapshot.states]

            def progress(stage: str, done: int, total: int) -> None:
                if not answered.is_set():  # all answers are kept from before, and nothing has to be asked
                    self._agree(Estimate(0, 0, 0.0))
                if not self._agreed:
                    raise DeclinedError("stopped")
                self._show(replace(self._offer, state="reading", done=done, total=total), answered)

            checker = self._checker()
            sensitivity = checker.profile.sensitivity
            left = reader.read(candidates, glossary=checker.glossary, sensitivity=sensitivity, progress=progress)
            self._keep(snapshot, candidates, left, who, checker.profile)
            spent = reader.spent
            made = Offer("done", self._offer.spec, weighed=spent.weighed, found=spent.found, reason=spent.reason)
            self._show(made, answered)
        except DeclinedError:
            return
        except Exception as error:  # whatever a model and its libraries raise; the page says it
            self._show(Offer("failed", self._offer.spec, reason=str(error) or type(error).__name__), answered)

    def _keep(
        self,
        snapshot: Snapshot,
        candidates: Sequence[Candidates],
        left: Sequence[tuple[Issue, ...]],
        who: str,
        profile: Profile,
    ) -> None:
        found = {}
        for state, before, after in zip(snapshot.states, candidates, left, strict=True):
            if after != before.shown:
                asked = {issue.id for issue in before.shown}
                others = [issue for issue in state.unit.issues if issue.id not in asked]
                weighed = [replace(issue, severity=profile.severity_of(issue)) for issue in after]
                found[state.key] = (state.version, [*others, *weighed])
        if found:
            self._store.weigh(found, who=who)

    def _show(self, offer: Offer, answered: threading.Event) -> None:
        """Show how far this reading is, unless it was stopped and another has begun."""
        with self._lock:
            if self._answered is answered and not (answered.is_set() and not self._agreed):
                self._offer = offer


def _candidates(state: UnitState) -> Candidates:
    """The open flags of a unit. What a reviewer found or has decided is not asked about."""
    unit: TranslationUnit = state.unit
    decided = state.verdicts.keys() | state.suppressed
    shown = tuple(issue for issue in unit.issues if issue.id not in decided and issue.scorer != REVIEWER)
    return Candidates(unit, shown, shown)
