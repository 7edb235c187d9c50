"""The data of a review: a unit with all that reviewers have done to it, and what the history says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812
from typing import Literal

from align.model.termbase import Term
from align.model.unit import Comment, Issue, TranslationUnit, Verdict

Restructuring = Literal["merge", "split", "move", "untranslated", "realign"]


@dataclass(frozen=True, slots=True)
class ClosedIssue:
    """An issue that is no longer found, and why. Its spans count characters of ``zh_text`` and ``en_text``, in
    which it was found last."""

    issue: Issue
    reason: str
    when: str
    zh_text: str
    en_text: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class DroppedEdit:
    """A reviewer's English that a new version of the text does not have. ``published``: what it was made from."""

    text: str
    published: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class UnitState:
    """A translation unit as it stands: current text and issues, and what reviewers did.

    ``version`` is the number of the history entry that touched it last. ``published`` is the English as the run read
    it; ``unit.en_text`` differs from it where a reviewer edited. ``locked``: the aligner leaves the bead as it is.
    ``suppressed``: the issues whose verdict comes from a pattern. ``conflict``: an edit that a later version of the
    English did not take over. ``gone``: a later version of the texts has no such unit.
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

    @property
    def approval(self) -> Verdict | None:
        """The approval, where it is of the texts that stand here."""
        return None if self.changed_since_review else self.approved

    @property
    def edited(self) -> bool:
        """A reviewer's English stands here in place of the published one."""
        return self.unit.en_text != self.published

    @property
    def edited_from(self) -> str:
        """The English as published where it was edited, else "" (also where nothing was published)."""
        return self.published if self.edited else ""

    @property
    def reviewed(self) -> bool:
        """A reviewer has left something here that a later run must not lose."""
        return bool(self.verdicts or self.comments or self.approved or self.locked or self.edited or self.closed)


@dataclass(frozen=True, slots=True)
class TermAddition:
    """A rendering that a reviewer added to the termbase."""

    zh: str
    en: str
    who: str
    when: str

    def as_term(self) -> Term:
        """Return what the scorers ask for."""
        return Term(self.zh, (self.en,))


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history. ``undoes``: the entry that this one took back. ``keys``: the units it touched."""

    id: int
    who: str
    when: str
    action: str
    what: str
    keys: tuple[str, ...] = ()
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Precision:
    """How the issues of a scorer fared. ``open``: not decided."""

    confirmed: int = 0
    false_positive: int = 0
    fixed: int = 0
    open: int = 0

    @property
    def value(self) -> float | None:
        """Right ones among the decided, or None if none is decided.

        >>> Precision(confirmed=2, false_positive=1, fixed=1).value
        0.75
        """
        decided = self.confirmed + self.fixed + self.false_positive
        return (self.confirmed + self.fixed) / decided if decided else None


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """What the review is of. ``titles`` and ``notice``: by language."""

    name: str
    titles: Mapping[str, str]
    date: Date | None
    notice: Mapping[str, str]
    signature: str


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What a new run did to a review, in numbers of units, issues and edits.

    ``added``: units that no old one became, ``gone``: those that became none; ``applied``: edits that the new English
    has; ``conflicts``: edits that it has not; ``still_found``: issues that a reviewer marked as fixed and that the new
    English still has.
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
