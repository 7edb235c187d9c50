"""The parser of Markdown, with what transcripts and published pages ask for beyond CommonMark.

- Marks of emphasis open and close beside Chinese, and ``**`` beside anything but white space: by the rules of
  CommonMark ``**金湘军：**各位好`` and ``**The end.**And`` are not bold, as no space follows the mark.
- Attributes in braces (``{: #id }`` of kramdown, ``{#id}`` at the end of a line of Pandoc) are no text. The plugins of
  mdit-py-plugins do not read the colon, and want the braces to follow certain marks directly.
- Tags of HTML are tokens of their own, also those that begin a line; what only looks like a tag is text.
"""

import re
from collections import Counter
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote import footnote_plugin

from align.model.document import HAN

_CHINESE = re.compile(rf"[{HAN}\u3000-\u303f\uff00-\uffef]")
_ADDRESS = re.compile(r"[./#:?@]")
_VALUE = r"""(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+)"""
_NAMED = r"[#.][\w:-]+"
_MORE = rf"(?:[ \t]+(?:{_NAMED}|[\w:-]+(?:={_VALUE})?))*[ \t]*\}}"
_ATTRIBUTES = re.compile(
    rf"\{{:[ \t]*(?:(?:{_NAMED}|[\w:-]+(?:={_VALUE})?){_MORE}|\}})|\{{[ \t]*{_NAMED}{_MORE}(?=[ \t]*(?:\n|\Z))"
)
_DEPTH = 100  # quotes and lists in one another; what lies deeper is not read
_LONG = 50_000  # characters of a paragraph above which its marks stay: no person wrote them
_LABEL = 1000  # characters of a link's text
_LOST = 100  # brackets of a paragraph that begin no link, after which the others are not tried


@cache
def parser() -> MarkdownIt:
    """Return the parser. It keeps no state between texts."""
    made = MarkdownIt()
    made.inline = _Inline()
    made.configure("commonmark", {"maxNesting": _DEPTH})
    made.enable("strikethrough").disable(["code", "html_block"])
    made.inline.ruler.before("html_inline", "attributes", _attributes)
    footnote_plugin(made, inline=False, move_to_end=False, always_match_refs=True)
    made.validateLink = _is_address  # type: ignore[method-assign]
    made.helpers = _Helpers()  # type: ignore[assignment]
    return made


def _is_address(url: str) -> bool:
    return _ADDRESS.search(url) is not None


def _attributes(state: StateInline, silent: bool) -> bool:
    """Pass over attributes in braces."""
    found = _ATTRIBUTES.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "{" else None
    if found:
        state.pos = found.end()
    return found is not None


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
        strong = found.length > 1 and self.src[start] == "*"
        if strong or _CHINESE.match(before) or _CHINESE.match(after):
            return Scanned(not after.isspace(), not before.isspace(), found.length)
        return found
