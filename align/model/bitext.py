"""A bitext: all translation units of a document pair with what reviewers decided; and a project that holds one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812
from typing import TYPE_CHECKING, Any, Literal, overload

from align.model.document import Document
from align.model.unit import SEVERITIES, ClosedIssue, Comment, Issue, Revision, TranslationUnit, Verdict, highest_of
from align.model.unit_record import as_record

if TYPE_CHECKING:
    from pandas import DataFrame

State = Literal["open", "decided", "approved"]
Status = Literal["published", "draft"]
"""The standing of the English, as the run was told."""
BITEXT, REPORT, RUN, DOCUMENTS = "bitext.jsonl", "report.html", "run.json", "documents.json"
REVIEW, DATABASE = "review.sqlite", "review.database"
ENGLISH = "english.docx"


@dataclass(frozen=True, slots=True, repr=False)
class Bitext:
    """All units of a document pair; iterates over them. ``zh`` and ``en`` are None if only pairs were given
    (``align check``).

    ``verdicts``: what reviewers decided, by issue id. ``approved``: the units that a reviewer confirmed as a whole, and
    ``comments``: what they wrote about units, and ``revisions``: what they changed in them, and ``signed``: the
    approved units that the chief editor signed off; all by unit id.
    """

    units: tuple[TranslationUnit, ...]
    zh: Document | None = None
    en: Document | None = None
    signature: str = ""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    approved: Mapping[int | str, Verdict] = field(default_factory=dict)
    comments: Mapping[int | str, tuple[Comment, ...]] = field(default_factory=dict)
    revisions: Mapping[int | str, Revision] = field(default_factory=dict)
    signed: Mapping[int | str, Verdict] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.units)

    def __iter__(self) -> Iterator[TranslationUnit]:
        return iter(self.units)

    @overload
    def __getitem__(self, place: int) -> TranslationUnit: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[TranslationUnit, ...]: ...
    def __getitem__(self, place: int | slice) -> TranslationUnit | tuple[TranslationUnit, ...]:
        return self.units[place]

    def __repr__(self) -> str:
        counts = Counter(issue.severity for unit in self.units for issue in unit.issues)
        flags = ", ".join(f"{counts[severity]:,} {severity}" for severity in reversed(SEVERITIES) if counts[severity])
        return f"<Bitext of {len(self.units):,} units; flags: {flags or 'none'}>"

    @property
    def date(self) -> Date | None:
        """The date stated by the Chinese, else by the English."""
        for document in (self.zh, self.en):
            if document is not None and document.metadata.date is not None:
                return document.metadata.date
        return None

    @property
    def pairs(self) -> tuple[TranslationUnit, ...]:
        """The units of the text itself: all but titles and date lines."""
        return tuple(unit for unit in self.units if not unit.head)

    def state(self, unit: TranslationUnit) -> State:
        """Return "approved" for a unit approved as a whole, "decided" if all its issues have verdicts, else "open"."""
        if unit.id in self.approved:
            return "approved"
        closed = self.closed(unit)
        decided = all(i.id in self.verdicts for i in unit.issues) and (unit.issues or any(c.verdict for c in closed))
        return "decided" if decided else "open"

    def closed(self, unit: TranslationUnit) -> tuple[ClosedIssue, ...]:
        """Return the issues of a unit that are no longer found."""
        return self.revisions[unit.id].closed if unit.id in self.revisions else ()

    def published(self, unit: TranslationUnit) -> str:
        """Return the English of a unit as the run read it."""
        if unit.id in self.revisions:
            return self.revisions[unit.id].published
        if self.en is None:
            return unit.en_text
        if unit.head:
            span = self.en.head(unit.id)
            return self.en.text[slice(*span)] if span else unit.en_text
        return self.en.passage(unit.en)

    def is_rejected(self, issue: Issue) -> bool:
        """True if a reviewer found that an issue is not an error."""
        return issue.id in self.verdicts and self.verdicts[issue.id].decision == "false positive"

    def has_error(self, unit: TranslationUnit) -> bool:
        """True if a reviewer confirmed an error in a unit that is still in its English."""
        return any(i.id in self.verdicts and self.verdicts[i.id].decision == "confirmed" for i in unit.issues)

    def to_pandas(self) -> "DataFrame":
        """Return one row per unit: the columns of ``bitext.jsonl``, and ``severity``, the highest of its issues.

        ``severity`` is an ordered category, missing for units without issues: ``df[df.severity >= "major"]``.
        """
        import pandas as pd

        highest = [highest_of(issue.severity for issue in unit.issues) for unit in self.units]
        frame = pd.DataFrame([as_record(unit) for unit in self.units])
        return frame.assign(severity=pd.Categorical(highest, SEVERITIES, ordered=True))

    def _repr_html_(self) -> str:
        """Return the table that a notebook shows."""
        from align.model import notebook

        return notebook.table(self.units)


@dataclass(frozen=True, slots=True)
class Project:
    """A bitext and how it was made. ``run``: the contents of ``run.json``, empty if there is none.

    ``original``: the Word file that the English came as, b"" for any other input.
    """

    name: str
    bitext: Bitext
    run: Mapping[str, Any]
    original: bytes = field(default=b"", repr=False)

    @property
    def status(self) -> Status:
        """The standing of the English: published, unless the run was told that it is a draft."""
        return "draft" if self.run.get("status") == "draft" else "published"
