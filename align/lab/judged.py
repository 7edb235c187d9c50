"""Judged flags: how often flags are right, and what a second reader makes of that.

What a language model is worth as a second reader depends on the model, so it is measured with the one in use, on flags
that a person has decided on: a review exported with ``align export DIR --to jsonl`` (confirmed or fixed: right), or
lines of JSON with ``zh``, ``en``, ``scorer``, ``type``, ``verdict`` ("true", "overstated" or "false"; overstated is a
real departure of no weight and counts as wrong), the marked words or spans, and what else an issue has.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from align.model.document import Span
from align.model.errors import MALFORMED, InputError
from align.model.progress import Progress, silent
from align.model.unit import SEVERITIES, Issue, TranslationUnit
from align.model.unit_record import checked
from align.opinion.second import Candidates, SecondReader
from align.readers import read_bytes
from align.readers.pairs import read_bitext

SHARE = 0.8
"""Of the right flags that are to be kept, where precisions are compared."""

_AT = f"precision at {100 * SHARE:.0f} %"
_LOUD = ("major", "critical")
_RIGHT = {"true": True, "overstated": False, "false": False}
_WANTED = '"zh", "en", "scorer", "type" and "verdict" (true, overstated or false)'


@dataclass(frozen=True, slots=True)
class Judged:
    """A flag on a pair, and a person's judgment of it. ``text``: the name of the text, "" if it is not known."""

    unit: TranslationUnit
    issue: Issue
    right: bool
    text: str = ""


Sentences = Callable[[str, int], tuple[str, str] | None]


def read_judged(path: Path, sentences: Sentences | None = None) -> list[Judged]:
    """Return the judged flags of a file. Raises InputError for a line that is none.

    ``sentences``: returns the Chinese and the English of a file and a line, for judgments that do not hold them; those
    for which it has none are left out.
    """
    lines = read_bytes(path).decode("utf-8-sig", "replace").split("\n")
    first = next((line for line in lines if line.strip()), "")
    if '"zh_text"' in first:
        bitext = read_bitext(path)
        found = [
            Judged(unit, issue, bitext.verdicts[issue.id].decision != "false positive")
            for unit in bitext.units
            for issue in unit.issues
            if issue.id in bitext.verdicts
        ]
    else:
        rows = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
        drafts = [_judged(path, number, line, sentences) for number, line in rows]
        found = [one for one in drafts if one is not None]
    if not found:
        raise InputError(str(path), "holds no judged flag; expected a reviewed project exported as jsonl")
    return found


def _judged(path: Path, number: int, line: str, sentences: Sentences | None = None) -> Judged | None:
    try:
        row = json.loads(line)
        if sentences is not None and "zh" not in row:
            texts = sentences(str(row["file"]), int(row["line"]))
            if texts is None:
                return None
            row |= dict(zip(("zh", "en"), texts, strict=True))
        zh, en = str(row["zh"]), str(row["en"])
        zh_span = _span(zh, row, "zh", None)
        en_span = _span(en, row, "en", zh_span[0] / max(1, len(zh)) if zh_span else None)
        severity = next(known for known in SEVERITIES if known == row.get("severity", "major"))
        issue = Issue(
            str(row["scorer"]),
            str(row["type"]),
            severity,
            float(row.get("confidence", 0.5)),
            str(row.get("message", "")),
            zh_span,
            en_span,
            suggestion=str(row.get("suggestion") or ""),
        )
        unit = TranslationUnit(number - 1, (0,), (0,), zh, en)
        return Judged(unit, checked(issue, zh, en), _RIGHT[row["verdict"]], str(row.get("file", "")))
    except (*MALFORMED, StopIteration) as error:
        raise InputError(str(path), f"line {number}: is no judged flag ({error!r}); expected {_WANTED}") from None


def _span(text: str, row: Mapping[str, Any], side: str, near: float | None) -> Span | None:
    """The span of a flag on a side: as given, or where the marked words stand, nearest to a share of the text."""
    if row.get(f"{side}_span"):
        start, end = row[f"{side}_span"]
        return int(start), int(end)
    marked = str(row.get(f"{side}_marked") or "")
    if not marked:
        return None
    whole = rf"(?<![\w.,]){re.escape(marked)}(?!\w|[.,]\d)"
    places = [m.span() for m in re.finditer(whole, text)] or [m.span() for m in re.finditer(re.escape(marked), text)]
    return min(places, key=lambda span: abs(span[0] / max(1, len(text)) - (near or 0.0)), default=None)


def weighed(judged: Sequence[Judged], second: SecondReader, *, progress: Progress = silent) -> list[Issue]:
    """Return each flag as a second reader leaves it."""
    flags = [replace(one.issue, id=str(number)) for number, one in enumerate(judged)]
    candidates = [Candidates(one.unit, (flag,), (flag,)) for one, flag in zip(judged, flags, strict=True)]
    return [left[0] for left in second.read(candidates, progress=progress)]


def measured(judged: Sequence[Judged], left: Sequence[Issue] | None = None) -> list[dict[str, Any]]:
    """Return a row for all flags and for each type: their number, how many are right, and the precision.

    ``left``: the flags after a second reader; then also how many right and wrong ones are still major or above, and the
    precision with the surest ``SHARE`` of the right ones kept, by the confidences before and after.

    >>> flags = [Judged(TranslationUnit(0, (0,), (0,), "", ""), Issue("", "omission", "major", c, ""), right)
    ...     for c, right in ((0.9, True), (0.8, False), (0.3, True))]
    >>> measured(flags)[0]
    {'type': 'all', 'flags': 3, 'right': 2, 'precision': 0.667, 'precision at 80 %': 0.667}
    """
    kinds = ["all", *sorted({one.issue.type for one in judged})]
    rows = []
    for kind in kinds:
        places = [k for k, one in enumerate(judged) if kind in ("all", one.issue.type)]
        right = [judged[k].right for k in places]
        row: dict[str, Any] = {
            "type": kind,
            "flags": len(places),
            "right": sum(right),
            "precision": round(sum(right) / len(places), 3),
            _AT: precision_at(right, [judged[k].issue.confidence for k in places]),
        }
        if left is not None:
            loud = [(judged[k].right, left[k].severity in _LOUD) for k in places]
            row |= {
                "right kept": sum(r and kept for r, kept in loud),
                "wrong kept": sum(not r and kept for r, kept in loud),
                f"{_AT} with": precision_at(right, [left[k].confidence for k in places]),
                "asked": sum("opinion" in left[k].values for k in places),
            }
        rows.append(row)
    return rows


def precision_at(right: Sequence[bool], scores: Sequence[float], share: float = SHARE) -> float:
    """Return the precision of the highest scores that hold a share of the right ones, 0 without any.

    Equal scores are taken together: their order is chance.

    >>> precision_at([True, False, True, False], [0.9, 0.8, 0.7, 0.1], share=1.0)
    0.667
    """
    wanted = share * sum(right) - 1e-9
    if wanted <= 0:
        return 0.0
    for bar in sorted(set(scores), reverse=True):
        kept = [r for r, score in zip(right, scores, strict=True) if score >= bar]
        if sum(kept) >= wanted:
            return round(sum(kept) / len(kept), 3)
    return 0.0
