"""The corrected English as a Word file: every accepted change tracked in its reviewer's name, open flags as comments.

Where the English came as a .docx, it is that file with the changes in it, and its formatting stays. For any other input
it is a table of the Chinese and the English, with the changes in the English. A clean copy has the changes made.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from align.codecs import docx_package
from align.codecs.docx_package import bilingual, packed, parsed, replaced, with_comments, written
from align.codecs.docx_revision import Element, Remark, Replacement, Revision, paragraphs_in, text_of
from align.exporters.issue_notes import note_of
from align.exporters.templating import ENGLISH, Words
from align.language.edits import changes
from align.model.bitext import Bitext, Project
from align.model.document import Document, Span
from align.model.unit import TranslationUnit, heads_first
from align.readers.archives import open_archive, read_member
from align.readers.ooxml import main_part
from align.readers.text import normalise

_SAME = 1  # words between two changes that are shown as one


@dataclass(slots=True)
class _Plan:
    """What is to be put into each paragraph. ``words``: the language of the comments."""

    words: Words
    replacements: dict[int, list[Replacement]] = field(default_factory=lambda: defaultdict(list))
    remarks: dict[int, list[Remark]] = field(default_factory=lambda: defaultdict(list))


def render(project: Project, *, clean: bool = False, words: Words = ENGLISH) -> Iterator[bytes]:
    """Yield the file. ``clean``: with the changes made, without marks and comments."""
    document, revision = project.bitext.en, Revision(clean)
    if project.original and document is not None and document.places:
        yield _in_original(project, document, revision, words)
    else:
        yield _in_table(project.bitext, revision, words)


def _in_original(project: Project, document: Document, revision: Revision, words: Words) -> bytes:
    archive = open_archive(project.original, document.name)
    part = main_part(archive, document.name, usual=docx_package.DOCUMENT)
    root = parsed(read_member(archive, part, document.name))
    revision.next_id = _first_free_id(root)
    shown = [(paragraph, text) for paragraph in paragraphs_in(root) if (text := normalise(text_of(paragraph)).strip())]
    places = _paragraphs(document, [text for _, text in shown])
    plan = _Plan(words)
    for unit in project.bitext.units:
        if offsets := _places_of(unit, document):
            _plan_unit(plan, unit, project.bitext, offsets, places)
    for number, (paragraph, _) in enumerate(shown):
        text = text_of(paragraph)
        offset = len(text) - len(text.lstrip())
        _revise(revision, paragraph, plan, number, offset)
    names = archive.namelist()
    known = {name: read_member(archive, name, document.name) for name in names if name.endswith((".xml", ".rels"))}
    changed = {part: written(root)} | with_comments(known, revision.comments, part)
    return replaced(archive, changed)


def _in_table(bitext: Bitext, revision: Revision, words: Words) -> bytes:
    units = heads_first(bitext.units)
    parts, root, english = bilingual([(unit.zh_text, bitext.published(unit)) for unit in units])
    plan = _Plan(words)
    for number, unit in enumerate(units):
        published = bitext.published(unit)
        _plan_unit(plan, unit, bitext, list(range(len(published) + 1)), [((0, len(published) + 1), number)])
        _revise(revision, english[number], plan, number, 0)
    parts[docx_package.DOCUMENT] = written(root)
    return packed(parts | with_comments(parts, revision.comments))


def _revise(revision: Revision, paragraph: Element, plan: _Plan, number: int, offset: int) -> None:
    def moved(span: Span) -> Span:
        return span[0] + offset, span[1] + offset

    replacements = [Replacement(moved(r.span), r.text, r.who, r.when) for r in plan.replacements.get(number, ())]
    remarks = [Remark(moved(r.span), r.text, r.who, r.when) for r in plan.remarks.get(number, ())]
    if replacements or remarks:
        revision.revise(paragraph, replacements, remarks)


def _plan_unit(
    plan: _Plan, unit: TranslationUnit, bitext: Bitext, offsets: list[int], places: list[tuple[Span, int]]
) -> None:
    """Add the changes and comments of a unit. ``offsets``: where each character of its published English stands."""
    published, revised = bitext.published(unit), bitext.revisions.get(unit.id)
    who, when = (revised.who, revised.when) if revised else ("", "")
    edits = list(_edits(published, unit.en_text))
    for (start, end), text in edits:
        for place, words, new in _in_paragraphs((offsets[start], offsets[end]), text, places):
            plan.replacements[place].append(Replacement(words, new, who, when))
    for issue in unit.issues:
        verdict = bitext.verdicts.get(issue.id)
        if verdict is not None and verdict.decision != "confirmed":
            continue
        span = _published_span(issue.en_span, edits) if issue.en_span else (0, len(published))
        said = verdict.who if verdict else "align"
        for place, words, _ in _in_paragraphs((offsets[span[0]], offsets[span[1]]), "", places)[:1]:
            plan.remarks[place].append(
                Remark(words, note_of(issue, verdict, plan.words), said, verdict.when if verdict else "")
            )
    for comment in bitext.comments.get(unit.id, ()):
        for place, words, _ in _in_paragraphs((offsets[0], offsets[-1]), "", places)[:1]:
            plan.remarks[place].append(Remark(words, comment.text, comment.who, comment.when))


def _edits(published: str, now: str) -> Iterator[tuple[Span, str]]:
    """Yield what leads from the published English to the one now, changes that are a word apart as one.

    >>> list(_edits("rose 8.84 percent in May", "rose 88.4 per cent in June"))
    [((5, 17), '88.4 per cent'), ((21, 24), 'June')]
    """
    found: list[tuple[Span, Span]] = []
    shift = 0
    for change in changes(published, now):
        start, end = change.span
        old = (start - shift, start - shift + len(change.was))
        shift += (end - start) - len(change.was)
        if found and len(published[found[-1][0][1] : old[0]].split()) < _SAME and found[-1][0][1] < old[0]:
            found[-1] = ((found[-1][0][0], old[1]), (found[-1][1][0], end))
        else:
            found.append((old, (start, end)))
    for old, new in found:
        yield old, now[slice(*new)]


def _published_span(span: Span, edits: list[tuple[Span, str]]) -> Span:
    """Return where words of the English now stand in the published one; those of a change, where it begins."""

    def back(at: int) -> int:
        shift = 0
        for (start, end), text in edits:
            if at < start + shift:
                break
            if at < start + shift + len(text):
                return start
            shift += len(text) - (end - start)
        return at - shift

    return back(span[0]), max(back(span[0]), back(span[1]))


def _places_of(unit: TranslationUnit, document: Document) -> list[int]:
    """Return the offset in the document of each character of a unit's published English, and of its end; [] if the
    document does not have it."""
    offsets: list[int] = []
    if unit.head and (span := document.head(unit.id)):
        offsets += range(*span)
    for number in unit.en:
        start, end = document.segments[number].span
        missing = len(document.passage(unit.en[: unit.en.index(number) + 1])) - (end - start) - len(offsets)
        offsets += [offsets[-1] + 1] * missing if offsets else []
        offsets += range(start, end)
    return [*offsets, offsets[-1] + 1] if offsets else []


def _paragraphs(document: Document, shown: list[str]) -> list[tuple[Span, int]]:
    """Return the span in the document's text of each paragraph of the file, in order."""
    found: list[tuple[Span, int]] = []
    at = 0
    for number, text in enumerate(shown):
        start = document.text.find(text, at)
        if start >= 0:
            at = start + len(text)
            found.append(((start, at), number))
    return found


def _in_paragraphs(span: Span, text: str, places: list[tuple[Span, int]]) -> list[tuple[int, Span, str]]:
    """Return a span of the document cut by paragraphs, with its new text in the first."""
    found: list[tuple[int, Span, str]] = []
    for (start, end), number in places:
        if span[0] <= end and start <= max(span[0], span[1] - 1) and (start <= span[0] or found):
            words = max(span[0], start) - start, min(span[1], end) - start
            found.append((number, words, "" if found else text))
    return found


def _first_free_id(root: Element) -> int:
    ids = (value for element in root.iter() for name, value in element.attrib.items() if name.endswith("}id"))
    return max((int(value) for value in ids if value.isascii() and value.isdigit()), default=0) + 1
