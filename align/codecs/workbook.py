"""The review workbook (.xlsx): its sheets and columns, and reading back the decisions that a reviewer made in it.

Columns are known by their names, so that a reviewer may move them and add others. What stood in a decision cell when
the workbook was written is kept in a hidden column too, to show what the reviewer changed.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from align.model.errors import InputError
from align.model.unit import DECISIONS, Decision

PAIRS, ISSUES, ABOUT = "Pairs", "Issues", "About"
PAIR_COLUMNS = (
    "pair number",
    "speaker",
    "Chinese",
    "English",
    "place",
    "confidence",
    "state",
    "highest severity",
    "issues",
    "approved",
    "comment",
    "by",
    "at",
    "signed off by",
    "signed off at",
    "English as published",
    "edited by",
    "edited at",
    "as written",
    "comment as written",
    "English as written",
    "pair",
)
ISSUE_COLUMNS = (
    "pair number",
    "severity",
    "check",
    "Chinese",
    "English",
    "Chinese says",
    "English says",
    "should be",
    "reason",
    "decision",
    "comment",
    "by",
    "at",
    "outcome",
    "English now",
    "as written",
    "comment as written",
    "issue",
)
"""``pair number`` counts from 1, as the report and the page do; ``pair`` is the id."""
READ_PAIR_COLUMNS = ("pair", "Chinese", "English", "approved", "comment", "as written", "comment as written")
READ_ISSUE_COLUMNS = ("decision", "comment", "as written", "comment as written", "issue")
"""The columns that are read back; the others may be renamed or deleted."""
HIDDEN = frozenset(("as written", "comment as written", "English as written", "pair", "issue"))
APPROVED = "yes"
CHINESE: Mapping[str, str] = {
    "Pairs": "句对",
    "Issues": "标记",
    "About": "说明",
    "pair number": "句对序号",
    "pair": "句对",
    "speaker": "发言人",
    "Chinese": "中文",
    "English": "英文",
    "place": "位置",
    "confidence": "置信度",
    "state": "状态",
    "highest severity": "最高程度",
    "issues": "标记数",
    "approved": "通过",
    "comment": "批注",
    "by": "审校",
    "at": "时间",
    "signed off by": "签发人",
    "signed off at": "签发时间",
    "English as published": "已发布的英文",
    "edited by": "修改人",
    "edited at": "修改时间",
    "as written": "原有处理",
    "comment as written": "原有批注",
    "English as written": "原有英文",
    "severity": "程度",
    "check": "检查项",
    "Chinese says": "中文所述",
    "English says": "英文所述",
    "should be": "应为",
    "reason": "理由",
    "decision": "处理",
    "outcome": "结果",
    "English now": "现在的英文",
    "issue": "标记编号",
    "confirmed": "确认有误",
    "false positive": "误报",
    "fixed": "已改正",
    "yes": "是",
}
"""The sheets, columns and decisions of a workbook in Chinese."""
_ENGLISH = {zh: en for en, zh in CHINESE.items() if en != "Pairs"}
DECISION_NAMES: Mapping[str, Decision] = {
    **dict(zip(DECISIONS, DECISIONS, strict=True)),
    "confirm": "confirmed",
    "not an error": "false positive",
    "确认有误": "confirmed",
    "已确认": "confirmed",
    "误报": "false positive",
    "已改正": "fixed",
}
"""The accepted names of a decision: ours, and that of the Chinese review page."""
_YES, _NO = (APPROVED, "是", "通过", "已通过"), ("", "no", "否")
MAX_UNPACKED = 200_000_000  # bytes of all parts of a workbook
MAX_CELL = 32_767  # UTF-16 units, Excel's limit

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetDecision:
    """A row of the sheet of issues: the decision now and as first written, with the comments."""

    row: int
    issue: str
    decision: Decision | None
    written: Decision | None
    comment: str
    written_comment: str


@dataclass(frozen=True, slots=True)
class SheetApproval:
    """A row of the sheet of pairs; ``pair``: the id, as :func:`align.codecs.tab_separated.id_text` writes it."""

    row: int
    pair: str
    zh: str
    en: str
    approved: bool
    written: bool
    comment: str
    written_comment: str
    written_en: str | None = None


def escape(text: str) -> str:
    r"""Return a text as a workbook stores it: ``_x000D_`` means a carriage return, so a literal one is escaped.

    >>> escape("a\r_x0041_"), unescape(escape("a\r_x0041_")) == "a\r_x0041_"
    ('a_x000D__x005F_x0041_', True)
    """
    return escape_pieces([text])[0]


def escape_pieces(pieces: Sequence[str]) -> list[str]:
    """Return pieces of one text as a workbook stores them; an escape may begin in one and end in another."""
    text = "".join(pieces)
    if "_x" not in text:
        return [piece.replace("\r", "_x000D_") for piece in pieces]
    looks = {match.start() for match in _LOOKS_ESCAPED.finditer(text)}
    escaped, at = [], 0
    for piece in pieces:
        characters = ["_x005F_" if at + k in looks else character for k, character in enumerate(piece)]
        escaped.append("".join(characters).replace("\r", "_x000D_"))
        at += len(piece)
    return escaped


def unescape(text: str) -> str:
    """Return the text that a workbook stores."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def read_decisions(stream: BinaryIO, name: str) -> tuple[list[SheetDecision], list[SheetApproval]]:
    """Return the decisions in a workbook, in the order of its rows.

    Raises InputError for a workbook that is not ours, and for an unknown decision, with its cell.
    """
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(stream) as archive:
            if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
                raise InputError(name, f"unpacks to more than {MAX_UNPACKED:,} bytes; expected a review workbook")
        workbook = load_workbook(stream, read_only=True, data_only=True)
    except InputError:
        raise
    except Exception as error:  # openpyxl passes on whatever the layers below raise for a broken part
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(name, f"is not an Excel workbook ({reason})") from None
    try:
        issues = [
            _decision(row, cells, name) for row, cells in _rows(workbook, ISSUES, name, needed=READ_ISSUE_COLUMNS)
        ]
        pairs = [_approval(row, cells, name) for row, cells in _rows(workbook, PAIRS, name, needed=READ_PAIR_COLUMNS)]
    finally:
        workbook.close()
    return issues, pairs


