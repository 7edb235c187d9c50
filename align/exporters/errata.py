"""The errata of an English text, as a press office publishes them: place, published English, Chinese, correction.

A unit is on the list if a reviewer edited its English, or confirmed an issue in it (or marked it as fixed). The
correction is the reviewer's English, else the published one with the suggestions applied.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from markupsafe import Markup

from align.codecs.tab_separated import cell
from align.exporters.templating import ENGLISH, Words, asset, digest, environment
from align.language.edits import applied, changes
from align.model.bitext import Bitext, Project, Status
from align.model.document import Document
from align.model.marks import visible
from align.model.unit import Issue, TranslationUnit, heads_first, highest_of
from align.model.version import VERSION

COLUMNS = ("place", "published", "zh", "corrected", "notes", "severity", "reviewer")
COLUMNS_ZH: dict[Status, tuple[str, ...]] = {
    "published": ("位置", "已发布的英文", "中文", "更正后的英文", "备注", "程度", "审校"),
    "draft": ("位置", "原译", "中文", "更正后的英文", "备注", "程度", "审校"),
}
_LISTED = ("confirmed", "fixed")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the English; numbers count from 1 and are None if unknown.

    ``label``: the name of the place in the file (a line, a page). ``after``: true if something is missing after it.
    ``numbered``: as the document numbers its parts ("Article 2").
    """

    speaker: str = ""
    turn: int | None = None
    paragraph: int | None = None
    sentences: tuple[int, int] | None = None
    label: str = ""
    after: bool = False
    numbered: str = ""

    def __str__(self) -> str:
        """Return the place in English.

        >>> str(Where("Shan Zhiyuan", 3, 12, (2, 3), "line 19")), str(Where("", 1, 2, (1, 1), after=True))
        ('Shan Zhiyuan, turn 3, paragraph 12, sentences 2–3 (line 19)', 'after turn 1, paragraph 2, sentence 1')
        """
        return self._said(_ENGLISH)

    def said(self, words: Words) -> str:
        """Return the place in a language."""
        return self.in_chinese() if words.language == "zh" else str(self)

    def in_chinese(self) -> str:
        """Return the place in Chinese, for the Chinese page.

        >>> print(Where("Shan Zhiyuan", 3, 12, (2, 3)).in_chinese(), Where("", 1, 2, (1, 1), after=True).in_chinese())
        Shan Zhiyuan，全场第 3 轮发言，第 12 段，第 2–3 句 全场第 1 轮发言，第 2 段，第 1 句之后
        """
        label = _HEADS_ZH.get(self.label) or _NAMED.sub(
            lambda match: _IN_CHINESE[match[1]].format(match[2]), self.label
        )
        part = _PART.fullmatch(self.numbered)
        numbered = _PARTS_ZH[part[1].capitalize()].format(part[2]) if part else self.numbered
        return replace(self, label=label, numbered=numbered)._said(_CHINESE)

    def _said(self, words: "_Words") -> str:
        parts = [part for part in (self.numbered, self.speaker) if part]
        parts += [what.format(n) for what, n in ((words.turn, self.turn), (words.paragraph, self.paragraph)) if n]
        if self.sentences is not None:
            first, last = self.sentences
            parts.append((words.sentence if first == last else words.sentences).format(first, last))
        text = words.comma.join(parts)
        if self.label:
            text = words.label.format(text, self.label) if text else self.label
        return words.after.format(text) if self.after and text else text


class _Words(NamedTuple):
    """The words for a place in a language."""

    turn: str
    paragraph: str
    sentence: str
    sentences: str
    comma: str
    label: str
    after: str


_ENGLISH = _Words("turn {}", "paragraph {}", "sentence {}", "sentences {}–{}", ", ", "{} ({})", "after {}")
_CHINESE = _Words("全场第 {} 轮发言", "第 {} 段", "第 {} 句", "第 {}–{} 句", "，", "{}（{}）", "{}之后")


_IN_CHINESE = {"line": "第 {} 行", "page": "第 {} 页", "paragraph": "第 {} 段", "pair": "句对 {}"}
_HEADS_ZH = {"title": "标题", "date": "日期"}
_PARTS_ZH = {
    "Article": "第 {} 条",
    "Section": "第 {} 节",
    "Chapter": "第 {} 章",
    "Part": "第 {} 部分",
    "Rule": "规则 {}",
    "Clause": "第 {} 款",
    "Annex": "附件 {}",
    "Appendix": "附录 {}",
}
_PART = re.compile(rf"({'|'.join(_PARTS_ZH)}) ([0-9]+|[IVXLC]+)\b", re.IGNORECASE)
_DOTTED = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,2}){1,3}(?=\s)")
"""How documents number their parts: "Article 2", "Chapter IV", "3.2"; a list of 1., 2., 3. is none."""
_LAYOUT = re.compile(r"[\t\n\r]+")
_NAMED = re.compile("(line|page|paragraph|pair) ([0-9]+)")
_PARAGRAPH = re.compile("paragraphs? ([0-9]+).*")


