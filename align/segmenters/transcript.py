"""The structure of a transcript: title, date, speaker turns, paragraphs, and the parts not to be aligned.

Every character that is not white space is in exactly one body paragraph, speaker label or aside; an unclear line is
body. A text without such structure (a novel, a report) becomes one turn of paragraphs.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from align.language.wrapping import is_wrapped
from align.model.document import Aside, Language, Metadata, Source, Span, Turn, without_marks
from align.segmenters import chinese, english
from align.segmenters.furniture import (
    bracketed_date,
    date_in,
    is_credits,
    is_date_line,
    is_notice,
    page_furniture,
    running_heads,
)
from align.segmenters.labels import find_labels, plain
from align.segmenters.line_ends import line_ends

_HEAD = 12
_FOOT = 12
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_TERMINAL = frozenset(".!?。！？；;：:,，、…")
_TITLE_LENGTH = {"zh": 90, "en": 180}


@dataclass(frozen=True, slots=True)
class Layout:
    """The structure found in a text. ``paragraphs``: the body, each with its turn."""

    turns: tuple[Turn, ...]
    paragraphs: tuple[tuple[Span, int], ...]
    asides: tuple[Aside, ...]
    metadata: Metadata


def layout(source: Source, language: Language, *, compared: str = "", titled: bool = False) -> Layout:
    """Find the structure of a text.

    ``compared``: the text in Simplified if it is in Traditional, since the lists of labels, credits and titles are in
    Simplified. What is found is quoted from the text itself. ``titled``: true if a title is expected, so that a first
    line in the form of one is enough.

    >>> page = layout(Source("", "Home - News\\nOn Growth\\nJuly 3, 2024\\nLi Wei:\\nThank you.\\n< 1 2 3 >"), "en")
    >>> page.metadata.title, page.turns[0].speaker, [a.kind for a in page.asides]
    ('On Growth', 'Li Wei', ['chrome', 'title', 'date', 'label', 'pagination'])
    """
    text = compared or source.text
    asides = [Aside("chrome", span) for span in _trimmed(text, source.boilerplate)]
    asides += [Aside("note", span) for span in _trimmed(text, source.notes)]
    asides += [Aside("pagination", span) for span in _running_heads(text, [aside.span for aside in asides])]
    asides += line_ends(text, _free_lines(text, [aside.span for aside in asides]))
    blocks: list[Span] = []
    for span in _blocks(text, sorted(aside.span for aside in asides), language):
        kind = page_furniture(text[slice(*span)])
        if kind is None:
            blocks.append(span)
        else:
            asides.append(Aside(kind, span))
    notice, blocks, made = _foot(text, blocks, language)
    asides += made
    labels = find_labels(text, blocks, language)
    first = min(labels, default=len(blocks))
    furnished = any(aside.kind in ("chrome", "pagination") for aside in asides)
    structured = bool(titled or labels or source.metadata.title or furnished)
    title = source.metadata.title.strip()
    titles = [span for span in blocks[:_HEAD] if title and _title(source.text, span) == title]
    candidates = blocks[: min(first, _HEAD)]
    formed = not source.title_stated
    head = _head(text, candidates, language, structured=structured, titles=titles, formed=formed)
    asides += head.values()
    turns: list[Turn] = []
    paragraphs: list[tuple[Span, int]] = []
    for number, (start, end) in enumerate(blocks):
        if number in head:
            continue
        if number in labels:
            label = labels[number]
            asides.append(Aside("label", label.span))
            turns.append(Turn(len(turns), plain(source.text[slice(*label.name)]), label.span))
            start = label.span[1]
            start += len(text[start:end]) - len(text[start:end].lstrip())
        elif not turns:
            turns.append(Turn(0))
        if start < end:
            paragraphs.append(((start, end), len(turns) - 1))
    return Layout(
        tuple(turns) or (Turn(0),),
        tuple(paragraphs),
        tuple(sorted(asides, key=lambda aside: aside.span)),
        _metadata(source, text, list(head.values()), notice),
    )


def _running_heads(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield printed heads and feet outside the spans taken, wherever a page broke."""
    heads = running_heads([match[0].strip() for match in _LINE.finditer(text)])
    if heads:
        yield from (span for span in _free_lines(text, taken) if text[slice(*span)] in heads)


def _free_lines(text: str, taken: Sequence[Span]) -> list[Span]:
    """Return the lines, without white space at their ends, that touch none of the spans taken."""
    starts = sorted(start for start, _ in taken)
    reached = list(accumulate((end for _, end in sorted(taken)), max, initial=0))
    lines = _trimmed(text, [match.span() for match in _LINE.finditer(text)])
    return [span for span in lines if reached[bisect_left(starts, span[1])] <= span[0]]


