"""XLIFF 1.2 and 2.1, the writing half: a unit has one segment, and issues stand as notes and as ITS 2.0.

Every CAT tool reads 1.2, so its segments hold plain text, and the target refers to its issues as a whole. 2.1 has
markers, with which each issue encloses the words that it is about; they are pairs of empty elements (``sm`` and
``em``), since issues may cross.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from align.codecs.xliff import ITS, METADATA, OURS
from align.codecs.xml_writing import attribute, text
from align.model.version import VERSION

Version = Literal["1.2", "2.1"]
End = Literal["</body>\n</file>\n</xliff>\n", "</file>\n</xliff>\n"]
Side = Literal["source", "target"]
ENDS: dict[Version, End] = {"1.2": "</body>\n</file>\n</xliff>\n", "2.1": "</file>\n</xliff>\n"}


@dataclass(frozen=True, slots=True)
class LocQualityIssue:
    """An issue in the terms of ITS, with its span; without one it is about the whole side.

    ``severity``: 0 to 100. ``priority``: of its note, 1 (first) to 10.
    """

    type: str
    severity: int
    comment: str
    enabled: bool
    side: Side
    span: tuple[int, int] | None
    priority: int


@dataclass(frozen=True, slots=True)
class UnitText:
    """The contents of a unit to write. ``target`` may be None; ``state``: the attributes that express it."""

    id: str
    source: str
    target: str | None
    state: str
    approved: bool
    issues: Sequence[LocQualityIssue]
    comments: Sequence[str]
    record: str


def start(version: Version, original: str, source: str, target: str) -> str:
    """Return the beginning of a file. ``source`` and ``target``: language codes. Raises ForbiddenCharacterError."""
    names = f'original="{attribute(original)}"', attribute(source), attribute(target)
    if version == "1.2":
        root = f'version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:its="{ITS}" its:version="2.0"'
        tool = f'<tool tool-id="align" tool-name="align" tool-version="{VERSION}"/>'
        file = f'{names[0]} source-language="{names[1]}" target-language="{names[2]}" datatype="plaintext"'
        body = f'<file {file} tool-id="align">\n<header>{tool}</header>\n<body>\n'
    else:
        root = f'version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:its="{ITS}" its:version="2.0"'
        root += f' xmlns:mda="{METADATA}" srcLang="{names[1]}" trgLang="{names[2]}" xml:space="preserve"'
        body = f'<file id="f1" {names[0]}>\n'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<xliff {root}>\n{body}'


def unit(version: Version, item: UnitText, number: int) -> str:
    """Return a unit as markup. ``number``: unique in the file. Raises ForbiddenCharacterError."""
    if version == "1.2":
        return _unit_1(item, number)
    prefix = f"lqi-{number}"
    segment = f"<source>{_marked(item, 'source', prefix)}</source>"
    if item.target is not None:
        segment += f"<target>{_marked(item, 'target', prefix)}</target>"
    added = standoff(item.issues, prefix, each=True) + metadata(item.record, prefix="mda:")
    notes = "".join(notes_2(item.issues, item.comments))
    added += f"<notes>{notes}</notes>" if notes else ""
    return f'<unit id="{attribute(item.id)}">{added}<segment{item.state}>{segment}</segment></unit>\n'


def notes_1(issues: Sequence[LocQualityIssue], comments: Sequence[str], *, prefix: str = "") -> list[str]:
    """Return the notes of 1.2. ``prefix``: the file's prefix for the namespace of XLIFF, with its colon."""
    notes = [
        f'<{prefix}note from="align" annotates="{issue.side}" priority="{issue.priority}">{text(issue.comment)}'
        f"</{prefix}note>"
        for issue in issues
    ]
    return notes + [f'<{prefix}note from="align" priority="5">{text(comment)}</{prefix}note>' for comment in comments]


