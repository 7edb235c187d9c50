"""Markdown: the text without its light markup, line for line, so that line numbers stay those of the file.

CommonMark by markdown-it-py (MIT), with footnotes and ~~deletions~~ (:mod:`align.readers.markdown_parser`). Departures
that transcripts ask for:

- Indentation makes no code, and ``[主持人]: 大家好`` defines no link.
- Each line of a paragraph stays a line, as many transcripts have no blank line between turns. But a Chinese line that
  ends with a comma goes on in the next one.
- Rows of tables become lines with tabs (:mod:`align.readers.piped`), and tags of HTML what a browser makes of them.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from markdown_it.token import Token

from align.language.tables import words
from align.language.wrapping import is_wrapped
from align.model.document import Metadata, Place, Source, Span, script_counts
from align.readers.blocks import BLOCK
from align.readers.languages import leans_chinese
from align.readers.markdown_parser import parser
from align.readers.markup_metadata import parse_date
from align.readers.piped import PIPE, without_pipes
from align.readers.text import MAX_PLACES, require_text
from align.readers.text import parse as parse_text

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(
    r"""^(?P<name>title|date)[ \t]*:[ \t]*(?:"(?P<double>[^"\n]*)"|'(?P<single>(?:[^'\n]|'')*)'|(?P<bare>\S[^\n]*))""",
    re.MULTILINE,
)
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])")
_HEADING = re.compile(r"<h([1-6])[\s>]", re.IGNORECASE)
_INLINE = frozenset(
    words("""
        a abbr b bdi bdo big br button center cite code data del dfn em embed font i iframe img input ins kbd label map
        mark object picture q rp rt ruby s samp small source span strike strong sub sup time tt u var video audio wbr
    """)
)
_CELLS = frozenset(("td", "th"))
_LINE_BREAK = "\N{LINE SEPARATOR}"  # of the tags of blocks and <br>: two paragraphs on one line of the file
_CELL_BREAK = "\N{INFORMATION SEPARATOR ONE}"  # of the tags of cells, until it is a tab
_HARD_BREAK = "\N{PARAGRAPH SEPARATOR}"  # before the end of a line that the author wants
_COMMAS = frozenset("，、,")
_LINES = 200  # of one paragraph


class _Block(NamedTuple):
    """The plain lines of a block, and the number of the first.

    ``level``: of a heading, else 0. ``flows``: false for code, whose lines stay.
    """

    start: int
    lines: list[str]
    level: int
    note: bool
    flows: bool = True


def parse(data: bytes, name: str) -> Source:
    """Return the text of a Markdown file. Raises InputError as the reader of plain text does.

    >>> source = parse("# 题目\\n\\n**金湘军：**增长*5%*，见[附件](a.pdf)。\\n> 引文\\n\\n[^1]: 注。".encode(), "a.md")
    >>> source.text, source.metadata.title, [source.text[slice(*span)] for span in source.notes]
    ('题目\\n\\n金湘军：增长5%，见附件。\\n引文\\n\\n注。', '题目', ['注。'])
    """
    source = parse_text(data, name)
    metadata, text = _front(source.text)
    lines = _without_comments(text).replace(r"\|", PIPE).split("\n")
    out = [""] * len(lines)
    notes: set[int] = set()
    numbers = list(_numbers(lines))
    blocks = list(_blocks(["" if k is None else lines[k] for k in numbers]))
    fixed = is_wrapped([block.lines for block in blocks if block.flows])
    stated = bool(metadata.title) and not (blocks and blocks[0].level == 1)
    joined: set[int] = set()
    for block in blocks:
        of_block = [k for k in numbers[block.start : block.start + len(block.lines) + 1] if k is not None]
        for at, (k, line) in enumerate(zip(of_block, block.lines, strict=False)):
            out[k] = line.rstrip(_HARD_BREAK)
            if at and block.flows and not fixed and _goes_on(block.lines[at - 1], line):
                joined.add(k)
        if block.note:
            notes.update(of_block[: len(block.lines)])
        if block.level and not metadata.title:
            metadata = replace(metadata, title=" ".join(" ".join(block.lines).replace(PIPE, "|").split()))
    out = without_pipes(out)
    text, spans = _laid_out(out, joined)
    require_text(text, name)
    places = () if len(spans) > MAX_PLACES else tuple(Place(span, f"line {k + 1}") for k, span in spans)
    return Source(
        name,
        text,
        encoding=source.encoding,
        metadata=metadata,
        notes=tuple(span for k, span in spans if k in notes),
        places=places,
        title_stated=stated,
    )


