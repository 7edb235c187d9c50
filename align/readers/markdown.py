"""Markdown: the text without its light markup, line for line, so that line numbers stay those of the file.

Piped tables stay as they are: :mod:`align.readers.interleaved` reads them. Footnotes are notes.
"""

import re
from dataclasses import replace

from align.model.document import Metadata, Source, Span
from align.readers.markup_metadata import parse_date
from align.readers.text import parse as parse_text
from align.readers.text import require_text, with_lines

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"""^(title|date)[ \t]*:[ \t]*["']?([^"'\n]+)""", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]+(.*?))?[ \t]*#*[ \t]*")
_DROPPED = re.compile(r"[ \t]{0,3}(?:(?:[-*_][ \t]*){3,}|=+|-+|(?:```|~~~).*|\[[^\]^]+\]:[ \t]*\S.*)")
_LEAD = re.compile(r"[ \t]*(?:>[ \t]?)*(?:[-*+][ \t]+)?(?:\[[ xX]\][ \t]+)?")
_NOTE = re.compile(r"[ \t]{0,3}\[\^([^\]]+)\]:[ \t]*")
_INLINE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"\[([^\]\n]+)\](?:\([^)\n]*\)|\[[^\]\n]*\])"), r"\1"),
    (re.compile(r"\[\^[^\]\n]+\]"), ""),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<![0-9A-Za-z_])__(?=\S)(.+?)(?<=\S)__(?![0-9A-Za-z_])"), r"\1"),
    (re.compile(r"(?<![0-9*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![0-9*])"), r"\1"),
    (re.compile(r"(?<![0-9A-Za-z_])_(?=[^\s_])([^_\n]+?)(?<=\S)_(?![0-9A-Za-z_])"), r"\1"),
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), r"\1"),
    (re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)"), r"\2"),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"[ \t]*<br[ \t]*/?>[ \t]*", re.IGNORECASE), "\N{LINE SEPARATOR}"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def parse(data: bytes, name: str) -> Source:
    """Return the text of a Markdown file. Raises InputError as the reader of plain text does.

    >>> source = parse("# 题目\\n\\n**金湘军：**增长*5%*，见[附件](a.pdf)。\\n> 引文\\n\\n[^1]: 注。".encode(), "a.md")
    >>> source.text, source.metadata.title, [source.text[slice(*span)] for span in source.notes]
    ('题目\\n\\n金湘军：增长5%，见附件。\\n引文\\n\\n注。', '题目', ['注。'])
    """
    source = parse_text(data, name)
    text, metadata = source.text, Metadata()
    front = _FRONT.match(text)
    if front:
        fields = dict(_FIELD.findall(front[1]))
        metadata = Metadata(fields.get("title", "").strip(), parse_date(fields.get("date", "")))
        text = "\n" * front[0].count("\n") + text[front.end() :]
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    lines: list[str] = []
    notes: list[Span] = []
    at = 0
    for raw in text.split("\n"):
        if not raw:
            lines.append("")
            at += 1
            continue
        line, is_note = raw, False
        heading = _HEADING.fullmatch(raw)
        if heading:
            line = _plain(heading[1] or "")
            if line and not metadata.title:
                metadata = replace(metadata, title=line)
        elif _DROPPED.fullmatch(raw) and "|" not in raw:
            line = ""
        elif raw.strip():
            noted = _NOTE.match(raw)
            is_note = noted is not None
            line = _plain(raw[noted.end() :] if noted else _LEAD.sub("", raw, count=1))
        if is_note and line:
            notes.append((at, at + len(line)))
        lines.append(line)
        at += len(line) + 1
    text = "\n".join(lines)
    require_text(text, name)
    return with_lines(Source(name, text, encoding=source.encoding, metadata=metadata, notes=tuple(notes)))


def _plain(line: str) -> str:
    for pattern, by in _INLINE:
        line = pattern.sub(by, line)
    return line