def notes_2(issues: Sequence[LocQualityIssue], comments: Sequence[str], *, prefix: str = "") -> list[str]:
    """Return the notes of 2.x."""
    notes = [
        f'<{prefix}note category="align" appliesTo="{issue.side}" priority="{issue.priority}">{text(issue.comment)}'
        f"</{prefix}note>"
        for issue in issues
    ]
    return notes + [
        f'<{prefix}note category="align" priority="5">{text(comment)}</{prefix}note>' for comment in comments
    ]


def standoff(issues: Sequence[LocQualityIssue], id: str, *, each: bool, declare: bool = False) -> str:
    """Return the issues as ITS stand-off markup: one group, or with ``each`` one per issue (ID-0, ID-1...).

    ``declare``: declare the namespace too, because no parent does.
    """
    if not issues:
        return ""
    declared = f' xmlns:its="{ITS}" its:version="2.0"' if declare else ""
    entries = [
        f'<its:locQualityIssue locQualityIssueType="{issue.type}" locQualityIssueComment="{attribute(issue.comment)}"'
        f' locQualityIssueSeverity="{issue.severity}" locQualityIssueEnabled="{"yes" if issue.enabled else "no"}"/>'
        for issue in issues
    ]
    groups = [(f"{id}-{k}", entry) for k, entry in enumerate(entries)] if each else [(id, "".join(entries))]
    return "".join(
        f'<its:locQualityIssues{declared} xml:id="{name}">{content}</its:locQualityIssues>' for name, content in groups
    )


def metadata(record: str, *, prefix: str, declare: bool = False) -> str:
    """Return our record of a unit as 2.x metadata. ``prefix``: that of its namespace, with its colon."""
    declared = f' xmlns:{prefix.rstrip(":")}="{METADATA}"' if declare else ""
    return f"<{prefix}metadata{declared}>{metadata_group(record, prefix=prefix)}</{prefix}metadata>"


def metadata_group(record: str, *, prefix: str) -> str:
    """Return our record of a unit as a group to be added to other metadata."""
    meta = f'<{prefix}meta type="record">{text(record)}</{prefix}meta>'
    return f'<{prefix}metaGroup category="align">{meta}</{prefix}metaGroup>'


def extension(record: str) -> str:
    """Return our record of a unit as an extension of 1.2."""
    return f'<align:record xmlns:align="{OURS}">{text(record)}</align:record>'


def _unit_1(item: UnitText, number: int) -> str:
    id = f"lqi-{number}"
    reference = f' its:locQualityIssuesRef="#{id}"' if item.issues else ""
    target = f"<target{item.state}{reference}>{text(item.target)}</target>" if item.target is not None else ""
    notes = "".join(notes_1(item.issues, item.comments))
    approved = ' approved="yes"' if item.approved else ""
    return (
        f'<trans-unit id="{attribute(item.id)}" xml:space="preserve"{approved}><source>{text(item.source)}</source>'
        f"{target}{notes}{standoff(item.issues, id, each=False)}{extension(item.record)}"
        "</trans-unit>\n"
    )


def _marked(item: UnitText, side: Side, prefix: str) -> str:
    """Return the text of a side with markers for its issues."""
    words = item.source if side == "source" else item.target or ""
    here = [(k, issue.span or (0, len(words))) for k, issue in enumerate(item.issues) if issue.side == side]
    if not here:
        return text(words)
    at: dict[int, list[str]] = {}
    for k, (start, _) in here:
        marker = f'<sm id="i{k}" type="its:any" its:locQualityIssuesRef="#its={prefix}-{k}"/>'
        at.setdefault(min(max(start, 0), len(words)), []).append(marker)
    for k, (start, end) in here:
        at.setdefault(min(max(start, end, 0), len(words)), []).append(f'<em startRef="i{k}"/>')
    edges = sorted({0, len(words), *at})
    parts = [
        "".join(at.get(edge, ())) + text(words[edge:following])
        for edge, following in zip(edges, [*edges[1:], len(words)], strict=True)
    ]
    return "".join(parts)