@dataclass(frozen=True, slots=True)
class Erratum:
    """One entry. ``corrected``: None if nobody has written it yet, "" if the English is to be deleted.

    ``rest``: issues that the correction does not fix. ``severity``: of the worst error, "" for a mere edit. ``who``:
    the reviewers. ``comments``: what they wrote about the pair.
    """

    id: int | str
    where: Where
    published: str
    zh: str
    corrected: str | None
    rest: tuple[Issue, ...] = ()
    severity: str = ""
    who: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """The messages of the issues that the correction does not fix, and the comments."""
        return self.notes_in(ENGLISH)

    def notes_in(self, words: Words) -> tuple[str, ...]:
        """Return the notes in a language."""
        return (*(words.message(issue) for issue in self.rest), *self.comments)


def errata(bitext: Bitext) -> tuple[Erratum, ...]:
    """Return the errata of a reviewed bitext, in document order.

    >>> from dataclasses import replace
    >>> from align.model.unit import Bead, Verdict, unit_of
    >>> from align.model.document import from_sentences
    >>> zh, en = from_sentences(["增长5%。"], "zh"), from_sentences(["Up 6%."], "en")
    >>> issue = Issue("figures", "mistranslation/number", "major", 0.9, "6%", None, (3, 5), suggestion="5%", id="i")
    >>> unit = replace(unit_of(0, Bead((0,), (0,)), zh, en), issues=(issue,))
    >>> found = errata(Bitext((unit,), zh, en, "", {"i": Verdict("confirmed", "Li", "")}))
    >>> [(erratum.published, erratum.corrected) for erratum in found]
    [('Up 6%.', 'Up 5%.')]
    >>> errata(Bitext((unit,), zh, en, "", {"i": Verdict("false positive", "Li", "")}))
    ()
    """
    return tuple(_errata(bitext))


def render_errata(project: Project, words: Words = ENGLISH) -> str:
    """Return the errata of a project as a page."""
    return render_page(project.bitext, status=project.status, words=words)


def render_list(project: Project, words: Words = ENGLISH) -> str:
    """Return the errata of a project as a table."""
    return render_table(project.bitext, status=project.status, words=words)


def render_page(bitext: Bitext, *, title: str = "", status: Status = "published", words: Words = ENGLISH) -> str:
    """Return the errata as a self-contained page that Word opens as a table: no script, no essential style.

    ``status``: of the English, as the run was told.
    """
    documents = [d for d in (bitext.en, bitext.zh) if d is not None]
    style = asset("errata.css")
    template = environment(words=words).get_template("errata.html.j2")
    return template.render(
        title=title or next((d.metadata.title or d.name for d in documents), "") or "Errata",
        documents=documents,
        date=bitext.date,
        errata=[(e, *marked(e)) for e in errata(bitext)],
        status=status,
        style=Markup(style),
        style_digest=digest(style),
        version=VERSION,
    )


def render_table(bitext: Bitext, *, status: Status = "published", words: Words = ENGLISH) -> str:
    """Return the errata as tab-separated cells with column names, and the byte order mark that Excel needs.

    People read this list, programs do not: tabs (between the cells of a table) and line ends in a text become spaces.
    """
    rows = [
        (
            e.where.said(words),
            e.published,
            e.zh,
            e.corrected or "",
            " ".join(e.notes_in(words)),
            words.t(e.severity) if e.severity else "",
            ", ".join(e.who),
        )
        for e in errata(bitext)
    ]
    columns = COLUMNS if words.language == "en" else COLUMNS_ZH[status]
    if words.language == "en" and status == "draft":
        columns = tuple("draft" if column == "published" else column for column in COLUMNS)
    return "\ufeff" + "".join(
        "\t".join(cell(_LAYOUT.sub(" ", value)) for value in row) + "\n" for row in (columns, *rows)
    )


