"""Every text of the page has a Chinese one, with the same gaps, and nothing in the table is unused."""

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

from align.exporters import EXPORTERS
from align.model.bitext import Bitext, Project
from align.model.document import AsideKind
from align.model.unit import REVIEWER, SECOND_READER, SEVERITIES, Issue, TranslationUnit
from align.review import past
from align.review.beads import BeadError
from align.review.bodies import TYPES
from align.review.messages import catalogue
from align.review.rendering import STATIC, Pages
from align.review.rescoring import Rescorer
from align.review.service import Service
from align.scorers import SCORERS
from align.scorers.catalogue import flagged
from align.store import Store, rerun, restructuring, reviewing

ZH = catalogue("zh")
SWITCHED = ("locked", "unlocked", "approved", "not approved", "signed off", "not signed off", "comment", "taken back")
REFUSING = ("beads", "realigning", "service", "uploads", "shelf", "app", "second")
STAGES = ("waiting", "reading", "loading the encoder", "aligning", "linking words", "comparing clauses", "checking")
STAGES += ("writing",)
SCORECARD = (
    "error type",
    "points",
    "words",
    "points per 1,000 words",
    "threshold",
    "result",
    "pass",
    "fail",
    "translator",
)
SCORECARD += ("flags not decided",)
PACKAGE = files("align.review")
TEMPLATES = [place for place in (PACKAGE / "templates").iterdir() if place.name.endswith(".j2")]
SOURCES = [
    *TEMPLATES,
    *((PACKAGE / "static") / name for name in STATIC if name.endswith(".js")),
    *(place for place in (files("align.exporters") / "templates").iterdir() if place.name.endswith(".j2")),
]


def used() -> set[str]:
    texts = [source.read_text(encoding="utf-8") for source in SOURCES]
    found = {match for text in texts for match in re.findall(r'\bt\("([^"]+)"', text)}
    keys = (PACKAGE / "templates" / "page.html.j2").read_text(encoding="utf-8").partition("for keys, what in")[2]
    found |= {what for _, what in re.findall(r'\("([^"]+)", "([^"]+)"\)', keys.partition("endfor")[0])}
    return found | set(re.findall(r'\["(Save|Cancel)"', " ".join(texts)))


def test_every_text_is_translated() -> None:
    assert {text for text in used() if text not in ZH} == set()
    assert {scorer for scorer in SCORERS if scorer not in ZH} == set()
    assert {severity for severity in SEVERITIES if severity not in ZH} == set()
    assert {what for what in (*past.WHAT.values(), *SWITCHED, *STAGES) if what not in ZH} == set()
    assert {exporter.what for exporter in EXPORTERS.values() if exporter.what not in ZH} == set()


def reasons() -> set[str]:
    """Why the store closes issues."""
    modules = (rerun, restructuring, reviewing)
    values = {value for module in modules for value in vars(module).values() if isinstance(value, str)}
    return {value for value in values if value.startswith(("no longer found:", "fixed:"))}


def test_reasons_are_translated() -> None:
    assert len(reasons()) > 3
    assert {reason for reason in reasons() if reason not in ZH} == set()


def test_refusals_are_translated() -> None:
    code = "".join((PACKAGE / f"{name}.py").read_text(encoding="utf-8") for name in REFUSING)
    reasons = re.findall(r'(?:Bead|NoPlace|Upload|Cancelled|NotChief|Asking)Error\("([^"]+)"\)', code)
    assert len(reasons) > 5
    assert {reason for reason in reasons if reason not in ZH} == set()
    assert issubclass(BeadError, Exception)


@pytest.mark.parametrize("text", ZH)
def test_gaps_stay(text: str) -> None:
    assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", ZH[text]))


def test_nothing_is_left_over() -> None:
    computed = {
        *SCORERS,
        *SEVERITIES,
        *TYPES,
        *(e.what for e in EXPORTERS.values()),
        REVIEWER,
        SECOND_READER,
        *past.WHAT.values(),
        *SWITCHED,
        *STAGES,
        *SCORECARD,
        *get_args(AsideKind),
        "approved",
        "open",
        "confirmed",
        "false positive",
        "fixed",
        "closed",
    }
    errors = {text for text in ZH if text.endswith((".", "…"))}
    assert set(ZH) - used() - computed - errors - reasons() == set()


def test_an_issue_is_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    values = {"zh": "所有", "en": "<Most>", "right": "all"}
    ours = flagged("bounds.contrary", (0, 2), (0, 4), severity="major", confidence=0.9, values=values)
    older = Issue("bounds", "mistranslation/bound", "major", 0.9, "A sentence of an older version.")
    units = tuple(
        TranslationUnit(k, (k,), (k,), "所有企业", "Most firms", issues=(replace(one, id=f"i{k}"),))
        for k, one in enumerate((ours, older))
    )
    store = Store.open(tmp_path / "review.sqlite", seed=Project("p", Bitext(units), {}))
    snapshot, pages = Service(store, Rescorer()).current(), Pages()
    keys = [state.key for state in snapshot.states]
    chinese, english = (pages.rows(snapshot, keys, language) for language in ("zh", "en"))
    store.close()
    assert '<span lang="zh">中文为“所有”（all），英文为“&lt;Most&gt;”。</span>' in chinese
    assert '<span lang="en">A sentence of an older version.</span>' in chinese
    assert '<span lang="en">The Chinese says 所有 (all); the English says &#34;&lt;Most&gt;&#34;.</span>' in english
    assert "中文为" not in english


def test_each_text_stands_once_in_its_catalogue() -> None:
    for path in (PACKAGE / "locale").iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        entries = [line for line in lines if line.startswith("msgid ") and line != 'msgid ""']
        assert len(entries) == len(set(entries)) > 0
        assert not [line for line in lines if "fuzzy" in line or line.startswith("#~")]
