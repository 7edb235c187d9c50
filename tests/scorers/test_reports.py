"""A reviser's three papers: a communique of statistics, a medical abstract, articles of a law.

No correct pair is flagged, as it stands in its paper; and each error that is planted into the English is flagged as
major or critical at its place.
"""

import json
from pathlib import Path

import pytest

from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "reports"
PAPERS = {
    path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted(CASES.glob("*.jsonl"))
}


def _issues(paper: str, place: int = -1, en: str = "") -> list[list[Issue]]:
    """The issues of each pair of a paper, with another English at one place."""
    texts = [(row["zh"], en if k == place else row["en"]) for k, row in enumerate(PAPERS[paper])]
    units = [TranslationUnit(k, (k,), (k,), zh, text) for k, (zh, text) in enumerate(texts)]
    return [list(unit.issues) for unit in Checker(profile=Profile(("figures",))).units(units)]


@pytest.mark.parametrize("paper", PAPERS)
def test_a_right_paper_has_no_flag(paper: str) -> None:
    found = _issues(paper)
    flags = [issue.message for issues in found for issue in issues if issue.severity != "neutral"]
    assert not flags


@pytest.mark.parametrize("paper", PAPERS)
def test_each_planted_error_is_found(paper: str) -> None:
    missed = []
    for place, row in enumerate(PAPERS[paper]):
        for right, wrong in row["errors"]:
            en = row["en"].replace(right, wrong, 1)
            start = en.index(wrong)
            loud = [issue for issue in _issues(paper, place, en)[place] if issue.severity in ("major", "critical")]
            if not any(i.en_span is None or (i.en_span[0] < start + len(wrong) and start < i.en_span[1]) for i in loud):
                missed.append(f"{row['zh']} | {en} | {[issue.message for issue in loud]}")
    assert not missed, "\n".join(missed)
