"""Hand-written pairs: what the figures scorer must report, and what it must leave alone.

Every line of ``tests/cases/figures/*.jsonl`` is one case: ``zh``, ``en``, optionally the document's ``date`` and the
``previous`` and ``next`` pair, and ``expect``, the complete list of issues. An expected issue names ``type`` and
``severity`` (a list where two readings are equally fair), the passage that each span must overlap (null where that
side has nothing to show) and sometimes a pattern that the message must match. ``reason`` says why.
"""

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from align.model.document import Span
from align.model.unit import Issue, TranslationUnit
from align.pipeline import Checker
from align.scorers import SCORERS
from align.scorers.profile import Profile

CASES = Path(__file__).parent.parent / "cases" / "figures"
KEYS = {"zh", "en", "date", "previous", "next", "expect", "reason", "xfail"}


def _load() -> list[tuple[str, dict[str, Any]]]:
    cases = []
    for path in sorted(CASES.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            cases.append((f"{path.stem}-{number}", json.loads(line)))
    return cases


ALL = _load()


def _find(case: dict[str, Any]) -> tuple[Issue, ...]:
    pairs = [p for p in (case.get("previous"), (case["zh"], case["en"]), case.get("next")) if p]
    units = [TranslationUnit(k, (k,), (k,), zh, en) for k, (zh, en) in enumerate(pairs)]
    day = date.fromisoformat(case["date"]) if "date" in case else None
    return Checker(profile=Profile(("figures",))).units(units, date=day)[1 if case.get("previous") else 0].issues


def _among(value: str, allowed: str | list[str]) -> bool:
    return value in ([allowed] if isinstance(allowed, str) else allowed)


def _overlaps(span: Span | None, passage: str | None, text: str) -> bool:
    if passage is None:
        return True
    if span is None:
        return False
    places = [m.start() for m in re.finditer(re.escape(passage), text)]
    return any(span[0] < at + len(passage) and at < span[1] for at in places)


def _meets(issue: Issue, wanted: dict[str, Any], case: dict[str, Any]) -> bool:
    return (
        _among(issue.type, wanted["type"])
        and _among(issue.severity, wanted["severity"])
        and _overlaps(issue.zh_span, wanted["zh"], case["zh"])
        and _overlaps(issue.en_span, wanted["en"], case["en"])
        and re.search(wanted.get("message", ""), issue.message) is not None
    )


def _pairs_up(found: Sequence[Issue], wanted: Sequence[dict[str, Any]], case: dict[str, Any]) -> bool:
    """Whether the issues and the expectations can be matched one to one."""
    if not found or not wanted:
        return not found and not wanted
    return any(
        _meets(found[0], w, case) and _pairs_up(found[1:], [*wanted[:k], *wanted[k + 1 :]], case)
        for k, w in enumerate(wanted)
    )


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case, id=name, marks=[pytest.mark.xfail(reason=case["xfail"], strict=True)] if "xfail" in case else []
        )
        for name, case in ALL
    ],
)
def test_case(case: dict[str, Any]) -> None:
    found = _find(case)
    shown = "\n".join(f"  {i.severity} {i.type} {i.zh_span} {i.en_span}: {i.message}" for i in found) or "  nothing"
    assert _pairs_up(found, case["expect"], case), (
        f"{case['zh']}\n{case['en']}\n({case['reason']})\nexpected {case['expect'] or 'nothing'}\nfound\n{shown}"
    )


def test_cases_are_well_formed() -> None:
    types = set(SCORERS["figures"].types)
    seen = set()
    for name, case in ALL:
        assert set(case) <= KEYS, name
        assert case["reason"], name
        key = json.dumps([case.get(k) for k in ("zh", "en", "date", "previous", "next")])
        assert key not in seen, f"{name} is there twice"
        seen.add(key)
        for wanted in case["expect"]:
            listed = [wanted["type"]] if isinstance(wanted["type"], str) else wanted["type"]
            assert set(listed) <= types, name
            assert (wanted["zh"] or "") in case["zh"], name
            assert (wanted["en"] or "") in case["en"], name


def test_a_third_must_not_flag() -> None:
    clean = sum(not case["expect"] for _, case in ALL)
    assert len(ALL) >= 400
    assert len(ALL) / 3 <= clean <= len(ALL) * 2 / 3