def _errata(bitext: Bitext) -> Iterator[Erratum]:
    last: TranslationUnit | None = None
    parts = _parts(bitext.en)
    units = heads_first(bitext.units)
    for number, unit in enumerate(units, 1 - len(units) + len(bitext.pairs)):
        last = unit if unit.en else last
        published = bitext.published(unit)
        listed = [i for i in unit.issues if i.id in bitext.verdicts and bitext.verdicts[i.id].decision in _LISTED]
        if not listed and unit.en_text == published:
            continue
        after = not unit.en and not unit.head and last is not None
        where = _where(last if after and last else unit, bitext.en, parts, after=after)
        if unit.head or (not where.label and where.turn is None):
            where = replace(where, label=unit.head or f"pair {number}")
        corrected: str | None = unit.en_text
        rest: Sequence[Issue] = [i for i in listed if bitext.verdicts[i.id].decision == "confirmed"]
        if unit.en_text == published:
            corrected, rest = _suggested(published, listed)
        closed = [c for c in bitext.closed(unit) if c.verdict and c.verdict.decision in _LISTED]
        severities = (*(i.severity for i in listed), *(c.issue.severity for c in closed))
        edited = [bitext.revisions[unit.id].who] if unit.en_text != published and unit.id in bitext.revisions else []
        who = [*edited, *(bitext.verdicts[i.id].who for i in listed), *(c.verdict.who for c in closed if c.verdict)]
        yield Erratum(
            unit.id,
            where,
            published,
            unit.zh_text,
            corrected,
            tuple(rest),
            severity=highest_of(severities) or "",
            who=tuple(dict.fromkeys(filter(None, who))),
            comments=tuple(f"{c.who}: {c.text}" for c in bitext.comments.get(unit.id, ())),
        )


def _suggested(published: str, issues: Sequence[Issue]) -> tuple[str | None, list[Issue]]:
    """Return the English with all applicable suggestions, and the remaining issues."""
    text, end, rest = published, len(published) + 1, []
    for issue in sorted(issues, key=lambda i: i.en_span or (0, 0), reverse=True):
        if issue.en_span is not None and issue.suggestion and issue.en_span[1] <= end:
            before, text = text, applied(text, issue.en_span, issue.suggestion)
            same = next((k for k, (a, b) in enumerate(zip(before, text, strict=False)) if a != b), len(before))
            end = min(issue.en_span[0], same)  # a hedge or a verb before it may have been removed too
        else:
            rest.append(issue)
    return (text if text != published else None), rest[::-1]


def _where(
    unit: TranslationUnit, document: Document | None, parts: Sequence[tuple[int, str]], *, after: bool = False
) -> Where:
    if document is None or not unit.en:
        return Where(unit.en_speaker, label=unit.en_place, after=after)
    numbers = unit.en[-1:] if after else unit.en
    first, last = document.segments[numbers[0]], document.segments[numbers[-1]]
    begin = bisect_left(document.segments, first.paragraph, key=lambda segment: segment.paragraph)
    inside = first.paragraph == last.paragraph
    label = document.place(numbers) if document.places else ""
    counted = _PARAGRAPH.fullmatch(
        label
    )  # by the file itself, including headings and labels, so that there is only one numbering
    return Where(
        document.speaker(numbers[0]),
        first.turn + 1,
        int(counted[1]) if counted else first.paragraph + 1,
        (first.number - begin + 1, last.number - begin + 1 if inside else first.number - begin + 1),
        "" if counted else label,
        after,
        _part_of(parts, first.number),
    )


def _parts(document: Document | None) -> list[tuple[int, str]]:
    """Return the numbers of the parts of a document, each with the segment at which it begins."""
    found: list[tuple[int, str]] = []
    segments = document.segments if document is not None else ()
    for at, segment in enumerate(segments):
        if document is not None and (at == 0 or segments[at - 1].paragraph != segment.paragraph):
            text = document.text[slice(*segment.span)]
            if part := _PART.match(text):
                found.append((at, f"{part[1].capitalize()} {part[2]}"))
            elif dotted := _DOTTED.match(text):
                found.append((at, dotted[0]))
    return found


def _part_of(parts: Sequence[tuple[int, str]], number: int) -> str:
    """Return the number of the part in which a segment stands, "" where parts have none."""
    at = bisect_right(parts, number, key=lambda part: part[0])
    return parts[at - 1][1] if at else ""


def marked(erratum: Erratum) -> tuple[Markup, Markup]:
    """Return the published and the corrected English, with differing words in bold."""
    published, corrected = erratum.published, erratum.corrected
    if not published or not corrected:
        return visible(published), visible(corrected or "")
    return _bold(published, corrected), _bold(corrected, published)


def _bold(text: str, other: str) -> Markup:
    out, at = Markup(), 0
    for change in changes(other, text):
        start, end = change.span
        out += visible(text[at:start]) + (_BOLD.format(visible(text[start:end])) if end > start else "")
        at = end
    return out + visible(text[at:])


_BOLD = Markup("<b>{}</b>")
