"""Decides which pairs are good enough to publish, with the reason for each.

A pair that does not pass is withheld, never dropped silently: ``reason`` says why, in the configuration ``withheld``
and beside its bead in ``documents``.
"""

from dataclasses import dataclass
from typing import Literal

from align.corpus.filters import Filters, Reason
from align.corpus.measures import Measures
from align.model.bitext import Bitext
from align.model.unit import Issue, Severity, TranslationUnit, highest_of

Withheld = (
    Reason
    | Literal[
        "no Chinese",
        "no English",
        "open critical issue",
        "confirmed critical issue",
        "near-duplicate",
        "contaminated",
        "duplicate",
    ]
)
HIDDEN: tuple[Withheld, ...] = ("near-duplicate", "contaminated")
"""Why the texts of a pair are shown nowhere: they stand in a test set."""
Passed = Literal["approved", "filters"]


@dataclass(frozen=True, slots=True)
class Gate:
    """The decision on a unit: why it is published, or why it is withheld."""

    passed: Passed | None = None
    withheld: Withheld | None = None
    detail: str = ""


def decide(unit: TranslationUnit, bitext: Bitext, found: Measures, filters: Filters) -> Gate:
    """Decide if a unit is published as a pair. Duplicates are found later, across documents.

    A pair with an open or confirmed critical issue is probably or certainly wrong: it belongs to the issues, not to the
    pairs. An approval of the whole unit decides its open issues, and stands above the filters.

    >>> from align.corpus.measures import measures
    >>> unit = TranslationUnit(0, (0,), (0,), "增长5%。", "Up 5%.", scores={"linked": 0.97})
    >>> decide(unit, Bitext((unit,)), measures(unit), Filters())
    Gate(passed='filters', withheld=None, detail='')
    >>> decide(unit, Bitext((unit,)), measures(unit), Filters(linked=0.99)).detail
    '0.97, less than 0.99'
    """
    if not unit.zh_text.strip():
        return Gate(withheld="no Chinese")
    if not unit.en_text.strip():
        return Gate(withheld="no English")
    for issue in unit.issues:
        if issue.severity == "critical":
            verdict = bitext.verdicts.get(issue.id)
            if verdict is not None and verdict.decision == "confirmed":
                return Gate(withheld="confirmed critical issue", detail=issue.id)
            if verdict is None and unit.id not in bitext.approved:
                return Gate(withheld="open critical issue", detail=issue.id)
    if unit.id in bitext.approved:
        return Gate(passed="approved")
    if refused := filters.refuses(unit, found):
        return Gate(withheld=refused[0], detail=refused[1])
    return Gate(passed="filters")


def open_critical(unit: TranslationUnit, bitext: Bitext) -> tuple[Issue, ...]:
    """Return the undecided critical issues of a unit."""
    if unit.id in bitext.approved:
        return ()
    return tuple(i for i in unit.issues if i.severity == "critical" and i.id not in bitext.verdicts)


def highest_severity(unit: TranslationUnit, bitext: Bitext) -> Severity | Literal[""]:
    """Return the highest severity of an issue that is neither a false positive nor fixed, "" without one."""
    verdicts = bitext.verdicts
    open_or_right = (i for i in unit.issues if i.id not in verdicts or verdicts[i.id].decision == "confirmed")
    return highest_of(issue.severity for issue in open_or_right) or ""
