"""THREATS.md: each promise names a guard and a test that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "align" / "THREATS.md").read_text(encoding="utf-8").partition("## Promised")[2].partition("## Not")[0]
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in TABLE.splitlines() if line.startswith("|")][2:]


@pytest.mark.parametrize(("against", "promise", "guard", "test"), ROWS, ids=lambda cell: cell[:40])
def test_guard_and_test_are_there(against: str, promise: str, guard: str, test: str) -> None:
    tests, guards = re.findall("`([^`]+)`", test), re.findall("`([^`]+)`", guard)
    assert tests
    assert all((ROOT / "tests" / name).is_file() for name in tests), tests
    for name in guards:
        assert (ROOT / name).is_file() or stands(name), name


def stands(name: str) -> bool:
    """True if ``name`` is a module or a folder of ``align``, or something that one of its modules defines."""
    *above, last = name.split(".")
    place = ROOT.joinpath("align", *above)
    if (place / last).is_dir() or (place / f"{last}.py").is_file():
        return True
    module = place.with_suffix(".py") if place.with_suffix(".py").is_file() else place / "__init__.py"
    return module.is_file() and re.search(rf"\b{last}\b", module.read_text(encoding="utf-8")) is not None
