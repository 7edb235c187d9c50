"""Every sentence that scorers can make has a Chinese one."""

import ast
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import align.scorers
from align.model.bitext import Bitext, Project
from align.model.unit import Issue, TranslationUnit
from align.review.issue_messages import PHRASES, in_chinese
from align.review.rendering import Pages
from align.review.rescoring import Rescorer
from align.review.service import Service
from align.scorers import SCORERS, Context
from align.scorers.figures.wording import SAID
from align.store import Store

CODE = Path(align.scorers.__file__).parent
CASES = Path(__file__).parent.parent / "cases"
PARTS = {"{}; English {}", "{} times too {}", "This {} sentence has", "These {} {} sentences have", "{} no {}{}."}
"""Of sentences made in several steps, by figures and omission: the cases have each of their forms."""

GAP = re.compile(r"\{\w*\}")


def constants(function: ast.FunctionDef) -> Iterator[str]:
    """The texts in a function, with {} for what is filled in; without its docstring."""
    pending = function.body[1:] if ast.get_docstring(function) is not None else function.body
    nodes: list[ast.AST] = list(pending)
    while nodes:
        node = nodes.pop()
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.value
        elif not isinstance(node, ast.FunctionDef):
            nodes += ast.iter_child_nodes(node)


def sentences() -> set[str]:
    """The templates of messages in the code of the scorers: texts of four words or more, and no patterns."""
    found: set[str] = set()
    for path in CODE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found |= {text for text in constants(node) if text.count(" ") >= 3 and "\\" not in text}
    return found


def test_every_template_has_chinese() -> None:
    known = [GAP.sub("{}", template) for scorer in SCORERS.values() for template in scorer.zh_messages]
    made = sentences() - PARTS - set(PHRASES["pairing"])
    assert len(made) > 35
    assert {text for text in made if not any(makes(template, text) for template in known)} == set()


def makes(template: str, text: str) -> bool:
    """Whether a template is that of a text in the code, which may have a word where the template has a gap."""
    pattern = re.escape(template).replace(r"\{\}", ".+")
    return re.fullmatch(pattern, text) is not None or re.fullmatch(pattern, text + ".") is not None


def test_phrases_that_fill_gaps() -> None:
    assert set(SAID.values()) == set(PHRASES["bound"])
    for scorer in SCORERS.values():
        for template, chinese in scorer.zh_messages.items():
            assert set(GAP.findall(template)) == set(GAP.findall(chinese)), template


def test_each_scorer_has_its_sentences() -> None:
    assert all(scorer.zh_messages for scorer in SCORERS.values())


def rows() -> Iterator[tuple[str, str]]:
    for path in sorted(CASES.rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if isinstance(row.get("zh"), str) and isinstance(row.get("en"), str):
                yield row["zh"], row["en"]


def test_what_is_said_of_the_cases() -> None:
    said, counts = set(), Counter()
    for zh, en in rows():
        unit = TranslationUnit(0, (0,), (0,), zh, en)
        for scorer in SCORERS.values():
            said |= set(scorer.find(unit, Context([unit])))
    for issue in said:
        counts[issue.scorer] += 1
        assert_chinese(issue)
    assert sum(counts.values()) > 500
    assert len(counts) > 9


def assert_chinese(issue: Issue) -> None:
    chinese = in_chinese(issue)
    assert chinese, f"{issue.scorer}: {issue.message!r} has no Chinese"
    for value in (issue.zh_value, issue.suggestion):
        if value and value in issue.message:
            assert value in chinese, (issue.message, chinese)


@pytest.mark.parametrize(
    ("scorer", "message", "chinese"),
    [
        (
            "figures",
            "600 = 600; English 6,000: 10 times too large. 850亿 = 85; English 850: 10 times too large.",
            "600 = 600；英文为 6,000，是原数的 10 倍。850亿 = 85；英文为 850，是原数的 10 倍。",
        ),
        ("figures", "5亿 is in yuan; the English is in euros (€5).", "“5亿”的单位是元人民币，英文的单位是欧元（€5）。"),
        ("omission", "These 2 Chinese sentences have no English.", "这 2 句中文没有英文。"),
        (
            "terms",
            '碳达峰 should be rendered "carbon peak", "peaking" or "peak"; the English has none of these.',
            "“碳达峰”应译作“carbon peak”、“peaking”或“peak”，英文没有这样译。",
        ),
        ("quotes", "The mark ( is opened and not closed.", "标点 ( 只开未闭。"),
        ("residue", 'The English has the full-width "{a}"; it should be "{b}".', "英文里有全角的“{a}”，应为“{b}”。"),
        (
            "speaker",
            'The Chinese gives this turn to 张, the English to "Li\nLi".',
            "这段话在中文里是“张”说的，在英文里是“Li\nLi”说的。",
        ),
        ("speaker", "A sentence that nobody makes.", ""),
        ("plugin", "A scorer that is not ours.", ""),
    ],
)
def test_a_sentence(scorer: str, message: str, chinese: str) -> None:
    assert in_chinese(Issue(scorer, "t", "major", 1.0, message)) == chinese


def test_what_is_said_of_the_seeds(bitext_a: Bitext) -> None:
    issues = [issue for unit in bitext_a.units for issue in unit.issues]
    assert len(issues) > 10
    for issue in issues:
        assert_chinese(issue)


def test_the_page_says_it(tmp_path: Path) -> None:
    issue = Issue(
        "bounds", "t", "major", 0.9, 'The Chinese says 所有 (all); the English says "<Most>".', (0, 2), (0, 4)
    )
    ours = replace(issue, scorer="omission", message="A sentence of an older version.")
    units = tuple(
        TranslationUnit(k, (k,), (k,), "所有企业", "Most firms", issues=(replace(one, id=f"i{k}"),))
        for k, one in enumerate((issue, ours))
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