def _trimmed(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    reached = 0
    for start, end in sorted(spans):
        start, end = max(start, reached), min(end, len(text))
        piece = text[start:end]
        if piece.strip():
            start += len(piece) - len(piece.lstrip())
            yield start, start + len(piece.strip())
            reached = end


def _blocks(text: str, taken: Sequence[Span], language: Language) -> list[Span]:
    """Return paragraphs outside the spans taken: lines, or runs of lines if the text was wrapped at a fixed width."""
    lines: list[Span] = []
    at = 0
    for start, end in (*taken, (len(text), len(text))):
        for match in _LINE.finditer(text, at, start):
            piece = match[0]
            if piece.strip():
                left = match.start() + len(piece) - len(piece.lstrip())
                lines.append((left, left + len(piece.strip())))
        at = end
    runs: list[list[Span]] = []
    for line in lines:
        if runs and _adjacent(text[runs[-1][-1][1] : line[0]]):
            runs[-1].append(line)
        else:
            runs.append([line])
    if not is_wrapped([[text[slice(*line)] for line in run] for run in runs]):
        return lines
    blocks: list[Span] = []
    labels = find_labels(text, lines, language)
    alone = {lines[k] for k, label in labels.items() if label.span == lines[k]}
    heads = {lines[k] for k in labels}
    for run in runs:
        fresh = True
        for line in run:
            written = text[slice(*line)]
            single = line in alone or page_furniture(written) is not None or is_date_line(written)
            if fresh or single or line in heads:
                blocks.append(line)
            else:
                blocks[-1] = (blocks[-1][0], line[1])
            fresh = single
    return blocks


def _adjacent(gap: str) -> bool:
    return gap.isspace() and len(_LINE.sub("", gap).replace("\r\n", "\n")) == 1


def _foot(text: str, blocks: Sequence[Span], language: Language) -> tuple[Span | None, list[Span], list[Aside]]:
    """Find credits and the notice in the paragraphs at either end; in a shared paragraph each gets its own span."""
    spans_of = chinese.sentence_spans if language == "zh" else english.sentence_spans
    notice: Span | None = None
    left, asides = [], []
    for number, (start, end) in enumerate(blocks):
        outer = number < _HEAD or number >= len(blocks) - _FOOT
        if not outer or end - start > 1500 or not _may_be_foot(text[start:end]):
            left.append((start, end))
            continue
        body = start
        reached = end
        kinds: list[tuple[Span, str]] = []
        for span in spans_of(text, start=start, end=end):
            sentence = text[slice(*span)]
            kind = "notice" if is_notice(sentence) else "credits" if is_credits(sentence) else ""
            if kind == "notice" and is_credits(sentence) and "\uff0c" not in sentence and "," not in sentence:
                kind = "credits"
            kinds.append((span, kind))
        while kinds and kinds[-1][1]:
            reached = kinds.pop()[0][0]
        if kinds:
            left.append((body, kinds[-1][0][1]))
        for span in spans_of(text, start=reached, end=end):
            if is_notice(text[slice(*span)]):
                notice = notice or span
                asides.append(Aside("notice", span))
            else:
                asides.append(Aside("credits", span))
    return notice, left, asides


def _may_be_foot(paragraph: str) -> bool:
    return is_notice(paragraph[-400:]) or is_credits(paragraph[:400])


def _head(
    text: str,
    blocks: Sequence[Span],
    language: Language,
    *,
    structured: bool,
    titles: Sequence[Span],
    formed: bool,
) -> dict[int, Aside]:
    """Return the title and date lines among the first paragraphs, by index.

    ``titles``: those that are known to be. ``formed``: true if a line may be one by its form: short, and no sentence.
    """
    dates = [k for k, span in enumerate(blocks) if is_date_line(text[slice(*span)])]
    found = {k: Aside("date", blocks[k]) for k in dates[:2]}
    limit = min(dates[0] if dates else 1, 3)
    for k, (start, end) in enumerate(blocks[:limit]):
        line = text[start:end]
        heading = formed and _is_heading(line, language)
        dated = k == 0 and bracketed_date(line) is not None
        if not ((start, end) in titles or (heading and (structured or dates or dated))):
            break
        found[k] = Aside("title", (start, end))
    return found


def _is_heading(line: str, language: Language) -> bool:
    """True if a paragraph has the form of a title: one short line, without the end of a sentence anywhere.

    >>> _is_heading("Growth in the U.S. economy", "en"), _is_heading("It grew. The reasons are", "en")
    (True, False)
    """
    if len(line) > _TITLE_LENGTH[language] or line[-1] in _TERMINAL or "\n" in line:
        return False
    spans_of = chinese.sentence_spans if language == "zh" else english.sentence_spans
    return len(spans_of(line)) == 1


def _title(text: str, span: Span) -> str:
    return without_marks(text[slice(*span)])


def _metadata(source: Source, compared: str, head: Sequence[Aside], notice: Span | None) -> Metadata:
    known = source.metadata
    titles = [aside.span for aside in sorted(head, key=lambda a: a.span) if aside.kind == "title"]
    dates = [date_in(compared[slice(*aside.span)]) for aside in head if aside.kind == "date"]
    dates += [bracketed_date(_title(compared, span)) for span in titles]
    return replace(
        known,
        title=_title(source.text, titles[0]) if titles else known.title,
        date=next((day for day in dates if day is not None), known.date),
        notice=source.text[slice(*notice)] if notice else known.notice,
    )
