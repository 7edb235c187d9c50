"""Adds our issues to an XLIFF file of another program and leaves every other byte unchanged.

States and inline elements stay unchanged: they belong to the other program. The issues become notes and ITS stand-off
markup, our record an extension (1.2) or metadata (2.x), each in the place that the schema gives it.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from align.codecs import record, xliff_writing
from align.codecs.splice import Edit, Original
from align.codecs.xliff import ITS, METADATA, OURS, Unit
from align.codecs.xliff_writing import LocQualityIssue
from align.codecs.xml_reading import XML, Node
from align.codecs.xml_writing import ForbiddenCharacterError, text
from align.exporters.issue_notes import comments_on, refusal
from align.exporters.xliff import loc_quality_issue
from align.model.bitext import Bitext
from align.model.errors import InputError
from align.model.unit import TranslationUnit
from align.readers.xliff import groups, source_is_chinese

MARK = "align-"  # the beginning of ids of our stand-off markup

Pairs = Sequence[tuple[TranslationUnit, TranslationUnit]]


def annotate(bitext: Bitext, stream: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the file with the issues of a bitext that was read from it, found by unit ids.

    Our earlier additions are replaced. A target edited by a reviewer replaces the old one, or becomes a note if that
    holds tags. Raises InputError as the reader does, if no unit of the bitext is in the file, and for .sdlxliff, whose
    comments work differently: Studio would drop ours.
    """
    original = Original(stream, name)
    if b"http://sdl.com/FileTypes/SdlXliff" in original.stream.read(1 << 14):
        raise InputError(name, "is an .sdlxliff file, which can only be read; expected .xlf, or export to xlsx")
    original.stream.seek(0)
    known = {unit.id: unit for unit in bitext.units}
    edits: list[Edit] = []
    met = 0
    for number, (item, group) in enumerate(groups(original.stream, name, offsets=True)):
        pairs = [(known[decided.unit.id], decided.unit) for decided in group if decided.unit.id in known]
        if pairs:
            met += len(pairs)
            try:
                edits += _edits(item, pairs, bitext, original, f"{MARK}{number}")
            except ForbiddenCharacterError as error:
                raise refusal(pairs[0][0].id, error) from None
    if not met and known:
        raise InputError(name, "has none of the units of this bitext; expected the file from which it was read")
    yield from original.with_edits(edits)


def _edits(item: Unit, pairs: Pairs, bitext: Bitext, original: Original, id: str) -> Iterator[Edit]:
    issues: list[LocQualityIssue] = []
    extra: list[str] = []
    chinese_first = source_is_chinese(item.segments[0].codes, original.name)
    for unit, before in pairs:
        issues += [
            loc_quality_issue(issue, unit, bitext.verdicts.get(issue.id), chinese_source=chinese_first)
            for issue in unit.issues
        ]
        if unit.en_text != before.en_text:
            edit = _new_english(item, unit, original) if chinese_first and len(item.segments) == 1 else None
            if edit is not None:
                yield edit
            else:
                extra.append(f"The English as reviewed: {unit.en_text}")
    comments = [comment for unit, _ in pairs for comment in comments_on(unit, bitext)]
    issues += [LocQualityIssue("uncategorized", 0, comment, True, "target", None, 5) for comment in extra]
    about = record.dump(pairs[0][0], bitext) if len(item.segments) == 1 else ""
    if item.node.name == "trans-unit":
        yield from _edits_1(item.node, issues, comments, about, original, id)
    else:
        yield from _edits_2(item.node, issues, comments, about, original, id)


def _new_english(item: Unit, unit: TranslationUnit, original: Original) -> Edit | None:
    """Return the edit that writes a new target, or None if inline elements would be lost."""
    holder = item.node if item.node.name == "trans-unit" else item.node.elements("segment")[0]
    target = holder.first("target")
    if target is None:
        place, prefix = _after(holder, "source", "seg-source"), original.prefix(holder)
        return Edit(place, place, f"<{prefix}target>{text(unit.en_text)}</{prefix}target>")
    return None if target.elements() else original.content(target, text(unit.en_text))


def _edits_1(
    node: Node, issues: list[LocQualityIssue], comments: list[str], about: str, original: Original, id: str
) -> Iterator[Edit]:
    for child in node.elements():
        if (child.name == "note" and child.attributes.get("from") == "align") or _is_ours(child):
            yield original.removal(child)
    place = _after(node, "source", "seg-source", "target")
    notes = xliff_writing.notes_1(issues, comments, prefix=original.prefix(node))
    yield Edit(place, place, "".join(notes))
    standoff = xliff_writing.standoff(issues, id, each=False, declare=True)
    yield Edit(node.end, node.end, standoff + (xliff_writing.extension(about) if about else ""))


def _edits_2(
    node: Node, issues: list[LocQualityIssue], comments: list[str], about: str, original: Original, id: str
) -> Iterator[Edit]:
    for child in node.elements():
        if _is_ours(child):
            yield original.removal(child)
    place = node.elements("notes", "originalData", "segment", "ignorable")[0].start
    yield Edit(place, place, xliff_writing.standoff(issues, id, each=False, declare=True))
    yield from _metadata(node, about, original, place)
    prefix = original.prefix(node)
    notes = "".join(xliff_writing.notes_2(issues, comments, prefix=prefix))
    holder = node.first("notes")
    if holder is None:
        place = node.elements("originalData", "segment", "ignorable")[0].start
        yield Edit(place, place, f"<{prefix}notes>{notes}</{prefix}notes>" if notes else "")
        return
    old = [note for note in holder.elements() if note.attributes.get("category") == "align"]
    if not notes and len(old) == len(holder.elements()):
        yield original.removal(holder)
    elif original.is_empty_tag(holder):
        yield original.content(holder, notes)
    else:
        yield from map(original.removal, old)
        yield Edit(holder.end, holder.end, notes)


def _metadata(node: Node, about: str, original: Original, place: int) -> Iterator[Edit]:
    """Yield the edits for our metadata. A unit has at most one ``metadata``, so ours goes into an existing one."""
    holder = node.first(f"{METADATA}}}metadata")
    old = [group for group in holder.elements() if group.attributes.get("category") == "align"] if holder else []
    if holder is None or len(old) == len(holder.elements()):
        if holder is not None:
            yield original.removal(holder)
        yield Edit(place, place, xliff_writing.metadata(about, prefix="mda:", declare=True) if about else "")
        return
    yield from map(original.removal, old)
    markup = xliff_writing.metadata_group(about, prefix=original.prefix(holder)) if about else ""
    yield Edit(holder.end, holder.end, markup)


def _is_ours(child: Node) -> bool:
    if child.name == f"{ITS}}}locQualityIssues":
        return child.attributes.get(XML + "id", "").startswith(MARK)
    return child.name == f"{OURS}}}record"


def _after(node: Node, *names: str) -> int:
    """Return the offset after the last child with one of these names."""
    children = node.elements()
    last = max(k for k, child in enumerate(children) if child.name in names)
    return children[last + 1].start if last + 1 < len(children) else node.end