def _front(text: str) -> tuple[Metadata, str]:
    """Return title and date from the front matter, and the text with blank lines instead of it."""
    front = _FRONT.match(text)
    if not front:
        return Metadata(), text
    fields = {
        found["name"]: found["double"] or (found["single"] or "").replace("''", "'") or found["bare"] or ""
        for found in _FIELD.finditer(front[1])
    }
    metadata = Metadata(fields.get("title", "").strip(), parse_date(fields.get("date", "")))
    return metadata, "\n" * front[0].count("\n") + text[front.end() :]


def _goes_on(line: str, following: str) -> bool:
    """True if a Chinese line that was broken at a comma goes on in the next one."""
    if line[-1:] not in _COMMAS or "|" in line:
        return False
    return all(leans_chinese(*script_counts(one)) for one in (line, following))


def _laid_out(lines: Sequence[str], joined: Container[int]) -> tuple[str, list[tuple[int, Span]]]:
    """Return the text of lines, some of which join the one before, and the numbers of those with words and spans."""
    parts: list[str] = []
    spans: list[tuple[int, Span]] = []
    at = 0
    for number, line in enumerate(lines):
        if number and number not in joined:
            parts.append("\n")
            at += 1
        parts.append(line)
        if line.strip():
            spans.append((number, (at, at + len(line))))
        at += len(line)
    return "".join(parts), spans


def _numbers(lines: Sequence[str]) -> Iterator[int | None]:
    """Yield the numbers of the lines to parse, and None for an additional blank line.

    The parser keeps a record of each line and reads a paragraph again for each definition in it. So of several blank
    lines it gets one, and a paragraph ends after ``_LINES`` lines.
    """
    run = 0
    for number, line in enumerate(lines):
        blank = not line.strip()
        if blank and not run and number:
            continue
        run = 0 if blank else run + 1
        yield number
        if run == _LINES:
            run = 0
            yield None


def _without_comments(text: str) -> str:
    """Blank out ``<!-- … -->``, keeping its lines; one that is not closed stays."""
    parts, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        parts += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end + 3
    return "".join([*parts, text[at:]])


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Yield the blocks of a text."""
    marker, notes = "", 0
    opened: Token | None = None
    for token in parser().parse("\n".join(lines)):
        if token.type == "fence" and token.map:
            yield _Block(
                token.map[0] + 1,
                token.content.replace(PIPE, r"\|").split("\n")[:-1],
                level=0,
                note=notes > 0,
                flows=False,
            )
        elif token.type == "inline" and token.map and opened is not None:
            plain = marker + _TASK.sub("", _plain(token.children or []), count=1)
            yield _Block(
                token.map[0], [_tidy(line) for line in plain.split("\n")], level=_level(opened, token), note=notes > 0
            )
            marker = ""
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type.startswith("footnote_reference"):
            notes += token.nesting
        if token.nesting == 1:
            opened = token


def _level(opened: Token, inline: Token) -> int:
    """Return the level of a heading, 0 of other blocks, also of a paragraph above a row of hyphens."""
    if opened.type == "heading_open" and opened.markup != "-":
        return int(opened.tag[1:])
    found = _HEADING.match(inline.content)
    return int(found[1]) if found else 0


def _plain(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "image":
            parts.append(_plain(token.children or []))
        elif token.type == "html_inline":
            parts.append(_tag(token.content))
        elif token.type == "hardbreak":
            parts.append(f"{_HARD_BREAK}\n")
        else:
            parts.append("\n" if token.type == "softbreak" else token.content)
    return "".join(parts)


def _tag(written: str) -> str:
    """Return what stands for a tag in the text: a break, a tab, or nothing; what is no tag of HTML stays."""
    found = _TAG.match(written)
    name = found[1].lower() if found else ""
    if name not in BLOCK and name not in _INLINE:
        return written
    shown = _CELL_BREAK if name in _CELLS else _LINE_BREAK if name in BLOCK or name == "br" else ""
    return shown + "\n" * written.count("\n")


def _tidy(line: str) -> str:
    """Return a line without white space at its end and around the breaks that tags make, of which several are one."""
    end = _HARD_BREAK if line.endswith(_HARD_BREAK) else ""
    line = line.rstrip(f"{_HARD_BREAK} \t")
    if _LINE_BREAK in line or _CELL_BREAK in line:
        line = _LINE_BREAK.join(filter(None, (_cells(piece) for piece in line.split(_LINE_BREAK))))
    return line + end


def _cells(piece: str) -> str:
    return "\t".join(filter(None, (cell.strip(" ") for cell in piece.split(_CELL_BREAK))))
