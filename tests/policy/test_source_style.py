"""Polices the style that no linter knows: nothing is written in a way that only keeps the formatter or a rule quiet."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("align", "tests") for path in (ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_star_only_packs_a_line(path: Path) -> None:
    """``*("a", "b")`` is ``"a", "b"``; many words are ``words("a b")``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    stars = [node for node in ast.walk(tree) if isinstance(node, ast.Starred)]
    assert not [node.lineno for node in stars if isinstance(node.value, ast.Tuple | ast.List)]
