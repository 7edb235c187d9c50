"""Counts the numbers for the card in one pass over the data."""

from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from align.publish.settings import Split
from align.publish.staging import Group

if TYPE_CHECKING:
    import pyarrow as pa

CONFIDENCE_BINS = np.linspace(0, 1, 51)
RATIO_BINS = np.linspace(0, 6, 61)
THRESHOLDS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999)
CURVES = ("linked", "score")
COUNTED = ("bead_type", "state", "withheld", "severity", "reason")


class Tally:
    """Counts over all units and documents of a data set."""

    def __init__(self) -> None:
        self.units = self.reordered = self.sourced = self.repeated = 0
        self.groups = 0
        self._seen: set[int] = set()
        self.counts: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
        self.domains: Counter[str] = Counter()
        self.notices: Counter[str] = Counter()
        self.licenses: Counter[str] = Counter()  # of documents, "" for those that state none
        self.signatures: Counter[str] = Counter()
        self.documents: Counter[Split] = Counter()
        self.reviewers: Counter[str] = Counter()
        self.decisions: Counter[tuple[str, str]] = Counter()
        self.types: Counter[tuple[str, str]] = Counter()
        self.confidence = np.zeros(len(CONFIDENCE_BINS) - 1, dtype=np.int64)
        self.ratio = np.zeros(len(RATIO_BINS) - 1, dtype=np.int64)
        self.reached = {name: np.zeros(len(THRESHOLDS), dtype=np.int64) for name in CURVES}
        self.doubt = {name: np.zeros(len(THRESHOLDS)) for name in CURVES}
        self.structure: Counter[str] = Counter()
        self.confidence_sum = 0.0
        self.lengths = {"zh": 0, "en": 0}

    def add(self, group: Group, split: Split) -> None:
        """Count the units of some documents, after near-duplicates have been marked."""
        import pyarrow.compute as pc

        units = group.units
        self.documents[split] += len(group.documents)
        self.units += units.num_rows
        for name, counts in self.counts.items():
            for entry in pc.value_counts(units.column(name)).to_pylist():
                counts[entry["values"]] += entry["counts"]
        self.reordered += pc.sum(units.column("reordered")).as_py() or 0
        for facts, size in zip(group.documents, group.sizes, strict=True):
            self.domains[facts.domain] += size
            self.groups += bool(facts.group)
            self.licenses[facts.license] += 1
            self.sourced += bool(facts.zh_source or facts.en_source)
            self.signatures[facts.signature] += size
            for notice in {facts.zh_notice, facts.en_notice} - {""}:
                self.notices[notice] += 1
        for name, column in (("turns", "turn"), ("paragraphs", "paragraph")):
            self.structure[name] += sum(len(c) - c.null_count for c in (units[f"zh_{column}"], units[f"en_{column}"]))
        for side in ("zh", "en"):
            self.structure["speakers"] += pc.sum(pc.not_equal(units[f"{side}_speaker"], "")).as_py() or 0
        self._measure(units)
        self._judge(units)
        if split == "train":
            self._find_repeated(units)

    def _find_repeated(self, units: "pa.RecordBatch") -> None:
        """Count published pairs that equal earlier ones, without near-duplicates across splits."""
        import pyarrow.compute as pc

        kept = units.filter(pc.equal(units.column("withheld"), ""))
        for pair in zip(kept.column("zh").to_pylist(), kept.column("en").to_pylist(), strict=True):
            digest = hash(pair)  # an int per pair, not its texts
            self.repeated += digest in self._seen
            self._seen.add(digest)

    def _measure(self, units: "pa.RecordBatch") -> None:
        import pyarrow.compute as pc

        confidence = units.column("confidence").to_numpy(zero_copy_only=False)
        self.confidence += np.histogram(confidence, CONFIDENCE_BINS)[0]
        self.confidence_sum += float(confidence.sum())
        lengths = {side: pc.utf8_length(units.column(side)).to_numpy(zero_copy_only=False) for side in ("zh", "en")}
        for side, found in lengths.items():
            self.lengths[side] += int(found.sum())
        both = (lengths["zh"] > 0) & (lengths["en"] > 0)
        ratio = lengths["en"][both] / lengths["zh"][both]
        self.ratio += np.histogram(np.minimum(ratio, RATIO_BINS[-1]), RATIO_BINS)[0]
        for name in CURVES:
            chances = units.column(name).to_numpy(zero_copy_only=False)[both]
            chances = np.sort(chances[~np.isnan(chances)])
            first = np.searchsorted(chances, THRESHOLDS)
            doubt = np.concatenate([np.cumsum((1 - chances)[::-1])[::-1], [0.0]])
            self.reached[name] += len(chances) - first
            self.doubt[name] += doubt[first]

    def curve(self, name: str) -> list[tuple[float, int, float]]:
        """Return, for each threshold of ``linked`` or ``score``, how many pairs reach it and the noise among them.

        Pairs are the units with both sides, withheld ones too; the noise is the mean probability that a pair is wrong.
        """
        rows = zip(THRESHOLDS, self.reached[name].tolist(), self.doubt[name].tolist(), strict=True)
        return [(threshold, count, doubt / count) for threshold, count, doubt in rows if count]

    def _judge(self, units: "pa.RecordBatch") -> None:
        """Count issues, decisions, and the units decided by each reviewer."""
        import pyarrow.compute as pc

        some = pc.or_(
            pc.greater(pc.list_value_length(units.column("issues")), 0),
            pc.greater(pc.list_value_length(units.column("verdicts")), 0),
        )
        judged = units.filter(some)
        columns = (judged.column("issues").to_pylist(), judged.column("verdicts").to_pylist())
        for issues, verdicts in zip(*columns, strict=True):
            who = {verdict["who"] for verdict in verdicts}
            for issue in issues:
                decided: list[dict[str, Any]] = issue["verdicts"]
                self.decisions[issue["scorer"], decided[-1]["decision"] if decided else "open"] += 1
                self.types[issue["type"], issue["severity"]] += 1
                who |= {verdict["who"] for verdict in decided}
            self.reviewers.update(who)
