"""The review workbook: what it holds, and that decisions made in it come back and nothing else does."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from edition_sample import sample
from hypothesis import HealthCheck, given, settings
from openpyxl import load_workbook
from random_bitexts import bitexts
from typer.testing import CliRunner

from align.cli import app
from align.codecs.workbook import ISSUE_COLUMNS, ISSUES, PAIR_COLUMNS, PAIRS, read_decisions, unescape
from align.exporters import xlsx
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import Issue, TranslationUnit, Verdict
from align.project.folder import open_store, read_project, write_run


def workbook(bitext: Bitext, **options):
    return load_workbook(io.BytesIO(b"".join(xlsx.render(bitext))), **options)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_run(tmp_path / "out", sample())
    return tmp_path / "out"


def run(*arguments: object) -> str:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def decide(path: Path, cells: dict[tuple[str, int, str], str]) -> None:
    """Fill cells (sheet, row, column name) as a reviewer would."""
    book = load_workbook(path, rich_text=True)
    for (sheet, row, column), value in cells.items():
        names = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, names.index(column) + 1).value = value
    book.save(path)


@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
@given(bitext=bitexts())
def test_texts_and_decisions_are_in_the_cells(bitext: Bitext) -> None:
    book = workbook(bitext)
    rows = list(book[PAIRS].iter_rows(min_row=2))
    for cells, unit in zip(rows, bitext.units, strict=True):
        texts = [unescape(str(cell.value or "")) for cell in cells[2:4]]
        assert texts == [unit.zh_text, unit.en_text]
        assert not [cell for cell in cells if cell.data_type in "fe"], "a text is no formula and no error"
    decisions, approvals = read_decisions(io.BytesIO(b"".join(xlsx.render(bitext))), "x")
    verdicts = {
        **bitext.verdicts,
        **{c.issue.id: c.verdict for u in bitext.units for c in bitext.closed(u) if c.verdict},
    }
    issues = [i for unit in bitext.units for i in (*unit.issues, *(c.issue for c in bitext.closed(unit)))]
    assert [row.issue for row in decisions] == [issue.id for issue in issues]
    for row, issue in zip(decisions, issues, strict=True):
        verdict = verdicts.get(issue.id)
        assert row.decision == row.written == (verdict.decision if verdict else None)
        assert row.written_comment == (verdict.comment if verdict else "")
    assert [row.approved for row in approvals] == [unit.id in bitext.approved for unit in bitext.units]


def test_the_sheets_are_made_for_work() -> None:
    book = workbook(sample(), rich_text=True)
    assert book.sheetnames == [ISSUES, PAIRS, "About"]
    for name, columns, choices in (
        (ISSUES, ISSUE_COLUMNS, "confirmed,false positive,fixed"),
        (PAIRS, PAIR_COLUMNS, "yes"),
    ):
        sheet = book[name]
        assert tuple(cell.value for cell in sheet[1]) == columns
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        (listed,) = sheet.data_validations.dataValidation
        assert listed.formula1 == f'"{choices}"'
        assert sheet.column_dimensions[sheet.cell(1, columns.index("as written") + 1).column_letter].hidden
    marked = [
        str(block.text)
        for row in book[ISSUES].iter_rows(min_row=2)
        for block in _pieces(row[4])
        if hasattr(block, "font")
    ]
    assert any("billion" in text or "million" in text for text in marked)


def _pieces(cell) -> list:
    return cell.value if isinstance(cell.value, list) else []


def test_crossing_marks_take_the_highest_colour() -> None:
    issues = (
        Issue("a", "omission", "minor", 1, "m", None, (0, 4), id="1"),
        Issue("b", "omission", "critical", 1, "m", None, (2, 6), id="2"),
    )
    unit = TranslationUnit(0, (0,), (0,), "一", "abcdefg", issues=issues)
    cell = workbook(Bitext((unit,)), rich_text=True)[PAIRS]["D2"].value
    assert [str(piece) for piece in cell] == ["ab", "cdef", "g"]
    assert [piece.font.color.rgb for piece in cell[:2]] == [xlsx.COLOURS["minor"], xlsx.COLOURS["critical"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [("a\x0bb", r"unit 0: character 1 is U\+000B"), ("长" * 32_768, "unit 0: a text of 32,768 characters; a cell")],
)
def test_what_a_cell_cannot_hold_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        b"".join(xlsx.render(Bitext((TranslationUnit(0, (0,), (0,), text, "a"),))))


def test_decisions_come_back(project: Path) -> None:
    run("export", project, "--to", "xlsx")
    path = project / "out.xlsx"
    cells = {
        (ISSUES, 2, "decision"): "confirmed",
        (ISSUES, 2, "comment"): "Yes.",
        (ISSUES, 3, "decision"): "False Positive",
    }
    decide(path, cells | {(PAIRS, 2, "approved"): "yes", (ISSUES, 4, "comment"): "Ask."})
    said = run("import-verdicts", path, project, "--as", "Li")
    assert "2 decisions, 1 approval and 1 comment imported; 0 were already there" in said
    bitext = read_project(project).bitext
    first, second = _ids(bitext)[:2]
    assert (bitext.verdicts[first].decision, bitext.verdicts[first].who) == ("confirmed", "Li")
    assert bitext.verdicts[first].comment == "Yes."
    assert bitext.verdicts[second].decision == "false positive"
    assert len(bitext.verdicts) == 2
    assert list(bitext.approved) == [bitext.units[0].id]
    assert "0 decisions, 0 approvals and 0 comments imported; 4 were already there" in run(
        "import-verdicts", path, project
    )


def test_pairs_have_the_numbers_of_the_report(project: Path) -> None:
    bitext = read_project(project).bitext
    book = workbook(bitext)
    flagged = [number for number, unit in enumerate(bitext.units, 1) for _ in unit.issues]
    for name, numbers in ((PAIRS, list(range(1, len(bitext) + 1))), (ISSUES, flagged)):
        assert [row[0] for row in book[name].iter_rows(min_row=2, values_only=True)] == numbers


def test_a_workbook_with_ids_for_numbers_comes_back(project: Path) -> None:
    """As they were written before: the first column, named "pair", holds the id."""
    run("export", project, "--to", "xlsx")
    path = project / "out.xlsx"
    book = load_workbook(path, rich_text=True)
    for sheet, columns in ((book[PAIRS], PAIR_COLUMNS), (book[ISSUES], ISSUE_COLUMNS)):
        for number, row in enumerate(sheet.iter_rows()):
            row[0].value = str(number - 1) if number else "pair"
        if "pair" in columns:
            sheet.delete_cols(columns.index("pair") + 1)
    book.save(path)
    decide(path, {(PAIRS, 3, "approved"): "yes"})
    assert "1 approval" in run("import-verdicts", path, project, "--as", "Li")
    bitext = read_project(project).bitext
    assert list(bitext.approved) == [bitext.units[1].id] == [1]


def _ids(bitext: Bitext) -> list[str]:
    return [issue.id for unit in bitext.units for issue in unit.issues]


def test_what_others_decided_meanwhile_stays(project: Path) -> None:
    ids = _ids(read_project(project).bitext)
    run("export", project, "--to", "xlsx")
    store = open_store(project)
    for number, id in enumerate(ids[:2]):
        state = next(s for s in store.units() if any(i.id == id for i in s.unit.issues))
        decision = ("fixed", "confirmed")[number]
        store.decide(state.key, id, decision, who="Wang", version=state.version)
    store.close()
    decide(project / "out.xlsx", {(ISSUES, 2, "decision"): "confirmed", (ISSUES, 3, "decision"): "confirmed"})
    said = run("import-verdicts", project / "out.xlsx", project, "--as", "Li")
    assert "0 decisions" in said
    assert "1 were already there" in said
    assert "row 2 of the issues: meanwhile Wang decided fixed; the workbook says confirmed" in said
    assert read_project(project).bitext.verdicts[ids[0]].who == "Wang"


def another_project(folder: Path, sides: tuple[str, str]) -> Path:
    """Return a folder with two pairs, of which the first has the sides given."""
    units = (
        TranslationUnit(0, (0,), (0,), *sides),
        TranslationUnit(1, (1,), (1,), "会谈 没有取得进展。", "The talks made no progress."),
    )
    write_run(folder, Bitext(units))
    return folder


def test_the_workbook_of_another_project_is_refused(project: Path, tmp_path: Path) -> None:
    other = another_project(tmp_path / "other", ("谢谢大家。", "Thank you."))
    run("export", project, "--to", "xlsx")
    decide(project / "out.xlsx", {(PAIRS, 2, "approved"): "yes"})
    result = CliRunner().invoke(app, ["import-verdicts", str(project / "out.xlsx"), str(other)])
    assert result.exit_code == 2
    assert "out.xlsx: none of its pairs is in this folder; expected the folder" in result.output
    assert read_project(other).bitext.approved == {}


def test_a_row_counts_for_the_chinese_that_it_shows_and_no_other(tmp_path: Path) -> None:
    before = another_project(tmp_path / "before", ("谢谢大家。", "Thank you."))
    after = another_project(tmp_path / "after", ("现在开会。", "Thank you."))
    run("export", before, "--to", "xlsx")
    cells = {(PAIRS, 2, "approved"): "yes", (PAIRS, 3, "approved"): "是", (PAIRS, 3, "Chinese"): "会谈没有\n取得进展。"}
    decide(before / "before.xlsx", cells)
    said = run("import-verdicts", before / "before.xlsx", after)
    assert "row 2 of the pairs: the review has a different Chinese there" in said
    assert list(read_project(after).bitext.approved) == [1]


def test_what_is_written_at_a_pair_comes_back_once(tmp_path: Path) -> None:
    place = another_project(tmp_path / "out", ("谢谢大家。", "Thank you."))
    store = open_store(place)
    store.comment("1", "Said so.", who="Wang")
    store.close()
    run("export", place, "--to", "xlsx")
    assert load_workbook(place / "out.xlsx")[PAIRS].cell(3, PAIR_COLUMNS.index("comment") + 1).value == "Wang: Said so."
    cells = {(PAIRS, 2, "comment"): "Ask.", (PAIRS, 3, "comment"): "Wang: Said so.\nDid he?"}
    decide(place / "out.xlsx", cells)
    assert "0 approvals and 2 comments imported" in run("import-verdicts", place / "out.xlsx", place, "--as", "Li")
    assert "and 0 comments imported; 2 were already there" in run(
        "import-verdicts", place / "out.xlsx", place, "--as", "Li"
    )
    comments = read_project(place).bitext.comments
    assert [[(c.who, c.text) for c in comments[id]] for id in (0, 1)] == [
        [("Li", "Ask.")],
        [("Wang", "Said so."), ("Li", "Did he?")],
    ]
    for name in ("html", "tmx", "xliff", "tsv", "jsonl"):
        run("export", place, "--to", name, "-o", tmp_path / name)
        assert "Did he?" in (tmp_path / name).read_text(encoding="utf-8"), name


def test_english_that_was_edited_in_the_workbook_is_taken_over(tmp_path: Path) -> None:
    place = another_project(tmp_path / "out", ("谢谢大家。", "Thank you."))
    run("export", place, "--to", "xlsx")
    decide(place / "out.xlsx", {(PAIRS, 2, "English"): "Thanks.", (PAIRS, 2, "approved"): "yes"})
    said = run("import-verdicts", place / "out.xlsx", place)
    assert "1 approval and 0 comments imported, and the English of 1 pair" in said
    bitext = read_project(place).bitext
    assert (bitext.units[0].en_text, len(bitext.approved)) == ("Thanks.", 1)
    decide(place / "out.xlsx", {(PAIRS, 2, "English"): "Many thanks."})
    said = run("import-verdicts", place / "out.xlsx", place, "--as", "Li")
    assert "changed the English; yours is: Many thanks." in said


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("确认有误", "confirmed"),
        ("误报", "false positive"),
        ("已改正", "fixed"),
        (" Fixed ", "fixed"),
        ("Not an error", "false positive"),
    ],
)
def test_decisions_may_be_in_the_words_of_the_chinese_page(project: Path, word: str, decision: str) -> None:
    run("export", project, "--to", "xlsx")
    decide(project / "out.xlsx", {(ISSUES, 2, "decision"): word})
    assert "1 decision," in run("import-verdicts", project / "out.xlsx", project)
    assert read_project(project).bitext.verdicts[_ids(read_project(project).bitext)[0]].decision == decision


def test_a_decision_can_be_taken_back(project: Path) -> None:
    ids = _ids(read_project(project).bitext)
    store = open_store(project)
    state = next(s for s in store.units() if any(i.id == ids[0] for i in s.unit.issues))
    store.decide(state.key, ids[0], "fixed", who="Li", version=state.version)
    store.close()
    run("export", project, "--to", "xlsx")
    decide(project / "out.xlsx", {(ISSUES, 2, "decision"): ""})
    assert "1 decision," in run("import-verdicts", project / "out.xlsx", project, "--as", "Li")
    assert read_project(project).bitext.verdicts == {}


def test_columns_may_move(project: Path) -> None:
    run("export", project, "--to", "xlsx")
    book = load_workbook(project / "out.xlsx")
    book[ISSUES].insert_cols(1)
    book[ISSUES].cell(1, 1).value = "mine"
    book[ISSUES].cell(1, ISSUE_COLUMNS.index("should be") + 2).value = "right would be"  # its name in earlier workbooks
    book[ISSUES].cell(2, ISSUE_COLUMNS.index("decision") + 2).value = "fixed"
    book.save(project / "out.xlsx")
    assert "1 decision," in run("import-verdicts", project / "out.xlsx", project, "--as", "Li")


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({(ISSUES, 3, "decision"): "maybe"}, "sheet 'Issues', row 3: unknown decision 'maybe'; expected confirmed"),
        ({(PAIRS, 2, "approved"): "ja"}, "row 2: unknown value 'ja' in approved; expected 'yes' or an empty cell"),
        ({(ISSUES, 1, "issue"): "x"}, "sheet 'Issues' has no column 'issue'"),
    ],
)
def test_a_bad_cell_is_named(project: Path, cells, reason: str) -> None:
    run("export", project, "--to", "xlsx")
    decide(project / "out.xlsx", cells)
    with (project / "out.xlsx").open("rb") as stream, pytest.raises(InputError, match=reason):
        read_decisions(stream, "out.xlsx")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 300_000_000)
    return out.getvalue()


def with_a_broken_part() -> bytes:
    """Return a workbook whose error message spans two lines."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, zipfile.ZipFile(io.BytesIO(b"".join(xlsx.render(sample())))) as whole:
        for name in whole.namelist():
            archive.writestr(name, b"\0" if name == "[Content_Types].xml" else whole.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (with_a_broken_part(), "is not an Excel workbook"),
        (b"PK\x03\x04 nonsense", "is not an Excel workbook"),
        (b"zh\ten\n", "is not an Excel workbook"),
        (b"".join(xlsx.render(replace(sample(), units=())))[:-200], "is not an Excel workbook"),
        (bomb, "unpacks to more than 200,000,000 bytes"),
    ],
    ids=["part", "broken", "text", "truncated", "bomb"],
)
def test_what_is_no_workbook_is_refused(data: bytes | Callable[[], bytes], reason: str) -> None:
    data = data if isinstance(data, bytes) else data()
    with pytest.raises(InputError, match=reason) as caught:
        read_decisions(io.BytesIO(data), "x.xlsx")
    assert "\n" not in str(caught.value)


def test_verdicts_are_shown_with_who_and_when() -> None:
    bitext = sample()
    id = _ids(bitext)[0]
    bitext = replace(bitext, verdicts={id: Verdict("fixed", "Li", "2026-01-02T03:04:05Z", "Done.")})
    row = [cell.value for cell in workbook(bitext)[ISSUES][2]]
    assert row[9:13] == ["fixed", "Done.", "Li", "2026-01-02T03:04:05Z"]
