"""Polices the style that no linter knows: nothing is written in a way that only keeps the formatter or a rule quiet."""

import ast
import re
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "align").rglob("*.py"))
SOURCES = sorted(path for folder in ("align", "tests") for path in (ROOT / folder).rglob("*.py"))


def test_no_star_only_packs_a_line() -> None:
    """``*("a", "b")`` is ``"a", "b"``; many words are ``words("a b")``."""
    found = []
    for path in SOURCES:
        stars = [
            node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Starred)
        ]
        found += [f"{path}:{star.lineno}" for star in stars if isinstance(star.value, ast.Tuple | ast.List)]
    assert found == []


# How many expressions of over 200 characters a file still writes as one: the numbers may only fall.
LONG = Counter(
    {
        "align/facts/english_calendar.py": 3,
        "align/facts/english_context.py": 1,
        "align/facts/english_measures.py": 1,
        "align/facts/english_tokens.py": 1,
        "align/facts/inside_words.py": 1,
        "align/facts/normal.py": 2,
        "align/scorers/omission/scorer.py": 2,
    }
)


def calls(path: Path, *names: str) -> list[ast.Call]:
    """The calls of functions of these names, whichever module they are from."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return [node for node in nodes if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in names]


def written(node: ast.expr) -> str:
    """What is written of an expression where it is compiled, without what is put into it."""
    return "".join(n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def test_a_long_expression_is_a_table() -> None:
    """A row for each alternative, with a text that it matches: ``align.language.tables.either``."""
    found = Counter(
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        for call in calls(path, "compile", "compiled")
        if call.args and len(written(call.args[0])) > 200
    )
    assert found - LONG == Counter(), "written as one expression"


TABLES = [
    (".".join(path.relative_to(ROOT).with_suffix("").parts), call.args[0].id)
    for path in MODULES
    for call in calls(path, "either")
    if isinstance(call.args[0], ast.Name)
]


@pytest.mark.parametrize(("module", "table"), TABLES)
def test_a_row_of_expressions_matches_its_text(module: str, table: str) -> None:
    rows = getattr(import_module(module), table)
    assert [row for row in rows if not re.search(row[0], row[1], re.IGNORECASE)] == []
