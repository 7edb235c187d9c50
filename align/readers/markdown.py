"""Markdown: the text without its light markup, line for line, so that line numbers stay those of the file.

CommonMark by markdown-it-py (MIT), with footnotes and ~~deletions~~. Departures that transcripts ask for:

- Beside Chinese, ``*`` and ``_`` open before and close after anything but white space: by the rules of CommonMark
  ``**金湘军：**各位好`` is not bold, as no space follows the colon.
- Indentation makes no code, HTML but ``<br>`` stays as it is, and ``[主持人]: 大家好`` defines no link.
- Piped tables stay as they are: :mod:`align.readers.interleaved` reads them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from align.model.document import HAN, Metadata, Source, Span
from align.readers.markup_metadata import parse_date
from align.readers.text import parse as parse_text
from align.readers.text import require_text, with_lines

_FRONT = re.compile(r"---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"""^(title|date)[ \t]*:[ \t]*["']?([^"'\n]+)""", re.MULTILINE)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_CHINESE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]")
_ADDRESS = re.compile(r"[./#:?@]")
_DEPTH = 100  # quotes and lists in one another; what lies deeper is not read
_LINES = 200  # of one paragraph
_LONG = 50_000  # characters of a paragraph above which its marks stay: no person wrote them
_LABEL = 1000  # characters of a link's text
_LOST = 100  # brackets of a paragraph that begin no link, after which the others are not tried


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
    lines = _without_comments(text).split("\n")
    out, note_lines = [""] * len(lines), []
    numbers = list(_numbers(lines))
    for token, start, shown, in_note in _blocks(["" if k is None else lines[k] for k in numbers]):
        of_block = [k for k in numbers[start : start + len(shown) + 1] if k is not None]
        for k, line in zip(of_block, shown, strict=False):
            out[k] = line
        if in_note:
            note_lines += of_block[: len(shown)]
        if token.type == "heading_open" and token.markup != "-" and not metadata.title:
            metadata = replace(metadata, title=" ".join(shown).strip())
    text = "\n".join(out)
    require_text(text, name)
    notes = tuple(_spans(out, note_lines))
    return with_lines(Source(name, text, encoding=source.encoding, metadata=metadata, notes=notes))


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


def _blocks(lines: Sequence[str]) -> Iterator[tuple[Token, int, list[str], bool]]:
    """Yield (the token that opened it, its first line, its plain lines, is a note) of each block of text."""
    marker, notes = "", 0
    opened: Token | None = None
    for token in _parser().parse("\n".join(lines)):
        if token.type == "fence" and token.map:
            yield token, token.map[0] + 1, token.content.split("\n")[:-1], notes > 0
        elif token.type == "inline" and token.map and opened is not None:
            plain = _plain(token.children or [])
            yield opened, token.map[0], (marker + _TASK.sub("", plain, count=1)).split("\n"), notes > 0
            marker = ""
        elif token.type == "list_item_open":
            marker = f"{token.info}{token.markup} " if token.info else ""
        elif token.type.startswith("footnote_reference"):
            notes += token.nesting
        if token.nesting == 1:
            opened = token


def _plain(tokens: Sequence[Token]) -> str:
    parts = []
    for token in tokens:
        if token.type == "image":
            parts.append(_plain(token.children or []))
        elif token.type == "text":
            pieces = _BREAK.split(token.content)
            inner = [piece.strip(" ") for piece in pieces[1:-1]]
            parts.append(
                "\N{LINE SEPARATOR}".join([pieces[0].rstrip(" "), *inner, pieces[-1].lstrip(" ")])
                if len(pieces) > 1
                else token.content
            )
        else:
            parts.append("\n" if token.type in ("softbreak", "hardbreak") else token.content)
    return "".join(parts)


def _spans(lines: Sequence[str], chosen: Sequence[int]) -> Iterator[Span]:
    """Yield the spans of some lines that are not empty."""
    wanted, at = set(chosen), 0
    for number, line in enumerate(lines):
        if line and number in wanted:
            yield at, at + len(line)
        at += len(line) + 1


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt()
    parser.inline = _Inline()
    parser.configure("commonmark", {"maxNesting": _DEPTH})
    parser.enable("strikethrough").disable(["code", "html_block", "html_inline"])
    footnote_plugin(parser, inline=False, move_to_end=False, always_match_refs=True)
    parser.validateLink = _is_address  # type: ignore[method-assign]
    parser.helpers = _Helpers()  # type: ignore[assignment]
    return parser


def _is_address(url: str) -> bool:
    return _ADDRESS.search(url) is not None


class _Helpers:
    """The parser's own helpers, but the search for the end of a link's text is bounded: else ``[[[[`` is quadratic."""

    parseLinkDestination = staticmethod(parseLinkDestination)  # noqa: N815
    parseLinkTitle = staticmethod(parseLinkTitle)  # noqa: N815

    @staticmethod
    def parseLinkLabel(state: StateInline, start: int, disableNested: bool = False) -> int:  # noqa: N802, N803
        lost = state.env.setdefault("lost", Counter())
        if lost[state.src] > _LOST:
            return -1
        end, state.posMax = state.posMax, min(state.posMax, start + _LABEL)
        found = parseLinkLabel(state, start, disableNested)
        state.posMax = end
        lost[state.src] += found < 0
        return found


class _Inline(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        if len(src) > _LONG:
            state.push("text", "", 0).content = src
            return state.tokens
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _State(StateInline):
    """Knows where a mark of emphasis may open and close beside Chinese, and that 5*3*2 is a product."""

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803
        found = super().scanDelims(start, canSplitWord)
        before = self.src[start - 1 : start] or " "
        after = self.src[start + found.length : start + found.length + 1] or " "
        if before.isdigit() and after.isdigit():
            return Scanned(False, False, found.length)
        if _CHINESE.match(before) or _CHINESE.match(after):
            return Scanned(not after.isspace(), not before.isspace(), found.length)
        return found
