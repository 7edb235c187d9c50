"""A bitext of two turns and twelve units with every thing that the report must show."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from align.model.bitext import Bitext
from align.model.document import Aside, Document, Language, Metadata, Segment, Span, Turn
from align.model.unit import Bead, Issue, Severity, TranslationUnit, identify, unit_of, with_unique_ids

CASES = Path(__file__).parents[1] / "cases"
ZH = (CASES / "report.zh.txt").read_text(encoding="utf-8")
EN = (CASES / "report.en.txt").read_text(encoding="utf-8")
FINDINGS = [json.loads(line) for line in (CASES / "report_issues.jsonl").read_text(encoding="utf-8").splitlines()]
NOTICE = "In case of any discrepancy between the English and Chinese texts, the Chinese version prevails."


def document(text: str, language: Language, first: int, metadata: Metadata) -> Document:
    """Every line from ``first`` on is a segment of its paragraph; a label line opens a turn."""
    segments: list[Segment] = []
    turns: list[Turn] = []
    asides: list[Aside] = []
    paragraphs: list[Span] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        span = (at, at + len(line))
        at += len(line) + 1
        if not line:
            continue
        if number < first or line.startswith("Translated"):
            kinds = {0: "chrome", 1: "title", 2: "date"}
            asides.append(Aside(kinds.get(number, "credits"), span))  # type: ignore[arg-type]
        elif line.endswith((":", "：")):
            turns.append(Turn(len(turns), line[:-1], span))
            asides.append(Aside("label", span))
        else:
            cut = max(line.find(mark) for mark in ("。同时", "。粮食", " We will establish")) + 1
            for piece in [(span[0], span[0] + cut), (span[0] + cut, span[1])] if cut else [span]:
                start = piece[0] + (len(text[slice(*piece)]) - len(text[slice(*piece)].lstrip()))
                segments.append(Segment(len(segments), (start, piece[1]), len(paragraphs), turns[-1].number))
            paragraphs.append(span)
    return Document(
        language,
        f"conference.{language}.html",
        text,
        tuple(segments),
        tuple(paragraphs),
        tuple(turns),
        tuple(asides),
        metadata,
    )


def sample() -> Bitext:
    """The sample, with issues of all four severities, nested and crossing spans, null beads and a moved sentence."""
    zh = document(ZH, "zh", 4, Metadata("国新办举行推动高质量发展新闻发布会", date(2024, 6, 25)))
    en = document(EN, "en", 4, Metadata("SCIO press conference on promoting high-quality development", None, NOTICE))
    beads = [
        Bead((0,), (0,), 0.99), Bead((1,), (1,), 0.97), Bead((2,), (2,), 0.93), Bead((3,), (3,), 0.96),
        Bead((4,), (4,), 0.81), Bead((5,), (5,), 0.66), Bead((6,), (), 0.6), Bead((7,), (7,), 0.71, True),
        Bead((8,), (6,), 0.42, True), Bead((9,), (8,), 0.95), Bead((), (9,), 0.2), Bead((10,), (10,), 0.98),
    ]  # fmt: skip
    units = [flagged(unit_of(number, bead, zh, en)) for number, bead in enumerate(beads)]
    return Bitext(with_unique_ids(units), zh, en, "encoder:bundled|segmenter:zh1+nupunkt|version:0.1.0")


def issue(
    unit: TranslationUnit,
    scorer: str,
    type: str,
    severity: Severity,
    message: str,
    zh: str = "",
    en: str = "",
    zh_value: str = "",
    en_value: str = "",
    suggestion: str = "",
) -> Issue:
    """An issue whose spans are where the pieces ``zh`` and ``en`` stand in the unit."""
    zh_at, en_at = unit.zh_text.index(zh), unit.en_text.index(en)
    return Issue(
        scorer,
        type,
        severity,
        0.9,
        message,
        zh_span=(zh_at, zh_at + len(zh)) if zh else None,
        en_span=(en_at, en_at + len(en)) if en else None,
        zh_value=zh_value,
        en_value=en_value,
        suggestion=suggestion,
    )


def flagged(unit: TranslationUnit) -> TranslationUnit:
    """The unit with the issues that its text calls for."""
    entries = [{k: v for k, v in entry.items() if k != "unit"} for entry in FINDINGS if entry["unit"] == unit.id]
    return replace(unit, issues=identify(unit, [issue(unit, **entry) for entry in entries]))