def _rows(workbook: Any, sheet: str, name: str, *, needed: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    if sheet not in workbook.sheetnames and CHINESE[sheet] in workbook.sheetnames:
        sheet = CHINESE[sheet]
    if sheet not in workbook.sheetnames:
        raise InputError(name, f"has no sheet {sheet!r}; expected a workbook that align export --to xlsx wrote")
    columns: list[str] = []
    try:
        for number, row in enumerate(workbook[sheet].iter_rows(values_only=True), 1):
            cells = ["" if value is None else unescape(str(value)) for value in row]
            if not columns:
                columns = [_ENGLISH.get(cell.strip(), cell.strip()) for cell in cells]
                if missing := [column for column in needed if column not in columns]:
                    raise InputError(name, f"sheet {sheet!r} has no column {missing[0]!r}")
            elif any(cells):
                yield number, dict(zip(columns, cells, strict=False))
    except InputError:
        raise
    except Exception as error:
        raise InputError(name, f"sheet {sheet!r} cannot be read ({error})") from None


def _decision(row: int, cells: dict[str, str], name: str) -> SheetDecision:
    return SheetDecision(
        row,
        cells["issue"],
        _decision_of(cells["decision"], f"{name}: sheet {ISSUES!r}, row {row}"),
        _decision_of(cells["as written"], f"{name}: sheet {ISSUES!r}, row {row}"),
        cells["comment"].strip(),
        cells["comment as written"],
    )


def _decision_of(text: str, where: str) -> Decision | None:
    entered = text.strip().lower()
    if entered and entered not in DECISION_NAMES:
        raise InputError(where, f"unknown decision {text!r}; expected {', '.join(DECISION_NAMES)} or an empty cell")
    return DECISION_NAMES.get(entered)


def _approval(row: int, cells: dict[str, str], name: str) -> SheetApproval:
    entered, written = (cells[column].strip().lower() for column in ("approved", "as written"))
    if entered not in _YES + _NO:
        where = f"{name}: sheet {PAIRS!r}, row {row}"
        raise InputError(
            where, f"unknown value {cells['approved']!r} in approved; expected {APPROVED!r} or an empty cell"
        )
    return SheetApproval(
        row,
        cells["pair"],
        cells["Chinese"],
        cells["English"],
        entered in _YES,
        written in _YES,
        cells["comment"].strip(),
        cells["comment as written"].strip(),
        cells.get("English as written"),
    )
