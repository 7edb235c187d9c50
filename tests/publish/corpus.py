"""What the tests publish: the seeds with their gold, and two small files of pairs."""

import runpy
from dataclasses import replace
from functools import partial
from pathlib import Path

from align.model.bitext import Bitext, Project
from align.model.unit import Issue, TranslationUnit, Verdict, identify
from align.project.folder import write_run
from align.publish.settings import Settings

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = runpy.run_path(str(ROOT / "scripts" / "build_sample"))
SETTINGS = Settings(
    license="cc-by-4.0",
    title="Four documents",
    author="The testers",
    shares=(50, 25, 25),
    reviewers=True,
    comments=True,
)
DATE = "2026-11-24"


def seed(name: str) -> Project:
    """A seed with its gold beads and issues."""
    return SAMPLE["project"](name)


def write_projects(folder: Path) -> list[Path]:
    """Seeds A and B as project folders and two files of pairs."""
    for name in ("a", "b"):
        project = seed(name)
        write_run(folder / f"seeds-{name}", project.bitext)
    lines = (ROOT / "corpora" / "clean-news.tsv").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "regulation.tsv").write_text("".join(lines[:40]), encoding="utf-8")
    (folder / "news.tsv").write_text("".join(lines[79:121]), encoding="utf-8")
    return [folder / "seeds-a", folder / "seeds-b", folder / "regulation.tsv", folder / "news.tsv"]


def project(name: str, units: list[TranslationUnit], **facts: dict) -> Project:
    """A project of some units."""
    return Project(name, Bitext(tuple(units), **facts), {})


def unit(number: int, zh: str, en: str, confidence: float = 1.0, issues: tuple[Issue, ...] = ()) -> TranslationUnit:
    made = TranslationUnit(number, (number,), (number,), zh, en, confidence=confidence)
    return replace(made, issues=identify(made, issues))


def figure(severity: str = "critical", value: str = "5亿") -> Issue:
    return Issue("figures", "mistranslation/number", severity, 0.9, f"{value} is not that", zh_value=value)


def loads(*projects: Project) -> dict:
    """Loaders as ``align.publish`` takes them."""
    return {found.name: partial(_same, found) for found in projects}


def verdict(decision: str, comment: str = "") -> Verdict:
    return Verdict(decision, "Li", "2026-11-24T08:00:00Z", comment)


def _same(found: Project) -> Project:
    return found
