"""The data of a review: units with the work of reviewers, and entries of the history."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812
from typing import Literal

from align.model.termbase import Term
from align.model.unit import ClosedIssue, Comment, Revision, TranslationUnit, Verdict

Restructuring = Literal["merge", "split", "move", "untranslated", "realign"]


@dataclass(frozen=True, slots=True)
class DroppedEdit:
    """A reviewer's English that a new version of the text lacks. ``published``: the English that was edited."""

    text: str
    published: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class UnitState:
    """The current state of a translation unit: text, issues, and the work of reviewers.

    ``version``: the number of the last history entry that changed it. ``published``: the English that the run read;
    ``unit.en_text`` differs from it after an edit. ``locked``: the aligner keeps the bead. ``suppressed``: the issues
    whose verdict comes from a pattern. ``conflict``: an edit that a later version of the English did not adopt.
    ``gone``: a later version of the texts lacks the unit. ``approved``: by a reviser, ``signed``: then by the chief
    editor.
    """

    key: str
    unit: TranslationUnit
    version: int
    published: str
    position: float = 0.0
    locked: bool = False
    approved: Verdict | None = None
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()
    closed: tuple[ClosedIssue, ...] = ()
    suppressed: frozenset[str] = frozenset()
    changed_since_review: bool = False
    edited_by: str = ""
    edited_when: str = ""
    conflict: DroppedEdit | None = None
    gone: bool = False
    signed: Verdict | None = None

    @property
    def approval(self) -> Verdict | None:
        """The approval, if it is of the current texts."""
        return None if self.changed_since_review else self.approved

    @property
    def sign_off(self) -> Verdict | None:
        """The sign-off, if what was approved then is still approved."""
        return self.signed if self.approval is not None else None

    @property
    def revision(self) -> Revision:
        """What the review has changed here."""
        return Revision(self.published, self.edited_by, self.edited_when, self.closed)

    @property
    def edited(self) -> bool:
        """True if a reviewer's English replaces the published one."""
        return self.unit.en_text != self.published

    @property
    def reviewed(self) -> bool:
        """True if the unit has work of reviewers that a later run must keep."""
        return bool(self.verdicts or self.comments or self.approved or self.locked or self.edited or self.closed)


@dataclass(frozen=True, slots=True)
class TermAddition:
    """A rendering that a reviewer added to the termbase."""

    zh: str
    en: str
    who: str
    when: str

    def as_term(self) -> Term:
        """Return the addition as a term."""
        return Term(self.zh, (self.en,))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history. ``undoes``: the entry that it undid. ``keys``: the units that it changed."""

    id: int
    who: str
    when: str
    action: str
    what: str
    keys: tuple[str, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Precision:
    """The verdicts on the issues of a scorer. ``open``: the number not decided."""

    confirmed: int = 0
    false_positive: int = 0
    fixed: int = 0
    open: int = 0

    @property
    def value(self) -> float | None:
        """The share of right ones among decided issues, or None if none is decided.

        >>> Precision(confirmed=2, false_positive=1, fixed=1).value
        0.75
        """
        decided = self.confirmed + self.fixed + self.false_positive
        return (self.confirmed + self.fixed) / decided if decided else None


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project under review. ``titles`` and ``notice``: by language. ``id``: of this review alone."""

    name: str
    titles: Mapping[str, str]
    date: Date | None
    notice: Mapping[str, str]
    signature: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class MergeReport:
    """The effects of a new run on a review: numbers of units, issues and edits.

    ``added``: units without predecessor, ``gone``: those without successor; ``applied``: edits that the new English
    has; ``conflicts``: edits that it lacks; ``still_found``: issues marked as fixed that the new English still has.
    """

    changed: int = 0
    added: int = 0
    gone: int = 0
    verdicts_kept: int = 0
    closed: int = 0
    applied: int = 0
    pending: int = 0
    conflicts: int = 0
    still_found: int = 0
