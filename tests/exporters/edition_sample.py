"""A bitext of two turns and twelve units with every thing that the report must show."""

from dataclasses import replace
from datetime import date

from align.bitext import Bead, Bitext, Issue, Severity, TranslationUnit, identify, unit_of, with_unique_ids
from align.document import Aside, Document, Language, Metadata, Segment, Span, Turn

ZH = """首页 > 新闻发布会
国新办举行推动高质量发展新闻发布会
2024年6月25日

主持人：
女士们、先生们，上午好！欢迎出席国务院新闻办公室新闻发布会。
今天我们请来了省委副书记、省长金湘军先生，请他介绍有关情况。

金湘军：
去年，全省地区生产总值达到2.57万亿元，增长5%，近两年平均增长4.7个百分点。
全省累计外送电量超过1.5万亿千瓦时，覆盖24个省份。
未经批准，任何单位不得擅自改变土地用途。
截至6月底，新增高标准农田近200万亩，总面积居全国前列。粮食总产量达到295.6亿斤。
我们将坚持先立后破。同时加快建设新型能源体系。
这项工作要在9月30日前完成。
谢谢大家！
"""
EN = """Home > Press Room
SCIO press conference on promoting high-quality development
June 25, 2024

Moderator:
Ladies and gentlemen, good morning. Welcome to this press conference held by the State Council Information Office.
Today, we have invited Mr. Jin Xiangjun, deputy secretary of the provincial committee and governor, to brief you.

Jin Xiangjun:
Last year, the province's GDP reached 257 billion yuan, up 5 percent, with an average growth of 4.7 percent over the past two years.
To date, the province has delivered more than 1.5 trillion kilowatt-hours of electricity to 24 provincial-level regions.
No organization may change the use of land without approval.
By the end of June, more than 2 million mu of high-standard farmland had been added.
At the same time, we will speed up building a new energy system. We will establish the new before abolishing the old.
This should be done by August 30.
We are open to questions.
Thank you.
Translated and edited by Li Ming
"""
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
        language, f"conference.{language}.html", text, tuple(segments), tuple(paragraphs), tuple(turns), tuple(asides), metadata
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
    unit: TranslationUnit, scorer: str, type: str, severity: Severity, message: str, zh: str, en: str, *,
    values: tuple[str, str, str] = ("", "", ""), confidence: float = 0.9,
) -> Issue:  # fmt: skip
    """An issue whose spans are where the given pieces stand in the unit."""
    zh_at, en_at = unit.zh_text.index(zh), unit.en_text.index(en)
    return Issue(
        scorer, type, severity, confidence, message,
        zh_span=(zh_at, zh_at + len(zh)) if zh else None, en_span=(en_at, en_at + len(en)) if en else None,
        zh_value=values[0], en_value=values[1], suggestion=values[2],
    )  # fmt: skip


def flagged(unit: TranslationUnit) -> TranslationUnit:
    """The unit with the issues that its text calls for."""
    found = [issue(unit, *entry[:6], values=entry[6]) for entry in _FINDINGS.get(int(unit.id), ())]
    return replace(unit, issues=identify(unit, found))


_NUMBER, _OMISSION, _ADDITION = "mistranslation/number", "omission", "addition"
_FINDINGS = {
    2: [
        ("figures", _NUMBER, "critical", "The English figure is ten times too small.", "2.57万亿元", "257 billion yuan", ("2.57万亿元", "257 billion yuan", "2.57 trillion yuan")),
        ("figures", "mistranslation/unit", "major", "Percentage points became percent.", "4.7个百分点", "4.7 percent", ("4.7个百分点", "4.7 percent", "4.7 percentage points")),
        ("terms", "terminology", "neutral", "“Average growth” is rendered in a second way here.", "平均增长4.7个百分点", "an average growth of 4.7 percent over the past two years", ("", "", "")),
        ("style", "style", "minor", "The clause names no subject.", "近两年平均增长", "with an average growth", ("", "", "")),
    ],
    3: [("terms", "terminology", "minor", "Elsewhere in the document 省份 is “provinces”.", "省份", "provincial-level regions", ("省份", "provincial-level regions", "provinces"))],
    4: [("modality", "mistranslation/modality", "major", "不得 forbids; “may” in this place is weaker than “shall”.", "不得", "may", ("不得", "may", "shall"))],
    5: [
        ("figures", _NUMBER, "major", "“More than” stands for 近 (nearly).", "近200万亩", "more than 2 million mu", ("近200万亩", "more than 2 million mu", "nearly 2 million mu")),
        ("omission", _OMISSION, "minor", "The English leaves out the clause about the rank.", "总面积居全国前列", "", ("", "", "")),
    ],
    6: [("omission", _OMISSION, "critical", "This sentence is not in the English.", "粮食总产量达到295.6亿斤。", "", ("", "", ""))],
    9: [("figures", "mistranslation/date", "critical", "The month differs.", "9月30日", "August 30", ("9月30日", "August 30", "September 30"))],
    10: [("omission", _ADDITION, "minor", "This sentence has no counterpart in the Chinese.", "", "We are open to questions.", ("", "", ""))],
}  # fmt: skip
