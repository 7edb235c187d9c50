"""Number expressions of a public set (microsoft/Recognizers-Text): found where they stand, with the right value.

The set is no part of the project: it is read from ``../shared/eval`` or ``$ALIGN_EVAL``. Where our policy differs on
principle, the expression is listed with its reason in ``tests/cases/facts/exceptions.jsonl``. Places counted from here
or from the end ("next", "penultimate") are left out as a kind: they state no figure that a translation could miss.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from machine import EVAL

from align.facts import Fact, extract
from align.model.document import Language

ROOT = Path(__file__).parents[2]
NUMBERS = EVAL / "numbers"
EXCEPTIONS = ROOT / "tests" / "cases" / "facts" / "exceptions.jsonl"
SHARES = {"percent": 1.0, "point": 1.0, "permille": 0.1, "fraction": 100.0}

pytestmark = pytest.mark.skipif(not NUMBERS.exists(), reason="the number expressions are not on this machine")


def expressions(language: Language) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for line in (NUMBERS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for wanted in record["results"]:
            yield record["text"], record["kind"], wanted


def values(fact: Fact, kind: str) -> list[float]:
    """What a fact may be read as: its value, a day and its month, another reading; shares in percent."""
    if kind == "percent":
        return [float(fact.value) * SHARES[fact.kind]] if fact.kind in SHARES else []
    also = [float(low) for dimension, low, _ in fact.also if dimension in ("ordinal", "date")]
    return [float(fact.value), *map(float, fact.parts), *also]


def found(text: str, kind: str, wanted: dict[str, Any], language: Language) -> bool:
    value = wanted["value"]
    facts = [f for f in extract(text, language) if f.span[0] <= wanted["end"] and f.span[1] > wanted["start"]]
    if value is None or value == "null":
        return False
    number = float(value.rstrip("%"))
    return any(abs(v - number) <= 1e-9 * max(1e-9, abs(number)) for f in facts for v in values(f, kind))


def exceptions(language: Language) -> dict[tuple[str, int], str]:
    lines = map(json.loads, EXCEPTIONS.read_text(encoding="utf-8").splitlines())
    return {(e["text"], e["start"]): e["reason"] for e in lines if e["language"] == language}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_number_expressions(language: Language) -> None:
    listed = exceptions(language)
    every = list(expressions(language))
    differing = [entry for entry in every if (entry[0], entry[2]["start"]) in listed]
    places = [entry for entry in every if str(entry[2]["value"]).startswith(("current", "end"))]
    kept = [entry for entry in every if entry not in differing and entry not in places]
    missed = [(text, w["text"], w["value"]) for text, kind, w in kept if not found(text, kind, w, language)]
    shown = "\n".join(map(str, missed))
    assert len(differing) <= 0.08 * len(every)
    assert len(missed) <= 0.03 * len(kept), f"{len(missed)} of {len(kept)} missed:\n{shown}"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_exceptions_are_needed(language: Language) -> None:
    """An exception that is found after all is no longer one."""
    listed = exceptions(language)
    needless = [
        text
        for text, kind, wanted in expressions(language)
        if (text, wanted["start"]) in listed and found(text, kind, wanted, language)
    ]
    assert not needless
    assert all(listed.values())
