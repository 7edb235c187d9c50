"""Describes a review: the project, and the verdicts on the issues of each scorer."""

from collections import Counter
from collections.abc import Iterable, Mapping

from align.model.bitext import Bitext
from align.model.unit import Verdict
from align.store.model import Precision, ProjectInfo, UnitState


def info_of(name: str, bitext: Bitext) -> ProjectInfo:
    """Return the description of a project."""
    documents = [d for d in (bitext.zh, bitext.en) if d is not None]
    return ProjectInfo(
        name=name,
        titles={d.language: d.metadata.title or d.name for d in documents},
        date=bitext.date,
        notice={d.language: d.metadata.notice for d in documents if d.metadata.notice},
        signature=bitext.signature,
    )


def precision_of(states: Iterable[UnitState]) -> Mapping[str, Precision]:
    """Return the verdicts on the issues of each scorer, including units that are gone and closed issues."""
    counts: dict[str, Counter[str]] = {}
    for state in states:
        found = [] if state.gone else [(issue, state.verdicts.get(issue.id)) for issue in state.unit.issues]
        found += [(closed.issue, closed.verdict) for closed in state.closed if closed.verdict is not None]
        for issue, verdict in found:
            counts.setdefault(issue.scorer, Counter())[_fate(verdict)] += 1
    return {
        scorer: Precision(c["confirmed"], c["false positive"], c["fixed"], c["open"])
        for scorer, c in sorted(counts.items())
    }


def _fate(verdict: Verdict | None) -> str:
    return "open" if verdict is None else verdict.decision
