"""Counts over a corpus of any size, one unit at a time."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from align.model.unit import SEVERITIES, Decision, Severity, TranslationUnit, Verdict

SEVERE: tuple[Severity, ...] = ("major", "critical")
BINS = 10
RATIO_STEP, RATIOS = 0.5, 14  # English characters per Chinese one, 0 to 7


@dataclass(slots=True)
class DocumentCounts:
    """The counts of one document. ``severe``: issues of major severity or above; ``where``: its path."""

    name: str
    where: str = ""
    units: int = 0
    issues: int = 0
    critical: int = 0
    severe: int = 0
    decided: int = 0
    confidence: float = 0.0

    @property
    def per_100(self) -> float:
        """Issues of major severity or above per 100 units."""
        return 100 * self.severe / self.units if self.units else 0.0

    @property
    def mean_confidence(self) -> float:
        """The mean probability of its beads."""
        return self.confidence / self.units if self.units else 0.0


@dataclass(slots=True)
class Statistics:
    """The counts of a corpus. ``confidence`` and ``ratios`` are histograms of BINS and RATIOS bins.

    ``documents``: by path, since two projects, or pairs of two batches, may have the same name.
    """

    documents: dict[str, DocumentCounts] = field(default_factory=dict)
    issues: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    decisions: Counter[tuple[str, Decision]] = field(default_factory=Counter)
    beads: Counter[str] = field(default_factory=Counter)
    confidence: list[int] = field(default_factory=lambda: [0] * BINS)
    ratios: list[int] = field(default_factory=lambda: [0] * RATIOS)
    approved: int = 0
    failures: int = 0

    def add(
        self,
        document: str,
        unit: TranslationUnit,
        verdicts: Mapping[str, Verdict],
        *,
        approved: bool,
        where: str = "",
    ) -> None:
        """Count a unit of a document, with its verdicts by issue id."""
        counts = self.documents.get(where or document)
        if counts is None:
            counts = self.documents[where or document] = DocumentCounts(document, where)
        if not unit.head:  # of a title or a date line the issues count, but it is no pair of sentences
            counts.units += 1
            counts.confidence += unit.confidence
            self.approved += approved
            self.beads[f"{len(unit.zh)}-{len(unit.en)}"] += 1
            self.confidence[min(int(unit.confidence * BINS), BINS - 1)] += 1
            if unit.zh_text and unit.en_text:
                self.ratios[min(int(len(unit.en_text) / len(unit.zh_text) / RATIO_STEP), RATIOS - 1)] += 1
        for issue in unit.issues:
            self.issues[issue.scorer, issue.severity] += 1
            counts.issues += 1
            counts.severe += issue.severity in SEVERE
            counts.critical += issue.severity == "critical"
            if issue.id in verdicts:
                counts.decided += 1
                self.decisions[issue.scorer, verdicts[issue.id].decision] += 1

    @property
    def units(self) -> int:
        """All units."""
        return sum(counts.units for counts in self.documents.values())

    def by_severity(self) -> dict[Severity, int]:
        """Return the number of issues by severity, the highest first."""
        return {
            severity: sum(count for (_, found), count in self.issues.items() if found == severity)
            for severity in reversed(SEVERITIES)
        }

    def by_scorer(self) -> list[tuple[str, dict[Severity, int]]]:
        """Return the issues of scorers by severity; scorers with most severe issues first."""
        rows = [
            (scorer, {severity: self.issues[scorer, severity] for severity in reversed(SEVERITIES)})
            for scorer in sorted({scorer for scorer, _ in self.issues})
        ]
        return sorted(rows, key=lambda row: tuple(-count for count in row[1].values()))

    def per_100(self) -> float:
        """Return the issues of major severity or above per 100 units."""
        found = sum(count for (_, severity), count in self.issues.items() if severity in SEVERE)
        return 100 * found / self.units if self.units else 0.0

    def precision(self) -> list[tuple[str, int, int]]:
        """Return, for scorers with verdicts, how many issues were right (confirmed, fixed) and how many wrong."""
        scorers = sorted({scorer for scorer, _ in self.decisions})
        return [
            (
                scorer,
                self.decisions[scorer, "confirmed"] + self.decisions[scorer, "fixed"],
                self.decisions[scorer, "false positive"],
            )
            for scorer in scorers
        ]

    def worst(self, most: int = 20) -> list[DocumentCounts]:
        """Return the documents with most critical issues per 100 units, then with most of major severity or above.

        Documents with neither are left out. Documents of the same name are shown by path.
        """
        severe = [counts for counts in self.documents.values() if counts.severe]
        worst = sorted(severe, key=lambda c: (-c.critical / c.units, -c.per_100, c.name))[:most]
        named = Counter(counts.name for counts in self.documents.values())
        return [replace(c, name=c.where) if named[c.name] > 1 else c for c in worst]
