"""Polices the style that no linter knows: nothing is written in a way that only keeps the formatter or a rule quiet."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
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
