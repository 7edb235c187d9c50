"""What a reviewer corrected stands in every export: what was found, who decided, when, and the English before."""

import io
from pathlib import Path

import pytest

from align.codecs.workbook import read_decisions
from align.exporters import EXPORTERS
from align.exporters.issue_notes import note_of
from align.exporters.templating import Words
from align.model.bitext import Bitext, Project
from align.model.unit import Issue, TranslationUnit
from align.review.messages import words_of
from align.store import Store

FOUND = Issue(
    "figures", "mistranslation/number", "critical", 0.9, "See the figure.", (2, 4), (3, 5), "5%", "6%", "5%", "f"
)
OTHER = Issue("names", "mistranslation/name", "minor", 0.9, "See the name.", id="n")


@pytest.fixture
def corrected(tmp_path: Path) -> Project:
    """A figure that a reviewer put right, and a flag that is none."""
    units = (
        TranslationUnit(0, (0,), (0,), "增长5%。", "Up 6%.", issues=(FOUND,)),
        TranslationUnit(1, (1,), (1,), "谢谢。", "Thanks.", issues=(OTHER,)),
    )
    store = Store.open(
        tmp_path / "review.sqlite", seed=Project("p", Bitext(units), {}), clock=lambda: "2026-11-26T10:00:00Z"
    )
    one, two = store.units()
    store.edit(one.key, "Up 5%.", (), who="Wang Fang", version=one.version)
    store.decide(two.key, "n", "false positive", who="Li Na", version=two.version)
    project = store.project()
    store.close()
    return project


@pytest.mark.parametrize("format", [name for name in EXPORTERS if not name.startswith(("errata", "scorecard", "docx"))])
def test_every_export_tells_what_was_corrected(corrected: Project, format: str) -> None:
    exporter = EXPORTERS[format]
    data = exporter.render(corrected, exporter.versions[0])
    if format == "xlsx":
        from openpyxl import load_workbook

        sheets = load_workbook(io.BytesIO(b"".join(data)))  # type: ignore[arg-type]
        text = " ".join(str(cell) for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        text = data if isinstance(data, str) else b"".join(data).decode()
    for what in ("See the figure.", "Wang Fang", "2026-11-26", "Up 6%.", "Up 5%."):
        assert what in text, (format, what)
    assert corrected.bitext.state(corrected.bitext.units[0]) == "decided"


def test_the_report_counts_what_stands(corrected: Project) -> None:
    exporter = EXPORTERS["html"]
    page = str(exporter.render(corrected, ""))
    assert "2 pairs, no flags" in page
    assert "1 fixed, 1 not an error" in page


def test_a_workbook_takes_the_words_of_the_page_and_english_back(corrected: Project, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from align.review.workbook import take_over

    workbook = load_workbook(io.BytesIO(b"".join(EXPORTERS["xlsx"].render(corrected, ""))))  # type: ignore[arg-type]
    issues, pairs = workbook["Issues"], workbook["Pairs"]
    columns = {cell.value: cell.column for cell in issues[1]}
    issues.cell(2, columns["decision"]).value = "Not an error"
    issues.cell(3, columns["decision"]).value = "Confirm"
    columns = {cell.value: cell.column for cell in pairs[1]}
    pairs.cell(3, columns["English"]).value = "Thank you."
    data = io.BytesIO()
    workbook.save(data)
    store = Store.open(tmp_path / "review.sqlite")
    taken = take_over(store, *read_decisions(data, "w.xlsx"), who="Zhao", name="w.xlsx")
    assert (taken.decisions, taken.edits, taken.refused) == (2, 1, ())
    assert store.unit("1").unit.en_text == "Thank you."
    assert store.unchecked() == {"1": "Zhao"}
    store.close()


def test_a_project_comes_back_with_its_corrections(corrected: Project, tmp_path: Path) -> None:
    from align.codecs.record import bitext_of
    from align.readers.formats import PAIR_READERS

    text = EXPORTERS["jsonl"].render(corrected, "")
    back = bitext_of(PAIR_READERS["jsonl"](io.BytesIO(str(text).encode()), "x"))
    store = Store.open(tmp_path / "again.sqlite", seed=Project("p", back, {}))
    (one, _) = store.units()
    assert (one.published, one.unit.en_text, one.edited_by) == ("Up 6%.", "Up 5%.", "Wang Fang")
    assert [(c.issue.id, c.verdict.who) for c in one.closed if c.verdict] == [("f", "Wang Fang")]
    store.close()


def test_reports_and_lists_are_in_chinese_too_and_the_workbook_comes_back(corrected: Project) -> None:
    words = words_of("zh")

    def made(format: str, *language: Words) -> bytes:
        data = EXPORTERS[format].render(corrected, EXPORTERS[format].versions[0], *language)
        return data.encode() if isinstance(data, str) else b"".join(data)

    for format, expected in (
        ("html", ("2 个句对", "已改正", "修改人：", 'lang="zh-Hans"')),
        ("errata", ("更正后的英文", "严重", "句对 1")),
        ("errata-tsv", ("更正后的英文", "严重")),
        ("scorecard", ("质量评分", "严重")),
    ):
        text = made(format, words).decode()
        assert [word for word in expected if word not in text] == [], format
    assert note_of(FOUND, None, words) == "严重，数字：See the figure.应为：5%。"
    chinese, english = (read_decisions(io.BytesIO(made("xlsx", *of)), "p.xlsx") for of in ((words,), ()))
    assert chinese == english
    assert any(decision.decision == "fixed" for decision in chinese[0])
    assert made("tmx", words) == made("tmx")
