"""The quality of a translation in numbers, as CAT tools score it: MQM points per 1,000 English words.

Every issue that a reviewer confirmed or fixed counts, by its type and severity, and so does what reviewers found
themselves; what is open or was found to be no error does not. Points as in MQM (https://themqm.org): a minor error 1, a
major one 5, a critical one 25.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from align.exporters.templating import ENGLISH, Words, asset, digest, environment
from align.model.bitext import Bitext, Project
from align.model.unit import SEVERITIES, Issue, Severity, Verdict
from align.model.version import VERSION

POINTS: dict[Severity, int] = {"critical": 25, "major": 5, "minor": 1, "neutral": 0}
MOST = 20.0
"""Points per 1,000 words up to which a translation passes."""

_WORD = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:[.,'\u2019-][A-Za-z0-9]+)*")
_TRANSLATOR = re.compile(r"(?:translat(?:ed|ion|or)(?: by)?|译者|翻译)[:： ]+(.{1,60})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """The errors of one type: how many of each severity, the highest first, and their points."""

    type: str
    counts: tuple[int, ...]
    points: int


@dataclass(frozen=True, slots=True)
class Scorecard:
    """``most``: points per 1,000 words up to which a translation passes. ``open``: flags that nobody decided."""

    words: int
    lines: tuple[Line, ...]
    most: float
    open: int
    translator: str = ""

    @property
    def points(self) -> int:
        """All points."""
        return sum(line.points for line in self.lines)

    @property
    def per_thousand(self) -> float:
        """Points per 1,000 words."""
        return 1000 * self.points / max(1, self.words)

    @property
    def passed(self) -> bool:
        """True if the points per 1,000 words are within the threshold."""
        return self.per_thousand <= self.most

    @property
    def totals(self) -> tuple[int, ...]:
        """The counts of all types by severity, the highest first."""
        return tuple(sum(line.counts[k] for line in self.lines) for k in range(len(SEVERITIES)))


def scorecard(bitext: Bitext, *, most: float = MOST) -> Scorecard:
    """Return the scorecard of a reviewed bitext.

    >>> from align.model.unit import TranslationUnit
    >>> issue = Issue("figures", "mistranslation/number", "major", 0.9, "5%; English 6%.", id="a")
    >>> unit = TranslationUnit(0, (0,), (0,), "增长5%。", "Output grew by 6%.", issues=(issue,))
    >>> card = scorecard(Bitext((unit,), verdicts={"a": Verdict("confirmed", "Li", "")}))
    >>> card.words, card.points, card.lines[0].type, card.passed
    (4, 5, 'mistranslation', False)
    """
    counts = Counter((issue.type.partition("/")[0], issue.severity) for issue in _errors(bitext))
    lines = []
    for type in {type for type, _ in counts}:
        found = tuple(counts[type, severity] for severity in reversed(SEVERITIES))
        points = sum(counts[type, severity] * worth for severity, worth in POINTS.items())
        lines.append(Line(type, found, points))
    return Scorecard(
        words=sum(len(_WORD.findall(unit.en_text)) for unit in bitext.units),
        lines=tuple(sorted(lines, key=lambda line: (-line.points, line.type))),
        most=most,
        open=sum(issue.id not in bitext.verdicts for unit in bitext.units for issue in unit.issues),
        translator=_translator(bitext),
    )


def render_page(project: Project, *, most: float = MOST, words: Words = ENGLISH) -> str:
    """Return the scorecard as a self-contained page."""
    style = asset("errata.css")
    card = scorecard(project.bitext, most=most)
    values = {"card": card, "name": project.name, "style": Markup(style), "style_digest": digest(style)}
    return environment(words=words).get_template("scorecard.html.j2").render(**values, version=VERSION)


def render_workbook(project: Project, *, most: float = MOST, words: Words = ENGLISH) -> bytes:
    """Return the scorecard as a workbook."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    card, t = scorecard(project.bitext, most=most), words.t
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = t("Scorecard")
    sheet.append([t("error type"), *map(t, reversed(SEVERITIES)), t("points")])
    for line in card.lines:
        sheet.append([t(line.type), *line.counts, line.points])
    sheet.append([t("all"), *card.totals, card.points])
    for cell in (*sheet[1], *sheet[sheet.max_row]):
        cell.font = Font(bold=True)
    for name, value in (
        ("words", card.words),
        ("points per 1,000 words", round(card.per_thousand, 2)),
        ("threshold", card.most),
        ("result", t("pass" if card.passed else "fail")),
        ("flags not decided", card.open),
        ("translator", card.translator),
    ):
        sheet.append([t(name), value])
    sheet.column_dimensions["A"].width = 28
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _errors(bitext: Bitext) -> Iterator[Issue]:
    """Yield what reviewers found to be errors, in the English still or corrected."""
    for unit in bitext.units:
        for issue in unit.issues:
            if _is_error(bitext.verdicts.get(issue.id)):
                yield issue
        for closed in bitext.closed(unit):
            if _is_error(closed.verdict):
                yield closed.issue


def _is_error(verdict: Verdict | None) -> bool:
    return verdict is not None and verdict.decision != "false positive"


def _translator(bitext: Bitext) -> str:
    """Return who translated, if the English says so at its foot."""
    asides = bitext.en.asides if bitext.en is not None else ()
    texts = (bitext.en.text[slice(*aside.span)] for aside in asides if bitext.en and aside.kind == "credits")
    found = next(filter(None, map(_TRANSLATOR.search, texts)), None)
    return found[1].strip() if found else ""
