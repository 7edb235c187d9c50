"""The bitext as a workbook for review in Excel: a sheet of pairs and one of issues, with a column for decisions.

``align import-verdicts`` reads the decisions back (:mod:`align.codecs.workbook`). All texts are strings: otherwise
a spreadsheet would take "=1+1" in a transcript for a formula.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from align.codecs.tab_separated import id_text
from align.codecs.workbook import (
    ABOUT,
    APPROVED,
    CHINESE,
    HIDDEN,
    ISSUE_COLUMNS,
    ISSUES,
    MAX_CELL,
    PAIR_COLUMNS,
    PAIRS,
    escape,
    escape_pieces,
)
from align.codecs.xml_writing import ForbiddenCharacterError, refuse
from align.exporters.issue_notes import refusal
from align.exporters.templating import ENGLISH, Words
from align.model.bitext import Bitext
from align.model.document import Span
from align.model.errors import InputError
from align.model.unit import DECISIONS, Issue, Severity, TranslationUnit, Verdict, highest_of
from align.model.version import VERSION

COLOURS: dict[Severity, str] = {"neutral": "FF5F6368", "minor": "FF1A73E8", "major": "FFC26401", "critical": "FFC5221F"}
WIDTHS = {
    "Chinese": 55.0,
    "English": 75.0,
    "English as published": 75.0,
    "English now": 75.0,
    "reason": 50.0,
    "comment": 30.0,
    "speaker": 16.0,
    "place": 14.0,
}
WIDTH = 13.0
_DECIDED = ("decision", "as written", "approved")
_OURS = ("pair number", "severity", "highest severity", "check", "outcome", "state")
_ABOUT = {
    "en": (
        f"Decide in the column 'decision' of the sheet {ISSUES!r}, or approve a whole pair in the sheet {PAIRS!r}.",
        "Then: align import-verdicts THIS_FILE.xlsx DIR",
    ),
    "zh": (
        "请在“标记”表的“处理”一栏中填写，或在“句对”表的“通过”一栏中填“是”。",
        "然后运行：align import-verdicts 本文件.xlsx DIR",
    ),
}
MAX_ROWS = 1_048_575  # rows of a sheet, below the header

Value = str | float | Sequence[tuple[str, Severity | None]]
"""A text, a number, or pieces of a text, each in the colour of a severity or plain."""


def render(bitext: Bitext, *, words: Words = ENGLISH) -> Iterator[bytes]:
    """Yield the workbook. Raises InputError for a text that a cell cannot hold."""
    from openpyxl import Workbook

    if max(len(bitext.units), sum(len(unit.issues) for unit in bitext.units)) > MAX_ROWS:
        raise InputError(
            "xlsx", f"this bitext has more than {MAX_ROWS:,} rows, the limit of a sheet; export to tsv or tmx"
        )
    for number, unit in enumerate(bitext.units, 1):
        _require_cells(number, unit, bitext)
    workbook = Workbook(write_only=True)
    issues = (
        _worded(row, ISSUE_COLUMNS, words)
        for number, unit in enumerate(bitext.units, 1)
        for row in _issue_rows(number, unit, bitext, words)
    )
    _sheet(workbook, ISSUES, ISSUE_COLUMNS, issues, choices=("decision", DECISIONS), words=words)
    pairs = (
        _worded(_pair_row(number, unit, bitext), PAIR_COLUMNS, words) for number, unit in enumerate(bitext.units, 1)
    )
    _sheet(workbook, PAIRS, PAIR_COLUMNS, pairs, choices=("approved", (APPROVED,)), words=words)
    about = workbook.create_sheet(_said(ABOUT, words))
    about.column_dimensions["A"].width = 100
    about.append([f"Written by align {VERSION}. {bitext.signature}".strip()])
    for line in _ABOUT[words.language]:
        about.append([line])
    out = io.BytesIO()
    workbook.save(out)
    yield out.getvalue()


def _said(name: str, words: Words) -> str:
    return CHINESE.get(name, name) if words.language == "zh" else name


def _worded(row: list[Value], columns: Sequence[str], words: Words) -> list[Value]:
    """Return a row whose cells of our own words are in the language of the workbook."""
    if words.language == "en":
        return row

    def cell(column: str, value: Value) -> Value:
        if not isinstance(value, str) or not value:
            return value
        return _said(value, words) if column in _DECIDED else words.t(value) if column in _OURS else value

    return [cell(column, value) for column, value in zip(columns, row, strict=True)]


def _pair_row(number: int, unit: TranslationUnit, bitext: Bitext) -> list[Value]:
    verdict = bitext.approved.get(unit.id)
    approved, signed = APPROVED if verdict else "", bitext.signed.get(unit.id)
    published, revision = bitext.published(unit), bitext.revisions.get(unit.id)
    remarks = [verdict.comment] if verdict and verdict.comment else []
    comment = "\n".join([*remarks, *(f"{c.who}: {c.text}" for c in bitext.comments.get(unit.id, ()))])
    return [
        unit.head or float(number),
        unit.zh_speaker or unit.en_speaker,
        _marked(unit.zh_text, [(issue.zh_span, issue.severity) for issue in unit.issues]),
        _marked(unit.en_text, [(issue.en_span, issue.severity) for issue in unit.issues]),
        unit.zh_place or unit.en_place,
        round(unit.confidence, 4),
        bitext.state(unit),
        highest_of(issue.severity for issue in unit.issues) or "",
        float(len(unit.issues)),
        approved,
        comment,
        verdict.who if verdict else "",
        verdict.when if verdict else "",
        signed.who if signed else "",
        signed.when if signed else "",
        published if published != unit.en_text else "",
        revision.who if revision else "",
        revision.when if revision else "",
        approved,
        comment,
        unit.en_text,
        id_text(unit.id),
    ]


def _issue_rows(number: int, unit: TranslationUnit, bitext: Bitext, words: Words) -> Iterator[list[Value]]:
    """Yield a row for each issue of a unit; those that are no longer found, with the texts that they were found in."""
    for issue in unit.issues:
        yield _issue_row(number, unit, issue, bitext.verdicts.get(issue.id), words)
    for closed in bitext.closed(unit):
        then = replace(unit, zh_text=closed.zh_text, en_text=closed.en_text)
        yield _issue_row(number, then, closed.issue, closed.verdict, words, outcome=closed.reason, now=unit.en_text)


def _issue_row(
    number: int,
    unit: TranslationUnit,
    issue: Issue,
    verdict: Verdict | None,
    words: Words,
    *,
    outcome: str = "",
    now: str = "",
) -> list[Value]:
    decision, comment = (verdict.decision, verdict.comment) if verdict else ("", "")
    return [
        unit.head or float(number),
        issue.severity,
        issue.scorer,
        _marked(unit.zh_text, [(issue.zh_span, issue.severity)]),
        _marked(unit.en_text, [(issue.en_span, issue.severity)]),
        issue.zh_value,
        issue.en_value,
        issue.suggestion,
        words.message(issue),
        decision,
        comment,
        verdict.who if verdict else "",
        verdict.when if verdict else "",
        outcome,
        now,
        decision,
        comment,
        issue.id,
    ]


def _marked(text: str, marks: Sequence[tuple[Span | None, Severity]]) -> Value:
    """Return the text, in pieces if spans mark parts of it; where they cross, the highest severity sets the colour."""
    spans = [(max(0, span[0]), min(len(text), span[1]), severity) for span, severity in marks if span is not None]
    spans = [(start, end, severity) for start, end, severity in spans if start < end]
    if not spans:
        return text
    edges = sorted({0, len(text), *(edge for start, end, _ in spans for edge in (start, end))})
    pieces: list[tuple[str, Severity | None]] = []
    for a, b in pairwise(edges):
        over = [severity for start, end, severity in spans if start <= a and b <= end]
        highest = highest_of(over)
        if pieces and pieces[-1][1] == highest:
            pieces[-1] = (pieces[-1][0] + text[a:b], highest)
        else:
            pieces.append((text[a:b], highest))
    return pieces


def _sheet(
    workbook: Any,
    title: str,
    columns: Sequence[str],
    rows: Iterable[list[Value]],
    *,
    choices: tuple[str, Sequence[str]],
    words: Words,
) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = workbook.create_sheet(_said(title, words))
    sheet.freeze_panes = "A2"
    for letter, column in zip(map(get_column_letter, range(1, len(columns) + 1)), columns, strict=True):
        sheet.column_dimensions[letter].width = WIDTHS.get(column, WIDTH)
        sheet.column_dimensions[letter].hidden = column in HIDDEN
    head = [WriteOnlyCell(sheet, _said(column, words)) for column in columns]
    for cell in head:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="FFE8EAED")
    sheet.append(head)
    fonts = {severity: InlineFont(b=True, color=colour) for severity, colour in COLOURS.items()}
    cells = [WriteOnlyCell(sheet) for _ in columns]  # written at once, so that one row of cells can be reused
    for cell in cells:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    count = 1
    for values in rows:
        count += 1
        for cell, value in zip(cells, values, strict=True):
            if isinstance(value, float):
                cell.value = value
            elif isinstance(value, str):
                cell.value = escape(value)
                cell.data_type = "s"
            else:
                texts = zip(escape_pieces([text for text, _ in value]), value, strict=True)
                cell.value = CellRichText([TextBlock(fonts[s], text) if s else text for text, (_, s) in texts])
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"
    choice, allowed = choices
    if count > 1:
        choice_list = ",".join(_said(one, words) for one in allowed)
        listed = DataValidation("list", formula1=f'"{choice_list}"', allow_blank=True, showErrorMessage=True)
        letter = get_column_letter(columns.index(choice) + 1)
        listed.add(f"{letter}2:{letter}{count}")
        sheet.data_validations.append(listed)


def _require_cells(number: int, unit: TranslationUnit, bitext: Bitext) -> None:
    """Raise InputError for a text that no cell can hold, before a workbook is begun."""
    for row in (_pair_row(number, unit, bitext), *_issue_rows(number, unit, bitext, ENGLISH)):
        for value in row:
            if isinstance(value, float):
                continue
            text = value if isinstance(value, str) else "".join(piece for piece, _ in value)
            try:
                refuse(text)
            except ForbiddenCharacterError as error:
                raise refusal(unit.id, error) from None
            if len(text) > MAX_CELL // 8 and len(escape(text).encode("utf-16-le")) > 2 * MAX_CELL:
                reason = f"a text of {len(text):,} characters; a cell holds at most {MAX_CELL:,}"
                raise InputError(f"unit {unit.id}", f"{reason}: export to tsv or tmx")
